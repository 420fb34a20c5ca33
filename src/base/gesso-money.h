/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is an integer number of micro-dollars (µ$): 1 US dollar = 1,000,000 µ$. */
#define GESSO_MICRO_PER_DOLLAR G_GINT64_CONSTANT (1000000)

/**
 * gesso_money_format:
 * @micro_usd: an amount in µ$
 *
 * Formats an amount as the window and the command line show it: a dollar sign,
 * two to four decimals, exact, no trailing zeros past two ("$0.26", "$0.0175"). The decimal sign is the locale's, the
 * place of the dollar sign the language's.
 *
 * Returns: (transfer full): the text
 */
char     *gesso_money_format       (gint64       micro_usd);

/* (transfer full): @number with the dollar sign where the language has it */
char     *gesso_money_sign         (const char  *number);

/**
 * gesso_money_format_spoken:
 * @micro_usd: an amount in µ$
 *
 * The amount in words for a screen reader: "26 cents", "1 dollar and 5 cents".
 *
 * Returns: (transfer full): the text, translated
 */
char     *gesso_money_format_spoken (gint64      micro_usd);

/**
 * gesso_money_parse:
 * @text: what a person typed, with or without a dollar sign
 * @micro_usd: (out): the amount in µ$
 *
 * Returns: %FALSE if @text is not an amount between $0 and $1,000,000
 */
gboolean  gesso_money_parse        (const char  *text,
                                   gint64      *micro_usd);

G_END_DECLS

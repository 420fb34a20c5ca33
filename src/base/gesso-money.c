/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-money.h"

char *
gesso_money_format (gint64 micro_usd)
{
  return 0;
}

char *
gesso_money_format_spoken (gint64 micro_usd)
{
  return 0;
}

gboolean
gesso_money_parse (const char *text, gint64 *micro_usd)
{
  return 0;
}

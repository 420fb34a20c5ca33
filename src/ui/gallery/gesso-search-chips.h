/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoSearchChips:
 *
 * The common filters of a search as toggles in a row, each of them a part of the query's text.
 *
 * Signals: "changed" (char *): the text with a part added or taken out.
 */
#define GESSO_TYPE_SEARCH_CHIPS (gesso_search_chips_get_type ())
G_DECLARE_FINAL_TYPE (GessoSearchChips, gesso_search_chips, GESSO, SEARCH_CHIPS, GtkWidget)

GtkWidget *gesso_search_chips_new      (void);

/* Shows which of the filters are in @text. */
void       gesso_search_chips_set_text (GessoSearchChips *self,
                                        const char       *text);

G_END_DECLS

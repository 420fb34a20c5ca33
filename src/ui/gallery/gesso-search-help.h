/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoSearchHelp:
 *
 * A popover with the query language by example. Signals: "example" (char *): one was chosen.
 */
#define GESSO_TYPE_SEARCH_HELP (gesso_search_help_get_type ())
G_DECLARE_FINAL_TYPE (GessoSearchHelp, gesso_search_help, GESSO, SEARCH_HELP, GtkPopover)

GtkWidget *gesso_search_help_new (void);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardView:
 *
 * One board, open: a bar with its name and what can be done with it, its canvas, and its steering strip.
 *
 * Signals: "back"; "use-board" (char *id); "open-window"; "message" (char *text).
 */
#define GESSO_TYPE_BOARD_VIEW (gesso_board_view_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardView, gesso_board_view, GESSO, BOARD_VIEW, GtkWidget)

GtkWidget *gesso_board_view_new (GessoContext *context,
                                 const char   *board_id);

const char *gesso_board_view_get_id  (GessoBoardView *self);
/* The focus stays where it is. */
void       gesso_board_view_zoom     (GessoBoardView *self,
                                      gboolean        in);
/* In a window of its own: there is no way back to the other boards. */
void       gesso_board_view_set_alone (GessoBoardView *self,
                                       gboolean        alone);

G_END_DECLS

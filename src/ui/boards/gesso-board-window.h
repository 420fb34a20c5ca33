/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardWindow:
 *
 * One board in a window of its own. It looks at the same model as every other view of that board, so that they are
 * always in step. F11 fills the screen, Ctrl+W closes it.
 *
 * Signals: "use-board" (char *id).
 */
#define GESSO_TYPE_BOARD_WINDOW (gesso_board_window_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardWindow, gesso_board_window, GESSO, BOARD_WINDOW, AdwWindow)

GtkWidget  *gesso_board_window_new    (GessoContext     *context,
                                       const char       *board_id);
const char *gesso_board_window_get_id (GessoBoardWindow *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardTrash:
 *
 * Boards that were deleted, last first: each can be restored, or removed for good.
 *
 * Properties: "count": how many there are. Signals: "back"; "toast" (AdwToast).
 */
#define GESSO_TYPE_BOARD_TRASH (gesso_board_trash_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardTrash, gesso_board_trash, GESSO, BOARD_TRASH, GtkWidget)

GtkWidget *gesso_board_trash_new       (GessoContext    *context);
guint      gesso_board_trash_get_count (GessoBoardTrash *self);

G_END_DECLS

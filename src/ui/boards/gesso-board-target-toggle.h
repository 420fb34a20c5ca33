/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/* A toggle that says whether new pictures are added to a board, and changes that; see #GessoBoardTarget. */
GtkWidget *gesso_board_target_toggle_new (GessoContext *context,
                                          const char   *board_id);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "boards/gesso-board-model.h"

G_BEGIN_DECLS

/**
 * GessoBoardLink:
 *
 * Links a board to a moodboard of krea.ai, which is then sent too, or instead of the board's pictures.
 */
#define GESSO_TYPE_BOARD_LINK (gesso_board_link_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardLink, gesso_board_link, GESSO, BOARD_LINK, GtkPopover)

GtkWidget *gesso_board_link_new (GessoContext    *context,
                                 GessoBoardModel *model);

G_END_DECLS

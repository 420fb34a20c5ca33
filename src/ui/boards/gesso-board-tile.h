/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"
#include "gesso-library-boards.h"

G_BEGIN_DECLS

/**
 * GessoBoardTile:
 *
 * One board: a cover of its first four pictures, its name, how many there are and when it was last used. The
 * name is edited in place.
 *
 * Signals: "renamed" (char *name), "deleted", "use".
 */
#define GESSO_TYPE_BOARD_TILE (gesso_board_tile_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardTile, gesso_board_tile, GESSO, BOARD_TILE, GtkFlowBoxChild)

GtkWidget        *gesso_board_tile_new       (GessoContext     *context,
                                              const GessoBoard *board);
const GessoBoard *gesso_board_tile_get_board (GessoBoardTile   *self);

/* Puts the name into an entry. */
void              gesso_board_tile_rename    (GessoBoardTile   *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tile sizes by number, as the setting "tile-size" has it. */
#define GESSO_TILE_SIZES 5

/* px; the nearest there is for a number out of range */
guint gesso_grid_metrics_tile_size (guint   number);

/* How many columns of tiles and their gutters fit; at least 1. @width: px */
guint gesso_grid_metrics_columns   (guint   width,
                                    guint   tile_size);

/**
 * gesso_grid_metrics_round:
 * @n: pictures
 * @width: px
 * @height: px
 * @shape: width ÷ height of one picture
 * @rows: (out): rows
 *
 * How a round is laid out: one; two side by side; four as 2 × 2; eight as 4 × 2; turned where the room is tall; more so
 * that they get as large as possible.
 *
 * Returns: columns
 */
guint gesso_grid_metrics_round     (guint   n,
                                    double  width,
                                    double  height,
                                    double  shape,
                                    guint  *rows);

G_END_DECLS

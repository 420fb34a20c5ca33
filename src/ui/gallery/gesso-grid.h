/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"
#include "gesso-selection.h"

G_BEGIN_DECLS

/**
 * GessoGrid:
 *
 * The scrolling grid of tiles over a #GessoSelection. As many columns as fit; tiles keep their size, what is left of
 * the width goes between them.
 *
 * Properties: "context", "tile-size" (0..4), "fill", "at-top" (read-only).
 * Signals: "activated" (#GessoGeneration).
 */
#define GESSO_TYPE_GRID (gesso_grid_get_type ())
G_DECLARE_FINAL_TYPE (GessoGrid, gesso_grid, GESSO, GRID, GtkWidget)

GtkWidget      *gesso_grid_new           (GessoContext *context);
GessoSelection *gesso_grid_get_selection (GessoGrid    *self);
guint           gesso_grid_get_tile_size (GessoGrid    *self);
void            gesso_grid_set_tile_size (GessoGrid    *self,
                                          guint         number);
gboolean        gesso_grid_is_at_top     (GessoGrid    *self);

/* Brings a position into view; @focus: also moves the keyboard focus and the selection there. */
void            gesso_grid_scroll_to     (GessoGrid    *self,
                                          guint         position,
                                          gboolean      focus);

/* The row at the top of what is in sight, by where the list is scrolled to; 0 in an empty one. */
gint64          gesso_grid_get_top_row   (GessoGrid    *self);

/* Stacks have more or less in them. */
void            gesso_grid_update_counts (GessoGrid    *self);

/* How many can be seen at once, and for how many the view has cells, as far as it was laid out. */
void            gesso_grid_get_room      (GessoGrid    *self,
                                          guint        *n_screen,
                                          guint        *n_cells);

/* How many cells exist at the moment, shown or not. */
guint           gesso_grid_count_cells   (GessoGrid    *self);

/**
 * gesso_grid_leave_focus:
 * @self: a grid
 *
 * The focus went elsewhere: a cell that was to have it, and is not there yet, takes it no more.
 */
void gesso_grid_leave_focus (GessoGrid *self);

G_END_DECLS

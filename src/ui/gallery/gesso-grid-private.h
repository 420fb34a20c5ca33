/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-grid.h"

#include "gesso-grid-model.h"
#include "gesso-tile.h"

G_BEGIN_DECLS

struct _GessoGrid
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoSelection *selection;
  GessoGridModel *model; /* what the view sees of it */
  GtkWidget *room; /* the scrolled window, and the date over it */
  GtkWidget *scrolled;
  GtkWidget *date;
  GtkWidget *view;
  GtkWidget *menu; /* made when it is first asked for */

  GPtrArray *tiles; /* every cell's, not owned */
  guint freshening;
  guint tile_size;
  gboolean fill;
  gboolean at_top;

  guint columns;
  guint relayout;
  gboolean holding;
  gboolean anchored; /* the view knows where it is */
  guint anchoring;
  guint pending; /* position to scroll to after the next layout; or G_MAXUINT */
  guint focus_tick;
  gint64 focus_row;
};

/* The view and its cells; told how many fit. */
GtkWidget *gesso_grid_create_view      (GessoGrid *self);
void       gesso_grid_drop_cells       (GessoGrid *self);
void       gesso_grid_fit_cells        (GessoGrid *self,
                                        int        height);

/* (transfer none) (nullable): the tile with the keyboard focus, or whose cell has it */
GessoTile *gesso_grid_get_focused_tile (GessoGrid *self);
void       gesso_grid_activate         (GessoGrid *self,
                                        GessoTile *tile);

/* (transfer floating): the scrolled window in an overlay with the date */
GtkWidget *gesso_grid_add_date         (GessoGrid *self);

/* Keeps its place and the focus; told after each layout that lasts. */
void       gesso_grid_add_place        (GessoGrid *self);
void       gesso_grid_drop_place       (GessoGrid *self);
void       gesso_grid_laid_out         (GessoGrid *self);

/* Keys, the pointer's secondary button and the context menu. */
void       gesso_grid_add_input        (GessoGrid *self);

G_END_DECLS

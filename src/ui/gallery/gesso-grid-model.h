/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-selection.h"

G_BEGIN_DECLS

/**
 * GessoGridModel:
 *
 * What a view is given in the place of a #GessoSelection: as many items, each of which is nothing but a place in it.
 * For items that change a view makes its cells anew, all that it keeps and not only those that can be seen. Places do
 * not change: another list has more or fewer of them at the end, and "replaced" tells that each may show another picture.
 *
 * Places beyond the first screen are added in steps, when nothing else is to be done.
 *
 * Signals: "replaced".
 */
#define GESSO_TYPE_GRID_MODEL (gesso_grid_model_get_type ())
G_DECLARE_FINAL_TYPE (GessoGridModel, gesso_grid_model, GESSO, GRID_MODEL, GObject)

GessoGridModel *gesso_grid_model_new                (GessoSelection *selection);

/* @n_screen: places that are there at once, a screen of them; @n_cells: what the view keeps cells for at most */
void            gesso_grid_model_set_room           (GessoGridModel *self,
                                                     guint           n_screen,
                                                     guint           n_cells);
void            gesso_grid_model_get_room           (GessoGridModel *self,
                                                     guint          *n_screen,
                                                     guint          *n_cells);

/* All places are there, now. */
void            gesso_grid_model_complete           (GessoGridModel *self);

/* The view has to know that what stands at @position is selected, or is not, after all. */
void            gesso_grid_model_selection_replaced (GessoGridModel *self,
                                                     guint           position);

G_END_DECLS

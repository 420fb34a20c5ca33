/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/* Least space between two tiles, px. */
#define GESSO_TILE_GUTTER 12

/**
 * GessoTile:
 *
 * One generation in the grid or in a round: its picture, whole and centred, or how far it is, or why it stopped.
 * Measures the same whatever it shows. Loads while it is mapped.
 *
 * Properties: "context", "generation", "size" (px of the square that the picture fits into; 0 to take what is
 * allocated), "fill" (whether the square is filled), "selected".
 */
#define GESSO_TYPE_TILE (gesso_tile_get_type ())
G_DECLARE_FINAL_TYPE (GessoTile, gesso_tile, GESSO, TILE, GtkWidget)

GtkWidget       *gesso_tile_new            (GessoContext    *context);
GessoGeneration *gesso_tile_get_generation (GessoTile       *self);
void             gesso_tile_set_generation (GessoTile       *self,
                                            GessoGeneration *generation);
void             gesso_tile_set_size       (GessoTile       *self,
                                            guint            size);
void             gesso_tile_set_fill       (GessoTile       *self,
                                            gboolean         fill);
void             gesso_tile_set_selected   (GessoTile       *self,
                                            gboolean         selected);

/* (transfer none) (nullable): what it draws */
/* How many pictures it stands for: more than one are a stack. */
void       gesso_tile_set_count      (GessoTile       *self,
                                      guint            count);
GdkTexture      *gesso_tile_get_texture    (GessoTile       *self);

G_END_DECLS

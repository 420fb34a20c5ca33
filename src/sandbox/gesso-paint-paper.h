/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "gesso-paint-palette.h"
#include "gesso-paint-random.h"

G_BEGIN_DECLS

/**
 * GessoPaper:
 * @cr: where it is glued; paths are made here, in any transformation
 * @tear: px by which a torn edge wanders
 * @rim: px of bare paper that a tear shows
 * @step: px between two points of an edge: small is fine, large is loose
 * @grain: strength of the paper's grain
 * @light_x: px that a shadow falls to the right, for a sheet of depth 1
 * @light_y: px that it falls down
 *
 * Sheets of painted paper, cut or torn, glued one on the other.
 */
typedef struct {
  cairo_surface_t  *surface;
  cairo_surface_t  *streaks;
  cairo_t          *cr;
  GessoPaintRandom  random;
  GessoPaintPalette palette;
  double            tear;
  double            rim;
  double            step;
  double            grain;
  double            light_x;
  double            light_y;
  double            unit; /* px of a thousandth of the longer side */
} GessoPaper;

void gesso_paper_init    (GessoPaper              *self,
                          const GessoPaintingSpec *spec);
void gesso_paper_clear   (GessoPaper              *self);

/**
 * gesso_paper_glue:
 * @colour: of the gouache
 * @depth: how far above the sheet below it lies: 0 casts no shadow, 1 a soft one
 * @torn: 0 for cut with scissors, 1 for torn
 *
 * Makes the current path a sheet and glues it on; consumes the path.
 */
void gesso_paper_glue    (GessoPaper              *self,
                          GessoPaintColour         colour,
                          double                   depth,
                          double                   torn);

/* The grain of the paper over everything, once all is glued. */
void gesso_paper_finish  (GessoPaper              *self);

G_END_DECLS

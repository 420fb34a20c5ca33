/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-paint-paper.h"

G_BEGIN_DECLS

/**
 * GessoPaintGround:
 *
 * Where a figure stands, and so what scene a prompt gets.
 */
typedef enum {
  GESSO_PAINT_ON_LAND,
  GESSO_PAINT_ON_WATER,
  GESSO_PAINT_UNDER_WATER,
  GESSO_PAINT_ON_TABLE,
  GESSO_PAINT_IN_AIR,
} GessoPaintGround;

/**
 * GessoPaintFigure:
 * @words: what a prompt calls it, ended by %NULL
 * @ground: where it stands
 * @height: of the scene's height, for one that is the subject
 * @cut: glues the figure on: 0, 0 is the middle of its foot, -1 the height of its top
 */
typedef struct {
  const char *const *words;
  GessoPaintGround   ground;
  double             height;
  void             (*cut) (GessoPaper *paper);
} GessoPaintFigure;

/* The figures that a prompt names, in its order, at most @max. Returns how many. */
guint gesso_paint_figures_find (const char              *prompt,
                                const GessoPaintFigure **figures,
                                guint                    max);

G_END_DECLS

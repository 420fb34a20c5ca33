/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-grid-metrics.h"

#include "gesso-tile.h"

guint
gesso_grid_metrics_tile_size (guint number)
{
  static const guint sizes[GESSO_TILE_SIZES] = { 112, 144, 176, 240, 352 };

  return sizes[MIN (number, GESSO_TILE_SIZES - 1)];
}

guint
gesso_grid_metrics_columns (guint width,
                            guint tile_size)
{
  return MAX (1, width / (tile_size + GESSO_TILE_GUTTER));
}

/* The width that one picture gets. */
static double
picture_width (guint  columns,
               guint  rows,
               double width,
               double height,
               double shape)
{
  return MIN (width / columns, height / rows * shape);
}

guint
gesso_grid_metrics_round (guint   n,
                          double  width,
                          double  height,
                          double  shape,
                          guint  *rows)
{
  guint best = 1;
  double best_width = 0;

  n = MAX (1, n);
  if (n <= 2)
    best = width >= height * 0.8 ? n : 1;
  else if (n <= 4)
    best = 2;
  else if (n <= 8)
    best = width >= height * 0.8 ? 4 : 2;
  else
    for (guint columns = 1; columns <= n; columns++)
      {
        double each = picture_width (columns, (n + columns - 1) / columns, width, height, shape);

        if (each > best_width)
          {
            best_width = each;
            best = columns;
          }
      }
  *rows = (n + best - 1) / best;
  return best;
}

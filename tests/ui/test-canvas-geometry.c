/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "boards/canvas/gesso-canvas-geometry.h"

static void
test_zoom (void)
{
  GessoCanvasView view = { 800, 600, 0.5, -100, 40 };
  const GessoRect all = { -500, -200, 4000, 1000 };
  double x = 300, y = 200, x2 = 300, y2 = 200;

  gesso_canvas_view_to_board (&view, &x, &y);
  gesso_canvas_view_zoom (&view, 0.8, 300, 200);
  gesso_canvas_view_to_board (&view, &x2, &y2);
  g_assert_cmpfloat_with_epsilon (x, x2, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, y2, 1e-9);
  gesso_canvas_view_zoom (&view, 1.3, 0, 0);
  g_assert_cmpfloat (view.zoom, ==, 1);
  gesso_canvas_view_zoom (&view, 1000, 0, 0);
  g_assert_cmpfloat (view.zoom, ==, GESSO_CANVAS_MAX_ZOOM);
  gesso_canvas_view_fit (&view, &all, 1);
  g_assert_cmpfloat_with_epsilon (view.zoom, (800 - 2 * GESSO_CANVAS_MARGIN) / 4000, 1e-9);
  x = 400, y = 300;
  gesso_canvas_view_to_board (&view, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 1500, 1e-6);
  g_assert_cmpfloat_with_epsilon (y, 300, 1e-6);
}

static void
test_snap (void)
{
  const GessoRect others[] = { { 0, 0, 100, 100 }, { 400, 300, 50, 50 } };
  const GessoRect near = { 104, 240, 80, 57 };
  const GessoRect far = { 200, 200, 33, 33 };
  double dx, dy, guide_x, guide_y;

  gesso_canvas_snap (&near, others, 2, 6, &dx, &dy, &guide_x, &guide_y);
  g_assert_cmpfloat (dx, ==, -4);
  g_assert_cmpfloat (guide_x, ==, 100);
  g_assert_cmpfloat (dy, ==, 3);
  g_assert_cmpfloat (guide_y, ==, 300);
  gesso_canvas_snap (&far, others, 2, 6, &dx, &dy, &guide_x, &guide_y);
  g_assert_cmpfloat (dx, ==, 0);
  g_assert_cmpfloat (dy, ==, 0);
  g_assert_true (isnan (guide_x) && isnan (guide_y));
}

/* Of the edges that move the nearer one catches; the corner that stays and the proportions do. */
static void
test_snap_scale (void)
{
  const GessoRect before = { 100, 100, 200, 100 };
  const GessoRect others[] = { { 500, 0, 100, 60 }, { -60, 600, 100, 60 } };
  double guide_x, guide_y;

  /* The right edge at 496, the lower one at 298: there is only something on the right. */
  g_assert_cmpfloat_with_epsilon (gesso_canvas_snap_scale (&before, 2, 1.98, others, 2, 6, &guide_x, &guide_y), 2, 1e-9);
  g_assert_cmpfloat (guide_x, ==, 500);
  g_assert_true (isnan (guide_y));
  /* The left edge at 44, the lower one at 128. */
  g_assert_cmpfloat_with_epsilon (gesso_canvas_snap_scale (&before, 3, 1.28, others, 2, 6, &guide_x, &guide_y), 1.3, 1e-9);
  g_assert_cmpfloat (guide_x, ==, 40);
  /* The upper edge at 64, with the left one far from anything. */
  g_assert_cmpfloat_with_epsilon (gesso_canvas_snap_scale (&before, 0, 1.36, others, 2, 6, &guide_x, &guide_y), 1.4, 1e-9);
  g_assert_cmpfloat (guide_y, ==, 60);
  g_assert_true (isnan (guide_x));
  /* Both come to where something is. */
  g_assert_cmpfloat_with_epsilon (gesso_canvas_snap_scale (&before, 1, 1.01, &(GessoRect) { 200, 0, 200, 100 }, 1, 6, &guide_x,
                                                           &guide_y), 1, 1e-9);
  g_assert_cmpfloat (guide_x, ==, 300);
  g_assert_cmpfloat (guide_y, ==, 100);
  /* Nothing is near. */
  g_assert_cmpfloat (gesso_canvas_snap_scale (&before, 2, 1.5, others, 2, 6, &guide_x, &guide_y), ==, 1.5);
  g_assert_true (isnan (guide_x) && isnan (guide_y));
}

static void
assert_apart (const GessoRect *rects,
              guint            n)
{
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      g_assert_false (gesso_rect_intersects (&rects[i], &rects[j]));
}

static void
test_layouts (void)
{
  GessoRect rects[20];

  for (guint way = 0; way < 3; way++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (rects); i++)
        rects[i] = (GessoRect) { 0, 0, 100 + 37 * i % 200, 90 + 53 * i % 150 };
      if (way == 0)
        gesso_canvas_lay_grid (rects, G_N_ELEMENTS (rects), 1000, 1000);
      else if (way == 1)
        gesso_canvas_lay_rows (rects, G_N_ELEMENTS (rects), 10, 20);
      else
        gesso_canvas_lay_columns (rects, G_N_ELEMENTS (rects), 10, 20);
      assert_apart (rects, G_N_ELEMENTS (rects));
    }
  g_assert_cmpfloat (rects[0].x, ==, 10);
  g_assert_cmpfloat (rects[0].y, ==, 20);
}

static void
test_reveal (void)
{
  GessoCanvasView view = { 100, 100, 1, 0, 0 };
  const GessoRect beyond = { 150, -30, 20, 20 };

  gesso_canvas_view_reveal (&view, &beyond);
  g_assert_cmpfloat (view.x, ==, 70);
  g_assert_cmpfloat (view.y, ==, -30);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/zoom", test_zoom);
  g_test_add_func ("/canvas/snap", test_snap);
  g_test_add_func ("/canvas/snap-scale", test_snap_scale);
  g_test_add_func ("/canvas/layouts", test_layouts);
  g_test_add_func ("/canvas/reveal", test_reveal);
  return g_test_run ();
}

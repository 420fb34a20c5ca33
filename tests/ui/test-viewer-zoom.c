/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/viewer/gesso-viewport.h"
#include "gesso-test.h"

static GessoViewport
make (double view_width,
      double view_height,
      double picture_width,
      double picture_height)
{
  GessoViewport viewport = GESSO_VIEWPORT_INIT;

  viewport.picture_width = picture_width;
  viewport.picture_height = picture_height;
  gesso_viewport_resize (&viewport, view_width, view_height);
  return viewport;
}

static void
assert_rect (const GessoViewport *viewport,
             double               x,
             double               y,
             double               width,
             double               height)
{
  double got[4];

  gesso_viewport_get_rect (viewport, &got[0], &got[1], &got[2], &got[3]);
  g_assert_cmpfloat_with_epsilon (got[0], x, 1e-9);
  g_assert_cmpfloat_with_epsilon (got[1], y, 1e-9);
  g_assert_cmpfloat_with_epsilon (got[2], width, 1e-9);
  g_assert_cmpfloat_with_epsilon (got[3], height, 1e-9);
}

static void
test_fit (void)
{
  GessoViewport large = make (500, 400, 1000, 1000);
  GessoViewport small = make (500, 400, 100, 50);
  GessoViewport nothing = make (0, 0, 0, 0);

  g_assert_true (gesso_viewport_is_fit (&large));
  assert_rect (&large, 50, 0, 400, 400);
  /* Never enlarged. */
  g_assert_cmpfloat (gesso_viewport_get_zoom (&small), ==, 1);
  assert_rect (&small, 200, 175, 100, 50);
  g_assert_cmpfloat (gesso_viewport_get_zoom (&nothing), ==, 1);
  gesso_viewport_zoom_by (&nothing, 1, 0, 0);
  gesso_viewport_pan (&nothing, 5, 5);
  g_assert_true (gesso_viewport_is_fit (&nothing));
}

/* The picture's point under (x, y), 0..1. */
static void
point_under (const GessoViewport *viewport,
             double               x,
             double               y,
             double              *at_x,
             double              *at_y)
{
  double left, top, width, height;

  gesso_viewport_get_rect (viewport, &left, &top, &width, &height);
  *at_x = (x - left) / width;
  *at_y = (y - top) / height;
}

static void
test_zoom_keeps_the_point_under_the_pointer (void)
{
  GessoViewport viewport = make (500, 500, 2000, 2000);
  double before_x, before_y, after_x, after_y;

  gesso_viewport_zoom_to (&viewport, 1, 100, 400);
  point_under (&viewport, 130, 333, &before_x, &before_y);
  gesso_viewport_zoom_to (&viewport, 3, 130, 333);
  point_under (&viewport, 130, 333, &after_x, &after_y);
  g_assert_cmpfloat_with_epsilon (before_x, after_x, 0.001);
  g_assert_cmpfloat_with_epsilon (before_y, after_y, 0.001);
}

static void
test_steps_catch_on_actual_size (void)
{
  GessoViewport viewport = make (900, 900, 1000, 1000);

  gesso_viewport_zoom_by (&viewport, 1, 450, 450);
  g_assert_cmpfloat (gesso_viewport_get_zoom (&viewport), ==, 1);
  gesso_viewport_zoom_by (&viewport, 1, 450, 450);
  g_assert_cmpfloat_with_epsilon (gesso_viewport_get_zoom (&viewport), 1.25, 1e-9);
  gesso_viewport_zoom_by (&viewport, -1, 450, 450);
  g_assert_cmpfloat_with_epsilon (gesso_viewport_get_zoom (&viewport), 1, 1e-9);
  /* And no smaller than all of it. */
  gesso_viewport_zoom_by (&viewport, -1, 450, 450);
  g_assert_true (gesso_viewport_is_fit (&viewport));
}

static void
test_zoom_has_an_end (void)
{
  GessoViewport viewport = make (500, 500, 1000, 1000);

  for (guint i = 0; i < 40; i++)
    gesso_viewport_zoom_by (&viewport, 1, 10, 10);
  g_assert_cmpfloat (gesso_viewport_get_zoom (&viewport), ==, GESSO_VIEWPORT_MAX_ZOOM);
}

static void
test_pan_stays_inside (void)
{
  GessoViewport viewport = make (500, 500, 1000, 400);

  gesso_viewport_zoom_to (&viewport, 1, 250, 250);
  gesso_viewport_pan (&viewport, 5000, 5000);
  /* Its left edge at the room's; across the room it stays in the middle. */
  assert_rect (&viewport, 0, 50, 1000, 400);
  gesso_viewport_pan (&viewport, -5000, 0);
  assert_rect (&viewport, -500, 50, 1000, 400);
  gesso_viewport_pan (&viewport, 40, 0);
  assert_rect (&viewport, -460, 50, 1000, 400);
}

static void
test_resize_covers_the_room (void)
{
  GessoViewport viewport = make (500, 500, 1000, 1000);

  gesso_viewport_zoom_to (&viewport, 1, 0, 0);
  assert_rect (&viewport, 0, 0, 1000, 1000);
  gesso_viewport_resize (&viewport, 900, 900);
  assert_rect (&viewport, 0, 0, 1000, 1000);
  gesso_viewport_resize (&viewport, 1200, 1200);
  assert_rect (&viewport, 100, 100, 1000, 1000);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewer/zoom/fit", test_fit);
  g_test_add_func ("/viewer/zoom/pointer", test_zoom_keeps_the_point_under_the_pointer);
  g_test_add_func ("/viewer/zoom/steps", test_steps_catch_on_actual_size);
  g_test_add_func ("/viewer/zoom/end", test_zoom_has_an_end);
  g_test_add_func ("/viewer/zoom/pan", test_pan_stays_inside);
  g_test_add_func ("/viewer/zoom/resize", test_resize_covers_the_room);
  return g_test_run ();
}

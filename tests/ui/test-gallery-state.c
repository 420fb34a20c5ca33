/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/gallery/gesso-grid-metrics.h"
#include "../../src/ui/gallery/gesso-ticker.h"
#include "../../src/ui/gallery/gesso-tile-state.h"
#include "gesso-test.h"

static void
assert_label (const GessoTileProgress *progress,
              gint64                   now,
              const char              *expected)
{
  g_autofree char *label = gesso_tile_progress_label (progress, now);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_progress (void)
{
  GessoTileProgress progress = { GESSO_STATE_QUEUED, 0, 25, 0, FALSE };

  assert_label (&progress, 1000, "Waiting");
  g_assert_cmpfloat (gesso_tile_progress_fraction (&progress, 1000), <, 0);
  progress.state = GESSO_STATE_SUBMITTING;
  assert_label (&progress, 1000, "Sending…");
  progress.state = GESSO_STATE_RUNNING;
  progress.submitted_at = 1000;
  assert_label (&progress, 15000, "0:14 of about 0:25");
  g_assert_cmpfloat_with_epsilon (gesso_tile_progress_fraction (&progress, 15000), 0.56, 1e-9);
  /* It waits for the picture just before the end. */
  g_assert_cmpfloat (gesso_tile_progress_fraction (&progress, 90000), <, 1);
  g_assert_false (gesso_tile_progress_is_late (&progress, 300000));
  g_assert_true (gesso_tile_progress_is_late (&progress, 301001));
  assert_label (&progress, 301001, "Taking longer than usual. Still checking.");
  assert_label (&progress, 27000, "0:26");
  progress.state = GESSO_STATE_DOWNLOADING;
  progress.download = 0.5;
  assert_label (&progress, 15000, "Downloading");
  g_assert_cmpfloat_with_epsilon (gesso_tile_progress_fraction (&progress, 15000), 0.95, 1e-9);
  progress.cancelling = TRUE;
  assert_label (&progress, 15000, "Cancelling…");
  /* A clock that was set back. */
  progress = (GessoTileProgress) { GESSO_STATE_RUNNING, 50000, 25, 0, FALSE };
  assert_label (&progress, 1000, "0:00 of about 0:25");
  g_assert_cmpfloat (gesso_tile_progress_fraction (&progress, 1000), ==, 0);
}

static void
test_durations (void)
{
  const struct { double seconds; const char *text; } cases[] = {
    { -3, "0:00" }, { 0, "0:00" }, { 59.4, "0:59" }, { 60, "1:00" }, { 723, "12:03" }, { 3661, "1:01:01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gesso_tile_format_duration (cases[i].seconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_kinds (void)
{
  g_assert_cmpint (gesso_tile_kind_for_state (GESSO_STATE_QUEUED), ==, GESSO_TILE_WAITING);
  g_assert_cmpint (gesso_tile_kind_for_state (GESSO_STATE_SUBMITTED), ==, GESSO_TILE_RUNNING);
  g_assert_cmpint (gesso_tile_kind_for_state (GESSO_STATE_KEPT), ==, GESSO_TILE_PICTURE);
  g_assert_cmpint (gesso_tile_kind_for_state (GESSO_STATE_IN_DOUBT), ==, GESSO_TILE_STOPPED);
  g_assert_cmpint (gesso_tile_kind_for_state (GESSO_STATE_HELD), ==, GESSO_TILE_STOPPED);
}

static void
test_shape (void)
{
  g_assert_cmpfloat (gesso_tile_shape (928, 1152, "1:1"), ==, 928.0 / 1152);
  g_assert_cmpfloat (gesso_tile_shape (0, 0, "4:5"), ==, 0.8);
  g_assert_cmpfloat (gesso_tile_shape (0, 0, "2.35:1"), ==, 2.35);
  g_assert_cmpfloat (gesso_tile_shape (0, 0, NULL), ==, 1);
  g_assert_cmpfloat (gesso_tile_shape (0, 0, "wide"), ==, 1);
  g_assert_cmpfloat (gesso_tile_shape (0, 0, "1:0"), ==, 1);
  g_assert_cmpfloat (gesso_tile_shape (0, 0, "1000:1"), ==, 10);
}

static void
test_columns (void)
{
  g_assert_cmpuint (gesso_grid_metrics_tile_size (2), ==, 176);
  g_assert_cmpuint (gesso_grid_metrics_tile_size (99), ==, 352);
  /* The window of 1280 px with its composer of 300 shows five. */
  g_assert_cmpuint (gesso_grid_metrics_columns (1280 - 300 - 12, 176), ==, 5);
  g_assert_cmpuint (gesso_grid_metrics_columns (20, 176), ==, 1);
}

static void
assert_round (guint  n,
              double width,
              double height,
              double shape,
              guint  columns,
              guint  rows)
{
  guint got_rows;

  g_assert_cmpuint (gesso_grid_metrics_round (n, width, height, shape, &got_rows), ==, columns);
  g_assert_cmpuint (got_rows, ==, rows);
}

static void
test_round (void)
{
  assert_round (1, 900, 700, 1, 1, 1);
  assert_round (2, 900, 700, 1, 2, 1);
  assert_round (2, 400, 700, 1, 1, 2);
  assert_round (3, 900, 700, 1, 2, 2);
  assert_round (4, 900, 700, 1, 2, 2);
  assert_round (8, 900, 700, 1, 4, 2);
  assert_round (8, 400, 700, 1, 2, 4);
  assert_round (16, 900, 700, 1, 4, 4);
  assert_round (16, 900, 700, 0.5, 6, 3);
  assert_round (0, 900, 700, 1, 1, 1);
}

static guint n_ticks;

static void
tick_cb (gpointer data)
{
  n_ticks++;
  gesso_ticker_remove (data);
}

static void
test_ticker (void)
{
  int a, b;

  gesso_ticker_remove (&a);
  g_assert_false (gesso_ticker_runs ());
  gesso_ticker_add (tick_cb, &a);
  gesso_ticker_add (tick_cb, &a);
  gesso_ticker_add (tick_cb, &b);
  gesso_ticker_remove (&b);
  g_assert_true (gesso_ticker_runs ());
  while (gesso_ticker_runs ())
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_ticks, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gallery/state/progress", test_progress);
  g_test_add_func ("/gallery/state/durations", test_durations);
  g_test_add_func ("/gallery/state/kinds", test_kinds);
  g_test_add_func ("/gallery/state/shape", test_shape);
  g_test_add_func ("/gallery/metrics/columns", test_columns);
  g_test_add_func ("/gallery/metrics/round", test_round);
  g_test_add_func ("/gallery/ticker", test_ticker);
  return g_test_run ();
}

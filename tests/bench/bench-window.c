/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-clock.h"
#include "bench-report.h"
#include "gallery/gesso-tile-private.h"

/* bench-window FLOW [COUNT [ARGUMENT]]: what GESSO_LIBRARY names, in the real window. */

#define OPEN_TIMEOUT_MS 60000

static const struct { const char *name; void (*run) (BenchWindow *self); } flows[] = {
  { "start", bench_flow_start },
  { "scroll", bench_flow_scroll },
  { "jump", bench_flow_jump },
  { "drag", bench_flow_drag },
  { "cold", bench_flow_cold },
  { "search", bench_flow_search },
  { "memory", bench_flow_memory },
  { "arrive", bench_flow_arrive },
  { "board", bench_flow_board },
  { "open", bench_flow_open },
};

static BenchWindow bench;
static const char *flow;

static gboolean
is_visible (BenchWindow *self,
            GtkWidget   *tile)
{
  graphene_rect_t bounds;
  const graphene_rect_t view =
    GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (self->grid->scrolled), gtk_widget_get_height (self->grid->scrolled));

  return gtk_widget_get_mapped (tile) && gtk_widget_compute_bounds (tile, self->grid->scrolled, &bounds) &&
         graphene_rect_intersection (&bounds, &view, NULL);
}

void
bench_window_look (BenchWindow *self,
                   BenchTiles  *tiles)
{
  *tiles = (BenchTiles) { 0, 0, 0 };
  for (guint i = 0; i < self->grid->tiles->len; i++)
    {
      GessoTile *tile = self->grid->tiles->pdata[i];
      gboolean is_read, is_filled;

      if (tile->generation == NULL || !is_visible (self, GTK_WIDGET (tile)))
        continue;
      /* Nor is one whose cell does not show it yet. */
      is_read = !tile->stale && !tile->queued && gesso_generation_get_recipe (tile->generation) != NULL;
      is_filled = is_read && (gesso_tile_has_status (tile) ||
                              (gesso_image_slot_get_texture (tile->slot) != NULL && gesso_image_slot_is_sharp (tile->slot)));
      tiles->n_visible++;
      tiles->n_read += is_read;
      tiles->n_filled += is_filled;
    }
}

gboolean
bench_window_is_read (gpointer self)
{
  BenchTiles tiles;

  bench_window_look (self, &tiles);
  return tiles.n_visible > 0 && tiles.n_read == tiles.n_visible;
}

gboolean
bench_window_is_filled (gpointer self)
{
  BenchTiles tiles;

  bench_window_look (self, &tiles);
  return tiles.n_visible > 0 && tiles.n_filled == tiles.n_visible;
}

static gboolean
has_grid (gpointer data)
{
  BenchWindow *self = data;

  if (self->grid == NULL)
    {
      self->gallery = bench_find (self->window, GESSO_TYPE_GALLERY);
      self->grid = self->gallery != NULL ? bench_find (GTK_WIDGET (self->gallery), GESSO_TYPE_GRID) : NULL;
    }
  return self->grid != NULL;
}

/* The geometry that a bare grid is to have. */
static void
report_geometry (BenchWindow *self)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (self->grid->scrolled, self->window, &bounds))
    return;
  bench_report_number ("width", bounds.size.width);
  bench_report_number ("height", bounds.size.height);
  bench_report_number ("columns", self->grid->columns);
  bench_report_number ("tile", self->grid->tiles->len > 0 ? ((GessoTile *) self->grid->tiles->pdata[0])->size : 0);
}

static gboolean
run_cb (gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    if (g_str_equal (flows[i].name, flow))
      {
        if (!bench_await (has_grid, &bench, OPEN_TIMEOUT_MS))
          g_error ("The library was not opened");
        flows[i].run (&bench);
        report_geometry (&bench);
        bench_report_print ();
        /* How it closes is the tests' matter. */
        _exit (EXIT_SUCCESS);
      }
  g_error ("There is no flow “%s”", flow);
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  if (bench.window != NULL)
    return;
  bench.window = GTK_WIDGET (window);
  bench_clock_watch (bench.window);
  g_idle_add_full (G_PRIORITY_HIGH, run_cb, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GessoApplication) application = NULL;

  setlocale (LC_ALL, "");
  if (argc < 2)
    {
      g_printerr ("Usage: bench-window FLOW [COUNT [ARGUMENT]]\n");
      return EXIT_FAILURE;
    }
  flow = argv[1];
  bench.count = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 0;
  bench.argument = argc > 3 ? argv[3] : NULL;
  application = gesso_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}

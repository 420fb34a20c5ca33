/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include <glib/gstdio.h>

#include "bench-clock.h"
#include "bench-report.h"
#include "gallery/gesso-gallery-private.h"

#define TIMEOUT_MS 20000

/* Start: the first frame of all, the first with pictures, and the first in which none is missing. COUNT: 0 for empty. */

typedef struct {
  BenchWindow *window;
  double       first;
  double       pictures;
  double       full;
} Start;

static gboolean
shows_page (BenchWindow *self,
            const char  *name)
{
  const char *shown = self->gallery != NULL ? gtk_stack_get_visible_child_name (GTK_STACK (self->gallery->stack)) : NULL;

  return g_strcmp0 (shown, name) == 0;
}

static gboolean
look_cb (gpointer data)
{
  Start *start = data;
  const double now = bench_since_start ();
  BenchTiles tiles = { 0, 0, 0 };

  if (start->first == 0)
    start->first = now;
  if (start->window->gallery == NULL)
    return FALSE;
  if (start->window->count == 0)
    {
      if (shows_page (start->window, "empty"))
        start->full = now;
      return start->full != 0;
    }
  bench_window_look (start->window, &tiles);
  if (start->pictures == 0 && tiles.n_filled > 0)
    start->pictures = now;
  if (tiles.n_visible > 0 && tiles.n_filled == tiles.n_visible)
    start->full = now;
  return start->full != 0;
}

void
bench_flow_start (BenchWindow *self)
{
  Start start = { self, 0, 0, 0 };

  if (!bench_await_frame (look_cb, &start, TIMEOUT_MS))
    g_error ("Nothing was shown");
  bench_report_number ("first", start.first);
  bench_report_number ("pictures", start.pictures);
  bench_report_number ("full", start.full);
}

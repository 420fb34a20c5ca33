/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include <string.h>
#include <unistd.h>

#include "bench-clock.h"
#include "bench-report.h"

#define TIMEOUT_MS 20000
#define SETTLE_MS 3000

/* Scrolls through COUNT pictures, a screen in each frame and every so often long enough to see them. 0: only measures. */

static double
read_kb (const char *path,
         const char *name)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  found = strstr (text, name);
  return found != NULL ? g_ascii_strtod (found + strlen (name), NULL) : 0;
}

/* Memory that nothing but the process fills, MB. */
static double
measure (void)
{
  return (read_kb ("/proc/self/status", "RssAnon:") + read_kb ("/proc/self/status", "RssShmem:")) / 1024;
}

void
bench_flow_memory (BenchWindow *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->grid->scrolled));
  guint seen = 0, screens = 0;

  bench_rest (SETTLE_MS);
  while (seen < self->count)
    {
      BenchTiles tiles;

      bench_window_look (self, &tiles);
      seen += MAX (1, tiles.n_visible);
      gtk_adjustment_set_value (adjustment,
                                gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment));
      if (++screens % 10 == 0)
        bench_await (bench_window_is_filled, self, TIMEOUT_MS);
      else
        bench_next_frame ();
    }
  if (self->count > 0)
    bench_await (bench_window_is_filled, self, TIMEOUT_MS);
  bench_rest (SETTLE_MS);
  bench_report_number ("memory", measure ());
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include <fcntl.h>
#include <unistd.h>

#include "bench-clock.h"
#include "bench-report.h"

#define TIMEOUT_MS 20000
/* px in each frame, and frames before it is measured. */
#define STEP 60
#define WARM_UP 60
#define REST_MS 400

typedef struct {
  GtkAdjustment *adjustment;
  double         step;
  guint          left;
  gboolean       ended;
} Scroll;

static GtkAdjustment *
get_adjustment (BenchWindow *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->grid->scrolled));
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  Scroll *scroll = data;

  scroll->ended = scroll->left == 0;
  if (scroll->ended)
    return G_SOURCE_REMOVE;
  scroll->left--;
  gtk_adjustment_set_value (scroll->adjustment, gtk_adjustment_get_value (scroll->adjustment) + scroll->step);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Scroll *) data)->ended;
}

static void
run_scroll (BenchWindow *self,
            double       step,
            guint        n_frames)
{
  Scroll scroll = { get_adjustment (self), step, n_frames, FALSE };

  gtk_widget_add_tick_callback (self->window, scroll_cb, &scroll, NULL);
  bench_await (is_done, &scroll, n_frames * 1000);
}

static void
give_up (BenchWindow *self)
{
  BenchTiles tiles;

  bench_window_look (self, &tiles);
  g_error ("Of %u tiles, %u have their row and %u their picture", tiles.n_visible, tiles.n_read, tiles.n_filled);
}

/* After a change that asks for a frame. */
static void
await_filled (BenchWindow *self)
{
  if (!bench_await_frame (bench_window_is_filled, self, TIMEOUT_MS))
    give_up (self);
}

/* Everything there is to see is seen; a view that was never scrolled loses its first jump in GTK 4.8. */
static void
settle (BenchWindow *self)
{
  if (!bench_await (bench_window_is_filled, self, TIMEOUT_MS))
    give_up (self);
  bench_rest (REST_MS);
  gtk_adjustment_set_value (get_adjustment (self), 1);
  bench_rest (REST_MS);
}

/* Evenly, as fingers on a touchpad do. */
void
bench_flow_scroll (BenchWindow *self)
{
  settle (self);
  run_scroll (self, STEP, WARM_UP);
  bench_clock_reset ();
  run_scroll (self, STEP, self->count);
  bench_clock_report ("scroll");
}

/* As the thumb of the scrollbar does when it is clicked beside. */
void
bench_flow_jump (BenchWindow *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  settle (self);
  bench_clock_reset ();
  for (guint i = 0; i < self->count; i++)
    {
      const double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      const double began = bench_now ();

      gtk_adjustment_set_value (adjustment, g_rand_double_range (rand, 0, last));
      await_filled (self);
      bench_report_sample ("filled", bench_now () - began);
      bench_rest (20);
    }
  bench_clock_report ("jump");
}

/* The thumb, pulled through a tenth of everything in twenty frames, and let go. */
void
bench_flow_drag (BenchWindow *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  settle (self);
  bench_clock_reset ();
  for (guint i = 0; i < self->count; i++)
    {
      const double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
      const double step = last / 200 * (gtk_adjustment_get_value (adjustment) > last / 2 ? -1 : 1);
      double let_go;

      run_scroll (self, step * g_rand_double_range (rand, 0.5, 1), 20);
      let_go = bench_now ();
      await_filled (self);
      bench_report_sample ("filled", bench_now () - let_go);
      bench_rest (20);
    }
  bench_clock_report ("drag");
}

static void
evict (const char *path)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    return;
  posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
  close (fd);
}

/*
 * Screens of which nothing is in memory: neither in the window nor, where ARGUMENT names the file, in the kernel's. From
 * the moment their rows are known, as the bare reader has its keys, until every cell has its texture, as the bare reader
 * has its pixels; "painted" waits for the frame that shows them, too.
 */
void
bench_flow_cold (BenchWindow *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);

  settle (self);
  for (guint i = 0; i < self->count; i++)
    {
      BenchTiles tiles;
      double began;

      if (self->argument != NULL)
        evict (self->argument);
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                              10 * gtk_adjustment_get_page_size (adjustment));
      bench_await (bench_window_is_read, self, TIMEOUT_MS);
      began = bench_now ();
      if (!bench_await (bench_window_is_filled, self, TIMEOUT_MS))
        give_up (self);
      bench_report_sample ("filled", bench_now () - began);
      await_filled (self);
      bench_report_sample ("painted", bench_now () - began);
      bench_window_look (self, &tiles);
      bench_report_sample ("tiles", tiles.n_visible);
      bench_rest (100);
    }
}

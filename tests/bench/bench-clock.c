/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "bench-report.h"

static struct {
  GdkFrameClock *clock;
  GArray        *work;
  GArray        *loop;
  GArray        *own;
  guint          frames;
  int            waits;      /* how long this thread has waited for a processor */
  double         began;      /* of the frame under way */
  double         began_busy;
  double         woke;       /* when the last poll ended */
  double         woke_busy;
  double         ended_busy; /* when the last callback since then did, before GDK sends what was drawn */
  double         painted;    /* frames since then */
  double         asked_busy; /* when GDK, in a turn of its own, asked the window for its size */
  double         sized;      /* how long that took */
  gboolean       laid_out;
  BenchCondition after;
  gpointer       after_data;
} watch;

/* ms, as bench_now(), without those in which the thread could have run and another had the processor. */
static double
busy_now (void)
{
  double waited = 0;
  char text[64];
  const ssize_t length = pread (watch.waits, text, sizeof text - 1, 0);

  if (length > 0)
    {
      text[length] = '\0';
      sscanf (text, "%*u %lf", &waited);
    }
  return bench_now () - waited / 1e6;
}

static int
poll_cb (GPollFD *descriptors,
         guint    n,
         int      timeout)
{
  int result;

  if (watch.woke > 0)
    {
      const double all = bench_now () - watch.woke;
      /* GDK asks the window for its size in an iteration of its own (its priority is nobody else's), and X11 for the screen's. */
      const double own = watch.laid_out ? watch.sized : watch.ended_busy - watch.woke_busy - watch.painted;

      g_array_append_val (watch.loop, all);
      g_array_append_val (watch.own, own);
    }
  result = g_poll (descriptors, n, timeout);
  watch.woke = bench_now ();
  watch.woke_busy = busy_now ();
  watch.painted = 0;
  watch.laid_out = FALSE;
  watch.sized = 0;
  return result;
}

/* The first of all sources: GDK's own, which writes to the X server and waits while that is busy, comes after it. */
static gboolean
ended_prepare (GSource *source,
               int     *timeout)
{
  watch.ended_busy = busy_now ();
  *timeout = -1;
  return FALSE;
}

static gboolean
ended_check (GSource *source)
{
  return FALSE;
}

static void
watch_ends (void)
{
  static GSourceFuncs funcs = { .prepare = ended_prepare, .check = ended_check };
  g_autoptr (GSource) source = g_source_new (&funcs, sizeof (GSource));

  g_source_set_priority (source, G_MININT);
  g_source_attach (source, NULL);
}

static gboolean
size_asked_cb (GSignalInvocationHint *hint,
               guint                  n_values,
               const GValue          *values,
               gpointer               data)
{
  watch.laid_out = watch.began == 0;
  watch.asked_busy = busy_now ();
  return TRUE;
}

static void
size_told_cb (void)
{
  watch.sized += busy_now () - watch.asked_busy;
}

static void
before_paint_cb (GdkFrameClock *clock)
{
  watch.began = bench_now ();
  watch.began_busy = busy_now ();
}

static void
after_paint_cb (GdkFrameClock *clock)
{
  const double began = watch.began;
  double work;

  if (began == 0)
    return;
  work = bench_now () - began;
  watch.began = 0;
  watch.frames++;
  g_array_append_val (watch.work, work);
  if (watch.after != NULL && !watch.after (watch.after_data))
    watch.after = NULL;
  watch.painted += busy_now () - watch.began_busy;
}

static void
realize_cb (GtkWidget *window)
{
  watch.clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (watch.clock, "before-paint", G_CALLBACK (before_paint_cb), NULL);
  g_signal_connect_after (watch.clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_signal_add_emission_hook (g_signal_lookup ("compute-size", GDK_TYPE_TOPLEVEL), 0, size_asked_cb, NULL, NULL);
  g_signal_connect_after (gtk_native_get_surface (GTK_NATIVE (window)), "compute-size", G_CALLBACK (size_told_cb), NULL);
}

void
bench_clock_watch (GtkWidget *window)
{
  watch.work = g_array_new (FALSE, FALSE, sizeof (double));
  watch.loop = g_array_new (FALSE, FALSE, sizeof (double));
  watch.own = g_array_new (FALSE, FALSE, sizeof (double));
  watch.waits = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  g_main_context_set_poll_func (NULL, poll_cb);
  watch_ends ();
  if (gtk_widget_get_realized (window))
    realize_cb (window);
  else
    g_signal_connect_after (window, "realize", G_CALLBACK (realize_cb), NULL);
}

void
bench_clock_reset (void)
{
  g_array_set_size (watch.work, 0);
  g_array_set_size (watch.loop, 0);
  g_array_set_size (watch.own, 0);
  /* What is under way began before. */
  watch.woke = 0;
  watch.began = 0;
}

guint
bench_clock_get_frames (void)
{
  return watch.frames;
}

static void
report (const char *name,
        const char *what,
        GArray     *values)
{
  g_autofree char *whole = g_strconcat (name, "-", what, NULL);

  for (guint i = 0; i < values->len; i++)
    bench_report_sample (whole, g_array_index (values, double, i));
}

void
bench_clock_report (const char *name)
{
  report (name, "work", watch.work);
  report (name, "loop", watch.loop);
  report (name, "own", watch.own);
}

void
bench_clock_after_frame (BenchCondition callback,
                         gpointer       data)
{
  watch.after = callback;
  watch.after_data = data;
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef struct {
  BenchCondition condition;
  gpointer       data;
  gboolean       holds;
} Waiting;

static gboolean
look_cb (gpointer data)
{
  Waiting *waiting = data;

  waiting->holds = waiting->holds || waiting->condition (waiting->data);
  return !waiting->holds;
}

static gboolean
is_over (gpointer data)
{
  return ((Waiting *) data)->holds;
}

/* What the bench looks at is nobody's own. */
static gboolean
look (BenchCondition condition,
      gpointer       data)
{
  const double began = busy_now ();
  const gboolean holds = condition (data);

  watch.painted += busy_now () - began;
  return holds;
}

gboolean
bench_await (BenchCondition condition,
             gpointer       data,
             guint          timeout_ms)
{
  const double deadline = bench_now () + timeout_ms;
  const guint waker = g_timeout_add (100, wake_cb, NULL);

  while (!look (condition, data) && bench_now () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (waker);
  return bench_now () < deadline;
}

gboolean
bench_await_frame (BenchCondition condition,
                   gpointer       data,
                   guint          timeout_ms)
{
  Waiting waiting = { condition, data, FALSE };

  bench_clock_after_frame (look_cb, &waiting);
  bench_await (is_over, &waiting, timeout_ms);
  bench_clock_after_frame (NULL, NULL);
  return waiting.holds;
}

static gboolean
rested_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_rest (guint ms)
{
  gboolean rested = FALSE;

  g_timeout_add (ms, rested_cb, &rested);
  while (!rested)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
always (gpointer data)
{
  return TRUE;
}

void
bench_next_frame (void)
{
  bench_await_frame (always, NULL, 1000);
}

gpointer
bench_find (GtkWidget *root,
            GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = bench_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

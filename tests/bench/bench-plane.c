/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-plane.h"

#include "bench-clock.h"

#define REST_MS 500

#define BENCH_TYPE_PLANE (bench_plane_get_type ())
G_DECLARE_FINAL_TYPE (BenchPlane, bench_plane, BENCH, PLANE, GtkWidget)

struct _BenchPlane {
  GtkWidget  parent;
  GPtrArray *nodes; /* not owned */
  guint      at;
};

G_DEFINE_FINAL_TYPE (BenchPlane, bench_plane, GTK_TYPE_WIDGET)

static void
bench_plane_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BenchPlane *self = BENCH_PLANE (widget);

  if (self->at < self->nodes->len)
    gtk_snapshot_append_node (snapshot, self->nodes->pdata[self->at]);
}

static void
bench_plane_class_init (BenchPlaneClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = bench_plane_snapshot;
}

static void
bench_plane_init (BenchPlane *self)
{
}

static gboolean
next_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  BenchPlane *self = BENCH_PLANE (widget);

  if (self->at + 1 >= self->nodes->len)
    {
      self->at = self->nodes->len;
      return G_SOURCE_REMOVE;
    }
  self->at++;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_over (gpointer data)
{
  return ((BenchPlane *) data)->at >= ((BenchPlane *) data)->nodes->len;
}

void
bench_plane_replay (GtkWidget             *window,
                    const graphene_rect_t *bounds,
                    GPtrArray             *nodes,
                    const char            *name)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  BenchPlane *plane = g_object_new (BENCH_TYPE_PLANE, "halign", GTK_ALIGN_END, "valign", GTK_ALIGN_END, "vexpand", TRUE,
                                    "overflow", GTK_OVERFLOW_HIDDEN, NULL);

  plane->nodes = nodes;
  gtk_widget_set_size_request (GTK_WIDGET (plane), bounds->size.width, bounds->size.height);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (plane));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  bench_rest (REST_MS);
  bench_clock_reset ();
  gtk_widget_add_tick_callback (GTK_WIDGET (plane), next_cb, NULL, NULL);
  bench_await (is_over, plane, 60000);
  bench_clock_report (name);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include "bench-clock.h"
#include "bench-report.h"
#include "gallery/gesso-tile-private.h"

#define TIMEOUT_MS 20000

/* One picture after the other, as Generate makes them: from the last byte of each until it is on screen. */

typedef struct {
  BenchWindow     *window;
  GessoGeneration *generation;
  double           received;
} Arrival;

static void
fraction_cb (GessoGeneration *generation,
             GParamSpec      *pspec,
             Arrival         *arrival)
{
  if (arrival->received == 0 && gesso_generation_get_state (generation) == GESSO_STATE_DOWNLOADING &&
      gesso_generation_get_fraction (generation) >= 1)
    arrival->received = bench_now ();
}

static void
added_cb (GessoLibrary *library,
          GPtrArray    *generations,
          Arrival      *arrival)
{
  arrival->generation = g_object_ref (generations->pdata[0]);
  g_signal_connect (arrival->generation, "notify::fraction", G_CALLBACK (fraction_cb), arrival);
}

static gboolean
shows (GtkWidget       *root,
       GessoGeneration *generation)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GESSO_IS_TILE (root))
    {
      GessoTile *tile = GESSO_TILE (root);

      return tile->generation == generation && gesso_image_slot_get_texture (tile->slot) != NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    if (shows (child, generation))
      return TRUE;
  return FALSE;
}

static gboolean
is_on_screen (gpointer data)
{
  Arrival *arrival = data;

  return arrival->received > 0 && shows (GTK_WIDGET (arrival->window->gallery), arrival->generation);
}

void
bench_flow_arrive (BenchWindow *self)
{
  GessoContext *context = self->grid->context;
  KreaRequest *request = gesso_context_get_request (context);

  g_settings_set_uint (gesso_context_get_settings (context), "images", 1);
  bench_rest (1500);
  bench_clock_reset ();
  for (guint i = 0; i < self->count; i++)
    {
      Arrival arrival = { self, NULL, 0 };
      g_autofree char *prompt = g_strdup_printf ("A teal lighthouse in heavy weather, number %u", i);
      gulong handler = g_signal_connect (gesso_context_get_library (context), "generations-added",
                                         G_CALLBACK (added_cb), &arrival);

      krea_request_set_prompt (request, prompt);
      gtk_widget_activate_action (self->window, "win.generate", NULL);
      if (!bench_await_frame (is_on_screen, &arrival, TIMEOUT_MS))
        g_error ("The picture never came");
      bench_report_sample ("shown", bench_now () - arrival.received);
      g_signal_handler_disconnect (gesso_context_get_library (context), handler);
      g_signal_handlers_disconnect_by_data (arrival.generation, &arrival);
      g_object_unref (arrival.generation);
      bench_rest (300);
    }
  bench_clock_report ("arrive");
}

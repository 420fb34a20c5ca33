/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-clock.h"
#include "bench-report.h"

/* The least that is a window of the same toolkit and size: a header bar and nothing below. Until its first frame. */

static gboolean
always (gpointer data)
{
  return TRUE;
}

static gboolean
run_cb (gpointer data)
{
  bench_await_frame (always, NULL, 60000);
  bench_report_number ("first", bench_since_start ());
  bench_report_print ();
  _exit (EXIT_SUCCESS);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  bench_clock_watch (window);
  g_idle_add_full (G_PRIORITY_HIGH, run_cb, NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.gesso_app.Bare", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

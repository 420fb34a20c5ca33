/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include <utime.h>

#include "composer/gesso-composer-footer.h"
#include "gesso-compat-window.h"
#include "gesso-library-upkeep.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "viewer/gesso-viewer.h"
#include "window/gesso-banner.h"
#include "window/gesso-window.h"

/* What the window says of a queue that stands still, and what it shows of pictures that were found again. */

static GessoUiTest test;

static GtkWidget *
make_window (GessoContext *context)
{
  GessoWindow *window = gesso_window_new (NULL, test.settings);

  gesso_window_set_context (window, context);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return GTK_WIDGET (window);
}

static void
destroy (GtkWidget *window)
{
  gpointer weak = window;

  gesso_window_set_context (GESSO_WINDOW (window), NULL);
  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

typedef struct {
  GtkWidget  *window;
  const char *text;
} Banner;

static gboolean
says (gpointer data)
{
  const Banner *wanted = data;
  GessoBanner *banner = gesso_ui_test_find (wanted->window, GESSO_TYPE_BANNER);

  return g_strcmp0 (gesso_banner_get_text (banner), wanted->text) == 0;
}

static void
await_banner (GtkWidget  *window,
              const char *text)
{
  Banner wanted = { window, text };

  g_assert_true (gesso_test_await (says, &wanted, GESSO_TEST_TIMEOUT_MS));
}

/* A pause is said once: in the footer, and above only where there is none. */
static void
test_said_once (void)
{
  GtkWidget *window = make_window (test.context);
  GessoComposerFooter *footer = gesso_ui_test_find (window, GESSO_TYPE_COMPOSER_FOOTER);

  gesso_engine_set_paused (test.engine, TRUE);
  gesso_test_settle (20);
  g_assert_cmpstr (gesso_composer_footer_get_status (footer), ==, "Paused: 0 waiting.");
  await_banner (window, NULL);
  g_object_set (window, "show-composer", FALSE, NULL);
  await_banner (window, "Paused: 0 waiting.");
  g_object_set (window, "show-composer", TRUE, NULL);
  await_banner (window, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (footer), "win.resume", NULL));
  g_assert_false (gesso_engine_is_paused (test.engine));
  destroy (window);
}

static gboolean
is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* What was recovered is shown, and nothing that is only newer. */
static void
test_recovered (void)
{
  GtkWidget *window = make_window (test.context);
  g_autoptr (GessoGeneration) found = gesso_ui_test_add_kept (&test, "a lost boat", 64, 64, 0x335577);
  g_autoptr (GessoGeneration) second = gesso_ui_test_add_kept (&test, "a lost cup", 64, 64, 0x775533);
  g_autoptr (GessoGeneration) newer = gesso_ui_test_add_kept (&test, "a tree", 64, 64, 0x557733);
  g_autoptr (GPtrArray) recovered = g_ptr_array_new_with_free_func (g_object_unref);
  GessoViewer *viewer = gesso_ui_test_find (window, GESSO_TYPE_VIEWER);

  g_ptr_array_add (recovered, g_object_ref (found));
  g_signal_emit_by_name (test.engine, "recovered", recovered);
  g_assert_true (gtk_widget_activate_action (window, "win.show-recovered", NULL));
  g_assert_true (gesso_viewer_get_generation (viewer) == found);
  g_assert_true (gesso_context_get_selected (test.context) == found);

  g_ptr_array_add (recovered, g_object_ref (second));
  g_signal_emit_by_name (test.engine, "recovered", recovered);
  g_assert_true (gtk_widget_activate_action (window, "win.show-recovered", NULL));
  g_assert_true (gesso_test_await (is_unmapped, viewer, GESSO_TEST_TIMEOUT_MS));
  destroy (window);
}

/* Where nothing can be written, Generate is insensitive and says why. */
static void
test_read_only (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoLibrary) library = NULL;
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session (NULL);
  g_autoptr (GessoEngine) engine = NULL;
  g_autoptr (GessoContext) context = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  GessoComposerFooter *footer;
  GAsyncResult *slot = NULL;

  gesso_library_open_async (gesso_library_get_path (test.library), GESSO_LIBRARY_READ, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  library = gesso_library_open_finish (result, &error);
  g_assert_no_error (error);
  engine = gesso_engine_new (library, test.decoder, secrets, NULL);
  context = gesso_context_new (engine, test.settings);
  window = make_window (context);
  krea_request_set_prompt (gesso_context_get_request (context), "a boat");
  gesso_test_settle (20);
  footer = gesso_ui_test_find (window, GESSO_TYPE_COMPOSER_FOOTER);
  g_assert_false (gtk_widget_get_sensitive (gesso_composer_footer_get_button (footer)));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (gesso_composer_footer_get_button (footer)), ==,
                   "This library can be looked at, but not changed.");
  destroy (window);
}

/* Into the folder of the library, as if an hour ago. */
static char *
put_stray (const char *name,
           guint32     colour)
{
  const time_t then = time (NULL) - 3600;
  char *path = g_build_filename (gesso_library_get_path (test.library), name, NULL);
  g_autoptr (GBytes) picture = gesso_test_make_png (24, 24, colour);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (picture, NULL), g_bytes_get_size (picture), NULL));
  g_assert_cmpint (utime (path, &(struct utimbuf) { then, then }), ==, 0);
  return path;
}

static void
rescan (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_rescan_async (test.library, TRUE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_rescan_finish (test.library, result, NULL, NULL));
}

static gboolean
is_imported (gpointer path)
{
  GessoGeneration *selected = gesso_context_get_selected (test.context);

  return selected != NULL && gesso_generation_is_imported (selected) &&
         g_strcmp0 (gesso_generation_get_path (selected), path) == 0;
}

/* What somebody put into the library's folder is offered until it is imported, where it is, or ignored. */
static void
test_strays (void)
{
  GtkWidget *window = make_window (test.context);
  g_autofree char *boat = put_stray ("boat.png", 0x335577);
  g_autofree char *cup = NULL;

  rescan ();
  await_banner (window, "1 new picture is in the library’s folder.");
  g_assert_true (gtk_widget_activate_action (window, "win.import-strays", NULL));
  await_banner (window, NULL);
  g_assert_true (gesso_test_await (is_imported, boat, GESSO_TEST_TIMEOUT_MS));
  rescan ();
  gesso_test_settle (20);
  await_banner (window, NULL);

  cup = put_stray ("cup.png", 0x775533);
  rescan ();
  await_banner (window, "1 new picture is in the library’s folder.");
  g_assert_true (gtk_widget_activate_action (window, "win.ignore-strays", NULL));
  await_banner (window, NULL);
  gesso_test_settle (100);
  rescan ();
  gesso_test_settle (20);
  await_banner (window, NULL);
  g_assert_true (g_file_test (cup, G_FILE_TEST_EXISTS));
  destroy (window);
}

/* What failed for the disk's sake is offered again, and only that. */
static void
test_strays_again (void)
{
  GtkWidget *window = make_window (test.context);
  g_autofree char *boat = put_stray ("ferry.png", 0x224466);
  g_autofree char *bowl = put_stray ("bowl.png", 0x664422);
  g_autofree char *broken = put_stray ("broken.png", 0x446622);
  const time_t then = time (NULL) - 3600;

  g_assert_true (g_file_set_contents (broken, "no picture", -1, NULL));
  g_assert_cmpint (utime (broken, &(struct utimbuf) { then, then }), ==, 0);
  rescan ();
  await_banner (window, "3 new pictures are in the library’s folder.");
  /* A link is not followed: it can't be read, whatever is behind it. */
  g_assert_cmpint (g_unlink (bowl), ==, 0);
  g_assert_cmpint (symlink ("/nowhere", bowl), ==, 0);
  g_assert_true (gtk_widget_activate_action (window, "win.import-strays", NULL));
  g_assert_true (gesso_test_await (is_imported, boat, GESSO_TEST_TIMEOUT_MS));
  await_banner (window, "1 new picture is in the library’s folder.");
  g_assert_true (gtk_widget_activate_action (window, "win.ignore-strays", NULL));
  await_banner (window, NULL);
  gesso_test_settle (100);
  await_banner (window, NULL);
  g_assert_cmpint (g_unlink (bowl), ==, 0);
  g_assert_cmpint (g_unlink (broken), ==, 0);
  destroy (window);
}

static gint64 dismissed_at[2];

static void
dismissed_cb (AdwToast *toast,
              gint64   *at)
{
  *at = g_get_monotonic_time ();
}

static gboolean
are_dismissed (gpointer data)
{
  return dismissed_at[0] != 0 && dismissed_at[1] != 0;
}

/* What a toast offers ends with its library; and none is dismissed while it comes, even if it stood behind another. */
static void
test_offers (void)
{
  GtkWidget *window = make_window (test.context);
  AdwToast *toasts[2];

  for (guint i = 0; i < G_N_ELEMENTS (toasts); i++)
    {
      toasts[i] = gesso_toast_new ("The import of “Scans” didn’t come to its end.");
      adw_toast_set_button_label (toasts[i], "_Resume");
      adw_toast_set_timeout (toasts[i], 0);
      g_signal_connect (toasts[i], "dismissed", G_CALLBACK (dismissed_cb), &dismissed_at[i]);
      gesso_window_add_toast (GESSO_WINDOW (window), g_object_ref (toasts[i]));
    }
  gesso_window_set_context (GESSO_WINDOW (window), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (toasts); i++)
    g_assert_null (adw_toast_get_button_label (toasts[i]));
  g_assert_true (gesso_test_await (are_dismissed, NULL, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpint (dismissed_at[1] - dismissed_at[0], >=, 500 * G_TIME_SPAN_MILLISECOND);
  destroy (window);
  for (guint i = 0; i < G_N_ELEMENTS (toasts); i++)
    {
      gpointer weak = toasts[i];

      g_object_add_weak_pointer (G_OBJECT (toasts[i]), &weak);
      g_object_unref (toasts[i]);
      gesso_test_await_finalized (&weak);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GAsyncResult) started = NULL, stopped = NULL;
  GAsyncResult *slot = NULL;
  int status;

  gesso_ui_test_init (&test, &argc, &argv);
  gesso_engine_start_async (test.engine, GESSO_ENGINE_SANDBOX, NULL, gesso_test_result_cb, &slot);
  started = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_start_finish (test.engine, started, NULL));
  g_test_add_func ("/window/queue/said-once", test_said_once);
  g_test_add_func ("/window/queue/recovered", test_recovered);
  g_test_add_func ("/window/queue/strays", test_strays);
  g_test_add_func ("/window/queue/strays-again", test_strays_again);
  g_test_add_func ("/window/queue/offers", test_offers);
  g_test_add_func ("/window/queue/read-only", test_read_only);
  status = g_test_run ();
  gesso_engine_stop_async (test.engine, gesso_test_result_cb, &slot);
  stopped = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_stop_finish (test.engine, stopped, NULL));
  g_clear_object (&started);
  g_clear_object (&stopped);
  gesso_ui_test_tear_down (&test);
  return status;
}

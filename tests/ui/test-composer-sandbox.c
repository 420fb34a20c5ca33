/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The composer over an engine that runs, with the sandbox for an account. */

#include "config.h"

#include <adwaita.h>

#include "composer/gesso-composer-footer.h"
#include "composer/gesso-composer.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

typedef struct
{
  GessoUiTest base;
  GtkWidget *composer;
  GtkWidget *window;
  GPtrArray *toasts;
  guint rounds;
  guint pictures;
} Fixture;

static void
toast_cb (GtkWidget *composer,
          AdwToast  *toast,
          GPtrArray *toasts)
{
  g_ptr_array_add (toasts, g_object_ref (toast));
}

static void
generated_cb (GtkWidget *composer,
              GPtrArray *round,
              Fixture   *self)
{
  self->rounds++;
  self->pictures += round->len;
}

static gboolean
has_toast (gpointer data)
{
  return ((Fixture *) data)->toasts->len >= 1;
}

static gboolean
has_second_toast (gpointer data)
{
  return ((Fixture *) data)->toasts->len >= 2;
}

static void
start (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_ui_test_set_up (&self->base);
  gesso_engine_start_async (self->base.engine, GESSO_ENGINE_SANDBOX, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_engine_start_finish (self->base.engine, result, &error);
  g_assert_no_error (error);

  self->toasts = g_ptr_array_new_with_free_func (g_object_unref);
  self->composer = gesso_composer_new (self->base.context);
  g_signal_connect (self->composer, "toast", G_CALLBACK (toast_cb), self->toasts);
  g_signal_connect (self->composer, "generated", G_CALLBACK (generated_cb), self);
  self->window = gesso_ui_test_present (self->composer, 300, 700);
}

static void
stop (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gtk_window_destroy (GTK_WINDOW (self->window));
  g_ptr_array_unref (self->toasts);
  gesso_engine_stop_async (self->base.engine, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_stop_finish (self->base.engine, result, NULL));
  g_clear_object (&result);
  gesso_test_settle (50);
  gesso_ui_test_tear_down (&self->base);
}

static void
test_generate_and_undo (void)
{
  Fixture self = { 0 };
  GessoComposerFooter *footer;
  const char *folder = g_getenv ("GESSO_TEST_PICTURES");

  start (&self);
  footer = gesso_ui_test_find (self.composer, GESSO_TYPE_COMPOSER_FOOTER);
  g_assert_cmpint (gesso_engine_get_account_state (self.base.engine), ==, GESSO_ACCOUNT_SANDBOX);
  g_assert_cmpstr (gesso_composer_footer_get_status (footer), ==, "Sandbox: free, drawn on this computer.");
  g_assert_cmpstr (gesso_composer_footer_get_label (footer), ==, "Generate · Free");

  gesso_engine_set_paused (self.base.engine, TRUE);
  krea_request_set_prompt (gesso_context_get_request (self.base.context), "A paper boat");
  if (folder != NULL)
    {
      g_autofree char *path = g_build_filename (folder, "composer-sandbox.png", NULL);

      gesso_engine_set_paused (self.base.engine, FALSE);
      gesso_test_settle (200);
      gesso_ui_test_save (self.window, path);
      gesso_engine_set_paused (self.base.engine, TRUE);
    }
  gtk_widget_activate_action (self.composer, "composer.generate", NULL);
  g_assert_true (gesso_test_await (has_toast, &self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (adw_toast_get_title (g_ptr_array_index (self.toasts, 0)), ==, "4 queued · Free");
  g_assert_cmpuint (self.rounds, ==, 1);
  g_assert_cmpuint (self.pictures, ==, 4);
  g_assert_cmpstr (gesso_composer_footer_get_status (footer), ==, "Paused: 4 waiting.");

  g_signal_emit_by_name (g_ptr_array_index (self.toasts, 0), "button-clicked");
  g_assert_true (gesso_test_await (has_second_toast, &self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (adw_toast_get_title (g_ptr_array_index (self.toasts, 1)), ==, "4 cancelled before they were sent.");
  g_assert_cmpuint (gesso_engine_get_waiting (self.base.engine), ==, 0);
  stop (&self);
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/composer/sandbox/generate-and-undo", test_generate_and_undo);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "gesso-sandbox.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "window/gesso-key-dialog.h"

/* The dialog against the real engine and a real server on loopback; the keys are in memory only. */
typedef struct {
  GessoSandbox *server;
  GessoSecrets *secrets;
  GessoEngine *engine;
  GtkWidget *dialog;
  GtkWidget *window;
  gboolean added;
} Fixture;

static GessoUiTest test;

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static void
added_cb (gboolean *added)
{
  *added = TRUE;
}

static void
set_up (Fixture    *self,
        const char *origin)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  options.token = "right:key";
  self->server = gesso_sandbox_new (&options, &error);
  g_assert_no_error (error);
  self->secrets = gesso_secrets_new_for_session (NULL);
  self->engine = gesso_engine_new (test.library, test.decoder, self->secrets,
                                   origin != NULL ? origin : gesso_sandbox_get_url (self->server));
  gesso_engine_start_async (self->engine, GESSO_ENGINE_NO_SANDBOX, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_engine_start_finish (self->engine, result, NULL);
  self->dialog = gesso_key_dialog_new (self->engine);
  g_signal_connect_swapped (self->dialog, "added", G_CALLBACK (added_cb), &self->added);
  self->window = gesso_ui_test_present (self->dialog, 440, 300);
}

static void
tear_down (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  gpointer weak = self->dialog;

  g_object_add_weak_pointer (G_OBJECT (self->dialog), &weak);
  gtk_window_destroy (GTK_WINDOW (self->window));
  gesso_test_await_finalized (&weak);
  gesso_engine_stop_async (self->engine, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_stop_finish (self->engine, result, NULL));
  g_object_unref (self->engine);
  g_object_unref (self->secrets);
  g_object_unref (self->server);
}

static gboolean
is_error_shown (gpointer data)
{
  Fixture *self = data;
  GtkRevealer *revealer = gesso_ui_test_find (self->dialog, GTK_TYPE_REVEALER);

  return gtk_revealer_get_reveal_child (revealer);
}

static void
enter (Fixture    *self,
       const char *key)
{
  GtkWidget *row = gesso_ui_test_find (self->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), key);
  gtk_widget_activate_action (self->dialog, "key.add", NULL);
}

static const char *
get_error (Fixture *self)
{
  GtkWidget *revealer = gesso_ui_test_find (self->dialog, GTK_TYPE_REVEALER);

  return gtk_label_get_text (gesso_ui_test_find (revealer, GTK_TYPE_LABEL));
}

static void
test_right (void)
{
  Fixture self = { NULL };

  set_up (&self, NULL);
  /* White space around what was copied is not part of the key. */
  enter (&self, "  right:key\n");
  g_assert_true (gesso_test_await (is_true, &self.added, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpint (gesso_engine_get_account_state (self.engine), ==, GESSO_ACCOUNT_KREA);
  g_assert_cmpstr (gesso_account_get_key (gesso_engine_get_account (self.engine)), ==, "right:key");
  g_assert_cmpuint (gesso_sandbox_get_submits (self.server), ==, 0);
  tear_down (&self);
}

static void
test_wrong (void)
{
  Fixture self = { NULL };

  set_up (&self, NULL);
  enter (&self, "right");
  g_assert_true (gesso_test_await (is_error_shown, &self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (get_error (&self), ==,
                   "Krea didn't accept this key. Copy all of it, including the part after the colon.");
  g_assert_false (self.added);
  /* It can be corrected at once. */
  enter (&self, "right:key");
  g_assert_true (gesso_test_await (is_true, &self.added, GESSO_TEST_TIMEOUT_MS));
  tear_down (&self);
}

static void
test_offline (void)
{
  Fixture self = { NULL };

  /* Nothing listens on the discard port. */
  set_up (&self, "http://127.0.0.1:9");
  enter (&self, "right:key");
  g_assert_true (gesso_test_await (is_error_shown, &self, GESSO_TEST_TIMEOUT_MS));
  g_assert_false (self.added);
  gtk_widget_activate_action (self.dialog, "key.save-unchecked", NULL);
  g_assert_true (gesso_test_await (is_true, &self.added, GESSO_TEST_TIMEOUT_MS));
  tear_down (&self);
}

static void
test_closed (void)
{
  Fixture self = { NULL };

  /* Closed while the answer is on its way: nothing is added, and nothing is left. */
  set_up (&self, NULL);
  enter (&self, "right:key");
  tear_down (&self);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/key-dialog/right", test_right);
  g_test_add_func ("/key-dialog/wrong", test_wrong);
  g_test_add_func ("/key-dialog/offline", test_offline);
  g_test_add_func ("/key-dialog/closed", test_closed);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "gesso-engine-private.h"
#include "gesso-notifier.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "gesso-words.h"

/* What the desktop is told, as a notification server of our own hears it on the test's bus. */

static const char interface_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
  "</interface></node>";

typedef struct {
  GDBusConnection *connection;
  guint            calls;
  guint            closed;
  guint            last_id;
  char            *title;
  char            *body;
  char           **actions; /* names and labels by turns */
} Server;

static GessoUiTest test;
static Server server;
static GApplication *application;
static guint n_shown;

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               data)
{
  guint replaces;

  if (g_str_equal (method, "CloseNotification"))
    {
      server.closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  if (g_str_equal (method, "GetCapabilities"))
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new_parsed ("(['actions', 'body'],)"));
      return;
    }
  g_free (server.title);
  g_free (server.body);
  g_strfreev (server.actions);
  g_variant_get (parameters, "(susss^asa{sv}i)", NULL, &replaces, NULL, &server.title, &server.body, &server.actions,
                 NULL, NULL);
  server.last_id = replaces != 0 ? replaces : server.calls + 1;
  server.calls++;
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", server.last_id));
}

static gboolean
has_action (const char *name,
            const char *label)
{
  for (guint i = 0; server.actions != NULL && server.actions[i] != NULL && server.actions[i + 1] != NULL; i += 2)
    if (g_str_equal (server.actions[i], name) && g_str_equal (server.actions[i + 1], label))
      return TRUE;
  return FALSE;
}

typedef struct {
  const guint *count;
  guint        least;
} Count;

static gboolean
has_come (gpointer data)
{
  const Count *count = data;

  return *count->count >= count->least;
}

static void
await (const guint *count,
       guint        least)
{
  Count wait = { count, least };

  g_assert_true (gesso_test_await (has_come, &wait, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (*count, ==, least);
}

/* Only when the server's answer is there does the application know which notification to take back. */
static void
await_notification (guint calls)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;

  await (&server.calls, calls);
  g_dbus_connection_call (g_application_get_dbus_connection (application), "org.freedesktop.Notifications",
                          "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "GetCapabilities", NULL,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  reply = g_dbus_connection_call_finish (g_application_get_dbus_connection (application), result, NULL);
  g_assert_nonnull (reply);
}

static void
show_done_cb (void)
{
  n_shown++;
}

/* The engine's last word on a generation, as gesso_drive_concluded() says it. */
static void
conclude (GessoGeneration *generation,
          const char      *failure)
{
  g_autoptr (GBytes) picture = gesso_test_make_png (16, 16, 0x203040);

  if (failure != NULL)
    gesso_ui_test_fail (&test, generation, failure, NULL);
  else
    gesso_ui_test_keep (&test, generation, picture);
  gesso_engine_remove_drive (test.engine, gesso_engine_find_drive (test.engine, generation), failure != NULL);
  g_signal_emit_by_name (test.engine, failure != NULL ? "failed" : "kept", generation);
}

static GPtrArray *
add_round (guint n)
{
  GPtrArray *round = gesso_ui_test_add_round (&test, "a paper\\nboat", "1:1", NULL, n);

  for (guint i = 0; i < n; i++)
    gesso_engine_add_drive (test.engine, round->pdata[i]);
  return round;
}

/* Four pictures are one notification, which comes when the last of them is there, and goes when it is seen. */
static void
test_done (void)
{
  g_autoptr (GessoNotifier) notifier = gesso_notifier_new (application, test.engine, test.settings);
  g_autoptr (GPtrArray) round = add_round (4);
  guint before = server.calls, closed = server.closed;

  for (guint i = 0; i < 3; i++)
    conclude (round->pdata[i], NULL);
  gesso_test_settle (700);
  g_assert_cmpuint (server.calls, ==, before);
  conclude (round->pdata[3], NULL);
  await_notification (before + 1);
  g_assert_cmpstr (server.title, ==, "4 pictures are ready");
  g_assert_cmpstr (server.body, ==, "a paper boat");
  g_assert_true (has_action ("app.show-done", "Open"));
  g_assert_cmpuint (gesso_notifier_get_done (notifier)->len, ==, 4);

  gesso_notifier_set_seen (notifier, TRUE);
  await (&server.closed, closed + 1);
  g_assert_cmpuint (gesso_notifier_get_done (notifier)->len, ==, 0);
}

/* What failed has a reason and a price; what was refused is not offered again. */
static void
test_failed (void)
{
  g_autoptr (GessoNotifier) notifier = gesso_notifier_new (application, test.engine, test.settings);
  g_autoptr (GPtrArray) round = add_round (2), refused = add_round (1), retryable = NULL;
  guint before = server.calls;

  conclude (round->pdata[0], "job-failed");
  conclude (round->pdata[1], "moderated");
  await_notification (before + 1);
  g_assert_cmpstr (server.title, ==, "2 pictures failed");
  g_assert_true (g_str_has_prefix (server.body, "Krea couldn"));
  g_assert_true (has_action ("app.show-failed", "Open"));
  g_assert_true (has_action ("app.try-failed-again", gesso_words_try_again (gesso_generation_get_price (round->pdata[0]))));
  retryable = gesso_notifier_list_retryable (notifier);
  g_assert_cmpuint (retryable->len, ==, 1);
  g_assert_true (retryable->pdata[0] == round->pdata[0]);

  gesso_notifier_set_seen (notifier, TRUE);
  gesso_notifier_set_seen (notifier, FALSE);
  conclude (refused->pdata[0], "moderated");
  await_notification (before + 2);
  g_assert_cmpstr (server.title, ==, "1 picture failed");
  g_assert_cmpuint (g_strv_length (server.actions), ==, 4);
}

/* Nothing while the window has the focus, and nothing for those who want none; what is told can be opened. */
static void
test_silence (void)
{
  g_autoptr (GessoNotifier) notifier = gesso_notifier_new (application, test.engine, test.settings);
  g_autoptr (GPtrArray) seen = add_round (1), unwanted = add_round (1), last = add_round (1);
  guint before = server.calls;

  gesso_notifier_set_seen (notifier, TRUE);
  conclude (seen->pdata[0], NULL);
  gesso_notifier_set_seen (notifier, FALSE);
  g_settings_set_boolean (test.settings, "notifications", FALSE);
  conclude (unwanted->pdata[0], NULL);
  g_settings_reset (test.settings, "notifications");
  conclude (last->pdata[0], NULL);
  await_notification (before + 1);
  g_assert_cmpstr (server.title, ==, "1 picture is ready");
  g_dbus_connection_emit_signal (server.connection, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", "ActionInvoked",
                                 g_variant_new ("(us)", server.last_id, "app.show-done"), NULL);
  await (&n_shown, 1);
}

/* Closing the window takes back what nobody can follow any more. */
static void
test_end (void)
{
  GessoNotifier *notifier = gesso_notifier_new (application, test.engine, test.settings);
  g_autoptr (GPtrArray) round = add_round (1), late = add_round (1);
  guint before = server.calls, closed = server.closed;

  conclude (round->pdata[0], NULL);
  await_notification (before + 1);
  g_object_add_weak_pointer (G_OBJECT (notifier), (gpointer *) &notifier);
  g_object_unref (notifier);
  g_assert_null (notifier);
  await (&server.closed, closed + 1);
  conclude (late->pdata[0], NULL);
}

int
main (int    argc,
      char **argv)
{
  static const GActionEntry entries[] = { { .name = "show-done", .activate = (gpointer) show_done_cb } };
  g_autoptr (GError) error = NULL;
  int status;

  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  server.connection = gesso_ui_test_serve ("org.freedesktop.Notifications", interface_xml, method_called_cb);
  application = g_application_new ("io.github.gesso_app.Gesso.Test", G_APPLICATION_DEFAULT_FLAGS);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries), NULL);
  g_application_register (application, NULL, &error);
  g_assert_no_error (error);
  gesso_ui_test_set_up (&test);
  g_test_add_func ("/notifier/done", test_done);
  g_test_add_func ("/notifier/failed", test_failed);
  g_test_add_func ("/notifier/silence", test_silence);
  g_test_add_func ("/notifier/end", test_end);
  status = g_test_run ();
  gesso_ui_test_tear_down (&test);
  g_object_unref (application);
  return status;
}

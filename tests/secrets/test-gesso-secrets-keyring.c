/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-secrets-private.h"
#include "gesso-test.h"
#include "secrets-calls.h"

#include <gio/gio.h>

#define KREA "https://api.krea.ai"

/* A stand-in for the Secret Service with one key, on a bus of its own. */
#define SERVICE    "org.freedesktop.secrets"
#define PATH       "/org/freedesktop/secrets"
#define COLLECTION PATH "/collection/login"
#define ITEM       COLLECTION "/1"
#define SESSION    PATH "/session/1"

static const char introspection[] =
  "<node>"
  "<interface name='org.freedesktop.Secret.Service'>"
  "<method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "<arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "<method name='SearchItems'><arg type='a{ss}' direction='in'/><arg type='ao' direction='out'/>"
  "<arg type='ao' direction='out'/></method>"
  "<method name='Unlock'><arg type='ao' direction='in'/><arg type='ao' direction='out'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "<arg type='a{o(oayays)}' direction='out'/></method>"
  "<property name='Collections' type='ao' access='read'/>"
  "</interface>"
  "<interface name='org.freedesktop.Secret.Item'>"
  "<method name='GetSecret'><arg type='o' direction='in'/><arg type='(oayays)' direction='out'/></method>"
  "<property name='Locked' type='b' access='read'/>"
  "<property name='Attributes' type='a{ss}' access='read'/>"
  "<property name='Label' type='s' access='read'/>"
  "<property name='Created' type='t' access='read'/>"
  "<property name='Modified' type='t' access='read'/>"
  "</interface>"
  "</node>";

typedef enum {
  KEYRING_EMPTY,
  KEYRING_OPEN,
  KEYRING_LOCKED,
  KEYRING_STAYS_LOCKED,
  KEYRING_SILENT,
  KEYRING_BROKEN,
} State;

static State state;
static guint unlocks;
static GDBusNodeInfo *node; /* used as long as the process lives */

static GVariant *
paths (gboolean with_item)
{
  const char *item = ITEM;

  return g_variant_new_objv (&item, with_item ? 1 : 0);
}

static GVariant *
secret (void)
{
  return g_variant_new ("(o@ay@ays)", SESSION, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "id:kept", 7, 1), "text/plain");
}

static void
unlock (GDBusMethodInvocation *invocation)
{
  unlocks++;
  if (state == KEYRING_LOCKED)
    state = KEYRING_OPEN;
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(@aoo)", paths (state == KEYRING_OPEN), "/"));
}

static void
called_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               data)
{
  if (state == KEYRING_SILENT)
    {
      /* Kept without an answer, as by a service that waits for something itself. */
      g_object_set_data_full (G_OBJECT (connection), "silent", invocation, g_object_unref);
      return;
    }
  if (g_str_equal (method, "OpenSession"))
    {
      const char *algorithm;

      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_value (invocation, g_variant_new ("(vo)", g_variant_new_string (""), SESSION));
      else
        g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
                                                       "plain only");
    }
  else if (g_str_equal (method, "SearchItems") && state == KEYRING_BROKEN)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.example.Error", "out of order");
  else if (g_str_equal (method, "SearchItems"))
    {
      gboolean locked = state == KEYRING_LOCKED || state == KEYRING_STAYS_LOCKED;

      g_dbus_method_invocation_return_value (invocation,
                                             g_variant_new ("(@ao@ao)", paths (state == KEYRING_OPEN), paths (locked)));
    }
  else if (g_str_equal (method, "Unlock"))
    unlock (invocation);
  else if (g_str_equal (method, "GetSecret"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(@(oayays))", secret ()));
  else
    g_dbus_method_invocation_return_value (invocation, g_variant_new_parsed ("({%o: %@(oayays)},)", ITEM, secret ()));
}

static GVariant *
property_cb (GDBusConnection  *connection,
             const char       *sender,
             const char       *path,
             const char       *interface,
             const char       *property,
             GError          **error,
             gpointer          data)
{
  if (g_str_equal (property, "Collections"))
    return g_variant_new_objv (NULL, 0);
  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (state != KEYRING_OPEN);
  if (g_str_equal (property, "Attributes"))
    return g_variant_new_parsed ("{'origin': %s, 'xdg:schema': 'io.github.gesso_app.Gesso.ApiKey'}", KREA);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("Gesso");
  return g_variant_new_uint64 (1);
}

static gpointer
service_thread (gpointer data)
{
  static const GDBusInterfaceVTable table = { called_cb, property_cb, NULL, { NULL } };
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) reply = NULL;
  GAsyncQueue *ready = data;

  node = g_dbus_node_info_new_for_xml (introspection, NULL);
  g_main_context_push_thread_default (context);
  connection = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                       NULL, NULL, NULL);
  g_assert_nonnull (connection);
  g_assert_cmpuint (g_dbus_connection_register_object (connection, PATH, node->interfaces[0], &table, NULL, NULL, NULL),
                    >, 0);
  g_assert_cmpuint (g_dbus_connection_register_object (connection, ITEM, node->interfaces[1], &table, NULL, NULL, NULL),
                    >, 0);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName", g_variant_new ("(su)", SERVICE, 0),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  g_async_queue_push (ready, GINT_TO_POINTER (1));
  for (;;)
    g_main_context_iteration (context, TRUE);
  return NULL;
}

static void
test_states (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();
  g_autoptr (GError) error = NULL;
  char *key;

  state = KEYRING_EMPTY;
  secrets_assert_key (secrets, KREA, NULL);

  state = KEYRING_OPEN;
  secrets_assert_key (secrets, KREA, "id:kept");

  state = KEYRING_BROKEN;
  g_assert_null (secrets_lookup (secrets, KREA, FALSE, &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_FAILED);
  g_clear_error (&error);

  /* Told, without a prompt. */
  unlocks = 0;
  state = KEYRING_LOCKED;
  g_assert_null (secrets_lookup (secrets, KREA, FALSE, &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_LOCKED);
  g_assert_cmpuint (unlocks, ==, 0);
  g_clear_error (&error);

  key = secrets_lookup (secrets, KREA, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, "id:kept");
  g_assert_cmpuint (unlocks, ==, 1);
  gesso_secrets_key_free (key);

  state = KEYRING_STAYS_LOCKED;
  g_assert_null (secrets_lookup (secrets, KREA, TRUE, &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_LOCKED);
}

static void
test_silent (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  state = KEYRING_SILENT;
  gesso_secrets_keyring_set_patience (GESSO_SECRETS_KEYRING (secrets), 100);
  g_assert_null (secrets_lookup (secrets, KREA, FALSE, &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT);
  g_clear_error (&error);
  g_assert_false (secrets_store (secrets, KREA, "id:new", &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  state = KEYRING_EMPTY;
}

/* In a process of its own each: libsecret and GDBus keep their connections. */
static void
test_absent (gconstpointer address)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();
      g_autoptr (GError) error = NULL;

      if (address != NULL)
        g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
      else
        g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
      g_unsetenv ("DISPLAY");
      g_assert_null (secrets_lookup (secrets, KREA, TRUE, &error));
      g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT);
      g_clear_error (&error);
      g_assert_false (secrets_store (secrets, KREA, "id:new", &error));
      g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GAsyncQueue) ready = g_async_queue_new ();
  /* Not unreferenced: that would wait for libsecret, which keeps its connection for good. */
  static GTestDBus *bus;
  int status;

  gesso_test_isolate ();
  g_unsetenv ("SECRET_BACKEND");
  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    {
      bus = g_test_dbus_new (G_TEST_DBUS_NONE);
      g_test_dbus_up (bus);
      g_thread_unref (g_thread_new ("service", service_thread, ready));
      g_async_queue_pop (ready);
    }

  g_test_add_func ("/secrets/keyring/states", test_states);
  g_test_add_func ("/secrets/keyring/silent", test_silent);
  g_test_add_data_func ("/secrets/keyring/absent/nowhere", "unix:path=/nonexistent/bus", test_absent);
  g_test_add_data_func ("/secrets/keyring/absent/nonsense", "nonsense", test_absent);
  g_test_add_data_func ("/secrets/keyring/absent/no-address", NULL, test_absent);

  status = g_test_run ();
  if (bus != NULL)
    g_test_dbus_stop (bus);
  return status;
}

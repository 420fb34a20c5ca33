/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-handover-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "gesso-board-transfer.h"

/*
 * Order(account, folder, order) → ids, at once; then Changed(id, generation) on the same connection for each of them,
 * Rests(id, why) after it where it was sent and does not go on by itself, and Held(why) whenever what holds the queue
 * changes: the caller knows which of its own were sent.
 * Wait(account) → why it is held, and why one rests, when nothing goes on or there is no use in waiting.
 * ImportBoard(file) → id of the new board, pictures that could not be read.
 * SetCap(µ$, 0 for none) → when it is on disk. The cap is the library's, so it asks for no account.
 */
static const char interface_xml[] =
  "<node><interface name='" GESSO_HANDOVER_INTERFACE "'>"
  "<method name='Order'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='Wait'><arg type='s' direction='in'/><arg type='u' direction='out'/>"
  "<arg type='s' direction='out'/></method>"
  "<method name='ImportBoard'><arg type='s' direction='in'/><arg type='s' direction='out'/><arg type='u' direction='out'/>"
  "</method>"
  "<method name='SetCap'><arg type='x' direction='in'/></method>"
  "<method name='Import'><arg type='aay' direction='in'/><arg type='u' direction='out'/>"
  "<arg type='u' direction='out'/><arg type='u' direction='out'/><arg type='u' direction='out'/>"
  "<arg type='a(ays)' direction='out'/></method>"
  "<signal name='Changed'><arg type='s'/><arg type='s'/></signal>"
  "<signal name='Rests'><arg type='s'/><arg type='s'/></signal>"
  "<signal name='Held'><arg type='u'/></signal>"
  "</interface></node>";

struct _GessoHandover {
  GObject        parent_instance;

  GessoEngine   *engine;
  GDBusServer   *server;
  GDBusNodeInfo *info;
  char          *socket;
  GPtrArray     *connections;
  GPtrArray     *waiting; /* GDBusMethodInvocation of Wait */
  GessoQueueHold told;
};

G_DEFINE_FINAL_TYPE (GessoHandover, gesso_handover, G_TYPE_OBJECT)

char *
gesso_handover_socket_path (const char *library_uuid)
{
  return g_build_filename (g_get_user_runtime_dir (), "gesso", library_uuid, NULL);
}

static gboolean
check_account (GessoHandover         *self,
               const char            *account,
               GDBusMethodInvocation *invocation)
{
  GessoAccount *ours = gesso_engine_get_account (self->engine);

  if (*account == '\0' || (ours != NULL && strcmp (account, gesso_account_get_id (ours)) == 0))
    return TRUE;
  if (ours != NULL && gesso_account_is_sandbox (ours) && strcmp (account, "sandbox") == 0)
    return TRUE;
  g_dbus_method_invocation_return_error (invocation, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "%s",
                                         _("Gesso is open with another API key. Close it, or use the same key."));
  return FALSE;
}

/* --- Order --- */

typedef struct {
  GessoHandover         *self;
  GDBusMethodInvocation *invocation;
} Order;

static void
order_free (Order *order)
{
  g_clear_object (&order->self);
  g_clear_object (&order->invocation);
  g_free (order);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

static void
tell_generation (GessoGeneration *generation,
                 GDBusConnection *connection)
{
  GessoEngine *engine = g_object_get_data (G_OBJECT (connection), "gesso-engine");
  g_autofree char *references = NULL, *json = NULL;
  const char *why;

  if (g_dbus_connection_is_closed (connection) || engine == NULL)
    return;
  references = g_strdup (g_object_get_data (G_OBJECT (connection), "gesso-references"));
  json = gesso_generation_to_json (generation, references);
  g_dbus_connection_emit_signal (connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, "Changed",
                                 g_variant_new ("(ss)", gesso_generation_get_id (generation), json), NULL);
  why = gesso_engine_why_not_under_way (engine, generation);
  if (why != NULL)
    g_dbus_connection_emit_signal (connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, "Rests",
                                   g_variant_new ("(ss)", gesso_generation_get_id (generation), why), NULL);
}

typedef struct {
  GessoGeneration *generation;
  GDBusConnection *connection;
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_object_unref (self->generation);
  g_object_unref (self->connection);
  g_free (self);
}

static gboolean
change_cb (gpointer data)
{
  const Change *self = data;

  tell_generation (self->generation, self->connection);
  return G_SOURCE_REMOVE;
}

/* What is sent is told at once. What no longer is, only when the hold is told that goes with it: a caller that hears of it
 * first would leave for a hold that is gone. */
static void
generation_changed_cb (GessoGeneration *generation,
                       GParamSpec      *pspec,
                       GDBusConnection *connection)
{
  const GessoState state = gesso_generation_get_state (generation);
  Change *change;

  g_assert (GESSO_IS_GENERATION (generation));
  g_assert (G_IS_DBUS_CONNECTION (connection));
  if (!gesso_state_is_final (state) && state != GESSO_STATE_HELD && state != GESSO_STATE_QUEUED)
    {
      tell_generation (generation, connection);
      return;
    }
  change = g_new0 (Change, 1);
  change->generation = g_object_ref (generation);
  change->connection = g_object_ref (connection);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, change_cb, change, change_free);
}

/* Its end, too: a caller whose order is still being taken must not leave for it. */
static void
tell_hold (GessoHandover   *self,
           GDBusConnection *connection)
{
  if (!g_dbus_connection_is_closed (connection))
    g_dbus_connection_emit_signal (connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, "Held",
                                   g_variant_new ("(u)", gesso_engine_get_obstacle (self->engine)), NULL);
}

static void
order_run_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Order) order = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) round = gesso_order_run_finish (GESSO_ENGINE (source), result, &error);
  GDBusConnection *connection = g_dbus_method_invocation_get_connection (order->invocation);
  GVariantBuilder ids;

  if (round == NULL)
    {
      g_dbus_method_invocation_return_error_literal (g_steal_pointer (&order->invocation), G_IO_ERROR, G_IO_ERROR_FAILED,
                                                     error->message);
      return;
    }
  g_object_set_data_full (G_OBJECT (connection), "gesso-references",
                          gesso_library_get_references_dir (gesso_engine_get_library (order->self->engine)), g_free);
  g_object_set_data_full (G_OBJECT (connection), "gesso-engine", g_object_ref (order->self->engine), g_object_unref);
  g_variant_builder_init (&ids, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < round->len; i++)
    g_variant_builder_add (&ids, "s", gesso_generation_get_id (round->pdata[i]));
  g_dbus_method_invocation_return_value (g_steal_pointer (&order->invocation), g_variant_new ("(as)", &ids));
  for (guint i = 0; i < round->len; i++)
    {
      g_signal_connect_object (round->pdata[i], "notify::state", G_CALLBACK (generation_changed_cb), connection, 0);
      /* The connection holds on to them: nobody else may be looking. */
      g_object_set_data_full (G_OBJECT (connection), gesso_generation_get_id (round->pdata[i]),
                              g_object_ref (round->pdata[i]), g_object_unref);
      tell_generation (round->pdata[i], connection);
    }
  tell_hold (order->self, connection);
}

static void
handle_order (GessoHandover         *self,
              GVariant              *parameters,
              GDBusMethodInvocation *invocation)
{
  const char *account, *folder, *json;
  g_autoptr (GError) error = NULL;
  GessoOrder *parsed;
  Order *order;

  g_variant_get (parameters, "(&s&s&s)", &account, &folder, &json);
  if (!check_account (self, account, invocation))
    return;
  parsed = gesso_order_new_from_json (json, &error);
  if (parsed == NULL)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, error->message);
      return;
    }
  order = g_new0 (Order, 1);
  order->self = g_object_ref (self);
  order->invocation = g_object_ref (invocation);
  g_object_unref (invocation);
  gesso_order_run_async (parsed, self->engine, folder, NULL, order_run_cb, order);
}

/* --- SetCap --- */

static void
cap_set_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GDBusMethodInvocation *invocation = data;
  g_autoptr (GError) error = NULL;

  if (gesso_engine_set_cap_finish (GESSO_ENGINE (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_IO_ERROR, G_IO_ERROR_FAILED, error->message);
}

static void
handle_set_cap (GessoHandover         *self,
                GVariant              *parameters,
                GDBusMethodInvocation *invocation)
{
  gint64 cap;

  g_variant_get (parameters, "(x)", &cap);
  gesso_engine_set_cap_async (self->engine, cap, cap_set_cb, invocation);
}

/* --- ImportBoard --- */

static void
board_imported_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  GDBusMethodInvocation *invocation = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardImport) imported = gesso_board_import_finish (GESSO_LIBRARY (source), result, &error);

  if (imported != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(su)", imported->id, imported->missing));
  else
    g_dbus_method_invocation_return_error_literal (invocation, G_IO_ERROR, G_IO_ERROR_FAILED, error->message);
}

static void
handle_import_board (GessoHandover         *self,
                     GVariant              *parameters,
                     GDBusMethodInvocation *invocation)
{
  const char *path;

  g_variant_get (parameters, "(&s)", &path);
  gesso_board_import_async (gesso_engine_get_library (self->engine), gesso_engine_get_decoder (self->engine), path, NULL,
                            board_imported_cb, invocation);
}

/* --- Wait --- */

/* Why one of them does not go on, or "". */
static const char *
find_resting (GessoHandover *self)
{
  GListModel *queue = gesso_engine_get_queue (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (queue, i);
      const char *why = gesso_engine_why_not_under_way (self->engine, generation);

      if (why != NULL)
        return why;
    }
  return "";
}

static void
counts_changed_cb (GessoEngine   *engine,
                   GParamSpec    *pspec,
                   GessoHandover *self)
{
  const GessoQueueHold hold = gesso_engine_get_obstacle (self->engine);
  const guint sent = gesso_engine_count_under_way (self->engine);
  const gboolean rests = sent == 0 && gesso_engine_get_waiting (self->engine) == 0;

  g_assert (GESSO_IS_HANDOVER (self));
  if (!rests && !gesso_queue_hold_stops (hold, sent > 0))
    return;
  for (guint i = 0; i < self->waiting->len; i++)
    g_dbus_method_invocation_return_value (g_object_ref (self->waiting->pdata[i]),
                                           g_variant_new ("(us)", rests ? GESSO_QUEUE_RUNS : hold,
                                                          find_resting (self)));
  g_ptr_array_set_size (self->waiting, 0);
}

static void
hold_changed_cb (GessoEngine   *engine,
                 GParamSpec    *pspec,
                 GessoHandover *self)
{
  const GessoQueueHold obstacle = gesso_engine_get_obstacle (self->engine);

  for (guint i = 0; obstacle != self->told && i < self->connections->len; i++)
    tell_hold (self, self->connections->pdata[i]);
  self->told = obstacle;
  counts_changed_cb (engine, pspec, self);
}

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
  GessoHandover *self = GESSO_HANDOVER (data);
  const char *account;

  if (g_str_equal (method, "Order"))
    {
      handle_order (self, parameters, invocation);
      return;
    }
  if (g_str_equal (method, "ImportBoard"))
    {
      handle_import_board (self, parameters, invocation);
      return;
    }
  if (g_str_equal (method, "SetCap"))
    {
      handle_set_cap (self, parameters, invocation);
      return;
    }
  if (g_str_equal (method, "Import"))
    {
      gesso_handover_serve_import (self->engine, parameters, invocation);
      return;
    }
  g_variant_get (parameters, "(&s)", &account);
  if (!check_account (self, account, invocation))
    return;
  g_ptr_array_add (self->waiting, invocation);
  counts_changed_cb (self->engine, NULL, self);
}

/* --- The server --- */

static void
connection_closed_cb (GDBusConnection *connection,
                      gboolean         remote_peer_vanished,
                      GError          *error,
                      GessoHandover   *self)
{
  g_assert (GESSO_IS_HANDOVER (self));
  g_object_set_data (G_OBJECT (connection), "gesso-engine", NULL);
  g_ptr_array_remove (self->connections, connection);
}

static gboolean
new_connection_cb (GDBusServer     *server,
                   GDBusConnection *connection,
                   GessoHandover   *self)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_called_cb };
  g_autoptr (GError) error = NULL;

  g_assert (GESSO_IS_HANDOVER (self));
  if (g_dbus_connection_register_object (connection, GESSO_HANDOVER_PATH, self->info->interfaces[0], &vtable,
                                         self, NULL, &error) == 0)
    {
      g_warning ("A command line could not be served: %s", error->message);
      return FALSE;
    }
  g_ptr_array_add (self->connections, g_object_ref (connection));
  g_signal_connect_object (connection, "closed", G_CALLBACK (connection_closed_cb), self, 0);
  return TRUE;
}

static gboolean
authorize_cb (GDBusAuthObserver *observer,
              GIOStream         *stream,
              GCredentials      *credentials,
              gpointer           data)
{
  g_autoptr (GCredentials) own = g_credentials_new ();

  return credentials != NULL && g_credentials_is_same_user (credentials, own, NULL);
}

GessoHandover *
gesso_handover_new (GessoEngine  *engine,
                    GError      **error)
{
  g_autoptr (GessoHandover) self = NULL;
  g_autoptr (GDBusAuthObserver) observer = g_dbus_auth_observer_new ();
  g_autofree char *guid = g_dbus_generate_guid (), *folder = NULL, *address = NULL, *escaped = NULL;
  mode_t mask;

  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);

  self = g_object_new (GESSO_TYPE_HANDOVER, NULL);
  self->engine = g_object_ref (engine);
  self->told = gesso_engine_get_obstacle (engine);
  self->socket = gesso_handover_socket_path (gesso_library_get_uuid (gesso_engine_get_library (engine)));
  folder = g_path_get_dirname (self->socket);
  g_mkdir_with_parents (folder, 0700);
  /* We hold the library's lock, so a socket that is there was left behind by somebody who died. */
  g_unlink (self->socket);
  escaped = g_dbus_address_escape_value (self->socket);
  address = g_strdup_printf ("unix:path=%s", escaped);
  g_signal_connect (observer, "authorize-authenticated-peer", G_CALLBACK (authorize_cb), NULL);
  mask = umask (0177);
  self->server = g_dbus_server_new_sync (address, G_DBUS_SERVER_FLAGS_NONE, guid, observer, NULL, error);
  umask (mask);
  if (self->server == NULL)
    return NULL;
  g_signal_connect (self->server, "new-connection", G_CALLBACK (new_connection_cb), self);
  g_signal_connect_object (engine, "notify::waiting", G_CALLBACK (counts_changed_cb), self, 0);
  g_signal_connect_object (engine, "notify::running", G_CALLBACK (counts_changed_cb), self, 0);
  g_signal_connect_object (engine, "notify::in-doubt", G_CALLBACK (counts_changed_cb), self, 0);
  g_signal_connect_object (engine, "notify::hold", G_CALLBACK (hold_changed_cb), self, 0);
  g_signal_connect_object (engine, "notify::hold-error", G_CALLBACK (hold_changed_cb), self, 0);
  g_signal_connect_object (engine, "notify::retry-at", G_CALLBACK (hold_changed_cb), self, 0);
  g_dbus_server_start (self->server);
  return g_steal_pointer (&self);
}

void
gesso_handover_stop (GessoHandover *self)
{
  g_return_if_fail (GESSO_IS_HANDOVER (self));

  if (self->server != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      g_dbus_server_stop (self->server);
      g_unlink (self->socket);
    }
  g_clear_object (&self->server);
  for (guint i = 0; i < self->connections->len; i++)
    {
      g_signal_handlers_disconnect_by_data (self->connections->pdata[i], self);
      g_object_set_data (self->connections->pdata[i], "gesso-engine", NULL);
      g_dbus_connection_close (self->connections->pdata[i], NULL, NULL, NULL);
    }
  g_ptr_array_set_size (self->connections, 0);
}

guint
gesso_handover_count_callers (GessoHandover *self)
{
  g_return_val_if_fail (GESSO_IS_HANDOVER (self), 0);

  return self->connections->len;
}

static void
gesso_handover_dispose (GObject *object)
{
  GessoHandover *self = GESSO_HANDOVER (object);

  gesso_handover_stop (self);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (gesso_handover_parent_class)->dispose (object);
}

static void
gesso_handover_finalize (GObject *object)
{
  GessoHandover *self = GESSO_HANDOVER (object);

  g_clear_pointer (&self->connections, g_ptr_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->info, g_dbus_node_info_unref);
  g_clear_pointer (&self->socket, g_free);
  G_OBJECT_CLASS (gesso_handover_parent_class)->finalize (object);
}

static void
gesso_handover_class_init (GessoHandoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_handover_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_handover_finalize;
}

static void
gesso_handover_init (GessoHandover *self)
{
  self->info = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

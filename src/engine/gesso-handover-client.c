/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-handover-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-json.h"

/**
 * Caller:
 * @latest: the newest JSON of each generation, by id; those of an order that is still being taken, too
 * @resting: why those that were sent and do not go on don't, by id
 */
typedef struct {
  GHashTable        *latest;
  GHashTable        *resting;
  GessoHandoverFunc  progress;
  gpointer           data;
  GessoHandoverEnd  *end;
} Caller;

static GDBusConnection *
connect_to_owner (const char    *library_uuid,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *socket = gesso_handover_socket_path (library_uuid);
  g_autofree char *escaped = g_dbus_address_escape_value (socket);
  g_autofree char *address = g_strdup_printf ("unix:path=%s", escaped);
  g_autoptr (GError) failure = NULL;
  GDBusConnection *connection;

  connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT,
                                                       NULL, cancellable, &failure);
  if (connection == NULL)
    g_set_error (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE, "%s",
                 _("Another Gesso has this library open and can’t be reached. Close it and try again."));
  return connection;
}

/* Of a generation's JSON. What can't be read is taken for one that goes on. */
static GessoState
read_state (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) root = gesso_json_parse (bytes, NULL);
  JsonObject *object = root != NULL ? gesso_json_object (root) : NULL;
  const char *nick = object != NULL ? gesso_json_string (object, "state") : NULL;
  GessoState state;

  return nick != NULL && gesso_state_from_nick (nick, &state) ? state : GESSO_STATE_RUNNING;
}

static void
changed_cb (GDBusConnection *connection,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         data)
{
  Caller *caller = data;
  const char *id, *json;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ss)")))
    return;
  g_variant_get (parameters, "(&s&s)", &id, &json);
  g_hash_table_replace (caller->latest, g_strdup (id), g_strdup (json));
  g_hash_table_remove (caller->resting, id);
  if (caller->progress != NULL)
    caller->progress (json, caller->data);
}

static void
rests_cb (GDBusConnection *connection,
          const char      *sender,
          const char      *path,
          const char      *interface,
          const char      *signal,
          GVariant        *parameters,
          gpointer         data)
{
  Caller *caller = data;
  const char *id, *why;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ss)")))
    return;
  g_variant_get (parameters, "(&s&s)", &id, &why);
  g_hash_table_replace (caller->resting, g_strdup (id), g_strdup (why));
}

static void
held_cb (GDBusConnection *connection,
         const char      *sender,
         const char      *path,
         const char      *interface,
         const char      *signal,
         GVariant        *parameters,
         gpointer         data)
{
  Caller *caller = data;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(u)")))
    g_variant_get (parameters, "(u)", &caller->end->hold);
}

static void
closed_cb (GDBusConnection *connection,
           gboolean         vanished,
           GError          *error,
           Caller          *caller)
{
  caller->end->closed = TRUE;
}

void
gesso_handover_end_clear (GessoHandoverEnd *self)
{
  g_clear_pointer (&self->resting, g_free);
}

/* How many have no end yet and go on; @sent: (out): those of them that were sent. */
static guint
count_unfinished (Caller            *caller,
                  const char *const *ids,
                  guint             *sent)
{
  guint unfinished = 0;

  *sent = 0;
  for (; *ids != NULL; ids++)
    {
      const char *json = g_hash_table_lookup (caller->latest, *ids);
      const GessoState state = json != NULL ? read_state (json) : GESSO_STATE_RUNNING;

      if (gesso_state_is_final (state) || state == GESSO_STATE_HELD || g_hash_table_contains (caller->resting, *ids))
        continue;
      unfinished++;
      *sent += state != GESSO_STATE_QUEUED;
    }
  return unfinished;
}

/* (transfer full) (nullable) */
static char *
find_resting (Caller            *caller,
              const char *const *ids)
{
  for (; *ids != NULL; ids++)
    if (g_hash_table_contains (caller->resting, *ids))
      return g_strdup (g_hash_table_lookup (caller->resting, *ids));
  return NULL;
}

static void
interrupted_cb (GCancellable *cancellable,
                gpointer      data)
{
  g_main_context_wakeup (NULL);
}

static char **
collect (Caller            *caller,
         const char *const *ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; *ids != NULL; ids++)
    if (g_hash_table_contains (caller->latest, *ids))
      g_strv_builder_add (builder, g_hash_table_lookup (caller->latest, *ids));
  return g_strv_builder_end (builder);
}

/* Until each of @ids has come to its end, or @caller's end says why not. */
static void
wait_for (Caller            *caller,
          const char *const *ids,
          GCancellable      *cancellable)
{
  GessoHandoverEnd *end = caller->end;
  guint sent, unfinished = count_unfinished (caller, ids, &sent);
  gulong interrupted = 0;

  if (cancellable != NULL)
    interrupted = g_cancellable_connect (cancellable, G_CALLBACK (interrupted_cb), NULL, NULL);
  while (unfinished > 0 && !end->closed && !end->interrupted && !gesso_queue_hold_stops (end->hold, sent > 0))
    {
      g_main_context_iteration (NULL, TRUE);
      end->interrupted = g_cancellable_is_cancelled (cancellable);
      unfinished = count_unfinished (caller, ids, &sent);
    }
  g_cancellable_disconnect (cancellable, interrupted);
  if (unfinished == 0)
    *end = (GessoHandoverEnd) { GESSO_QUEUE_RUNS };
  end->resting = find_resting (caller, ids);
}

/* Nobody knows whether an order was taken that got no answer: it must not be said that it was not. */
static void
explain (GError **error)
{
  if (error == NULL || *error == NULL)
    return;
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      g_dbus_error_strip_remote_error (*error);
      return;
    }
  g_clear_error (error);
  g_set_error_literal (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_FAILED,
                       _("Stopped while Gesso’s open window took the order. Look at “gesso queue” before you order again."));
}

char **
gesso_handover_order (const char         *library_uuid,
                      const char         *account,
                      const char         *folder,
                      GessoOrder         *order,
                      GessoHandoverFunc   progress,
                      gpointer            data,
                      GessoHandoverEnd   *end,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (GDBusConnection) connection = connect_to_owner (library_uuid, cancellable, error);
  g_autoptr (GHashTable) latest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) resting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *json = NULL;
  g_autofree const char **ids = NULL;
  Caller caller = { latest, resting, progress, data, end };
  guint changed, rests, held;

  *end = (GessoHandoverEnd) { GESSO_QUEUE_RUNS };
  if (connection == NULL)
    return NULL;
  changed = g_dbus_connection_signal_subscribe (connection, NULL, GESSO_HANDOVER_INTERFACE, "Changed",
                                                GESSO_HANDOVER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, changed_cb,
                                                &caller, NULL);
  rests = g_dbus_connection_signal_subscribe (connection, NULL, GESSO_HANDOVER_INTERFACE, "Rests", GESSO_HANDOVER_PATH,
                                              NULL, G_DBUS_SIGNAL_FLAGS_NONE, rests_cb, &caller, NULL);
  held = g_dbus_connection_signal_subscribe (connection, NULL, GESSO_HANDOVER_INTERFACE, "Held", GESSO_HANDOVER_PATH,
                                             NULL, G_DBUS_SIGNAL_FLAGS_NONE, held_cb, &caller, NULL);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), &caller);
  json = gesso_order_to_json (order);
  reply = g_dbus_connection_call_sync (connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, "Order",
                                       g_variant_new ("(sss)", account != NULL ? account : "", folder, json),
                                       G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, G_MAXINT, cancellable, error);
  if (reply != NULL)
    {
      g_variant_get (reply, "(^a&s)", &ids);
      wait_for (&caller, ids, cancellable);
    }
  else
    explain (error);
  g_dbus_connection_signal_unsubscribe (connection, changed);
  g_dbus_connection_signal_unsubscribe (connection, rests);
  g_dbus_connection_signal_unsubscribe (connection, held);
  g_signal_handlers_disconnect_by_data (connection, &caller);
  return reply != NULL ? collect (&caller, ids) : NULL;
}

/* One call that answers when it is done. (transfer full) (nullable): the answer */
static GVariant *
ask (const char    *library_uuid,
     const char    *method,
     GVariant      *parameters,
     const char    *type,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr (GVariant) arguments = g_variant_ref_sink (parameters);
  g_autoptr (GDBusConnection) connection = connect_to_owner (library_uuid, cancellable, error);
  GVariant *reply;

  if (connection == NULL)
    return NULL;
  reply = g_dbus_connection_call_sync (connection, NULL, GESSO_HANDOVER_PATH, GESSO_HANDOVER_INTERFACE, method,
                                       arguments, G_VARIANT_TYPE (type), G_DBUS_CALL_FLAGS_NONE, G_MAXINT, cancellable,
                                       error);
  if (reply == NULL && error != NULL && *error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return reply;
}

GVariant *
gesso_handover_call (const char    *library_uuid,
                     const char    *method,
                     GVariant      *parameters,
                     const char    *type,
                     GCancellable  *cancellable,
                     GError       **error)
{
  return ask (library_uuid, method, parameters, type, cancellable, error);
}

static gboolean
call (const char    *library_uuid,
      const char    *method,
      GVariant      *parameters,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (GVariant) reply = ask (library_uuid, method, parameters, "()", cancellable, error);

  return reply != NULL;
}

char *
gesso_handover_import_board (const char    *library_uuid,
                             const char    *path,
                             guint         *missing,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (GVariant) reply = ask (library_uuid, "ImportBoard", g_variant_new ("(s)", path), "(su)", cancellable, error);
  char *id = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(su)", &id, missing);
  return id;
}

gboolean
gesso_handover_wait (const char        *library_uuid,
                     const char        *account,
                     GessoHandoverEnd  *end,
                     GCancellable      *cancellable,
                     GError           **error)
{
  g_autoptr (GVariant) reply = ask (library_uuid, "Wait", g_variant_new ("(s)", account != NULL ? account : ""), "(us)",
                                    cancellable, error);
  const char *resting;

  *end = (GessoHandoverEnd) { GESSO_QUEUE_RUNS };
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(u&s)", &end->hold, &resting);
  end->resting = *resting != '\0' ? g_strdup (resting) : NULL;
  return TRUE;
}

gboolean
gesso_handover_set_cap (const char    *library_uuid,
                        gint64         cap,
                        GCancellable  *cancellable,
                        GError       **error)
{
  return call (library_uuid, "SetCap", g_variant_new ("(x)", cap), cancellable, error);
}

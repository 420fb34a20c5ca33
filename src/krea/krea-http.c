/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-krea"

#include "krea-http.h"

#include <glib/gi18n.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include "krea-address.h"
#include "krea-error.h"

#define CHUNK_BYTES (64 * 1024)

/* A peer that is gone without a word is noticed after about 60 + 8 × 15 seconds. */
#define KEEPALIVE_IDLE_S 60
#define KEEPALIVE_INTERVAL_S 15
#define KEEPALIVE_PROBES 8

/* Less than so much in the time that a step may take is nothing: with a byte now and then a picture would take days. */
#define STEP_BYTES 4096

/* No answer of the API, page or picture is compressed on its way and larger than this; what inflates to more is a bomb. */
#define INFLATED_BYTES (16 * 1024 * 1024)

typedef struct
{
  /* inputs */
  SoupSession *session;
  SoupMessage *message;
  KreaHttpOptions options;

  /* in progress */
  GCancellable *cancellable; /* ours: cancelled by the caller's, by a timer, or by a refused address */
  GCancellable *outer;
  gulong outer_handler;
  GSource *timer;
  GSocketClientEvent last_event;
  gboolean started; /* the request may have been written, in part at least */
  gboolean timed_out;
  gboolean refused;
  GInputStream *stream;
  guint64 total;
  gsize in_step; /* bytes since the timer began */

  /* outputs */
  GByteArray *body;
} Call;

static void sent_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data);
static void read_next (GTask *task);
static void read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data);

void
krea_reply_free (KreaReply *self)
{
  g_clear_object (&self->message);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
stop_timer (Call *call)
{
  if (call->timer != NULL)
    g_source_destroy (call->timer);
  g_clear_pointer (&call->timer, g_source_unref);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  stop_timer (call);
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_cancellable_disconnect (call->outer, call->outer_handler);
  g_clear_object (&call->outer);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  g_clear_object (&call->session);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_free (call);
}

static gboolean
timed_out_cb (gpointer data)
{
  Call *call = data;

  call->timed_out = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

static void
start_timer (Call  *call,
             guint  ms)
{
  stop_timer (call);
  if (ms == 0 || call->options.uncancellable)
    return;
  call->timer = g_timeout_source_new (ms);
  g_source_set_callback (call->timer, timed_out_cb, call, NULL);
  g_source_attach (call->timer, g_main_context_get_thread_default ());
}

static void
outer_cancelled_cb (GCancellable *outer,
                    GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
starting_cb (SoupMessage *message,
             Call        *call)
{
  call->started = TRUE;
}

/* The submitting POST has no time-out, so the kernel has to find out whether anybody is still there. */
static void
keep_alive (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL_S, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_PROBES, NULL);
}

/* The address that the name turned out to be, just before it is connected to: closing the socket keeps
 * even the handshake away from a machine that is none of theirs. */
static void
refuse_unless_public (Call              *call,
                      GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);

  if (G_IS_INET_SOCKET_ADDRESS (address))
    {
      GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

      if (krea_address_is_public (inet) || (call->options.allow_loopback && g_inet_address_get_is_loopback (inet)))
        return;
    }
  call->refused = TRUE;
  g_socket_close (g_socket_connection_get_socket (connection), NULL);
  g_cancellable_cancel (call->cancellable);
}

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  Call               *call)
{
  call->last_event = event;
  if (event == G_SOCKET_CLIENT_CONNECTING && call->options.public_only && G_IS_SOCKET_CONNECTION (connection))
    refuse_unless_public (call, G_SOCKET_CONNECTION (connection));
  if (event == G_SOCKET_CLIENT_CONNECTED && call->options.uncancellable && G_IS_SOCKET_CONNECTION (connection))
    keep_alive (G_SOCKET_CONNECTION (connection));
}

static KreaError
classify_before_writing (Call         *call,
                         const GError *error)
{
  if (error->domain == G_TLS_ERROR || call->last_event == G_SOCKET_CLIENT_TLS_HANDSHAKING)
    return KREA_ERROR_TLS;
  return KREA_ERROR_OFFLINE;
}

static KreaError
classify_after_writing (Call         *call,
                        const GError *error)
{
  if (error->domain == SOUP_SESSION_ERROR)
    return KREA_ERROR_BAD_REPLY;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return KREA_ERROR_BAD_REPLY;
  return KREA_ERROR_CONNECTION;
}

/* GIO's and libsoup's errors in our words. Neither puts a header in its message. */
static GError *
map_error (Call         *call,
           const GError *error)
{
  const char *host = g_uri_get_host (soup_message_get_uri (call->message));
  GError *mapped;

  if (call->refused)
    mapped = g_error_new (KREA_ERROR, KREA_ERROR_REDIRECT, _("%s is not a public address"), host);
  else if (call->timed_out)
    mapped = g_error_new (KREA_ERROR, KREA_ERROR_TIMEOUT, _("No answer from %s in time"), host);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  else if (call->started)
    mapped = g_error_new (KREA_ERROR, classify_after_writing (call, error), _("The answer from %s was lost: %s"), host,
                          error->message);
  else
    mapped = g_error_new (KREA_ERROR, classify_before_writing (call, error), _("No connection to %s: %s"), host,
                          error->message);
  krea_error_edit_details (mapped)->nothing_written = !call->started;
  krea_error_edit_details (mapped)->http_status = soup_message_get_status (call->message);
  return mapped;
}

static void
return_reply (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  KreaReply *reply = g_new0 (KreaReply, 1);

  stop_timer (call);
  reply->message = g_object_ref (call->message);
  reply->status = soup_message_get_status (call->message);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));
  g_task_return_pointer (task, reply, (GDestroyNotify) krea_reply_free);
}

/* A status that says "no" is certain even if its explanation did not arrive. */
static void
return_failure (GTask  *task,
                GError *error)
{
  Call *call = g_task_get_task_data (task);

  stop_timer (call);
  if (soup_message_get_status (call->message) >= 400 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return_reply (task);
      return;
    }
  g_task_return_error (task, error);
}

static void
drop_stream (Call *call)
{
  /* What is still on the wire is not wanted, nor is the connection. */
  if (call->cancellable != NULL)
    g_cancellable_cancel (call->cancellable);
  if (call->stream != NULL)
    g_input_stream_close_async (call->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

static void
return_too_big (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autofree char *size = g_format_size (call->options.limit);
  GError *error = g_error_new (KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG, _("The answer from %s is larger than %s"),
                               g_uri_get_host (soup_message_get_uri (call->message)), size);

  krea_error_edit_details (error)->http_status = soup_message_get_status (call->message);
  drop_stream (call);
  return_failure (task, error);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  Call *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  g_assert (SOUP_IS_SESSION (source));

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL)
    {
      return_failure (task, map_error (call, error));
      return;
    }
  headers = soup_message_get_response_headers (call->message);
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    call->options.limit = MIN (call->options.limit, INFLATED_BYTES);
  if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (call->message)))
    {
      drop_stream (call);
      return_reply (task);
      return;
    }
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    {
      guint64 length = soup_message_headers_get_content_length (headers);

      if (length > call->options.limit)
        {
          return_too_big (task);
          return;
        }
      if (soup_message_headers_get_one (headers, "Content-Encoding") == NULL)
        call->total = length;
    }
  call->in_step = STEP_BYTES;
  read_next (task);
}

static void
read_next (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->options.stall_ms > 0 && call->in_step >= STEP_BYTES)
    {
      start_timer (call, call->options.stall_ms);
      call->in_step = 0;
    }
  g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, read_cb,
                                   g_object_ref (task));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = NULL;
  Call *call = g_task_get_task_data (task);
  gsize length;

  g_assert (G_IS_INPUT_STREAM (source));

  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL)
    {
      GError *mapped = map_error (call, error);

      drop_stream (call);
      return_failure (task, mapped);
      return;
    }
  length = g_bytes_get_size (chunk);
  call->in_step += length;
  if (length == 0)
    {
      g_input_stream_close_async (call->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      return_reply (task);
      return;
    }
  if (call->body->len + (guint64) length > call->options.limit)
    {
      return_too_big (task);
      return;
    }
  g_byte_array_append (call->body, g_bytes_get_data (chunk, NULL), length);
  if (call->options.progress != NULL)
    call->options.progress (call->body->len, call->total, call->options.progress_data);
  read_next (task);
}

void
krea_http_send_async (SoupSession           *session,
                      SoupMessage           *message,
                      const KreaHttpOptions *options,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               data)
{
  GTask *task = g_task_new (session, cancellable, callback, data);
  Call *call = g_new0 (Call, 1);

  g_task_set_source_tag (task, krea_http_send_async);
  g_task_set_task_data (task, call, call_free);
  call->session = g_object_ref (session);
  call->message = g_object_ref (message);
  call->options = *options;
  call->options.limit = MIN (call->options.limit, G_MAXUINT - CHUNK_BYTES); /* what a GByteArray can hold */
  call->body = g_byte_array_new ();
  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), call);
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), call);
  if (!options->uncancellable)
    {
      call->cancellable = g_cancellable_new ();
      if (cancellable != NULL)
        {
          call->outer = g_object_ref (cancellable);
          call->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                       g_object_ref (call->cancellable), g_object_unref);
        }
      start_timer (call, options->stall_ms > 0 ? options->stall_ms : options->timeout_ms);
    }
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, call->cancellable, sent_cb, task);
}

KreaReply *
krea_http_send_finish (SoupSession   *session,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, krea_http_send_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-test.h"

#include <string.h>

#include "gesso-test.h"

#define DRIBBLE_US (20 * 1000)

struct _RawServer
{
  GSocketService *service;
  char *url;
  RawBehaviour behaviour;
  GBytes *reply;

  GMutex lock;
  GCond freed;
  gboolean is_freed;
  guint running;
  guint count;
  GString *requests;
};

/* Headers and, by Content-Length, the body. */
static void
read_request (RawServer    *self,
              GInputStream *input)
{
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[4096];
  gsize wanted = 0;
  gssize length;

  while ((wanted == 0 || request->len < wanted) &&
         (length = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      const char *end;

      g_string_append_len (request, buffer, length);
      if (request->str[0] == 0x16) /* a TLS handshake, which this server does not understand */
        break;
      end = strstr (request->str, "\r\n\r\n");
      if (wanted == 0 && end != NULL)
        {
          const char *header = strstr (request->str, "Content-Length: ");

          wanted = end + 4 - request->str;
          if (header != NULL && header < end)
            wanted += g_ascii_strtoull (header + strlen ("Content-Length: "), NULL, 10);
        }
    }
  g_mutex_lock (&self->lock);
  g_string_append_len (self->requests, request->str, request->len);
  g_mutex_unlock (&self->lock);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection      *connection,
        GObject                *source,
        RawServer              *self)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_mutex_lock (&self->lock);
  if (self->is_freed)
    {
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  self->count++;
  self->running++;
  g_mutex_unlock (&self->lock);
  if (self->behaviour != RAW_DROP_UNREAD)
    read_request (self, g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  if (self->behaviour == RAW_REPLY || self->behaviour == RAW_HANG || self->behaviour == RAW_DRIBBLE)
    {
      gsize length;
      const char *data = g_bytes_get_data (self->reply, &length);

      g_output_stream_write_all (output, data, length, NULL, NULL, NULL);
    }
  g_mutex_lock (&self->lock);
  while (self->behaviour == RAW_HANG && !self->is_freed)
    g_cond_wait (&self->freed, &self->lock);
  while (self->behaviour == RAW_DRIBBLE && !self->is_freed
         && g_output_stream_write (output, "a", 1, NULL, NULL) == 1)
    g_cond_wait_until (&self->freed, &self->lock, g_get_monotonic_time () + DRIBBLE_US);
  self->running--;
  g_cond_broadcast (&self->freed);
  g_mutex_unlock (&self->lock);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
raw_server_clear (gpointer data)
{
  RawServer *self = data;

  g_bytes_unref (self->reply);
  g_string_free (self->requests, TRUE);
  g_free (self->url);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->freed);
}

/* The service's, whose threads may begin after the server was given up. */
static void
raw_server_unref (gpointer  data,
                  GClosure *closure)
{
  g_atomic_rc_box_release_full (data, raw_server_clear);
}

RawServer *
raw_server_new (RawBehaviour  behaviour,
                const char   *reply,
                gssize        length)
{
  RawServer *self = g_atomic_rc_box_new0 (RawServer);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->freed);
  self->behaviour = behaviour;
  self->reply = g_bytes_new (reply, reply == NULL ? 0 : length < 0 ? strlen (reply) : (gsize) length);
  self->requests = g_string_new (NULL);
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->url =
    g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect_data (self->service, "run", G_CALLBACK (run_cb), g_atomic_rc_box_acquire (self), raw_server_unref, 0);
  g_socket_service_start (self->service);
  return self;
}

void
raw_server_free (RawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_mutex_lock (&self->lock);
  self->is_freed = TRUE;
  g_cond_broadcast (&self->freed);
  while (self->running > 0)
    g_cond_wait (&self->freed, &self->lock);
  g_mutex_unlock (&self->lock);
  g_object_unref (self->service);
  g_atomic_rc_box_release_full (self, raw_server_clear);
}

const char *
raw_server_get_url (RawServer *self)
{
  return self->url;
}

guint
raw_server_count (RawServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->count;
}

char *
raw_server_dup_requests (RawServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (self->requests->str);
}

KreaClient *
test_client_new (const char *origin)
{
  const guint ms = g_getenv ("GESSO_TEST_VALGRIND") != NULL ? 8000 : 400;

  return g_object_new (KREA_TYPE_CLIENT, "origin", origin, "key", TEST_KEY, "timeout-ms", ms, "upload-timeout-ms", ms,
                       "stall-timeout-ms", ms, NULL);
}

KreaRequest *
test_request_new (void)
{
  KreaRequest *request = krea_request_new (krea_catalog_get_default ());

  krea_request_set_prompt (request, "a paper boat");
  krea_request_set_seed (request, 42);
  return request;
}

KreaJob *
test_submit (KreaClient   *client,
             KreaRequest  *request,
             GError      **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  krea_client_submit_async (client, request, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return krea_client_submit_finish (client, result, error);
}

KreaJob *
test_get_job (KreaClient  *client,
              const char  *id,
              GError     **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  krea_client_get_job_async (client, id, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return krea_client_get_job_finish (client, result, error);
}

GBytes *
test_download (KreaClient         *client,
               const char         *url,
               KreaDownloadFlags   flags,
               guint64             limit,
               GError            **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  krea_client_download_async (client, url, flags, limit, NULL, NULL, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return krea_client_download_finish (client, result, error);
}

GBytes *
test_make_gzip_bomb (gsize size)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);
  g_autofree char *zeros = g_malloc0 (1024 * 1024);

  for (gsize written = 0; written < size; written += 1024 * 1024)
    g_assert_true (g_output_stream_write_all (stream, zeros, 1024 * 1024, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

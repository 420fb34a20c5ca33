/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include <string.h>

/* Replies that come a byte at a time, or are larger than anybody wants: only the piece under way is ever held. */

#define HUGE_BYTES (1024 * 1024 * 1024)
#define PIECE_BYTES (256 * 1024)
/* What drips where the work has no reply of its own yet, as a picture that was not painted. */
#define DRIP_BYTES 1000

/* Owned by its message. */
typedef struct {
  GessoSandbox      *sandbox;
  SoupServerMessage *message;
  GBytes            *bytes; /* (nullable): what drips */
  gsize              sent;
  guint              ms;
  GSource           *timer;
} Stream;

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  gesso_sandbox_forget_source (stream->sandbox, &stream->timer);
  g_clear_pointer (&stream->bytes, g_bytes_unref);
  g_free (stream);
}

static void
finished_cb (SoupServerMessage *message,
             Stream            *stream)
{
  gesso_sandbox_forget_source (stream->sandbox, &stream->timer);
}

static Stream *
stream_new (GessoSandboxExchange *exchange)
{
  Stream *stream = g_new0 (Stream, 1);

  stream->sandbox = exchange->sandbox;
  stream->message = exchange->message;
  g_object_set_data_full (G_OBJECT (exchange->message), "gesso-stream", stream, stream_free);
  g_signal_connect (exchange->message, "finished", G_CALLBACK (finished_cb), stream);
  return stream;
}

static void
append (Stream *stream,
        GBytes *piece)
{
  SoupMessageBody *body = soup_server_message_get_response_body (stream->message);
  gsize whole = stream->bytes != NULL ? g_bytes_get_size (stream->bytes) : HUGE_BYTES;

  soup_message_body_append_bytes (body, piece);
  stream->sent += g_bytes_get_size (piece);
  if (stream->sent >= whole)
    soup_message_body_complete (body);
}

/* --- a byte at a time --- */

static gboolean
drip_cb (gpointer data)
{
  Stream *stream = data;
  g_autoptr (GBytes) byte = g_bytes_new_from_bytes (stream->bytes, stream->sent, 1);

  append (stream, byte);
  soup_server_message_unpause (stream->message);
  if (stream->sent < g_bytes_get_size (stream->bytes))
    gesso_sandbox_later (stream->sandbox, stream->ms, drip_cb, stream, NULL, &stream->timer);
  return G_SOURCE_REMOVE;
}

/* The reply that is there, byte by byte, @ms apart. */
void
gesso_sandbox_drip (GessoSandboxExchange *exchange,
                    guint                 ms)
{
  SoupMessageBody *body = soup_server_message_get_response_body (exchange->message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  Stream *stream = stream_new (exchange);

  stream->ms = ms;
  stream->bytes = soup_message_body_flatten (body);
  if (g_bytes_get_size (stream->bytes) == 0)
    {
      g_clear_pointer (&stream->bytes, g_bytes_unref);
      stream->bytes = g_bytes_new_take (g_malloc0 (DRIP_BYTES), DRIP_BYTES);
    }
  soup_message_body_truncate (body);
  soup_message_headers_set_content_length (headers, g_bytes_get_size (stream->bytes));
  soup_server_message_pause (exchange->message);
  gesso_sandbox_later (exchange->sandbox, ms, drip_cb, stream, NULL, &stream->timer);
}

/* --- as much as there is --- */

static void
append_piece (Stream *stream)
{
  static const char zeros[PIECE_BYTES];
  g_autoptr (GBytes) piece = g_bytes_new_static (zeros, sizeof zeros);

  append (stream, piece);
}

static void
wrote_data_cb (SoupServerMessage *message,
               guint              size,
               Stream            *stream)
{
  stream->sandbox->streamed += size;
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                Stream            *stream)
{
  if (stream->sent < HUGE_BYTES)
    append_piece (stream);
}

/* A gigabyte, of which the reply's head says the length or not. */
void
gesso_sandbox_stream_huge (GessoSandboxExchange *exchange,
                           gboolean              with_length)
{
  SoupMessageBody *body = soup_server_message_get_response_body (exchange->message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  Stream *stream = stream_new (exchange);

  soup_server_message_set_status (exchange->message, 200, NULL);
  soup_message_headers_set_content_type (headers, "application/json", NULL);
  if (with_length)
    soup_message_headers_set_content_length (headers, HUGE_BYTES);
  else
    soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_truncate (body);
  soup_message_body_set_accumulate (body, FALSE);
  g_signal_connect (exchange->message, "wrote-body-data", G_CALLBACK (wrote_data_cb), stream);
  g_signal_connect (exchange->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), stream);
  append_piece (stream);
}

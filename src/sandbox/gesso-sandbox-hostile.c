/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include <string.h>

#define BIG_BYTES (32 * 1024 * 1024)
#define BOMB_BYTES (256 * 1024 * 1024)
#define DEPTH 100000
#define DIGITS 1000000

/* A reply that comes later, if the connection is still there. */
typedef struct {
  GessoSandbox      *sandbox;
  SoupServerMessage *message;
  GSource           *source;
  gulong             finished;
} Delay;

void
gesso_sandbox_drop (SoupServerMessage *message)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
reply_html (SoupServerMessage *message,
            guint              status)
{
  static const char page[] = "<!DOCTYPE html>\n<html><head><title>Error</title></head>"
                             "<body><h1>Something went wrong</h1><p>cf-ray: 0</p></body></html>\n";

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_STATIC, page, sizeof page - 1);
}

gboolean
gesso_sandbox_fault_before (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  g_autoptr (GessoSandboxFault) fault =
    gesso_sandbox_faults_take (self->faults, exchange->kind, GESSO_SANDBOX_BEFORE, exchange->scope, exchange->prompt);

  if (fault == NULL)
    return FALSE;
  exchange->done = TRUE;
  switch (fault->effect)
    {
    case GESSO_SANDBOX_STATUS:
      gesso_sandbox_reply_status (exchange, fault->status);
      break;
    case GESSO_SANDBOX_HTML:
      reply_html (exchange->message, fault->status);
      break;
    case GESSO_SANDBOX_REDIRECT:
      soup_server_message_set_redirect (exchange->message, 307, fault->value);
      break;
    default:
      gesso_sandbox_drop (exchange->message);
    }
  return TRUE;
}

static void
delay_free (gpointer data)
{
  Delay *delay = data;

  g_clear_signal_handler (&delay->finished, delay->message);
  g_object_unref (delay->message);
  g_free (delay);
}

static gboolean
reply_now_cb (gpointer data)
{
  Delay *delay = data;

  soup_server_message_unpause (delay->message);
  return G_SOURCE_REMOVE;
}

static void
gone_cb (SoupServerMessage *message,
         Delay             *delay)
{
  gesso_sandbox_forget_source (delay->sandbox, &delay->source);
}

static void
reply_later (GessoSandboxExchange *exchange,
             guint                 ms)
{
  Delay *delay = g_new0 (Delay, 1);

  delay->sandbox = exchange->sandbox;
  delay->message = g_object_ref (exchange->message);
  delay->finished = g_signal_connect (exchange->message, "finished", G_CALLBACK (gone_cb), delay);
  soup_server_message_pause (exchange->message);
  gesso_sandbox_later (exchange->sandbox, ms, reply_now_cb, delay, delay_free, &delay->source);
}

static void
replace_body (SoupServerMessage *message,
              char              *text,
              gsize              length)
{
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, length);
}

static void
repeat_body (SoupServerMessage *message,
             const char        *head,
             char               filler,
             gsize              count,
             const char        *tail)
{
  GString *text = g_string_sized_new (count + 64);

  g_string_append (text, head);
  g_string_set_size (text, text->len + count);
  memset (text->str + text->len - count, filler, count);
  g_string_append (text, tail);
  replace_body (message, text->str, text->len);
  g_string_free (text, FALSE);
}

static void
reply_bomb (SoupServerMessage *message)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);
  g_autofree char *spaces = g_malloc (1 << 20);
  gsize length;

  memset (spaces, ' ', 1 << 20);
  for (gsize done = 0; done < BOMB_BYTES; done += 1 << 20)
    g_output_stream_write_all (stream, spaces, 1 << 20, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  length = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Encoding", "gzip");
  replace_body (message, g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory)), length);
}

static void
reply_half (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_response_body (message));
  gsize length;
  const char *data = g_bytes_get_data (body, &length);

  replace_body (message, g_strndup (data, length / 2), length / 2);
}

/* In its last string, or the name of a member. */
static void
spoil_utf8 (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_response_body (message));
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  const char *quote = g_strrstr_len (data, length, "\"");
  GString *text = g_string_new_len (data, length);

  g_string_insert (text, quote != NULL ? quote - data : 0, "\xff\xfe");
  length = text->len;
  replace_body (message, g_string_free (text, FALSE), length);
}

static void
spoil_body (SoupServerMessage       *message,
            const GessoSandboxFault *fault)
{
  static const char wrong[] = "{\"job_id\":17,\"status\":[],\"created_at\":{},\"completed_at\":true,\"result\":\"no\","
                              "\"items\":{\"a\":1},\"next_cursor\":3,\"id\":null,\"image_url\":5,\"width\":\"x\"}";

  switch (fault->effect)
    {
    case GESSO_SANDBOX_GARBAGE:
      replace_body (message, g_strdup ("\x01\xff\xfe not { JSON"), 14);
      break;
    case GESSO_SANDBOX_EMPTY:
      replace_body (message, g_strdup (""), 0);
      break;
    case GESSO_SANDBOX_WRONG_TYPES:
      replace_body (message, g_strdup (wrong), sizeof wrong - 1);
      break;
    case GESSO_SANDBOX_HUGE_NUMBER:
      repeat_body (message, "{\"job_id\":", '9', DIGITS, "}");
      break;
    case GESSO_SANDBOX_DEEP:
      repeat_body (message, "", '[', DEPTH, "");
      break;
    case GESSO_SANDBOX_BIG:
      repeat_body (message, "{\"job_id\":\"", 'a', BIG_BYTES, "\"}");
      break;
    case GESSO_SANDBOX_BOMB:
      reply_bomb (message);
      break;
    case GESSO_SANDBOX_BAD_UTF8:
      spoil_utf8 (message);
      break;
    default:
      reply_half (message);
    }
}

/* What goes wrong with the reply to work that was done. */
void
gesso_sandbox_spoil (GessoSandboxExchange    *exchange,
                     const GessoSandboxFault *fault)
{
  exchange->done = TRUE;
  switch (fault->effect)
    {
    case GESSO_SANDBOX_STATUS_AFTER:
      gesso_sandbox_reply_status (exchange, fault->status);
      break;
    case GESSO_SANDBOX_DROP_AFTER:
      gesso_sandbox_drop (exchange->message);
      break;
    case GESSO_SANDBOX_DELAY:
      reply_later (exchange, g_ascii_strtoull (fault->value, NULL, 10));
      break;
    case GESSO_SANDBOX_HANG:
      soup_server_message_pause (exchange->message);
      break;
    case GESSO_SANDBOX_DRIP:
      gesso_sandbox_drip (exchange, g_ascii_strtoull (fault->value, NULL, 10));
      break;
    case GESSO_SANDBOX_HUGE:
      gesso_sandbox_stream_huge (exchange, g_str_equal (fault->value, "length"));
      break;
    default:
      spoil_body (exchange->message, fault);
    }
}

/* Only a reply that would have been a success is spoilt. */
void
gesso_sandbox_fault_after (GessoSandboxExchange *exchange)
{
  g_autoptr (GessoSandboxFault) fault = NULL;

  if (exchange->done || soup_server_message_get_status (exchange->message) != 200)
    return;
  fault = gesso_sandbox_faults_take (exchange->sandbox->faults, exchange->kind, GESSO_SANDBOX_AFTER, exchange->scope,
                                     exchange->prompt);
  if (fault != NULL)
    gesso_sandbox_spoil (exchange, fault);
}

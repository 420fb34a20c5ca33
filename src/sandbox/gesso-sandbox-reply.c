/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-json.h"
#include "gesso-time.h"

#include <string.h>

#define MAX_LIMIT 1000
#define DEFAULT_LIMIT 100

void
gesso_sandbox_reply_object (SoupServerMessage *message,
                            guint              status,
                            JsonObject        *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  char *text = gesso_json_to_text (node);

  json_object_unref (object);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, strlen (text));
}

void
gesso_sandbox_reply_error (GessoSandboxExchange *exchange,
                           guint                 status,
                           const char           *text)
{
  JsonObject *object = json_object_new ();
  GessoSandboxFaults *options = exchange->sandbox->faults;
  const char *key = "error";

  if (status == 402 || (status == 401 && gesso_sandbox_faults_option_is (options, "unauthorized_body", "message")))
    key = "message";
  json_object_set_string_member (object, key, text);
  gesso_sandbox_reply_object (exchange->message, status, object);
}

static void
reply_gone (GessoSandboxExchange *exchange)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "error", "model_unavailable");
  json_object_set_string_member (object, "reason", "deprecated");
  json_object_set_string_member (object, "message", "This model is no longer available.");
  json_object_set_string_member (object, "sunset_date", "2026-11-01");
  json_object_set_string_member (object, "replacement", "image/krea/krea-2/medium");
  json_object_set_string_member (object, "migration_url", "https://docs.krea.ai/developers/deprecations");
  gesso_sandbox_reply_object (exchange->message, 410, object);
}

void
gesso_sandbox_reply_status (GessoSandboxExchange *exchange,
                            guint                 status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  const char *retry_after = gesso_sandbox_faults_option (exchange->sandbox->faults, "retry_after");

  switch (status)
    {
    case 401:
      gesso_sandbox_reply_error (exchange, status, "Unauthorized");
      break;
    case 402:
      gesso_sandbox_reply_error (exchange, status,
                                 "Your API balance is empty. It is separate from your subscription: top it up to go on.");
      break;
    case 410:
      reply_gone (exchange);
      break;
    case 422:
      gesso_sandbox_reply_error (exchange, status, "Invalid asset URL");
      break;
    case 429:
      if (retry_after != NULL)
        soup_message_headers_replace (headers, "Retry-After", retry_after);
      gesso_sandbox_reply_error (exchange, status, "Too many concurrent jobs");
      break;
    default:
      gesso_sandbox_reply_error (exchange, status, soup_status_get_phrase (status));
    }
}

void
gesso_sandbox_reply_page (GessoSandboxExchange *exchange,
                          JsonArray            *items,
                          const char           *cursor)
{
  JsonObject *object = json_object_new ();
  const char *key = gesso_sandbox_faults_option (exchange->sandbox->faults, "cursor_style");

  json_object_set_array_member (object, "items", items);
  if (cursor != NULL)
    json_object_set_string_member (object, key, cursor);
  else
    json_object_set_null_member (object, key);
  gesso_sandbox_reply_object (exchange->message, 200, object);
}

/* On a bad limit or cursor answers 400 and returns FALSE. Without a cursor @before_ms is the end of time. */
gboolean
gesso_sandbox_read_page (GessoSandboxExchange *exchange,
                         guint                *limit,
                         gint64               *before_ms)
{
  const char *limit_text = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "limit") : NULL;
  const char *cursor = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "cursor") : NULL;
  guint64 number = DEFAULT_LIMIT;

  *before_ms = G_MAXINT64;
  if (limit_text != NULL && !g_ascii_string_to_unsigned (limit_text, 10, 1, MAX_LIMIT, &number, NULL))
    {
      gesso_sandbox_reply_error (exchange, 400, "limit must be from 1 to 1000");
      return FALSE;
    }
  if (cursor != NULL && (*before_ms = gesso_time_from_iso (cursor)) == 0)
    {
      gesso_sandbox_reply_error (exchange, 400, "cursor must be an ISO 8601 time");
      return FALSE;
    }
  *limit = number;
  return TRUE;
}

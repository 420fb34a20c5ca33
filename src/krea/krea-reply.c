/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-reply.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-json.h"
#include "gesso-time.h"
#include "krea-catalog.h"
#include "krea-error.h"
#include "krea-text.h"

#define LONGEST_RETRY_S (24 * 60 * 60)

typedef struct
{
  const char *message; /* borrowed from the tree */
  char *field;
} Finding;

static KreaError
code_of_status (guint status)
{
  switch (status)
    {
    case 400:
    case 415:
    case 422:
      return KREA_ERROR_INVALID_REQUEST;
    case 401:
      return KREA_ERROR_UNAUTHORIZED;
    case 402:
      return KREA_ERROR_PAYMENT_REQUIRED;
    case 403:
      return KREA_ERROR_FORBIDDEN;
    case 404:
      return KREA_ERROR_NOT_FOUND;
    case 408:
    case 409:
    case 425:
      return KREA_ERROR_SERVER;
    case 410:
      return KREA_ERROR_GONE;
    case 413:
      return KREA_ERROR_TOO_LARGE;
    case 429:
      return KREA_ERROR_BUSY;
    default:
      if (status >= 300 && status < 400)
        return KREA_ERROR_REDIRECT;
      return status >= 500 ? KREA_ERROR_SERVER : KREA_ERROR_BAD_REPLY;
    }
}

static const char *
sentence_of_code (KreaError code)
{
  switch (code)
    {
    case KREA_ERROR_INVALID_REQUEST:
      return _("Krea refused the request");
    case KREA_ERROR_UNAUTHORIZED:
      return _("Krea didn’t accept the API key");
    case KREA_ERROR_PAYMENT_REQUIRED:
      return _("the Krea API balance is empty");
    case KREA_ERROR_FORBIDDEN:
      return _("this key may not do that");
    case KREA_ERROR_NOT_FOUND:
      return _("Krea does not know it");
    case KREA_ERROR_GONE:
      return _("Krea has retired the model");
    case KREA_ERROR_TOO_LARGE:
      return _("it is too large to send");
    case KREA_ERROR_BUSY:
      return _("Krea is busy");
    case KREA_ERROR_SERVER:
      return _("Krea has a problem of its own");
    case KREA_ERROR_REDIRECT:
      return _("the server pointed to another address, which is not followed");
    case KREA_ERROR_OFFLINE:
    case KREA_ERROR_TIMEOUT:
    case KREA_ERROR_TLS:
    case KREA_ERROR_CONNECTION:
    case KREA_ERROR_BAD_REPLY:
    case KREA_ERROR_REPLY_TOO_BIG:
    case KREA_ERROR_MODERATED:
    case KREA_ERROR_JOB_FAILED:
    case KREA_ERROR_NO_PICTURE:
    default:
      return _("the answer makes no sense");
    }
}

static const char *
string_of (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* ["body", "image_style_references", 3, "strength"] → "image_style_references[3].strength" */
static char *
join_path (JsonNode *node)
{
  GString *path;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup (string_of (node));
  array = json_node_get_array (node);
  path = g_string_new (NULL);
  for (guint i = 0; i < MIN (json_array_get_length (array), 16); i++)
    {
      JsonNode *step = json_array_get_element (array, i);
      const char *name = string_of (step);

      if (name != NULL && !(i == 0 && g_str_equal (name, "body")))
        g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
      else if (JSON_NODE_HOLDS_VALUE (step) && json_node_get_value_type (step) == G_TYPE_INT64)
        g_string_append_printf (path, "[%" G_GINT64_FORMAT "]", json_node_get_int (step));
    }
  return g_string_free (path, path->len == 0);
}

/* FastAPI's [{loc, msg}] and zod's [{path, message}]. */
static void
read_issues (Finding  *finding,
             JsonNode *node)
{
  JsonArray *array;
  JsonObject *issue;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  if (json_array_get_length (array) == 0)
    return;
  issue = gesso_json_object (json_array_get_element (array, 0));
  if (finding->message == NULL)
    finding->message = gesso_json_string (issue, "message");
  if (finding->message == NULL)
    finding->message = gesso_json_string (issue, "msg");
  if (finding->message == NULL)
    finding->message = string_of (json_array_get_element (array, 0));
  if (finding->field == NULL && issue != NULL)
    finding->field = join_path (json_object_has_member (issue, "loc") ? gesso_json_member (issue, "loc")
                                                                      : gesso_json_member (issue, "path"));
}

static gboolean
is_code (const char *text)
{
  return text != NULL && strpbrk (text, " .,") == NULL;
}

/* Krea's own helper reads error, message, detail, then the lists; a code gives way to words. */
static void
read_body (Finding    *finding,
           JsonObject *body)
{
  JsonNode *error = gesso_json_member (body, "error");
  const char *message = gesso_json_string (body, "message");

  finding->message = string_of (error);
  if (gesso_json_object (error) != NULL)
    {
      finding->message = gesso_json_string (gesso_json_object (error), "message");
      if (finding->message == NULL)
        finding->message = gesso_json_string (gesso_json_object (error), "code");
      read_issues (finding, gesso_json_member (gesso_json_object (error), "details"));
      read_issues (finding, gesso_json_member (gesso_json_object (error), "issues"));
    }
  if (message != NULL && (finding->message == NULL || is_code (finding->message)))
    finding->message = message;
  if (finding->message == NULL)
    finding->message = gesso_json_string (body, "detail");
  read_issues (finding, gesso_json_member (body, "detail"));
  read_issues (finding, gesso_json_member (body, "details"));
  read_issues (finding, gesso_json_member (body, "errors"));
  read_issues (finding, gesso_json_member (body, "issues"));
  if (finding->field == NULL)
    finding->field = g_strdup (gesso_json_string (body, "field"));
}

static gboolean
has_word (const char *text,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    if ((at == text || !(g_ascii_isalnum (at[-1]) || at[-1] == '_')) &&
        !(g_ascii_isalnum (at[length]) || at[length] == '_'))
      return TRUE;
  return FALSE;
}

/* A sentence without a path still names the key, most of the time. */
static char *
guess_field (const char *message)
{
  static const char *const fields[] = {
    "prompt", "aspect_ratio", "resolution", "creativity", "seed", "intensity", "complexity", "movement",
    "image_style_references", "moodboards", "styles", "image_url", "strength",
  };

  if (message == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (has_word (message, fields[i]))
      return g_strdup (fields[i]);
  if (strstr (message, "asset URL") != NULL)
    return g_strdup ("image_style_references");
  if (g_str_has_prefix (message, "style ") || strstr (message, "Invalid ids") != NULL)
    return g_strdup ("styles");
  return g_str_has_prefix (message, "moodboard ") ? g_strdup ("moodboards") : NULL;
}

char *
krea_date_parse (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 ms;

  if (text == NULL || strlen (text) > 64)
    return NULL;
  ms = gesso_time_from_iso (text);
  date = ms > 0 ? g_date_time_new_from_unix_utc (ms / 1000) : soup_date_time_new_from_http_string (text);
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d") : NULL;
}

/* Seconds, or a date that is measured against the server's own clock. */
static int
parse_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  const char *now_text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) then = NULL;
  guint64 seconds;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &seconds, NULL))
    return MIN (seconds, LONGEST_RETRY_S);
  then = soup_date_time_new_from_http_string (text);
  if (then == NULL)
    return -1;
  now = now_text != NULL ? soup_date_time_new_from_http_string (now_text) : NULL;
  if (now == NULL)
    now = g_date_time_new_now_utc ();
  return CLAMP (g_date_time_difference (then, now) / G_TIME_SPAN_SECOND, 0, LONGEST_RETRY_S);
}

static void
fill_in (KreaErrorDetails *details,
         KreaReply        *reply,
         JsonObject       *body,
         const char       *secret)
{
  Finding finding = { NULL, NULL };
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  if (body != NULL)
    read_body (&finding, body);
  details->server_message = body != NULL ? krea_text_sanitise (finding.message, -1, secret)
                                         : krea_text_sanitise (length > 0 ? text : NULL, length, secret);
  if (reply->status == 400 || reply->status == 422)
    {
      details->field = krea_text_sanitise (finding.field, -1, secret);
      if (details->field == NULL)
        details->field = guess_field (details->server_message);
      if (details->field != NULL)
        details->allowed = krea_catalog_describe_allowed (krea_catalog_get_default (), details->field, TRUE);
    }
  if (reply->status == 410)
    {
      details->replacement = krea_text_sanitise (gesso_json_string (body, "replacement"), -1, secret);
      details->sunset = krea_date_parse (gesso_json_string (body, "sunset_date"));
      if (details->sunset == NULL)
        details->sunset = krea_date_parse (
          soup_message_headers_get_one (soup_message_get_response_headers (reply->message), "Sunset"));
    }
  g_free (finding.field);
}

GError *
krea_reply_to_error (KreaReply  *reply,
                     const char *what,
                     const char *secret)
{
  KreaError code = code_of_status (reply->status);
  g_autoptr (JsonNode) root = gesso_json_parse (reply->body, NULL);
  KreaErrorDetails *details;
  /* Translators: the first is what was tried ("Sending the request"), the second why it did not work */
  GError *error = g_error_new (KREA_ERROR, code, _("%s: %s"), what, sentence_of_code (code));

  details = krea_error_edit_details (error);
  details->http_status = reply->status;
  details->retry_after_s = parse_retry_after (soup_message_get_response_headers (reply->message));
  fill_in (details, reply, gesso_json_object (root), secret);
  if (details->server_message != NULL)
    {
      char *message = g_strdup_printf ("%s (%s)", error->message, details->server_message);

      g_free (error->message);
      error->message = message;
    }
  return error;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-error.h"

#include <gio/gio.h>

#include "gesso-json.h"

typedef KreaErrorDetails KreaErrorPrivate;

/* The order of the enumeration; kept in sidecars, so a name never changes. */
static const char *const nicks[] = {
  "invalid-request", "unauthorized", "payment-required", "forbidden",     "not-found",  "gone",       "too-large",
  "busy",            "server",       "offline",          "timeout",       "tls",        "connection", "bad-reply",
  "reply-too-big",   "redirect",     "moderated",        "job-failed",    "no-picture",
};

G_STATIC_ASSERT (G_N_ELEMENTS (nicks) == KREA_ERROR_NO_PICTURE + 1);

static void
krea_error_private_init (KreaErrorPrivate *details)
{
  details->retry_after_s = -1;
}

static void
krea_error_private_copy (const KreaErrorPrivate *source,
                         KreaErrorPrivate       *target)
{
  *target = *source;
  target->field = g_strdup (source->field);
  target->allowed = g_strdup (source->allowed);
  target->server_message = g_strdup (source->server_message);
  target->replacement = g_strdup (source->replacement);
  target->sunset = g_strdup (source->sunset);
  target->reason = g_strdup (source->reason);
}

static void
krea_error_private_clear (KreaErrorPrivate *details)
{
  g_free (details->field);
  g_free (details->allowed);
  g_free (details->server_message);
  g_free (details->replacement);
  g_free (details->sunset);
  g_free (details->reason);
}

/* GLib keeps the details in front of the error, aligned; its macro gets there by way of a byte pointer. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (KreaError, krea_error)
#pragma GCC diagnostic pop

const KreaErrorDetails *
krea_error_get_details (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == KREA_ERROR ? krea_error_get_private (error) : NULL;
}

KreaErrorDetails *
krea_error_edit_details (GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return error->domain == KREA_ERROR ? krea_error_get_private (error) : NULL;
}

const char *
krea_error_code_to_nick (KreaError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (nicks), "bad-reply");

  return nicks[code];
}

gboolean
krea_error_code_from_nick (const char *nick,
                           KreaError  *code)
{
  for (guint i = 0; nick != NULL && i < G_N_ELEMENTS (nicks); i++)
    if (g_str_equal (nick, nicks[i]))
      {
        *code = i;
        return TRUE;
      }
  return FALSE;
}

static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

char *
krea_error_to_json (const GError *error)
{
  const KreaErrorDetails *details;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (error != NULL && error->domain == KREA_ERROR, g_strdup ("{}"));

  details = krea_error_get_details (error);
  json_object_set_string_member (object, "code", krea_error_code_to_nick (error->code));
  json_object_set_string_member (object, "message", error->message);
  if (details->http_status != 0)
    json_object_set_int_member (object, "http_status", details->http_status);
  if (details->nothing_written)
    json_object_set_boolean_member (object, "nothing_written", TRUE);
  add_string (object, "field", details->field);
  add_string (object, "allowed", details->allowed);
  add_string (object, "server_message", details->server_message);
  if (details->retry_after_s >= 0)
    json_object_set_int_member (object, "retry_after_s", details->retry_after_s);
  add_string (object, "replacement", details->replacement);
  add_string (object, "sunset", details->sunset);
  add_string (object, "reason", details->reason);
  json_node_set_object (node, object);
  return gesso_json_to_text (node);
}

GError *
krea_error_new_from_json (const char *json)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  KreaErrorDetails *details;
  JsonObject *object;
  const char *message;
  KreaError code;
  GError *error;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new (json, strlen (json));
  node = gesso_json_parse (bytes, NULL);
  object = gesso_json_object (node);
  if (!krea_error_code_from_nick (gesso_json_string (object, "code"), &code))
    return NULL;
  message = gesso_json_string (object, "message");
  error = g_error_new_literal (KREA_ERROR, code, message != NULL ? message : krea_error_code_to_nick (code));
  details = krea_error_edit_details (error);
  details->http_status = CLAMP (gesso_json_int (object, "http_status", 0), 0, 999);
  details->nothing_written = gesso_json_boolean (object, "nothing_written", FALSE);
  details->retry_after_s = CLAMP (gesso_json_int (object, "retry_after_s", -1), -1, G_MAXINT);
  details->field = g_strdup (gesso_json_string (object, "field"));
  details->allowed = g_strdup (gesso_json_string (object, "allowed"));
  details->server_message = g_strdup (gesso_json_string (object, "server_message"));
  details->replacement = g_strdup (gesso_json_string (object, "replacement"));
  details->sunset = g_strdup (gesso_json_string (object, "sunset"));
  details->reason = g_strdup (gesso_json_string (object, "reason"));
  return error;
}

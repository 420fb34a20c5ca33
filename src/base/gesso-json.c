/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-json.h"

#include <gio/gio.h>
#include <math.h>

#include "gesso-json-private.h"
#include "gesso-time.h"

JsonNode *
gesso_json_parse (GBytes  *data,
                  GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) parse_error = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (data != NULL, NULL);

  text = g_bytes_get_data (data, &length);
  if (!gesso_json_check (text != NULL ? text : "", length, error))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, length, &parse_error) || json_parser_get_root (parser) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not JSON: %s",
                   parse_error != NULL ? parse_error->message : "empty");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

JsonObject *
gesso_json_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonNode *
gesso_json_member (JsonObject *object,
                   const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

const char *
gesso_json_string (JsonObject *object,
                   const char *name)
{
  JsonNode *node = gesso_json_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

JsonObject *
gesso_json_sub_object (JsonObject *object,
                       const char *name)
{
  return gesso_json_object (gesso_json_member (object, name));
}

JsonArray *
gesso_json_sub_array (JsonObject *object,
                      const char *name)
{
  JsonNode *node = gesso_json_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

double
gesso_json_double (JsonObject *object,
                   const char *name,
                   double      fallback)
{
  JsonNode *node = gesso_json_member (object, name);
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return fallback;
  value = json_node_get_double (node);
  return isfinite (value) ? value : fallback;
}

gint64
gesso_json_int (JsonObject *object,
                const char *name,
                gint64      fallback)
{
  JsonNode *node = gesso_json_member (object, name);
  double value;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);
  value = gesso_json_double (object, name, NAN);
  /* Beyond 2⁵³ a double no longer holds every integer. */
  if (isnan (value) || value != floor (value) || fabs (value) > 9007199254740992.0)
    return fallback;
  return (gint64) value;
}

gboolean
gesso_json_boolean (JsonObject *object,
                    const char *name,
                    gboolean    fallback)
{
  JsonNode *node = gesso_json_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

gint64
gesso_json_time (JsonObject *object,
                 const char *name)
{
  const char *text = gesso_json_string (object, name);

  return text != NULL ? gesso_time_from_iso (text) : 0;
}

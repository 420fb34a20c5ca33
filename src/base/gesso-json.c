/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-json.h"

JsonNode *
gesso_json_parse (GBytes *data, GError **error)
{
  return 0;
}

JsonObject *
gesso_json_object (JsonNode *node)
{
  return 0;
}

JsonNode *
gesso_json_member (JsonObject *object, const char *name)
{
  return 0;
}

const char *
gesso_json_string (JsonObject *object, const char *name)
{
  return 0;
}

JsonObject *
gesso_json_sub_object (JsonObject *object, const char *name)
{
  return 0;
}

JsonArray *
gesso_json_sub_array (JsonObject *object, const char *name)
{
  return 0;
}

gint64
gesso_json_int (JsonObject *object, const char *name, gint64 fallback)
{
  return 0;
}

double
gesso_json_double (JsonObject *object, const char *name, double fallback)
{
  return 0;
}

gboolean
gesso_json_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  return 0;
}

gint64
gesso_json_time (JsonObject *object, const char *name)
{
  return 0;
}

char *
gesso_json_to_text (JsonNode *node)
{
  return 0;
}

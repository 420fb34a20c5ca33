/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Deepest nesting, and the most bytes, that any JSON from outside may have. */
#define GESSO_JSON_MAX_DEPTH 32
#define GESSO_JSON_MAX_BYTES (8 * 1024 * 1024)
/* Each takes far more memory than its text: eight megabytes of "[0,0,…" would be hundreds. A full page of jobs has 10,000. */
#define GESSO_JSON_MAX_VALUES 65536

/**
 * gesso_json_parse:
 * @data: untrusted bytes
 *
 * Checks UTF-8, size and depth before the parser sees a byte.
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with %G_IO_ERROR_INVALID_DATA
 */
JsonNode   *gesso_json_parse       (GBytes      *data,
                                   GError     **error);

/* Members of the right type, or %NULL / @fallback: none of these asserts on what a server sent. */
JsonObject *gesso_json_object      (JsonNode    *node);
JsonNode   *gesso_json_member      (JsonObject  *object, const char *name);
const char *gesso_json_string      (JsonObject  *object, const char *name);
JsonObject *gesso_json_sub_object  (JsonObject  *object, const char *name);
JsonArray  *gesso_json_sub_array   (JsonObject  *object, const char *name);
gint64      gesso_json_int         (JsonObject  *object, const char *name, gint64 fallback);
double      gesso_json_double      (JsonObject  *object, const char *name, double fallback);
gboolean    gesso_json_boolean     (JsonObject  *object, const char *name, gboolean fallback);

/* An ISO 8601 time as Unix ms; 0 if it is not one. */
gint64      gesso_json_time        (JsonObject  *object, const char *name);

/* One line of JSON, object members in the order they were added. */
char       *gesso_json_to_text     (JsonNode    *node);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-schema.h"

#include "gesso-json.h"

#include <math.h>
#include <string.h>

#define MAX_URL_LENGTH 1024
#define MAX_REFERENCES 10
#define MAX_MOODBOARDS 1
#define DEFAULT_REFERENCE_STRENGTH 0.5
#define DEFAULT_STRENGTH 0.99

/* Written down anew, not taken from the catalog: a mistake in the client's data must be seen here. */
static const char *const root_keys[] = {
  "prompt", "aspect_ratio", "resolution", "seed", "creativity", "intensity", "complexity", "movement",
  "image_style_references", "moodboards", "styles", "image_url", "strength", NULL,
};
static const char *const nine_ratios[] = {
  "1:1", "4:3", "3:2", "16:9", "2.35:1", "4:5", "3:4", "2:3", "9:16", NULL,
};
static const char *const eight_ratios[] = { "1:1", "4:3", "3:2", "16:9", "2.35:1", "4:5", "2:3", "9:16", NULL };
static const char *const resolutions[] = { "1K", NULL };
static const char *const creativities[] = { "raw", "low", "medium", "high", NULL };

/* One reading of a body; the first refusal stands. */
typedef struct {
  JsonObject          *root;
  GessoSandboxFaults  *options;
  GessoSandboxRequest *request;
  char                *field;
  char                *reason;
} Reading;

static void
reference_free (gpointer data)
{
  GessoSandboxReference *reference = data;

  g_free (reference->url);
  g_free (reference);
}

void
gesso_sandbox_request_free (GessoSandboxRequest *request)
{
  g_free (request->prompt);
  g_free (request->aspect_ratio);
  g_free (request->creativity);
  g_free (request->image_url);
  g_clear_pointer (&request->references, g_ptr_array_unref);
  g_clear_pointer (&request->moodboards, g_ptr_array_unref);
  g_clear_pointer (&request->styles, g_ptr_array_unref);
  g_free (request);
}

static gboolean G_GNUC_PRINTF (3, 4)
refuse (Reading    *reading,
        const char *field,
        const char *format,
        ...)
{
  va_list args;

  if (reading->reason != NULL)
    return FALSE;
  va_start (args, format);
  reading->field = g_strdup (field);
  reading->reason = g_strdup_vprintf (format, args);
  va_end (args);
  return FALSE;
}

static const char *
type_name (JsonNode *node)
{
  if (node == NULL)
    return "undefined";
  if (JSON_NODE_HOLDS_NULL (node))
    return "null";
  if (JSON_NODE_HOLDS_ARRAY (node))
    return "array";
  if (JSON_NODE_HOLDS_OBJECT (node))
    return "object";
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return "string";
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? "boolean" : "number";
}

static gboolean
is_type (Reading    *reading,
         JsonNode   *node,
         const char *field,
         const char *type)
{
  const char *actual = type_name (node);

  if (strcmp (actual, type) == 0)
    return TRUE;
  if (node == NULL)
    return refuse (reading, field, "Required");
  return refuse (reading, field, "Expected %s, received %s", type, actual);
}

static const char *
read_string (Reading    *reading,
             JsonNode   *node,
             const char *field)
{
  return is_type (reading, node, field, "string") ? json_node_get_string (node) : NULL;
}

static char *
read_word (Reading           *reading,
           const char        *key,
           const char *const *words)
{
  const char *word = read_string (reading, gesso_json_member (reading->root, key), key);
  g_autofree char *list = NULL;

  if (word == NULL || g_strv_contains (words, word))
    return g_strdup (word);
  list = g_strjoinv ("' | '", (char **) words);
  refuse (reading, key, "Invalid enum value. Expected '%s', received '%s'", list, word);
  return NULL;
}

static double
read_number (Reading    *reading,
             JsonObject *object,
             const char *key,
             const char *field,
             double      minimum,
             double      maximum,
             double      fallback)
{
  JsonNode *node = gesso_json_member (object, key);
  double number;

  if (node == NULL)
    return fallback;
  if (!is_type (reading, node, field, "number"))
    return fallback;
  number = json_node_get_double (node);
  if (!isfinite (number) || number < minimum || number > maximum)
    refuse (reading, field, "Number must be from %g to %g", minimum, maximum);
  return number;
}

static int
read_slider (Reading    *reading,
             const char *key)
{
  double number = read_number (reading, reading->root, key, key, -100, 100, 0);

  if (number != floor (number))
    refuse (reading, key, "Expected integer, received float");
  return number >= -100 && number <= 100 ? (int) number : 0;
}

static void
read_seed (Reading *reading)
{
  JsonNode *node = gesso_json_member (reading->root, "seed");
  double seed;

  reading->request->seed = -1;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node) || !is_type (reading, node, "seed", "number"))
    return;
  seed = json_node_get_double (node);
  if (isfinite (seed))
    reading->request->seed = (gint64) fmod (fabs (seed), G_MAXUINT32);
}

/* Data URIs are exempt from the length, as they are in practice. */
static char *
read_url (Reading    *reading,
          JsonNode   *node,
          const char *field)
{
  const char *url = read_string (reading, node, field);

  if (url == NULL)
    return NULL;
  if (!g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL))
    refuse (reading, field, "Invalid url");
  else if (!g_str_has_prefix (url, "data:") && g_utf8_strlen (url, -1) > MAX_URL_LENGTH)
    refuse (reading, field, "String must contain at most %d character(s)", MAX_URL_LENGTH);
  return g_strdup (url);
}

typedef void (*ItemFunc) (Reading *reading, JsonObject *item, const char *field);

static void
read_items (Reading    *reading,
            const char *key,
            guint       maximum,
            ItemFunc    read_item)
{
  JsonNode *node = gesso_json_member (reading->root, key);
  JsonArray *array;
  guint length;

  if (node == NULL || !is_type (reading, node, key, "array"))
    return;
  array = json_node_get_array (node);
  length = json_array_get_length (array);
  if (length > maximum)
    {
      refuse (reading, key, "Array must contain at most %u element(s)", maximum);
      return;
    }
  for (guint i = 0; i < length && reading->reason == NULL; i++)
    {
      g_autofree char *field = g_strdup_printf ("%s[%u]", key, i);
      JsonNode *item = json_array_get_element (array, i);

      if (is_type (reading, item, field, "object"))
        read_item (reading, json_node_get_object (item), field);
    }
}

static double
read_strength (Reading    *reading,
               JsonObject *item,
               const char *field,
               double      wide_minimum,
               double      wide_maximum,
               double      fallback)
{
  g_autofree char *name = g_strconcat (field, ".strength", NULL);
  gboolean strict = gesso_sandbox_faults_option_is (reading->options, "strict_strength", "1");

  return read_number (reading, item, "strength", name, strict ? 0 : wide_minimum, strict ? 1 : wide_maximum, fallback);
}

static void
read_reference (Reading    *reading,
                JsonObject *item,
                const char *field)
{
  g_autofree char *name = g_strconcat (field, ".url", NULL);
  GessoSandboxReference *reference = g_new0 (GessoSandboxReference, 1);

  g_ptr_array_add (reading->request->references, reference);
  reference->url = read_url (reading, gesso_json_member (item, "url"), name);
  reference->strength = read_strength (reading, item, field, -2, 2, DEFAULT_REFERENCE_STRENGTH);
}

static void
read_moodboard (Reading    *reading,
                JsonObject *item,
                const char *field)
{
  g_autofree char *name = g_strconcat (field, ".id", NULL);
  const char *id = read_string (reading, gesso_json_member (item, "id"), name);

  if (id != NULL && !g_uuid_string_is_valid (id))
    refuse (reading, name, "Invalid uuid");
  g_ptr_array_add (reading->request->moodboards, g_strdup (id));
  read_strength (reading, item, field, -0.5, 1.5, 0);
}

static void
read_style (Reading    *reading,
            JsonObject *item,
            const char *field)
{
  g_autofree char *name = g_strconcat (field, ".id", NULL);
  g_autofree char *strength = g_strconcat (field, ".strength", NULL);
  const char *id = read_string (reading, gesso_json_member (item, "id"), name);

  g_ptr_array_add (reading->request->styles, g_strdup (id));
  if (gesso_json_member (item, "strength") == NULL)
    refuse (reading, strength, "Required");
  read_number (reading, item, "strength", strength, -2, 2, 0);
}

static void
check_keys (Reading *reading)
{
  g_autoptr (GList) keys = json_object_get_members (reading->root);

  for (GList *key = keys; key != NULL; key = key->next)
    if (!g_strv_contains (root_keys, key->data))
      refuse (reading, key->data, "Unrecognized key(s) in object: '%s'", (const char *) key->data);
}

static void
read_body (Reading *reading)
{
  GessoSandboxRequest *request = reading->request;
  gboolean eight = gesso_sandbox_faults_option_is (reading->options, "ratios", "8");
  g_autofree char *resolution = NULL;
  JsonNode *source = gesso_json_member (reading->root, "image_url");

  request->prompt = g_strdup (read_string (reading, gesso_json_member (reading->root, "prompt"), "prompt"));
  request->aspect_ratio = read_word (reading, "aspect_ratio", eight ? eight_ratios : nine_ratios);
  resolution = read_word (reading, "resolution", resolutions);
  if (gesso_json_member (reading->root, "creativity") != NULL)
    request->creativity = read_word (reading, "creativity", creativities);
  else
    request->creativity = g_strdup (gesso_sandbox_faults_option (reading->options, "creativity_default"));
  read_seed (reading);
  request->intensity = read_slider (reading, "intensity");
  request->complexity = read_slider (reading, "complexity");
  request->movement = read_slider (reading, "movement");
  read_items (reading, "image_style_references", MAX_REFERENCES, read_reference);
  read_items (reading, "moodboards", MAX_MOODBOARDS, read_moodboard);
  read_items (reading, "styles", G_MAXUINT, read_style);
  if (source != NULL && !JSON_NODE_HOLDS_NULL (source))
    request->image_url = read_url (reading, source, "image_url");
  request->strength = read_number (reading, reading->root, "strength", "strength", 0, 1, DEFAULT_STRENGTH);
  check_keys (reading);
}

GessoSandboxRequest *
gesso_sandbox_request_parse (GBytes              *body,
                             GessoSandboxFaults  *options,
                             char               **field,
                             char               **reason)
{
  g_autoptr (GessoSandboxRequest) request = g_new0 (GessoSandboxRequest, 1);
  g_autoptr (JsonNode) root = gesso_json_parse (body, NULL);
  Reading reading = { NULL, options, request, NULL, NULL };

  request->references = g_ptr_array_new_with_free_func (reference_free);
  request->moodboards = g_ptr_array_new_with_free_func (g_free);
  request->styles = g_ptr_array_new_with_free_func (g_free);
  if (root == NULL)
    refuse (&reading, NULL, "Malformed JSON in request body");
  else if (is_type (&reading, root, NULL, "object"))
    {
      reading.root = json_node_get_object (root);
      read_body (&reading);
    }
  *field = reading.field;
  *reason = reading.reason;
  return reading.reason == NULL ? g_steal_pointer (&request) : NULL;
}

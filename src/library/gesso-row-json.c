/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-row.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-time.h"

#define SIDECAR_SCHEMA 1

static void
add_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
add_time (JsonObject *object,
          const char *name,
          gint64      ms)
{
  g_autofree char *iso = ms > 0 ? gesso_time_to_iso (ms) : NULL;

  add_string (object, name, iso);
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text != NULL ? text : "", text != NULL ? strlen (text) : 0);

  return gesso_json_parse (bytes, NULL);
}

/* The text is ours, but it was on disk: what does not parse becomes null. */
static void
add_json (JsonObject *object,
          const char *name,
          const char *text)
{
  JsonNode *node = text != NULL ? parse (text) : NULL;

  if (node != NULL)
    json_object_set_member (object, name, node);
  else
    json_object_set_null_member (object, name);
}

/* For the command line, where waiting for the disk is no matter. */
static char *
find_reference (const char *folder,
                const char *sha256)
{
  static const GessoPictureFormat formats[] = { GESSO_PICTURE_PNG, GESSO_PICTURE_JPEG, GESSO_PICTURE_WEBP };

  if (strchr (sha256, '/') != NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.%s", folder, sha256, gesso_picture_format_extension (formats[i]));

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static void
add_reference (JsonArray  *array,
               JsonObject *reference,
               const char *references_dir)
{
  JsonObject *object = json_object_new ();
  const char *sha256 = gesso_json_string (reference, "sha256");
  g_autofree char *path = NULL;

  add_string (object, "sha256", sha256);
  json_object_set_double_member (object, "strength", gesso_json_double (reference, "strength", 0));
  if (sha256 != NULL && references_dir != NULL)
    path = find_reference (references_dir, sha256);
  add_string (object, "path", path);
  json_array_add_object_element (array, object);
}

static void
add_recipe_arrays (JsonObject     *object,
                   const GessoRow *row,
                   const char     *references_dir)
{
  g_autoptr (JsonNode) node = row->recipe != NULL ? parse (row->recipe) : NULL;
  JsonObject *recipe = node != NULL ? gesso_json_object (node) : NULL;
  JsonArray *references = recipe != NULL ? gesso_json_sub_array (recipe, "references") : NULL;
  JsonArray *moodboards = recipe != NULL ? gesso_json_sub_array (recipe, "moodboards") : NULL;
  JsonArray *array = json_array_new ();

  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    {
      JsonObject *reference = gesso_json_object (json_array_get_element (references, i));

      if (reference != NULL)
        add_reference (array, reference, references_dir);
    }
  json_object_set_array_member (object, "references", array);
  add_string (object, "words", recipe != NULL ? gesso_json_string (recipe, "words") : NULL);
  if (recipe != NULL && gesso_json_sub_object (recipe, "board") != NULL)
    json_object_set_object_member (object, "board", json_object_ref (gesso_json_sub_object (recipe, "board")));
  else
    json_object_set_null_member (object, "board");
  json_object_set_array_member (object, "moodboards",
                                moodboards != NULL ? json_array_ref (moodboards) : json_array_new ());
}

static void
add_error (JsonObject     *object,
           const GessoRow *row)
{
  JsonObject *error;

  if (row->error_code == NULL)
    {
      json_object_set_null_member (object, "error");
      return;
    }
  error = json_object_new ();
  add_string (error, "code", row->error_code);
  add_string (error, "message", row->error_message);
  json_object_set_object_member (object, "error", error);
}

static void
add_tags (JsonObject     *object,
          const GessoRow *row)
{
  g_auto (GStrv) tags = g_strsplit (row->tags != NULL ? row->tags : "", "\n", -1);
  JsonArray *array = json_array_new ();

  for (char **tag = tags; *tag != NULL; tag++)
    json_array_add_string_element (array, *tag);
  json_object_set_array_member (object, "tags", array);
}

char *
gesso_row_to_json (const GessoRow *row,
                   const char     *references_dir)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  add_string (object, "id", row->id);
  add_string (object, "state", gesso_state_to_nick (row->state));
  add_string (object, "origin", row->origin);
  json_object_set_boolean_member (object, "sandbox", row->sandbox);
  add_string (object, "round_id", row->round_id);
  add_string (object, "prompt", row->prompt);
  add_string (object, "variant", row->variant);
  add_string (object, "aspect_ratio", row->aspect_ratio);
  add_string (object, "resolution", row->resolution);
  add_string (object, "creativity", row->creativity);
  json_object_set_int_member (object, "seed", row->seed);
  add_recipe_arrays (object, row, references_dir);
  json_object_set_int_member (object, "price_micro_usd", row->price);
  add_string (object, "charge", gesso_charge_to_nick (row->charge));
  add_string (object, "job_id", row->job_id);
  add_string (object, "path", row->path);
  add_string (object, "sha256", row->sha256);
  json_object_set_int_member (object, "width", row->width);
  json_object_set_int_member (object, "height", row->height);
  add_time (object, "created_at", row->created_at);
  add_time (object, "completed_at", row->completed_at);
  json_object_set_boolean_member (object, "favourite", row->favourite);
  json_object_set_int_member (object, "rating", row->rating);
  add_tags (object, row);
  add_error (object, row);
  return gesso_json_to_text (node);
}

static void
add_file (JsonObject     *object,
          const GessoRow *row,
          const char     *original)
{
  JsonObject *file;

  if (original == NULL)
    return;
  file = json_object_new ();
  add_string (file, "path", original);
  add_string (file, "sha256", row->sha256);
  json_object_set_int_member (file, "width", row->width);
  json_object_set_int_member (file, "height", row->height);
  add_string (file, "format", row->format);
  json_object_set_int_member (file, "size", row->size);
  json_object_set_object_member (object, "file", file);
}

GBytes *
gesso_row_to_sidecar (const GessoRow *row,
                      const char     *sent_recipe,
                      const char     *original,
                      const char     *library_uuid)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  char *text;

  json_node_take_object (node, object);
  json_object_set_int_member (object, "schema", SIDECAR_SCHEMA);
  add_string (object, "program", "Gesso " GESSO_VERSION);
  add_string (object, "library", library_uuid);
  add_string (object, "id", row->id);
  json_object_set_int_member (object, "row_id", row->row_id);
  add_string (object, "round_id", row->round_id);
  add_string (object, "state", gesso_state_to_nick (row->state));
  add_json (object, "recipe", row->recipe);
  json_object_set_boolean_member (object, "recipe_certain", row->recipe_certain);
  if (sent_recipe != NULL)
    add_json (object, "sent_recipe", sent_recipe);
  add_string (object, "request_hash", row->request_hash);
  add_string (object, "origin", row->origin);
  add_string (object, "account", row->account);
  json_object_set_boolean_member (object, "sandbox", row->sandbox);
  json_object_set_int_member (object, "price_micro_usd", row->price);
  add_string (object, "charge", gesso_charge_to_nick (row->charge));
  json_object_set_int_member (object, "charged_micro_usd", row->charged);
  json_object_set_int_member (object, "catalog_revision", row->catalog_revision);
  add_string (object, "job_id", row->job_id);
  add_time (object, "created_at", row->created_at);
  add_time (object, "submitted_at", row->submitted_at);
  add_time (object, "completed_at", row->completed_at);
  add_file (object, row, original);
  add_error (object, row);
  if (row->error_json != NULL)
    add_json (object, "error_detail", row->error_json);
  text = gesso_json_to_text (node);
  return g_bytes_new_take (text, strlen (text));
}

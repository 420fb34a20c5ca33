/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-picture.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-recipe-private.h"
#include "gesso-time.h"
#include "krea-catalog.h"

#define RECIPE_SCHEMA 1

/* What of a recipe leaves the library, by name: what somebody put into one beside that stays here. */
static const char *const values[] = {
  "prompt", "variant", "aspect_ratio", "resolution", "creativity", "seed", "intensity", "complexity", "movement",
};
/* A file's name is as much the user's own business as its path. */
static const char *const picture_members[] = { "sha256", "strength", NULL };
static const char *const moodboard_members[] = { "id", "name", "strength", NULL };
static const char *const style_members[] = { "id", "title", "strength", NULL };
static const char *const imported_members[] = { "program", "model", "negative_prompt", "seed", "writer", "sandbox", NULL };

static JsonNode *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text != NULL ? text : "", text != NULL ? strlen (text) : 0);

  return gesso_json_parse (bytes, NULL);
}

static gboolean
is_plain (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node);
}

static JsonObject *
copy_object (JsonObject        *from,
             const char *const *members)
{
  JsonObject *to = json_object_new ();

  for (gsize i = 0; members[i] != NULL; i++)
    {
      JsonNode *node = gesso_json_member (from, members[i]);

      if (is_plain (node))
        json_object_set_member (to, members[i], json_node_copy (node));
    }
  return to;
}

static void
copy_array (JsonObject        *to,
            JsonObject        *from,
            const char        *name,
            const char *const *members)
{
  JsonArray *array = gesso_json_sub_array (from, name);
  JsonArray *copy;

  if (array == NULL || json_array_get_length (array) == 0)
    return;
  copy = json_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = gesso_json_object (json_array_get_element (array, i));

      if (object != NULL)
        json_array_add_object_element (copy, copy_object (object, members));
    }
  json_object_set_array_member (to, name, copy);
}

JsonObject *
gesso_recipe_copy_known (JsonObject *from)
{
  JsonObject *to = json_object_new ();
  JsonObject *object;

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (is_plain (gesso_json_member (from, values[i])))
      json_object_set_member (to, values[i], json_node_copy (gesso_json_member (from, values[i])));
  copy_array (to, from, "references", picture_members);
  copy_array (to, from, "moodboards", moodboard_members);
  copy_array (to, from, "styles", style_members);
  object = gesso_json_sub_object (from, "source");
  if (object != NULL)
    json_object_set_object_member (to, "source", copy_object (object, picture_members));
  object = gesso_json_sub_object (from, "imported");
  if (object != NULL)
    json_object_set_object_member (to, "imported", copy_object (object, imported_members));
  return to;
}

char *
gesso_export_picture_to_recipe (const GessoExportPicture *self)
{
  g_autoptr (JsonNode) recipe = parse (self->recipe);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *created = self->created_at > 0 ? gesso_time_to_iso (self->created_at) : NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_int_member (object, "schema", RECIPE_SCHEMA);
  json_object_set_string_member (object, "program", "Gesso " GESSO_VERSION);
  if (self->sandbox)
    json_object_set_boolean_member (object, "sandbox", TRUE);
  if (created != NULL)
    json_object_set_string_member (object, "created_at", created);
  if (recipe != NULL && gesso_json_object (recipe) != NULL)
    json_object_set_object_member (object, "recipe", gesso_recipe_copy_known (gesso_json_object (recipe)));
  return gesso_json_to_text (node);
}

/* --- What Stable Diffusion's tools read --- */

/* A value with what divides the list in it stands in quotes, as JSON. */
static void
add_pair (GString    *line,
          const char *key,
          const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, ", ");
  g_string_append_printf (line, "%s: ", key);
  if (strpbrk (value, ",:\n\"") != NULL)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
      g_autofree char *quoted = NULL;

      json_node_set_string (node, value);
      quoted = json_to_string (node, FALSE);
      g_string_append (line, quoted);
    }
  else
    {
      g_string_append (line, value);
    }
}

static void
add_number (GString    *line,
            const char *key,
            gint64      value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  add_pair (line, key, text);
}

char *
gesso_export_picture_to_parameters (const GessoExportPicture *self)
{
  g_autoptr (JsonNode) node = parse (self->recipe);
  JsonObject *recipe = gesso_json_object (node);
  JsonObject *imported = recipe != NULL ? gesso_json_sub_object (recipe, "imported") : NULL;
  const char *negative = imported != NULL ? gesso_json_string (imported, "negative_prompt") : NULL;
  const KreaModel *model = self->variant != NULL
                             ? krea_catalog_find_model (krea_catalog_get_default (), self->variant)
                             : NULL;
  g_autofree char *size = g_strdup_printf ("%ux%u", self->width, self->height);
  g_autoptr (GString) line = g_string_new (NULL);
  gint64 seed = self->seed;

  if (self->prompt == NULL || *self->prompt == '\0')
    return NULL;
  if (seed < 0 && imported != NULL)
    seed = gesso_json_int (imported, "seed", -1);
  if (seed >= 0)
    add_number (line, "Seed", seed);
  add_pair (line, "Size", size);
  add_pair (line, "Model",
            self->sandbox ? "Gesso sandbox" : model != NULL ? model->id : imported != NULL ? gesso_json_string (imported, "model") : NULL);
  add_pair (line, "Creativity", self->creativity);
  add_pair (line, "Aspect ratio", self->aspect_ratio);
  for (gsize i = 6; recipe != NULL && i < G_N_ELEMENTS (values); i++)
    if (gesso_json_int (recipe, values[i], 0) != 0)
      {
        g_autofree char *key = g_strdup (values[i]);

        key[0] = g_ascii_toupper (key[0]);
        add_number (line, key, gesso_json_int (recipe, values[i], 0));
      }
  add_pair (line, "Version", "Gesso " GESSO_VERSION);
  if (negative != NULL && *negative != '\0')
    return g_strdup_printf ("%s\nNegative prompt: %s\n%s", self->prompt, negative, line->str);
  return g_strdup_printf ("%s\n%s", self->prompt, line->str);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "krea-error.h"

static void
set_optional (JsonObject *object,
              const char *name,
              const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

/* A picture by its content; without a name it is the canonical form that is hashed. */
static JsonObject *
write_picture (KreaReference *reference,
               gboolean       names)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "sha256", krea_reference_get_sha256 (reference));
  if (names)
    set_optional (object, "name", krea_reference_get_name (reference));
  json_object_set_double_member (object, "strength", krea_reference_get_strength (reference));
  if (names && krea_reference_is_from_board (reference))
    json_object_set_boolean_member (object, "board", TRUE);
  return object;
}

static void
write_pictures (KreaRequest *self,
                JsonObject  *recipe,
                gboolean     names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->references));
  JsonArray *array;

  if (n == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < n; i++)
    json_array_add_object_element (array, write_picture (krea_request_peek_reference (self, i), names));
  json_object_set_array_member (recipe, "references", array);
}

static void
write_moodboards (KreaRequest *self,
                  JsonObject  *recipe,
                  gboolean     names)
{
  JsonArray *array;
  JsonObject *item;

  if (self->moodboard_id == NULL)
    return;
  array = json_array_new ();
  item = json_object_new ();
  json_object_set_string_member (item, "id", self->moodboard_id);
  if (names)
    set_optional (item, "name", self->moodboard_name);
  json_object_set_double_member (item, "strength", self->moodboard_strength);
  json_array_add_object_element (array, item);
  json_object_set_array_member (recipe, "moodboards", array);
}

static void
write_styles (KreaRequest *self,
              JsonObject  *recipe,
              gboolean     names)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->styles));
  JsonArray *array;

  if (n == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      KreaStyle *style = krea_request_peek_style (self, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "id", krea_style_get_id (style));
      if (names)
        set_optional (item, "title", krea_style_get_title (style));
      json_object_set_double_member (item, "strength", krea_style_get_strength (style));
      json_array_add_object_element (array, item);
    }
  json_object_set_array_member (recipe, "styles", array);
}

/* Where the pictures and words came from; what they are is in the recipe itself. */
static void
write_board (KreaRequest *self,
             JsonObject  *recipe)
{
  JsonObject *board;

  if (self->board_id == NULL)
    return;
  board = json_object_new ();
  json_object_set_string_member (board, "id", self->board_id);
  set_optional (board, "name", self->board_name);
  json_object_set_int_member (board, "revision", self->board_revision);
  json_object_set_object_member (recipe, "board", board);
}

static char *
write_recipe (KreaRequest *self,
              gboolean     names)
{
  g_autoptr (JsonObject) recipe = json_object_new ();

  json_object_set_string_member (recipe, "prompt", self->prompt);
  set_optional (recipe, "words", self->words);
  json_object_set_string_member (recipe, "variant", self->variant);
  json_object_set_string_member (recipe, "aspect_ratio", self->aspect_ratio);
  json_object_set_string_member (recipe, "resolution", self->resolution);
  json_object_set_string_member (recipe, "creativity", self->creativity);
  json_object_set_int_member (recipe, "seed", self->seed);
  krea_request_write_sliders (self, recipe);
  if (names)
    write_board (self, recipe);
  write_pictures (self, recipe, names);
  write_moodboards (self, recipe, names);
  write_styles (self, recipe, names);
  if (self->source != NULL)
    json_object_set_object_member (recipe, "source", write_picture (self->source, names));
  return krea_json_object_to_text (recipe);
}

char *
krea_request_to_recipe (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return write_recipe (self, TRUE);
}

char *
krea_request_hash (KreaRequest *self)
{
  g_autofree char *canonical = NULL;

  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  canonical = write_recipe (self, FALSE);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
}

static gboolean
refuse (GError     **error,
        const char  *field)
{
  GError *made = g_error_new (KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("The recipe’s “%s” cannot be read"), field);

  krea_error_edit_details (made)->field = g_strdup (field);
  krea_error_edit_details (made)->nothing_written = TRUE;
  g_propagate_error (error, made);
  return FALSE;
}

/* A member that is there must be a string; one that is not leaves the default. */
static gboolean
read_text (KreaRequest *self,
           JsonObject  *recipe,
           const char  *name,
           void (*set) (KreaRequest *, const char *),
           GError     **error)
{
  const char *text = gesso_json_string (recipe, name);

  if (text == NULL)
    return !json_object_has_member (recipe, name) || refuse (error, name);
  set (self, text);
  return TRUE;
}

static gboolean
read_slider (KreaRequest *self,
             JsonObject  *recipe,
             const char  *name,
             void (*set) (KreaRequest *, int),
             GError     **error)
{
  gint64 value = gesso_json_int (recipe, name, G_MININT64);

  if (value < G_MININT || value > G_MAXINT)
    return !json_object_has_member (recipe, name) || refuse (error, name);
  set (self, value);
  return TRUE;
}

static double
read_strength (KreaRequest *self,
               JsonObject  *item,
               const char  *range)
{
  return gesso_json_double (item, "strength", krea_catalog_get_range (self->catalog, range)->initial);
}

static KreaReference *
read_picture (KreaRequest *self,
              JsonObject  *item,
              const char  *range)
{
  const char *sha256 = gesso_json_string (item, "sha256");
  KreaReference *reference;

  if (sha256 == NULL)
    return NULL;
  reference = krea_reference_new (sha256, gesso_json_string (item, "name"), read_strength (self, item, range));
  krea_reference_set_from_board (reference, gesso_json_boolean (item, "board", FALSE));
  return reference;
}

static gboolean
read_references (KreaRequest  *self,
                 JsonObject   *recipe,
                 GError      **error)
{
  JsonArray *array = gesso_json_sub_array (recipe, "references");

  if (array == NULL)
    return !json_object_has_member (recipe, "references") || refuse (error, "references");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (KreaReference) reference =
        read_picture (self, gesso_json_object (json_array_get_element (array, i)), "reference.strength");

      if (reference == NULL)
        return refuse (error, "references");
      krea_request_add_reference (self, reference);
    }
  return TRUE;
}

static gboolean
read_moodboards (KreaRequest  *self,
                 JsonObject   *recipe,
                 GError      **error)
{
  JsonArray *array = gesso_json_sub_array (recipe, "moodboards");
  JsonObject *item;

  if (array == NULL)
    return !json_object_has_member (recipe, "moodboards") || refuse (error, "moodboards");
  if (json_array_get_length (array) == 0)
    return TRUE;
  item = gesso_json_object (json_array_get_element (array, 0));
  if (gesso_json_string (item, "id") == NULL)
    return refuse (error, "moodboards");
  krea_request_set_moodboard (self, gesso_json_string (item, "id"), gesso_json_string (item, "name"),
                              read_strength (self, item, "moodboard.strength"));
  return TRUE;
}

static gboolean
read_styles (KreaRequest  *self,
             JsonObject   *recipe,
             GError      **error)
{
  JsonArray *array = gesso_json_sub_array (recipe, "styles");

  if (array == NULL)
    return !json_object_has_member (recipe, "styles") || refuse (error, "styles");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = gesso_json_object (json_array_get_element (array, i));
      g_autoptr (KreaStyle) style = NULL;

      if (gesso_json_string (item, "id") == NULL)
        return refuse (error, "styles");
      style = krea_style_new (gesso_json_string (item, "id"), gesso_json_string (item, "title"),
                              read_strength (self, item, "style.strength"));
      krea_request_add_style (self, style);
    }
  return TRUE;
}

static gboolean
read_source (KreaRequest  *self,
             JsonObject   *recipe,
             GError      **error)
{
  g_autoptr (KreaReference) source = NULL;

  if (!json_object_has_member (recipe, "source"))
    return TRUE;
  source = read_picture (self, gesso_json_sub_object (recipe, "source"), "strength");
  if (source == NULL)
    return refuse (error, "source");
  krea_request_set_source (self, source);
  return TRUE;
}

static gboolean
read_board (KreaRequest  *self,
            JsonObject   *recipe,
            GError      **error)
{
  JsonObject *board = gesso_json_sub_object (recipe, "board");
  gint64 revision;

  if (board == NULL)
    return !json_object_has_member (recipe, "board") || refuse (error, "board");
  revision = gesso_json_int (board, "revision", 0);
  if (gesso_json_string (board, "id") == NULL || revision < 0 || revision > G_MAXINT)
    return refuse (error, "board");
  krea_request_set_board (self, gesso_json_string (board, "id"), gesso_json_string (board, "name"), revision);
  return TRUE;
}

static gboolean
read_seed (KreaRequest  *self,
           JsonObject   *recipe,
           GError      **error)
{
  gint64 seed = gesso_json_int (recipe, "seed", G_MININT64);

  if (seed == G_MININT64)
    return !json_object_has_member (recipe, "seed") || refuse (error, "seed");
  krea_request_set_seed (self, seed);
  return TRUE;
}

KreaRequest *
krea_request_new_from_recipe (KreaCatalog  *catalog,
                              const char   *recipe,
                              GError      **error)
{
  g_autoptr (KreaRequest) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) bytes = NULL;
  JsonObject *object;

  g_return_val_if_fail (recipe != NULL, NULL);

  bytes = g_bytes_new (recipe, strlen (recipe));
  root = gesso_json_parse (bytes, NULL);
  object = gesso_json_object (root);
  if (object == NULL)
    {
      g_set_error_literal (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("This is not a recipe"));
      return NULL;
    }
  self = krea_request_new (catalog);
  if (!read_text (self, object, "prompt", krea_request_set_prompt, error) ||
      !read_text (self, object, "words", krea_request_set_words, error) ||
      !read_text (self, object, "variant", krea_request_set_variant, error) ||
      !read_text (self, object, "aspect_ratio", krea_request_set_aspect_ratio, error) ||
      !read_text (self, object, "resolution", krea_request_set_resolution, error) ||
      !read_text (self, object, "creativity", krea_request_set_creativity, error) ||
      !read_seed (self, object, error) ||
      !read_slider (self, object, "intensity", krea_request_set_intensity, error) ||
      !read_slider (self, object, "complexity", krea_request_set_complexity, error) ||
      !read_slider (self, object, "movement", krea_request_set_movement, error) ||
      !read_references (self, object, error) || !read_moodboards (self, object, error) ||
      !read_styles (self, object, error) || !read_source (self, object, error) ||
      !read_board (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}

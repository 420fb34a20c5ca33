/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-catalog-private.h"

#include <string.h>

#include "krea-error.h"

#define MAX_SIZE 65536
#define MAX_COUNT 1000000

static const char *const range_names[] = {
  "intensity", "complexity", "movement", "reference.strength", "moodboard.strength", "style.strength", "strength", "seed",
};

static gboolean
refuse (GError     **error,
        const char  *what)
{
  g_set_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, "The catalog's “%s” cannot be used", what);
  return FALSE;
}

static void
model_free (gpointer data)
{
  KreaModel *model = data;

  if (model == NULL)
    return;
  g_free ((char *) model->variant);
  g_free ((char *) model->id);
  g_free ((char *) model->path);
  g_free ((char *) model->name);
  g_free ((char *) model->style_base);
  g_free (model);
}

static void
aspect_free (gpointer data)
{
  KreaAspect *aspect = data;

  if (aspect == NULL)
    return;
  g_free ((char *) aspect->ratio);
  g_free (aspect);
}

static gboolean
read_model (KreaCatalogData  *data,
            JsonObject       *object,
            GError          **error)
{
  JsonObject *prices = gesso_json_sub_object (object, "price_micro_usd");
  KreaModel *model = g_new0 (KreaModel, 1);

  g_ptr_array_add (data->models, model);
  model->variant = g_strdup (gesso_json_string (object, "variant"));
  model->id = g_strdup (gesso_json_string (object, "id"));
  model->path = g_strdup (gesso_json_string (object, "path"));
  model->name = g_strdup (gesso_json_string (object, "name"));
  model->style_base = g_strdup (gesso_json_string (object, "style_base"));
  model->price_text = gesso_json_int (prices, "text", -1);
  model->price_references = gesso_json_int (prices, "references", -1);
  model->price_moodboard = gesso_json_int (prices, "moodboard", -1);
  model->typical_s = CLAMP (gesso_json_int (object, "typical_s", 0), 0, MAX_SIZE);
  if (model->variant == NULL || model->id == NULL || model->name == NULL || model->path == NULL ||
      model->path[0] != '/' || model->typical_s == 0 || model->price_text < 0 || model->price_references < 0 ||
      model->price_moodboard < 0)
    return refuse (error, "models");
  return TRUE;
}

static gboolean
read_aspect (KreaCatalogData  *data,
             JsonObject       *object,
             GError          **error)
{
  KreaAspect *aspect = g_new0 (KreaAspect, 1);

  g_ptr_array_add (data->aspects, aspect);
  aspect->ratio = g_strdup (gesso_json_string (object, "ratio"));
  aspect->width = CLAMP (gesso_json_int (object, "width", 0), 0, MAX_SIZE);
  aspect->height = CLAMP (gesso_json_int (object, "height", 0), 0, MAX_SIZE);
  if (aspect->ratio == NULL || aspect->width == 0 || aspect->height == 0)
    return refuse (error, "aspects");
  return TRUE;
}

typedef gboolean (*ReadItem) (KreaCatalogData *data,
                              JsonObject      *object,
                              GError         **error);

static gboolean
read_objects (KreaCatalogData  *data,
              JsonObject       *root,
              const char       *name,
              GPtrArray        *items,
              ReadItem          read_item,
              GError          **error)
{
  JsonArray *array = gesso_json_sub_array (root, name);

  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (error, name);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_item (data, gesso_json_object (json_array_get_element (array, i)), error))
      return FALSE;
  g_ptr_array_add (items, NULL);
  return TRUE;
}

static gboolean
read_words (JsonObject  *root,
            const char  *name,
            GPtrArray   *words,
            GError     **error)
{
  JsonArray *array = gesso_json_sub_array (root, name);

  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (error, name);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse (error, name);
      g_ptr_array_add (words, json_node_dup_string (node));
    }
  g_ptr_array_add (words, NULL);
  return TRUE;
}

static gboolean
read_ranges (KreaCatalogData  *data,
             JsonObject       *root,
             GError          **error)
{
  JsonObject *ranges = gesso_json_sub_object (root, "ranges");

  for (guint i = 0; i < G_N_ELEMENTS (range_names); i++)
    {
      JsonObject *object = gesso_json_sub_object (ranges, range_names[i]);
      KreaRange *range = g_new0 (KreaRange, 1);

      g_hash_table_insert (data->ranges, (gpointer) range_names[i], range);
      range->minimum = gesso_json_double (object, "minimum", 1);
      range->maximum = gesso_json_double (object, "maximum", 0);
      range->wide_minimum = gesso_json_double (object, "wide_minimum", range->minimum);
      range->wide_maximum = gesso_json_double (object, "wide_maximum", range->maximum);
      range->initial = gesso_json_double (object, "initial", 0);
      if (range->minimum > range->maximum || range->wide_minimum > range->minimum ||
          range->wide_maximum < range->maximum)
        return refuse (error, range_names[i]);
    }
  return TRUE;
}

static gboolean
read_counts (KreaCatalogData  *data,
             JsonObject       *root,
             GError          **error)
{
  JsonObject *defaults = gesso_json_sub_object (root, "defaults");

  data->revision = CLAMP (gesso_json_int (root, "revision", 0), 0, MAX_COUNT);
  data->max_references = CLAMP (gesso_json_int (root, "max_references", 0), 0, MAX_COUNT);
  data->max_moodboards = CLAMP (gesso_json_int (root, "max_moodboards", 0), 0, MAX_COUNT);
  data->prompt_warning = CLAMP (gesso_json_int (root, "prompt_warning", 0), 0, MAX_COUNT);
  data->prompt_limit = CLAMP (gesso_json_int (root, "prompt_limit", 0), 0, MAX_COUNT);
  data->default_variant = g_strdup (gesso_json_string (defaults, "variant"));
  data->default_aspect = g_strdup (gesso_json_string (defaults, "aspect_ratio"));
  data->default_creativity = g_strdup (gesso_json_string (defaults, "creativity"));
  if (data->revision == 0)
    return refuse (error, "revision");
  if (data->prompt_limit == 0 || data->prompt_warning > data->prompt_limit)
    return refuse (error, "prompt_limit");
  if (data->default_variant == NULL || data->default_aspect == NULL || data->default_creativity == NULL)
    return refuse (error, "defaults");
  return TRUE;
}

gboolean
krea_catalog_data_read (KreaCatalogData  *data,
                        JsonObject       *root,
                        GError          **error)
{
  data->models = g_ptr_array_new_with_free_func (model_free);
  data->aspects = g_ptr_array_new_with_free_func (aspect_free);
  data->creativities = g_ptr_array_new_with_free_func (g_free);
  data->resolutions = g_ptr_array_new_with_free_func (g_free);
  data->ranges = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return read_objects (data, root, "models", data->models, read_model, error) &&
         read_objects (data, root, "aspects", data->aspects, read_aspect, error) &&
         read_words (root, "creativities", data->creativities, error) &&
         read_words (root, "resolutions", data->resolutions, error) && read_ranges (data, root, error) &&
         read_counts (data, root, error);
}

void
krea_catalog_data_clear (KreaCatalogData *data)
{
  g_clear_pointer (&data->models, g_ptr_array_unref);
  g_clear_pointer (&data->aspects, g_ptr_array_unref);
  g_clear_pointer (&data->creativities, g_ptr_array_unref);
  g_clear_pointer (&data->resolutions, g_ptr_array_unref);
  g_clear_pointer (&data->ranges, g_hash_table_unref);
  g_clear_pointer (&data->default_variant, g_free);
  g_clear_pointer (&data->default_aspect, g_free);
  g_clear_pointer (&data->default_creativity, g_free);
}

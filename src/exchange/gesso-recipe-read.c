/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-recipe-private.h"

#include <math.h>
#include <string.h>

#include "gesso-json.h"
#include "krea-request.h"

typedef struct {
  const char *key;
  gboolean  (*read) (const char *text, GessoFoundRecipe *found);
} Reader;

static gboolean
read_plain (const char       *text,
            GessoFoundRecipe *found)
{
  found->program = "IPTC";
  found->prompt = g_strdup (text);
  return TRUE;
}

/* The best first. What has the same name in several programs is told apart by what is in it. */
static const Reader readers[] = {
  { "Xmp.gesso.Recipe", gesso_recipe_read_gesso },
  { "parameters", gesso_recipe_read_swarm },
  { "parameters", gesso_recipe_read_a1111 },
  { "Exif.Photo.UserComment", gesso_recipe_read_swarm },
  { "Exif.Photo.UserComment", gesso_recipe_read_a1111 },
  { "invokeai_metadata", gesso_recipe_read_invoke },
  { "sd-metadata", gesso_recipe_read_invoke_2 },
  { "prompt", gesso_recipe_read_comfy },
  { "Exif.Image.Model", gesso_recipe_read_comfy },
  { "Xmp.iptcExt.AIPromptInformation", read_plain },
};

void
gesso_found_recipe_clear (GessoFoundRecipe *self)
{
  g_clear_pointer (&self->prompt, g_free);
  g_clear_pointer (&self->negative, g_free);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->writer, g_free);
  g_clear_pointer (&self->variant, g_free);
  g_clear_pointer (&self->aspect_ratio, g_free);
  g_clear_pointer (&self->creativity, g_free);
  g_clear_pointer (&self->recipe, json_object_unref);
  *self = (GessoFoundRecipe) { .seed = -1 };
}

JsonNode *
gesso_recipe_parse_json (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gesso_json_parse (bytes, NULL);
}

char *
gesso_recipe_model_name (const char *name)
{
  g_autofree char *slashes = g_strdelimit (g_strdup (name != NULL ? name : ""), "\\", '/');
  const char *base = strrchr (slashes, '/');
  static const char *const endings[] = { ".safetensors", ".ckpt", ".gguf", ".sft", ".pt" };
  char *result = g_strdup (base != NULL ? base + 1 : slashes);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (result, endings[i]))
      result[strlen (result) - strlen (endings[i])] = '\0';
  if (*result == '\0')
    g_clear_pointer (&result, g_free);
  return result;
}

/* The shape of Krea's that a picture is most like. */
static const char *
find_aspect (guint width,
             guint height)
{
  const KreaAspect *const *aspects = krea_catalog_get_aspects (krea_catalog_get_default ());
  const char *best = NULL;
  double least = G_MAXDOUBLE;

  for (; width > 0 && height > 0 && *aspects != NULL; aspects++)
    {
      double distance = fabs (log ((double) width / height) - log ((double) (*aspects)->width / (*aspects)->height));

      if (distance < least)
        {
          least = distance;
          best = (*aspects)->ratio;
        }
    }
  return best;
}

static void
add (JsonObject *object,
     const char *name,
     const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_string_member (object, name, value);
}

static char *
cut (const char *prompt)
{
  const char *end = prompt + strlen (prompt);

  if (end - prompt > GESSO_RECIPE_MAX_PROMPT)
    end = g_utf8_find_prev_char (prompt, prompt + GESSO_RECIPE_MAX_PROMPT + 1);
  return end != NULL ? g_strndup (prompt, end - prompt) : g_strdup ("");
}

static JsonObject *
describe (const GessoFoundRecipe *found)
{
  JsonObject *object = json_object_new ();

  add (object, "program", found->program);
  add (object, "model", found->model);
  add (object, "negative_prompt", found->negative);
  add (object, "writer", found->writer);
  if (found->seed >= 0 && found->variant == NULL && found->recipe == NULL)
    json_object_set_int_member (object, "seed", found->seed);
  if (found->sandbox)
    json_object_set_boolean_member (object, "sandbox", TRUE);
  return object;
}

/* Krea's own values only where Krea made it: other programs' seeds and settings mean nothing to it. */
static JsonObject *
compose (const GessoFoundRecipe *found,
         guint                   width,
         guint                   height)
{
  JsonObject *object = json_object_new ();
  g_autofree char *prompt = cut (found->prompt);

  json_object_set_string_member (object, "prompt", prompt);
  add (object, "variant", found->variant);
  add (object, "aspect_ratio", found->aspect_ratio != NULL ? found->aspect_ratio : find_aspect (width, height));
  add (object, "creativity", found->creativity);
  if (found->variant != NULL && found->seed >= 0)
    json_object_set_int_member (object, "seed", found->seed);
  return object;
}

/* Takes @object. %NULL where it is not a recipe that Krea could be asked for. */
static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (KreaRequest) request = NULL;
  g_autofree char *text = NULL;

  json_node_take_object (node, object);
  text = gesso_json_to_text (node);
  request = krea_request_new_from_recipe (krea_catalog_get_default (), text, NULL);
  return request != NULL ? g_steal_pointer (&text) : NULL;
}

static char *
finish (const GessoFoundRecipe *found,
        guint                   width,
        guint                   height)
{
  char *text = NULL;

  if (found->recipe != NULL)
    {
      JsonObject *object = gesso_recipe_copy_known (found->recipe);

      if (gesso_json_sub_object (object, "imported") == NULL)
        json_object_set_object_member (object, "imported", describe (found));
      text = to_text (object);
    }
  if (text == NULL)
    {
      JsonObject *object = compose (found, width, height);

      json_object_set_object_member (object, "imported", describe (found));
      text = to_text (object);
    }
  return text;
}

/* Whoever wrote the prompt is named beside it; what drew the picture counts where nothing says more. */
static void
add_iptc (GessoFoundRecipe *found,
          GHashTable       *texts)
{
  found->writer = g_strdup (g_hash_table_lookup (texts, "Xmp.iptcExt.AIPromptWriterName"));
  if (found->model == NULL && found->recipe == NULL)
    found->model = g_strdup (g_hash_table_lookup (texts, "Xmp.iptcExt.AISystemUsed"));
}

char *
gesso_recipe_read (GHashTable *texts,
                   guint       width,
                   guint       height)
{
  g_return_val_if_fail (texts != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_auto (GessoFoundRecipe) found = { .seed = -1 };
      const char *text = g_hash_table_lookup (texts, readers[i].key);

      if (text != NULL && *text != '\0' && readers[i].read (text, &found) && found.prompt != NULL &&
          *g_strstrip (found.prompt) != '\0')
        {
          add_iptc (&found, texts);
          return finish (&found, width, height);
        }
    }
  return NULL;
}

gboolean
gesso_recipe_is_complete (const char *recipe)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (recipe != NULL, FALSE);

  node = gesso_recipe_parse_json (recipe);
  return node != NULL && gesso_json_object (node) != NULL &&
         gesso_json_string (gesso_json_object (node), "variant") != NULL;
}

char *
gesso_recipe_new_empty (guint width,
                        guint height)
{
  const GessoFoundRecipe nothing = { .prompt = (char *) "", .seed = -1 };

  return to_text (compose (&nothing, width, height));
}

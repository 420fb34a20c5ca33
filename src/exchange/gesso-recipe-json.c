/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-recipe-private.h"

#include <string.h>

#include "gesso-json.h"

/* Recipes that are JSON. */

gboolean
gesso_recipe_read_gesso (const char       *text,
                         GessoFoundRecipe *found)
{
  g_autoptr (JsonNode) node = gesso_recipe_parse_json (text);
  JsonObject *object = gesso_json_object (node);
  JsonObject *recipe = object != NULL ? gesso_json_sub_object (object, "recipe") : NULL;
  const char *prompt = recipe != NULL ? gesso_json_string (recipe, "prompt") : NULL;

  if (prompt == NULL)
    return FALSE;
  found->program = "Gesso";
  found->prompt = g_strdup (prompt);
  found->recipe = json_object_ref (recipe);
  found->sandbox = gesso_json_boolean (object, "sandbox", FALSE);
  return TRUE;
}

/* {"sui_image_params": {"prompt", "negativeprompt", "model", "seed"}} */
gboolean
gesso_recipe_read_swarm (const char       *text,
                         GessoFoundRecipe *found)
{
  g_autoptr (JsonNode) node = *text == '{' ? gesso_recipe_parse_json (text) : NULL;
  JsonObject *object = gesso_json_object (node);
  JsonObject *parameters = object != NULL ? gesso_json_sub_object (object, "sui_image_params") : NULL;

  if (parameters == NULL)
    return FALSE;
  found->program = "SwarmUI";
  found->prompt = g_strdup (gesso_json_string (parameters, "prompt"));
  found->negative = g_strdup (gesso_json_string (parameters, "negativeprompt"));
  found->model = gesso_recipe_model_name (gesso_json_string (parameters, "model"));
  found->seed = gesso_json_int (parameters, "seed", -1);
  return found->prompt != NULL;
}

/* A model is a name, or an object that has one. */
static char *
read_model (JsonObject *object,
            const char *member)
{
  JsonObject *model = gesso_json_sub_object (object, member);
  const char *name = model != NULL ? gesso_json_string (model, "name") : gesso_json_string (object, member);

  if (name == NULL && model != NULL)
    name = gesso_json_string (model, "model_name");
  return gesso_recipe_model_name (name);
}

gboolean
gesso_recipe_read_invoke (const char       *text,
                          GessoFoundRecipe *found)
{
  g_autoptr (JsonNode) node = gesso_recipe_parse_json (text);
  JsonObject *object = gesso_json_object (node);

  if (object == NULL)
    return FALSE;
  found->program = "InvokeAI";
  found->prompt = g_strdup (gesso_json_string (object, "positive_prompt"));
  found->negative = g_strdup (gesso_json_string (object, "negative_prompt"));
  found->model = read_model (object, "model");
  found->seed = gesso_json_int (object, "seed", -1);
  return found->prompt != NULL;
}

/* The second generation: {"model_weights", "image": {"prompt": "…" or [{"prompt": "…"}], "seed"}} */
gboolean
gesso_recipe_read_invoke_2 (const char       *text,
                            GessoFoundRecipe *found)
{
  g_autoptr (JsonNode) node = gesso_recipe_parse_json (text);
  JsonObject *object = gesso_json_object (node);
  JsonObject *image = object != NULL ? gesso_json_sub_object (object, "image") : NULL;
  JsonArray *prompts = image != NULL ? gesso_json_sub_array (image, "prompt") : NULL;
  const char *prompt = image != NULL ? gesso_json_string (image, "prompt") : NULL;

  if (image == NULL)
    return FALSE;
  if (prompts != NULL && json_array_get_length (prompts) > 0)
    {
      JsonObject *first = gesso_json_object (json_array_get_element (prompts, 0));

      prompt = first != NULL ? gesso_json_string (first, "prompt") : NULL;
    }
  found->program = "InvokeAI";
  found->prompt = g_strdup (prompt);
  found->model = gesso_recipe_model_name (gesso_json_string (object, "model_weights"));
  found->seed = gesso_json_int (image, "seed", -1);
  return found->prompt != NULL;
}

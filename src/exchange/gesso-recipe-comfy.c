/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-recipe-private.h"

#include <string.h>

#include "gesso-json.h"

/*
 * A graph: {"3": {"class_type": "KSampler", "inputs": {"seed": 1, "positive": ["6", 0], …}}, …}. An input is a value or
 * the id of a node with the number of its output. Whoever made the file decides how it is wired.
 */
#define MAX_DEPTH 16
#define MAX_VISITS 500

static JsonObject *
get_node (JsonObject *graph,
          const char *id)
{
  return gesso_json_sub_object (graph, id);
}

static JsonObject *
get_inputs (JsonObject *node)
{
  return node != NULL ? gesso_json_sub_object (node, "inputs") : NULL;
}

/* The node that an input is wired to. */
static JsonObject *
follow (JsonObject *graph,
        JsonObject *inputs,
        const char *name)
{
  JsonArray *link = gesso_json_sub_array (inputs, name);
  JsonNode *first = link != NULL && json_array_get_length (link) > 0 ? json_array_get_element (link, 0) : NULL;

  if (first == NULL || !JSON_NODE_HOLDS_VALUE (first) || json_node_get_value_type (first) != G_TYPE_STRING)
    return NULL;
  return get_node (graph, json_node_get_string (first));
}

/* The words that come out of a node: its own, or of what it is wired to. */
static const char *
find_text (JsonObject *graph,
           JsonObject *node,
           guint       depth,
           guint      *visits)
{
  static const char *const texts[] = { "text", "text_g", "t5xxl", "clip_l", "value", "string", "prompt", "text_a" };
  static const char *const wires[] = { "text", "text_g", "t5xxl", "value", "string", "conditioning", "conditioning_1",
                                       "positive", "guider", "cond" };
  JsonObject *inputs = get_inputs (node);

  if (inputs == NULL || depth == 0 || (*visits)++ > MAX_VISITS)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *text = gesso_json_string (inputs, texts[i]);

      if (text != NULL && *text != '\0')
        return text;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      const char *text = find_text (graph, follow (graph, inputs, wires[i]), depth - 1, visits);

      if (text != NULL)
        return text;
    }
  return NULL;
}

static gint64
find_seed (JsonObject *graph,
           JsonObject *inputs)
{
  gint64 seed = gesso_json_int (inputs, "seed", gesso_json_int (inputs, "noise_seed", -1));
  JsonObject *noise = seed < 0 ? get_inputs (follow (graph, inputs, "noise")) : NULL;

  return noise != NULL ? gesso_json_int (noise, "noise_seed", -1) : seed;
}

static void
find_model (JsonObject       *graph,
            GessoFoundRecipe *found)
{
  static const char *const members[] = { "ckpt_name", "unet_name", "model_name" };
  JsonObjectIter iter;
  JsonNode *node;

  json_object_iter_init (&iter, graph);
  while (found->model == NULL && json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *inputs = get_inputs (gesso_json_object (node));

      for (gsize i = 0; inputs != NULL && found->model == NULL && i < G_N_ELEMENTS (members); i++)
        found->model = gesso_recipe_model_name (gesso_json_string (inputs, members[i]));
    }
}

gboolean
gesso_recipe_read_comfy (const char       *text,
                         GessoFoundRecipe *found)
{
  /* In WebP the name of the field is in front of its text. */
  g_autoptr (JsonNode) root = gesso_recipe_parse_json (g_str_has_prefix (text, "prompt:") ? text + strlen ("prompt:")
                                                                                          : text);
  JsonObject *graph = gesso_json_object (root);
  JsonObjectIter iter;
  guint visits = 0;
  JsonNode *node;

  if (graph == NULL)
    return FALSE;
  found->program = "ComfyUI";
  json_object_iter_init (&iter, graph);
  while (found->prompt == NULL && json_object_iter_next (&iter, NULL, &node))
    {
      JsonObject *inputs = get_inputs (gesso_json_object (node));

      /* What samples has words that it is drawn to, and others that it is kept from. */
      if (inputs == NULL || (!json_object_has_member (inputs, "positive") && !json_object_has_member (inputs, "guider")))
        continue;
      found->prompt = g_strdup (find_text (graph, follow (graph, inputs, "positive"), MAX_DEPTH, &visits));
      if (found->prompt == NULL)
        found->prompt = g_strdup (find_text (graph, follow (graph, inputs, "guider"), MAX_DEPTH, &visits));
      found->negative = g_strdup (find_text (graph, follow (graph, inputs, "negative"), MAX_DEPTH, &visits));
      found->seed = find_seed (graph, inputs);
      if (found->prompt == NULL)
        g_clear_pointer (&found->negative, g_free);
    }
  find_model (graph, found);
  return found->prompt != NULL;
}

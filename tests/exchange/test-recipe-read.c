/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-recipe-private.h"
#include "krea-request.h"

typedef struct {
  const char *name;
  const char *key;
  const char *text;
  const char *program;
  const char *prompt;
  const char *negative;
  const char *model;
  gint64      seed;
} Case;

static const Case cases[] = {
  { "a1111", "parameters",
    "a teal lighthouse,\nheavy weather\nNegative prompt: blurry,\nlow quality\n"
    "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1234, Size: 512x640, Model: dreamy_v5, Version: v1.6.0",
    "A1111", "a teal lighthouse,\nheavy weather", "blurry,\nlow quality", "dreamy_v5", 1234 },
  { "a1111-quoted", "Exif.Photo.UserComment",
    "one boat\nSteps: 4, Seed: 7, Lora hashes: \"a: 1, b: 2\", Model: \"x, y\\\" z\"", "A1111", "one boat", NULL,
    "x, y\" z", 7 },
  { "a1111-no-settings", "parameters", "only words: and a colon", "A1111", "only words: and a colon", NULL, NULL, -1 },
  { "swarm", "parameters",
    "{\"sui_image_params\": {\"prompt\": \"a fox\", \"negativeprompt\": \"dog\", \"model\": \"sdxl/base.safetensors\","
    " \"seed\": 5, \"swarm_version\": \"0.9\"}, \"sui_extra_data\": {}}", "SwarmUI", "a fox", "dog", "base", 5 },
  { "invoke", "invokeai_metadata",
    "{\"positive_prompt\": \"a hill\", \"negative_prompt\": \"sea\", \"seed\": 9, \"model\": {\"name\": \"Flux\"}}",
    "InvokeAI", "a hill", "sea", "Flux", 9 },
  { "invoke-2", "sd-metadata",
    "{\"model_weights\": \"sd-1.5\", \"image\": {\"prompt\": [{\"prompt\": \"a barn\", \"weight\": 1}], \"seed\": 3}}",
    "InvokeAI", "a barn", NULL, "sd-1.5", 3 },
  { "comfy", "prompt",
    "{\"3\": {\"class_type\": \"KSampler\", \"inputs\": {\"seed\": 11, \"positive\": [\"6\", 0], \"negative\": [\"7\", 0]}},"
    " \"4\": {\"class_type\": \"CheckpointLoaderSimple\", \"inputs\": {\"ckpt_name\": \"C:\\\\models\\\\real.ckpt\"}},"
    " \"6\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": [\"9\", 0]}},"
    " \"7\": {\"class_type\": \"CLIPTextEncode\", \"inputs\": {\"text\": \"ugly\"}},"
    " \"9\": {\"class_type\": \"String\", \"inputs\": {\"value\": \"a pier\"}}}",
    "ComfyUI", "a pier", "ugly", "real", 11 },
  { "comfy-webp", "Exif.Image.Model",
    "prompt:{\"1\": {\"inputs\": {\"noise\": [\"2\", 0], \"guider\": [\"3\", 0]}}, \"2\": {\"inputs\": {\"noise_seed\": 8}},"
    " \"3\": {\"inputs\": {\"conditioning\": [\"4\", 0]}}, \"4\": {\"inputs\": {\"text\": \"a gull\"}}}",
    "ComfyUI", "a gull", NULL, NULL, 8 },
  { "iptc", "Xmp.iptcExt.AIPromptInformation", "a quay at dawn", "IPTC", "a quay at dawn", NULL, NULL, -1 },
};

static char *
read_one (const char *key,
          const char *text)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (texts, (gpointer) key, (gpointer) text);
  return gesso_recipe_read (texts, 512, 640);
}

/* Who wrote a prompt, and what drew it, is kept with it. */
static void
test_iptc (void)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *recipe = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *imported;

  g_hash_table_insert (texts, (gpointer) "Xmp.iptcExt.AIPromptInformation", (gpointer) "a quay at dawn");
  g_hash_table_insert (texts, (gpointer) "Xmp.iptcExt.AIPromptWriterName", (gpointer) "Ada Quill");
  g_hash_table_insert (texts, (gpointer) "Xmp.iptcExt.AISystemUsed", (gpointer) "Dreamy 3");
  recipe = gesso_recipe_read (texts, 512, 640);
  g_assert_nonnull (recipe);
  bytes = g_bytes_new (recipe, strlen (recipe));
  node = gesso_json_parse (bytes, NULL);
  imported = gesso_json_sub_object (gesso_json_object (node), "imported");
  g_assert_cmpstr (gesso_json_string (imported, "writer"), ==, "Ada Quill");
  g_assert_cmpstr (gesso_json_string (imported, "model"), ==, "Dreamy 3");
}

static void
test_program (gconstpointer data)
{
  const Case *each = data;
  g_autofree char *recipe = read_one (each->key, each->text);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object, *imported;

  g_assert_nonnull (recipe);
  node = gesso_recipe_parse_json (recipe);
  object = gesso_json_object (node);
  imported = gesso_json_sub_object (object, "imported");
  g_assert_cmpstr (gesso_json_string (object, "prompt"), ==, each->prompt);
  /* The nearest shape, and nothing that would mean something else to Krea. */
  g_assert_cmpstr (gesso_json_string (object, "aspect_ratio"), ==, "4:5");
  g_assert_false (json_object_has_member (object, "seed"));
  g_assert_false (json_object_has_member (object, "variant"));
  g_assert_false (gesso_recipe_is_complete (recipe));
  g_assert_cmpstr (gesso_json_string (imported, "program"), ==, each->program);
  g_assert_cmpstr (gesso_json_string (imported, "negative_prompt"), ==, each->negative);
  g_assert_cmpstr (gesso_json_string (imported, "model"), ==, each->model);
  g_assert_cmpint (gesso_json_int (imported, "seed", -1), ==, each->seed);
}

/* What other tools leave of ours is still enough for Krea. */
static void
test_parameters_of_ours (void)
{
  g_autofree char *recipe = read_one ("parameters", "a bay\nSeed: 42, Size: 928x1152, Model: krea-2/large,"
                                                    " Creativity: high, Aspect ratio: \"4:5\", Version: Gesso 0.1.0");
  g_autoptr (KreaRequest) request = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, NULL);

  g_assert_true (gesso_recipe_is_complete (recipe));
  g_assert_cmpstr (krea_request_get_variant (request), ==, "large");
  g_assert_cmpstr (krea_request_get_creativity (request), ==, "high");
  g_assert_cmpint (krea_request_get_seed (request), ==, 42);
}

/* Out and in again: the same recipe, but for what stays at home. */
static void
test_own_recipe (void)
{
  const GessoExportPicture picture = {
    .recipe = (char *) "{\"prompt\": \"a bay\", \"variant\": \"large\", \"aspect_ratio\": \"4:5\", \"resolution\": \"1K\","
                       " \"creativity\": \"high\", \"seed\": 42, \"intensity\": 25, \"secret\": \"/home/me\","
                       " \"references\": [{\"sha256\": \"ab12\", \"name\": \"ink.png\", \"strength\": 0.6}],"
                       " \"source\": {\"sha256\": \"cd34\", \"name\": \"x\", \"strength\": 0.9}}",
    .created_at = 1,
  };
  g_autofree char *text = gesso_export_picture_to_recipe (&picture);
  g_autofree char *recipe = read_one ("Xmp.gesso.Recipe", text);
  g_autoptr (KreaRequest) request = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, NULL);
  g_autoptr (KreaRequest) before = krea_request_new_from_recipe (krea_catalog_get_default (), picture.recipe, NULL);
  g_autofree char *hash = krea_request_hash (request);
  g_autofree char *hash_before = krea_request_hash (before);

  g_assert_null (strstr (text, "/home"));
  g_assert_null (strstr (text, "ink.png"));
  g_assert_cmpstr (hash, ==, hash_before);
  g_assert_true (gesso_recipe_is_complete (recipe));
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "", "{", "{}", "[]", "null", "{\"sui_image_params\": 3}", "{\"sui_image_params\": {\"prompt\": 3}}",
    "{\"recipe\": {\"prompt\": [\"x\"]}}", "{\"image\": {\"prompt\": [3]}}", "{\"1\": 3}",
    /* A graph that bites its own tail, in every wire. */
    "{\"1\": {\"inputs\": {\"positive\": [\"1\", 0], \"text\": [\"1\", 0], \"value\": [\"1\", 0], \"cond\": [\"1\", 0],"
    " \"string\": [\"1\", 0], \"guider\": [\"1\", 0], \"conditioning\": [\"1\", 0]}}}",
    "{\"1\": {\"inputs\": {\"positive\": [], \"guider\": [{}]}}}",
  };
  static const char *const keys[] = { "Xmp.gesso.Recipe", "invokeai_metadata", "sd-metadata", "prompt" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_autofree char *recipe = read_one (keys[i], texts[j]);

        g_assert_null (recipe);
      }
}

/* What no request could be made of leaves at least the prompt. */
static void
test_broken_own_recipe (void)
{
  g_autofree char *recipe = read_one ("Xmp.gesso.Recipe", "{\"recipe\": {\"prompt\": \"a bay\", \"variant\": 3}}");
  g_autofree char *long_prompt = g_strnfill (100000, 'x');
  g_autofree char *cut = read_one ("parameters", long_prompt);

  g_assert_nonnull (recipe);
  g_assert_nonnull (strstr (recipe, "\"prompt\":\"a bay\""));
  g_assert_cmpuint (strlen (cut), <, GESSO_RECIPE_MAX_PROMPT + 500);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/recipe-read/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_program);
    }
  g_test_add_func ("/recipe-read/parameters-of-ours", test_parameters_of_ours);
  g_test_add_func ("/recipe-read/own-recipe", test_own_recipe);
  g_test_add_func ("/recipe-read/iptc-writer", test_iptc);
  g_test_add_func ("/recipe-read/hostile", test_hostile);
  g_test_add_func ("/recipe-read/broken-own-recipe", test_broken_own_recipe);
  return g_test_run ();
}

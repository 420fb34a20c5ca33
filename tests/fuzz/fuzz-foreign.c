/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "gesso-recipe-read.h"
#include "krea-request.h"

/* What other programs wrote into a picture. The first byte says where it stood. What is made of it is always a recipe
 * that Krea could be asked for. */

static const char *const keys[] = {
  "Xmp.gesso.Recipe", "parameters", "Exif.Photo.UserComment", "invokeai_metadata", "sd-metadata", "prompt",
  "Exif.Image.Model", "Xmp.iptcExt.AIPromptInformation",
};

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = size > 0 ? g_utf8_make_valid ((const char *) data + 1, size - 1) : NULL;
  g_autofree char *recipe = NULL;
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return 0;
  g_hash_table_insert (texts, (gpointer) keys[data[0] % G_N_ELEMENTS (keys)], text);
  recipe = gesso_recipe_read (texts, 3, 4);
  if (recipe == NULL)
    return 0;
  fuzz_assert_text (recipe);
  request = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, &error);
  fuzz_assert_result (request, error);
  g_assert_nonnull (request);
  gesso_recipe_is_complete (recipe);
  return 0;
}

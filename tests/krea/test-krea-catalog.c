/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "krea-catalog.h"
#include "krea-error.h"

static void
test_models (void)
{
  static const struct
  {
    const char *variant;
    gint64 prices[3];
  } expected[] = {
    { "medium-turbo", { 15000, 17500, 20000 } },
    { "medium", { 30000, 35000, 40000 } },
    { "large", { 60000, 65000, 70000 } },
  };
  KreaCatalog *catalog = krea_catalog_get_default ();
  const KreaModel *const *models = krea_catalog_get_models (catalog);

  g_assert_cmpint (krea_catalog_get_revision (catalog), >=, 1);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strconcat ("/generate/image/krea/krea-2/", expected[i].variant, NULL);

      g_assert_cmpstr (models[i]->variant, ==, expected[i].variant);
      g_assert_cmpstr (models[i]->path, ==, path);
      g_assert_true (krea_catalog_find_model (catalog, models[i]->id) == models[i]);
      g_assert_cmpint (krea_catalog_get_price (catalog, expected[i].variant, FALSE, FALSE), ==, expected[i].prices[0]);
      g_assert_cmpint (krea_catalog_get_price (catalog, expected[i].variant, TRUE, FALSE), ==, expected[i].prices[1]);
      /* With both it is the moodboard's price, not the sum. */
      g_assert_cmpint (krea_catalog_get_price (catalog, expected[i].variant, FALSE, TRUE), ==, expected[i].prices[2]);
      g_assert_cmpint (krea_catalog_get_price (catalog, expected[i].variant, TRUE, TRUE), ==, expected[i].prices[2]);
    }
  g_assert_null (models[3]);
  g_assert_true (krea_catalog_find_model (catalog, "image/krea/krea-2/large") == models[2]);
  g_assert_null (krea_catalog_find_model (catalog, "large-turbo"));
  g_assert_null (krea_catalog_find_model (catalog, NULL));
  g_assert_cmpint (krea_catalog_get_price (catalog, "krea-3", FALSE, FALSE), ==, -1);
}

static void
test_aspects (void)
{
  KreaCatalog *catalog = krea_catalog_get_default ();
  guint n = 0;

  for (const KreaAspect *const *aspect = krea_catalog_get_aspects (catalog); *aspect != NULL; aspect++, n++)
    {
      double ratio = g_ascii_strtod ((*aspect)->ratio, NULL) / g_ascii_strtod (strchr ((*aspect)->ratio, ':') + 1, NULL);

      g_assert_cmpfloat_with_epsilon ((double) (*aspect)->width / (*aspect)->height, ratio, 0.03);
      g_assert_cmpuint ((*aspect)->width % 16, ==, 0);
      g_assert_cmpuint ((*aspect)->height % 16, ==, 0);
    }
  g_assert_cmpuint (n, ==, 9);
  g_assert_cmpuint (krea_catalog_find_aspect (catalog, "4:5")->width, ==, 928);
  g_assert_cmpuint (krea_catalog_find_aspect (catalog, "4:5")->height, ==, 1152);
  g_assert_null (krea_catalog_find_aspect (catalog, "5:4"));
  g_assert_null (krea_catalog_find_aspect (catalog, NULL));
}

static void
test_ranges (void)
{
  KreaCatalog *catalog = krea_catalog_get_default ();
  const KreaRange *reference = krea_catalog_get_range (catalog, "reference.strength");
  const KreaRange *moodboard = krea_catalog_get_range (catalog, "moodboard.strength");
  const KreaRange *seed = krea_catalog_get_range (catalog, "seed");

  g_assert_cmpfloat (reference->maximum, ==, 1);
  g_assert_cmpfloat (reference->wide_minimum, ==, -2);
  g_assert_cmpfloat (moodboard->wide_maximum, ==, 1.5);
  g_assert_cmpfloat (moodboard->initial, ==, 0.35);
  g_assert_cmpfloat (seed->maximum, ==, 2147483647);
  g_assert_cmpfloat (seed->wide_maximum, ==, 2147483647);
  g_assert_cmpfloat (krea_catalog_get_range (catalog, "strength")->initial, ==, 0.99);
  g_assert_cmpfloat (krea_catalog_get_range (catalog, "movement")->minimum, ==, -100);
  g_assert_null (krea_catalog_get_range (catalog, "guidance"));
  g_assert_cmpuint (krea_catalog_get_max_references (catalog), ==, 10);
  g_assert_cmpuint (krea_catalog_get_max_moodboards (catalog), ==, 1);
  g_assert_cmpuint (krea_catalog_get_prompt_warning (catalog), ==, 2000);
  g_assert_cmpuint (krea_catalog_get_prompt_limit (catalog), ==, 5000);
  g_assert_cmpstr (krea_catalog_get_creativities (catalog)[0], ==, "raw");
  g_assert_cmpstr (krea_catalog_get_resolutions (catalog)[0], ==, "1K");
}

static void
test_other_data (void)
{
  static const struct
  {
    const char *good;
    const char *bad;
  } edits[] = {
    { "\"revision\": 1", "\"revision\": 0" },
    { "\"ratio\": \"1:1\"", "\"ratio\": 11" },
    { "\"text\": 30000", "\"text\": -1" },
    { "\"width\": 1024", "\"width\": \"wide\"" },
    { "\"maximum\": 1,", "\"maximum\": -1," },
    { "\"raw\"", "[]" },
    { "\"prompt_limit\": 5000", "\"prompt_limit\": 10" },
    { "\"creativity\": \"medium\"", "\"creativity\": \"wild\"" },
    { "\"path\": \"/", "\"path\": \"" },
    { "\"models\": [", "\"models\": [7," },
    { "\"aspects\": [", "\"aspects\": 1, \"x\": [" },
    { "{", "[" },
  };
  g_autofree char *text = NULL;
  g_autofree char *source = g_build_filename (KREA_SOURCE_DIR, "krea-catalog.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (source, &text, NULL, &error));
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (GString) broken = g_string_new (text);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_cmpuint (g_string_replace (broken, edits[i].good, edits[i].bad, 1), ==, 1);
      bytes = g_bytes_new (broken->str, broken->len);
      g_assert_null (krea_catalog_new_from_data (bytes, &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
      g_clear_error (&error);
    }
}

static void
test_new_price (void)
{
  g_autofree char *source = g_build_filename (KREA_SOURCE_DIR, "krea-catalog.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) edited = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KreaCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (source, &text, NULL, &error));
  edited = g_string_new (text);
  g_string_replace (edited, "\"text\": 30000", "\"text\": 31000", 1);
  g_string_replace (edited, "\"revision\": 1", "\"revision\": 2", 1);
  bytes = g_bytes_new (edited->str, edited->len);
  catalog = krea_catalog_new_from_data (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpint (krea_catalog_get_revision (catalog), ==, 2);
  g_assert_cmpint (krea_catalog_get_price (catalog, "medium", FALSE, FALSE), ==, 31000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/krea/catalog/models", test_models);
  g_test_add_func ("/krea/catalog/aspects", test_aspects);
  g_test_add_func ("/krea/catalog/ranges", test_ranges);
  g_test_add_func ("/krea/catalog/other-data", test_other_data);
  g_test_add_func ("/krea/catalog/new-price", test_new_price);
  return g_test_run ();
}

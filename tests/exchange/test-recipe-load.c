/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <string.h>

#include "gesso-recipe-load.h"
#include "krea-request.h"

static GessoDecoder *decoder;

static char *
add_reference (ExchangeFixture *fixture)
{
  g_autoptr (GBytes) picture = gesso_test_make_png (8, 8, 0x336699);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoReferenceFile) file = NULL;

  gesso_library_add_reference_async (fixture->library, decoder, picture, "ink.png", NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  file = gesso_library_add_reference_finish (fixture->library, result, NULL);
  g_assert_nonnull (file);
  return g_strdup (file->sha256);
}

/* A file with a stamp in it, as an export leaves it. */
static char *
write_picture (ExchangeFixture *fixture,
               const char      *recipe)
{
  const GessoExportPicture picture = { .recipe = (char *) recipe, .variant = (char *) "large", .created_at = 1 };
  g_auto (GessoStamp) stamp = { NULL, NULL };
  g_autoptr (GBytes) plain = gesso_test_make_png (8, 10, 0x112233);
  g_autoptr (GBytes) stamped = NULL;
  char *path = g_build_filename (fixture->folder, "picture.png", NULL);

  if (recipe != NULL)
    gesso_export_picture_stamp (&picture, GESSO_EXPORT_FULL, &stamp);
  stamped = gesso_container_rewrite (plain, &stamp, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (stamped, NULL), g_bytes_get_size (stamped), NULL));
  return path;
}

static char *
load (ExchangeFixture *fixture,
      const char      *path,
      guint           *n_missing,
      GError         **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_recipe_load_async (fixture->library, decoder, path, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_recipe_load_finish (fixture->library, result, n_missing, error);
}

/* Of three pictures the library has one: that comes back with its strength and without what can't be had. */
static void
test_references (ExchangeFixture *fixture,
                 gconstpointer    data)
{
  g_autofree char *sha256 = add_reference (fixture);
  g_autofree char *written = g_strdup_printf (
    "{\"prompt\": \"a bay\", \"variant\": \"large\", \"aspect_ratio\": \"4:5\", \"resolution\": \"1K\", \"creativity\": \"high\","
    " \"seed\": 42, \"references\": [{\"sha256\": \"ab12\", \"strength\": 0.1}, {\"sha256\": \"%s\", \"strength\": 0.6}],"
    " \"source\": {\"sha256\": \"cd34\", \"strength\": 0.9}}", sha256);
  g_autofree char *path = write_picture (fixture, written);
  guint n_missing = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *recipe = load (fixture, path, &n_missing, &error);
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (KreaReference) reference = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (recipe);
  g_assert_cmpuint (n_missing, ==, 2);
  request = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (krea_request_get_references (request)), ==, 1);
  reference = g_list_model_get_item (krea_request_get_references (request), 0);
  g_assert_cmpstr (krea_reference_get_sha256 (reference), ==, sha256);
  g_assert_cmpfloat_with_epsilon (krea_reference_get_strength (reference), 0.6, 0.0001);
  g_assert_null (krea_request_get_source (request));
  g_assert_cmpint (krea_request_get_seed (request), ==, 42);
}

static void
test_nothing (ExchangeFixture *fixture,
              gconstpointer    data)
{
  g_autofree char *path = write_picture (fixture, NULL);
  guint n_missing = 9;
  g_autoptr (GError) error = NULL;

  g_assert_null (load (fixture, path, &n_missing, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_missing, ==, 0);
  g_assert_null (load (fixture, "/nowhere.png", NULL, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (1);
  g_test_add ("/recipe-load/references", ExchangeFixture, NULL, fixture_set_up, test_references, fixture_tear_down);
  g_test_add ("/recipe-load/nothing", ExchangeFixture, NULL, fixture_set_up, test_nothing, fixture_tear_down);
  status = g_test_run ();
  g_object_unref (decoder);
  return status;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "composer/gesso-duplicates.h"
#include "gesso-library-journal.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static gboolean
has_one (gpointer duplicates)
{
  return gesso_duplicates_get_count (duplicates) == 1;
}

/* Keeps a picture of exactly this request. */
static void
keep (GessoUiTest *test,
      KreaRequest *request)
{
  g_autofree char *recipe = krea_request_to_recipe (request);
  g_autofree char *hash = krea_request_hash (request);
  g_autofree char *round_id = g_uuid_string_random ();
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) png = gesso_test_make_png (16, 16, 0x1f6f78);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (round, gesso_generation_new (recipe, round_id, hash, 30000, 1, &error));
  g_assert_no_error (error);
  gesso_library_add_round_async (test->library, round, "https://api.krea.ai", "https://api.krea.ai#test", FALSE,
                                 gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_add_round_finish (test->library, result, &error));
  gesso_ui_test_keep (test, g_ptr_array_index (round, 0), png);
}

static void
test_some (void)
{
  GessoUiTest test = { 0 };
  g_autoptr (GessoDuplicates) duplicates = NULL;
  KreaRequest *request;

  gesso_ui_test_set_up (&test);
  request = gesso_context_get_request (test.context);
  krea_request_set_prompt (request, "A paper boat");
  krea_request_set_seed (request, 43);
  keep (&test, request);

  g_settings_set_uint (test.settings, "images", 4);
  duplicates = gesso_duplicates_new (test.context);
  krea_request_set_seed (request, 42);
  gesso_duplicates_look (duplicates, TRUE);
  g_assert_true (gesso_test_await (has_one, duplicates, GESSO_TEST_TIMEOUT_MS));
  g_assert_false (gesso_duplicates_has (duplicates, 0));
  g_assert_true (gesso_duplicates_has (duplicates, 1));
  g_assert_cmpint (gesso_generation_get_seed (gesso_duplicates_get_first (duplicates)), ==, 43);

  /* What is asked for has changed: nothing is known of it yet. */
  krea_request_set_creativity (request, "raw");
  g_assert_cmpuint (gesso_duplicates_get_count (duplicates), ==, 0);

  /* A random seed never asks for the same picture, nor does the sandbox. */
  krea_request_set_creativity (request, "medium");
  gesso_duplicates_look (duplicates, FALSE);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_duplicates_get_count (duplicates), ==, 0);

  g_clear_object (&duplicates);
  g_settings_reset (test.settings, "images");
  gesso_ui_test_tear_down (&test);
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/composer/duplicates/some", test_some);
  return g_test_run ();
}

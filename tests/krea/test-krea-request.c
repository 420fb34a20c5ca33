/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-test.h"
#include "krea-error.h"
#include "krea-request.h"

#define SHA "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define BOARD "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"
#define RECIPE                                                                                                             \
  "{\"prompt\":\"a paper boat\",\"variant\":\"large\",\"aspect_ratio\":\"4:5\",\"resolution\":\"1K\",\"creativity\":\"high\"," \
  "\"seed\":42,\"intensity\":25,\"complexity\":-40,\"movement\":10,"                                                       \
  "\"references\":[{\"sha256\":\"" SHA "\",\"name\":\"ink.png\",\"strength\":0.6},{\"sha256\":\"b\",\"strength\":0}],"     \
  "\"moodboards\":[{\"id\":\"" BOARD "\",\"name\":\"Harbour\",\"strength\":0.35}],"                                       \
  "\"styles\":[{\"id\":\"k3v9x1q7b\",\"title\":\"Soft ink\",\"strength\":1}],"                                             \
  "\"source\":{\"sha256\":\"c\",\"name\":\"sketch.png\",\"strength\":0.99}}"

static KreaRequest *
full_request (void)
{
  g_autoptr (GError) error = NULL;
  KreaRequest *request = krea_request_new_from_recipe (krea_catalog_get_default (), RECIPE, &error);

  g_assert_no_error (error);
  return request;
}

static KreaReference *
get_reference (KreaRequest *request,
               guint        i)
{
  g_autoptr (KreaReference) reference = g_list_model_get_item (krea_request_get_references (request), i);

  return reference;
}

static void
count_cb (guint *count)
{
  ++*count;
}

static void
test_defaults (void)
{
  g_autoptr (KreaRequest) request = krea_request_new (NULL);
  g_autofree char *recipe = krea_request_to_recipe (request);

  g_assert_cmpstr (recipe, ==,
                   "{\"prompt\":\"\",\"variant\":\"medium\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\","
                   "\"creativity\":\"medium\",\"seed\":-1}");
  g_assert_cmpint (krea_request_get_price (request), ==, 30000);
  g_assert_cmpfloat (krea_request_get_moodboard_strength (request), ==, 0.35);
}

static void
test_changed (void)
{
  g_autoptr (KreaRequest) request = krea_request_new (NULL);
  g_autoptr (KreaReference) reference = krea_reference_new (SHA, "a.png", 0.6);
  g_autoptr (KreaReference) source = krea_reference_new (SHA, "b.png", 0.99);
  g_autoptr (KreaStyle) style = krea_style_new ("s", NULL, 1);
  guint changed = 0;
  guint prices = 0;
  guint prompts = 0;

  g_signal_connect_swapped (request, "changed", G_CALLBACK (count_cb), &changed);
  g_signal_connect_swapped (request, "notify::price", G_CALLBACK (count_cb), &prices);
  g_signal_connect_swapped (request, "notify::prompt", G_CALLBACK (count_cb), &prompts);
  g_object_set (request, "prompt", "boat", NULL);
  krea_request_set_prompt (request, "boat");
  g_assert_cmpuint (prompts, ==, 1);
  g_assert_cmpuint (changed, ==, 1);
  krea_request_set_variant (request, "large");
  krea_request_set_seed (request, 5);
  krea_request_set_intensity (request, 5);
  krea_request_set_intensity (request, 5);
  krea_request_set_moodboard (request, BOARD, "Harbour", 0.5);
  g_assert_cmpuint (changed, ==, 5);
  g_assert_cmpuint (prices, ==, 2);
  g_assert_cmpint (krea_request_get_price (request), ==, 70000);
  krea_request_set_moodboard (request, NULL, NULL, 0.5);
  krea_request_add_reference (request, reference);
  g_assert_cmpint (krea_request_get_price (request), ==, 65000);
  krea_request_add_style (request, style);
  krea_request_set_source (request, source);
  g_assert_cmpuint (changed, ==, 9);
  krea_reference_set_strength (reference, 0.7);
  krea_style_set_strength (style, 0.7);
  krea_reference_set_strength (source, 0.7);
  krea_reference_set_strength (source, 0.70000001);
  g_assert_cmpuint (changed, ==, 12);
  krea_reference_set_url (reference, "https://x/");
  g_assert_cmpuint (changed, ==, 12);
  krea_request_remove_reference (request, 0);
  krea_request_remove_style (request, 0);
  krea_request_set_source (request, NULL);
  g_assert_cmpuint (changed, ==, 15);
  krea_reference_set_strength (reference, 0.1);
  krea_style_set_strength (style, 0.1);
  krea_reference_set_strength (source, 0.1);
  g_assert_cmpuint (changed, ==, 15);
  g_assert_cmpint (krea_request_get_price (request), ==, 60000);
}

static void
test_assign (void)
{
  g_autoptr (KreaRequest) full = full_request ();
  g_autoptr (KreaRequest) request = krea_request_new (NULL);
  g_autoptr (KreaRequest) copy = NULL;
  g_autofree char *recipe = NULL;
  g_autofree char *copied = NULL;
  guint changed = 0;

  g_signal_connect_swapped (request, "changed", G_CALLBACK (count_cb), &changed);
  krea_request_assign (request, full);
  g_assert_cmpuint (changed, ==, 1);
  recipe = krea_request_to_recipe (request);
  g_assert_cmpstr (recipe, ==, RECIPE);
  krea_request_assign (request, full);
  g_assert_cmpuint (changed, ==, 1);
  copy = krea_request_copy (full);
  krea_reference_set_strength (get_reference (full, 0), 0.1);
  copied = krea_request_to_recipe (copy);
  g_assert_cmpstr (copied, ==, RECIPE);
}

static void
test_recipe_round_trip (void)
{
  g_autoptr (KreaRequest) request = full_request ();
  g_autofree char *recipe = krea_request_to_recipe (request);

  g_assert_cmpstr (recipe, ==, RECIPE);
}

static void
test_bad_recipes (void)
{
  static const char *const bad[] = {
    "", "[]", "{\"prompt\":7}", "{\"seed\":\"x\"}", "{\"seed\":0.5}", "{\"intensity\":99999999999}", "{\"references\":{}}",
    "{\"references\":[{}]}", "{\"references\":[7]}", "{\"moodboards\":[{\"id\":7}]}", "{\"styles\":[null]}", "{\"source\":[]}",
  };
  g_autoptr (KreaRequest) sparse = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (krea_request_new_from_recipe (NULL, bad[i], &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
    }
  /* What a later version adds, and what an earlier one left out. */
  sparse = krea_request_new_from_recipe (NULL, "{\"prompt\":\"x\",\"variant\":\"huge\",\"later\":[1]}", NULL);
  g_assert_cmpstr (krea_request_get_variant (sparse), ==, "huge");
  g_assert_cmpint (krea_request_get_price (sparse), ==, -1);
  g_assert_cmpstr (krea_request_get_aspect_ratio (sparse), ==, "1:1");
}

static void
test_hash (void)
{
  g_autoptr (KreaRequest) request = full_request ();
  g_autofree char *hash = krea_request_hash (request);
  g_autofree char *renamed = NULL;
  g_autofree char *other = NULL;

  g_assert_cmpuint (strlen (hash), ==, 64);
  krea_reference_set_url (get_reference (request, 0), "https://x/");
  krea_request_set_moodboard (request, BOARD, "Another name", 0.35);
  renamed = krea_request_hash (request);
  g_assert_cmpstr (renamed, ==, hash);
  krea_reference_set_strength (get_reference (request, 0), 0.65);
  other = krea_request_hash (request);
  g_assert_cmpstr (other, !=, hash);
  /* A slider's dust is no other picture. */
  krea_reference_set_strength (get_reference (request, 0), 0.55 + 0.05);
  g_free (other);
  other = krea_request_hash (request);
  g_assert_cmpstr (other, ==, hash);
}

static void
test_body (void)
{
  g_autoptr (KreaRequest) small = krea_request_new (NULL);
  g_autoptr (KreaRequest) full = full_request ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  krea_request_set_prompt (small, "A “paper” boat\n");
  g_assert_null (krea_request_to_body (small, &error));
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, "seed");
  g_clear_error (&error);
  krea_request_set_seed (small, 7);
  body = krea_request_to_body (small, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                   "{\"prompt\":\"A “paper” boat\\n\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\",\"seed\":7,"
                   "\"creativity\":\"medium\"}",
                   strlen ("{\"prompt\":\"A “paper” boat\\n\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\",\"seed\":7,"
                           "\"creativity\":\"medium\"}"));

  g_assert_null (krea_request_to_body (full, &error));
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, "image_style_references[0].url");
  g_clear_error (&error);
  krea_reference_set_url (get_reference (full, 0), "https://app-uploads.krea.ai/a.png");
  krea_reference_set_url (get_reference (full, 1), "data:image/png;base64,iVBORw0KGgo=");
  g_assert_null (krea_request_to_body (full, &error));
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, "image_url");
  krea_reference_set_url (krea_request_get_source (full), "http://127.0.0.1:1/s.png");
  g_clear_pointer (&body, g_bytes_unref);
  body = krea_request_to_body (full, NULL);
  g_assert_nonnull (body);
  {
    g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

    g_assert_cmpstr (text, ==,
                     "{\"prompt\":\"a paper boat\",\"aspect_ratio\":\"4:5\",\"resolution\":\"1K\",\"seed\":42,"
                     "\"creativity\":\"high\",\"intensity\":25,\"complexity\":-40,\"movement\":10,"
                     "\"image_style_references\":[{\"url\":\"https://app-uploads.krea.ai/a.png\",\"strength\":0.6},"
                     "{\"url\":\"data:image/png;base64,iVBORw0KGgo=\",\"strength\":0}],"
                     "\"moodboards\":[{\"id\":\"" BOARD "\",\"strength\":0.35}],"
                     "\"styles\":[{\"id\":\"k3v9x1q7b\",\"strength\":1}],"
                     "\"image_url\":\"http://127.0.0.1:1/s.png\",\"strength\":0.99}");
  }
}

static void
expect_invalid (KreaRequest *request,
                gboolean     wide,
                const char  *field,
                const char  *allowed)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (krea_request_validate (request, wide, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, field);
  g_assert_cmpstr (krea_error_get_details (error)->allowed, ==, allowed);
  g_assert_true (krea_error_get_details (error)->nothing_written);
}

static void
test_validate (void)
{
  g_autoptr (KreaRequest) r = full_request ();
  g_autofree char *long_prompt = g_strnfill (5001, 'x');

  g_assert_true (krea_request_validate (r, FALSE, NULL));
  krea_request_set_seed (r, KREA_SEED_RANDOM);
  g_assert_true (krea_request_validate (r, FALSE, NULL));
  krea_request_set_seed (r, G_GINT64_CONSTANT (2147483648));
  expect_invalid (r, FALSE, "seed", "0…2147483647");
  krea_request_set_seed (r, 0);
  krea_request_set_prompt (r, " \n\u200b ");
  expect_invalid (r, FALSE, "prompt", "1…5000 characters");
  krea_request_set_prompt (r, long_prompt);
  expect_invalid (r, FALSE, "prompt", "1…5000 characters");
  krea_request_set_prompt (r, "x");
  krea_request_set_creativity (r, "wild");
  expect_invalid (r, FALSE, "creativity", "raw, low, medium, high");
  krea_request_set_creativity (r, "raw");
  krea_request_set_aspect_ratio (r, "5:4");
  expect_invalid (r, FALSE, "aspect_ratio", "4:3, 3:2, 16:9, 2.35:1, 1:1, 4:5, 3:4, 2:3, 9:16");
  krea_request_set_aspect_ratio (r, "3:4");
  krea_request_set_variant (r, "krea-3");
  expect_invalid (r, FALSE, "variant", "medium-turbo, medium, large");
  krea_request_set_variant (r, "medium-turbo");
  krea_request_set_movement (r, 101);
  expect_invalid (r, FALSE, "movement", "−100…100");
  krea_request_set_movement (r, -100);
  krea_reference_set_strength (get_reference (r, 1), -0.5);
  expect_invalid (r, FALSE, "image_style_references[1].strength", "0…1");
  g_assert_true (krea_request_validate (r, TRUE, NULL));
  krea_reference_set_strength (get_reference (r, 1), 2.1);
  expect_invalid (r, TRUE, "image_style_references[1].strength", "−2…2");
  krea_reference_set_strength (get_reference (r, 1), 1);
  krea_request_set_moodboard (r, BOARD, NULL, 1.5);
  expect_invalid (r, FALSE, "moodboards[0].strength", "0…1");
  g_assert_true (krea_request_validate (r, TRUE, NULL));
  krea_request_set_moodboard (r, BOARD, NULL, 1.6);
  expect_invalid (r, TRUE, "moodboards[0].strength", "−0.5…1.5");
  krea_request_set_moodboard (r, "harbour", NULL, 0.3);
  expect_invalid (r, FALSE, "moodboards[0].id", NULL);
  krea_request_set_moodboard (r, NULL, NULL, 0.3);
  for (guint i = 0; i < 9; i++)
    {
      g_autoptr (KreaReference) reference = krea_reference_new (SHA, NULL, 0.5);

      krea_request_insert_reference (r, 99, reference);
    }
  expect_invalid (r, FALSE, "image_style_references", "at most 10 pictures");
  krea_request_clear_references (r);
  g_assert_true (krea_request_validate (r, FALSE, NULL));
}

static void
test_moodboard (void)
{
  static const char *const good[] = {
    BOARD,
    " \n" BOARD "\t",
    "1D2F8C5A-6A57-4B0E-8F5E-0A6F9D3C4B21",
    "https://www.krea.ai/moodboards?share=" BOARD,
    "https://krea.ai/moodboards?utm_source=x&share=" BOARD "&y=1#top",
    "HTTPS://WWW.KREA.AI/moodboards?SHARE=1D2F8C5A-6A57-4B0E-8F5E-0A6F9D3C4B21",
    "  www.krea.ai/moodboards?share=" BOARD "\n",
  };
  static const char *const bad[] = {
    "", "harbour", "https://www.krea.ai/moodboards", "https://www.krea.ai/moodboards?share=x",
    "https://evil.example/moodboards?share=" BOARD, "https://krea.ai.evil.example/?share=" BOARD,
    "javascript://krea.ai/?share=" BOARD, BOARD "0", "https://www.krea.ai/?share=%FF",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *id = krea_moodboard_parse (good[i]);

      g_assert_cmpstr (id, ==, BOARD);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (krea_moodboard_parse (bad[i]));
  g_assert_null (krea_moodboard_parse (NULL));
}

static void
test_seeds (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      gint64 seed = krea_seed_random ();

      g_assert_cmpint (seed, >=, 0);
      g_assert_cmpint (seed, <=, 2147483647);
    }
  g_assert_cmpint (krea_seed_nth (42, 3), ==, 45);
  g_assert_cmpint (krea_seed_nth (2147483647, 1), ==, 0);
}

/* What a board adds is in the recipe as it was sent; where it came from makes no other picture. */
static void
test_board (void)
{
  const char *plain = "{\"prompt\":\"a boat\",\"references\":[{\"sha256\":\"b\",\"strength\":0.5}]}";
  g_autoptr (KreaRequest) request = krea_request_new_from_recipe (krea_catalog_get_default (), plain, NULL);
  g_autoptr (KreaRequest) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *without = krea_request_hash (request);
  g_autofree char *with = NULL;
  g_autofree char *recipe = NULL;
  g_autofree char *recipe_again = NULL;
  guint count = 0;

  g_signal_connect_swapped (request, "changed", G_CALLBACK (count_cb), &count);
  krea_reference_set_from_board (get_reference (request, 0), TRUE);
  krea_request_set_board (request, BOARD, "Harbour", 7);
  g_assert_cmpuint (count, ==, 1);
  krea_request_set_board (request, BOARD, "Harbour", 7);
  g_assert_cmpuint (count, ==, 1);
  with = krea_request_hash (request);
  g_assert_cmpstr (with, ==, without);

  krea_request_set_words (request, "muted, grainy");
  recipe = krea_request_to_recipe (request);
  g_assert_nonnull (strstr (recipe, "\"board\":{\"id\":\"" BOARD "\",\"name\":\"Harbour\",\"revision\":7}"));
  again = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, &error);
  g_assert_no_error (error);
  recipe_again = krea_request_to_recipe (again);
  g_assert_cmpstr (recipe_again, ==, recipe);
  g_assert_cmpstr (krea_request_get_board_id (again), ==, BOARD);
  g_assert_cmpuint (krea_request_get_board_revision (again), ==, 7);
  g_assert_true (krea_reference_is_from_board (get_reference (again, 0)));
  g_clear_pointer (&with, g_free);
  with = krea_request_hash (again);
  g_assert_cmpstr (with, !=, without);
}

static void
test_words (void)
{
  static const struct
  {
    const char *prompt, *words, *sent;
  } cases[] = {
    { "a boat", "muted", "a boat, muted" }, { "A boat.", "muted", "A boat. muted" }, { "a boat\n", "x", "a boat\n x" },
    { "a boat", NULL, "a boat" },           { "a boat", "", "a boat" },             { "", "muted", "" },
  };
  g_autoptr (KreaRequest) request = krea_request_new (NULL);
  g_autofree char *lot = g_strnfill (4998, 'x');
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sent = NULL;

      krea_request_set_prompt (request, cases[i].prompt);
      krea_request_set_words (request, cases[i].words);
      sent = krea_request_dup_full_prompt (request);
      g_assert_cmpstr (sent, ==, cases[i].sent);
    }
  krea_request_set_prompt (request, "a boat");
  krea_request_set_words (request, "muted");
  krea_request_set_seed (request, 1);
  body = krea_request_to_body (request, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "\"a boat, muted\""));
  /* The limit is for what is sent. */
  krea_request_set_prompt (request, lot);
  g_assert_false (krea_request_validate (request, FALSE, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
}

static void
test_gone (void)
{
  KreaRequest *request = full_request ();
  g_autoptr (KreaReference) reference = g_object_ref (get_reference (request, 0));
  gpointer weak = request;

  g_object_add_weak_pointer (G_OBJECT (request), &weak);
  g_object_unref (request);
  gesso_test_await_finalized (&weak);
  krea_reference_set_strength (reference, 0.2);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/krea/request/defaults", test_defaults);
  g_test_add_func ("/krea/request/changed", test_changed);
  g_test_add_func ("/krea/request/assign", test_assign);
  g_test_add_func ("/krea/request/recipe-round-trip", test_recipe_round_trip);
  g_test_add_func ("/krea/request/bad-recipes", test_bad_recipes);
  g_test_add_func ("/krea/request/hash", test_hash);
  g_test_add_func ("/krea/request/body", test_body);
  g_test_add_func ("/krea/request/validate", test_validate);
  g_test_add_func ("/krea/request/moodboard", test_moodboard);
  g_test_add_func ("/krea/request/seeds", test_seeds);
  g_test_add_func ("/krea/request/board", test_board);
  g_test_add_func ("/krea/request/words", test_words);
  g_test_add_func ("/krea/request/gone", test_gone);
  return g_test_run ();
}

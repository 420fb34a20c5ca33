/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* More than a page of a listing (PAGE in gesso-engine-listing.c). */
#define MANY 60

/* More jobs than one page holds, several in one millisecond or all of them: each is listed once. */
static void
test_listing (gconstpointer data)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaClient) client = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, data);
  for (guint i = 0; i < 80; i++)
    fixture_make_foreign_job (fixture.sandbox);
  client = krea_client_new (gesso_sandbox_get_url (fixture.sandbox), TEST_KEY);
  gesso_engine_list_since_async (client, 0, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  jobs = gesso_engine_list_since_finish (slot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 80);
  for (guint i = 0; i < jobs->len; i++)
    g_assert_true (g_hash_table_add (ids, (char *) krea_job_get_id (jobs->pdata[i])));
}

/* As if so much time had gone by: the server's clock knows no less than a second. */
static void
close_window (Fixture         *fixture,
              GessoGeneration *lost)
{
  GessoRoute *route = gesso_engine_active_route (fixture->engine);

  g_clear_handle_id (&route->settle_timer, g_source_remove);
  gesso_drive_conclude_in_doubt (gesso_engine_find_drive (fixture->engine, lost), gesso_route_server_now (route) + 1000);
}

/* The lost job lies behind a page of others that are all ours, many of them made in its millisecond: it is found, it alone,
 * and it is adopted. */
static void
test_found_behind_a_page (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) lost = NULL;
  g_autoptr (KreaRequest) request = fixture_request ("a lighthouse [nsfw]");
  g_autoptr (GPtrArray) others = NULL;
  GessoEngineTimes times;

  fixture_set_up (&fixture, "drop-after@1,grain=1000");
  /* The window stays open until all are made, however long that takes. */
  times = fixture.engine->times;
  times.settle_margin = 3600000;
  gesso_engine_set_times (fixture.engine, &times);
  lost = fixture_generate_one (&fixture, "a boat");
  await_state (lost, GESSO_STATE_IN_DOUBT);
  gesso_engine_continue_anyway (fixture.engine);
  others = fixture_generate (&fixture, request, MANY);
  for (guint i = 0; i < MANY; i++)
    await_state (others->pdata[i], GESSO_STATE_FAILED);
  g_assert_cmpuint (gesso_generation_get_state (lost), ==, GESSO_STATE_IN_DOUBT);
  close_window (&fixture, lost);
  await_state (lost, GESSO_STATE_KEPT);
  await_count (&fixture.recovered, 1);
  g_assert_true (gesso_generation_is_recipe_certain (lost));
  g_assert_cmpuint (gesso_generation_get_charge (lost), ==, GESSO_CHARGE_EXACT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, MANY + 1);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/settle/listing/apart", NULL, test_listing);
  g_test_add_data_func ("/settle/listing/in-one-millisecond", "grain=40", test_listing);
  g_test_add_data_func ("/settle/listing/more-than-a-page-in-one", "grain=86400000", test_listing);
  g_test_add_func ("/settle/listing/found-behind-a-page", test_found_behind_a_page);
  return g_test_run ();
}

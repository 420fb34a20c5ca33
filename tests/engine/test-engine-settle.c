/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* Somebody else with the same key: a job that our library knows nothing of. */
static void
make_foreign_job (Fixture *fixture)
{
  g_autoptr (KreaClient) client = krea_client_new (gesso_sandbox_get_url (fixture->sandbox), TEST_KEY);
  g_autoptr (KreaRequest) request = fixture_request ("somebody else");
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (KreaJob) job = NULL;
  g_autoptr (GError) error = NULL;

  krea_client_submit_async (client, request, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  job = krea_client_submit_finish (client, slot, &error);
  g_assert_no_error (error);
}

/* The reply is lost after the job was made: adopted, downloaded and charged once. */
static void
test_adopts (gconstpointer data)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GessoGeneration) next = NULL;

  fixture_set_up (&fixture, data);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  await_hold (fixture.engine, GESSO_QUEUE_IN_DOUBT);
  next = fixture_generate_one (&fixture, "a lighthouse");
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);

  await_state (generation, GESSO_STATE_KEPT);
  await_state (next, GESSO_STATE_KEPT);
  await_count (&fixture.recovered, 1);
  g_assert_true (gesso_generation_is_recipe_certain (generation));
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_EXACT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 2);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 30000);
  g_assert_cmpint (fixture_spent (&fixture), ==, 30000);
}

/* The request was lost on its way: held, and sent again only when the user says so. */
static void
test_not_sent (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "drop-before@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  await_state (generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_NOT_SENT);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_RUNS);

  gesso_engine_send_held (fixture.engine, generation);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
}

/* Nothing is sent while one is in doubt; when it waits for the user, the others need not. */
static void
test_others_go_on (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) lost = NULL;
  g_autoptr (GessoGeneration) other = NULL;

  fixture_set_up (&fixture, "drop-before@1");
  lost = fixture_generate_one (&fixture, "a boat");
  other = fixture_generate_one (&fixture, "a lamp");
  await_state (lost, GESSO_STATE_HELD);
  await_state (other, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 2);
}

static void
test_not_sent_discarded (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "500@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_HELD);
  gesso_engine_discard_held (fixture.engine, generation);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpint (fixture_spent (&fixture), ==, 0);
}

/* Two jobs nobody knows: both pictures are kept, neither is taken for ours, the intent waits for the user. */
static void
test_foreign_job (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "drop-after@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  make_foreign_job (&fixture);
  await_count (&fixture.recovered, 2);
  await_state (generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_UNCERTAIN);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (gesso_generation_is_recipe_certain (fixture.kept->pdata[i]));
      g_assert_cmpuint (gesso_generation_get_charge (fixture.kept->pdata[i]), ==, GESSO_CHARGE_ESTIMATED);
      g_assert_true (g_file_test (gesso_generation_get_path (fixture.kept->pdata[i]), G_FILE_TEST_IS_REGULAR));
    }
  g_assert_cmpint (fixture_spent (&fixture), ==, 30000);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 2);
}

/* Where somebody else was ever seen, even a single unknown job is not taken for ours. */
static void
test_shared_account (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  make_foreign_job (&fixture);
  gesso_test_settle (1100);
  fixture_faults (&fixture, "drop-after@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_UNCERTAIN);
  await_count (&fixture.recovered, 1);
}

/* The server's `Date` and its `created_at` disagree by an hour: not adopted blindly, and never "not sent". */
static void
test_skewed (gconstpointer data)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, data);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_UNCERTAIN);
  await_count (&fixture.recovered, 1);
  g_assert_cmpint (fixture_spent (&fixture), ==, gesso_sandbox_get_billed (fixture.sandbox));
}

static void
test_continue_anyway (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GessoGeneration) next = NULL;

  fixture_set_up (&fixture, "drop-before@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_IN_DOUBT);
  next = fixture_generate_one (&fixture, "a lighthouse");
  gesso_engine_continue_anyway (fixture.engine);
  await_state (next, GESSO_STATE_KEPT);
  await_state (generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_NOT_SENT);
}

/* Closing waits for the POST, then leaves it in doubt; the next start settles it. */
static void
test_stop_in_flight (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autofree char *id = NULL;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat [hang]");
  await_state (generation, GESSO_STATE_SUBMITTING);
  fixture_stop_engine (&fixture);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_IN_DOUBT);
  id = g_strdup (gesso_generation_get_id (generation));
  g_clear_object (&generation);
  fixture_close_library (&fixture);

  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  await_count (&fixture.kept->len, 1);
  g_assert_cmpstr (gesso_generation_get_id (fixture.kept->pdata[0]), ==, id);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

/* More jobs than one page holds, several in one millisecond: each is listed once. */
static void
test_listing (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaClient) client = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  for (guint i = 0; i < 80; i++)
    make_foreign_job (&fixture);
  client = krea_client_new (gesso_sandbox_get_url (fixture.sandbox), TEST_KEY);
  gesso_engine_list_since_async (client, 0, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  jobs = gesso_engine_list_since_finish (slot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 80);
  for (guint i = 0; i < jobs->len; i++)
    g_assert_true (g_hash_table_add (ids, (char *) krea_job_get_id (jobs->pdata[i])));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/settle/adopts/lost-reply", "drop-after@1", test_adopts);
  g_test_add_data_func ("/settle/adopts/500-after", "500-after@1", test_adopts);
  g_test_add_data_func ("/settle/adopts/garbage", "garbage@1", test_adopts);
  g_test_add_func ("/settle/not-sent", test_not_sent);
  g_test_add_func ("/settle/others-go-on", test_others_go_on);
  g_test_add_func ("/settle/not-sent-discarded", test_not_sent_discarded);
  g_test_add_func ("/settle/foreign-job", test_foreign_job);
  g_test_add_func ("/settle/shared-account", test_shared_account);
  g_test_add_data_func ("/settle/skewed/ahead", "drop-after@1,date_skew=3600", test_skewed);
  g_test_add_data_func ("/settle/skewed/behind", "drop-after@1,date_skew=-3600", test_skewed);
  g_test_add_func ("/settle/continue-anyway", test_continue_anyway);
  g_test_add_func ("/settle/stop-in-flight", test_stop_in_flight);
  g_test_add_func ("/settle/listing", test_listing);
  return g_test_run ();
}

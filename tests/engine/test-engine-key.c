/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* Accounts. "Krea" is a server in this process; the stand-in is the one that the engine starts for itself. */

static void
set_up_without_key (Fixture *fixture)
{
  fixture->folder = gesso_test_make_dir ();
  fixture->kept = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->failed = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->decoder = gesso_decoder_new (1);
  fixture->sandbox = fixture_new_sandbox (TEST_KEY, NULL);
  fixture_open_library (fixture);
  fixture_make_engine (fixture, NULL, NULL);
  fixture_start_engine (fixture, GESSO_ENGINE_DEFAULT);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture->engine), ==, GESSO_ACCOUNT_SANDBOX);
}

static void
use_key (Fixture    *fixture,
         const char *key)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  gesso_engine_use_key_async (fixture->engine, key, TRUE, FALSE, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  gesso_engine_use_key_finish (fixture->engine, slot, &error);
  g_assert_no_error (error);
}

/* Eight wait for the sandbox when a key is added: the API's origin receives nothing of them. */
static void
test_sandbox_waiting (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GessoGeneration) real = NULL;

  set_up_without_key (&fixture);
  gesso_engine_set_paused (fixture.engine, TRUE);
  request = fixture_request ("a boat");
  round = fixture_generate (&fixture, request, 8);
  g_assert_true (gesso_generation_is_sandbox (round->pdata[0]));

  use_key (&fixture, " " TEST_KEY "\n");
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_KREA);
  gesso_engine_set_paused (fixture.engine, FALSE);
  for (guint i = 0; i < round->len; i++)
    await_state (round->pdata[i], GESSO_STATE_CANCELLED);
  gesso_test_settle (200);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);

  real = fixture_generate_one (&fixture, "a lighthouse");
  g_assert_false (gesso_generation_is_sandbox (real));
  await_state (real, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_null (fixture.engine->sandbox);
}

/* What the stand-in is drawing already, it finishes beside the key. */
static void
test_sandbox_running (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  guint kept = 0, cancelled = 0;

  set_up_without_key (&fixture);
  request = fixture_request ("a boat");
  round = fixture_generate (&fixture, request, 8);
  await_state (round->pdata[0], GESSO_STATE_RUNNING);
  use_key (&fixture, TEST_KEY);
  for (guint i = 0; i < round->len; i++)
    {
      GessoGeneration *generation = round->pdata[i];

      while (!gesso_state_is_final (gesso_generation_get_state (generation)))
        g_main_context_iteration (NULL, TRUE);
      kept += gesso_generation_get_state (generation) == GESSO_STATE_KEPT;
      cancelled += gesso_generation_get_state (generation) == GESSO_STATE_CANCELLED;
    }
  g_assert_cmpuint (kept, >=, 1);
  g_assert_cmpuint (kept + cancelled, ==, 8);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);
  g_assert_cmpint (fixture_spent (&fixture), ==, 0);
}

static void
test_bad_key (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  set_up_without_key (&fixture);
  gesso_engine_use_key_async (fixture.engine, "wrong", TRUE, TRUE, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_false (gesso_engine_use_key_finish (fixture.engine, slot, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_SANDBOX);
}

static void
test_no_sandbox (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture.folder = gesso_test_make_dir ();
  fixture.kept = g_ptr_array_new ();
  fixture.failed = g_ptr_array_new ();
  fixture.decoder = gesso_decoder_new (1);
  fixture.sandbox = fixture_new_sandbox (TEST_KEY, NULL);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, NULL);
  fixture_start_engine (&fixture, GESSO_ENGINE_NO_SANDBOX);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_FAILED);
  g_assert_null (gesso_engine_get_account (fixture.engine));
}

static void
count_cb (GessoGeneration *generation,
          GParamSpec      *pspec,
          guint           *count)
{
  ++*count;
}

/* A job is asked after only with the key that made it; until then it waits and says which. */
static void
test_waits_for_key (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GListModel) queue = NULL;
  g_autofree char *account = NULL;
  guint told = 0;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  account = g_strdup (gesso_generation_get_account (generation));
  fixture_stop_engine (&fixture);

  fixture_make_engine (&fixture, NULL, "another:key");
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  gesso_test_settle (200);
  queue = g_object_ref (gesso_engine_get_queue (fixture.engine));
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 1);
  g_assert_cmpstr (gesso_engine_get_needed_account (fixture.engine, generation), ==, account);
  g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_RUNS);
  g_assert_cmpuint (gesso_engine_get_rest (fixture.engine, generation), ==, GESSO_REST_OTHER_KEY);
  g_assert_false (gesso_engine_is_under_way (fixture.engine, generation));
  g_assert_nonnull (gesso_engine_why_not_under_way (fixture.engine, generation));

  g_signal_connect (generation, "notify::state", G_CALLBACK (count_cb), &told);
  use_key (&fixture, TEST_KEY);
  g_assert_cmpuint (told, >, 0);
  g_assert_null (gesso_engine_get_needed_account (fixture.engine, generation));
  g_assert_cmpuint (gesso_engine_get_rest (fixture.engine, generation), ==, GESSO_REST_NONE);
  g_assert_true (gesso_engine_is_under_way (fixture.engine, generation));
  fixture_cancel (&fixture, generation, NULL);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 0);
}

static void
check_kept_with_present_key (Fixture    *fixture,
                             const char *id)
{
  GessoGeneration *kept;

  await_count (&fixture->kept->len, 1);
  kept = fixture->kept->pdata[0];
  g_assert_cmpstr (gesso_generation_get_id (kept), ==, id);
  g_assert_cmpstr (gesso_generation_get_account (kept), ==,
                   gesso_account_get_id (gesso_engine_get_account (fixture->engine)));
  g_assert_cmpint (gesso_sandbox_get_billed (fixture->sandbox), ==, 15000);
  g_assert_cmpint (fixture_spent (fixture), ==, 15000);
}

/* What waits because its key was refused. (transfer full): its id */
static char *
generate_with_revoked_key (Fixture *fixture)
{
  g_autoptr (GessoGeneration) old = NULL;

  fixture_set_up (fixture, NULL);
  fixture_stop_engine (fixture);
  fixture_make_engine (fixture, NULL, "revoked:key");
  fixture_start_engine (fixture, GESSO_ENGINE_DEFAULT);
  old = fixture_generate_one (fixture, "a boat");
  await_hold (fixture->engine, GESSO_QUEUE_UNAUTHORIZED);
  return g_strdup (gesso_generation_get_id (old));
}

/* After 401 the fix is another key: what waited for the old one goes out with the new one, as itself. */
static void
test_changed_key (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *id = generate_with_revoked_key (&fixture);

  use_key (&fixture, TEST_KEY);
  check_kept_with_present_key (&fixture, id);
}

/* The same where the key was changed while Gesso was closed. */
static void
test_changed_between_starts (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *id = generate_with_revoked_key (&fixture);

  fixture_stop_engine (&fixture);

  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  check_kept_with_present_key (&fixture, id);
}

/* A key of another origin is no key for what was queued for this one. */
static void
test_other_origin (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoSandbox) elsewhere = NULL;
  g_autoptr (GessoGeneration) queued = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  queued = fixture_generate_one (&fixture, "a boat");
  fixture_stop_engine (&fixture);

  elsewhere = fixture_new_sandbox (TEST_KEY, NULL);
  fixture_make_engine (&fixture, gesso_sandbox_get_url (elsewhere), TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  gesso_engine_set_paused (fixture.engine, FALSE);
  gesso_test_settle (200);
  g_assert_cmpuint (gesso_sandbox_get_submits (elsewhere), ==, 0);
  g_assert_cmpuint (gesso_generation_get_state (queued), ==, GESSO_STATE_QUEUED);
  g_assert_nonnull (gesso_engine_get_needed_account (fixture.engine, queued));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_setenv ("GESSO_SANDBOX_SPEED", "40", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/key/sandbox-waiting", test_sandbox_waiting);
  g_test_add_func ("/engine/key/sandbox-running", test_sandbox_running);
  g_test_add_func ("/engine/key/bad", test_bad_key);
  g_test_add_func ("/engine/key/no-sandbox", test_no_sandbox);
  g_test_add_func ("/engine/key/waits-for-key", test_waits_for_key);
  g_test_add_func ("/engine/key/changed", test_changed_key);
  g_test_add_func ("/engine/key/changed-between-starts", test_changed_between_starts);
  g_test_add_func ("/engine/key/other-origin", test_other_origin);
  return g_test_run ();
}

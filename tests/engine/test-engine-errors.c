/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* What each refusal and failure does to the generation and to the queue. */

typedef struct {
  const char    *name;
  const char    *faults;  /* of the server, until the queue holds or the generation failed */
  const char    *prompt;
  GessoQueueHold hold;
  const char    *code;    /* of a failed generation */
  gint64         charged;
} Case;

static const Case cases[] = {
  { "401", "401", "a boat", GESSO_QUEUE_UNAUTHORIZED, NULL, 0 },
  { "402", "402", "a boat", GESSO_QUEUE_NO_BALANCE, NULL, 0 },
  { "403", "403", "a boat", GESSO_QUEUE_FORBIDDEN, NULL, 0 },
  { "400", "400", "a boat", GESSO_QUEUE_RUNS, "invalid-request", 0 },
  { "422", "422", "a boat", GESSO_QUEUE_RUNS, "invalid-request", 0 },
  { "404", "404", "a boat", GESSO_QUEUE_RUNS, "not-found", 0 },
  { "410", "410", "a boat", GESSO_QUEUE_RUNS, "gone", 0 },
  { "413", "413", "a boat", GESSO_QUEUE_RUNS, "too-large", 0 },
  { "moderated", NULL, "a boat [nsfw]", GESSO_QUEUE_RUNS, "moderated", 0 },
  { "failed", NULL, "a boat [fail]", GESSO_QUEUE_RUNS, "job-failed", 0 },
  { "failed-silently", NULL, "a boat [fail-silent]", GESSO_QUEUE_RUNS, "job-failed", 0 },
  { "no-picture", NULL, "a boat [no-urls]", GESSO_QUEUE_RUNS, "no-picture", 15000 },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, one->faults);
  generation = fixture_generate_one (&fixture, one->prompt);
  if (one->code == NULL)
    {
      await_hold (fixture.engine, one->hold);
      await_state (generation, GESSO_STATE_QUEUED);
      gesso_test_settle (100);
      g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
      g_assert_nonnull (gesso_engine_get_hold_error (fixture.engine));
      fixture_faults (&fixture, NULL);
      gesso_engine_try_again (fixture.engine);
      await_state (generation, GESSO_STATE_KEPT);
      g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_RUNS);
    }
  else
    {
      await_state (generation, GESSO_STATE_FAILED);
      await_count (&fixture.failed->len, 1);
      g_assert_cmpstr (gesso_generation_get_error_code (generation), ==, one->code);
      g_assert_cmpint (gesso_generation_get_charged (generation), ==, one->charged);
      g_assert_cmpint (fixture_spent (&fixture), ==, one->charged);
      gesso_test_settle (100);
      g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
      g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_RUNS);
      g_assert_cmpuint (g_list_model_get_n_items (gesso_engine_get_queue (fixture.engine)), ==, 1);
      gesso_engine_dismiss_failed (fixture.engine);
      g_assert_cmpuint (g_list_model_get_n_items (gesso_engine_get_queue (fixture.engine)), ==, 0);
    }
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, fixture_spent (&fixture));
}

/* 429 goes on by itself, not before its time, and keeps the order. */
static void
test_busy (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "429@2");
  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_BUSY);
  g_assert_cmpint (gesso_engine_get_retry_at (fixture.engine), >, 0);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 3);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
  g_assert_cmpint (gesso_engine_get_retry_at (fixture.engine), ==, 0);
}

static void
test_retry_after (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  gint64 begin = g_get_monotonic_time ();

  fixture_set_up (&fixture, "429@1,retry_after=1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, G_USEC_PER_SEC);
}

/* Nothing listens: nothing was written, so it goes out by itself when the server is there. */
static void
test_offline (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autofree char *origin = NULL;
  g_autoptr (GessoGeneration) generation = NULL;
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  origin = g_strdup_printf ("http://127.0.0.1:%u", port);
  fixture.folder = gesso_test_make_dir ();
  fixture.kept = g_ptr_array_new_with_free_func (g_object_unref);
  fixture.failed = g_ptr_array_new_with_free_func (g_object_unref);
  fixture.decoder = gesso_decoder_new (1);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, origin, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);

  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_OFFLINE);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_QUEUED);

  options.port = port;
  options.token = TEST_KEY;
  options.speed = 200;
  options.faults = "pictures=plain";
  fixture.sandbox = gesso_sandbox_new (&options, NULL);
  g_assert_nonnull (fixture.sandbox);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_RUNS);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

/* Polls that fail, and downloads that end early, are tried again; the picture is not generated again. */
static void
test_recovers_from (gconstpointer data)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, data);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

static gboolean
has_problem (gpointer data)
{
  gpointer *pair = data;

  return gesso_engine_get_problem (pair[0], pair[1]) != NULL
         && gesso_generation_get_state (pair[1]) == GESSO_STATE_SUBMITTED
         && gesso_engine_find_drive (pair[0], pair[1])->stuck;
}

/* A download that never works is not failed: it waits, says why, and goes on when told to. */
static void
test_stuck_download (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  gpointer pair[2];

  fixture_set_up (&fixture, "cut");
  generation = fixture_generate_one (&fixture, "a boat");
  pair[0] = fixture.engine;
  pair[1] = generation;
  g_assert_true (gesso_test_await (has_problem, pair, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (fixture.failed->len, ==, 0);

  fixture_faults (&fixture, NULL);
  gesso_engine_try_again (fixture.engine);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_null (gesso_engine_get_problem (fixture.engine, generation));
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

static void
test_retry (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, "400@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_FAILED);
  gesso_engine_retry_async (fixture.engine, generation, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  round = gesso_engine_retry_finish (fixture.engine, slot, &error);
  g_assert_no_error (error);
  await_count (&fixture.kept->len, 1);
  g_assert_true (fixture.kept->pdata[0] == round->pdata[0]);
  g_assert_cmpstr (gesso_generation_get_id (round->pdata[0]), !=, gesso_generation_get_id (generation));
  g_assert_cmpint (gesso_generation_get_seed (round->pdata[0]), ==, gesso_generation_get_seed (generation));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/errors/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/engine/errors/busy", test_busy);
  g_test_add_func ("/engine/errors/retry-after", test_retry_after);
  g_test_add_func ("/engine/errors/offline", test_offline);
  g_test_add_data_func ("/engine/errors/poll-500", "poll:500@2", test_recovers_from);
  g_test_add_data_func ("/engine/errors/poll-404", "poll:404@1", test_recovers_from);
  g_test_add_data_func ("/engine/errors/download-truncated", "download:truncated@1", test_recovers_from);
  g_test_add_data_func ("/engine/errors/download-cut", "download:cut@2", test_recovers_from);
  g_test_add_data_func ("/engine/errors/download-404", "download:404@1", test_recovers_from);
  g_test_add_func ("/engine/errors/stuck-download", test_stuck_download);
  g_test_add_func ("/engine/errors/retry", test_retry);
  return g_test_run ();
}

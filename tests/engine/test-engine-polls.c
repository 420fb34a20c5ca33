/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* How many requests it takes to wait for many jobs, of which the server draws two at once. */

#define MANY 10
#define SPEED 20
#define VARIANT "medium"

typedef struct {
  GHashTable *polls; /* generation → how often it was asked after */
  guint       n;
  gint64      late;  /* ms, of all that are done */
} Count;

static guint
polls_of (Count           *count,
          GessoGeneration *generation)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (count->polls, generation));
}

static void
count_cb (GessoEngine     *engine,
          GessoGeneration *generation,
          const char      *step,
          gpointer         data)
{
  Count *count = data;

  if (g_str_equal (step, "polled"))
    {
      g_hash_table_insert (count->polls, generation, GUINT_TO_POINTER (polls_of (count, generation) + 1));
      count->n++;
    }
  if (g_str_equal (step, "downloaded"))
    count->late += g_get_real_time () / 1000
                   - krea_job_get_completed_at (gesso_engine_find_drive (engine, generation)->job);
}

static gboolean
has_no_median (gpointer data)
{
  return !g_hash_table_contains (data, VARIANT);
}

static void
insert_median (Fixture    *fixture,
               const char *variant,
               double      seconds)
{
  g_hash_table_insert (fixture->engine->medians, g_strdup (variant), g_memdup2 (&seconds, sizeof seconds));
}

/* @speed: everything is so many times quicker than it is */
static void
set_up (Fixture *fixture,
        Count   *count,
        double   speed)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_autofree char *folder = gesso_test_make_dir ();
  GessoEngineTimes times;

  fixture_set_up (fixture, NULL);
  fixture_stop_engine (fixture);
  g_clear_object (&fixture->sandbox);
  options.token = TEST_KEY;
  options.state_dir = folder;
  options.faults = "pictures=plain";
  options.speed = speed;
  fixture->sandbox = gesso_sandbox_new (&options, NULL);
  fixture_make_engine (fixture, NULL, TEST_KEY);
  times = fixture->engine->times;
  times.poll_first = 2000 / speed;
  times.poll_max = 5000 / speed;
  gesso_engine_set_times (fixture->engine, &times);
  count->polls = g_hash_table_new (NULL, NULL);
  gesso_engine_set_step_hook (fixture->engine, count_cb, count);
  insert_median (fixture, VARIANT, 1);
  fixture_start_engine (fixture, GESSO_ENGINE_DEFAULT);
  /* Once it has looked, as if a few had been made before. */
  g_assert_true (gesso_test_await (has_no_median, fixture->engine->medians, GESSO_TEST_TIMEOUT_MS));
  insert_median (fixture, VARIANT, 12 / speed);
}

/* Against a poll of each of them every two seconds, which is what they would have taken as long as they took. */
static void
test_fewest (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) round = NULL;
  Count count = { NULL, 0, 0 };
  double fixed = 0;

  set_up (&fixture, &count, SPEED);
  krea_request_set_variant (request, VARIANT);
  round = fixture_generate (&fixture, request, MANY);
  for (guint i = 0; i < MANY; i++)
    {
      GessoGeneration *generation = round->pdata[i];

      await_state (generation, GESSO_STATE_KEPT);
      fixed += 0.5 + (double) (gesso_generation_get_completed_at (generation) - gesso_generation_get_submitted_at (generation))
                       * SPEED / 2000;
    }
  /* Downloading is not quicker than it is, so that it is made too much of here. */
  g_test_message ("%.1f requests a picture, downloaded %.2f s later; every two seconds: %.1f", (double) count.n / MANY,
                  (double) count.late * SPEED / 1000 / MANY, fixed / MANY);
  g_assert_cmpfloat (count.n, <=, 0.5 * fixed);
  g_hash_table_unref (count.polls);
}

/* What was measured where all is quicker is as quick already: the first poll comes no sooner for it. */
static void
test_measured (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat [stuck]");
  g_autoptr (GPtrArray) round = NULL;
  Count count = { NULL, 0, 0 };

  set_up (&fixture, &count, SPEED);
  krea_request_set_variant (request, VARIANT);
  round = fixture_generate (&fixture, request, 1);
  await_state (round->pdata[0], GESSO_STATE_SUBMITTED);
  g_assert_cmpuint (gesso_engine_find_drive (fixture.engine, round->pdata[0])->poll_delay, ==,
                    fixture.engine->times.poll_max);
  g_hash_table_unref (count.polls);
}

/* Somebody waits for the end of what is cancelled, whatever its place at the server and however long it usually takes. */
static void
test_cancelled (gconstpointer prompt)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request (prompt);
  g_autoptr (GPtrArray) round = NULL;
  Count count = { NULL, 0, 0 };
  GessoEngineTimes times;
  GessoDrive *drive;

  set_up (&fixture, &count, 5 * SPEED);
  times = fixture.engine->times;
  times.poll_first = 200;
  times.poll_max = 60000;
  gesso_engine_set_times (fixture.engine, &times);
  krea_request_set_variant (request, "large");
  round = fixture_generate (&fixture, request, 1);
  await_state (round->pdata[0], GESSO_STATE_RUNNING);
  insert_median (&fixture, "large", 1000);
  /* The server has answered that it will be, and takes its time. */
  drive = gesso_engine_find_drive (fixture.engine, round->pdata[0]);
  drive->deleted = TRUE;
  gesso_generation_set_cancel_requested (drive->generation, TRUE);
  gesso_engine_check_now (fixture.engine, drive->generation);
  g_hash_table_remove_all (count.polls);
  count.n = 0;
  await_count (&count.n, 1);
  g_assert_cmpuint (drive->poll_delay, ==, times.poll_first);
  g_hash_table_unref (count.polls);
}

static gboolean
was_asked_often (gpointer data)
{
  Count *count = data;
  GHashTableIter iter;
  gpointer polls;
  guint most = 0;

  g_hash_table_iter_init (&iter, count->polls);
  while (g_hash_table_iter_next (&iter, NULL, &polls))
    most = MAX (most, GPOINTER_TO_UINT (polls));
  return most >= 30;
}

/* While nothing moves at the server, only the first of those that wait there is asked after as often as may be; when it
 * begins, so do the others in their turn. */
static void
test_backlog (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) stuck = fixture_request ("a dam [stuck]");
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) round = NULL;
  Count count = { NULL, 0, 0 };
  guint first;

  set_up (&fixture, &count, 5 * SPEED);
  before = fixture_generate (&fixture, stuck, 2);
  for (guint i = 0; i < 2; i++)
    await_state (before->pdata[i], GESSO_STATE_RUNNING);
  round = fixture_generate (&fixture, request, MANY);
  for (guint i = 0; i < MANY; i++)
    await_state (round->pdata[i], GESSO_STATE_RUNNING);
  g_hash_table_remove_all (count.polls);
  g_assert_true (gesso_test_await (was_asked_often, &count, GESSO_TEST_TIMEOUT_MS));
  first = polls_of (&count, round->pdata[0]);
  for (guint i = 1; i < MANY; i++)
    {
      g_assert_cmpstr (gesso_generation_get_status (round->pdata[i]), ==, "backlogged");
      g_assert_cmpuint (polls_of (&count, round->pdata[i]), <=, first / 2);
    }

  fixture_cancel (&fixture, before->pdata[0], NULL);
  for (guint i = 0; i < MANY; i++)
    await_state (round->pdata[i], GESSO_STATE_KEPT);
  g_hash_table_unref (count.polls);
}

/* What waits for another key is not asked after, and nobody stands behind it. */
static void
test_backlog_of_another_key (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) stuck = fixture_request ("a dam [stuck]");
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GPtrArray) round = NULL;
  Count count = { NULL, 0, 0 };
  GessoRoute *route;

  set_up (&fixture, &count, 5 * SPEED);
  before = fixture_generate (&fixture, stuck, 2);
  for (guint i = 0; i < 2; i++)
    await_state (before->pdata[i], GESSO_STATE_RUNNING);
  old = fixture_generate (&fixture, request, 1);
  await_state (old->pdata[0], GESSO_STATE_RUNNING);
  g_assert_cmpstr (gesso_generation_get_status (old->pdata[0]), ==, "backlogged");

  route = gesso_engine_active_route (fixture.engine);
  g_object_unref (route->account);
  route->account = gesso_account_new (gesso_sandbox_get_url (fixture.sandbox), "another:key",
                                      gesso_library_get_salt (fixture.library), FALSE);
  round = fixture_generate (&fixture, request, 2);
  for (guint i = 0; i < 2; i++)
    await_state (round->pdata[i], GESSO_STATE_RUNNING);
  g_hash_table_remove_all (count.polls);
  g_assert_true (gesso_test_await (was_asked_often, &count, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (polls_of (&count, old->pdata[0]), ==, 0);
  g_assert_cmpuint (polls_of (&count, round->pdata[1]), <=, polls_of (&count, round->pdata[0]) / 2);
  g_hash_table_unref (count.polls);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/polls/fewest", test_fewest);
  g_test_add_func ("/engine/polls/measured", test_measured);
  g_test_add_data_func ("/engine/polls/cancelled/backlogged", "a boat [stuck=backlogged]", test_cancelled);
  g_test_add_data_func ("/engine/polls/cancelled/measured", "a boat [stuck]", test_cancelled);
  g_test_add_func ("/engine/polls/backlog", test_backlog);
  g_test_add_func ("/engine/polls/backlog-of-another-key", test_backlog_of_another_key);
  return g_test_run ();
}

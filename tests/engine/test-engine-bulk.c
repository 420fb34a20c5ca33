/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* What the user does with many at once, and what the server sees of it. */

static guint
queue_length (Fixture *fixture)
{
  return g_list_model_get_n_items (gesso_engine_get_queue (fixture->engine));
}

static GPtrArray *
retry_failed (Fixture *fixture)
{
  g_autoptr (GPtrArray) failed = gesso_engine_list_retryable (fixture->engine, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *round;

  gesso_engine_retry_many_async (fixture->engine, failed, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  round = gesso_engine_retry_many_finish (fixture->engine, result, &error);
  g_assert_no_error (error);
  return round;
}

static gboolean
is_dismissed (gpointer data)
{
  return gesso_generation_is_dismissed (data);
}

/* Everything that may go well is one new round with the same recipes, and leaves the list; what was refused stays. */
static void
test_retry_failed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat [fail]");
  g_autoptr (GPtrArray) failed = NULL, retryable = NULL, round = NULL;
  g_autoptr (GessoGeneration) refused = NULL;
  gint64 price = 0;

  fixture_set_up (&fixture, NULL);
  failed = fixture_generate (&fixture, request, 3);
  refused = fixture_generate_one (&fixture, "a boat [nsfw]");
  await_count (&fixture.failed->len, 4);
  retryable = gesso_engine_list_retryable (fixture.engine, &price);
  g_assert_cmpuint (retryable->len, ==, 3);
  g_assert_cmpint (price, ==, 45000);

  round = retry_failed (&fixture);
  g_assert_cmpuint (round->len, ==, 3);
  for (guint i = 0; i < failed->len; i++)
    {
      gboolean found = FALSE;

      g_assert_true (gesso_test_await (is_dismissed, failed->pdata[i], GESSO_TEST_TIMEOUT_MS));
      for (guint n = 0; n < round->len; n++)
        found = found || gesso_generation_get_seed (round->pdata[n]) == gesso_generation_get_seed (failed->pdata[i]);
      g_assert_true (found);
      g_assert_cmpstr (gesso_generation_get_round_id (round->pdata[i]), ==,
                       gesso_generation_get_round_id (round->pdata[0]));
    }
  await_count (&fixture.failed->len, 7);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 7);
  g_assert_cmpuint (queue_length (&fixture), ==, 4);
  g_assert_false (gesso_generation_is_dismissed (refused));
}

/* Pressed twice, or once for all and once for one: still tried once. */
static void
test_retry_is_not_paid_twice (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GAsyncResult) first = NULL, second = NULL, third = NULL;
  g_autoptr (GPtrArray) round = NULL, again = NULL, all = NULL, retryable = NULL;

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  gesso_engine_retry_async (fixture.engine, failed, gesso_test_result_cb, &first);
  gesso_engine_retry_async (fixture.engine, failed, gesso_test_result_cb, &second);
  retryable = gesso_engine_list_retryable (fixture.engine, NULL);
  g_assert_cmpuint (retryable->len, ==, 0);
  g_ptr_array_add (retryable, g_object_ref (failed));
  gesso_engine_retry_many_async (fixture.engine, retryable, gesso_test_result_cb, &third);
  first = gesso_test_await_result (&first);
  second = gesso_test_await_result (&second);
  third = gesso_test_await_result (&third);
  round = gesso_engine_retry_finish (fixture.engine, first, NULL);
  again = gesso_engine_retry_finish (fixture.engine, second, NULL);
  all = gesso_engine_retry_many_finish (fixture.engine, third, NULL);
  g_assert_cmpuint (round->len, ==, 1);
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_cmpuint (all->len, ==, 0);
  await_count (&fixture.kept->len, 1);
  g_assert_cmpuint (queue_length (&fixture), ==, 0);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
}

/* Pressed again when all of it is over: the button stays where the picture is looked at. */
static void
test_late_press_is_not_paid (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a small boat");
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GPtrArray) round = NULL;

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      if (i < 2)
        gesso_engine_retry_async (fixture.engine, failed, gesso_test_result_cb, &result);
      else
        gesso_engine_generate_instead_async (fixture.engine, failed, request, gesso_test_result_cb, &result);
      result = gesso_test_await_result (&result);
      g_clear_pointer (&round, g_ptr_array_unref);
      round = i < 2 ? gesso_engine_retry_finish (fixture.engine, result, NULL)
                    : gesso_engine_generate_finish (fixture.engine, result, NULL);
      g_assert_cmpuint (round->len, ==, i == 0 ? 1 : 0);
      g_assert_true (gesso_test_await (is_dismissed, failed, GESSO_TEST_TIMEOUT_MS));
      await_count (&fixture.kept->len, 1);
    }
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 2);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
}

static gboolean
is_back (gpointer data)
{
  return !gesso_generation_is_dismissed (data);
}

static GPtrArray *
retry_one (Fixture         *fixture,
           GessoGeneration *failed)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_engine_retry_async (fixture->engine, failed, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  return gesso_engine_retry_finish (fixture->engine, result, NULL);
}

/* Taken back before anything was sent: the failed one is there again, and is tried when it is wanted after all. */
static void
test_undone_retry (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GPtrArray) round = NULL, again = NULL, none = NULL;

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  gesso_engine_set_paused (fixture.engine, TRUE);
  round = retry_one (&fixture, failed);
  g_assert_cmpuint (round->len, ==, 1);
  g_assert_true (gesso_test_await (is_dismissed, failed, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (fixture_cancel (&fixture, round->pdata[0], NULL), ==, 1);
  g_assert_true (gesso_test_await (is_back, failed, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (queue_length (&fixture), ==, 1);

  gesso_engine_set_paused (fixture.engine, FALSE);
  again = retry_one (&fixture, failed);
  g_assert_cmpuint (again->len, ==, 1);
  await_count (&fixture.kept->len, 1);
  none = retry_one (&fixture, failed);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (gesso_generation_is_dismissed (failed));
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 2);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
}

static void
check_dismissed_cb (GessoEngine     *engine,
                    GessoGeneration *generation,
                    const char      *step,
                    gpointer         data)
{
  gpointer *pair = data;

  if (!g_str_equal (step, "added"))
    return;
  g_assert_true (gesso_generation_is_dismissed (pair[0]));
  pair[1] = generation;
}

/* What takes its place and its own end are one commit: a crash after it leaves nothing that may be paid twice. */
static void
test_retry_is_one_commit (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GPtrArray) round = NULL;
  gpointer pair[2] = { NULL };

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  pair[0] = failed;
  gesso_engine_set_step_hook (fixture.engine, check_dismissed_cb, pair);
  round = retry_one (&fixture, failed);
  g_assert_true (pair[1] == round->pdata[0]);
  gesso_engine_set_step_hook (fixture.engine, NULL, NULL);
  await_count (&fixture.kept->len, 1);
}

static gboolean
is_queue_empty (gpointer fixture)
{
  return queue_length (fixture) == 0;
}

/* What was sent in its place may have been paid for, whatever becomes of it: the failed one stays away. */
static void
test_doubtful_retry (gconstpointer data)
{
  const gboolean cancelled = GPOINTER_TO_INT (data);
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GPtrArray) round = NULL, none = NULL;

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  fixture_faults (&fixture, "drop-after@1");
  round = retry_one (&fixture, failed);
  await_state (round->pdata[0], GESSO_STATE_IN_DOUBT);
  fixture_make_foreign_job (fixture.sandbox);
  if (cancelled)
    fixture_cancel (&fixture, round->pdata[0], NULL);
  else
    {
      await_state (round->pdata[0], GESSO_STATE_HELD);
      g_assert_cmpuint (gesso_generation_get_hold (round->pdata[0]), ==, GESSO_HOLD_UNCERTAIN);
      gesso_engine_discard_held (fixture.engine, round->pdata[0]);
    }
  await_state (round->pdata[0], GESSO_STATE_CANCELLED);
  g_assert_true (gesso_test_await (is_queue_empty, &fixture, GESSO_TEST_TIMEOUT_MS));
  /* The other's, too, where it was made in time to be taken for ours. */
  g_assert_cmpuint (fixture.recovered, >=, 1);
  g_assert_true (gesso_generation_is_dismissed (failed));
  none = retry_one (&fixture, failed);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 30000);
}

/* The same words, smaller: what takes the place of a failed one is not made twice either. */
static void
test_instead_is_not_paid_twice (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a small boat");
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GAsyncResult) first = NULL, second = NULL, third = NULL;
  g_autoptr (GPtrArray) round = NULL, again = NULL, retried = NULL;

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  gesso_engine_generate_instead_async (fixture.engine, failed, request, gesso_test_result_cb, &first);
  gesso_engine_generate_instead_async (fixture.engine, failed, request, gesso_test_result_cb, &second);
  gesso_engine_retry_async (fixture.engine, failed, gesso_test_result_cb, &third);
  first = gesso_test_await_result (&first);
  second = gesso_test_await_result (&second);
  third = gesso_test_await_result (&third);
  round = gesso_engine_generate_finish (fixture.engine, first, NULL);
  again = gesso_engine_generate_finish (fixture.engine, second, NULL);
  retried = gesso_engine_retry_finish (fixture.engine, third, NULL);
  g_assert_cmpuint (round->len, ==, 1);
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_cmpuint (retried->len, ==, 0);
  await_count (&fixture.kept->len, 1);
  g_assert_true (gesso_generation_is_dismissed (failed));
  g_assert_cmpuint (queue_length (&fixture), ==, 0);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
}

/* What can't be made leaves the failed one where it was, to be tried again. */
static void
test_instead_refused (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("");
  g_autoptr (GessoGeneration) failed = NULL;
  g_autoptr (GAsyncResult) result = NULL, retried = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, "400@1");
  failed = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.failed->len, 1);
  gesso_engine_generate_instead_async (fixture.engine, failed, request, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  round = gesso_engine_generate_finish (fixture.engine, result, &error);
  g_assert_null (round);
  g_assert_nonnull (error);
  g_assert_false (gesso_generation_is_dismissed (failed));
  gesso_engine_retry_async (fixture.engine, failed, gesso_test_result_cb, &retried);
  retried = gesso_test_await_result (&retried);
  round = gesso_engine_retry_finish (fixture.engine, retried, NULL);
  g_assert_cmpuint (round->len, ==, 1);
}

static void
test_dismiss (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat [nsfw]");
  g_autoptr (GPtrArray) failed = NULL, one = g_ptr_array_new ();
  guint count;

  fixture_set_up (&fixture, NULL);
  failed = fixture_generate (&fixture, request, 3);
  await_count (&fixture.failed->len, 3);
  g_ptr_array_add (one, failed->pdata[1]);
  gesso_engine_dismiss (fixture.engine, one);
  g_object_get (fixture.engine, "failed", &count, NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpuint (queue_length (&fixture), ==, 2);
  gesso_engine_dismiss_failed (fixture.engine);
  g_object_get (fixture.engine, "failed", &count, NULL);
  g_assert_cmpuint (count, ==, 0);
  g_assert_cmpuint (queue_length (&fixture), ==, 0);
}

/* --- what waits --- */

/* Four that wait, because the queue is paused. */
static GPtrArray *
set_up_waiting (Fixture *fixture)
{
  g_autoptr (KreaRequest) request = fixture_request ("a boat");

  fixture_set_up (fixture, NULL);
  gesso_engine_set_paused (fixture->engine, TRUE);
  return fixture_generate (fixture, request, 4);
}

static void
assert_order (GPtrArray  *waiting,
              GPtrArray  *round,
              const char *order)
{
  g_assert_cmpuint (waiting->len, ==, strlen (order));
  for (guint i = 0; i < waiting->len; i++)
    g_assert_true (waiting->pdata[i] == round->pdata[order[i] - '0']);
}

/* To the front, to the end, between; what is sent follows, also after a restart. */
static void
test_order (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) round = set_up_waiting (&fixture);
  const struct { guint which, to; const char *order; } moves[] = {
    { 3, 0, "3012" }, { 0, 3, "3120" }, { 1, 2, "3210" }, { 0, 99, "3210" }, { 2, 0, "2310" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (GPtrArray) waiting = NULL;

      gesso_engine_move (fixture.engine, round->pdata[moves[i].which], moves[i].to);
      waiting = gesso_engine_list_waiting (fixture.engine);
      assert_order (waiting, round, moves[i].order);
    }
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  g_assert_true (gesso_engine_is_paused (fixture.engine));
  {
    g_autoptr (GPtrArray) waiting = gesso_engine_list_waiting (fixture.engine);

    g_assert_cmpuint (waiting->len, ==, 4);
    for (guint i = 0; i < waiting->len; i++)
      g_assert_cmpstr (gesso_generation_get_id (waiting->pdata[i]), ==,
                       gesso_generation_get_id (round->pdata["2310"[i] - '0']));
  }
  gesso_engine_set_paused (fixture.engine, FALSE);
  await_count (&fixture.kept->len, 4);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 4);
}

/* All that wait, and nothing that was sent. */
static void
test_cancel_waiting (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GessoGeneration) sent = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint unsent = 0, asked = 0;

  fixture_set_up (&fixture, NULL);
  sent = fixture_generate_one (&fixture, "a fish");
  await_state (sent, GESSO_STATE_SUBMITTED);
  gesso_engine_set_paused (fixture.engine, TRUE);
  round = fixture_generate (&fixture, request, 3);
  gesso_engine_cancel_waiting_async (fixture.engine, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  g_assert_true (gesso_engine_cancel_finish (fixture.engine, result, &unsent, &asked, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (unsent, ==, 3);
  g_assert_cmpuint (asked, ==, 0);
  for (guint i = 0; i < round->len; i++)
    g_assert_cmpuint (gesso_generation_get_state (round->pdata[i]), ==, GESSO_STATE_CANCELLED);
  await_state (sent, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

/* Paused, what was sent is still kept; resumed, it goes on where it was. */
static void
test_pause (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) round = set_up_waiting (&fixture);

  await_hold (fixture.engine, GESSO_QUEUE_PAUSED);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);
  g_assert_cmpuint (gesso_engine_get_waiting (fixture.engine), ==, 4);
  gesso_engine_set_paused (fixture.engine, FALSE);
  await_state (round->pdata[0], GESSO_STATE_SUBMITTED);
  gesso_engine_set_paused (fixture.engine, TRUE);
  await_state (round->pdata[0], GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), <, 4);
  gesso_engine_set_paused (fixture.engine, FALSE);
  await_count (&fixture.kept->len, 4);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/bulk/retry-failed", test_retry_failed);
  g_test_add_func ("/engine/bulk/retry-is-not-paid-twice", test_retry_is_not_paid_twice);
  g_test_add_func ("/engine/bulk/late-press-not-paid", test_late_press_is_not_paid);
  g_test_add_func ("/engine/bulk/undone-retry", test_undone_retry);
  g_test_add_func ("/engine/bulk/retry-is-one-commit", test_retry_is_one_commit);
  g_test_add_data_func ("/engine/bulk/doubtful-retry/discarded", GINT_TO_POINTER (FALSE), test_doubtful_retry);
  g_test_add_data_func ("/engine/bulk/doubtful-retry/cancelled", GINT_TO_POINTER (TRUE), test_doubtful_retry);
  g_test_add_func ("/engine/bulk/instead-not-paid-twice", test_instead_is_not_paid_twice);
  g_test_add_func ("/engine/bulk/instead-refused", test_instead_refused);
  g_test_add_func ("/engine/bulk/dismiss", test_dismiss);
  g_test_add_func ("/engine/bulk/order", test_order);
  g_test_add_func ("/engine/bulk/cancel-waiting", test_cancel_waiting);
  g_test_add_func ("/engine/bulk/pause", test_pause);
  return g_test_run ();
}

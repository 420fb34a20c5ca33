/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "engine-fixture.h"
#include "gesso-library-curation.h"

/* Krea calls; and so may anybody else. Times are such that without a call nothing would be seen in time. */

static guint n_calls;

static void
step_cb (GessoEngine     *engine,
         GessoGeneration *generation,
         const char      *step,
         gpointer         data)
{
  if (g_str_equal (step, "called"))
    n_calls++;
}

static void
listen (Fixture *fixture)
{
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  guint port;

  n_calls = 0;
  gesso_engine_set_step_hook (fixture->engine, step_cb, NULL);
  /* The address has to say the port, which is known only now. */
  g_assert_true (gesso_engine_set_webhook (fixture->engine, "http://127.0.0.1:1", 0, &error));
  port = gesso_engine_get_webhook_port (fixture->engine);
  gesso_engine_set_webhook (fixture->engine, NULL, 0, NULL);
  url = g_strdup_printf ("http://127.0.0.1:%u/krea", port);
  g_assert_true (gesso_engine_set_webhook (fixture->engine, url, port, &error));
  g_assert_no_error (error);
}

static void
slow_polls (Fixture *fixture)
{
  GessoEngineTimes times = fixture->engine->times;

  times.poll_safety = 60000;
  gesso_engine_set_times (fixture->engine, &times);
}

/* Once a call came, polls are only a safety net, and a call is what ends the wait. */
static void
test_called (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) first = NULL, second = NULL;

  fixture_set_up (&fixture, "webhooks=2");
  slow_polls (&fixture);
  listen (&fixture);
  fixture.engine->webhook_works = TRUE;
  first = fixture_generate_one (&fixture, "a boat");
  await_state (first, GESSO_STATE_KEPT);
  second = fixture_generate_one (&fixture, "a cup");
  await_state (second, GESSO_STATE_KEPT);
  g_assert_cmpuint (n_calls, ==, 2);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 30000);
  g_assert_cmpint (fixture_spent (&fixture), ==, 30000);
  g_assert_cmpuint (g_hash_table_size (fixture.engine->handed_out), ==, 0);
}

/* A webhook that nobody calls costs nothing but itself. */
static void
test_silent (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "webhooks=0");
  slow_polls (&fixture);
  listen (&fixture);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpuint (n_calls, ==, 0);
}

static gboolean
is_called (gpointer data)
{
  return n_calls > 0;
}

/* The reply to the POST is lost, but its secret comes back: that is whose job it is, whatever else is in the list. */
static void
test_settles (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  GessoEngineTimes times;

  fixture_set_up (&fixture, "drop-after@1,webhooks=2");
  times = fixture.engine->times;
  times.settle_margin = 600000;
  gesso_engine_set_times (fixture.engine, &times);
  listen (&fixture);
  gesso_library_mark_account_shared (fixture.library, gesso_account_get_id (gesso_engine_get_account (fixture.engine)));
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_true (is_called (NULL));
  await_count (&fixture.recovered, 1);
  g_assert_true (gesso_generation_is_recipe_certain (generation));
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

/* A secret with the id of a job that is not there, or another picture's, settles nothing. */
static void
test_forged (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) known = NULL, lost = NULL;
  GessoEngineTimes times;
  GessoDrive *drive;

  fixture_set_up (&fixture, "webhooks=0");
  times = fixture.engine->times;
  times.settle_margin = 600000;
  gesso_engine_set_times (fixture.engine, &times);
  listen (&fixture);
  known = fixture_generate_one (&fixture, "a cup");
  await_state (known, GESSO_STATE_KEPT);
  fixture_faults (&fixture, "drop-before@1,webhooks=0");
  lost = fixture_generate_one (&fixture, "a boat");
  await_state (lost, GESSO_STATE_IN_DOUBT);
  drive = gesso_engine_find_drive (fixture.engine, lost);
  g_assert_nonnull (drive->secret);
  g_signal_emit_by_name (fixture.engine->webhook, "called", "0123456789", gesso_generation_get_job_id (known));
  g_assert_cmpuint (n_calls, ==, 0);
  g_signal_emit_by_name (fixture.engine->webhook, "called", drive->secret, "01234567-89ab-4cde-8f01-23456789abcd");
  while (drive->verifying)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (gesso_generation_get_state (lost), ==, GESSO_STATE_IN_DOUBT);
  drive->called_at = 0;
  g_signal_emit_by_name (fixture.engine->webhook, "called", drive->secret, gesso_generation_get_job_id (known));
  g_assert_true (drive->verifying);
  while (drive->verifying)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (gesso_generation_get_state (lost), ==, GESSO_STATE_IN_DOUBT);
  g_assert_null (gesso_generation_get_job_id (lost));
  /* The same again, at once, is nothing. */
  g_signal_emit_by_name (fixture.engine->webhook, "called", drive->secret, gesso_generation_get_job_id (known));
  g_assert_false (drive->verifying);
}

/* Handed out before a restart, it is still listened to after it. */
static void
test_restart (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autofree char *secret = NULL;

  fixture_set_up (&fixture, "stuck,webhooks=0");
  listen (&fixture);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_RUNNING);
  secret = g_strdup (gesso_engine_find_drive (fixture.engine, generation)->secret);
  g_assert_nonnull (secret);
  fixture_stop_engine (&fixture);

  fixture_make_engine (&fixture, NULL, TEST_KEY);
  listen (&fixture);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  while (g_hash_table_size (fixture.engine->handed_out) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_hash_table_contains (fixture.engine->handed_out, secret));
  g_signal_emit_by_name (fixture.engine->webhook, "called", secret, NULL);
  g_assert_cmpuint (n_calls, ==, 1);
}

/* --- a call that comes late --- */

/* Returns: the status that a caller gets */
static guint
call (Fixture    *fixture,
      const char *secret,
      const char *job_id)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/krea/%s", gesso_engine_get_webhook_port (fixture->engine),
                                          secret);
  g_autofree char *body = g_strdup_printf ("{\"job_id\": \"%s\", \"status\": \"completed\"}", job_id);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_POST, url);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) reply = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  reply = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);
  return soup_message_get_status (message);
}

static char *
finish_one (Fixture    *fixture,
            char      **job_id)
{
  g_autoptr (GessoGeneration) generation = NULL;
  char *secret;

  fixture_set_up (fixture, "webhooks=0");
  listen (fixture);
  generation = fixture_generate_one (fixture, "a boat");
  await_state (generation, GESSO_STATE_SUBMITTED);
  secret = g_strdup (gesso_engine_find_drive (fixture->engine, generation)->secret);
  g_assert_nonnull (secret);
  await_state (generation, GESSO_STATE_KEPT);
  *job_id = g_strdup (gesso_generation_get_job_id (generation));
  return secret;
}

static void
assert_nothing_comes_of_it (Fixture    *fixture,
                            const char *secret,
                            const char *job_id)
{
  guint submits = gesso_sandbox_get_submits (fixture->sandbox);

  g_assert_cmpuint (call (fixture, secret, job_id), ==, SOUP_STATUS_NOT_FOUND);
  gesso_test_settle (50);
  g_assert_cmpuint (n_calls, ==, 0);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture->sandbox), ==, submits);
  g_assert_cmpuint (fixture->kept->len, ==, 1);
  g_assert_cmpint (fixture_spent (fixture), ==, 15000);
  g_assert_false (fixture->engine->webhook_works);
}

/* The polls saw the end first: the secret is worth nothing any more. */
static void
test_late (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *job_id = NULL;
  g_autofree char *secret = finish_one (&fixture, &job_id);

  assert_nothing_comes_of_it (&fixture, secret, job_id);
  g_assert_cmpuint (g_hash_table_size (fixture.engine->handed_out), ==, 0);
}

/* Nor after the picture was deleted and the trash emptied. */
static void
test_late_deleted (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *job_id = NULL;
  g_autofree char *secret = finish_one (&fixture, &job_id);
  const gint64 row_id = gesso_generation_get_row_id (fixture.kept->pdata[0]);
  g_autoptr (GAsyncResult) trashed = NULL;
  g_autoptr (GAsyncResult) emptied = NULL;

  gesso_library_trash_async (fixture.library, &row_id, 1, gesso_test_result_cb, &trashed);
  trashed = gesso_test_await_result (&trashed);
  g_assert_true (gesso_library_step_finish (fixture.library, trashed, NULL, NULL));
  gesso_library_empty_trash_async (fixture.library, gesso_test_result_cb, &emptied);
  emptied = gesso_test_await_result (&emptied);
  g_assert_true (gesso_library_step_finish (fixture.library, emptied, NULL, NULL));
  assert_nothing_comes_of_it (&fixture, secret, job_id);
}

/* Nor at the next start. */
static void
test_late_restart (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *job_id = NULL;
  g_autofree char *secret = finish_one (&fixture, &job_id);

  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  listen (&fixture);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  assert_nothing_comes_of_it (&fixture, secret, job_id);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/webhook/called", test_called);
  g_test_add_func ("/engine/webhook/silent", test_silent);
  g_test_add_func ("/engine/webhook/settles", test_settles);
  g_test_add_func ("/engine/webhook/forged", test_forged);
  g_test_add_func ("/engine/webhook/restart", test_restart);
  g_test_add_func ("/engine/webhook/late/finished", test_late);
  g_test_add_func ("/engine/webhook/late/deleted", test_late_deleted);
  g_test_add_func ("/engine/webhook/late/restart", test_late_restart);
  return g_test_run ();
}

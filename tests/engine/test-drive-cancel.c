/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

static void
test_unsent (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  generation = fixture_generate_one (&fixture, "a boat");
  g_assert_cmpuint (fixture_cancel (&fixture, generation, NULL), ==, 1);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_NONE);
  gesso_engine_set_paused (fixture.engine, FALSE);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (gesso_engine_get_queue (fixture.engine)), ==, 0);
}

/* While the POST is on the wire nothing cancels it; the wish is carried out when the job id is here. */
static void
test_submitting (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  guint asked = 0;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat [delay=300] [stuck]");
  await_state (generation, GESSO_STATE_SUBMITTING);
  g_assert_cmpuint (fixture_cancel (&fixture, generation, &asked), ==, 0);
  g_assert_cmpuint (asked, ==, 1);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_nonnull (gesso_generation_get_job_id (generation));
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
  g_assert_cmpint (fixture_spent (&fixture), ==, 0);
}

static void
test_running (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  guint asked = 0;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  g_assert_cmpuint (fixture_cancel (&fixture, generation, &asked), ==, 0);
  g_assert_cmpuint (asked, ==, 1);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_NONE);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
}

static void
cancel_at_polled_cb (GessoEngine     *engine,
                     GessoGeneration *generation,
                     const char      *step,
                     gpointer         data)
{
  g_autoptr (GPtrArray) generations = g_ptr_array_new ();

  if (!g_str_equal (step, "downloaded"))
    return;
  g_ptr_array_add (generations, generation);
  gesso_engine_cancel_async (engine, generations, NULL, NULL);
}

/* It completed anyway: picture and price are kept. */
static void
test_completed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_step_hook (fixture.engine, cancel_at_polled_cb, NULL);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpint (fixture_spent (&fixture), ==, gesso_sandbox_get_billed (fixture.sandbox));
}

static void
cancel_at_submitted_cb (GessoEngine     *engine,
                        GessoGeneration *generation,
                        const char      *step,
                        gpointer         data)
{
  g_autoptr (GPtrArray) generations = g_ptr_array_new ();

  *(guint *) data += g_str_equal (step, "deleted");
  if (!g_str_equal (step, "submitted"))
    return;
  g_ptr_array_add (generations, generation);
  gesso_engine_cancel_async (engine, generations, NULL, NULL);
}

/* It was still drawn when it was to be cancelled, and was done before DELETE could be: picture and price are kept. */
static void
test_completed_meanwhile (void)
{
  g_auto (Fixture) fixture = { 0 };
  guint deleted = 0, n = 0;

  fixture_set_up (&fixture, "cancel:500");
  gesso_engine_set_step_hook (fixture.engine, cancel_at_submitted_cb, &deleted);
  /* On a busy machine it may be done before it is asked for at all. */
  while (deleted == 0 && n++ < 20)
    {
      g_autoptr (GessoGeneration) generation = fixture_generate_one (&fixture, "a boat");

      await_state (generation, GESSO_STATE_KEPT);
    }
  g_assert_cmpuint (deleted, >=, 1);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000 * n);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000 * n);
}

/* The server forgets the job on DELETE: nobody can say whether it was charged. */
static void
test_forgotten (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "delete=remove");
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  fixture_cancel (&fixture, generation, NULL);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_UNKNOWN);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

/* After our DELETE the server knows the job by its id no more, and its list does: what the list says of it is true. It was
 * cancelled, so nothing is charged. */
static void
test_cancelled_in_listing (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "cancel:404-after");
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  fixture_cancel (&fixture, generation, NULL);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_NONE);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
  g_assert_cmpint (fixture_spent (&fixture), ==, 0);
}

static void
lose_at_deleted_cb (GessoEngine     *engine,
                    GessoGeneration *generation,
                    const char      *step,
                    gpointer         data)
{
  Fixture *fixture = data;

  if (g_str_equal (step, "deleted"))
    fixture_faults (fixture, "poll:404");
}

/* It is still to be drawn, says the list: waited for, and kept and charged when the list says that it is done. */
static void
test_completed_in_listing (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a dam [stuck]");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "cancel:404@1");
  gesso_engine_set_step_hook (fixture.engine, lose_at_deleted_cb, &fixture);
  /* All that the server draws at once, so that what comes after them waits until it may. */
  before = fixture_generate (&fixture, request, 2);
  for (guint i = 0; i < 2; i++)
    await_state (before->pdata[i], GESSO_STATE_RUNNING);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_RUNNING);
  fixture_cancel (&fixture, generation, NULL);
  gesso_test_settle (200);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_RUNNING);

  fixture_cancel (&fixture, before->pdata[0], NULL);
  await_state (before->pdata[0], GESSO_STATE_CANCELLED);
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_EXACT);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 15000);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

/* DELETE fails once: it is asked again. */
static void
test_delete_again (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, "cancel:500@1");
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  fixture_cancel (&fixture, generation, NULL);
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_NONE);
}

/* The server could not be asked before Gesso was closed: it is asked at the next start. */
static void
test_after_restart (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_RUNNING);
  fixture_faults (&fixture, "cancel:500");
  fixture_cancel (&fixture, generation, NULL);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_RUNNING);
  g_clear_object (&generation);
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);

  fixture_faults (&fixture, NULL);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  generation = g_list_model_get_item (gesso_engine_get_queue (fixture.engine), 0);
  g_assert_true (gesso_generation_is_cancel_requested (generation));
  await_state (generation, GESSO_STATE_CANCELLED);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
}

/* Undo of a round: what is unsent goes, what is drawn is asked for. */
static void
test_round (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  guint unsent = 0, asked = 0;

  fixture_set_up (&fixture, NULL);
  request = fixture_request ("a boat [stuck]");
  round = fixture_generate (&fixture, request, 3);
  await_state (round->pdata[0], GESSO_STATE_SUBMITTED);
  gesso_engine_cancel_async (fixture.engine, round, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_cancel_finish (fixture.engine, slot, &unsent, &asked, NULL));
  g_assert_cmpuint (unsent + asked, ==, 3);
  g_assert_cmpuint (asked, >=, 1);
  for (guint i = 0; i < 3; i++)
    await_state (round->pdata[i], GESSO_STATE_CANCELLED);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drive/cancel/unsent", test_unsent);
  g_test_add_func ("/drive/cancel/submitting", test_submitting);
  g_test_add_func ("/drive/cancel/running", test_running);
  g_test_add_func ("/drive/cancel/completed", test_completed);
  g_test_add_func ("/drive/cancel/completed-meanwhile", test_completed_meanwhile);
  g_test_add_func ("/drive/cancel/forgotten", test_forgotten);
  g_test_add_func ("/drive/cancel/cancelled-in-listing", test_cancelled_in_listing);
  g_test_add_func ("/drive/cancel/completed-in-listing", test_completed_in_listing);
  g_test_add_func ("/drive/cancel/delete-again", test_delete_again);
  g_test_add_func ("/drive/cancel/after-restart", test_after_restart);
  g_test_add_func ("/drive/cancel/round", test_round);
  return g_test_run ();
}

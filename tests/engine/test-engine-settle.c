/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/*
 * A window is closed by the server's `Date`, which knows no less than a second: what differs in nothing but the server
 * waits for it together, each with a server and a library of its own.
 */
typedef struct {
  Fixture          fixture;
  GessoGeneration *generation;
} Doubt;

typedef void (*CheckDoubt) (Doubt *self);

static void
in_doubt_together (const char *const *faults,
                   guint              n,
                   CheckDoubt         check)
{
  g_autofree Doubt *doubts = g_new0 (Doubt, n);

  for (guint i = 0; i < n; i++)
    {
      fixture_set_up (&doubts[i].fixture, faults[i]);
      doubts[i].generation = fixture_generate_one (&doubts[i].fixture, "a boat");
    }
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", faults[i]);
      check (&doubts[i]);
      g_object_unref (doubts[i].generation);
      fixture_tear_down (&doubts[i].fixture);
    }
}

static void
check_adopted (Doubt *self)
{
  GessoGeneration *generation = self->generation;

  await_state (generation, GESSO_STATE_KEPT);
  await_count (&self->fixture.recovered, 1);
  g_assert_true (gesso_generation_is_recipe_certain (generation));
  g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_EXACT);
  g_assert_cmpuint (gesso_sandbox_get_submits (self->fixture.sandbox), ==, 1);
  g_assert_cmpint (gesso_sandbox_get_billed (self->fixture.sandbox), ==, 15000);
  g_assert_cmpint (gesso_generation_get_charged (generation), ==, 15000);
}

/* The reply is lost after the job was made: adopted, downloaded and charged once; also where the server's clock as a
 * whole is off by a day, or ours is: what happened is told by its own alone. */
static void
test_adopts (void)
{
  static const char *const faults[] = {
    "drop-after@1", "500-after@1", "garbage@1", "drop-after@1,clock=86400", "drop-after@1,clock=-86400",
  };

  in_doubt_together (faults, G_N_ELEMENTS (faults), check_adopted);
}

/* What comes next waits until then. */
static void
test_next_waits (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GessoGeneration) next = NULL;

  fixture_set_up (&fixture, "drop-after@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  await_hold (fixture.engine, GESSO_QUEUE_IN_DOUBT);
  next = fixture_generate_one (&fixture, "a lighthouse");
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  await_state (generation, GESSO_STATE_KEPT);
  await_state (next, GESSO_STATE_KEPT);
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
test_foreign_job (gconstpointer data)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, data);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  fixture_make_foreign_job (fixture.sandbox);
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

/* One that is found while it is still drawn is asked after like any other, although nobody knows its variant. */
static void
test_found_unfinished (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL, found = NULL;
  GListModel *queue;

  fixture_set_up (&fixture, "drop-after@1");
  generation = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  fixture_make_foreign_job (fixture.sandbox);
  await_state (generation, GESSO_STATE_HELD);
  await_count (&fixture.kept->len, 1);
  queue = gesso_engine_get_queue (fixture.engine);
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (GessoGeneration) each = g_list_model_get_item (queue, i);

      if (each != generation)
        g_set_object (&found, each);
    }
  g_assert_nonnull (found);
  g_assert_null (gesso_generation_get_variant (found));
  await_state (found, GESSO_STATE_RUNNING);
  fixture_cancel (&fixture, found, NULL);
  await_state (found, GESSO_STATE_CANCELLED);
}

/* Where somebody else was ever seen, even a single unknown job is not taken for ours. */
static void
test_shared_account (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  fixture_make_foreign_job (fixture.sandbox);
  gesso_test_settle (1100);
  fixture_faults (&fixture, "drop-after@1");
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_UNCERTAIN);
  await_count (&fixture.recovered, 1);
}

/* The server's `Date` and its `created_at` disagree by an hour: not adopted blindly, and never "not sent". */
static void
check_held (Doubt *self)
{
  await_state (self->generation, GESSO_STATE_HELD);
  g_assert_cmpuint (gesso_generation_get_hold (self->generation), ==, GESSO_HOLD_UNCERTAIN);
  await_count (&self->fixture.recovered, 1);
  g_assert_cmpint (fixture_spent (&self->fixture), ==, gesso_sandbox_get_billed (self->fixture.sandbox));
}

static void
test_skewed (void)
{
  static const char *const faults[] = { "drop-after@1,date_skew=3600", "drop-after@1,date_skew=-3600" };

  in_doubt_together (faults, G_N_ELEMENTS (faults), check_held);
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

/* Closing waits for the POST, whose reply does not come or comes a byte a second, then leaves it in doubt; the next start
 * settles it. */
static void
test_stop_in_flight (gconstpointer prompt)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autofree char *id = NULL;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, prompt);
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

/* Two POSTs are in doubt, of which so many made a job. */
static GPtrArray *
lose_two (Fixture *fixture,
          guint    n_jobs)
{
  GPtrArray *intents = g_ptr_array_new_with_free_func (g_object_unref);
  GessoEngineTimes times;

  fixture_set_up (fixture, n_jobs > 0 ? "drop-after@1" : "drop-before@1");
  /* Long enough for the second to be lost, too, before the first is settled. */
  times = fixture->engine->times;
  times.settle_margin = 800;
  gesso_engine_set_times (fixture->engine, &times);
  g_ptr_array_add (intents, fixture_generate_one (fixture, "a boat"));
  await_state (intents->pdata[0], GESSO_STATE_IN_DOUBT);
  fixture_faults (fixture, n_jobs > 1 ? "drop-after@1" : "drop-before@1");
  g_ptr_array_add (intents, fixture_generate_one (fixture, "a lighthouse"));
  gesso_engine_continue_anyway (fixture->engine);
  await_state (intents->pdata[1], GESSO_STATE_IN_DOUBT);
  return intents;
}

/* Nobody can say whose a job is, so all are kept as uncertain, and both intents are held. */
static void
test_several (void)
{
  Fixture fixtures[3] = { 0 };
  GPtrArray *intents[G_N_ELEMENTS (fixtures)];

  for (guint n_jobs = 0; n_jobs < G_N_ELEMENTS (fixtures); n_jobs++)
    intents[n_jobs] = lose_two (&fixtures[n_jobs], n_jobs);
  for (guint n_jobs = 0; n_jobs < G_N_ELEMENTS (fixtures); n_jobs++)
    {
      Fixture *fixture = &fixtures[n_jobs];

      for (guint i = 0; i < 2; i++)
        {
          await_state (intents[n_jobs]->pdata[i], GESSO_STATE_HELD);
          g_assert_cmpuint (gesso_generation_get_hold (intents[n_jobs]->pdata[i]), ==,
                            n_jobs > 0 ? GESSO_HOLD_UNCERTAIN : GESSO_HOLD_NOT_SENT);
        }
      await_count (&fixture->recovered, n_jobs);
      for (guint i = 0; i < n_jobs; i++)
        g_assert_false (gesso_generation_is_recipe_certain (fixture->kept->pdata[i]));
      g_assert_cmpuint (gesso_sandbox_get_submits (fixture->sandbox), ==, 2);
      g_assert_cmpint (gesso_sandbox_get_billed (fixture->sandbox), ==, n_jobs * 15000);
      g_assert_cmpint (fixture_spent (fixture), ==, n_jobs * 15000);
      g_ptr_array_unref (intents[n_jobs]);
      fixture_tear_down (fixture);
    }
}

static void
count_listings_cb (GessoEngine     *engine,
                   GessoGeneration *generation,
                   const char      *step,
                   gpointer         data)
{
  *(guint *) data += g_str_equal (step, "listed");
}

static void
lose_with_first_key (Fixture *fixture)
{
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (fixture, "drop-after@1");
  generation = fixture_generate_one (fixture, "a boat");
  await_state (generation, GESSO_STATE_IN_DOUBT);
  fixture_stop_engine (fixture);
}

/* @origin: (nullable): the fixture's server */
static void
wait_elsewhere (Fixture    *fixture,
                const char *origin,
                const char *key)
{
  g_autoptr (GessoGeneration) generation = NULL;
  guint listings = 0;

  fixture_make_engine (fixture, origin, key);
  gesso_engine_set_step_hook (fixture->engine, count_listings_cb, &listings);
  fixture_start_engine (fixture, GESSO_ENGINE_DEFAULT);
  gesso_test_settle (300);
  generation = g_list_model_get_item (gesso_engine_get_queue (fixture->engine), 0);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_IN_DOUBT);
  g_assert_cmpstr (gesso_engine_get_needed_account (fixture->engine, generation), ==,
                   gesso_generation_get_account (generation));
  g_assert_cmpuint (listings, ==, 0);
  fixture_stop_engine (fixture);
}

/* Another key, another workspace: what is in doubt with the first is looked for with the first alone. */
static void
test_other_account (void)
{
  g_auto (Fixture) fixture = { 0 };

  lose_with_first_key (&fixture);
  wait_elsewhere (&fixture, NULL, "00000000-0000-4000-8000-000000000000:other");
  wait_elsewhere (&fixture, NULL, "11111111-0000-4000-8000-000000000000:secret");
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  await_count (&fixture.kept->len, 1);
  await_count (&fixture.recovered, 1);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpint (fixture_spent (&fixture), ==, 15000);
}

/* Another server, with the same key: it is not asked for what is in doubt, and its only unknown job, in the same seconds,
 * is nobody's. What is new goes there at once. */
static void
test_other_origin (void)
{
  g_autoptr (GessoSandbox) other = fixture_new_sandbox (TEST_KEY, NULL);
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) elsewhere = NULL;

  lose_with_first_key (&fixture);
  fixture_make_foreign_job (other);
  wait_elsewhere (&fixture, gesso_sandbox_get_url (other), TEST_KEY);

  fixture_make_engine (&fixture, gesso_sandbox_get_url (other), TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  elsewhere = fixture_generate_one (&fixture, "a lighthouse");
  await_state (elsewhere, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_RUNS);
  g_assert_cmpuint (gesso_sandbox_get_submits (other), ==, 2);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpuint (fixture.recovered, ==, 0);
  fixture_stop_engine (&fixture);

  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  await_count (&fixture.kept->len, 2);
  await_count (&fixture.recovered, 1);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
  g_assert_cmpuint (gesso_sandbox_get_submits (other), ==, 2);
  g_assert_cmpint (fixture_spent (&fixture), ==, 30000);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settle/adopts", test_adopts);
  g_test_add_func ("/settle/next-waits", test_next_waits);
  g_test_add_func ("/settle/not-sent", test_not_sent);
  g_test_add_func ("/settle/others-go-on", test_others_go_on);
  g_test_add_func ("/settle/not-sent-discarded", test_not_sent_discarded);
  g_test_add_data_func ("/settle/foreign-job/apart", "drop-after@1", test_foreign_job);
  g_test_add_data_func ("/settle/foreign-job/in-one-millisecond", "drop-after@1,grain=1000", test_foreign_job);
  g_test_add_func ("/settle/found-unfinished", test_found_unfinished);
  g_test_add_func ("/settle/shared-account", test_shared_account);
  g_test_add_func ("/settle/skewed", test_skewed);
  g_test_add_func ("/settle/continue-anyway", test_continue_anyway);
  g_test_add_data_func ("/settle/stop-in-flight/hang", "a boat [hang]", test_stop_in_flight);
  g_test_add_data_func ("/settle/stop-in-flight/drip", "a boat [drip=1000]", test_stop_in_flight);
  g_test_add_func ("/settle/several", test_several);
  g_test_add_func ("/settle/other-account", test_other_account);
  g_test_add_func ("/settle/other-origin", test_other_origin);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <sys/resource.h>

#include "engine-fixture.h"

/* Four of one press: in order, seeds one after another, each kept once and paid once. */
static void
test_round (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  const gint64 price = 15000;

  fixture_set_up (&fixture, NULL);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_KREA);
  request = fixture_request ("a paper boat");
  krea_request_set_seed (request, G_MAXINT32 - 1);
  round = fixture_generate (&fixture, request, 4);
  g_assert_cmpuint (gesso_engine_get_waiting (fixture.engine) + gesso_engine_get_running (fixture.engine), ==, 4);

  await_count (&fixture.kept->len, 4);
  for (guint i = 0; i < 4; i++)
    {
      GessoGeneration *generation = round->pdata[i];

      g_assert_cmpint (gesso_generation_get_seed (generation), ==, krea_seed_nth (G_MAXINT32 - 1, i));
      g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_KEPT);
      g_assert_true (g_file_test (gesso_generation_get_path (generation), G_FILE_TEST_IS_REGULAR));
      g_assert_cmpint (gesso_generation_get_charged (generation), ==, price);
      g_assert_cmpuint (gesso_generation_get_charge (generation), ==, GESSO_CHARGE_EXACT);
      g_assert_cmpstr (gesso_generation_get_account (generation), ==,
                       gesso_account_get_id (gesso_engine_get_account (fixture.engine)));
      g_assert_cmpstr (gesso_generation_get_round_id (generation), ==,
                       gesso_generation_get_round_id (round->pdata[0]));
    }
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 4);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 4 * price);
  g_assert_cmpint (fixture_spent (&fixture), ==, 4 * price);
  g_assert_cmpuint (g_list_model_get_n_items (gesso_engine_get_queue (fixture.engine)), ==, 0);
  g_assert_cmpuint (gesso_engine_get_waiting (fixture.engine) + gesso_engine_get_running (fixture.engine), ==, 0);
}

static void
count_step_cb (GessoEngine     *engine,
               GessoGeneration *generation,
               const char      *step,
               gpointer         data)
{
  if (g_str_equal (step, "uploaded"))
    (*(guint *) data)++;
}

/* The same picture in two roles and two rounds goes over the wire once. */
static void
test_references (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (KreaReference) first = NULL;
  g_autoptr (KreaReference) second = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autofree char *red = NULL;
  g_autofree char *blue = NULL;
  guint uploads = 0;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_step_hook (fixture.engine, count_step_cb, &uploads);
  red = fixture_add_reference (&fixture, 0xff0000);
  blue = fixture_add_reference (&fixture, 0x0000ff);
  request = fixture_request ("a harbour");
  first = krea_reference_new (red, "red.png", 0.5);
  second = krea_reference_new (blue, "blue.png", 0.3);
  krea_request_add_reference (request, first);
  krea_request_add_reference (request, second);
  one = fixture_generate (&fixture, request, 2);
  await_count (&fixture.kept->len, 2);
  g_assert_cmpuint (uploads, ==, 2);
  g_assert_cmpint (gesso_generation_get_charged (one->pdata[0]), ==, 17500);

  /* A new session asks whether they are still there, and sends nothing again. */
  fixture_stop_engine (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  gesso_engine_set_step_hook (fixture.engine, count_step_cb, &uploads);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  two = fixture_generate (&fixture, request, 1);
  await_count (&fixture.kept->len, 3);
  g_assert_cmpuint (uploads, ==, 2);
}

/* Which picture could not be uploaded is said; the others were, once, and what is left goes without another upload. */
static void
test_upload_refused (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a harbour");
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  const KreaErrorDetails *details;
  guint uploads = 0;

  fixture_set_up (&fixture, "upload:400@3");
  gesso_engine_set_step_hook (fixture.engine, count_step_cb, &uploads);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *sha256 = fixture_add_reference (&fixture, 0x102030 * i);
      g_autofree char *name = g_strdup_printf ("%u.png", i);
      g_autoptr (KreaReference) reference = krea_reference_new (sha256, name, 0.5);

      krea_request_add_reference (request, reference);
    }
  round = fixture_generate (&fixture, request, 1);
  await_state (round->pdata[0], GESSO_STATE_FAILED);
  g_assert_cmpuint (uploads, <, 6);
  error = krea_error_new_from_json (gesso_generation_get_error_json (round->pdata[0]));
  details = krea_error_get_details (error);
  g_assert_cmpstr (details->reason, ==, KREA_ERROR_REASON_UPLOAD);
  g_assert_true (g_str_has_suffix (details->field, ".png"));
  g_assert_cmpint (gesso_generation_get_charged (round->pdata[0]), ==, 0);

  fixture_faults (&fixture, NULL);
  again = fixture_generate (&fixture, request, 1);
  await_state (again->pdata[0], GESSO_STATE_KEPT);
  g_assert_cmpuint (uploads, ==, 6);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    data)
{
  guint *largest = data;

  *largest = MAX (*largest, removed + added);
}

static void
waiting_changed_cb (GessoEngine *engine,
                    GParamSpec  *pspec,
                    guint       *nowhere)
{
  *nowhere += gesso_engine_get_waiting (engine) + gesso_engine_get_running (engine) == 0;
}

/* One that is just sent is counted, for whoever waits until nothing is. */
static void
test_counts_are_whole (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  guint nowhere = 0;

  fixture_set_up (&fixture, NULL);
  g_signal_connect (fixture.engine, "notify::waiting", G_CALLBACK (waiting_changed_cb), &nowhere);
  generation = fixture_generate_one (&fixture, "a boat");
  await_count (&fixture.kept->len, 1);
  g_assert_cmpuint (nowhere, ==, 0);
  g_signal_handlers_disconnect_by_data (fixture.engine, &nowhere);
}

static void
test_pause_and_move (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GessoGeneration) head = NULL;
  guint largest = 0;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_PAUSED);
  request = fixture_request ("a paper boat");
  g_signal_connect (gesso_engine_get_queue (fixture.engine), "items-changed", G_CALLBACK (items_changed_cb), &largest);
  round = fixture_generate (&fixture, request, 3);
  gesso_engine_move (fixture.engine, round->pdata[2], 0);
  head = g_list_model_get_item (gesso_engine_get_queue (fixture.engine), 0);
  g_assert_true (head == round->pdata[2]);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);

  gesso_engine_set_paused (fixture.engine, FALSE);
  await_count (&fixture.kept->len, 3);
  g_assert_cmpint (gesso_generation_get_submitted_at (round->pdata[2]), <=,
                   gesso_generation_get_submitted_at (round->pdata[0]));
  g_assert_cmpuint (largest, ==, 1);
}

/* Paused and the order survive a restart. */
static void
test_restart_keeps_order (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GessoGeneration) head = NULL;
  g_autofree char *id = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  request = fixture_request ("a paper boat");
  round = fixture_generate (&fixture, request, 3);
  gesso_engine_move (fixture.engine, round->pdata[1], 0);
  id = g_strdup (gesso_generation_get_id (round->pdata[1]));
  g_clear_pointer (&round, g_ptr_array_unref);
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);

  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  g_assert_true (gesso_engine_is_paused (fixture.engine));
  g_assert_cmpuint (gesso_engine_get_waiting (fixture.engine), ==, 3);
  head = g_list_model_get_item (gesso_engine_get_queue (fixture.engine), 0);
  g_assert_cmpstr (gesso_generation_get_id (head), ==, id);
  gesso_engine_set_paused (fixture.engine, FALSE);
  await_count (&fixture.kept->len, 3);
}

static void
test_cap (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_cap (fixture.engine, 35000);
  g_assert_cmpuint (gesso_engine_count_over_cap (fixture.engine, 15000, 4), ==, 2);
  request = fixture_request ("a paper boat");
  round = fixture_generate (&fixture, request, 4);
  await_hold (fixture.engine, GESSO_QUEUE_CAP);
  await_count (&fixture.kept->len, 2);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 2);
  g_assert_cmpuint (gesso_engine_get_hold (fixture.engine), ==, GESSO_QUEUE_CAP);
  g_assert_cmpuint (gesso_engine_count_over_cap (fixture.engine, 15000, 1), ==, 1);

  gesso_engine_set_cap (fixture.engine, 0);
  await_count (&fixture.kept->len, 4);
  await_hold (fixture.engine, GESSO_QUEUE_RUNS);
}

static void
test_refuses_bad_requests (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  request = fixture_request ("   ");
  gesso_engine_generate_async (fixture.engine, request, 1, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_null (gesso_engine_generate_finish (fixture.engine, slot, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
  g_assert_cmpuint (gesso_engine_get_waiting (fixture.engine), ==, 0);
}

static void
remove_state (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFileEnumerator) children
    = g_file_enumerate_children (folder, "standard::name,standard::type", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    remove_state (g_file_peek_path (child));
  g_file_delete (folder, NULL, NULL);
}

/* A copied library sends nothing by itself, whatever was waiting in it. */
static void
test_moved (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GessoGeneration) one = NULL;
  g_autoptr (GessoGeneration) other = NULL;
  g_autoptr (GAsyncResult) generate_slot = NULL;
  g_autoptr (GAsyncResult) accept_slot = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  request = fixture_request ("a paper boat");
  round = fixture_generate (&fixture, request, 2);
  gesso_engine_set_paused (fixture.engine, FALSE);
  g_clear_pointer (&round, g_ptr_array_unref);
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);
  state = g_build_filename (g_get_user_state_dir (), "gesso", NULL);
  remove_state (state);

  fixture_open_library (&fixture);
  g_assert_true (gesso_library_is_moved (fixture.library));
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  one = g_list_model_get_item (gesso_engine_get_queue (fixture.engine), 0);
  other = g_list_model_get_item (gesso_engine_get_queue (fixture.engine), 1);
  g_assert_cmpuint (gesso_generation_get_hold (one), ==, GESSO_HOLD_MOVED);
  gesso_engine_generate_async (fixture.engine, request, 1, gesso_test_result_cb, &generate_slot);
  generate_slot = gesso_test_await_result (&generate_slot);
  g_assert_null (gesso_engine_generate_finish (fixture.engine, generate_slot, &error));
  g_assert_error (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_MOVED);

  gesso_library_accept_moved_async (fixture.library, gesso_test_result_cb, &accept_slot);
  accept_slot = gesso_test_await_result (&accept_slot);
  g_assert_true (gesso_library_accept_moved_finish (fixture.library, accept_slot, NULL));
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);

  gesso_engine_send_held (fixture.engine, one);
  gesso_engine_discard_held (fixture.engine, other);
  await_state (one, GESSO_STATE_KEPT);
  await_state (other, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

/* "gesso generate" drives its own, and leaves what waits to whoever queued it. */
static void
test_only_mine (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) left = NULL;
  g_autoptr (GessoGeneration) mine = NULL;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  left = fixture_generate_one (&fixture, "a paper boat");
  gesso_engine_set_paused (fixture.engine, FALSE);
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_ONLY_MINE);
  mine = fixture_generate_one (&fixture, "a lighthouse");
  await_state (mine, GESSO_STATE_KEPT);
  gesso_test_settle (100);
  g_assert_cmpuint (gesso_generation_get_state (left), ==, GESSO_STATE_QUEUED);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

/* Closing waits for a POST that ends in time: its job id is on disk before the engine is gone. */
static void
test_stop_waits (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;

  fixture_set_up (&fixture, NULL);
  generation = fixture_generate_one (&fixture, "a boat [delay=200]");
  await_state (generation, GESSO_STATE_SUBMITTING);
  fixture_stop_engine (&fixture);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_SUBMITTED);
  g_assert_nonnull (gesso_generation_get_job_id (generation));
}

static void
test_read_only (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (KreaRequest) request = fixture_request ("a paper boat");
  g_autoptr (GAsyncResult) open_slot = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);
  gesso_library_open_async (fixture.folder, GESSO_LIBRARY_READ, NULL, gesso_test_result_cb, &open_slot);
  open_slot = gesso_test_await_result (&open_slot);
  fixture.library = gesso_library_open_finish (open_slot, &error);
  g_assert_no_error (error);

  fixture_make_engine (&fixture, NULL, NULL);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  gesso_engine_generate_async (fixture.engine, request, 1, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_null (gesso_engine_generate_finish (fixture.engine, slot, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_READ_ONLY);
}

/* No space when the picture is here: it stays, and is kept as soon as there is some. */
static void
fill_disk_cb (GessoEngine     *engine,
              GessoGeneration *generation,
              const char      *step,
              gpointer         data)
{
  struct rlimit limit = { 0, RLIM_INFINITY };

  if (g_str_equal (step, "decoded"))
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
test_disk_full (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

  fixture_set_up (&fixture, NULL);
  signal (SIGXFSZ, SIG_IGN);
  gesso_engine_set_step_hook (fixture.engine, fill_disk_cb, NULL);
  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_DISK_FULL);
  g_assert_cmpuint (gesso_generation_get_state (generation), ==, GESSO_STATE_DOWNLOADING);
  g_assert_nonnull (gesso_engine_get_problem (fixture.engine, generation));

  gesso_engine_set_step_hook (fixture.engine, NULL, NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  gesso_engine_try_again (fixture.engine);
  await_state (generation, GESSO_STATE_KEPT);
  await_hold (fixture.engine, GESSO_QUEUE_RUNS);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/round", test_round);
  g_test_add_func ("/engine/references", test_references);
  g_test_add_func ("/engine/upload-refused", test_upload_refused);
  g_test_add_func ("/engine/counts-are-whole", test_counts_are_whole);
  g_test_add_func ("/engine/pause-and-move", test_pause_and_move);
  g_test_add_func ("/engine/restart-keeps-order", test_restart_keeps_order);
  g_test_add_func ("/engine/cap", test_cap);
  g_test_add_func ("/engine/refuses-bad-requests", test_refuses_bad_requests);
  g_test_add_func ("/engine/moved", test_moved);
  g_test_add_func ("/engine/only-mine", test_only_mine);
  g_test_add_func ("/engine/stop-waits", test_stop_waits);
  g_test_add_func ("/engine/read-only", test_read_only);
  g_test_add_func ("/engine/disk-full", test_disk_full);
  return g_test_run ();
}

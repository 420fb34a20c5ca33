/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "engine-fixture.h"

/* The process dies at a named point; the server, here, lives on, as Krea would. The next start puts it right. */

static void
die_cb (GessoEngine     *engine,
        GessoGeneration *generation,
        const char      *step,
        gpointer         data)
{
  if (g_str_equal (step, data))
    kill (getpid (), SIGKILL);
}

static int
run_child (char **argv)
{
  Fixture fixture = { 0 };
  GessoGeneration *generation;

  fixture.folder = argv[2];
  fixture.kept = g_ptr_array_new ();
  fixture.failed = g_ptr_array_new ();
  fixture.decoder = gesso_decoder_new (1);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, argv[3], TEST_KEY);
  gesso_engine_set_step_hook (fixture.engine, die_cb, argv[4]);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  generation = fixture_generate_one (&fixture, argv[5]);
  while (!gesso_state_is_final (gesso_generation_get_state (generation)))
    g_main_context_iteration (NULL, TRUE);
  return 1;
}

typedef struct {
  const char *step;
  const char *prompt;
  guint       submits; /* at the end */
  GessoState  end;
  guint       recovered;
} Case;

static const Case cases[] = {
  { "added", "a boat", 1, GESSO_STATE_KEPT, 0 },
  { "intent", "a boat", 0, GESSO_STATE_HELD, 0 },
  { "posted", "a boat", 1, GESSO_STATE_KEPT, 1 },
  { "submitted", "a boat", 1, GESSO_STATE_KEPT, 0 },
  { "polled", "a boat", 1, GESSO_STATE_KEPT, 0 },
  { "downloaded", "a boat", 1, GESSO_STATE_KEPT, 0 },
  { "decoded", "a boat", 1, GESSO_STATE_KEPT, 0 },
  { "kept", "a boat", 1, GESSO_STATE_KEPT, 0 },
  { "in-doubt", "a boat [drop-after]", 1, GESSO_STATE_KEPT, 1 },
};

static void
crash_at (Fixture    *fixture,
          const Case *one)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, self, "--child", fixture->folder,
                            gesso_sandbox_get_url (fixture->sandbox), one->step, one->prompt, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_async (child, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_true (g_subprocess_wait_finish (child, slot, &error));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
}

/* Every generation in the library; there must be one. */
static GessoGeneration *
find_only (Fixture *fixture)
{
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GAsyncResult) ids_slot = NULL;
  g_autoptr (GAsyncResult) rows_slot = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  query.everything = TRUE;
  gesso_library_list_ids_async (fixture->library, &query, NULL, gesso_test_result_cb, &ids_slot);
  ids_slot = gesso_test_await_result (&ids_slot);
  ids = gesso_library_list_ids_finish (fixture->library, ids_slot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  gesso_library_fetch_async (fixture->library, (const gint64 *) ids->data, 1, NULL, gesso_test_result_cb, &rows_slot);
  rows_slot = gesso_test_await_result (&rows_slot);
  rows = gesso_library_fetch_finish (fixture->library, rows_slot, &error);
  g_assert_no_error (error);
  return g_object_ref (rows->pdata[0]);
}

static void
test_crash (gconstpointer data)
{
  const Case *one = data;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  gint64 paid = one->end == GESSO_STATE_KEPT ? 15000 : 0;

  fixture.folder = gesso_test_make_dir ();
  fixture.kept = g_ptr_array_new_with_free_func (g_object_unref);
  fixture.failed = g_ptr_array_new_with_free_func (g_object_unref);
  fixture.decoder = gesso_decoder_new (1);
  fixture.sandbox = fixture_new_sandbox (TEST_KEY, NULL);
  crash_at (&fixture, one);

  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  generation = find_only (&fixture);
  await_state (generation, one->end);
  gesso_test_settle (50);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, one->submits);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, paid);
  g_assert_cmpint (fixture_spent (&fixture), ==, paid);
  g_assert_cmpuint (fixture.recovered, ==, one->recovered);
  if (one->end == GESSO_STATE_HELD)
    g_assert_cmpuint (gesso_generation_get_hold (generation), ==, GESSO_HOLD_NOT_SENT);
  else
    g_assert_true (g_file_test (gesso_generation_get_path (generation), G_FILE_TEST_IS_REGULAR));
}

int
main (int    argc,
      char **argv)
{
  if (argc == 6 && strcmp (argv[1], "--child") == 0)
    return run_child (argv);

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/crash/", cases[i].step, NULL);

      g_test_add_data_func (path, &cases[i], test_crash);
    }
  return g_test_run ();
}

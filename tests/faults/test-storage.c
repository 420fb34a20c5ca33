/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "engine-fixture.h"
#include "fault-audit.h"
#include "fault-storage.h"

#define PRICE 15000
/* A picture takes fewer steps than this, on the disk and in memory. */
#define MAX_STEPS 400
#define MAX_PIECES 20000

/*
 * From the prompt to the kept picture, with the k-th step on the disk failing, for every k: first that step alone, which
 * the engine has to get over by itself, then everything from that step on, until there is space again. The same with
 * the k-th piece of memory that SQLite does not get.
 */

typedef struct {
  const char *name;
  int         error_number;
  gboolean    from_then_on;
  guint       stride;
  guint       max;
} Case;

/* Every third step in a normal run, every one in a long one; from a random one on. */
static const Case cases[] = {
  { "once/full", ENOSPC, FALSE, 3, MAX_STEPS },
  { "once/error", EIO, FALSE, 3, MAX_STEPS },
  { "on/full", ENOSPC, TRUE, 3, MAX_STEPS },
  { "on/error", EIO, TRUE, 3, MAX_STEPS },
  /* It was remounted read-only, or its permissions were taken away. */
  { "once/read-only", EROFS, FALSE, 3, MAX_STEPS },
  { "on/read-only", EROFS, TRUE, 3, MAX_STEPS },
  { "once/denied", EACCES, FALSE, 3, MAX_STEPS },
  { "on/denied", EACCES, TRUE, 3, MAX_STEPS },
  { "once/memory", ENOMEM, FALSE, 197, MAX_PIECES },
  { "on/memory", ENOMEM, TRUE, 197, MAX_PIECES },
};

/* Fails where not even the prompt could be written down: then it says so, and nothing was sent. */
static GessoGeneration *
try_generate (Fixture *self,
              gint64   seed)
{
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GError) error = NULL;

  krea_request_set_seed (request, seed);
  gesso_engine_generate_async (self->engine, request, 1, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  round = gesso_engine_generate_finish (self->engine, slot, &error);
  if (round != NULL)
    return g_object_ref (round->pdata[0]);
  g_assert_cmpuint (error->domain, ==, GESSO_LIBRARY_ERROR);
  return NULL;
}

typedef struct {
  Fixture         *fixture;
  GessoGeneration *generation;
} Wait;

/* Either it is done, or the failing disk holds it up, with a sentence. */
static gboolean
is_done_or_stopped (gpointer data)
{
  Wait *wait = data;

  return gesso_generation_get_state (wait->generation) == GESSO_STATE_KEPT
         || (storage_n_failed () > 0 && gesso_engine_get_hold (wait->fixture->engine) == GESSO_QUEUE_DISK_FULL);
}

/* Returns: whether the k-th step was reached */
static gboolean
run_with_fault (Fixture    *self,
                const Case *one,
                guint       k)
{
  g_autoptr (GessoGeneration) generation = NULL;
  Wait wait = { self, NULL };
  guint before = gesso_sandbox_get_submits (self->sandbox);
  gboolean reached;

  storage_fail (k, one->from_then_on, one->error_number);
  generation = try_generate (self, k);
  if (generation == NULL)
    {
      g_assert_cmpuint (storage_n_failed (), >, 0);
      g_assert_cmpuint (gesso_sandbox_get_submits (self->sandbox), ==, before);
      storage_heal ();
      audit_nothing_queued (self);
      return TRUE;
    }
  wait.generation = generation;
  if (!gesso_test_await (is_done_or_stopped, &wait, GESSO_TEST_TIMEOUT_MS))
    g_error ("step %u: still %s", k, gesso_state_to_nick (gesso_generation_get_state (generation)));
  if (gesso_engine_get_hold (self->engine) == GESSO_QUEUE_DISK_FULL)
    g_assert_nonnull (gesso_engine_get_hold_error (self->engine));
  reached = storage_n_failed () > 0;
  storage_heal ();
  gesso_engine_try_again (self->engine);
  await_state (generation, GESSO_STATE_KEPT);
  await_hold (self->engine, GESSO_QUEUE_RUNS);
  g_assert_cmpuint (gesso_sandbox_get_submits (self->sandbox), ==, before + 1);
  g_assert_cmpint (gesso_sandbox_get_billed (self->sandbox), ==, (gint64) (before + 1) * PRICE);
  return reached;
}

static void
test_every_step (gconstpointer data)
{
  const Case *one = data;
  guint stride = g_getenv ("GESSO_TEST_LONG") != NULL ? 1 : one->stride;
  g_auto (Fixture) fixture = { 0 };
  guint n = 0;
  guint k = g_test_rand_int_range (1, stride + 1);

  fixture_set_up (&fixture, NULL);
  for (; k < one->max; k += stride, n++)
    if (!run_with_fault (&fixture, one, k))
      break;
  g_assert_cmpuint (k, <, one->max);
  g_assert_cmpuint (n, >, 10 / stride);
  g_test_message ("%u steps failed", n);
  audit (&fixture, gesso_sandbox_get_submits (fixture.sandbox));
}

/* The folder goes while a picture is under way, as a drive that is pulled out does, and comes back. */
static void
vanish_cb (GessoEngine     *engine,
           GessoGeneration *generation,
           const char      *step,
           gpointer         data)
{
  Fixture *fixture = data;
  g_autofree char *elsewhere = g_strconcat (fixture->folder, "-elsewhere", NULL);

  if (g_str_equal (step, "decoded"))
    g_rename (fixture->folder, elsewhere);
}

static void
test_vanished (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) generation = NULL;
  g_autofree char *elsewhere = NULL;

  fixture_set_up (&fixture, NULL);
  elsewhere = g_strconcat (fixture.folder, "-elsewhere", NULL);
  gesso_engine_set_step_hook (fixture.engine, vanish_cb, &fixture);
  generation = fixture_generate_one (&fixture, "a boat");
  await_hold (fixture.engine, GESSO_QUEUE_DISK_FULL);
  g_assert_error (gesso_engine_get_hold_error (fixture.engine), GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_GONE);
  g_assert_false (g_file_test (fixture.folder, G_FILE_TEST_EXISTS));

  gesso_engine_set_step_hook (fixture.engine, NULL, NULL);
  g_assert_cmpint (g_rename (elsewhere, fixture.folder), ==, 0);
  gesso_engine_try_again (fixture.engine);
  await_state (generation, GESSO_STATE_KEPT);
  g_clear_object (&generation);
  audit (&fixture, 1);
}

static gboolean
try_open (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_open_async (self->folder, GESSO_LIBRARY_DEFAULT, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  self->library = gesso_library_open_finish (result, &error);
  if (self->library == NULL)
    g_assert_cmpuint (error->domain, ==, GESSO_LIBRARY_ERROR);
  return self->library != NULL;
}

/* Opened without memory it is refused, or as it was: what waits for its turn still does, and nobody calls it moved. */
static void
test_open (gconstpointer data)
{
  const Case *one = data;
  guint stride = g_getenv ("GESSO_TEST_LONG") != NULL ? 1 : one->stride;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) queued = NULL;
  guint n_refused = 0;
  guint n_failed = 1;

  fixture_set_up (&fixture, NULL);
  gesso_engine_set_paused (fixture.engine, TRUE);
  queued = fixture_generate_one (&fixture, "a boat");
  g_clear_object (&queued);
  fixture_stop_engine (&fixture);
  fixture_close_library (&fixture);
  for (guint k = g_test_rand_int_range (1, stride + 1); k < MAX_PIECES; k += stride)
    {
      storage_fail (k, one->from_then_on, one->error_number);
      n_refused += !try_open (&fixture);
      n_failed = storage_n_failed ();
      storage_heal ();
      if (fixture.library == NULL)
        fixture_open_library (&fixture);
      g_assert_false (gesso_library_is_moved (fixture.library));
      fixture_close_library (&fixture);
      if (n_failed == 0)
        break;
    }
  g_assert_cmpuint (n_failed, ==, 0);
  g_assert_cmpuint (n_refused, >, 0);
  g_test_message ("refused %u times", n_refused);
  fixture_open_library (&fixture);
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
  gesso_engine_set_paused (fixture.engine, FALSE);
  await_count (&fixture.kept->len, 1);
  audit (&fixture, 1);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  storage_install ();
  g_test_init (&argc, &argv, NULL);
  /* What could not be written down is said in warnings, many times over here. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR | G_LOG_FLAG_RECURSION);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/storage/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_every_step);
    }
  g_test_add_data_func ("/faults/storage/open/once", &cases[G_N_ELEMENTS (cases) - 2], test_open);
  g_test_add_data_func ("/faults/storage/open/on", &cases[G_N_ELEMENTS (cases) - 1], test_open);
  g_test_add_func ("/faults/storage/vanished", test_vanished);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-generation-list.h"
#include "library-fixture.h"

/* What a view would have, kept up to date by items-changed alone. */
typedef struct {
  GListModel *model;
  GPtrArray  *items;
  guint       n_changes;
  guint       position;
  guint       removed;
  guint       added;
} Mirror;

static void
mirror_cb (GListModel *model,
           guint       position,
           guint       removed,
           guint       added,
           Mirror     *mirror)
{
  mirror->n_changes++;
  mirror->position = position;
  mirror->removed = removed;
  mirror->added = added;
  g_assert_cmpuint (position + removed, <=, mirror->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (mirror->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (mirror->items, position + i, g_list_model_get_item (model, position + i));
  g_assert_cmpuint (mirror->items->len, ==, g_list_model_get_n_items (model));
}

static void
mirror_init (Mirror              *mirror,
             GessoGenerationList *list)
{
  memset (mirror, 0, sizeof *mirror);
  mirror->model = G_LIST_MODEL (list);
  mirror->items = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (list, "items-changed", G_CALLBACK (mirror_cb), mirror);
}

static void
mirror_clear (Mirror *mirror)
{
  for (guint i = 0; i < mirror->items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (mirror->model, i);

      g_assert_true (item == mirror->items->pdata[i]);
    }
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_ptr_array_unref (mirror->items);
}

static GessoGenerationList *
load (GessoLibrary     *library,
      const GessoQuery *query,
      Mirror           *mirror)
{
  GessoGenerationList *list = gesso_generation_list_new (library, query);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mirror_init (mirror, list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  gesso_generation_list_load_async (list, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_generation_list_load_finish (list, result, &error));
  g_assert_no_error (error);
  return list;
}

static gboolean
is_loaded (gpointer generation)
{
  return gesso_generation_get_prompt (generation) != NULL;
}

static void
unload (GessoGenerationList *list,
        Mirror              *mirror)
{
  gpointer weak = list;

  g_object_add_weak_pointer (G_OBJECT (list), &weak);
  mirror_clear (mirror);
  g_object_unref (list);
  gesso_test_await_finalized (&weak);
}

/* An item is there at once and fills in by itself; it is the same object for everybody. */
static void
test_shells (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoQuery query = GESSO_QUERY_INIT;
  g_autofree char *oldest_id = NULL;
  GessoGenerationList *list;
  Mirror mirror;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("number %u", i);
      g_autoptr (GessoGeneration) generation = library_queue_one (library, prompt);

      if (i == 0)
        oldest_id = g_strdup (gesso_generation_get_id (generation));
    }
  library_close (library);

  library = library_open (dir);
  list = load (library, &query, &mirror);
  g_assert_cmpuint (mirror.n_changes, ==, 1);
  g_assert_cmpuint (mirror.items->len, ==, 300);
  g_assert_null (gesso_generation_get_prompt (mirror.items->pdata[299]));
  for (guint i = 0; i < 300; i++)
    g_assert_true (gesso_test_await (is_loaded, mirror.items->pdata[i], 5000));
  g_assert_cmpstr (gesso_generation_get_prompt (mirror.items->pdata[0]), ==, "number 299");
  g_assert_cmpstr (gesso_generation_get_prompt (mirror.items->pdata[299]), ==, "number 0");
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (GessoGeneration) found = library_find (library, oldest_id, &error);

    g_assert_true (found == mirror.items->pdata[299]);
    g_assert_cmpuint (gesso_generation_list_get_position (list, gesso_generation_get_row_id (found)), ==, 299);
  }
  g_assert_cmpuint (gesso_generation_list_get_position (list, 12345), ==, G_MAXUINT);
  g_assert_cmpint (gesso_generation_list_get_row_id (list, 300), ==, 0);
  unload (list, &mirror);
  library_close (library);
}

/* What was pulled past is not read, and is when somebody comes back to it. */
static void
test_passed_by (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoQuery query = GESSO_QUERY_INIT;
  GessoGenerationList *list = gesso_generation_list_new (library, &query);
  g_autoptr (GessoGeneration) seen = NULL, passed = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < 100; i++)
    g_object_unref (library_queue_one (library, "a boat"));
  gesso_generation_list_load_async (list, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_generation_list_load_finish (list, result, NULL));
  for (guint i = 0; i < 100; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  seen = g_list_model_get_item (G_LIST_MODEL (list), 99);
  g_assert_true (gesso_test_await (is_loaded, seen, 5000));
  passed = g_list_model_get_item (G_LIST_MODEL (list), 98);
  g_assert_null (gesso_generation_get_prompt (passed));
  g_assert_true (gesso_test_await (is_loaded, passed, 5000));
  g_clear_object (&result);
  g_object_unref (list);
  library_close (library);
}

/* What somebody came back to is read before what was asked for meanwhile, though it still waits from before. */
static void
test_asked_again (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoQuery query = GESSO_QUERY_INIT;
  GessoGenerationList *list = gesso_generation_list_new (library, &query);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < 300; i++)
    g_object_unref (library_queue_one (library, "a boat"));
  gesso_generation_list_load_async (list, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_generation_list_load_finish (list, result, NULL));
  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (list), i));
  g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_true (gesso_test_await (is_loaded, held->pdata[0], 5000));
  g_assert_null (gesso_generation_get_prompt (held->pdata[100]));
  for (guint i = 0; i < 300; i++)
    g_assert_true (gesso_test_await (is_loaded, held->pdata[i], 5000));
  g_clear_object (&result);
  g_clear_pointer (&held, g_ptr_array_unref);
  g_object_unref (list);
  library_close (library);
}

/* What is seen at once comes with the ids; after all of them are there, too. */
static void
test_first_rows (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GessoQuery query = GESSO_QUERY_INIT;
  GessoGenerationList *list;
  Mirror mirror;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("number %u", i);
      g_autoptr (GessoGeneration) generation = library_queue_one (library, prompt);
    }
  library_close (library);

  library = library_open (dir);
  query.text = "number";
  query.first = 4;
  query.read = 2;
  list = load (library, &query, &mirror);
  g_assert_cmpuint (mirror.items->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (is_loaded (mirror.items->pdata[i]), ==, i < 2);
  g_assert_cmpstr (gesso_generation_get_prompt (mirror.items->pdata[0]), ==, "number 7");
  while (mirror.items->len < 8)
    g_main_context_iteration (NULL, TRUE);
  unload (list, &mirror);
  library_close (library);
}

static void
test_round_on_top (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GessoGeneration) first = library_queue_one (library, "first");
  g_autoptr (GPtrArray) round = NULL;
  GessoGenerationList *list;
  Mirror mirror;

  list = load (library, &query, &mirror);
  round = library_queue (library, FALSE, "a", "b", "c", "d", NULL);
  g_assert_cmpuint (mirror.n_changes, ==, 2);
  g_assert_cmpuint (mirror.position, ==, 0);
  g_assert_cmpuint (mirror.removed, ==, 0);
  g_assert_cmpuint (mirror.added, ==, 4);
  g_assert_true (mirror.items->pdata[0] == round->pdata[3]);
  g_assert_true (mirror.items->pdata[4] == first);
  g_clear_pointer (&round, g_ptr_array_unref);
  g_clear_object (&first);
  unload (list, &mirror);
  library_close (library);
}

static void
cancel (GessoLibrary    *library,
        GessoGeneration *generation)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_commit_cancelled_async (library, generation, GESSO_CHARGE_NONE, gesso_test_result_cb, &slot);
  g_assert_true (library_commit_end (library, &slot, &error));
}

static void
curate (GessoLibrary    *library,
        GessoGeneration *generation,
        void           (*call) (GessoLibrary *, GPtrArray *, GAsyncReadyCallback, gpointer))
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (one, generation);
  call (library, one, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_curate_finish (library, result, &error));
  g_assert_no_error (error);
}

/* Cancelled, deleted and restored ones leave and return where they were; a list of everything keeps them. */
static void
test_membership (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GessoGeneration) kept = library_add_kept (library, "kept", "job-1");
  g_autoptr (GessoGeneration) waiting = library_queue_one (library, "waiting");
  GessoGenerationList *list, *everything, *only_kept;
  Mirror mirror, all, good;

  list = load (library, &query, &mirror);
  query.everything = TRUE;
  everything = load (library, &query, &all);
  query.everything = FALSE;
  query.kept_only = TRUE;
  only_kept = load (library, &query, &good);
  g_assert_cmpuint (mirror.items->len, ==, 2);
  g_assert_cmpuint (good.items->len, ==, 1);

  cancel (library, waiting);
  g_assert_cmpuint (mirror.items->len, ==, 1);
  g_assert_true (mirror.items->pdata[0] == kept);
  g_assert_cmpuint (all.items->len, ==, 2);

  curate (library, kept, gesso_library_delete_async);
  g_assert_cmpuint (mirror.items->len, ==, 0);
  g_assert_cmpuint (good.items->len, ==, 0);
  g_assert_cmpuint (all.items->len, ==, 2);
  curate (library, kept, gesso_library_restore_async);
  g_assert_cmpuint (mirror.items->len, ==, 1);
  g_assert_cmpuint (good.items->len, ==, 1);

  g_clear_object (&waiting);
  waiting = library_add_kept (library, "another", "job-2");
  g_assert_cmpuint (good.items->len, ==, 2);
  g_assert_true (good.items->pdata[0] == waiting);
  g_clear_object (&waiting);
  g_clear_object (&kept);
  unload (list, &mirror);
  unload (everything, &all);
  unload (only_kept, &good);
  library_close (library);
}

/* A list of a search takes in what matches it, and nothing else. */
static void
test_search (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GPtrArray) first = library_queue (library, FALSE, "A teal lighthouse", "A red barn", NULL);
  g_autoptr (GPtrArray) second = NULL;
  GessoGenerationList *list;
  Mirror mirror;

  query.text = "teal light";
  list = load (library, &query, &mirror);
  g_assert_cmpuint (mirror.items->len, ==, 1);
  second = library_queue (library, FALSE, "Téal LIGHTS over the sea", "A light teapot", NULL);
  g_assert_cmpuint (mirror.items->len, ==, 2);
  g_assert_true (mirror.items->pdata[0] == second->pdata[0]);
  g_clear_pointer (&first, g_ptr_array_unref);
  g_clear_pointer (&second, g_ptr_array_unref);
  unload (list, &mirror);
  library_close (library);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  ++*count;
}

/* Only what changed notifies, and progress that comes late undoes nothing. */
static void
test_notify (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
  guint n_state = 0, n_prompt = 0;

  g_signal_connect (generation, "notify::state", G_CALLBACK (count_cb), &n_state);
  g_signal_connect (generation, "notify::prompt", G_CALLBACK (count_cb), &n_prompt);
  gesso_generation_set_progress (generation, GESSO_STATE_RUNNING, "processing", 0);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_QUEUED);
  library_submit (library, generation, "job-1");
  g_assert_cmpuint (n_state, ==, 2);
  gesso_generation_set_progress (generation, GESSO_STATE_DOWNLOADING, "completed", 0.5);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_DOWNLOADING);
  g_assert_cmpfloat (gesso_generation_get_fraction (generation), ==, 0.5);
  cancel (library, generation);
  gesso_generation_set_progress (generation, GESSO_STATE_RUNNING, "processing", 0);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (n_prompt, ==, 0);
  g_clear_object (&generation);
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generation-list/shells", test_shells);
  g_test_add_func ("/generation-list/passed-by", test_passed_by);
  g_test_add_func ("/generation-list/asked-again", test_asked_again);
  g_test_add_func ("/generation-list/first-rows", test_first_rows);
  g_test_add_func ("/generation-list/round-on-top", test_round_on_top);
  g_test_add_func ("/generation-list/membership", test_membership);
  g_test_add_func ("/generation-list/search", test_search);
  g_test_add_func ("/generation-list/notify", test_notify);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-generation-list.h"
#include "gesso-stacks.h"
#include "library-fixture.h"

static void
test_fold (void)
{
  g_autoptr (GessoStacks) stacks = gesso_stacks_new (2);

  g_assert_true (gesso_stacks_add (stacks, 9, 100));
  g_assert_true (gesso_stacks_add (stacks, 8, 100));
  g_assert_true (gesso_stacks_add (stacks, 7, -5));
  g_assert_true (gesso_stacks_add (stacks, 6, 100));
  /* A third one is one too many. */
  g_assert_false (gesso_stacks_add (stacks, 5, 0));
  g_assert_cmpuint (gesso_stacks_get_ids (stacks)->len, ==, 2);
  g_assert_cmpint (g_array_index (gesso_stacks_get_ids (stacks), gint64, 0), ==, 9);
  g_assert_cmpuint (g_array_index (gesso_stacks_get_counts (stacks), guint, 0), ==, 3);
  g_assert_cmpuint (g_array_index (gesso_stacks_get_counts (stacks), guint, 1), ==, 1);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      done)
{
  g_assert_true (gesso_generation_list_load_finish (GESSO_GENERATION_LIST (source), result, NULL));
  *(gboolean *) done = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

static GessoGenerationList *
load (GessoLibrary *library,
      GessoQuery    query)
{
  GessoGenerationList *list = gesso_generation_list_new (library, &query);
  gboolean done = FALSE;

  gesso_generation_list_load_async (list, NULL, loaded_cb, &done);
  g_assert_true (gesso_test_await (is_set, &done, GESSO_TEST_TIMEOUT_MS));
  return list;
}

/* "count count …", newest first */
static char *
describe (GessoGenerationList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                            gesso_generation_list_get_count (list, gesso_generation_list_get_row_id (list, i)));
  return g_string_free (text, FALSE);
}

static void
assert_counts (GessoLibrary *library,
               GessoQuery    query,
               const char   *wanted)
{
  g_autoptr (GessoGenerationList) list = load (library, query);
  g_autofree char *counts = describe (list);

  g_assert_cmpstr (counts, ==, wanted);
}

typedef struct {
  GessoGenerationList *list;
  const char          *counts;
} Wanted;

static gboolean
has_counts (gpointer data)
{
  Wanted *wanted = data;
  g_autofree char *counts = describe (wanted->list);

  return g_str_equal (counts, wanted->counts);
}

static void
test_lists (void)
{
  GessoQuery query = GESSO_QUERY_INIT;
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) a = library_queue (library, FALSE, "boat", "boat", "fox", NULL);
  g_autoptr (GPtrArray) b = library_queue (library, FALSE, "fox", "boat", NULL);
  g_autoptr (GPtrArray) c = NULL;
  g_autoptr (GessoGenerationList) list = NULL;
  Wanted wanted;

  query.stack = GESSO_STACK_ROUND;
  assert_counts (library, query, "2 3");
  query.text = "boat";
  assert_counts (library, query, "1 2");
  query.text = NULL;
  query.stack = GESSO_STACK_PROMPT;
  assert_counts (library, query, "3 2");
  query.first = 1;
  list = load (library, query);
  wanted = (Wanted) { list, "3 2" };
  g_assert_true (gesso_test_await (has_counts, &wanted, GESSO_TEST_TIMEOUT_MS));
  /* A new round is folded into what is there. */
  c = library_queue (library, FALSE, "boat", NULL);
  wanted.counts = "4 2";
  g_assert_true (gesso_test_await (has_counts, &wanted, GESSO_TEST_TIMEOUT_MS));
  /* What is inside a stack is found by what stands for it. */
  g_assert_cmpuint (gesso_generation_list_get_nearest (list, gesso_generation_get_row_id (c->pdata[0])), ==, 0);
  query.first = 0;
  query.stack = GESSO_STACK_NONE;
  query.prompt = "fox";
  assert_counts (library, query, "1 1");
  g_clear_object (&list);
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stacks/fold", test_fold);
  g_test_add_func ("/stacks/lists", test_lists);
  return g_test_run ();
}

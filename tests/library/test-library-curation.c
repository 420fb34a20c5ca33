/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-generation-list.h"
#include "gesso-library-curation.h"
#include "library-fixture.h"

static guint
step_end (GessoLibrary  *library,
          GAsyncResult **slot)
{
  g_autoptr (GAsyncResult) result = gesso_test_await_result (slot);
  g_autoptr (GError) error = NULL;
  guint n_changed = 0;

  g_assert_true (gesso_library_step_finish (library, result, &n_changed, &error));
  g_assert_no_error (error);
  return n_changed;
}

static guint
mark (GessoLibrary    *library,
      GessoGeneration *generation,
      GessoMark        what)
{
  const gint64 row_id = gesso_generation_get_row_id (generation);
  GAsyncResult *slot = NULL;

  gesso_library_mark_async (library, &row_id, 1, &what, gesso_test_result_cb, &slot);
  return step_end (library, &slot);
}

static void
rate (GessoLibrary    *library,
      GessoGeneration *generation,
      int              rating)
{
  mark (library, generation, (GessoMark) { .set_rating = TRUE, .rating = rating });
}

static void
tag (GessoLibrary    *library,
     GessoGeneration *generation,
     const char      *add,
     const char      *remove)
{
  const char *added[] = { add, NULL };
  const char *removed[] = { remove, NULL };

  mark (library, generation, (GessoMark) { .add_tags = added, .remove_tags = removed });
}

static GessoCurationKind
undo (GessoLibrary *library,
      gboolean      redo)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoCurationKind kind = GESSO_CURATION_NONE;
  guint n_changed;

  gesso_library_undo_async (library, redo, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_undo_finish (library, result, &kind, &n_changed, &error));
  g_assert_no_error (error);
  return kind;
}

static guint
count (GessoLibrary *library,
       const char   *text)
{
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GArray) ids = NULL;

  query.text = text;
  ids = library_ids (library, &query);
  for (guint i = 1; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i), <, g_array_index (ids, gint64, i - 1));
  return ids->len;
}

static char *
read_log (const char *dir)
{
  g_autofree char *folder = g_build_filename (dir, ".gesso", "log", NULL);
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, g_dir_read_name (names), NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
test_mark (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autofree char *log = NULL;

  g_assert_cmpuint (mark (library, boat, (GessoMark) { .set_favourite = TRUE, .favourite = TRUE }), ==, 1);
  g_assert_true (gesso_generation_is_favourite (boat));
  /* Nothing new is no step. */
  g_assert_cmpuint (mark (library, boat, (GessoMark) { .set_favourite = TRUE, .favourite = TRUE }), ==, 0);
  rate (library, boat, 4);
  g_assert_cmpint (gesso_generation_get_rating (boat), ==, 4);
  g_assert_true (gesso_generation_is_favourite (boat));
  tag (library, boat, "  Sea\n\"fog\" ", NULL);
  tag (library, boat, "Calm", NULL);
  tag (library, boat, "CÁLM", NULL);
  g_assert_cmpstr (gesso_generation_get_tags (boat), ==, "Calm\nSea fog");
  tag (library, boat, NULL, "calm");
  g_assert_cmpstr (gesso_generation_get_tags (boat), ==, "Sea fog");
  log = read_log (dir);
  g_assert_nonnull (strstr (log, "\"rating\":4"));
  g_assert_nonnull (strstr (log, "\"tags_removed\":[\"calm\"]"));
  g_clear_object (&boat);
  library_close (library);
}

static void
test_undo (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autofree char *id = g_strdup (gesso_generation_get_id (boat));
  g_autofree char *path = g_strdup (gesso_generation_get_path (boat));
  const gint64 row_id = gesso_generation_get_row_id (boat);
  GAsyncResult *slot = NULL;

  g_assert_cmpint (undo (library, FALSE), ==, GESSO_CURATION_NONE);
  rate (library, boat, 2);
  rate (library, boat, 5);
  tag (library, boat, "teal", NULL);
  gesso_library_trash_async (library, &row_id, 1, gesso_test_result_cb, &slot);
  g_assert_cmpuint (step_end (library, &slot), ==, 1);
  g_assert_cmpuint (count (library, "is:trash"), ==, 1);
  g_assert_cmpuint (count (library, "boat"), ==, 0);

  /* Kept across a restart. */
  g_clear_object (&boat);
  library_close (library);
  library = library_open (dir);
  g_assert_cmpint (undo (library, FALSE), ==, GESSO_CURATION_DELETED);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  boat = library_find (library, id, NULL);
  g_assert_cmpint (undo (library, FALSE), ==, GESSO_CURATION_MARKED);
  g_assert_null (gesso_generation_get_tags (boat));
  g_assert_cmpint (undo (library, FALSE), ==, GESSO_CURATION_MARKED);
  g_assert_cmpint (gesso_generation_get_rating (boat), ==, 2);
  g_assert_cmpint (undo (library, TRUE), ==, GESSO_CURATION_MARKED);
  g_assert_cmpint (gesso_generation_get_rating (boat), ==, 5);
  g_assert_cmpint (undo (library, TRUE), ==, GESSO_CURATION_MARKED);
  g_assert_cmpstr (gesso_generation_get_tags (boat), ==, "teal");
  /* Something new ends what could be done again. */
  rate (library, boat, 1);
  g_assert_cmpint (undo (library, TRUE), ==, GESSO_CURATION_NONE);
  g_clear_object (&boat);
  library_close (library);
}

static void
test_search (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a teal paper boat", "job-1");
  g_autoptr (GessoGeneration) barn = library_add_kept (library, "a red bàrn, rain-soaked", "job-2");
  g_autoptr (GessoGeneration) moon = library_add_kept (library, "a paper moon", "job-3");
  static const struct { const char *text; guint n; } cases[] = {
    { "paper", 2 }, { "pap", 2 }, { "pap ", 0 }, { "pap* ", 2 }, { "barn ", 1 }, { "rain-soaked", 1 },
    { "\"teal paper\"", 1 }, { "\"paper teal\"", 0 }, { "paper -boat", 1 }, { "-boat", 2 }, { "-boat -moon -barn", 0 },
    { "variant:large", 3 }, { "variant:la", 3 }, { "-variant:large", 0 }, { "variant:turbo", 0 }, { "aspect:4:5", 3 },
    { "aspect:1:1", 0 }, { "creativity:high paper", 2 }, { "seed:42", 3 }, { "seed:>42", 0 }, { "rating:>3", 1 },
    { "rating:0", 2 }, { "rating:<5", 2 }, { "is:favourite", 1 }, { "-is:favourite", 2 }, { "is:favourite paper", 0 },
    { "is:failed", 0 }, { "is:trash", 0 }, { "-is:trash", 3 }, { "has:reference", 3 }, { "-has:reference", 0 },
    { "has:tag", 2 }, { "tag:sea", 1 }, { "tag:\"sea fog\"", 1 }, { "-tag:sea", 2 }, { "tag:sea tag:calm", 1 },
    { "tag:calm", 2 }, { "tag:nothing", 0 }, { "cost:>0.05", 3 }, { "cost:>0.065", 0 }, { "cost:0.065", 3 },
    { "after:2000", 3 }, { "before:2000", 0 }, { "-before:2000", 3 }, { "before:9000 paper", 2 }, { "is:sandbox", 0 },
    { "board:nowhere", 0 }, { "-board:nowhere", 3 }, { "rating:what", 0 },
  };

  mark (library, barn, (GessoMark) { .set_favourite = TRUE, .favourite = TRUE });
  rate (library, moon, 5);
  tag (library, boat, "Sea fog", NULL);
  tag (library, boat, "calm", NULL);
  tag (library, moon, "calm", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n = count (library, cases[i].text);

      if (n != cases[i].n)
        g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (n, ==, cases[i].n);
    }
  g_clear_object (&boat);
  g_clear_object (&barn);
  g_clear_object (&moon);
  library_close (library);
}

/* A list follows what is said of its pictures, and the database says the same. */
static void
test_follow (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GessoGenerationList) list = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  query.text = "rating:>3 boat";
  query.first = 10;
  list = gesso_generation_list_new (library, &query);
  gesso_generation_list_load_async (list, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_generation_list_load_finish (list, result, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  rate (library, boat, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  rate (library, boat, 3);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_clear_object (&result);
  g_clear_object (&list);
  g_clear_object (&boat);
  library_close (library);
}

static void
test_empty_trash (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *trash = g_build_filename (dir, ".gesso", "trash", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  const gint64 row_id = gesso_generation_get_row_id (boat);
  GAsyncResult *slot = NULL;

  rate (library, boat, 3);
  gesso_library_trash_async (library, &row_id, 1, gesso_test_result_cb, &slot);
  step_end (library, &slot);
  g_assert_cmpuint (count_files (trash), ==, 1);
  gesso_library_empty_trash_async (library, gesso_test_result_cb, &slot);
  g_assert_cmpuint (step_end (library, &slot), ==, 1);
  g_assert_cmpuint (count_files (trash), ==, 0);
  g_assert_true (gesso_generation_is_purged (boat));
  g_assert_cmpuint (count (library, "is:trash"), ==, 0);
  /* There is no way back. */
  g_assert_cmpint (undo (library, FALSE), ==, GESSO_CURATION_NONE);
  g_clear_object (&boat);
  library_close (library);
}

static guint
count_history (GessoLibrary *library,
               const char   *words)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) recipes = NULL;

  gesso_library_list_history_async (library, words, 10, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  recipes = gesso_library_list_history_finish (library, result, NULL);
  g_assert_nonnull (recipes);
  return recipes->len;
}

/* What was prompted is remembered when its pictures are not, and found by its own words. */
static void
test_history (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a teal boat", "job-1");
  gint64 row = gesso_generation_get_row_id (boat);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) added = NULL;

  gesso_library_add_history_async (library, gesso_generation_get_recipe (boat), gesso_test_result_cb, &slot);
  added = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_add_history_finish (library, added, NULL));
  gesso_library_trash_async (library, &row, 1, gesso_test_result_cb, &slot);
  g_assert_cmpuint (step_end (library, &slot), ==, 1);
  gesso_library_empty_trash_async (library, gesso_test_result_cb, &slot);
  g_assert_cmpuint (step_end (library, &slot), ==, 1);
  g_assert_cmpuint (count (library, "teal"), ==, 0);
  g_assert_cmpuint (count_history (library, NULL), ==, 1);
  g_assert_cmpuint (count_history (library, "TEAL"), ==, 1);
  g_assert_cmpuint (count_history (library, "lighthouse"), ==, 0);
  g_clear_object (&boat);
  g_clear_object (&added);
  library_close (library);

  library = library_open (dir);
  g_assert_cmpuint (count_history (library, "boat"), ==, 1);
  library_close (library);
}

static GPtrArray *
complete (GessoLibrary *library,
          const char   *text)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *tags;

  gesso_library_complete_tag_async (library, text, 5, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  tags = gesso_library_complete_tag_finish (library, result, NULL);
  g_assert_nonnull (tags);
  return tags;
}

/* Tags, and all that a query finds in one step. */
static void
test_many (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GessoQuery query = GESSO_QUERY_INIT;
  const char *tags[] = { "Teal sea", NULL };
  const GessoMark what = { .add_tags = tags };
  GAsyncResult *slot = NULL;
  g_autoptr (GPtrArray) found = NULL;

  for (guint i = 0; i < 420; i++)
    g_ptr_array_unref (library_queue (library, FALSE, "a boat", NULL));
  query.text = "boat";
  gesso_library_mark_found_async (library, &query, &what, gesso_test_result_cb, &slot);
  g_assert_cmpuint (step_end (library, &slot), ==, 420);
  g_assert_cmpuint (count (library, "tag:teal"), ==, 420);
  found = complete (library, "SE");
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (found->pdata[0], ==, "Teal sea");
  g_assert_cmpint (undo (library, FALSE), ==, GESSO_CURATION_MARKED);
  g_assert_cmpuint (count (library, "tag:teal"), ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = complete (library, "te");
  g_assert_cmpuint (found->len, ==, 0);
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/curation/mark", test_mark);
  g_test_add_func ("/library/curation/undo", test_undo);
  g_test_add_func ("/library/curation/search", test_search);
  g_test_add_func ("/library/curation/follow", test_follow);
  g_test_add_func ("/library/curation/empty-trash", test_empty_trash);
  g_test_add_func ("/library/curation/history", test_history);
  g_test_add_func ("/library/curation/many", test_many);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gesso-library-board-items.h"
#include "gesso-library-curation.h"
#include "gesso-library-upkeep.h"
#include "gesso-sql.h"
#include "library-fixture.h"

/* A database that is made again is what it was. */

/* What the two have to have in common: all but caches, counters of this run, and the journal of undo. */
static const char *const compared[] = {
  "SELECT row_id, id, round_id, state, hold, json (recipe), json (sent_recipe), prompt, variant, aspect_ratio, resolution,"
  "  creativity, seed, request_hash, origin, account, sandbox, price, charge, charged, catalog_revision, job_id,"
  "  created_at, submitted_at, completed_at, path, trashed_from, sha256, width, height, format, size, error_code,"
  "  error_message, error_json, recipe_certain, deleted_at, dismissed_at, purged_at, missing_at, window_start,"
  "  window_end, favourite, rating, has_reference, listed, round_key, prompt_key FROM generation ORDER BY row_id",
  "SELECT rowid, prompt FROM generation_words ORDER BY rowid",
  "SELECT key, row_id FROM generation_use ORDER BY key, row_id",
  "SELECT row_id, name, folded, uses, used_at FROM generation_tag JOIN tag USING (tag) ORDER BY row_id, folded",
  "SELECT * FROM ledger ORDER BY generation",
  "SELECT * FROM account ORDER BY account",
  "SELECT * FROM setting ORDER BY key",
  "SELECT rowid, * FROM history ORDER BY rowid",
  "SELECT rowid, * FROM reference ORDER BY rowid",
  "SELECT * FROM board ORDER BY board",
  "SELECT * FROM board_item ORDER BY item",
  "SELECT * FROM board_step ORDER BY step",
  "SELECT * FROM moodboard ORDER BY id",
  "SELECT * FROM search ORDER BY text",
};

static GessoSql *
open_database (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, ".gesso", "library.db", NULL);
  g_autoptr (GError) error = NULL;
  GessoSql *sql = gesso_sql_open (path, GESSO_SQL_READ, dir, &error);

  g_assert_no_error (error);
  return sql;
}

/* A line for each row of all that is compared: "column=value" for each of its columns. */
static char **
dump (const char *dir)
{
  g_autoptr (GessoSql) sql = open_database (dir);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
    {
      g_autoptr (GError) error = NULL;
      sqlite3_stmt *statement = gesso_sql_prepare (sql, compared[i], &error);

      g_assert_no_error (error);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          g_autoptr (GString) line = g_string_new (NULL);

          g_string_append_printf (line, "%u:", i);
          for (int column = 0; column < sqlite3_column_count (statement); column++)
            g_string_append_printf (line, " %s=%s", sqlite3_column_name (statement, column),
                                    sqlite3_column_type (statement, column) == SQLITE_NULL
                                      ? "NULL"
                                      : (const char *) sqlite3_column_text (statement, column));
          g_strv_builder_add (lines, line->str);
        }
      sqlite3_finalize (statement);
    }
  return g_strv_builder_end (lines);
}

static void
assert_same (char **before,
             char **after)
{
  for (guint i = 0; before[i] != NULL || after[i] != NULL; i++)
    if (g_strcmp0 (before[i], after[i]) != 0)
      g_error ("before: %s\nafter:  %s", before[i] != NULL ? before[i] : "-", after[i] != NULL ? after[i] : "-");
}

static void
remove_database (const char *dir)
{
  static const char *const names[] = { "library.db", "library.db-wal", "library.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (dir, ".gesso", names[i], NULL);

      g_unlink (path);
    }
}

static GessoRebuilt *
rebuild (const char  *dir,
         GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_rebuild_async (dir, NULL, NULL, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_rebuild_finish (result, error);
}

static GessoRebuilt *
rebuild_well (const char *dir)
{
  g_autoptr (GError) error = NULL;
  GessoRebuilt *report = rebuild (dir, &error);

  g_assert_no_error (error);
  return report;
}

#define AWAIT(library, finish, ...) \
  G_STMT_START { \
    g_autoptr (GAsyncResult) await_result = gesso_test_await_result (&slot); \
    g_autoptr (GError) await_error = NULL; \
    finish (library, await_result __VA_OPT__ (,) __VA_ARGS__, &await_error); \
    g_assert_no_error (await_error); \
  } G_STMT_END

/* --- A library with something of everything --- */

/* What took the place of failed ones, one with a sidecar and one without, and was cancelled unsent. */
static void
add_replacement (GessoLibrary    *library,
                 GessoGeneration *with,
                 GessoGeneration *without)
{
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) replaced = g_ptr_array_new ();
  GAsyncResult *slot = NULL;

  g_ptr_array_add (replaced, with);
  g_ptr_array_add (replaced, without);
  g_ptr_array_add (round, generation_make ("tried again", "2f1d4cf1-5d5c-4a0c-8f2e-55d4cbb6a7d1"));
  gesso_library_add_round_async (library, round, replaced, TEST_ORIGIN, TEST_ACCOUNT, FALSE, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_add_round_finish);
  g_assert_true (gesso_generation_is_dismissed (with));
  g_assert_true (gesso_generation_is_dismissed (without));
  gesso_library_commit_cancelled_async (library, round->pdata[0], GESSO_CHARGE_NONE, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_commit_finish);
}

static void
add_endings (GessoLibrary *library)
{
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "refused", "given up", "never sent", "said no more of",
                                               "refused again", "never sent again", NULL);
  g_autoptr (GPtrArray) stand_in = library_queue (library, TRUE, "a stand-in", NULL);
  g_autoptr (GPtrArray) dismissed = g_ptr_array_new ();
  g_autoptr (GPtrArray) recalled = g_ptr_array_new ();
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 5, 77);
  GAsyncResult *slot = NULL;

  library_submit (library, round->pdata[0], "job-refused");
  gesso_library_commit_failed_async (library, round->pdata[0], "moderated", "No “boats”.", "{\"detail\":1}",
                                     GESSO_CHARGE_EXACT, 9000, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_commit_finish);
  library_submit (library, round->pdata[1], NULL);
  gesso_library_commit_cancelled_async (library, round->pdata[1], GESSO_CHARGE_UNKNOWN, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_commit_finish);
  /* Never reached the server, so there is no sidecar. */
  gesso_library_commit_failed_async (library, round->pdata[2], "too-large", NULL, NULL, GESSO_CHARGE_NONE, 0,
                                     gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_commit_finish);
  library_submit (library, round->pdata[3], NULL);
  gesso_library_commit_in_doubt_async (library, round->pdata[3], 5000, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_commit_finish);
  gesso_library_commit_held_async (library, round->pdata[3], GESSO_HOLD_UNCERTAIN, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_commit_finish);
  g_ptr_array_add (dismissed, round->pdata[0]);
  g_ptr_array_add (dismissed, round->pdata[2]);
  gesso_library_dismiss_async (library, dismissed, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_curate_finish);
  g_ptr_array_add (recalled, round->pdata[0]);
  gesso_library_recall_async (library, recalled, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_curate_finish);
  g_assert_false (gesso_generation_is_dismissed (round->pdata[0]));
  library_submit (library, round->pdata[4], "job-again");
  for (guint i = 4; i < 6; i++)
    {
      gesso_library_commit_failed_async (library, round->pdata[i], "moderated", NULL, NULL, GESSO_CHARGE_NONE, 9000,
                                         gesso_test_result_cb, &slot);
      AWAIT (library, gesso_library_commit_finish);
    }
  add_replacement (library, round->pdata[4], round->pdata[5]);
  library_submit (library, stand_in->pdata[0], "job-sandbox");
  g_assert_true (library_keep (library, stand_in->pdata[0], picture, NULL));
}

static void
add_marks (GessoLibrary *library,
           const gint64 *ids)
{
  static const char *const tags[] = { "Teal", "au large", NULL };
  static const char *const fewer[] = { "teal", NULL };
  const GessoMark love = { .set_favourite = TRUE, .favourite = TRUE, .set_rating = TRUE, .rating = 4, .add_tags = tags };
  const GessoMark less = { .set_rating = TRUE, .rating = 2, .remove_tags = fewer };
  GAsyncResult *slot = NULL;
  GessoCurationKind kind;
  guint n;

  gesso_library_mark_async (library, ids, 3, &love, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
  gesso_library_mark_async (library, ids, 1, &less, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
  gesso_library_mark_async (library, ids + 1, 1, &less, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
  gesso_library_undo_async (library, FALSE, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_undo_finish, &kind, &n);
  g_assert_cmpuint (n, ==, 1);
  gesso_library_trash_async (library, ids + 2, 1, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
  gesso_library_empty_trash_async (library, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
  gesso_library_trash_async (library, ids + 3, 2, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
  gesso_library_untrash_async (library, ids + 3, 1, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_step_finish, NULL);
}

static void
add_boards (GessoLibrary *library,
            const char   *sha256)
{
  GessoRecipeReference reference = { .sha256 = (char *) sha256, .name = (char *) "ink.png", .strength = 0.7 };
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  GessoBoard board = { .name = (char *) "Harbour", .references = references };
  g_autoptr (GessoBoard) saved = NULL;
  g_autoptr (GessoBoard) gone = NULL;
  g_autoptr (GessoBoardChange) change = gesso_board_change_new ();
  GessoBoardItem *note = gesso_board_item_new (GESSO_BOARD_NOTE);
  const GessoKreaMoodboard moodboard = { (char *) "m1", (char *) "Dusk", (char *) sha256, 0.35 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoardChange) changed = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (references, &reference);
  gesso_library_save_board_async (library, &board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (library, result, NULL);
  note->text = g_strdup ("“dusk”\nand salt");
  note->x = 10.25;
  note->width = note->height = 100;
  g_ptr_array_add (change->items, note);
  gesso_library_change_board_async (library, saved->id, change, "Add Note", GESSO_BOARD_STEP_NEW, gesso_test_result_cb, &slot);
  g_clear_object (&result);
  result = gesso_test_await_result (&slot);
  changed = gesso_library_change_board_finish (library, result, NULL);
  g_assert_nonnull (changed);
  gesso_library_duplicate_board_async (library, saved->id, "Harbour 2", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_boards_finish);
  gesso_library_rename_board_async (library, saved->id, "Old harbour", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_boards_finish);
  g_clear_pointer (&changed, gesso_board_change_free);
  gesso_library_undo_board_async (library, saved->id, FALSE, gesso_test_result_cb, &slot);
  g_clear_object (&result);
  result = gesso_test_await_result (&slot);
  changed = gesso_library_change_board_finish (library, result, NULL);
  gesso_library_set_board_grey_async (library, saved->id, TRUE, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_boards_finish);
  /* One that is gone for good, with all that lay on it, and one that could come back. */
  gesso_library_delete_board_async (library, saved->id, TRUE, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_delete_board_finish);
  gesso_library_save_board_async (library, &board, gesso_test_result_cb, &slot);
  g_clear_object (&result);
  result = gesso_test_await_result (&slot);
  gone = gesso_library_save_board_finish (library, result, NULL);
  gesso_library_delete_board_async (library, gone->id, TRUE, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_delete_board_finish);
  gesso_library_purge_boards_async (library, gone->id, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_boards_finish);
  gesso_library_save_moodboard_async (library, &moodboard, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_boards_finish);
}

static void
add_settings (GessoLibrary *library)
{
  GAsyncResult *slot = NULL;

  /* First: it tells nobody when it is done, and what follows it is done after it. */
  gesso_library_mark_account_shared (library, TEST_ACCOUNT);
  gesso_library_set_setting_async (library, GESSO_SETTING_CAP, "25000000", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_set_setting_finish);
  gesso_library_set_setting_async (library, GESSO_SETTING_PAUSED, "1", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_set_setting_finish);
  gesso_library_set_setting_async (library, GESSO_SETTING_PAUSED, NULL, gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_set_setting_finish);
  gesso_library_add_history_async (library, "{\"prompt\": \"Éclair over the sea\"}", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_add_history_finish);
  gesso_library_add_history_async (library, "{\"prompt\": \"a rope\"}", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_add_history_finish);
  gesso_library_add_history_async (library, "{\"prompt\": \"a rope\", \"seed\": 7}", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_add_history_finish);
  gesso_library_save_search_async (library, "tag:teal", "Sea", gesso_test_result_cb, &slot);
  AWAIT (library, gesso_library_save_search_finish);
}

static char *
add_reference (GessoLibrary *library,
               GessoDecoder *decoder)
{
  g_autoptr (GBytes) picture = gesso_test_make_png (9, 7, 0x2060a0);
  g_autoptr (GessoReferenceFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_add_reference_async (library, decoder, picture, "ink.png", NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  file = gesso_library_add_reference_finish (library, result, &error);
  g_assert_no_error (error);
  return g_strdup (file->sha256);
}

static void
make_rich (const char *dir)
{
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autofree char *sha256 = add_reference (library, decoder);
  gint64 ids[6];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *job = g_strdup_printf ("job-%u", i);
      g_autoptr (GessoGeneration) generation = library_add_kept (library, i % 2 ? "Ein Boot" : "a lamp & sea", job);

      ids[i] = gesso_generation_get_row_id (generation);
    }
  add_endings (library);
  add_marks (library, ids);
  add_boards (library, sha256);
  add_settings (library);
  library_close (library);
}

static void
test_rich (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autoptr (GessoRebuilt) report = NULL;
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  make_rich (dir);
  before = dump (dir);
  g_assert_cmpuint (g_strv_length (before), >, 60);
  remove_database (dir);
  report = rebuild_well (dir);
  g_assert_cmpuint (report->generations, ==, 14);
  g_assert_cmpuint (report->kept, ==, 7);
  g_assert_cmpuint (report->missing, ==, 0);
  g_assert_cmpuint (report->strays, ==, 0);
  g_assert_cmpuint (report->damaged, ==, 0);
  g_assert_null (report->put_aside);
  after = dump (dir);
  assert_same (before, after);
}

/* What is damaged or gone is said so when opening, and put aside, not written over. */
static void
test_put_aside (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *database = g_build_filename (dir, ".gesso", "library.db", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GessoRebuilt) report = NULL;
  g_autoptr (GError) error = NULL;
  GessoLibrary *library;

  make_rich (dir);
  remove_database (dir);
  g_assert_null (library_try_open (dir, GESSO_LIBRARY_DEFAULT, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_DAMAGED);
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (database, "nonsense", -1, NULL));
  g_assert_null (library_try_open (dir, GESSO_LIBRARY_DEFAULT, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_DAMAGED);
  report = rebuild_well (dir);
  g_assert_nonnull (report->put_aside);
  g_assert_true (g_file_get_contents (report->put_aside, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "nonsense");
  library = library_open (dir);
  /* What was in doubt is looked at by somebody first; it had been held already. */
  g_assert_false (gesso_library_is_moved (library));
  library_close (library);
}

static void
test_held (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) sent = library_queue_one (library, "sent");
  g_autoptr (GessoGeneration) waiting = library_queue_one (library, "waiting");
  g_autoptr (GPtrArray) unfinished = NULL;
  g_autoptr (GessoRebuilt) report = NULL;

  library_submit (library, sent, "job-1");
  g_clear_object (&sent);
  g_clear_object (&waiting);
  library_close (library);
  remove_database (dir);
  report = rebuild_well (dir);
  library = library_open (dir);
  g_assert_true (gesso_library_is_moved (library));
  unfinished = library_unfinished (library);
  g_assert_cmpuint (unfinished->len, ==, 2);
  for (guint i = 0; i < unfinished->len; i++)
    g_assert_cmpint (gesso_generation_get_hold (unfinished->pdata[i]), ==, GESSO_HOLD_MOVED);
  g_assert_cmpstr (gesso_generation_get_job_id (unfinished->pdata[0]), ==, "job-1");
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  library_close (library);
}

static char *
path_of_log (const char *dir)
{
  g_autofree char *logs = g_build_filename (dir, ".gesso", "log", NULL);
  g_autoptr (GDir) folder = g_dir_open (logs, 0, NULL);

  return g_build_filename (logs, g_dir_read_name (folder), NULL);
}

/* The sidecars alone bring back every recipe, price and picture. */
static void
test_without_log (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *log = NULL;
  g_autoptr (GessoRebuilt) report = NULL;
  g_autoptr (GessoSql) sql = NULL;
  gint64 spent;

  make_rich (dir);
  sql = open_database (dir);
  spent = gesso_sql_int (sql, "SELECT total(amount) FROM ledger", 0);
  g_clear_pointer (&sql, gesso_sql_close);
  log = path_of_log (dir);
  g_assert_cmpint (g_unlink (log), ==, 0);
  remove_database (dir);
  report = rebuild_well (dir);
  /* Those that never had a sidecar are gone with it: three never sent, one in doubt. */
  g_assert_cmpuint (report->generations, ==, 10);
  g_assert_cmpuint (report->kept, ==, 7);
  /* Without the log nobody knows what was deleted. */
  g_assert_cmpuint (report->missing, ==, 2);
  sql = open_database (dir);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT total(amount) FROM ledger", -1), ==, spent);
}

/* Torn, doubled and foreign lines do no harm. */
static void
test_torn_log (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *log = NULL;
  g_autofree char *text = NULL;
  g_autofree char *worse = NULL;
  g_autoptr (GessoRebuilt) report = NULL;
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  make_rich (dir);
  before = dump (dir);
  log = path_of_log (dir);
  g_assert_true (g_file_get_contents (log, &text, NULL, NULL));
  worse = g_strconcat (text, "{\"time\": \"2026-\n\n[]\n{\"time\":\"2026-11-01T00:00:00Z\",\"event\":\"marked\"}\n",
                       text, "{\"tim", NULL);
  g_assert_true (g_file_set_contents (log, worse, -1, NULL));
  remove_database (dir);
  report = rebuild_well (dir);
  g_assert_cmpuint (report->damaged, ==, 3);
  after = dump (dir);
  assert_same (before, after);
}

/* A crash between the commit and the line in the file. */
static void
test_pending_lines (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *log = NULL;
  g_autofree char *saved = g_strconcat (dir, "-crashed", NULL);
  const char *argv[] = { "cp", "-a", dir, saved, NULL };
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) kept = library_add_kept (library, "a boat", "job-1");
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  g_autoptr (GessoRebuilt) report = NULL;

  add_settings (library);
  /* As it is now, with all of the log still to be fsynced, and lost. */
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_clear_object (&kept);
  library_close (library);
  before = dump (dir);
  log = path_of_log (saved);
  g_assert_true (g_file_set_contents (log, "{\"time\":", -1, NULL));
  report = rebuild_well (saved);
  g_assert_cmpuint (report->damaged, ==, 1);
  after = dump (saved);
  assert_same (before, after);
}

/* Originals are found again wherever they are in the folder, under whatever name. */
static void
test_moved_originals (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *place = g_build_filename (dir, "For the client", NULL);
  g_autofree char *moved = g_build_filename (place, "cover.png", NULL);
  g_autoptr (GessoRebuilt) report = NULL;
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) kept = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GessoGeneration) gone = library_add_kept (library, "a lamp", "job-2");
  g_autofree char *id = g_strdup (gesso_generation_get_id (kept));

  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  g_assert_cmpint (g_rename (gesso_generation_get_path (kept), moved), ==, 0);
  g_assert_cmpint (g_unlink (gesso_generation_get_path (gone)), ==, 0);
  g_clear_object (&kept);
  g_clear_object (&gone);
  library_close (library);
  remove_database (dir);
  report = rebuild_well (dir);
  g_assert_cmpuint (report->missing, ==, 1);
  g_assert_cmpuint (report->strays, ==, 0);
  library = library_open (dir);
  kept = library_find (library, id, NULL);
  g_assert_cmpstr (gesso_generation_get_path (kept), ==, moved);
  g_clear_object (&kept);
  library_close (library);
}

static void
test_refused (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *nowhere = g_build_filename (dir, "nowhere", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GError) error = NULL;

  g_assert_null (rebuild (dir, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_LOCKED);
  g_clear_error (&error);
  library_close (library);
  g_assert_null (rebuild (nowhere, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/rebuild/rich", test_rich);
  g_test_add_func ("/library/rebuild/put-aside", test_put_aside);
  g_test_add_func ("/library/rebuild/held", test_held);
  g_test_add_func ("/library/rebuild/without-log", test_without_log);
  g_test_add_func ("/library/rebuild/torn-log", test_torn_log);
  g_test_add_func ("/library/rebuild/pending-lines", test_pending_lines);
  g_test_add_func ("/library/rebuild/moved-originals", test_moved_originals);
  g_test_add_func ("/library/rebuild/refused", test_refused);
  return g_test_run ();
}

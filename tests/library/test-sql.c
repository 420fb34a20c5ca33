/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gesso-errors.h"
#include "gesso-schema.h"
#include "gesso-sql.h"
#include "gesso-test.h"
#include "gesso-thumbnails.h"

/* --- Migrations --- */

static GessoSql *
open_sql (const char *path)
{
  g_autoptr (GError) error = NULL;
  GessoSql *sql = gesso_sql_open (path, GESSO_SQL_WRITE, "test", &error);

  g_assert_no_error (error);
  return sql;
}

static void
test_migrate (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_no_error (error);
  g_assert_cmpint (gesso_sql_int (sql, "PRAGMA user_version", 0), ==, gesso_schema_version ());
  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM generation", -1), ==, 0);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM board_item", -1), ==, 0);
}

/* What came after the version that a test goes back to. */
#define UNDO_ORIGIN "ALTER TABLE reference ADD COLUMN origin TEXT;"

#define UNDO_LOOKS UNDO_ORIGIN "ALTER TABLE board DROP COLUMN grey;"

#define UNDO_IMPORTS UNDO_LOOKS "DROP INDEX generation_imported;"

#define UNDO_UPKEEP UNDO_IMPORTS \
  "DROP TABLE log_pending; DROP INDEX generation_missing; ALTER TABLE generation DROP COLUMN missing_at;" \
  "DROP TABLE folder; DROP TABLE stray;"

#define UNDO_STEERING UNDO_UPKEEP \
  "ALTER TABLE board DROP COLUMN words; ALTER TABLE board DROP COLUMN moodboard;" \
  "ALTER TABLE board DROP COLUMN moodboard_instead; ALTER TABLE reference DROP COLUMN origin; DROP TABLE signature;"

/* Pictures from before it was known which are missing. */
static void
test_migrate_upkeep (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_true (gesso_sql_exec (sql,
                                 UNDO_UPKEEP
                                 "INSERT INTO generation (row_id, id, round_id, state, recipe, prompt, origin, account,"
                                 "  sandbox, price, created_at) VALUES (1, 'a', 'r', 'kept', '{}', 'boat', 'o', 'k', 0, 0, 1);"
                                 "PRAGMA user_version=7",
                                 &error));
  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_no_error (error);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM generation WHERE missing_at IS NULL", 0), ==, 1);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM log_pending", -1), ==, 0);
}

/* A transaction tells which rows of the tables that are watched it changed, and no other. */
static void
test_watch (void)
{
  static const char *const tables[] = { "history", NULL };
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  const GArray *changes;

  g_assert_true (gesso_schema_migrate (sql, "test", NULL));
  gesso_sql_watch (sql, tables);
  g_assert_true (gesso_sql_begin (sql, FALSE, NULL));
  g_assert_true (gesso_sql_exec (sql,
                                 "INSERT INTO history VALUES ('a', 'a', '{}', 1); UPDATE history SET used_at = 2;"
                                 "INSERT INTO board (id, name, created_at, changed_at) VALUES ('b', 'Harbour', 1, 1)",
                                 NULL));
  changes = gesso_sql_get_changes (sql);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_cmpstr (g_array_index (changes, GessoSqlChange, 0).table, ==, "history");
  g_assert_true (g_array_index (changes, GessoSqlChange, 0).is_new);
  g_assert_false (g_array_index (changes, GessoSqlChange, 1).is_new);
  g_assert_true (gesso_sql_commit (sql, NULL));
  g_assert_true (gesso_sql_begin (sql, FALSE, NULL));
  g_assert_cmpuint (changes->len, ==, 0);
  gesso_sql_rollback (sql);
}

/* Boards from before they had words and a link. */
static void
test_migrate_steering (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_true (gesso_sql_exec (sql,
                                 UNDO_STEERING
                                 "INSERT INTO board (id, name, created_at, changed_at) VALUES ('b', 'Harbour', 1, 1);"
                                 "PRAGMA user_version=6",
                                 &error));
  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_no_error (error);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT moodboard_instead FROM board WHERE words IS NULL AND moodboard IS NULL", -1),
                   ==, 0);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM signature", -1), ==, 0);
}

/* What was kept before there were stacks and names of searches. */
static void
test_migrate_stacks (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_true (gesso_sql_exec (sql,
                                 "DROP INDEX generation_prompt; DROP INDEX generation_listed;"
                                 "DROP INDEX generation_curated; ALTER TABLE generation DROP COLUMN round_key;"
                                 "ALTER TABLE generation DROP COLUMN prompt_key; ALTER TABLE search DROP COLUMN name;"
                                 "CREATE INDEX generation_listed ON generation (listed, row_id);"
                                 "CREATE INDEX generation_curated ON generation (row_id);"
                                 "INSERT INTO generation (row_id, id, round_id, state, recipe, prompt, origin, account,"
                                 "  sandbox, price, created_at) VALUES (1, 'a', 'r', 'kept', '{}', 'boat', 'o', 'k', 0, 0, 1),"
                                 "  (2, 'b', 'r', 'kept', '{}', 'fox', 'o', 'k', 0, 0, 1),"
                                 "  (3, 'c', 's', 'kept', '{}', 'boat', 'o', 'k', 0, 0, 1);"
                                 "INSERT INTO search VALUES ('boat', 7);" UNDO_STEERING "PRAGMA user_version=5",
                                 &error));
  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  g_assert_no_error (error);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(DISTINCT round_key) FROM generation", 0), ==, 2);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM generation WHERE prompt_key = gesso_key ('boat')", 0), ==, 2);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT saved_at FROM search WHERE name IS NULL", 0), ==, 7);
}

/* A migration that fails half way leaves the version, and everything else, as it was. */
static void
test_migrate_half (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_sql_exec (sql, "CREATE TABLE board (x)", &error));
  g_assert_false (gesso_schema_migrate (sql, "test", &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FAILED);
  g_assert_cmpint (gesso_sql_int (sql, "PRAGMA user_version", -1), ==, 0);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM sqlite_schema", -1), ==, 1);
}

static void
test_migrate_newer (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_sql_exec (sql, "PRAGMA user_version=99", &error));
  g_assert_false (gesso_schema_migrate (sql, "test", &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NEWER);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM sqlite_schema", -1), ==, 0);
}

static gpointer
interrupt_thread (gpointer sql)
{
  g_usleep (20000);
  gesso_sql_interrupt (sql);
  return NULL;
}

static void
test_interrupt (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("interrupt", interrupt_thread, sql);

  g_assert_false (gesso_sql_run (sql, &error,
                                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
                                 ""));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT 7", 0), ==, 7);
}

static void
test_read_only (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GessoSql) reader = NULL;

  g_assert_true (gesso_schema_migrate (sql, "test", &error));
  reader = gesso_sql_open (path, GESSO_SQL_READ | GESSO_SQL_IMMUTABLE, "test", &error);
  g_assert_no_error (error);
  g_assert_false (gesso_sql_run (reader, &error, "DELETE FROM setting", ""));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_READ_ONLY);
}

/* What several statements read is of one moment. */
static void
test_snapshot (void)
{
  static const char text[] = "SELECT count(*) FROM history";
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GessoSql) reader = NULL;

  g_assert_true (gesso_sql_exec (sql, "PRAGMA journal_mode=WAL", NULL));
  g_assert_true (gesso_schema_migrate (sql, "test", NULL));
  reader = gesso_sql_open (path, GESSO_SQL_READ, "test", NULL);
  g_assert_true (gesso_sql_snapshot (reader, NULL));
  g_assert_cmpint (gesso_sql_int (reader, text, -1), ==, 0);
  g_assert_true (gesso_sql_exec (sql, "INSERT INTO history VALUES ('a', 'a', '{}', 1)", NULL));
  g_assert_cmpint (gesso_sql_int (reader, text, -1), ==, 0);
  gesso_sql_rollback (reader);
  g_assert_true (gesso_sql_snapshot (reader, NULL));
  g_assert_cmpint (gesso_sql_int (reader, text, -1), ==, 1);
}

/* --- The cache of thumbnails --- */

static GBytes *
make_jpeg (gsize  size,
           guint8 fill)
{
  guint8 *data = g_malloc (size);

  memset (data, fill, size);
  return g_bytes_new_take (data, size);
}

static void
test_thumbnails (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "new", "thumbnails.db", NULL);
  g_autoptr (GBytes) jpeg = make_jpeg (1000, 1);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr (GessoThumbnails) thumbnails = gesso_thumbnails_new (path, 0);
      g_autoptr (GBytes) got = NULL;

      if (round == 0)
        gesso_thumbnails_put (thumbnails, "aa", 256, jpeg);
      got = gesso_thumbnails_get (thumbnails, "aa", 256);
      g_assert_nonnull (got);
      g_assert_true (g_bytes_equal (got, jpeg));
      g_assert_null (gesso_thumbnails_get (thumbnails, "aa", 512));
      g_assert_null (gesso_thumbnails_get (thumbnails, "bb", 256));
    }
}

/* Never more than the limit, and what was put last stays. */
static void
test_thumbnails_bound (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "thumbnails.db", NULL);
  g_autoptr (GessoThumbnails) thumbnails = gesso_thumbnails_new (path, 10000);
  g_autoptr (GBytes) jpeg = make_jpeg (1000, 1);
  guint n = 0;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);

      gesso_thumbnails_put (thumbnails, key, 256, jpeg);
    }
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);
      g_autoptr (GBytes) got = gesso_thumbnails_get (thumbnails, key, 256);

      n += got != NULL;
      if (i >= 32)
        g_assert_nonnull (got);
      if (i < 20)
        g_assert_null (got);
    }
  g_assert_cmpuint (n, <=, 10);
  g_assert_cmpuint (n, >=, 8);
}

static void
test_thumbnails_damaged (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "thumbnails.db", NULL);
  g_autoptr (GessoThumbnails) thumbnails = NULL;
  g_autoptr (GBytes) jpeg = make_jpeg (1000, 1);
  g_autoptr (GBytes) got = NULL;

  g_assert_true (g_file_set_contents (path, "this was never a database, whatever its name may say", -1, NULL));
  thumbnails = gesso_thumbnails_new (path, 0);
  g_assert_null (gesso_thumbnails_get (thumbnails, "aa", 256));
  gesso_thumbnails_put (thumbnails, "aa", 256, jpeg);
  got = gesso_thumbnails_get (thumbnails, "aa", 256);
  g_assert_nonnull (got);
}

/* What an earlier version kept is not read: it was written elsewhere. */
static void
test_thumbnails_earlier (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "thumbnails.db", NULL);
  g_autoptr (GBytes) jpeg = make_jpeg (1000, 1);
  g_autoptr (GessoThumbnails) thumbnails = gesso_thumbnails_new (path, 0);
  g_autoptr (GessoSql) sql = NULL;
  g_autoptr (GBytes) got = NULL;

  gesso_thumbnails_put (thumbnails, "aa", 256, jpeg);
  g_clear_pointer (&thumbnails, gesso_thumbnails_free);
  sql = gesso_sql_open (path, GESSO_SQL_WRITE, path, NULL);
  g_assert_true (gesso_sql_exec (sql, "PRAGMA user_version=1", NULL));
  g_clear_pointer (&sql, gesso_sql_close);

  thumbnails = gesso_thumbnails_new (path, 0);
  g_assert_null (gesso_thumbnails_get (thumbnails, "aa", 256));
  gesso_thumbnails_put (thumbnails, "bb", 256, jpeg);
  g_clear_pointer (&thumbnails, gesso_thumbnails_free);
  thumbnails = gesso_thumbnails_new (path, 0);
  got = gesso_thumbnails_get (thumbnails, "bb", 256);
  g_assert_nonnull (got);
}

/* What was looked at yesterday is noted today, many at a time, and outlives what was not. */
static void
test_thumbnails_used (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "thumbnails.db", NULL);
  g_autoptr (GBytes) jpeg = make_jpeg (1000, 1);
  g_autoptr (GessoThumbnails) thumbnails = gesso_thumbnails_new (path, 0);
  g_autoptr (GessoSql) sql = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);

      gesso_thumbnails_put (thumbnails, key, 256, jpeg);
    }
  g_clear_pointer (&thumbnails, gesso_thumbnails_free);
  sql = gesso_sql_open (path, GESSO_SQL_WRITE, path, NULL);
  g_assert_true (gesso_sql_exec (sql, "UPDATE thumbnail SET used = 1000", NULL));

  thumbnails = gesso_thumbnails_new (path, 0);
  for (guint i = 0; i < 70; i++)
    {
      g_autofree char *key = g_strdup_printf ("key %u", i);
      g_autoptr (GBytes) got = gesso_thumbnails_get (thumbnails, key, 256);

      g_assert_nonnull (got);
    }
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM thumbnail WHERE used > 1000", -1), ==, 64);
  g_clear_pointer (&thumbnails, gesso_thumbnails_free);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM thumbnail WHERE used > 1000", -1), ==, 70);
}

/* The database itself rolls back where it can't go on, and nobody may have noticed: what follows is not written either. */
static void
test_undone (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "a.db", NULL);
  g_autoptr (GessoSql) sql = open_sql (path);
  g_autoptr (GError) error = NULL;

  g_assert_true (gesso_sql_exec (sql, "CREATE TABLE t (x)", NULL));
  g_assert_true (gesso_sql_begin (sql, TRUE, NULL));
  g_assert_true (gesso_sql_run (sql, NULL, "INSERT INTO t VALUES (1)", ""));
  g_assert_true (gesso_sql_exec (sql, "ROLLBACK", NULL));
  g_assert_false (gesso_sql_run (sql, &error, "INSERT INTO t VALUES (2)", ""));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FAILED);
  g_assert_false (gesso_sql_exec (sql, "INSERT INTO t VALUES (3)", NULL));
  g_assert_false (gesso_sql_commit (sql, NULL));
  gesso_sql_rollback (sql);
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM t", -1), ==, 0);
  g_assert_true (gesso_sql_begin (sql, TRUE, NULL));
  g_assert_true (gesso_sql_run (sql, NULL, "INSERT INTO t VALUES (4)", ""));
  g_assert_true (gesso_sql_commit (sql, NULL));
  g_assert_cmpint (gesso_sql_int (sql, "SELECT count(*) FROM t", -1), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sql/undone", test_undone);
  g_test_add_func ("/sql/migrate", test_migrate);
  g_test_add_func ("/sql/migrate-stacks", test_migrate_stacks);
  g_test_add_func ("/sql/migrate-steering", test_migrate_steering);
  g_test_add_func ("/sql/migrate-upkeep", test_migrate_upkeep);
  g_test_add_func ("/sql/watch", test_watch);
  g_test_add_func ("/sql/migrate-half", test_migrate_half);
  g_test_add_func ("/sql/migrate-newer", test_migrate_newer);
  g_test_add_func ("/sql/interrupt", test_interrupt);
  g_test_add_func ("/sql/read-only", test_read_only);
  g_test_add_func ("/sql/snapshot", test_snapshot);
  g_test_add_func ("/thumbnails/keep", test_thumbnails);
  g_test_add_func ("/thumbnails/bound", test_thumbnails_bound);
  g_test_add_func ("/thumbnails/damaged", test_thumbnails_damaged);
  g_test_add_func ("/thumbnails/earlier", test_thumbnails_earlier);
  g_test_add_func ("/thumbnails/used", test_thumbnails_used);
  return g_test_run ();
}

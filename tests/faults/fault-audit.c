/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fault-audit.h"

#include <sqlite3.h>

static void
audit_answer (Fixture    *self,
              const char *question,
              const char *answer)
{
  g_autofree char *path = g_build_filename (self->folder, ".gesso", "library.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, question, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, answer);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

void
audit_nothing_queued (Fixture *self)
{
  audit_answer (self, "SELECT count(*) FROM generation WHERE state = 'queued'", "0");
}

/* Nothing that was being written when something failed. */
static void
audit_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_false (g_str_has_prefix (name, ".gesso-new"));
      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        audit_folder (child);
    }
}

static GPtrArray *
fetch_all (Fixture *self)
{
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GAsyncResult) ids_slot = NULL;
  g_autoptr (GAsyncResult) rows_slot = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  query.everything = TRUE;
  gesso_library_list_ids_async (self->library, &query, NULL, gesso_test_result_cb, &ids_slot);
  ids_slot = gesso_test_await_result (&ids_slot);
  ids = gesso_library_list_ids_finish (self->library, ids_slot, &error);
  g_assert_no_error (error);
  gesso_library_fetch_async (self->library, (const gint64 *) ids->data, ids->len, NULL, gesso_test_result_cb,
                             &rows_slot);
  rows_slot = gesso_test_await_result (&rows_slot);
  rows = gesso_library_fetch_finish (self->library, rows_slot, &error);
  g_assert_no_error (error);
  return rows;
}

static void
audit_picture (GessoGeneration *generation,
               GHashTable      *jobs,
               GHashTable      *paths)
{
  g_autofree char *data = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_nonnull (gesso_generation_get_job_id (generation));
  g_assert_true (g_hash_table_add (jobs, g_strdup (gesso_generation_get_job_id (generation))));
  g_assert_true (g_hash_table_add (paths, g_strdup (gesso_generation_get_path (generation))));
  g_file_get_contents (gesso_generation_get_path (generation), &data, &length, &error);
  g_assert_no_error (error);
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guint8 *) data, length);
  g_assert_cmpstr (sha256, ==, gesso_generation_get_sha256 (generation));
}

static void
audit_rows (Fixture *self)
{
  g_autoptr (GPtrArray) rows = fetch_all (self);
  g_autoptr (GHashTable) jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 charged = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      charged += gesso_generation_get_charged (rows->pdata[i]);
      if (gesso_generation_get_state (rows->pdata[i]) == GESSO_STATE_KEPT)
        audit_picture (rows->pdata[i], jobs, paths);
      else
        g_assert_true (gesso_state_is_final (gesso_generation_get_state (rows->pdata[i]))
                       || gesso_generation_get_state (rows->pdata[i]) == GESSO_STATE_HELD);
    }
  g_assert_cmpint (charged, ==, gesso_sandbox_get_billed (self->sandbox));
  g_assert_cmpint (fixture_spent (self), ==, gesso_sandbox_get_billed (self->sandbox));
}

void
audit (Fixture *self,
       guint    submits)
{
  fixture_stop_engine (self);
  fixture_close_library (self);
  audit_answer (self, "PRAGMA integrity_check", "ok");
  audit_folder (self->folder);

  fixture_open_library (self);
  fixture_make_engine (self, NULL, TEST_KEY);
  fixture_start_engine (self, GESSO_ENGINE_DEFAULT);
  gesso_test_settle (50);
  g_assert_cmpuint (gesso_sandbox_get_submits (self->sandbox), ==, submits);
  audit_rows (self);
}

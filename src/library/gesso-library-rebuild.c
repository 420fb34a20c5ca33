/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-rebuild.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-schema.h"
#include "gesso-time.h"

/* Making the database again, and putting it in the place of the one that is there. */

#define NEW_DATABASE ".gesso/rebuilding.db"

static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

typedef struct {
  char          *path;
  GessoProgress *progress;
} RebuildData;

static void
rebuild_data_free (RebuildData *data)
{
  g_free (data->path);
  gesso_progress_unref (data->progress);
  g_free (data);
}

void
gesso_rebuilt_free (GessoRebuilt *self)
{
  g_free (self->put_aside);
  g_free (self);
}

/* --- What the old one still tells --- */

/* What was in the database, and may not have reached the log. */
static void
salvage_log (GessoFolder *folder,
             GessoSql    *old)
{
  sqlite3_stmt *statement = gesso_sql_bind (old, NULL, "SELECT text FROM log_pending ORDER BY line", "");

  gesso_folder_mend_log (folder);
  while (statement != NULL && gesso_sql_step (old, statement, NULL))
    gesso_folder_log (folder, (const char *) sqlite3_column_text (statement, 0));
  gesso_folder_sync_log (folder);
}

/* The composer's draft is not in the log. */
static char *
salvage_draft (GessoSql *old)
{
  sqlite3_stmt *statement = gesso_sql_bind (old, NULL, "SELECT value FROM setting WHERE key = ?", "s",
                                            GESSO_SETTING_DRAFT);
  char *draft = NULL;

  if (statement != NULL && gesso_sql_step (old, statement, NULL))
    {
      draft = gesso_sql_text (statement, 0);
      sqlite3_reset (statement);
    }
  return draft;
}

static char *
real_path (GessoFolder *folder,
           const char  *relative)
{
  g_autofree char *root = realpath (folder->path, NULL);

  return g_build_filename (root != NULL ? root : folder->path, relative, NULL);
}

static char *
salvage (GessoFolder *folder)
{
  g_autofree char *path = real_path (folder, GESSO_FOLDER_DATABASE);
  g_autoptr (GessoSql) old = NULL;
  struct stat info;

  if (!gesso_files_stat (folder->root, GESSO_FOLDER_DATABASE, &info) || info.st_size == 0)
    return NULL;
  old = gesso_sql_open (path, GESSO_SQL_READ, folder->path, NULL);
  if (old == NULL)
    return NULL;
  salvage_log (folder, old);
  return salvage_draft (old);
}

/* --- Changing places --- */

/* The database first: without its other files it would be an older one, and open as if nothing were wrong. */
static gboolean
put_aside (GessoFolder   *folder,
           GessoRebuilt  *report,
           GError       **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "%Y-%m-%d %H.%M.%S");
  g_autofree char *unique = g_uuid_string_random ();

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (GESSO_FOLDER_DATABASE, suffixes[i], NULL);
      g_autofree char *to = g_strdup_printf (".gesso/library %s %.4s.db%s", stamp, unique, suffixes[i]);
      struct stat info;

      if (!gesso_files_stat (folder->root, from, &info))
        continue;
      if (!gesso_files_move (folder->root, from, to, folder->path, error))
        return FALSE;
      if (i == 0)
        report->put_aside = gesso_folder_absolute (folder, to);
    }
  return TRUE;
}

static void
remove_new (GessoFolder *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (NEW_DATABASE, suffixes[i], NULL);

      gesso_files_remove (folder->root, path);
    }
}

static GessoSql *
open_new (GessoFolder  *folder,
          GError      **error)
{
  g_autofree char *path = real_path (folder, NEW_DATABASE);
  g_autoptr (GessoSql) sql = NULL;
  int fd;

  remove_new (folder);
  /* Made here, so that nobody else may read it. */
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      gesso_set_file_error (error, errno, folder->path, "make the new database");
      return NULL;
    }
  close (fd);
  sql = gesso_sql_open (path, GESSO_SQL_WRITE, folder->path, error);
  if (sql == NULL || !gesso_sql_exec (sql, "PRAGMA journal_mode=MEMORY; PRAGMA cache_size=-65536", error))
    return NULL;
  return g_steal_pointer (&sql);
}

static gboolean
build (GessoRebuild  *self,
       const char    *draft,
       GError       **error)
{
  gboolean built;

  self->sql = open_new (self->folder, error);
  if (self->sql == NULL)
    return FALSE;
  built = gesso_rebuild_fill (self, error) &&
          (draft == NULL || gesso_sql_run (self->sql, error, "INSERT OR REPLACE INTO setting VALUES (?, ?)", "ss",
                                           GESSO_SETTING_DRAFT, draft));
  g_clear_pointer (&self->replay, gesso_replay_free);
  g_clear_pointer (&self->sql, gesso_sql_close);
  if (!built)
    return FALSE;
  if (gesso_files_sync (self->folder->root, NEW_DATABASE))
    return TRUE;
  gesso_set_file_error (error, errno, self->folder->path, "sync the new database");
  return FALSE;
}

static void
rebuild_thread (GTask        *task,
                gpointer      source,
                gpointer      user_data,
                GCancellable *cancellable)
{
  RebuildData *data = user_data;
  GError *error = NULL;
  g_autofree char *own = g_build_filename (data->path, ".gesso", NULL);
  gboolean is_library = g_file_test (own, G_FILE_TEST_IS_DIR);
  g_autoptr (GessoFolder) folder = is_library ? gesso_folder_open (data->path, GESSO_LIBRARY_DEFAULT, &error) : NULL;
  g_autoptr (GessoRebuilt) report = g_new0 (GessoRebuilt, 1);
  GessoRebuild rebuild = { .folder = folder, .progress = data->progress, .cancellable = cancellable, .report = report };
  g_autofree char *draft = NULL;

  if (!is_library)
    gesso_set_library_error (&error, GESSO_LIBRARY_ERROR_NOT_FOUND, data->path, NULL);
  if (folder != NULL && folder->read_only)
    gesso_set_library_error (&error, GESSO_LIBRARY_ERROR_READ_ONLY, data->path, NULL);
  if (error == NULL && !gesso_folder_check_version (folder, gesso_schema_version (), &error))
    g_debug ("Not rebuilt");
  if (error == NULL)
    draft = salvage (folder);
  if (error == NULL && build (&rebuild, draft, &error) && put_aside (folder, report, &error))
    gesso_files_move (folder->root, NEW_DATABASE, GESSO_FOLDER_DATABASE, folder->path, &error);
  if (error == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) gesso_rebuilt_free);
      return;
    }
  if (folder != NULL && !folder->read_only && folder->lock >= 0)
    remove_new (folder);
  g_task_return_error (task, error);
}

void
gesso_library_rebuild_async (const char          *path,
                             GCancellable        *cancellable,
                             GessoProgressFunc    progress,
                             gpointer             progress_data,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  RebuildData *data;

  g_return_if_fail (path != NULL);

  data = g_new0 (RebuildData, 1);
  data->path = g_canonicalize_filename (path, NULL);
  data->progress = gesso_progress_new (progress, progress_data);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_library_rebuild_async);
  g_task_set_task_data (task, data, (GDestroyNotify) rebuild_data_free);
  g_task_run_in_thread (task, rebuild_thread);
}

GessoRebuilt *
gesso_library_rebuild_finish (GAsyncResult  *result,
                              GError       **error)
{
  RebuildData *data;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_rebuild_async), NULL);

  data = g_task_get_task_data (G_TASK (result));
  gesso_progress_stop (data->progress);
  return g_task_propagate_pointer (G_TASK (result), error);
}

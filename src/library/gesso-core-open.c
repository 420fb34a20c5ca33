/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-library-import.h"
#include "gesso-log.h"
#include "gesso-schema.h"

/* Word for word the condition of the index: otherwise opening would read every row. */
#define UNFINISHED " state NOT IN ('kept', 'failed', 'cancelled') "

GessoSql *
gesso_core_connect (GessoCore  *self,
                    gboolean    writing,
                    GError    **error)
{
  /* SQLite follows no link at all; the way to the library may well go over one. */
  g_autofree char *root = realpath (self->folder->path, NULL);
  g_autofree char *path = g_build_filename (root != NULL ? root : self->folder->path, GESSO_FOLDER_DATABASE, NULL);
  GessoSqlFlags flags = writing ? GESSO_SQL_WRITE : GESSO_SQL_READ;
  GessoSql *sql = gesso_sql_open (path, flags | (self->immutable ? GESSO_SQL_IMMUTABLE : 0), self->path, error);

  if (sql != NULL && !gesso_sql_exec (sql, "PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456", error))
    g_clear_pointer (&sql, gesso_sql_close);
  return sql;
}

static gboolean
read_meta (GessoSql    *sql,
           const char  *key,
           char       **value,
           GError     **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT value FROM meta WHERE key = ?", "s", key);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, &local))
    {
      *value = gesso_sql_text (statement, 0);
      return gesso_sql_end (sql, statement, error);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Works on read-only media too: there SQLite may not even make its shared memory. */
static gboolean
open_to_read (GessoCore  *self,
              GError    **error)
{
  self->sql = gesso_core_connect (self, FALSE, NULL);
  if (self->sql == NULL || gesso_sql_int (self->sql, "SELECT count(*) FROM sqlite_schema", -1) < 0)
    {
      g_clear_pointer (&self->sql, gesso_sql_close);
      self->immutable = TRUE;
      self->sql = gesso_core_connect (self, FALSE, error);
    }
  if (self->sql == NULL)
    return FALSE;
  if (gesso_sql_int (self->sql, "PRAGMA user_version", 0) == gesso_schema_version ())
    return TRUE;
  gesso_set_library_error (error,
                           gesso_sql_int (self->sql, "PRAGMA user_version", 0) > gesso_schema_version ()
                             ? GESSO_LIBRARY_ERROR_NEWER
                             : GESSO_LIBRARY_ERROR_READ_ONLY,
                           self->path, "schema version");
  return FALSE;
}

/* Takes from others what they may do with an open file or folder of ours: a copy or an archive may have given it. */
static void
tighten (int fd)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && info.st_uid == geteuid () && (info.st_mode & 077) != 0
      && (S_ISREG (info.st_mode) || S_ISDIR (info.st_mode)) && fchmod (fd, info.st_mode & 0700) != 0)
    g_debug ("The permissions of a file of the library stay as they are: %s", g_strerror (errno));
}

static void
tighten_database (GessoFolder *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *name = NULL;
  int folder = gesso_files_parent (self->root, GESSO_FOLDER_DATABASE, FALSE, &name);

  if (folder < 0)
    return;
  tighten (folder);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (name, suffixes[i], NULL);
      int fd = openat (folder, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

      if (fd < 0)
        continue;
      tighten (fd);
      close (fd);
    }
  close (folder);
}

static gboolean
open_to_write (GessoCore  *self,
               GError    **error)
{
  tighten_database (self->folder);
  self->sql = gesso_core_connect (self, TRUE, error);
  return self->sql != NULL &&
         gesso_sql_exec (self->sql,
                         self->folder->local ? "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=10000"
                                             : "PRAGMA journal_mode=DELETE",
                         error) &&
         gesso_schema_migrate (self->sql, self->path, error);
}

/* What was on its way to the server when the process ended may or may not have arrived. */
static gboolean
settle_after_crash (GessoSql  *sql,
                    GError   **error)
{
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET state = 'in-doubt', window_end = 0, revision = revision + 1"
                        " WHERE" UNFINISHED "AND state = 'submitting'",
                        "") &&
         gesso_sql_run (sql, error,
                        "UPDATE generation SET state = 'submitted', revision = revision + 1"
                        " WHERE" UNFINISHED "AND state IN ('running', 'downloading')",
                        "");
}

/* Nothing to look at, nothing to hold: then it simply belongs to this machine from now on. */
static gboolean
hold_if_moved (GessoCore  *self,
               GError    **error)
{
  g_autofree char *owner = NULL;
  g_autofree char *written = NULL;
  gint64 sequence;
  const char *id = gesso_machine_get_id (self->machine);

  /* Where that can't be read, the library is neither a new one nor another's. */
  if (!read_meta (self->sql, "owner", &owner, error) || !read_meta (self->sql, "sequence", &written, error))
    return FALSE;
  sequence = written != NULL ? g_ascii_strtoll (written, NULL, 10) : 0;
  self->sequence = MAX (sequence, gesso_machine_get_seen (self->machine)) + 1;
  self->moved = FALSE;
  if (owner != NULL && !gesso_machine_knows (self->machine, owner, self->folder->identity, sequence))
    {
      if (!gesso_sql_run (self->sql, error,
                          "UPDATE generation SET state = 'held', hold = 1, revision = revision + 1"
                          " WHERE" UNFINISHED "AND state != 'held'",
                          ""))
        return FALSE;
      self->moved = gesso_sql_int (self->sql,
                                   "SELECT count(*) FROM generation WHERE" UNFINISHED "AND state = 'held' AND hold = 1",
                                   1) > 0;
    }
  /* Somebody has to accept it first; until then the database keeps saying whose it was. */
  if (self->moved)
    {
      self->sequence = sequence + 1;
      id = owner;
    }
  return gesso_sql_run (self->sql, error, "INSERT OR REPLACE INTO meta VALUES ('owner', ?)", "s", id) &&
         gesso_sql_run (self->sql, error, "INSERT OR REPLACE INTO meta VALUES ('sequence', ?)", "i", self->sequence);
}

/* What is final needs no wish any more, and of what is held the user will say something else. */
static gboolean
forget_cancels (GessoSql  *sql,
                GError   **error)
{
  return gesso_sql_run (sql, error,
                        "DELETE FROM cancel_wish WHERE row_id NOT IN"
                        " (SELECT row_id FROM generation WHERE" UNFINISHED "AND state != 'held')",
                        "");
}

/* A file that went to the trash, or came from it, without the row that says so being committed. */
static void
recover_trash (GessoCore *self)
{
  g_autoptr (GPtrArray) names = gesso_files_list (self->folder->root, GESSO_FOLDER_TRASH);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *id = g_strndup (names->pdata[i], strcspn (names->pdata[i], "."));
      g_autofree char *trash = g_build_filename (GESSO_FOLDER_TRASH, names->pdata[i], NULL);
      g_autofree char *path = NULL;
      sqlite3_stmt *statement = gesso_sql_bind (
        self->sql, NULL, "SELECT path FROM generation WHERE id = ? AND deleted_at IS NULL AND path IS NOT NULL", "s", id);

      if (statement == NULL || !gesso_sql_step (self->sql, statement, NULL))
        continue;
      path = gesso_sql_text (statement, 0);
      sqlite3_reset (statement);
      /* Where another file has its place by now, it stays: what the row says of it is found out by a rescan. */
      gesso_files_move (self->folder->root, trash, path, self->path, NULL);
    }
}

static gboolean
take_over (GessoCore  *self,
           GError    **error)
{
  gesso_folder_sync (self->folder);
  self->machine = gesso_machine_open (self->folder->uuid, error);
  if (self->machine == NULL || !gesso_sql_begin (self->sql, TRUE, error))
    return FALSE;
  if (!settle_after_crash (self->sql, error) || !hold_if_moved (self, error) || !forget_cancels (self->sql, error) ||
      !gesso_sql_commit (self->sql, error))
    {
      gesso_sql_rollback (self->sql);
      return FALSE;
    }
  if (!self->moved)
    gesso_machine_note (self->machine, self->folder->identity, self->sequence);
  recover_trash (self);
  gesso_log_recover (self);
  gesso_sql_watch (self->sql, gesso_log_tables);
  self->sweep_imports = gesso_sql_int (self->sql, "SELECT count(*) FROM setting WHERE key = '" GESSO_SETTING_IMPORT "'", 0) > 0;
  self->swept = FALSE;
  return TRUE;
}

static gboolean
read_shared (GessoCore  *self,
             GError    **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, error, "SELECT account FROM account WHERE shared", "");

  self->shared = g_ptr_array_new_with_free_func (g_free);
  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (self->sql, statement, &local))
    g_ptr_array_add (self->shared, gesso_sql_text (statement, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
gesso_core_open (GessoCall  *call,
                 GessoSql   *sql,
                 GError    **error)
{
  GessoCore *self = call->core;
  g_autoptr (GError) local = NULL;

  self->folder = gesso_folder_open (self->path, self->flags, error);
  if (self->folder == NULL || !gesso_folder_check_database (self->folder, gesso_schema_version (), error))
    return FALSE;
  self->read_only = self->folder->read_only;
  if (!self->read_only && !open_to_write (self, &local))
    {
      if (!g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_READ_ONLY))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      g_clear_pointer (&self->sql, gesso_sql_close);
      self->read_only = TRUE;
    }
  if (self->read_only && !open_to_read (self, error))
    return FALSE;
  gesso_folder_note_database (self->folder);
  if (!self->read_only && !take_over (self, error))
    return FALSE;
  if (!read_shared (self, error))
    return FALSE;
  self->thumbnails = gesso_thumbnails_new (NULL, 0);
  gesso_core_start_readers (self);
  return TRUE;
}

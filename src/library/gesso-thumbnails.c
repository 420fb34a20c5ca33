/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-thumbnails.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gesso-library.h"
#include "gesso-sql.h"
#include "gesso-time.h"

struct _GessoThumbnails {
  GMutex    mutex;
  char     *path;
  gint64    max_bytes;
  gint64    n_bytes;
  GessoSql *sql;
  GArray   *used;   /* of gint64: rows that were looked at, to be noted */
  gboolean  broken; /* could not be opened, not even anew */
};

/* 2: only this program's own JPEGs; what was written before came from a helper, and is not read any more. 3: short keys. */
#define SCHEMA_VERSION 3

/* When full, a tenth goes at once; a picture that is looked at is noted once in a day. */
#define KEPT_TENTHS 9
#define USED_STEP_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
/* So many notes are one transaction: reading a screen must not cost as many writes. */
#define USED_AT_ONCE 64

GessoThumbnails *
gesso_thumbnails_new (const char *path,
                      gint64      max_bytes)
{
  GessoThumbnails *self = g_new0 (GessoThumbnails, 1);

  g_mutex_init (&self->mutex);
  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_cache_dir (), "gesso", "thumbnails.db", NULL);
  self->max_bytes = max_bytes > 0 ? max_bytes : GESSO_THUMBNAILS_MAX_BYTES;
  self->used = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/* With the mutex held. */
static void
note_used (GessoThumbnails  *self,
           GError          **error)
{
  const gint64 now = gesso_time_now_ms ();

  if (self->used->len == 0 || !gesso_sql_exec (self->sql, "BEGIN IMMEDIATE", error))
    return;
  for (guint i = 0; i < self->used->len; i++)
    if (!gesso_sql_run (self->sql, error, "UPDATE thumbnail SET used = ? WHERE rowid = ?", "ii", now,
                        g_array_index (self->used, gint64, i)))
      break;
  gesso_sql_exec (self->sql, error == NULL || *error == NULL ? "COMMIT" : "ROLLBACK", NULL);
  g_array_set_size (self->used, 0);
}

void
gesso_thumbnails_free (GessoThumbnails *self)
{
  if (self->sql != NULL)
    note_used (self, NULL);
  g_array_unref (self->used);
  g_clear_pointer (&self->sql, gesso_sql_close);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}

static void
remove_files (GessoThumbnails *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->path, suffixes[i], NULL);

      g_unlink (path);
    }
}

/* This one's, or none yet. */
static gboolean
has_version (GessoSql *sql)
{
  const gint64 version = gesso_sql_int (sql, "PRAGMA user_version", -1);

  return version == 0 || version == SCHEMA_VERSION;
}

static gboolean
try_open (GessoThumbnails *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *real = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = g_path_get_basename (self->path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0 || (real = realpath (folder, NULL)) == NULL)
    return FALSE;
  path = g_build_filename (real, name, NULL);
  /* Made here, not by SQLite, whose other files get the permissions of this one. */
  fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;
  if (fchmod (fd, 0600) != 0)
    g_debug ("The cache's permissions stay as they are: %s", g_strerror (errno));
  close (fd);
  self->sql = gesso_sql_open (path, GESSO_SQL_WRITE, self->path, NULL);
  if (self->sql != NULL &&
      gesso_sql_exec (self->sql, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA busy_timeout=1000", NULL) &&
      has_version (self->sql) &&
      gesso_sql_exec (self->sql,
                      /* What is looked for lies anywhere in the index, so that is to be small: two of one key share a place. */
                      "CREATE TABLE IF NOT EXISTS thumbnail (key INTEGER NOT NULL, sha256 TEXT NOT NULL, edge INTEGER NOT NULL,"
                      " used INTEGER NOT NULL, size INTEGER NOT NULL, jpeg BLOB NOT NULL);"
                      "CREATE UNIQUE INDEX IF NOT EXISTS thumbnail_key ON thumbnail (key, edge);"
                      "CREATE INDEX IF NOT EXISTS thumbnail_used ON thumbnail (used, size);"
                      "PRAGMA user_version=" G_STRINGIFY (SCHEMA_VERSION),
                      NULL) &&
      (self->n_bytes = gesso_sql_int (self->sql, "SELECT total(size) FROM thumbnail", -1)) >= 0)
    return TRUE;
  g_clear_pointer (&self->sql, gesso_sql_close);
  return FALSE;
}

/* With the mutex held. */
static gboolean
ensure_open (GessoThumbnails *self)
{
  if (self->sql != NULL)
    return TRUE;
  if (self->broken)
    return FALSE;
  if (try_open (self))
    return TRUE;
  remove_files (self);
  self->broken = !try_open (self);
  if (self->broken)
    g_warning ("No thumbnails are kept: %s can't be used", self->path);
  return !self->broken;
}

/* With the mutex held. What is damaged is made anew at the next use. */
static void
judge (GessoThumbnails *self,
       GError          *error)
{
  if (error == NULL || !g_error_matches (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_DAMAGED))
    return;
  g_clear_pointer (&self->sql, gesso_sql_close);
  g_array_set_size (self->used, 0);
  remove_files (self);
}

GBytes *
gesso_thumbnails_get (GessoThumbnails *self,
                      const char      *sha256,
                      guint            edge)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;
  const gint64 now = gesso_time_now_ms ();
  sqlite3_stmt *statement;
  GBytes *jpeg = NULL;
  gint64 row = 0;
  gint64 used = now;

  if (!ensure_open (self))
    return NULL;
  statement = gesso_sql_bind (self->sql, &error,
                              "SELECT rowid, used, jpeg FROM thumbnail WHERE key = ? AND edge = ? AND sha256 = ?", "iis",
                              gesso_sql_key (sha256), (gint64) edge, sha256);
  if (statement != NULL && gesso_sql_step (self->sql, statement, &error))
    {
      row = sqlite3_column_int64 (statement, 0);
      used = sqlite3_column_int64 (statement, 1);
      jpeg = g_bytes_new (sqlite3_column_blob (statement, 2), sqlite3_column_bytes (statement, 2));
      sqlite3_reset (statement);
    }
  if (jpeg != NULL && now - used > USED_STEP_MS)
    g_array_append_val (self->used, row);
  if (self->used->len >= USED_AT_ONCE)
    note_used (self, &error);
  judge (self, error);
  return jpeg;
}

static gboolean
make_room (GessoThumbnails  *self,
           GError          **error)
{
  if (self->n_bytes <= self->max_bytes)
    return TRUE;
  /* Another process may have added or removed some. */
  self->n_bytes = gesso_sql_int (self->sql, "SELECT total(size) FROM thumbnail", self->n_bytes);
  if (self->n_bytes <= self->max_bytes)
    return TRUE;
  if (!gesso_sql_run (self->sql, error,
                      "DELETE FROM thumbnail WHERE rowid IN (SELECT rowid FROM (SELECT rowid,"
                      " sum(size) OVER (ORDER BY used DESC, rowid DESC) AS below FROM thumbnail) WHERE below > ?)",
                      "i", self->max_bytes / 10 * KEPT_TENTHS))
    return FALSE;
  self->n_bytes = gesso_sql_int (self->sql, "SELECT total(size) FROM thumbnail", 0);
  return TRUE;
}

void
gesso_thumbnails_put (GessoThumbnails *self,
                      const char      *sha256,
                      guint            edge,
                      GBytes          *jpeg)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;

  if (jpeg == NULL || !ensure_open (self))
    return;
  /* Before room is made for it. */
  note_used (self, &error);
  if (error == NULL &&
      gesso_sql_run (self->sql, &error, "INSERT OR IGNORE INTO thumbnail VALUES (?, ?, ?, ?, ?, ?)", "isiiib",
                     gesso_sql_key (sha256), sha256, (gint64) edge, gesso_time_now_ms (), (gint64) g_bytes_get_size (jpeg), jpeg))
    {
      if (gesso_sql_changes (self->sql) > 0)
        self->n_bytes += g_bytes_get_size (jpeg);
      make_room (self, &error);
    }
  judge (self, error);
}

void
gesso_thumbnails_drop (GessoThumbnails *self,
                       const char      *sha256)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (GError) error = NULL;

  if (!ensure_open (self))
    return;
  gesso_sql_run (self->sql, &error, "DELETE FROM thumbnail WHERE key = ? AND sha256 = ?", "is", gesso_sql_key (sha256), sha256);
  judge (self, error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-rebuild.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-json.h"
#include "gesso-picture.h"
#include "gesso-scan.h"
#include "gesso-schema.h"
#include "gesso-sidecar.h"
#include "gesso-time.h"

/* What is made of sidecars, log and originals, in a database beside the one that is there. */

#define BATCH 5000
#define HEADER_BYTES (256 * 1024)
#define SIDECAR_MAX_BYTES (1024 * 1024)

/* Every so many pieces: told how far it is, and asked whether to go on. */
static gboolean
next_piece (GessoRebuild  *self,
            guint64        pieces,
            GError       **error)
{
  self->done += pieces;
  gesso_progress_tell (self->progress, MIN (self->done, self->total), self->total);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (++self->n_steps % BATCH != 0)
    return TRUE;
  return gesso_sql_commit (self->sql, error) && gesso_sql_begin (self->sql, FALSE, error);
}

/* What can't be read is counted; anything else ends it. */
static gboolean
pass_over (GessoRebuild  *self,
           GError        *problem,
           GError       **error)
{
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
      g_error_matches (problem, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FAILED))
    {
      g_debug ("Passed over: %s", problem->message);
      self->report->damaged++;
      g_error_free (problem);
      return TRUE;
    }
  g_propagate_error (error, problem);
  return FALSE;
}

/* --- Sidecars --- */

static gboolean
read_sidecar (GessoRebuild  *self,
              const char    *name,
              GError       **error)
{
  g_autofree char *path = g_build_filename (GESSO_FOLDER_RECIPES, name, NULL);
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (".json"));
  g_autoptr (GBytes) bytes = gesso_files_read (self->folder->root, path, SIDECAR_MAX_BYTES, NULL);
  GError *problem = NULL;

  if (bytes == NULL)
    {
      self->report->damaged++;
      return TRUE;
    }
  return gesso_replay_sidecar (self->replay, bytes, id, &problem) || pass_over (self, problem, error);
}

static gboolean
read_sidecars (GessoRebuild  *self,
               GPtrArray     *names,
               GError       **error)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_suffix (names->pdata[i], ".json") &&
        (!read_sidecar (self, names->pdata[i], error) || !next_piece (self, 1, error)))
      return FALSE;
  return TRUE;
}

/* --- The log --- */

static gboolean
read_line (GessoRebuild  *self,
           const char    *text,
           gsize          length,
           GError       **error)
{
  g_autoptr (GBytes) line = g_bytes_new_static (text, length);
  GError *problem = NULL;

  return length == 0 || gesso_replay_line (self->replay, line, &problem) || pass_over (self, problem, error);
}

/* Up to its end, or as much of it as a line may have. Not fgets(): after a power cut there may be zeros in it. */
static gboolean
next_line (FILE     *file,
           char     *buffer,
           gsize    *length,
           gboolean *ends)
{
  int c = EOF;

  *length = 0;
  while (*length < GESSO_JSON_MAX_BYTES && (c = getc_unlocked (file)) != EOF && c != '\n')
    buffer[(*length)++] = (char) c;
  *ends = c == '\n';
  return *ends || *length > 0;
}

/* @take: what came of one line, or an error that ends it. A line that is too long is as good as damaged. */
gboolean
gesso_rebuild_each_line (GessoFolder    *folder,
                         const char     *path,
                         gboolean      (*take) (const char *text, gsize length, gpointer data, GError **error),
                         gpointer        data,
                         GError        **error)
{
  g_autofree char *name = NULL;
  int parent = gesso_files_parent (folder->root, path, FALSE, &name);
  int fd = parent >= 0 ? openat (parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
  FILE *file = fd >= 0 ? fdopen (fd, "r") : NULL;
  g_autofree char *buffer = g_malloc (GESSO_JSON_MAX_BYTES);
  gboolean done = TRUE;
  gboolean ends = TRUE;
  gboolean rest = FALSE;
  gsize length;

  if (parent >= 0)
    close (parent);
  while (done && file != NULL && next_line (file, buffer, &length, &ends))
    {
      if (!rest)
        done = take (buffer, length, data, error);
      rest = !ends;
    }
  if (file != NULL)
    fclose (file);
  else if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
take_line (const char  *text,
           gsize        length,
           gpointer     data,
           GError     **error)
{
  GessoRebuild *self = data;

  return read_line (self, text, length, error) && next_piece (self, length / 1024 + 1, error);
}

static gboolean
read_log (GessoRebuild  *self,
          GPtrArray     *names,
          GError       **error)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (GESSO_FOLDER_LOG, names->pdata[i], NULL);

      if (g_str_has_suffix (names->pdata[i], ".jsonl") &&
          !gesso_rebuild_each_line (self->folder, path, take_line, self, error))
        return FALSE;
    }
  return TRUE;
}

/* --- References --- */

static gboolean
add_reference (GessoRebuild  *self,
               const char    *name,
               GError       **error)
{
  g_autofree char *path = g_build_filename (GESSO_FOLDER_REFERENCES, name, NULL);
  g_autofree char *sha256 = g_strndup (name, strcspn (name, "."));
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  GessoPictureFormat format;
  struct stat info;
  guint width = 0;
  guint height = 0;
  gsize size;

  if (!gesso_sidecar_is_hash (sha256) || !gesso_files_stat (self->folder->root, path, &info))
    return TRUE;
  bytes = gesso_files_read (self->folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
  if (bytes == NULL)
    return TRUE;
  data = g_bytes_get_data (bytes, &size);
  format = gesso_picture_read_header (data, MIN (size, HEADER_BYTES), &width, &height, NULL);
  if (format == GESSO_PICTURE_UNKNOWN)
    return TRUE;
  return gesso_sql_run (self->sql, error,
                        "INSERT OR IGNORE INTO reference (sha256, name, format, width, height, size, created_at)"
                        " VALUES (?, NULL, ?, ?, ?, ?, ?)",
                        "ssiiii", sha256, gesso_picture_format_extension (format), (gint64) width, (gint64) height,
                        (gint64) size, (gint64) info.st_mtim.tv_sec * 1000);
}

/* The log tells of them; a file that it does not tell of is there all the same. */
static gboolean
add_references (GessoRebuild  *self,
                GError       **error)
{
  g_autoptr (GPtrArray) names = gesso_files_list (self->folder->root, GESSO_FOLDER_REFERENCES);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *sha256 = g_strndup (names->pdata[i], strcspn (names->pdata[i], "."));
      sqlite3_stmt *statement = gesso_sql_bind (self->sql, error, "SELECT 1 FROM reference WHERE sha256 = ?", "s", sha256);

      if (statement == NULL)
        return FALSE;
      if (gesso_sql_step (self->sql, statement, NULL))
        sqlite3_reset (statement);
      else if (!add_reference (self, names->pdata[i], error))
        return FALSE;
      if (!next_piece (self, 0, error))
        return FALSE;
    }
  return TRUE;
}

/* --- All of it --- */

static guint64
count_log (GessoFolder *folder,
           GPtrArray   *names)
{
  guint64 bytes = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (GESSO_FOLDER_LOG, names->pdata[i], NULL);
      struct stat info;

      if (gesso_files_stat (folder->root, path, &info))
        bytes += info.st_size;
    }
  return bytes;
}

static gboolean
find_files (GessoRebuild  *self,
            GError       **error)
{
  g_autoptr (GessoScan) scan = gesso_scan_new (self->sql, self->folder, TRUE, self->cancellable, error);

  if (scan == NULL || !gesso_scan_apply (scan, self->sql, gesso_time_now_ms (), error))
    return FALSE;
  self->report->missing = (guint) gesso_sql_int (self->sql, "SELECT count(*) FROM generation WHERE missing_at IS NOT NULL",
                                                 0);
  self->report->strays = (guint) gesso_sql_int (self->sql, "SELECT count(*) FROM stray", 0);
  return TRUE;
}

/* The ledger is what generations say of themselves. The library is nobody's: what is not settled will be held. */
static gboolean
finish_rows (GessoSql  *sql,
             GError   **error)
{
  return gesso_sql_run (sql, error,
                        "INSERT OR REPLACE INTO ledger SELECT row_id, id, job_id, variant, account, charged, charge,"
                        " completed_at, sandbox FROM generation WHERE charge != 'none'",
                        "") &&
         gesso_sql_run (sql, error,
                        "UPDATE generation SET queue_order = row_id"
                        " WHERE state NOT IN ('kept', 'failed', 'cancelled')",
                        "") &&
         gesso_sql_run (sql, error, "INSERT OR REPLACE INTO meta VALUES ('owner', 'rebuilt')", "") &&
         gesso_sql_run (sql, error, "INSERT OR REPLACE INTO meta VALUES ('sequence', 0)", "");
}

gboolean
gesso_rebuild_fill (GessoRebuild  *self,
                    GError       **error)
{
  g_autoptr (GPtrArray) recipes = gesso_files_list (self->folder->root, GESSO_FOLDER_RECIPES);
  g_autoptr (GPtrArray) logs = gesso_files_list (self->folder->root, GESSO_FOLDER_LOG);

  self->total = recipes->len + count_log (self->folder, logs) / 1024 + 1;
  if (!gesso_schema_migrate (self->sql, self->folder->path, error))
    return FALSE;
  self->replay = gesso_replay_new (self->sql, error);
  if (self->replay == NULL || !gesso_sql_begin (self->sql, FALSE, error))
    return FALSE;
  if (!read_sidecars (self, recipes, error) || !read_log (self, logs, error) || !add_references (self, error) ||
      !find_files (self, error) || !finish_rows (self->sql, error) || !gesso_sql_commit (self->sql, error))
    return FALSE;
  self->report->generations = (guint) gesso_sql_int (self->sql, "SELECT count(*) FROM generation", 0);
  self->report->kept = (guint) gesso_sql_int (self->sql, "SELECT count(*) FROM generation WHERE state = 'kept'", 0);
  return TRUE;
}

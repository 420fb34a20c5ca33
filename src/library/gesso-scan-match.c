/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-scan.h"

#include <errno.h>

#include "gesso-files.h"
#include "gesso-picture.h"

/* Bringing together originals that are not where they were, and pictures that nobody knows. */

static gboolean
add_lost (GessoScan     *self,
          GError       **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, error,
                                            "SELECT row_id, path, sha256, size FROM generation"
                                            " WHERE missing_at IS NOT NULL AND deleted_at IS NULL",
                                            "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (self->sql, statement, &local))
    g_ptr_array_add (self->lost, gesso_scan_file_new (sqlite3_column_int64 (statement, 0),
                                                      (const char *) sqlite3_column_text (statement, 1),
                                                      (const char *) sqlite3_column_text (statement, 2),
                                                      sqlite3_column_int64 (statement, 3)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_strays (GessoScan  *self,
            GError    **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const guint n_new = self->strays->len;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, error, "SELECT path, size FROM stray", "");

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < n_new; i++)
    g_hash_table_add (seen, ((GessoScanFile *) self->strays->pdata[i])->path);
  while (gesso_sql_step (self->sql, statement, &local))
    {
      const char *path = (const char *) sqlite3_column_text (statement, 0);
      struct stat info;

      if (g_hash_table_contains (seen, path))
        continue;
      if (gesso_files_stat (self->folder->root, path, &info))
        g_ptr_array_add (self->strays, gesso_scan_file_new (info.st_ino, path, NULL, info.st_size));
      /* What can't be looked at is not gone. */
      else if (errno == ENOENT || errno == ENOTDIR)
        g_ptr_array_add (self->gone_strays, g_strdup (path));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What was missing before is looked for among what is new, and what is missing now among what was there before. */
static gboolean
add_earlier (GessoScan  *self,
             GError    **error)
{
  return (self->strays->len == 0 || add_lost (self, error)) && add_strays (self, error);
}

static const char *
hash_of (GessoScan     *self,
         GessoScanFile *stray)
{
  if (stray->sha256 == NULL)
    {
      g_autoptr (GBytes) bytes = gesso_files_read (self->folder->root, stray->path, GESSO_PICTURE_MAX_BYTES, NULL);

      stray->sha256 = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : g_strdup ("");
    }
  return stray->sha256;
}

static int
likeness (const GessoScanFile *lost,
          const GessoScanFile *stray)
{
  g_autofree char *old_name = g_path_get_basename (lost->path);
  g_autofree char *new_name = g_path_get_basename (stray->path);

  return g_str_equal (old_name, new_name) ? 1 : 0;
}

/* Among equals the one of the same name, then the oldest file. */
static GessoScanFile *
find_for (GessoScan           *self,
          GPtrArray           *candidates,
          const GessoScanFile *lost)
{
  GessoScanFile *best = NULL;

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      GessoScanFile *stray = candidates->pdata[i];

      if (g_strcmp0 (hash_of (self, stray), lost->sha256) != 0)
        continue;
      if (best == NULL || likeness (lost, stray) > likeness (lost, best) ||
          (likeness (lost, stray) == likeness (lost, best) && stray->row_id < best->row_id))
        best = stray;
    }
  return best;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const GessoScanFile *left = *(GessoScanFile *const *) a;
  const GessoScanFile *right = *(GessoScanFile *const *) b;

  return (left->row_id > right->row_id) - (left->row_id < right->row_id);
}

static GHashTable *
by_size (GPtrArray *strays)
{
  GHashTable *table = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < strays->len; i++)
    {
      GessoScanFile *stray = strays->pdata[i];
      GPtrArray *same = g_hash_table_lookup (table, &stray->size);

      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (table, &stray->size, same);
        }
      g_ptr_array_add (same, stray);
    }
  return table;
}

/* A row that was missing already is no news. */
static gboolean
was_missing (GessoScan           *self,
             const GessoScanFile *lost)
{
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, NULL,
                                            "SELECT 1 FROM generation WHERE row_id = ? AND missing_at IS NOT NULL", "i",
                                            lost->row_id);
  gboolean was = statement != NULL && gesso_sql_step (self->sql, statement, NULL);

  if (was)
    sqlite3_reset (statement);
  return was;
}

gboolean
gesso_scan_match (GessoScan  *self,
                  GError    **error)
{
  g_autoptr (GHashTable) sizes = NULL;

  if (!add_earlier (self, error))
    return FALSE;
  g_ptr_array_sort (self->lost, compare_rows);
  sizes = by_size (self->strays);
  for (guint i = 0; i < self->lost->len; i++)
    {
      const GessoScanFile *lost = self->lost->pdata[i];
      GPtrArray *candidates = g_hash_table_lookup (sizes, &lost->size);
      GessoScanFile *found = find_for (self, candidates, lost);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (i > 0 && ((GessoScanFile *) self->lost->pdata[i - 1])->row_id == lost->row_id)
        continue;
      if (found != NULL)
        {
          g_ptr_array_add (self->moved, gesso_scan_file_new (lost->row_id, found->path, lost->sha256, lost->size));
          g_ptr_array_remove (candidates, found);
          found->is_taken = TRUE;
        }
      else if (!was_missing (self, lost))
        {
          g_ptr_array_add (self->missing, gesso_scan_file_new (lost->row_id, lost->path, NULL, lost->size));
        }
    }
  return TRUE;
}

/* --- Writing it down --- */

static gboolean
apply_folders (GessoScan  *self,
               GessoSql   *sql,
               GError    **error)
{
  for (guint i = 0; i < self->gone->len; i++)
    if (!gesso_sql_run (sql, error,
                        "DELETE FROM folder WHERE path = ?1 OR substr (path, 1, length (?1) + 1) = ?1 || '/'", "s",
                        self->gone->pdata[i]))
      return FALSE;
  for (guint i = 0; i < self->changed->len; i++)
    if (!gesso_sql_run (sql, error, "INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", "ssi", self->seen->pdata[2 * i],
                        self->seen->pdata[2 * i + 1], g_array_index (self->changed, gint64, i)))
      return FALSE;
  return TRUE;
}

static gboolean
apply_strays (GessoScan  *self,
              GessoSql   *sql,
              GError    **error)
{
  for (guint i = 0; i < self->moved->len; i++)
    if (!gesso_sql_run (sql, error, "DELETE FROM stray WHERE path = ?", "s",
                        ((GessoScanFile *) self->moved->pdata[i])->path))
      return FALSE;
  for (guint i = 0; i < self->gone_strays->len; i++)
    if (!gesso_sql_run (sql, error, "DELETE FROM stray WHERE path = ?", "s", self->gone_strays->pdata[i]))
      return FALSE;
  for (guint i = 0; i < self->strays->len; i++)
    {
      const GessoScanFile *stray = self->strays->pdata[i];

      if (!stray->is_taken && !stray->is_young &&
          !gesso_sql_run (sql, error, "INSERT OR IGNORE INTO stray (path, size) VALUES (?, ?)", "si", stray->path,
                          stray->size))
        return FALSE;
    }
  /* What became somebody's meanwhile. */
  return gesso_sql_run (sql, error,
                        "DELETE FROM stray WHERE EXISTS (SELECT 1 FROM generation WHERE generation.path = stray.path)", "");
}

gboolean
gesso_scan_apply (GessoScan  *self,
                  GessoSql   *sql,
                  gint64      now,
                  GError    **error)
{
  for (guint i = 0; i < self->moved->len; i++)
    {
      const GessoScanFile *file = self->moved->pdata[i];

      if (!gesso_sql_run (sql, error,
                          "UPDATE generation SET path = ?, missing_at = NULL, revision = revision + 1"
                          " WHERE row_id = ? AND deleted_at IS NULL",
                          "si", file->path, file->row_id))
        return FALSE;
    }
  for (guint i = 0; i < self->missing->len; i++)
    {
      const GessoScanFile *file = self->missing->pdata[i];

      /* It may have been deleted, or moved, while the folders were read. */
      if (!gesso_sql_run (sql, error,
                          "UPDATE generation SET missing_at = ?, revision = revision + 1"
                          " WHERE row_id = ? AND path = ? AND deleted_at IS NULL",
                          "iis", now, file->row_id, file->path))
        return FALSE;
    }
  for (guint i = 0; i < self->back->len; i++)
    if (!gesso_sql_run (sql, error, "UPDATE generation SET missing_at = NULL, revision = revision + 1 WHERE row_id = ?",
                        "i", g_array_index (self->back, gint64, i)))
      return FALSE;
  return apply_folders (self, sql, error) && apply_strays (self, sql, error);
}

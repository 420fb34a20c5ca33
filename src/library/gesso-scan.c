/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "gesso-files.h"
#include "gesso-time.h"

/* Deeper than anybody sorts pictures. */
#define MAX_DEPTH 12

/* A folder that changed a moment ago may change again within the same tick of its clock: it is read once more. */
#define SETTLED_NS (2 * G_GINT64_CONSTANT (1000000000))
#define YOUNG_S 10

static gboolean scan_folder (GessoScan   *self,
                             const char  *path,
                             const char  *parent,
                             guint        depth,
                             gboolean     all,
                             GError     **error);

GessoScanFile *
gesso_scan_file_new (gint64      row_id,
                     const char *path,
                     const char *sha256,
                     gint64      size)
{
  GessoScanFile *self = g_new0 (GessoScanFile, 1);

  self->row_id = row_id;
  self->path = g_strdup (path);
  self->sha256 = g_strdup (sha256);
  self->size = size;
  return self;
}

void
gesso_scan_file_free (GessoScanFile *self)
{
  g_free (self->path);
  g_free (self->sha256);
  g_free (self);
}

void
gesso_scan_free (GessoScan *self)
{
  g_ptr_array_unref (self->moved);
  g_ptr_array_unref (self->missing);
  g_array_unref (self->back);
  g_ptr_array_unref (self->strays);
  g_ptr_array_unref (self->lost);
  g_ptr_array_unref (self->seen);
  g_array_unref (self->changed);
  g_ptr_array_unref (self->gone);
  g_ptr_array_unref (self->gone_strays);
  g_ptr_array_unref (self->unread);
  g_free (self);
}

static gboolean
is_picture (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".webp" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static gint64
changed_at (const struct stat *info)
{
  gint64 ns = info->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info->st_mtim.tv_nsec;

  return gesso_time_now_ms () * 1000000 - ns > SETTLED_NS ? ns : 0;
}

static gint64
known_change (GessoScan  *self,
              const char *path)
{
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, NULL, "SELECT changed FROM folder WHERE path = ?", "s", path);
  gint64 changed = -1;

  if (statement != NULL && gesso_sql_step (self->sql, statement, NULL))
    {
      changed = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return changed;
}

/* --- Files --- */

static gboolean
look_up_file (GessoScan           *self,
              const char          *path,
              const struct stat   *info,
              GError             **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, error,
                                            "SELECT row_id, missing_at IS NOT NULL FROM generation WHERE path = ?", "s",
                                            path);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (self->sql, statement, &local))
    {
      gint64 row_id = sqlite3_column_int64 (statement, 0);

      if (sqlite3_column_int (statement, 1))
        g_array_append_val (self->back, row_id);
      sqlite3_reset (statement);
    }
  else if (local == NULL)
    {
      GessoScanFile *stray = gesso_scan_file_new (info->st_ino, path, NULL, info->st_size);

      stray->is_young = gesso_time_now_ms () / 1000 - info->st_mtim.tv_sec < YOUNG_S;
      self->has_young |= stray->is_young;
      g_ptr_array_add (self->strays, stray);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Rows that should have a file below @prefix; @direct: only those right in it, which are not in @names. */
static gboolean
collect_lost (GessoScan   *self,
              const char  *prefix,
              gboolean     direct,
              GHashTable  *names,
              GError     **error)
{
  g_autofree char *end = g_strdup (prefix);
  gsize length = strlen (prefix);
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement;

  /* "a/" up to "a0": '0' follows '/'. */
  if (length > 0)
    end[length - 1] = '0';
  statement = length > 0
                ? gesso_sql_bind (self->sql, error,
                                  "SELECT row_id, path, sha256, size FROM generation WHERE path > ? AND path < ?"
                                  " AND deleted_at IS NULL AND missing_at IS NULL",
                                  "ss", prefix, end)
                : gesso_sql_bind (self->sql, error,
                                  "SELECT row_id, path, sha256, size FROM generation WHERE instr (path, '/') = 0"
                                  " AND deleted_at IS NULL AND missing_at IS NULL",
                                  "");
  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (self->sql, statement, &local))
    {
      const char *path = (const char *) sqlite3_column_text (statement, 1);
      const char *rest = path + length;

      if (direct && (strchr (rest, '/') != NULL || g_hash_table_contains (names, rest)))
        continue;
      g_ptr_array_add (self->lost, gesso_scan_file_new (sqlite3_column_int64 (statement, 0), path,
                                                        (const char *) sqlite3_column_text (statement, 2),
                                                        sqlite3_column_int64 (statement, 3)));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- Folders --- */

static gboolean
collect_children (GessoScan   *self,
                  const char  *path,
                  GPtrArray   *children,
                  GError     **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, error, "SELECT path FROM folder WHERE parent = ?", "s", path);

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (self->sql, statement, &local))
    g_ptr_array_add (children, gesso_sql_text (statement, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
read_entry (GessoScan   *self,
            int          fd,
            const char  *path,
            const char  *name,
            GHashTable  *names,
            GPtrArray   *folders,
            GError     **error)
{
  g_autofree char *full = *path != '\0' ? g_build_filename (path, name, NULL) : g_strdup (name);
  struct stat info;

  if (*name == '.' || !g_utf8_validate (name, -1, NULL))
    return TRUE;
  if (fstatat (fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0)
    {
      if (errno == ENOENT)
        return TRUE;
      /* A disk that fails: it is there, picture or folder, and is looked at again the next time. */
      g_hash_table_add (names, g_strdup (name));
      g_ptr_array_add (folders, g_steal_pointer (&full));
      self->has_young = TRUE;
      return TRUE;
    }
  if (S_ISDIR (info.st_mode))
    {
      g_ptr_array_add (folders, g_steal_pointer (&full));
      return TRUE;
    }
  if (!S_ISREG (info.st_mode) || !is_picture (name))
    return TRUE;
  g_hash_table_add (names, g_strdup (name));
  return look_up_file (self, full, &info, error);
}

/* Folders that were there the last time, and are not any more, with all that was in them. */
static gboolean
find_gone (GessoScan   *self,
           const char  *path,
           GPtrArray   *folders,
           GError     **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);

  if (!collect_children (self, path, known, error))
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    if (!g_ptr_array_find_with_equal_func (folders, known->pdata[i], g_str_equal, NULL))
      {
        g_autofree char *prefix = g_strconcat (known->pdata[i], "/", NULL);

        if (!collect_lost (self, prefix, FALSE, NULL, error))
          return FALSE;
        g_ptr_array_add (self->gone, g_strdup (known->pdata[i]));
      }
  return TRUE;
}

/* @whole: whether the folder could be read to its end; nothing is gone from one that could not. */
static gboolean
read_folder (GessoScan   *self,
             int          fd,
             const char  *path,
             GPtrArray   *folders,
             gboolean    *whole,
             GError     **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *prefix = *path != '\0' ? g_strconcat (path, "/", NULL) : g_strdup ("");
  int copy = openat (fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = copy >= 0 ? fdopendir (copy) : NULL;
  const struct dirent *entry = NULL;
  gboolean done = TRUE;

  self->n_read++;
  self->has_young = FALSE;
  *whole = FALSE;
  if (dir == NULL)
    {
      if (copy >= 0)
        close (copy);
      return TRUE;
    }
  do
    {
      errno = 0;
      entry = readdir (dir);
      *whole = entry == NULL && errno == 0;
      done = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
             (entry == NULL || read_entry (self, fd, path, entry->d_name, names, folders, error));
    }
  while (done && entry != NULL);
  closedir (dir);
  return done &&
         (!*whole || (collect_lost (self, prefix, TRUE, names, error) && find_gone (self, path, folders, error)));
}

static int
open_folder (GessoScan  *self,
             const char *path)
{
  g_autofree char *inside = g_build_filename (path, "x", NULL);

  return *path == '\0' ? openat (self->folder->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                       : gesso_files_parent (self->folder->root, inside, FALSE, NULL);
}

static gboolean
scan_folder (GessoScan   *self,
             const char  *path,
             const char  *parent,
             guint        depth,
             gboolean     all,
             GError     **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  int fd = depth < MAX_DEPTH ? open_folder (self, path) : -1;
  gboolean done = TRUE;
  gboolean whole = TRUE;
  struct stat info;
  gint64 changed;

  /* What may not be read is not missing. */
  if (fd < 0 || fstat (fd, &info) != 0)
    {
      if (fd >= 0)
        close (fd);
      g_ptr_array_add (self->unread, g_strdup (path));
      return TRUE;
    }
  self->n_folders++;
  changed = changed_at (&info);
  if (all || changed == 0 || changed != known_change (self, path))
    {
      done = read_folder (self, fd, path, folders, &whole, error);
      changed = self->has_young || !whole ? 0 : changed;
      g_ptr_array_add (self->seen, g_strdup (path));
      g_ptr_array_add (self->seen, g_strdup (parent));
      g_array_append_val (self->changed, changed);
      if (!whole)
        g_ptr_array_add (self->unread, g_strdup (path));
    }
  else
    {
      done = collect_children (self, path, folders, error);
    }
  close (fd);
  for (guint i = 0; done && i < folders->len; i++)
    done = !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
           scan_folder (self, folders->pdata[i], path, depth + 1, all, error);
  return done;
}

static gboolean
is_unread (GessoScan  *self,
           const char *path)
{
  for (guint i = 0; i < self->unread->len; i++)
    {
      const char *folder = self->unread->pdata[i];
      const gsize length = strlen (folder);

      if (length == 0 || (strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0')))
        return TRUE;
    }
  return FALSE;
}

/* Where folders were never looked through, rows may name some that are not there. */
static gboolean
find_without_folder (GessoScan  *self,
                     GError    **error)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement;

  for (guint i = 0; i < self->seen->len; i += 2)
    g_hash_table_add (there, self->seen->pdata[i]);
  statement = gesso_sql_bind (self->sql, error,
                              "SELECT row_id, path, sha256, size FROM generation WHERE path IS NOT NULL"
                              " AND deleted_at IS NULL AND missing_at IS NULL",
                              "");
  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (self->sql, statement, &local))
    {
      const char *path = (const char *) sqlite3_column_text (statement, 1);
      const char *slash = strrchr (path, '/');
      g_autofree char *parent = slash != NULL ? g_strndup (path, slash - path) : g_strdup ("");

      if (!g_hash_table_contains (there, parent) && !is_unread (self, parent))
        g_ptr_array_add (self->lost, gesso_scan_file_new (sqlite3_column_int64 (statement, 0), path,
                                                          (const char *) sqlite3_column_text (statement, 2),
                                                          sqlite3_column_int64 (statement, 3)));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GessoScan *
gesso_scan_new (GessoSql      *sql,
                GessoFolder   *folder,
                gboolean       all,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GessoScan) self = g_new0 (GessoScan, 1);
  const GDestroyNotify free_file = (GDestroyNotify) gesso_scan_file_free;
  gboolean first = gesso_sql_int (sql, "SELECT count(*) FROM (SELECT 1 FROM folder LIMIT 1)", 0) == 0;

  self->moved = g_ptr_array_new_with_free_func (free_file);
  self->missing = g_ptr_array_new_with_free_func (free_file);
  self->back = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->strays = g_ptr_array_new_with_free_func (free_file);
  self->lost = g_ptr_array_new_with_free_func (free_file);
  self->seen = g_ptr_array_new_with_free_func (g_free);
  self->changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->gone = g_ptr_array_new_with_free_func (g_free);
  self->gone_strays = g_ptr_array_new_with_free_func (g_free);
  self->unread = g_ptr_array_new_with_free_func (g_free);
  self->sql = sql;
  self->folder = folder;
  self->cancellable = cancellable;
  if (scan_folder (self, "", NULL, 0, all || first, error) &&
      (!(all || first) || find_without_folder (self, error)) && gesso_scan_match (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

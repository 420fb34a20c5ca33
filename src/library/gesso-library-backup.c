/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-upkeep.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-library-private.h"
#include "gesso-progress.h"
#include "gesso-tar.h"

/*
 * All of a library in one archive, while it is in use. The database comes first, as it is at one moment. Whatever it
 * refers to was on disk before it was in it, and is never changed; only its place may. So folders are gone through
 * twice: what changed its place meanwhile is where it was, or where it is now.
 */

#define ROUNDS 2

typedef struct {
  char          *path;
  GessoProgress *progress;

  /* in progress */
  GessoFolder   *folder;
  GCancellable  *cancellable;
  char          *root;   /* the name of the folder in the archive */
  GHashTable    *seen;   /* relative paths */
  guint64        total;
  GessoTar       tar;
} BackupData;

static void
backup_data_free (BackupData *data)
{
  g_free (data->path);
  gesso_progress_unref (data->progress);
  g_free (data->root);
  g_clear_pointer (&data->seen, g_hash_table_unref);
  g_free (data);
}

/* What belongs to the moment, and not to the library. */
static gboolean
is_left_out (const char *path)
{
  const char *name = strrchr (path, '/');

  name = name != NULL ? name + 1 : path;
  return g_str_has_prefix (path, GESSO_FOLDER_DATABASE) || g_str_equal (path, ".gesso/lock") ||
         g_str_has_prefix (path, ".gesso/rebuilding.db") || g_str_has_prefix (name, ".gesso-new-") ||
         g_str_has_prefix (name, ".gesso-backup-");
}

static gboolean
add_file (BackupData *data,
          int         folder,
          const char *name,
          const char *path)
{
  g_autofree char *full = g_build_filename (data->root, path, NULL);
  int fd = openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  gboolean done = TRUE;
  struct stat info;
  int saved_errno;

  /* It may be gone by now. */
  if (fd < 0)
    return TRUE;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    done = gesso_tar_add_file (&data->tar, full, info.st_mtim.tv_sec, fd, info.st_size, data->cancellable);
  saved_errno = errno;
  close (fd);
  errno = saved_errno;
  gesso_progress_tell (data->progress, MIN (data->tar.n_files, data->total), data->total);
  return done;
}

static gboolean
add_folder (BackupData *data,
            const char *path)
{
  g_autoptr (GPtrArray) names = gesso_files_list (data->folder->root, path);
  g_autofree char *inside = g_build_filename (path, "x", NULL);
  int folder = *path != '\0' ? gesso_files_parent (data->folder->root, inside, FALSE, NULL)
                             : openat (data->folder->root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = TRUE;

  for (guint i = 0; done && folder >= 0 && i < names->len; i++)
    {
      g_autofree char *child = *path != '\0' ? g_build_filename (path, names->pdata[i], NULL) : g_strdup (names->pdata[i]);
      g_autofree char *full = g_build_filename (data->root, child, NULL);
      struct stat info;
      gboolean is_new;

      if (is_left_out (child) || fstatat (folder, names->pdata[i], &info, AT_SYMLINK_NOFOLLOW) != 0)
        continue;
      is_new = !g_hash_table_contains (data->seen, child);
      if (is_new)
        g_hash_table_add (data->seen, g_strdup (child));
      if (S_ISDIR (info.st_mode))
        done = (!is_new || gesso_tar_add_folder (&data->tar, full, info.st_mtim.tv_sec)) && add_folder (data, child);
      else if (S_ISREG (info.st_mode) && is_new)
        done = add_file (data, folder, names->pdata[i], child);
    }
  if (folder >= 0)
    close (folder);
  return done;
}

/* The database as it is now, in a file of its own beside the archive for as long as it is needed. */
static int
copy_database (GessoSql    *sql,
               const char  *path,
               GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_build_filename (folder, ".gesso-backup-XXXXXX", NULL);
  g_autofree char *quoted = NULL;
  g_autofree char *text = NULL;
  int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);
  char *real;

  if (fd < 0)
    {
      gesso_set_file_error (error, errno, path, "make a temporary file");
      return -1;
    }
  real = sqlite3_mprintf ("VACUUM INTO %Q", name);
  text = g_strdup (real);
  sqlite3_free (real);
  if (!gesso_sql_exec (sql, text, error))
    {
      unlink (name);
      close (fd);
      return -1;
    }
  unlink (name);
  return fd;
}

static gboolean
write_archive (BackupData  *data,
               GessoSql    *sql,
               GError     **error)
{
  int database = copy_database (sql, data->path, error);
  g_autofree char *name = g_build_filename (data->root, GESSO_FOLDER_DATABASE, NULL);
  g_autofree char *own = g_build_filename (data->root, ".gesso", NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  struct stat info;
  gboolean done;

  if (database < 0)
    return FALSE;
  done = fstat (database, &info) == 0 && gesso_tar_add_folder (&data->tar, data->root, now) &&
         gesso_tar_add_folder (&data->tar, own, now) &&
         gesso_tar_add_file (&data->tar, name, now, database, info.st_size, data->cancellable);
  g_hash_table_add (data->seen, g_strdup (".gesso"));
  for (guint i = 0; done && i < ROUNDS; i++)
    done = add_folder (data, "");
  done = done && gesso_tar_finish (&data->tar) && fsync (data->tar.fd) == 0;
  if (!done && g_cancellable_is_cancelled (data->cancellable))
    g_cancellable_set_error_if_cancelled (data->cancellable, error);
  else if (!done)
    gesso_set_file_error (error, errno, data->path, "write the archive");
  close (database);
  return done;
}

static gboolean
is_inside (GessoCore  *core,
           const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *real = realpath (folder, NULL);
  g_autofree char *root = realpath (core->folder->path, NULL);

  return real != NULL && root != NULL && g_str_has_prefix (real, root) &&
         (real[strlen (root)] == '/' || real[strlen (root)] == '\0');
}

static gboolean
backup_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  BackupData *data = call->data;
  g_autofree char *part = g_strconcat (data->path, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (data->path);
  gboolean done;

  if (is_inside (call->core, data->path))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _("A backup can’t be inside of the library. Choose another folder."));
      return FALSE;
    }
  data->folder = call->core->folder;
  data->cancellable = g_task_get_cancellable (call->task);
  data->root = g_path_get_basename (data->folder->path);
  data->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  data->total = 2 * gesso_sql_int (sql, "SELECT count(*) FROM generation", 0) + 1;
  data->tar.fd = open (part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (data->tar.fd < 0)
    {
      gesso_set_file_error (error, errno, part, "make the archive");
      return FALSE;
    }
  done = write_archive (data, sql, error);
  close (data->tar.fd);
  if (done && renameat2 (AT_FDCWD, part, AT_FDCWD, data->path, RENAME_NOREPLACE) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", data->path, g_strerror (errno));
      done = FALSE;
    }
  if (!done)
    unlink (part);
  return done && gesso_files_sync_folder (folder) == 0;
}

void
gesso_library_backup_async (GessoLibrary        *self,
                            const char          *path,
                            GCancellable        *cancellable,
                            GessoProgressFunc    progress,
                            gpointer             progress_data,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  BackupData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (path != NULL);

  data = g_new0 (BackupData, 1);
  data->path = g_canonicalize_filename (path, NULL);
  data->progress = gesso_progress_new (progress, progress_data);
  call = gesso_library_call (self, GESSO_CALL_UPKEEP, gesso_library_backup_async, data,
                             (GDestroyNotify) backup_data_free, cancellable, callback, user_data);
  call->work = backup_work;
  gesso_library_send (self, call);
}

gboolean
gesso_library_backup_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             guint         *n_files,
                             guint64       *n_bytes,
                             GError       **error)
{
  BackupData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_backup_async), FALSE);

  data = g_task_get_task_data (G_TASK (result));
  gesso_progress_stop (data->progress);
  if (n_files != NULL)
    *n_files = data->tar.n_files;
  if (n_bytes != NULL)
    *n_bytes = data->tar.n_bytes;
  return g_task_propagate_boolean (G_TASK (result), error);
}

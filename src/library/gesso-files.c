/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gesso-errors.h"

#define TEMPORARY_PREFIX ".gesso-new-"

int (*gesso_step_hook) (GessoStep step);

static int n_syncs; /* atomic */

guint
gesso_files_n_syncs (void)
{
  return g_atomic_int_get (&n_syncs);
}

/* 0, or what the step fails with before it was tried. */
static int
before_step (GessoStep step)
{
  if (gesso_step_hook == NULL)
    return 0;
  errno = gesso_step_hook (step);
  return errno;
}

static int
sync_descriptor (int       fd,
                 GessoStep step)
{
  if (before_step (step) != 0)
    return -1;
  g_atomic_int_inc (&n_syncs);
  return fsync (fd);
}

int
gesso_files_sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int result = fd >= 0 ? sync_descriptor (fd, GESSO_STEP_SYNC_FOLDER) : -1;
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  errno = saved_errno;
  return result;
}

int
gesso_files_make_folder (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (mkdir (path, 0700) != 0)
    {
      if (errno == EEXIST)
        return 0;
      if (errno != ENOENT || g_str_equal (parent, path) || gesso_files_make_folder (parent) != 0 ||
          (mkdir (path, 0700) != 0 && errno != EEXIST))
        return -1;
    }
  /* One may be allowed to add to a folder that one may not read. */
  return gesso_files_sync_folder (parent) == 0 || errno == EACCES ? 0 : -1;
}

static int
open_folder (int         parent,
             const char *name,
             gboolean    make)
{
  int fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd >= 0 || errno != ENOENT || !make)
    return fd;
  if (before_step (GESSO_STEP_CREATE) != 0)
    return -1;
  if (mkdirat (parent, name, 0700) != 0 && errno != EEXIST)
    return -1;
  /* A new folder must survive as surely as what goes into it; this happens once a month. */
  if (sync_descriptor (parent, GESSO_STEP_SYNC_FOLDER) != 0)
    return -1;
  return openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int
gesso_files_parent (int          root,
                    const char  *path,
                    gboolean     make,
                    char       **name)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n = g_strv_length (parts);
  int fd = fcntl (root, F_DUPFD_CLOEXEC, 0);

  for (guint i = 0; i < n; i++)
    if (parts[i][0] == '\0' || g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
      {
        if (fd >= 0)
          close (fd);
        errno = EINVAL;
        return -1;
      }
  for (guint i = 0; fd >= 0 && i + 1 < n; i++)
    {
      int next = open_folder (fd, parts[i], make);
      int saved_errno = errno;

      close (fd);
      errno = saved_errno;
      fd = next;
    }
  if (fd >= 0 && name != NULL)
    *name = g_strdup (parts[n - 1]);
  return fd;
}

static gboolean
write_all (int     fd,
           GBytes *bytes)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);

  if (before_step (GESSO_STEP_WRITE) != 0)
    return FALSE;
  while (left > 0)
    {
      ssize_t written = write (fd, data, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      left -= written;
    }
  return TRUE;
}

/* Everything up to, but not including, the rename. */
static gboolean
write_temporary (int         folder,
                 const char *temporary,
                 GBytes     *bytes)
{
  gboolean written;
  int saved_errno;
  int fd;

  if (before_step (GESSO_STEP_CREATE) != 0)
    return FALSE;
  fd = openat (folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;
  written = write_all (fd, bytes) && sync_descriptor (fd, GESSO_STEP_SYNC) == 0;
  saved_errno = errno;
  if (close (fd) != 0 && written)
    return FALSE;
  errno = saved_errno;
  return written;
}

gboolean
gesso_files_write (int          root,
                   const char  *path,
                   GBytes      *bytes,
                   const char  *label,
                   GError     **error)
{
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *temporary = g_strconcat (TEMPORARY_PREFIX, unique, NULL);
  g_autofree char *name = NULL;
  int folder = gesso_files_parent (root, path, TRUE, &name);
  gboolean renamed = FALSE;
  gboolean done = FALSE;
  int saved_errno;

  if (folder >= 0)
    {
      renamed = write_temporary (folder, temporary, bytes) && before_step (GESSO_STEP_RENAME) == 0 &&
                renameat (folder, temporary, folder, name) == 0;
      done = renamed && sync_descriptor (folder, GESSO_STEP_SYNC_FOLDER) == 0;
    }
  saved_errno = errno;
  if (folder >= 0 && !renamed)
    unlinkat (folder, temporary, 0);
  if (folder >= 0 && renamed && !done)
    unlinkat (folder, name, 0);
  if (folder >= 0)
    close (folder);
  if (!done)
    gesso_set_file_error (error, saved_errno, label, path);
  return done;
}

GBytes *
gesso_files_read (int          root,
                  const char  *path,
                  gsize        max_bytes,
                  GError     **error)
{
  g_autofree char *name = NULL;
  struct stat info;
  int folder = gesso_files_parent (root, path, FALSE, &name);
  int fd = folder >= 0 ? openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
  int saved_errno = errno;
  gboolean usable;

  if (folder >= 0)
    close (folder);
  usable = fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && (gsize) info.st_size <= max_bytes;
  if (!usable)
    {
      g_set_error (error, G_IO_ERROR, fd < 0 ? g_io_error_from_errno (saved_errno) : G_IO_ERROR_FAILED, "%s: %s", path,
                   fd < 0 ? g_strerror (saved_errno) : "not a file of a usable size");
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  {
    g_autofree guint8 *data = g_malloc (info.st_size + 1);
    gsize length = 0;
    ssize_t got;

    while (length < (gsize) info.st_size && (got = read (fd, data + length, info.st_size - length)) != 0)
      {
        if (got < 0 && errno != EINTR)
          break;
        length += MAX (got, 0);
      }
    close (fd);
    return g_bytes_new_take (g_steal_pointer (&data), length);
  }
}

gboolean
gesso_files_move (int          root,
                  const char  *from,
                  const char  *to,
                  const char  *label,
                  GError     **error)
{
  g_autofree char *old_name = NULL;
  g_autofree char *new_name = NULL;
  int old_folder = gesso_files_parent (root, from, FALSE, &old_name);
  int new_folder = old_folder >= 0 ? gesso_files_parent (root, to, TRUE, &new_name) : -1;
  gboolean moved = new_folder >= 0;
  int saved_errno;

  if (moved && renameat2 (old_folder, old_name, new_folder, new_name, RENAME_NOREPLACE) != 0)
    {
      /* Some network file systems do not know the flag. */
      moved = errno == EINVAL && faccessat (new_folder, new_name, F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
              renameat (old_folder, old_name, new_folder, new_name) == 0;
    }
  if (moved)
    {
      sync_descriptor (new_folder, GESSO_STEP_SYNC_FOLDER);
      sync_descriptor (old_folder, GESSO_STEP_SYNC_FOLDER);
    }
  saved_errno = errno;
  if (old_folder >= 0)
    close (old_folder);
  if (new_folder >= 0)
    close (new_folder);
  if (!moved && saved_errno == ENOENT)
    gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NOT_FOUND, label, from);
  else if (!moved)
    gesso_set_file_error (error, saved_errno, label, from);
  return moved;
}

gboolean
gesso_files_remove (int         root,
                    const char *path)
{
  g_autofree char *name = NULL;
  int folder = gesso_files_parent (root, path, FALSE, &name);
  gboolean removed = folder >= 0 && unlinkat (folder, name, 0) == 0;

  if (folder >= 0)
    close (folder);
  return removed;
}

gboolean
gesso_files_append (int          root,
                    const char  *path,
                    const char  *line,
                    const char  *label,
                    GError     **error)
{
  g_autofree char *name = NULL;
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  gsize length = strlen (text);
  int folder = gesso_files_parent (root, path, TRUE, &name);
  int fd = folder >= 0
             ? openat (folder, name, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600)
             : -1;
  gboolean done = fd >= 0 && write (fd, text, length) == (ssize_t) length;
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  if (folder >= 0)
    close (folder);
  if (!done)
    gesso_set_file_error (error, saved_errno, label, path);
  return done;
}

gboolean
gesso_files_sync (int         root,
                  const char *path)
{
  g_autofree char *name = NULL;
  int folder = gesso_files_parent (root, path, FALSE, &name);
  int fd = folder >= 0 ? openat (folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
  gboolean synced = fd >= 0 && sync_descriptor (fd, GESSO_STEP_SYNC) == 0 &&
                    sync_descriptor (folder, GESSO_STEP_SYNC_FOLDER) == 0;

  if (fd >= 0)
    close (fd);
  if (folder >= 0)
    close (folder);
  return synced;
}

gboolean
gesso_files_stat (int          root,
                  const char  *path,
                  struct stat *info)
{
  g_autofree char *name = NULL;
  int folder = gesso_files_parent (root, path, FALSE, &name);
  gboolean found = folder >= 0 && fstatat (folder, name, info, AT_SYMLINK_NOFOLLOW) == 0;
  int saved_errno = errno;

  if (folder >= 0)
    close (folder);
  errno = saved_errno;
  return found;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
gesso_files_list (int         root,
                  const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  int fd = openat (root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* readdir() moves it: not a duplicate */
  const struct dirent *entry;
  DIR *dir;

  /* An empty path is the root itself. */
  for (char **part = parts; fd >= 0 && *part != NULL && **part != '\0'; part++)
    {
      int next = openat (fd, *part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

      close (fd);
      fd = next;
    }
  dir = fd >= 0 ? fdopendir (fd) : NULL;
  if (dir == NULL)
    {
      if (fd >= 0)
        close (fd);
      return names;
    }
  while ((entry = readdir (dir)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  closedir (dir);
  g_ptr_array_sort (names, compare_names);
  return names;
}

void
gesso_files_sweep (int         root,
                   const char *path)
{
  g_autoptr (GPtrArray) names = gesso_files_list (root, path);

  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], TEMPORARY_PREFIX))
      {
        g_autofree char *full = g_build_filename (path, names->pdata[i], NULL);

        gesso_files_remove (root, full);
      }
}

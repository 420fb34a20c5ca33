/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How many names are tried where one is taken. */
#define MAX_NAMES 10000

static void
set_errno (GError     **error,
           int          code,
           const char  *path)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (code == ENOSPC || code == EDQUOT)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("There is no space left for “%s”."), name);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", name, g_strerror (code));
}

GBytes *
gesso_export_read (const char    *path,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  int code = errno;
  struct stat info;
  ssize_t got = -1;

  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size == 0 ||
      info.st_size > GESSO_PICTURE_MAX_BYTES)
    {
      if (fd >= 0)
        close (fd);
      if (fd < 0 && code == ENOENT)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The file was moved or deleted."));
      else
        set_errno (error, fd < 0 ? code : EINVAL, path);
      return NULL;
    }
  g_byte_array_set_size (data, info.st_size);
  for (gsize filled = 0; filled < data->len; filled += got)
    {
      do
        got = read (fd, data->data + filled, data->len - filled);
      while (got < 0 && errno == EINTR);
      if (got <= 0)
        break;
    }
  code = got == 0 ? EIO : errno;
  close (fd);
  if (got <= 0)
    {
      set_errno (error, code, path);
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

static gboolean
write_all (int     fd,
           GBytes *bytes)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);

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
  return fsync (fd) == 0;
}

/* Without replacing anything; on file systems that know neither way, at the price of a moment in which one could. */
static int
put_in_place (const char *temporary,
              const char *path)
{
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return 0;
  if (errno != EINVAL && errno != ENOSYS)
    return -1;
  if (link (temporary, path) == 0)
    return unlink (temporary);
  if (errno == EEXIST)
    return -1;
  if (access (path, F_OK) == 0)
    {
      errno = EEXIST;
      return -1;
    }
  return rename (temporary, path);
}

/* The whole file, or nothing. Returns its path. */
static char *
write_new (const char  *folder,
           const char  *name,
           const char  *extension,
           GBytes      *bytes,
           GError     **error)
{
  g_autofree char *temporary = g_build_filename (folder, ".gesso-export-XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  g_autofree char *path = NULL;
  gboolean written;
  int code;

  if (fd < 0)
    {
      set_errno (error, errno, folder);
      return NULL;
    }
  written = write_all (fd, bytes);
  code = errno;
  close (fd);
  for (guint i = 1; written && i < MAX_NAMES; i++)
    {
      g_autofree char *numbered = i == 1 ? g_strdup_printf ("%s.%s", name, extension)
                                         : g_strdup_printf ("%s (%u).%s", name, i, extension);

      g_free (path);
      path = g_build_filename (folder, numbered, NULL);
      if (put_in_place (temporary, path) == 0)
        return g_steal_pointer (&path);
      code = errno;
      if (code != EEXIST)
        break;
    }
  unlink (temporary);
  set_errno (error, code, path != NULL ? path : folder);
  return NULL;
}

/* Beside @path, with its name. */
static char *
write_sidecar (const char  *path,
               const char  *xmp,
               GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xmp, strlen (xmp));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  if (dot != NULL)
    *dot = '\0';
  return write_new (folder, name, "xmp", bytes, error);
}

static GBytes *
compose (const GessoExportPicture  *picture,
         const GessoExportOptions  *options,
         GBytes                    *original,
         GBytes                    *coded,
         GessoExported             *exported,
         GessoStamp                *stamp,
         GError                   **error)
{
  const gboolean credentials = gesso_container_has_credentials (g_bytes_get_data (original, NULL),
                                                                g_bytes_get_size (original));

  gesso_export_picture_stamp (picture, options->profile, stamp);
  exported->lost_credentials = credentials;
  if (credentials && coded == NULL && options->profile != GESSO_EXPORT_CLEAN && !options->break_credentials)
    {
      exported->lost_credentials = FALSE;
      return g_bytes_ref (original);
    }
  return gesso_container_rewrite (coded != NULL ? coded : original, stamp, error);
}

gboolean
gesso_export_write (const GessoExportPicture  *picture,
                    const GessoExportOptions  *options,
                    guint                      number,
                    guint                      of,
                    GBytes                    *original,
                    GBytes                    *coded,
                    GessoExported             *exported,
                    GError                   **error)
{
  g_auto (GessoStamp) stamp = { NULL, NULL };
  g_autoptr (GBytes) bytes = compose (picture, options, original, coded, exported, &stamp, error);
  g_autofree char *name = gesso_export_name_expand (options->pattern, picture, number, of, NULL);
  GessoPictureFormat format;

  if (bytes == NULL)
    return FALSE;
  if (g_mkdir_with_parents (options->folder, 0777) != 0)
    {
      set_errno (error, errno, options->folder);
      return FALSE;
    }
  format = gesso_picture_sniff (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  exported->path = write_new (options->folder, name, gesso_picture_format_extension (format), bytes, error);
  if (exported->path == NULL)
    return FALSE;
  if (bytes == original && stamp.xmp != NULL)
    exported->sidecar = write_sidecar (exported->path, stamp.xmp, error);
  return bytes != original || stamp.xmp == NULL || exported->sidecar != NULL;
}

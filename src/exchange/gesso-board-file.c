/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-board-file.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gesso-picture.h"

#define SHEET_NAME "board.json"
#define PICTURES "pictures/"
#define BLOCK 65536

/* More members than a board of pictures can have are no board. */
#define MAX_MEMBERS (2 * GESSO_BOARD_SHEET_MAX_ITEMS)

struct _GessoBoardReader
{
  struct archive *archive;
  GBytes *bytes;
  GessoBoardSheet *sheet;
  GHashTable *wanted; /* sha256 of pictures that were not there yet */
  guint n_members;
};

/* --- Writing --- */

static gboolean
fail (struct archive  *archive,
      const char      *path,
      GError         **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  int code = archive_errno (archive);

  g_set_error (error, G_IO_ERROR, code > 0 ? (int) g_io_error_from_errno (code) : G_IO_ERROR_FAILED,
               _("%s can’t be written: %s"), name, archive_error_string (archive) != NULL ? archive_error_string (archive) : "");
  return FALSE;
}

static gboolean
write_header (struct archive *archive,
              const char     *name,
              gint64          size)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean written;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, size);
  written = archive_write_header (archive, entry) == ARCHIVE_OK;
  archive_entry_free (entry);
  return written;
}

/* Of a file that is being changed by somebody, what was announced: the rest is filled up by the archive. */
static gboolean
write_file (struct archive *archive,
            int             fd,
            gint64          size,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autofree char *buffer = g_malloc (BLOCK);

  while (size > 0)
    {
      gssize got = read (fd, buffer, MIN ((gint64) BLOCK, size));

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (got <= 0)
        break;
      if (archive_write_data (archive, buffer, (gsize) got) != got)
        return fail (archive, SHEET_NAME, error);
      size -= got;
    }
  return TRUE;
}

static gboolean
write_picture (struct archive        *archive,
               const GessoBoardItem  *item,
               GCancellable          *cancellable,
               GError               **error)
{
  const char *extension = strrchr (item->path, '.');
  g_autofree char *name = g_strconcat (PICTURES, item->sha256, extension != NULL ? extension : "", NULL);
  struct stat info;
  int fd = open (item->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gboolean written = TRUE;

  if (fd < 0)
    return TRUE;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    written = (write_header (archive, name, info.st_size) || fail (archive, name, error)) &&
              write_file (archive, fd, info.st_size, cancellable, error);
  close (fd);
  return written;
}

static gboolean
write_members (struct archive         *archive,
               const GessoBoardSheet  *sheet,
               GCancellable           *cancellable,
               GError                **error)
{
  g_autofree char *json = gesso_board_sheet_to_json (sheet);
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);
  gsize length = strlen (json);

  if (!write_header (archive, SHEET_NAME, (gint64) length) ||
      archive_write_data (archive, json, length) != (gssize) length)
    return fail (archive, SHEET_NAME, error);
  for (guint i = 0; i < sheet->items->len; i++)
    {
      const GessoBoardItem *item = sheet->items->pdata[i];

      if (item->kind == GESSO_BOARD_PICTURE && item->path != NULL && g_hash_table_add (written, item->sha256) &&
          !write_picture (archive, item, cancellable, error))
        return FALSE;
    }
  return archive_write_close (archive) == ARCHIVE_OK || fail (archive, SHEET_NAME, error);
}

gboolean
gesso_board_file_write (const GessoBoardSheet  *sheet,
                        const char             *path,
                        GCancellable           *cancellable,
                        GError                **error)
{
  g_autofree char *temporary = NULL;
  struct archive *archive;
  gboolean written;
  int fd;

  g_return_val_if_fail (sheet != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  temporary = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0644);
  if (fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  archive = archive_write_new ();
  archive_write_set_format_pax_restricted (archive);
  archive_write_add_filter_none (archive);
  written = (archive_write_open_fd (archive, fd) == ARCHIVE_OK || fail (archive, path, error)) &&
            write_members (archive, sheet, cancellable, error);
  archive_write_free (archive);
  if (written && (fsync (fd) != 0 || g_rename (temporary, path) != 0))
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), g_strerror (errno));
      written = FALSE;
    }
  close (fd);
  if (!written)
    g_unlink (temporary);
  return written;
}

/* --- Reading --- */

static void
damaged (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("This is not a board, or it is damaged."));
}

/* The member's content; %NULL where it has more than @most. */
static GBytes *
read_member (GessoBoardReader *self,
             gsize             most)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (BLOCK);
  gssize got;

  while ((got = archive_read_data (self->archive, buffer, BLOCK)) > 0)
    {
      if (content->len + (gsize) got > most)
        return NULL;
      g_byte_array_append (content, buffer, (guint) got);
    }
  return got == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&content)) : NULL;
}

static gboolean
read_sheet (GessoBoardReader  *self,
            GError           **error)
{
  struct archive_entry *entry;
  g_autoptr (GBytes) json = NULL;

  if (archive_read_next_header (self->archive, &entry) < ARCHIVE_WARN ||
      g_strcmp0 (archive_entry_pathname (entry), SHEET_NAME) != 0 || archive_entry_filetype (entry) != AE_IFREG)
    {
      damaged (error);
      return FALSE;
    }
  json = read_member (self, GESSO_BOARD_SHEET_MAX_BYTES);
  if (json == NULL)
    {
      damaged (error);
      return FALSE;
    }
  self->sheet = gesso_board_sheet_from_json (json, error);
  if (self->sheet == NULL)
    return FALSE;
  for (guint i = 0; i < self->sheet->items->len; i++)
    {
      const GessoBoardItem *item = self->sheet->items->pdata[i];

      if (item->kind == GESSO_BOARD_PICTURE)
        g_hash_table_add (self->wanted, g_strdup (item->sha256));
    }
  return TRUE;
}

static GessoBoardReader *
reader_new (void)
{
  GessoBoardReader *self = g_new0 (GessoBoardReader, 1);

  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->archive = archive_read_new ();
  archive_read_support_format_tar (self->archive);
  archive_read_support_filter_none (self->archive);
  return self;
}

GessoBoardReader *
gesso_board_reader_open (const char  *path,
                         GError     **error)
{
  g_autoptr (GessoBoardReader) self = NULL;
  struct stat info;

  g_return_val_if_fail (path != NULL, NULL);

  /* A pipe never ends. */
  if (stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("The file is not there any more."));
      return NULL;
    }
  self = reader_new ();
  if (archive_read_open_filename (self->archive, path, BLOCK) != ARCHIVE_OK)
    {
      damaged (error);
      return NULL;
    }
  return read_sheet (self, error) ? g_steal_pointer (&self) : NULL;
}

GessoBoardReader *
gesso_board_reader_open_bytes (GBytes  *bytes,
                               GError **error)
{
  g_autoptr (GessoBoardReader) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = reader_new ();
  self->bytes = g_bytes_ref (bytes);
  if (archive_read_open_memory (self->archive, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) != ARCHIVE_OK)
    {
      damaged (error);
      return NULL;
    }
  return read_sheet (self, error) ? g_steal_pointer (&self) : NULL;
}

void
gesso_board_reader_free (GessoBoardReader *self)
{
  if (self == NULL)
    return;
  archive_read_free (self->archive);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->sheet, gesso_board_sheet_free);
  g_hash_table_unref (self->wanted);
  g_free (self);
}

GessoBoardSheet *
gesso_board_reader_get_sheet (GessoBoardReader *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sheet;
}

/* (transfer full) (nullable): which picture the member says it is, where it is one that is wanted */
static char *
read_name (GessoBoardReader     *self,
           struct archive_entry *entry)
{
  const char *path = archive_entry_pathname (entry);
  g_autofree char *sha256 = NULL;

  /* A sparse file unfolds into more than was sent. */
  if (path == NULL || !g_str_has_prefix (path, PICTURES) || archive_entry_filetype (entry) != AE_IFREG ||
      archive_entry_sparse_reset (entry) > 0)
    return NULL;
  sha256 = g_strndup (path + strlen (PICTURES), strcspn (path + strlen (PICTURES), "."));
  return g_hash_table_contains (self->wanted, sha256) ? g_steal_pointer (&sha256) : NULL;
}

gboolean
gesso_board_reader_next (GessoBoardReader  *self,
                         char             **sha256,
                         GBytes           **bytes,
                         GError           **error)
{
  struct archive_entry *entry;
  int status;

  g_return_val_if_fail (self != NULL, FALSE);

  while (g_hash_table_size (self->wanted) > 0 && self->n_members++ < MAX_MEMBERS &&
         (status = archive_read_next_header (self->archive, &entry)) != ARCHIVE_EOF)
    {
      g_autofree char *name = NULL;
      g_autofree char *real = NULL;
      g_autoptr (GBytes) content = NULL;

      if (status < ARCHIVE_WARN)
        {
          damaged (error);
          return FALSE;
        }
      name = read_name (self, entry);
      content = name != NULL ? read_member (self, GESSO_PICTURE_MAX_BYTES) : NULL;
      real = content != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content) : NULL;
      if (real == NULL || !g_str_equal (real, name))
        continue;
      g_hash_table_remove (self->wanted, name);
      *sha256 = g_steal_pointer (&name);
      *bytes = g_steal_pointer (&content);
      return TRUE;
    }
  return FALSE;
}

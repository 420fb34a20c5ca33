/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-references-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gesso-files.h"
#include "gesso-time.h"

/* Adding references: every picture that is sent or put on a board, stored once by content. */

/* --- Adding --- */

static gboolean
add_work (GessoCall  *call,
          GessoSql   *sql,
          GError    **error)
{
  GessoReferenceData *data = call->data;
  const GessoInspection *inspection = data->inspection;
  GessoFolder *folder = call->core->folder;
  g_autofree char *path = NULL;
  struct stat info;

  data->sha256 = g_strdup (inspection->sha256);
  path = gesso_reference_relative_path (data->sha256, inspection->format);
  if (!gesso_files_stat (folder->root, path, &info) || (gsize) info.st_size != g_bytes_get_size (data->bytes))
    {
      if (!gesso_files_write (folder->root, path, data->bytes, folder->path, error))
        return FALSE;
      data->new_file = g_strdup (path);
    }
  if (!gesso_sql_run (sql, error,
                      "INSERT OR IGNORE INTO reference (sha256, name, format, width, height, size, created_at)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)",
                      "sssiiii",
                      data->sha256, data->name, gesso_picture_format_extension (inspection->format),
                      (gint64) inspection->width, (gint64) inspection->height,
                      (gint64) g_bytes_get_size (data->bytes), gesso_time_now_ms ()))
    return FALSE;
  gesso_thumbnails_put (call->core->thumbnails, data->sha256, GESSO_THUMBNAIL_SMALL, inspection->thumbnail_small);
  gesso_thumbnails_put (call->core->thumbnails, data->sha256, GESSO_THUMBNAIL_LARGE, inspection->thumbnail_large);

  data->reference = g_new0 (GessoReferenceFile, 1);
  data->reference->sha256 = g_strdup (data->sha256);
  data->reference->path = gesso_folder_absolute (folder, path);
  data->reference->name = g_strdup (data->name);
  data->reference->format = inspection->format;
  data->reference->width = inspection->width;
  data->reference->height = inspection->height;
  return TRUE;
}

static void
add_undo (GessoCall *call)
{
  GessoReferenceData *data = call->data;

  if (data->new_file != NULL)
    gesso_files_remove (call->core->folder->root, data->new_file);
}

static void
inspected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoLibrary *self = g_task_get_source_object (task);
  GessoReferenceData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GessoCall *call;

  data->inspection = gesso_decoder_identify_finish (GESSO_DECODER (source), result, &error);
  if (data->inspection == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  call = gesso_library_call_for_task (task, GESSO_CALL_WRITE);
  call->work = add_work;
  call->undo = add_undo;
  call->done = gesso_reference_done;
  gesso_library_send (self, call);
}

static void
inspect (GTask *task)
{
  GessoReferenceData *data = g_task_get_task_data (task);

  gesso_decoder_identify_async (data->decoder, data->bytes, g_task_get_priority (task), g_task_get_cancellable (task),
                                inspected_cb, g_object_ref (task));
}

void
gesso_library_add_reference_async (GessoLibrary        *self,
                                   GessoDecoder        *decoder,
                                   GBytes              *bytes,
                                   const char          *name,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  GessoReferenceData *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (bytes != NULL);

  data = g_new0 (GessoReferenceData, 1);
  data->bytes = g_bytes_ref (bytes);
  data->name = g_strdup (name);
  data->decoder = g_object_ref (decoder);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_library_add_reference_async);
  g_task_set_task_data (task, data, (GDestroyNotify) gesso_reference_data_free);
  inspect (task);
}

GessoReferenceFile *
gesso_library_add_reference_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_add_reference_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Adding from a file --- */

static GBytes *
read_stream (GFile         *file,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gssize got;

  if (stream == NULL)
    return NULL;
  while ((got = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof buffer, cancellable, error)) > 0)
    {
      g_byte_array_append (bytes, buffer, got);
      if (bytes->len > GESSO_PICTURE_MAX_BYTES)
        break;
    }
  return got < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Neither links nor pipes: the first may lead anywhere, the others never end. */
static GBytes *
read_local (const char    *path,
            GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  struct stat info;
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  gboolean usable = fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode);

  if (fd >= 0)
    close (fd);
  if (usable)
    return read_stream (file, cancellable, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                       errno == ENOENT ? _("The file is not there any more.")
                                       : _("This is not a file that can be read as a picture."));
  return NULL;
}

static void
read_file_thread (GTask        *reading,
                  gpointer      source,
                  gpointer      user_data,
                  GCancellable *cancellable)
{
  GessoReferenceData *data = user_data;
  const char *path = g_file_peek_path (data->file);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = path != NULL ? read_local (path, data->file, cancellable, &error)
                               : read_stream (data->file, cancellable, &error);

  if (bytes == NULL)
    g_task_return_error (reading, g_steal_pointer (&error));
  else
    g_task_return_pointer (reading, bytes, (GDestroyNotify) g_bytes_unref);
}

static void
file_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoReferenceData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->bytes = g_task_propagate_pointer (G_TASK (result), &error);
  if (data->bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_bytes_get_size (data->bytes) > GESSO_PICTURE_MAX_BYTES)
    g_task_return_new_error (task, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_TOO_LARGE,
                             _("This picture is too large: at most 128 MB."));
  else
    inspect (task);
}

void
gesso_library_add_reference_file_async (GessoLibrary        *self,
                                        GessoDecoder        *decoder,
                                        GFile               *file,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;
  g_autofree char *base = NULL;
  GessoReferenceData *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (G_IS_FILE (file));

  base = g_file_get_basename (file);
  data = g_new0 (GessoReferenceData, 1);
  data->file = g_object_ref (file);
  data->name = base != NULL ? g_filename_display_name (base) : NULL;
  data->decoder = g_object_ref (decoder);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gesso_library_add_reference_file_async);
  g_task_set_task_data (task, data, (GDestroyNotify) gesso_reference_data_free);

  reading = g_task_new (self, cancellable, file_read_cb, g_object_ref (task));
  g_task_set_source_tag (reading, gesso_library_add_reference_file_async);
  g_task_set_task_data (reading, data, NULL);
  g_task_run_in_thread (reading, read_file_thread);
}

GessoReferenceFile *
gesso_library_add_reference_file_finish (GessoLibrary  *self,
                                         GAsyncResult  *result,
                                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_add_reference_file_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}


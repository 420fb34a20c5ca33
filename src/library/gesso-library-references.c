/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-references-private.h"

#include <glib/gi18n.h>

#include "gesso-errors.h"
#include "gesso-files.h"

/* Finding references: their files count, not their rows. */

#define HEADER_BYTES (256 * 1024)

void
gesso_reference_file_free (GessoReferenceFile *self)
{
  g_free (self->sha256);
  g_free (self->path);
  g_free (self->name);
  g_free (self->origin);
  g_free (self);
}

void
gesso_reference_data_free (GessoReferenceData *data)
{
  g_clear_pointer (&data->bytes, g_bytes_unref);
  g_free (data->sha256);
  g_free (data->name);
  g_clear_object (&data->decoder);
  g_clear_object (&data->file);
  g_clear_pointer (&data->inspection, gesso_inspection_free);
  g_free (data->new_file);
  g_clear_pointer (&data->reference, gesso_reference_file_free);
  g_free (data);
}

char *
gesso_reference_relative_path (const char         *sha256,
                               GessoPictureFormat  format)
{
  return g_strdup_printf (GESSO_FOLDER_REFERENCES "/%s.%s", sha256, gesso_picture_format_extension (format));
}

void
gesso_reference_done (GessoCall *call)
{
  GessoReferenceData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->reference), (GDestroyNotify) gesso_reference_file_free);
}

/* --- Finding --- */

static GessoPictureFormat
format_from_extension (const char *extension)
{
  for (GessoPictureFormat format = GESSO_PICTURE_PNG; format <= GESSO_PICTURE_WEBP; format++)
    if (g_strcmp0 (extension, gesso_picture_format_extension (format)) == 0)
      return format;
  return GESSO_PICTURE_UNKNOWN;
}

/* The row is a convenience; the file is what counts. */
static GessoReferenceFile *
find_on_disk (GessoFolder *folder,
              const char  *sha256)
{
  for (GessoPictureFormat format = GESSO_PICTURE_PNG; format <= GESSO_PICTURE_WEBP; format++)
    {
      g_autofree char *path = gesso_reference_relative_path (sha256, format);
      g_autoptr (GBytes) bytes = gesso_files_read (folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
      GessoReferenceFile *reference;
      gsize size;
      const guint8 *header;

      if (bytes == NULL)
        continue;
      header = g_bytes_get_data (bytes, &size);
      reference = g_new0 (GessoReferenceFile, 1);
      reference->format = gesso_picture_read_header (header, MIN (size, HEADER_BYTES), &reference->width,
                                                     &reference->height, NULL);
      reference->sha256 = g_strdup (sha256);
      reference->path = gesso_folder_absolute (folder, path);
      return reference;
    }
  return NULL;
}

static gboolean
find_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoReferenceData *data = call->data;
  GessoFolder *folder = call->core->folder;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error, "SELECT name, format, width, height FROM reference WHERE sha256 = ?", "s", data->sha256);
  struct stat info;

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, NULL))
    {
      GessoPictureFormat format = format_from_extension ((const char *) sqlite3_column_text (statement, 1));
      g_autofree char *path = gesso_reference_relative_path (data->sha256, format);

      if (gesso_files_stat (folder->root, path, &info))
        {
          data->reference = g_new0 (GessoReferenceFile, 1);
          data->reference->sha256 = g_strdup (data->sha256);
          data->reference->path = gesso_folder_absolute (folder, path);
          data->reference->name = gesso_sql_text (statement, 0);
          data->reference->format = format;
          data->reference->width = sqlite3_column_int64 (statement, 2);
          data->reference->height = sqlite3_column_int64 (statement, 3);
        }
      sqlite3_reset (statement);
    }
  if (data->reference == NULL)
    data->reference = find_on_disk (folder, data->sha256);
  if (data->reference == NULL)
    g_set_error_literal (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND,
                         _("A reference picture of this recipe is missing from the library."));
  return data->reference != NULL;
}

static gboolean
read_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoReferenceData *data = call->data;
  g_autofree char *path = NULL;

  if (!find_work (call, sql, error))
    return FALSE;
  path = gesso_reference_relative_path (data->sha256, data->reference->format);
  data->bytes = gesso_files_read (call->core->folder->root, path, GESSO_PICTURE_MAX_BYTES, error);
  return data->bytes != NULL;
}

static void
read_done (GessoCall *call)
{
  GessoReferenceData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->bytes), (GDestroyNotify) g_bytes_unref);
}

static GessoReferenceData *
reference_data_new_for (const char *sha256)
{
  GessoReferenceData *data = g_new0 (GessoReferenceData, 1);

  data->sha256 = g_strdup (sha256);
  return data;
}

void
gesso_library_find_reference_async (GessoLibrary        *self,
                                    const char          *sha256,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (sha256 != NULL);

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_find_reference_async,
                             reference_data_new_for (sha256), (GDestroyNotify) gesso_reference_data_free, cancellable,
                             callback, data);
  call->work = find_work;
  call->done = gesso_reference_done;
  gesso_library_send (self, call);
}

GessoReferenceFile *
gesso_library_find_reference_finish (GessoLibrary  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_find_reference_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_read_reference_async (GessoLibrary        *self,
                                    const char          *sha256,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (sha256 != NULL);

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_read_reference_async,
                             reference_data_new_for (sha256), (GDestroyNotify) gesso_reference_data_free, cancellable,
                             callback, data);
  call->work = read_work;
  call->done = read_done;
  gesso_library_send (self, call);
}

GBytes *
gesso_library_read_reference_finish (GessoLibrary  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_read_reference_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
gesso_library_get_references_dir (GessoLibrary *self)
{
  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);
  return g_build_filename (gesso_library_get_path (self), GESSO_FOLDER_REFERENCES, NULL);
}

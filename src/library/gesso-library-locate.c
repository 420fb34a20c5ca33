/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-upkeep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-library-private.h"
#include "gesso-log.h"
#include "gesso-names.h"
#include "gesso-sidecar.h"

/* A picture whose file is not where it was, shown where it is. */

typedef struct {
  gint64    row_id;
  char     *path;     /* as chosen */
  char     *new_file; /* relative path of what was not there before */
  GessoRow *row;
} LocateData;

static void
locate_data_free (LocateData *data)
{
  g_free (data->path);
  g_free (data->new_file);
  g_clear_pointer (&data->row, gesso_row_free);
  g_free (data);
}

static GBytes *
read_chosen (const char  *path,
             GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  GBytes *bytes = fd >= 0 ? gesso_files_read (fd, name, GESSO_PICTURE_MAX_BYTES, NULL) : NULL;

  if (fd >= 0)
    close (fd);
  if (bytes == NULL)
    gesso_set_library_error (error, GESSO_LIBRARY_ERROR_OTHER_PICTURE, path, "can't be read");
  return bytes;
}

char *
gesso_library_place_of (GessoCore  *core,
                        GessoSql   *sql,
                        const char *absolute,
                        gint64      row_id)
{
  g_autofree char *root = realpath (core->folder->path, NULL);
  g_autofree char *path = realpath (absolute, NULL);
  const char *rest = NULL;
  sqlite3_stmt *statement;

  if (root != NULL && path != NULL && g_str_has_prefix (path, root) && path[strlen (root)] == '/')
    rest = path + strlen (root) + 1;
  if (rest == NULL || !gesso_sidecar_is_path (rest) || !g_utf8_validate (rest, -1, NULL) ||
      g_str_has_prefix (rest, GESSO_FOLDER_TRASH))
    return NULL;
  statement = gesso_sql_bind (sql, NULL, "SELECT 1 FROM generation WHERE path = ? AND row_id != ?", "si", rest, row_id);
  if (statement == NULL || !gesso_sql_step (sql, statement, NULL))
    return g_strdup (rest);
  sqlite3_reset (statement);
  return NULL;
}

char *
gesso_library_free_path (GessoCore       *core,
                         GessoSql        *sql,
                         const GessoRow  *row,
                         const char      *wanted)
{
  static const guint id_lengths[] = { 0, 4, 8, 13, 36 };
  GessoPictureFormat format = GESSO_PICTURE_PNG;
  char *path = NULL;

  for (GessoPictureFormat each = GESSO_PICTURE_PNG; each <= GESSO_PICTURE_WEBP; each++)
    if (g_strcmp0 (row->format, gesso_picture_format_extension (each)) == 0)
      format = each;
  for (guint i = 0; i < G_N_ELEMENTS (id_lengths); i++)
    {
      sqlite3_stmt *statement;
      struct stat info;
      gboolean taken;

      if (id_lengths[i] == 0 && wanted == NULL)
        continue;
      g_free (path);
      path = id_lengths[i] == 0 ? g_strdup (wanted)
                                : gesso_names_original (row->prompt, row->id, id_lengths[i],
                                                        row->completed_at > 0 ? row->completed_at : row->created_at,
                                                        row->sandbox, format);
      statement = gesso_sql_bind (sql, NULL, "SELECT 1 FROM generation WHERE path = ? AND row_id != ?", "si", path,
                                  row->row_id);
      taken = statement != NULL && gesso_sql_step (sql, statement, NULL);
      if (taken)
        sqlite3_reset (statement);
      if (!taken && !gesso_files_stat (core->folder->root, path, &info))
        break;
    }
  return path;
}

static gboolean
locate_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  LocateData *data = call->data;
  g_autoptr (GBytes) bytes = read_chosen (data->path, error);
  g_autofree char *sha256 = NULL;
  g_autofree char *path = NULL;

  if (bytes == NULL)
    return FALSE;
  data->row = gesso_row_load (sql, data->row_id, call->core->path, error);
  if (data->row == NULL)
    return FALSE;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_strcmp0 (sha256, data->row->sha256) != 0)
    {
      g_autofree char *name = g_path_get_basename (data->path);

      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_OTHER_PICTURE, name, "another hash");
      return FALSE;
    }
  path = gesso_library_place_of (call->core, sql, data->path, data->row_id);
  if (path == NULL)
    {
      const char *old = data->row->path != NULL && g_str_has_prefix (data->row->path, call->core->path)
                          ? data->row->path + strlen (call->core->path) + 1
                          : NULL;

      path = gesso_library_free_path (call->core, sql, data->row, old);
      if (!gesso_files_write (call->core->folder->root, path, bytes, call->core->path, error))
        return FALSE;
      data->new_file = g_strdup (path);
    }
  call->log = gesso_log_new ("located");
  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET path = ?, missing_at = NULL, revision = revision + 1"
                      " WHERE row_id = ? AND deleted_at IS NULL",
                      "si", path, data->row_id) ||
      !gesso_sql_run (sql, error, "DELETE FROM stray WHERE path = ?", "s", path))
    return FALSE;
  g_clear_pointer (&data->row, gesso_row_free);
  data->row = gesso_row_load (sql, data->row_id, call->core->path, error);
  return data->row != NULL;
}

static void
locate_undo (GessoCall *call)
{
  LocateData *data = call->data;

  if (data->new_file != NULL)
    gesso_files_remove (call->core->folder->root, data->new_file);
}

static void
locate_done (GessoCall *call)
{
  LocateData *data = call->data;

  gesso_library_committed (g_task_get_source_object (call->task), data->row);
  g_task_return_boolean (call->task, TRUE);
}

void
gesso_library_locate_async (GessoLibrary        *self,
                            GessoGeneration     *generation,
                            GFile               *file,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  LocateData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));
  g_return_if_fail (G_IS_FILE (file));

  data = g_new0 (LocateData, 1);
  data->row_id = gesso_generation_get_row_id (generation);
  data->path = g_file_get_path (file);
  if (data->path == NULL)
    data->path = g_file_get_uri (file);
  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_locate_async, data,
                             (GDestroyNotify) locate_data_free, NULL, callback, user_data);
  call->work = locate_work;
  call->undo = locate_undo;
  call->done = locate_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_locate_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_locate_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

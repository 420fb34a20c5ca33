/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-files.h"
#include "gesso-progress.h"
#include "gesso-sidecar.h"

/*
 * Checking a library: first what needs no decoding, then one picture after the other: read and hashed on the library's
 * thread for upkeep, decoded by the helpers while the next one is read.
 */

#define IN_FLIGHT 4

/* Below what somebody waits for. */
#define PRIORITY (-100)

typedef struct {
  GessoDecoder  *decoder;
  GessoProgress *progress;
  GessoChecked  *report;
  GHashTable    *moved;      /* row ids */
  GPtrArray     *references; /* names */
  GError        *error;
  gint64         row_id;     /* of the last one */
  guint          reference;
  guint          in_flight;
  guint64        done;
  guint64        total;
  gboolean       is_reading;
  gboolean       is_at_end;

  /* of the one that was read last */
  GBytes        *bytes;
  char          *path;
  char          *id;
} CheckData;

static void pump (GTask *task);

static void
check_data_free (CheckData *data)
{
  g_object_unref (data->decoder);
  gesso_progress_unref (data->progress);
  g_clear_pointer (&data->report, gesso_checked_free);
  g_hash_table_unref (data->moved);
  g_clear_pointer (&data->references, g_ptr_array_unref);
  g_clear_error (&data->error);
  g_clear_pointer (&data->bytes, g_bytes_unref);
  g_free (data->path);
  g_free (data->id);
  g_free (data);
}

/* --- Reading --- */

static void
read_original (GessoCall      *call,
               const GessoRow *row)
{
  CheckData *data = call->data;
  const char *path = row->path + strlen (call->core->path) + 1;
  g_autofree char *sha256 = NULL;

  if (g_hash_table_contains (data->moved, &row->row_id))
    return;
  data->bytes = gesso_files_read (call->core->folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
  if (data->bytes == NULL)
    {
      gesso_check_find (data->report, "missing-picture", TRUE, path, row->id,
                        _("The file was moved or deleted. Its recipe is still here."));
      return;
    }
  data->report->pictures++;
  sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data->bytes);
  if (g_strcmp0 (sha256, row->sha256) != 0)
    gesso_check_find (data->report, "changed-picture", TRUE, path, row->id,
                      _("The file is not what was kept: its content has changed."));
  gesso_check_thumbnails (call, data->report, row->sha256 != NULL ? row->sha256 : sha256, path);
  g_free (data->path);
  data->path = g_strdup (path);
  g_free (data->id);
  data->id = g_strdup (row->id);
}

/* %FALSE at the end, and on errors. */
static gboolean
read_next_row (GessoCall  *call,
               GessoSql   *sql,
               GError    **error)
{
  CheckData *data = call->data;
  g_autoptr (GessoRow) row = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT " GESSO_ROW_COLUMNS " FROM generation WHERE row_id > ?"
                                            " ORDER BY row_id LIMIT 1",
                                            "i", data->row_id);

  if (statement == NULL || !gesso_sql_step (sql, statement, error))
    return FALSE;
  row = gesso_row_read (statement, call->core->path);
  sqlite3_reset (statement);
  data->row_id = row->row_id;
  data->done++;
  gesso_check_sidecar (call, data->report, row);
  if (row->path != NULL)
    read_original (call, row);
  return TRUE;
}

static gboolean
read_next_reference (GessoCall *call)
{
  CheckData *data = call->data;
  const char *name;
  g_autofree char *path = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *expected = NULL;

  if (data->reference >= data->references->len)
    return FALSE;
  name = data->references->pdata[data->reference++];
  data->done++;
  path = g_build_filename (GESSO_FOLDER_REFERENCES, name, NULL);
  expected = g_strndup (name, strcspn (name, "."));
  if (!gesso_sidecar_is_hash (expected))
    {
      gesso_check_find (data->report, "foreign-file", FALSE, path, NULL, _("This is not a reference."));
      return TRUE;
    }
  data->bytes = gesso_files_read (call->core->folder->root, path, GESSO_PICTURE_MAX_BYTES, NULL);
  sha256 = data->bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data->bytes) : NULL;
  data->report->references++;
  if (g_strcmp0 (sha256, expected) != 0)
    gesso_check_find (data->report, "changed-reference", TRUE, path, NULL,
                      _("The reference is not what was stored: its content has changed."));
  g_free (data->path);
  data->path = g_steal_pointer (&path);
  g_clear_pointer (&data->id, g_free);
  return TRUE;
}

static gboolean
read_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  CheckData *data = call->data;
  g_autoptr (GError) local = NULL;

  while (data->bytes == NULL && !data->is_at_end && local == NULL)
    {
      if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (call->task), &local))
        break;
      if (!read_next_row (call, sql, &local) && local == NULL && !read_next_reference (call))
        data->is_at_end = TRUE;
      gesso_progress_tell (data->progress, data->done, data->total);
    }
  if (local != NULL)
    {
      data->is_at_end = TRUE;
      data->error = g_steal_pointer (&local);
    }
  return TRUE;
}

/* --- Decoding --- */

typedef struct {
  GTask *task;
  char  *path;
  char  *id;
} Decoding;

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Decoding *decoding = user_data;
  g_autoptr (GTask) task = decoding->task;
  g_autofree char *path = decoding->path;
  g_autofree char *id = decoding->id;
  CheckData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoInspection) inspection = gesso_decoder_inspect_finish (GESSO_DECODER (source), result, &error);

  data->in_flight--;
  /* Where it is cancelled, what reads finds out for itself. */
  if (inspection == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gesso_check_find (data->report, "undecodable-picture", TRUE, path, id, error->message);
    }
  pump (task);
}

static void
read_done (GessoCall *call)
{
  GTask *task = call->task;
  CheckData *data = call->data;

  data->is_reading = FALSE;
  if (data->bytes != NULL)
    {
      Decoding *decoding = g_new (Decoding, 1);
      g_autoptr (GBytes) bytes = g_steal_pointer (&data->bytes);

      decoding->task = g_object_ref (task);
      decoding->path = g_strdup (data->path);
      decoding->id = g_strdup (data->id);
      data->in_flight++;
      gesso_decoder_inspect_async (data->decoder, bytes, PRIORITY, g_task_get_cancellable (task), decoded_cb, decoding);
    }
  pump (task);
}

static void
pump (GTask *task)
{
  CheckData *data = g_task_get_task_data (task);
  GessoCall *call;

  if (data->is_reading || data->in_flight >= IN_FLIGHT)
    return;
  if (!data->is_at_end)
    {
      data->is_reading = TRUE;
      call = gesso_library_call_for_task (task, GESSO_CALL_UPKEEP);
      call->work = read_work;
      call->done = read_done;
      gesso_library_send (g_task_get_source_object (task), call);
      return;
    }
  if (data->in_flight > 0 || g_task_get_completed (task))
    return;
  if (data->error != NULL)
    g_task_return_error (task, g_steal_pointer (&data->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&data->report), (GDestroyNotify) gesso_checked_free);
}

/* --- All of it --- */

static gboolean
begin_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  CheckData *data = call->data;

  data->references = gesso_files_list (call->core->folder->root, GESSO_FOLDER_REFERENCES);
  data->total = gesso_sql_int (sql, "SELECT count(*) FROM generation", 0) + data->references->len;
  return gesso_check_folder (call, sql, data->report, data->moved, error) &&
         gesso_check_recipes (call, sql, data->report, error);
}

static void
begin_done (GessoCall *call)
{
  pump (call->task);
}

void
gesso_library_check_async (GessoLibrary        *self,
                           GessoDecoder        *decoder,
                           GCancellable        *cancellable,
                           GessoProgressFunc    progress,
                           gpointer             progress_data,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  CheckData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_DECODER (decoder));

  data = g_new0 (CheckData, 1);
  data->decoder = g_object_ref (decoder);
  data->progress = gesso_progress_new (progress, progress_data);
  data->report = gesso_checked_new ();
  data->moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  data->row_id = G_MININT64;
  call = gesso_library_call (self, GESSO_CALL_UPKEEP, gesso_library_check_async, data, (GDestroyNotify) check_data_free,
                             cancellable, callback, user_data);
  call->work = begin_work;
  call->done = begin_done;
  gesso_library_send (self, call);
}

GessoChecked *
gesso_library_check_finish (GessoLibrary  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  CheckData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_check_async), NULL);

  data = g_task_get_task_data (G_TASK (result));
  gesso_progress_stop (data->progress);
  return g_task_propagate_pointer (G_TASK (result), error);
}

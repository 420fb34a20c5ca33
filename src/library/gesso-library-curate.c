/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-query.h"

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-library-private.h"
#include "gesso-time.h"

/* Dismissing, deleting and restoring. */

typedef struct {
  char *from;
  char *to;
} Move;

typedef struct {
  /* inputs */
  GArray    *ids;

  /* in progress */
  GPtrArray *moves;

  /* outputs */
  GPtrArray *rows;
} CurateData;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->from);
  g_free (move->to);
  g_free (move);
}

static void
curate_data_free (CurateData *data)
{
  g_array_unref (data->ids);
  g_ptr_array_unref (data->moves);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

static CurateData *
curate_data_new (GPtrArray *generations)
{
  CurateData *data = g_new0 (CurateData, 1);

  data->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  data->moves = g_ptr_array_new_with_free_func (move_free);
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  for (guint i = 0; generations != NULL && i < generations->len; i++)
    {
      gint64 row_id = gesso_generation_get_row_id (generations->pdata[i]);

      g_array_append_val (data->ids, row_id);
    }
  return data;
}

static void
undo_moves (GessoCall *call)
{
  CurateData *data = call->data;

  for (guint i = data->moves->len; i-- > 0;)
    {
      Move *move = data->moves->pdata[i];

      gesso_files_move (call->core->folder->root, move->to, move->from, call->core->path, NULL);
    }
}

/* A file that is not there any more is no reason not to go on. */
static gboolean
move_file (GessoCall   *call,
           const char  *from,
           const char  *to,
           GError     **error)
{
  CurateData *data = call->data;
  g_autoptr (GError) local = NULL;
  Move *move;

  if (!gesso_files_move (call->core->folder->root, from, to, call->core->path, &local))
    {
      if (g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  move = g_new (Move, 1);
  move->from = g_strdup (from);
  move->to = g_strdup (to);
  g_ptr_array_add (data->moves, move);
  return TRUE;
}

/* Relative path, and where it was before it was deleted. */
static gboolean
read_paths (GessoSql    *sql,
            gint64       row_id,
            char       **path,
            char       **trashed_from,
            GError     **error)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT path, trashed_from FROM generation WHERE row_id = ?",
                                            "i", row_id);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, error))
    {
      *path = gesso_sql_text (statement, 0);
      *trashed_from = gesso_sql_text (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static void
log_ids (GessoCall  *call,
         const char *event)
{
  CurateData *data = call->data;
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < data->rows->len; i++)
    json_array_add_string_element (ids, ((GessoRow *) data->rows->pdata[i])->id);
  call->log = gesso_log_new (event);
  json_object_set_array_member (call->log, "ids", ids);
}

static gboolean
reload (GessoCall  *call,
        GessoSql   *sql,
        gint64      row_id,
        GError    **error)
{
  CurateData *data = call->data;
  GessoRow *row = gesso_row_load (sql, row_id, call->core->path, error);

  if (row == NULL)
    return FALSE;
  g_ptr_array_add (data->rows, row);
  return TRUE;
}

static gboolean
dismiss_work (GessoCall  *call,
              GessoSql   *sql,
              GError    **error)
{
  CurateData *data = call->data;

  for (guint i = 0; i < data->ids->len; i++)
    {
      gint64 row_id = g_array_index (data->ids, gint64, i);

      if (!gesso_sql_run (sql, error,
                          "UPDATE generation SET dismissed_at = ?, revision = revision + 1"
                          " WHERE row_id = ? AND state IN ('failed', 'cancelled')",
                          "ii", gesso_time_now_ms (), row_id) ||
          !reload (call, sql, row_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_one (GessoCall  *call,
            GessoSql   *sql,
            gint64      row_id,
            GError    **error)
{
  g_autoptr (GessoRow) row = gesso_row_load (sql, row_id, call->core->path, error);
  g_autofree char *path = NULL;
  g_autofree char *trashed_from = NULL;
  g_autofree char *trash = NULL;

  if (row == NULL || !read_paths (sql, row_id, &path, &trashed_from, error))
    return FALSE;
  if (row->deleted || !gesso_state_is_final (row->state))
    return TRUE;
  if (path != NULL)
    {
      trash = g_strdup_printf (GESSO_FOLDER_TRASH "/%s.%s", row->id, row->format != NULL ? row->format : "png");
      if (!move_file (call, path, trash, error))
        return FALSE;
    }
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET deleted_at = ?, trashed_from = path, path = ?, revision = revision + 1"
                        " WHERE row_id = ?",
                        "isi", gesso_time_now_ms (), trash, row_id) &&
         reload (call, sql, row_id, error);
}

static gboolean
delete_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  CurateData *data = call->data;

  for (guint i = 0; i < data->ids->len; i++)
    if (!delete_one (call, sql, g_array_index (data->ids, gint64, i), error))
      return FALSE;
  log_ids (call, "deleted");
  return TRUE;
}

static gboolean
delete_sandbox_work (GessoCall  *call,
                     GessoSql   *sql,
                     GError    **error)
{
  CurateData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error, "SELECT row_id FROM generation WHERE sandbox AND state = 'kept' AND deleted_at IS NULL", "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      gint64 row_id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (data->ids, row_id);
    }
  if (local == NULL)
    return delete_work (call, sql, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
restore_one (GessoCall  *call,
             GessoSql   *sql,
             gint64      row_id,
             GError    **error)
{
  g_autofree char *path = NULL;
  g_autofree char *trashed_from = NULL;

  if (!read_paths (sql, row_id, &path, &trashed_from, error) ||
      (path != NULL && trashed_from != NULL && !move_file (call, path, trashed_from, error)))
    return FALSE;
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET deleted_at = NULL, path = coalesce (trashed_from, path),"
                        " trashed_from = NULL, revision = revision + 1 WHERE row_id = ? AND deleted_at IS NOT NULL",
                        "i", row_id) &&
         reload (call, sql, row_id, error);
}

static gboolean
restore_work (GessoCall  *call,
              GessoSql   *sql,
              GError    **error)
{
  CurateData *data = call->data;

  for (guint i = 0; i < data->ids->len; i++)
    if (!restore_one (call, sql, g_array_index (data->ids, gint64, i), error))
      return FALSE;
  log_ids (call, "restored");
  return TRUE;
}

static void
curate_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  CurateData *data = call->data;

  for (guint i = 0; i < data->rows->len; i++)
    gesso_library_committed (self, data->rows->pdata[i]);
  g_task_return_boolean (call->task, TRUE);
}

static void
curate (GessoLibrary        *self,
        GessoCallKind        kind,
        GPtrArray           *generations,
        gboolean           (*work) (GessoCall *call, GessoSql *sql, GError **error),
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GessoCall *call = gesso_library_call (self, kind, gesso_library_curate_finish, curate_data_new (generations),
                                        (GDestroyNotify) curate_data_free, NULL, callback, user_data);

  call->work = work;
  call->undo = undo_moves;
  call->done = curate_done;
  gesso_library_send (self, call);
}

void
gesso_library_dismiss_async (GessoLibrary        *self,
                             GPtrArray           *generations,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  curate (self, GESSO_CALL_WRITE, generations, dismiss_work, callback, data);
}

void
gesso_library_delete_async (GessoLibrary        *self,
                            GPtrArray           *generations,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  curate (self, GESSO_CALL_DURABLE, generations, delete_work, callback, data);
}

void
gesso_library_delete_sandbox_async (GessoLibrary        *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  curate (self, GESSO_CALL_DURABLE, NULL, delete_sandbox_work, callback, data);
}

void
gesso_library_restore_async (GessoLibrary        *self,
                             GPtrArray           *generations,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  curate (self, GESSO_CALL_DURABLE, generations, restore_work, callback, data);
}

gboolean
gesso_library_curate_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_curate_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

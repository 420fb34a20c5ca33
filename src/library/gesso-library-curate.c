/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-curate-private.h"

#include "gesso-files.h"
#include "gesso-query-private.h"
#include "gesso-time.h"

/* Dismissing, deleting, restoring, and emptying the trash. */

/* @time: when, or 0 for what is taken back. */
static gboolean
set_dismissed (GessoCall   *call,
               GessoSql    *sql,
               gint64       time,
               const char  *event,
               GError     **error)
{
  GessoCurateData *data = call->data;

  for (guint i = 0; i < data->ids->len; i++)
    {
      gint64 row_id = g_array_index (data->ids, gint64, i);
      g_autoptr (GessoRow) row = gesso_row_load (sql, row_id, call->core->path, error);

      if (row == NULL ||
          !gesso_sql_run (sql, error,
                          "UPDATE generation SET dismissed_at = nullif (?, 0), revision = revision + 1"
                          " WHERE row_id = ? AND state IN ('failed', 'cancelled')",
                          "ii", time, row_id) ||
          !gesso_curate_changed (call, sql, row_id, row->id, error))
        return FALSE;
    }
  gesso_curate_log (call, event);
  return TRUE;
}

static gboolean
dismiss_work (GessoCall  *call,
              GessoSql   *sql,
              GError    **error)
{
  GessoCurateData *data = call->data;

  return set_dismissed (call, sql, data->now, "dismissed", error);
}

static gboolean
recall_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  return set_dismissed (call, sql, 0, "recalled", error);
}

/* Every row by itself; a step is made for those that changed. */
static gboolean
move_all (GessoCall   *call,
          GessoSql    *sql,
          const char  *kind,
          gboolean   (*move_one) (GessoCall *call, GessoSql *sql, gint64 row_id, GError **error),
          GError     **error)
{
  GessoCurateData *data = call->data;

  for (guint i = 0; i < data->ids->len; i++)
    {
      const gint64 row_id = g_array_index (data->ids, gint64, i);
      const guint before = data->uuids->len;

      if (!move_one (call, sql, row_id, error) ||
          (data->uuids->len > before && !gesso_curate_journal (call, sql, kind, row_id, error)))
        return FALSE;
    }
  gesso_curate_log (call, kind);
  return TRUE;
}

static gboolean
delete_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  return move_all (call, sql, "deleted", gesso_curate_trash_one, error);
}

static gboolean
delete_sandbox_work (GessoCall  *call,
                     GessoSql   *sql,
                     GError    **error)
{
  GessoCurateData *data = call->data;

  return gesso_sql_collect (sql, data->ids, 0,
                            gesso_sql_bind (sql, error,
                                            "SELECT row_id FROM generation WHERE sandbox AND state = 'kept'"
                                            " AND deleted_at IS NULL",
                                            ""),
                            error) &&
         delete_work (call, sql, error);
}

static gboolean
restore_work (GessoCall  *call,
              GessoSql   *sql,
              GError    **error)
{
  return move_all (call, sql, "restored", gesso_curate_untrash_one, error);
}

/* --- Emptying --- */

static gboolean
purge_one (GessoCall  *call,
           GessoSql   *sql,
           gint64      row_id,
           GError    **error)
{
  g_autoptr (GessoRow) row = gesso_row_load (sql, row_id, call->core->path, error);
  GessoCurateData *data = call->data;
  g_autofree char *file = NULL;

  if (row == NULL)
    return FALSE;
  file = g_strdup_printf (GESSO_FOLDER_TRASH "/%s.%s", row->id, row->format != NULL ? row->format : "png");
  gesso_files_remove (call->core->folder->root, file);
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET purged_at = ?, path = NULL, trashed_from = NULL, revision = revision + 1"
                        " WHERE row_id = ?",
                        "ii", data->now, row_id) &&
         gesso_sql_run (sql, error, "DELETE FROM curation_row WHERE row_id = ?", "i", row_id) &&
         gesso_tags_set (sql, row_id, NULL, data->now, error) &&
         gesso_curate_changed (call, sql, row_id, row->id, error);
}

static gboolean
empty_trash_work (GessoCall  *call,
                  GessoSql   *sql,
                  GError    **error)
{
  GessoCurateData *data = call->data;

  if (!gesso_sql_collect (sql, data->ids, 0,
                          gesso_sql_bind (sql, error,
                                          "SELECT row_id FROM generation WHERE deleted_at IS NOT NULL"
                                          " AND purged_at IS NULL",
                                          ""),
                          error))
    return FALSE;
  for (guint i = 0; i < data->ids->len; i++)
    if (!purge_one (call, sql, g_array_index (data->ids, gint64, i), error))
      return FALSE;
  gesso_curate_log (call, "purged");
  return gesso_sql_run (sql, error, "DELETE FROM curation WHERE step NOT IN (SELECT step FROM curation_row)", "");
}

/* --- Calls --- */

typedef gboolean (*Work) (GessoCall *call, GessoSql *sql, GError **error);

static void
send_generations (GessoLibrary        *self,
                  GessoCallKind        kind,
                  GPtrArray           *generations,
                  Work                 work,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  GessoCurateData *data = gesso_curate_data_new (NULL, 0);
  GessoCall *call;

  for (guint i = 0; generations != NULL && i < generations->len; i++)
    {
      gint64 row_id = gesso_generation_get_row_id (generations->pdata[i]);

      g_array_append_val (data->ids, row_id);
    }
  call = gesso_curate_call (self, kind, gesso_library_curate_finish, data, callback, user_data);
  call->work = work;
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
  send_generations (self, GESSO_CALL_WRITE, generations, dismiss_work, callback, data);
}

void
gesso_library_recall_async (GessoLibrary        *self,
                            GPtrArray           *generations,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  send_generations (self, GESSO_CALL_WRITE, generations, recall_work, callback, data);
}

void
gesso_library_delete_async (GessoLibrary        *self,
                            GPtrArray           *generations,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  send_generations (self, GESSO_CALL_DURABLE, generations, delete_work, callback, data);
}

void
gesso_library_delete_sandbox_async (GessoLibrary        *self,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  send_generations (self, GESSO_CALL_DURABLE, NULL, delete_sandbox_work, callback, data);
}

void
gesso_library_restore_async (GessoLibrary        *self,
                             GPtrArray           *generations,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  send_generations (self, GESSO_CALL_DURABLE, generations, restore_work, callback, data);
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

static void
send_rows (GessoLibrary        *self,
           const gint64        *row_ids,
           guint                n_row_ids,
           Work                 work,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GessoCall *call = gesso_curate_call (self, GESSO_CALL_DURABLE, gesso_library_step_finish,
                                       gesso_curate_data_new (row_ids, n_row_ids), callback, user_data);

  call->work = work;
  gesso_library_send (self, call);
}

void
gesso_library_trash_async (GessoLibrary        *self,
                           const gint64        *row_ids,
                           guint                n_row_ids,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  send_rows (self, row_ids, n_row_ids, delete_work, callback, data);
}

void
gesso_library_untrash_async (GessoLibrary        *self,
                             const gint64        *row_ids,
                             guint                n_row_ids,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  send_rows (self, row_ids, n_row_ids, restore_work, callback, data);
}

void
gesso_library_empty_trash_async (GessoLibrary        *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  send_rows (self, NULL, 0, empty_trash_work, callback, data);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-journal-private.h"

#include "gesso-files.h"
#include "gesso-log.h"
#include "gesso-time.h"

void
gesso_step_data_free (GessoStepData *data)
{
  g_clear_object (&data->generation);
  g_free (data->text);
  g_free (data->message);
  g_free (data->json);
  g_free (data->origin);
  g_free (data->account);
  g_clear_pointer (&data->picture, g_bytes_unref);
  g_clear_pointer (&data->thumbnails[0], g_bytes_unref);
  g_clear_pointer (&data->thumbnails[1], g_bytes_unref);
  g_free (data->new_original);
  g_free (data->new_sidecar);
  g_clear_pointer (&data->row, gesso_row_free);
  g_free (data);
}

static void
step_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  GessoStepData *step = call->data;

  if (step->row != NULL)
    gesso_library_committed (self, step->row);
  if (step->ledger)
    gesso_library_ledger_changed (self);
  g_task_return_boolean (call->task, TRUE);
}

GessoCall *
gesso_journal_call (GessoLibrary        *self,
                    GessoGeneration     *generation,
                    GessoCallKind        kind,
                    GAsyncReadyCallback  callback,
                    gpointer             data)
{
  GessoStepData *step = g_new0 (GessoStepData, 1);
  GessoCall *call = gesso_library_call (self, kind, gesso_library_commit_finish, step,
                                        (GDestroyNotify) gesso_step_data_free, NULL, callback, data);

  step->generation = g_object_ref (generation);
  step->row_id = gesso_generation_get_row_id (generation);
  call->done = step_done;
  call->undo = gesso_journal_undo;
  return call;
}

gboolean
gesso_library_commit_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_commit_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_journal_undo (GessoCall *call)
{
  GessoStepData *step = call->data;

  if (step->new_original != NULL)
    gesso_files_remove (call->core->folder->root, step->new_original);
  if (step->new_sidecar != NULL)
    gesso_files_remove (call->core->folder->root, step->new_sidecar);
}

gboolean
gesso_journal_reload (GessoCall  *call,
                      GessoSql   *sql,
                      GError    **error)
{
  GessoStepData *step = call->data;

  g_clear_pointer (&step->row, gesso_row_free);
  step->row = gesso_row_load (sql, step->row_id, call->core->path, error);
  return step->row != NULL;
}

void
gesso_journal_log (GessoCall      *call,
                   const char     *event,
                   const GessoRow *row)
{
  JsonObject *object = gesso_log_new (event);

  json_object_set_string_member (object, "id", row->id);
  g_clear_pointer (&call->log, json_object_unref);
  call->log = object;
}

gboolean
gesso_journal_charge (GessoCall       *call,
                      GessoSql        *sql,
                      const GessoRow  *row,
                      GError         **error)
{
  GessoStepData *step = call->data;

  if (row->charge == GESSO_CHARGE_NONE)
    return TRUE;
  step->ledger = TRUE;
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "issssisii",
                        row->row_id, row->id, row->job_id, row->variant, row->account, row->charged,
                        gesso_charge_to_nick (row->charge), row->completed_at, (gint64) row->sandbox);
}

static gboolean
read_sent_recipe (GessoSql  *sql,
                  gint64     row_id,
                  char     **recipe,
                  GError   **error)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT sent_recipe FROM generation WHERE row_id = ?", "i",
                                            row_id);

  if (statement == NULL || !gesso_sql_step (sql, statement, error))
    return FALSE;
  *recipe = gesso_sql_text (statement, 0);
  return gesso_sql_end (sql, statement, error);
}

gboolean
gesso_journal_sidecar (GessoCall       *call,
                       GessoSql        *sql,
                       const GessoRow  *row,
                       const char      *original,
                       GError         **error)
{
  GessoStepData *step = call->data;
  GessoFolder *folder = call->core->folder;
  g_autofree char *path = g_strdup_printf (GESSO_FOLDER_RECIPES "/%s.json", row->id);
  g_autofree char *sent = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!read_sent_recipe (sql, row->row_id, &sent, error))
    return FALSE;
  bytes = gesso_row_to_sidecar (row, sent, original, folder->uuid);
  if (!gesso_files_write (folder->root, path, bytes, folder->path, error))
    return FALSE;
  step->new_sidecar = g_steal_pointer (&path);
  return TRUE;
}

/* --- Steps before the end --- */

static gboolean
submitting_work (GessoCall  *call,
                 GessoSql   *sql,
                 GError    **error)
{
  GessoStepData *step = call->data;

  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'submitting', hold = 0, window_start = ?, window_end = 0,"
                      " sent_recipe = ?, webhook_secret = ?, origin = coalesce (?, origin),"
                      " account = coalesce (?, account), error_code = NULL, error_message = NULL,"
                      " error_json = NULL, revision = revision + 1 WHERE row_id = ?",
                      "issssi", step->time, step->text, step->message, step->origin, step->account, step->row_id) ||
      !gesso_journal_reload (call, sql, error))
    return FALSE;
  gesso_journal_log (call, "submitting", step->row);
  return TRUE;
}

void
gesso_library_commit_submitting_async (GessoLibrary        *self,
                                       GessoGeneration     *generation,
                                       const GessoIntent   *intent,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data)
{
  GessoCall *call;
  GessoStepData *step;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));
  g_return_if_fail (intent != NULL);

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  step = call->data;
  step->time = intent->window_start;
  step->text = g_strdup (intent->sent_recipe);
  step->message = g_strdup (intent->webhook_secret);
  step->origin = g_strdup (intent->origin);
  step->account = g_strdup (intent->account);
  call->work = submitting_work;
  gesso_library_send (self, call);
}

static gboolean
submitted_work (GessoCall  *call,
                GessoSql   *sql,
                GError    **error)
{
  GessoStepData *step = call->data;

  /* One that failed and was dismissed may be downloaded after all: what comes is to be seen. */
  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'submitted', hold = 0, dismissed_at = NULL, job_id = ?, submitted_at = ?,"
                      " revision = revision + 1 WHERE row_id = ?",
                      "sii", step->text, step->time, step->row_id) ||
      !gesso_journal_reload (call, sql, error))
    return FALSE;
  gesso_journal_log (call, "submitted", step->row);
  return TRUE;
}

void
gesso_library_commit_submitted_async (GessoLibrary        *self,
                                      GessoGeneration     *generation,
                                      const char          *job_id,
                                      gint64               created_at,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GessoCall *call;
  GessoStepData *step;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));
  g_return_if_fail (job_id != NULL);

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  step = call->data;
  step->text = g_strdup (job_id);
  step->time = created_at > 0 ? created_at : gesso_time_now_ms ();
  call->work = submitted_work;
  gesso_library_send (self, call);
}

static gboolean
requeued_work (GessoCall  *call,
               GessoSql   *sql,
               GError    **error)
{
  GessoStepData *step = call->data;

  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'queued', hold = 0, window_start = 0, window_end = 0,"
                      " webhook_secret = NULL, revision = revision + 1 WHERE row_id = ?",
                      "i", step->row_id) ||
      !gesso_journal_reload (call, sql, error))
    return FALSE;
  gesso_journal_log (call, "requeued", step->row);
  return TRUE;
}

void
gesso_library_commit_requeued_async (GessoLibrary        *self,
                                     GessoGeneration     *generation,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  call->work = requeued_work;
  gesso_library_send (self, call);
}

static gboolean
in_doubt_work (GessoCall  *call,
               GessoSql   *sql,
               GError    **error)
{
  GessoStepData *step = call->data;

  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'in-doubt', hold = 0, window_end = ?, revision = revision + 1"
                      " WHERE row_id = ?",
                      "ii", step->time, step->row_id) ||
      !gesso_journal_reload (call, sql, error))
    return FALSE;
  gesso_journal_log (call, "in-doubt", step->row);
  return TRUE;
}

void
gesso_library_commit_in_doubt_async (GessoLibrary        *self,
                                     GessoGeneration     *generation,
                                     gint64               window_end,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  ((GessoStepData *) call->data)->time = window_end;
  call->work = in_doubt_work;
  gesso_library_send (self, call);
}

static gboolean
held_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoStepData *step = call->data;

  if (!gesso_sql_run (sql, error,
                      "UPDATE generation SET state = 'held', hold = ?, revision = revision + 1 WHERE row_id = ?", "ii",
                      (gint64) step->hold, step->row_id) ||
      !gesso_journal_reload (call, sql, error))
    return FALSE;
  gesso_journal_log (call, "held", step->row);
  return TRUE;
}

void
gesso_library_commit_held_async (GessoLibrary        *self,
                                 GessoGeneration     *generation,
                                 GessoHold            hold,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  call = gesso_journal_call (self, generation, GESSO_CALL_DURABLE, callback, data);
  ((GessoStepData *) call->data)->hold = hold;
  call->work = held_work;
  gesso_library_send (self, call);
}

static gboolean
cancel_wish_work (GessoCall  *call,
                  GessoSql   *sql,
                  GError    **error)
{
  return gesso_sql_run (sql, error, "INSERT OR IGNORE INTO cancel_wish VALUES (?)", "i",
                        *(const gint64 *) call->data);
}

void
gesso_library_remember_cancel (GessoLibrary    *self,
                               GessoGeneration *generation)
{
  GessoCall *call;
  gint64 row_id;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  row_id = gesso_generation_get_row_id (generation);
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_remember_cancel,
                             g_memdup2 (&row_id, sizeof row_id), g_free, NULL, NULL, NULL);
  call->work = cancel_wish_work;
  gesso_library_send (self, call);
}

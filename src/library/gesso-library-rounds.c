/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-journal-private.h"

#include "gesso-log.h"
#include "gesso-time.h"

/* Generations that come in: a round, a recovered job, what an earlier run left; and their order. */

typedef struct {
  /* inputs */
  GPtrArray *generations;
  GArray    *instead_of; /* row ids */

  /* outputs */
  GPtrArray *rows;
  GPtrArray *dismissed; /* GessoRow */
  GArray    *cancels; /* row ids */
} RoundData;

static void
round_data_free (RoundData *data)
{
  g_clear_pointer (&data->generations, g_ptr_array_unref);
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_ptr_array_unref (data->dismissed);
  g_array_unref (data->instead_of);
  g_array_unref (data->cancels);
  g_free (data);
}

static gpointer
copy_reference (gconstpointer object,
                gpointer      data)
{
  return g_object_ref ((gpointer) object);
}

static RoundData *
round_data_new (GPtrArray *generations)
{
  RoundData *data = g_new0 (RoundData, 1);

  data->generations = generations != NULL ? g_ptr_array_copy (generations, copy_reference, NULL)
                                          : NULL;
  if (generations != NULL)
    g_ptr_array_set_free_func (data->generations, g_object_unref);
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  data->instead_of = g_array_new (FALSE, FALSE, sizeof (gint64));
  data->dismissed = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  data->cancels = g_array_new (FALSE, FALSE, sizeof (gint64));
  return data;
}

/* --- A round --- */

static GessoRow *
row_to_queue (GessoGeneration *generation,
              const char      *origin,
              const char      *account,
              gboolean         sandbox)
{
  const GessoRow *source = gesso_generation_peek (generation);
  GessoRow *row = gesso_row_new ();

  row->revision = 1;
  row->id = g_strdup (source->id);
  row->round_id = g_strdup (source->round_id);
  row->state = GESSO_STATE_QUEUED;
  row->recipe = g_strdup (source->recipe);
  row->prompt = g_strdup (source->prompt);
  row->variant = g_strdup (source->variant);
  row->aspect_ratio = g_strdup (source->aspect_ratio);
  row->resolution = g_strdup (source->resolution);
  row->creativity = g_strdup (source->creativity);
  row->seed = source->seed;
  row->request_hash = g_strdup (source->request_hash);
  row->origin = g_strdup (origin);
  row->account = g_strdup (account);
  row->sandbox = sandbox;
  row->price = source->price;
  row->catalog_revision = source->catalog_revision;
  return row;
}

/* With the round: were it a step of its own, one that is tried again after a crash between them would be paid twice. */
static gboolean
dismiss_replaced (GessoCall  *call,
                  GessoSql   *sql,
                  gint64      now,
                  GError    **error)
{
  RoundData *round = call->data;

  for (guint i = 0; i < round->instead_of->len; i++)
    {
      const gint64 row_id = g_array_index (round->instead_of, gint64, i);
      GessoRow *row;

      if (!gesso_sql_run (sql, error,
                          "UPDATE generation SET dismissed_at = ?, revision = revision + 1"
                          " WHERE row_id = ? AND state IN ('failed', 'cancelled')",
                          "ii", now, row_id))
        return FALSE;
      row = gesso_row_load (sql, row_id, call->core->path, error);
      if (row == NULL)
        return FALSE;
      g_ptr_array_add (round->dismissed, row);
    }
  return TRUE;
}

static gboolean
add_round_work (GessoCall  *call,
                GessoSql   *sql,
                GError    **error)
{
  RoundData *round = call->data;
  const gint64 now = gesso_time_now_ms ();

  for (guint i = 0; i < round->rows->len; i++)
    {
      GessoRow *row = round->rows->pdata[i];

      row->created_at = now;
      row->row_id = gesso_row_next_id (sql, now);
      if (!gesso_row_insert (sql, row, row->row_id, error))
        return FALSE;
    }
  if (!dismiss_replaced (call, sql, now, error))
    return FALSE;
  call->log = gesso_log_new ("queued");
  return TRUE;
}

static void
add_round_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  RoundData *round = call->data;

  for (guint i = 0; i < round->rows->len; i++)
    {
      gesso_generation_apply (round->generations->pdata[i], round->rows->pdata[i]);
      gesso_library_adopt (self, round->generations->pdata[i]);
    }
  gesso_library_added (self, round->generations);
  for (guint i = 0; i < round->dismissed->len; i++)
    gesso_library_committed (self, round->dismissed->pdata[i]);
  g_task_return_boolean (call->task, TRUE);
}

void
gesso_library_add_round_async (GessoLibrary        *self,
                               GPtrArray           *generations,
                               GPtrArray           *instead_of,
                               const char          *origin,
                               const char          *account,
                               gboolean             sandbox,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  RoundData *round;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);
  g_return_if_fail (origin != NULL);
  g_return_if_fail (account != NULL);

  round = round_data_new (generations);
  for (guint i = 0; i < generations->len; i++)
    g_ptr_array_add (round->rows, row_to_queue (generations->pdata[i], origin, account, sandbox));
  for (guint i = 0; instead_of != NULL && i < instead_of->len; i++)
    {
      const gint64 row_id = gesso_generation_get_row_id (instead_of->pdata[i]);

      g_array_append_val (round->instead_of, row_id);
    }
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_add_round_async, round,
                             (GDestroyNotify) round_data_free, NULL, callback, data);
  call->work = add_round_work;
  call->done = add_round_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_add_round_finish (GessoLibrary  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_add_round_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- A recovered job --- */

typedef struct {
  GessoRow *row;
  gboolean  is_new;
} RecoveredData;

static void
recovered_data_free (RecoveredData *data)
{
  gesso_row_free (data->row);
  g_free (data);
}

static gboolean
recovered_work (GessoCall  *call,
                GessoSql   *sql,
                GError    **error)
{
  RecoveredData *recovered = call->data;
  GessoRow *row = recovered->row;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT row_id FROM generation WHERE job_id = ?", "s",
                                            row->job_id);
  GessoRow *stored;

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, NULL))
    {
      row->row_id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  else
    {
      row->row_id = gesso_row_next_id (sql, row->created_at);
      if (!gesso_row_insert (sql, row, row->row_id, error))
        return FALSE;
      recovered->is_new = TRUE;
      gesso_journal_log (call, "recovered", row);
    }
  stored = gesso_row_load (sql, row->row_id, call->core->path, error);
  if (stored == NULL)
    return FALSE;
  gesso_row_free (row);
  recovered->row = stored;
  return TRUE;
}

static void
recovered_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  RecoveredData *recovered = call->data;
  g_autoptr (GessoGeneration) generation = gesso_library_adopt_row (self, recovered->row);

  if (recovered->is_new)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();

      g_ptr_array_add (one, generation);
      gesso_library_added (self, one);
    }
  g_task_return_pointer (call->task, g_steal_pointer (&generation), g_object_unref);
}

void
gesso_library_add_recovered_async (GessoLibrary        *self,
                                   const char          *origin,
                                   const char          *account,
                                   gboolean             sandbox,
                                   const char          *job_id,
                                   gint64               created_at,
                                   gint64               price,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  RecoveredData *recovered;
  GessoCall *call;
  GessoRow *row;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (origin != NULL);
  g_return_if_fail (account != NULL);
  g_return_if_fail (job_id != NULL);

  row = gesso_row_new ();
  gesso_row_set_recipe (row, "{\"prompt\": \"\"}", NULL);
  row->id = g_uuid_string_random ();
  row->round_id = g_uuid_string_random ();
  row->state = GESSO_STATE_SUBMITTED;
  row->origin = g_strdup (origin);
  row->account = g_strdup (account);
  row->sandbox = sandbox;
  row->job_id = g_strdup (job_id);
  row->created_at = row->submitted_at = created_at > 0 ? created_at : gesso_time_now_ms ();
  row->price = price;
  row->recipe_certain = FALSE;
  recovered = g_new0 (RecoveredData, 1);
  recovered->row = row;
  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_add_recovered_async, recovered,
                             (GDestroyNotify) recovered_data_free, NULL, callback, data);
  call->work = recovered_work;
  call->done = recovered_done;
  gesso_library_send (self, call);
}

GessoGeneration *
gesso_library_add_recovered_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_add_recovered_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- What is unfinished --- */

static gboolean
read_cancels (GessoSql  *sql,
              GArray    *cancels,
              GError   **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT row_id FROM cancel_wish", "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      gint64 row_id = sqlite3_column_int64 (statement, 0);

      g_array_append_val (cancels, row_id);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
unfinished_work (GessoCall  *call,
                 GessoSql   *sql,
                 GError    **error)
{
  RoundData *round = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT " GESSO_ROW_COLUMNS " FROM generation"
                                            " WHERE state NOT IN ('kept', 'failed', 'cancelled')"
                                            " ORDER BY queue_order, row_id",
                                            "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    g_ptr_array_add (round->rows, gesso_row_read (statement, call->core->path));
  if (local == NULL)
    return read_cancels (sql, round->cancels, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
is_cancelled (RoundData       *round,
              GessoGeneration *generation)
{
  const gint64 row_id = gesso_generation_get_row_id (generation);

  for (guint i = 0; i < round->cancels->len; i++)
    if (g_array_index (round->cancels, gint64, i) == row_id)
      return TRUE;
  return FALSE;
}

static void
unfinished_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  RoundData *round = call->data;
  GPtrArray *generations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < round->rows->len; i++)
    {
      GessoGeneration *generation = gesso_library_adopt_row (self, round->rows->pdata[i]);

      if (is_cancelled (round, generation))
        gesso_generation_set_cancel_requested (generation, TRUE);
      g_ptr_array_add (generations, generation);
    }
  g_task_return_pointer (call->task, generations, (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_list_unfinished_async (GessoLibrary        *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_unfinished_async, round_data_new (NULL),
                             (GDestroyNotify) round_data_free, cancellable, callback, data);
  call->work = unfinished_work;
  call->done = unfinished_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_list_unfinished_finish (GessoLibrary  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_unfinished_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- The order of the queue --- */

static gboolean
order_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  GArray *ids = call->data;
  const gint64 base = gesso_time_now_ms () * 1024;

  /* Small numbers first, and all of them before what is queued later. */
  for (guint i = 0; i < ids->len; i++)
    if (!gesso_sql_run (sql, error, "UPDATE generation SET queue_order = ? WHERE row_id = ?", "ii",
                        base - ids->len + i, g_array_index (ids, gint64, i)))
      return FALSE;
  return TRUE;
}

void
gesso_library_set_queue_order_async (GessoLibrary        *self,
                                     GPtrArray           *generations,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  GArray *ids;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (generations != NULL);

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < generations->len; i++)
    {
      gint64 row_id = gesso_generation_get_row_id (generations->pdata[i]);

      g_array_append_val (ids, row_id);
    }
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_set_queue_order_async, ids,
                             (GDestroyNotify) g_array_unref, NULL, callback, data);
  call->work = order_work;
  call->unlogged = TRUE;
  gesso_library_send (self, call);
}

gboolean
gesso_library_set_queue_order_finish (GessoLibrary  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_set_queue_order_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

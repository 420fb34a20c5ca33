/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-query.h"

#include "gesso-errors.h"
#include "gesso-library-private.h"
#include "gesso-query-private.h"
#include "gesso-time.h"

typedef struct {
  GessoQuery query; /* its texts are ours */
  GArray    *ids;
  GArray    *counts; /* (nullable) */
  GPtrArray *rows;   /* of the first ones */
} IdsData;

static void
ids_data_free (IdsData *data)
{
  g_free ((char *) data->query.text);
  g_free ((char *) data->query.round_id);
  g_free ((char *) data->query.prompt);
  g_clear_pointer (&data->ids, g_array_unref);
  g_clear_pointer (&data->counts, g_array_unref);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

/* --- Ids --- */

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const gint64 left = *(const gint64 *) a;
  const gint64 right = *(const gint64 *) b;

  return (left < right) - (left > right);
}

#define KIND " AND (?1 = -1 OR sandbox = ?1) AND (?2 = 0 OR state = 'kept') "

/* The few young failed ones are mixed in afterwards: the many others come from the index in their order. */
static gboolean
list_default (GessoSql          *sql,
              const GessoQuery  *query,
              GArray            *ids,
              GError           **error)
{
  const gint64 sandbox = query->sandbox;
  const gint64 kept = query->kept_only;
  const gint64 since = (gesso_time_now_ms () - GESSO_FAILED_SHOWN_MS) * 1024;
  g_autoptr (GArray) failed = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!gesso_sql_collect (sql, ids, query->limit,
                          gesso_sql_bind (sql, error,
                                          "SELECT row_id FROM generation WHERE listed = 1" KIND "ORDER BY row_id DESC",
                                          "ii", sandbox, kept),
                          error) ||
      !gesso_sql_collect (sql, failed, 0,
                          gesso_sql_bind (sql, error,
                                          "SELECT row_id FROM generation WHERE listed = 2" KIND "AND row_id > ?3",
                                          "iii", sandbox, kept, since),
                          error))
    return FALSE;
  if (failed->len > 0)
    {
      g_array_append_vals (ids, failed->data, failed->len);
      g_array_sort (ids, compare_newest_first);
      if (query->limit > 0 && ids->len > query->limit)
        g_array_set_size (ids, query->limit);
    }
  return TRUE;
}

static gboolean
list_stacks (IdsData       *data,
             GessoSql      *sql,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GessoStacks) stacks = gesso_stacks_new (data->query.limit);

  if (!gesso_query_collect_stacks (sql, &data->query, cancellable, stacks, error))
    return FALSE;
  g_array_unref (data->ids);
  data->ids = g_array_ref (gesso_stacks_get_ids (stacks));
  data->counts = g_array_ref (gesso_stacks_get_counts (stacks));
  return TRUE;
}

static gboolean
list_ids (IdsData       *data,
          GessoSql      *sql,
          GCancellable  *cancellable,
          GError       **error)
{
  const GessoQuery *query = &data->query;

  if (query->stack != GESSO_STACK_NONE)
    return list_stacks (data, sql, cancellable, error);
  if (query->text == NULL && query->round_id == NULL && query->prompt == NULL && !query->everything)
    return list_default (sql, query, data->ids, error);
  return gesso_query_collect (sql, query, cancellable, data->ids, error);
}

/* One that is gone meanwhile is left out. */
static gboolean
read_rows (GPtrArray     *rows,
           GessoSql      *sql,
           const char    *path,
           const GArray  *ids,
           guint          n,
           GError       **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) local = NULL;
      GessoRow *row = gesso_row_load (sql, g_array_index (ids, gint64, i), path, &local);

      if (row != NULL)
        g_ptr_array_add (rows, row);
      else if (!g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
ids_work (GessoCall  *call,
          GessoSql   *sql,
          GError    **error)
{
  IdsData *data = call->data;

  return list_ids (data, sql, g_task_get_cancellable (call->task), error) &&
         read_rows (data->rows, sql, call->core->path, data->ids, MIN (data->query.read, data->ids->len), error);
}

static void
ids_done (GessoCall *call)
{
  IdsData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->ids), (GDestroyNotify) g_array_unref);
}

void
gesso_library_list_ids_async (GessoLibrary        *self,
                              const GessoQuery    *query,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  IdsData *ids;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);

  ids = g_new0 (IdsData, 1);
  ids->query = *query;
  ids->query.text = g_strdup (query->text);
  ids->query.round_id = g_strdup (query->round_id);
  ids->query.prompt = g_strdup (query->prompt);
  ids->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  ids->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_ids_async, ids, (GDestroyNotify) ids_data_free,
                             cancellable, callback, data);
  call->work = ids_work;
  call->done = ids_done;
  gesso_library_send (self, call);
}

GArray *
gesso_library_list_stacks_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GArray       **counts,
                                  GError       **error)
{
  IdsData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_ids_async), NULL);
  data = g_task_get_task_data (G_TASK (result));
  *counts = data->counts != NULL ? g_array_ref (data->counts) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}

GArray *
gesso_library_list_ids_finish (GessoLibrary  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_ids_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What somebody has is newer than what was read meanwhile. */
GPtrArray *
gesso_library_list_ids_take_rows (GessoLibrary *self,
                                  GAsyncResult *result)
{
  GPtrArray *generations = g_ptr_array_new_with_free_func (g_object_unref);
  IdsData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), generations);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_ids_async), generations);
  data = g_task_get_task_data (G_TASK (result));
  for (guint i = 0; i < data->rows->len; i++)
    {
      GessoRow *row = data->rows->pdata[i];
      GessoGeneration *generation = gesso_library_get_shell (self, row->row_id);

      if (!gesso_generation_is_loaded (generation))
        gesso_generation_apply (generation, row);
      g_ptr_array_add (generations, generation);
    }
  return generations;
}

/* --- Rows --- */

typedef struct {
  GArray    *ids;
  GPtrArray *rows;
} FetchData;

static void
fetch_data_free (FetchData *data)
{
  g_array_unref (data->ids);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

static gboolean
fetch_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  FetchData *data = call->data;

  return read_rows (data->rows, sql, call->core->path, data->ids, data->ids->len, error);
}

static void
fetch_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  FetchData *data = call->data;
  GPtrArray *generations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < data->rows->len; i++)
    g_ptr_array_add (generations, gesso_library_adopt_row (self, data->rows->pdata[i]));
  g_task_return_pointer (call->task, generations, (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_fetch_async (GessoLibrary        *self,
                           const gint64        *row_ids,
                           guint                n_row_ids,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  FetchData *fetch;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  fetch = g_new0 (FetchData, 1);
  fetch->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_row_ids);
  g_array_append_vals (fetch->ids, row_ids, n_row_ids);
  fetch->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_fetch_async, fetch, (GDestroyNotify) fetch_data_free,
                             cancellable, callback, data);
  call->work = fetch_work;
  call->done = fetch_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_fetch_finish (GessoLibrary  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_fetch_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- One generation --- */

typedef struct {
  char     *text;
  char     *end; /* of the range of ids that begin with text */
  gboolean  sandbox;
  GessoRow *row;
} FindData;

static void
find_data_free (FindData *data)
{
  g_free (data->text);
  g_free (data->end);
  g_clear_pointer (&data->row, gesso_row_free);
  g_free (data);
}

static gboolean
find_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  FindData *data = call->data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!gesso_sql_collect (sql, ids, 2,
                          gesso_sql_bind (sql, error, "SELECT row_id FROM generation WHERE id >= ? AND id < ?", "ss",
                                          data->text, data->end),
                          error))
    return FALSE;
  if (ids->len != 1)
    {
      gesso_set_find_error (error, data->text, ids->len > 1);
      return FALSE;
    }
  data->row = gesso_row_load (sql, g_array_index (ids, gint64, 0), call->core->path, error);
  return data->row != NULL;
}

static gboolean
find_same_work (GessoCall  *call,
                GessoSql   *sql,
                GError    **error)
{
  FindData *data = call->data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!gesso_sql_collect (sql, ids, 1,
                          gesso_sql_bind (sql, error,
                                          "SELECT row_id FROM generation WHERE request_hash = ? AND sandbox = ?"
                                          " AND state = 'kept' AND deleted_at IS NULL ORDER BY row_id DESC",
                                          "si", data->text, (gint64) data->sandbox),
                          error))
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  data->row = gesso_row_load (sql, g_array_index (ids, gint64, 0), call->core->path, error);
  return data->row != NULL;
}

static void
find_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  FindData *data = call->data;

  if (data->row == NULL)
    g_task_return_pointer (call->task, NULL, NULL);
  else
    g_task_return_pointer (call->task, gesso_library_adopt_row (self, data->row), g_object_unref);
}

void
gesso_library_find_async (GessoLibrary        *self,
                          const char          *id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  FindData *find;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  find = g_new0 (FindData, 1);
  find->text = g_ascii_strdown (id, -1);
  /* 'g' comes after every digit of a UUID. */
  find->end = g_strconcat (find->text, "g", NULL);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_find_async, find, (GDestroyNotify) find_data_free,
                             cancellable, callback, data);
  call->work = find_work;
  call->done = find_done;
  gesso_library_send (self, call);
}

GessoGeneration *
gesso_library_find_finish (GessoLibrary  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_find_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_library_find_same_async (GessoLibrary        *self,
                               const char          *request_hash,
                               gboolean             sandbox,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  FindData *find;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (request_hash != NULL);

  find = g_new0 (FindData, 1);
  find->text = g_strdup (request_hash);
  find->sandbox = sandbox;
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_find_same_async, find,
                             (GDestroyNotify) find_data_free, cancellable, callback, data);
  call->work = find_same_work;
  call->done = find_done;
  gesso_library_send (self, call);
}

GessoGeneration *
gesso_library_find_same_finish (GessoLibrary  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_find_same_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

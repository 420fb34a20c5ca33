/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-journal-private.h"

#include "gesso-time.h"

/* What is known of an account: its jobs, and what was uploaded to it. */

void
gesso_uploaded_asset_free (GessoUploadedAsset *self)
{
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->asset_id);
  g_free (self->url);
  g_free (self);
}

static gboolean
unknown_jobs_work (GessoCall  *call,
                   GessoSql   *sql,
                   GError    **error)
{
  GPtrArray *jobs = call->data;

  for (guint i = jobs->len; i-- > 0;)
    {
      sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT 1 FROM generation WHERE job_id = ?", "s",
                                                jobs->pdata[i]);
      g_autoptr (GError) local = NULL;

      if (statement == NULL)
        return FALSE;
      if (gesso_sql_step (sql, statement, &local))
        {
          sqlite3_reset (statement);
          g_ptr_array_remove_index (jobs, i);
        }
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}

static void
unknown_jobs_done (GessoCall *call)
{
  g_task_return_pointer (call->task, g_ptr_array_ref (call->data), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_unknown_jobs_async (GessoLibrary        *self,
                                  const char *const   *job_ids,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GPtrArray *jobs;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (job_ids != NULL);

  jobs = g_ptr_array_new_with_free_func (g_free);
  for (; *job_ids != NULL; job_ids++)
    g_ptr_array_add (jobs, g_strdup (*job_ids));
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_unknown_jobs_async, jobs,
                             (GDestroyNotify) g_ptr_array_unref, NULL, callback, data);
  call->work = unknown_jobs_work;
  call->done = unknown_jobs_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_unknown_jobs_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_unknown_jobs_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  char               *account;
  GessoUploadedAsset *asset;
} AssetData;

static void
asset_data_free (AssetData *data)
{
  g_free (data->account);
  g_clear_pointer (&data->asset, gesso_uploaded_asset_free);
  g_free (data);
}

static AssetData *
asset_data_new (const char *account,
                const char *sha256)
{
  AssetData *data = g_new0 (AssetData, 1);

  data->account = g_strdup (account);
  data->asset = g_new0 (GessoUploadedAsset, 1);
  data->asset->sha256 = g_strdup (sha256);
  return data;
}

static gboolean
find_asset_work (GessoCall  *call,
                 GessoSql   *sql,
                 GError    **error)
{
  AssetData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error, "SELECT asset_id, url, uploaded_at FROM asset WHERE account = ? AND sha256 = ?", "ss", data->account,
    data->asset->sha256);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, &local))
    {
      data->asset->asset_id = gesso_sql_text (statement, 0);
      data->asset->url = gesso_sql_text (statement, 1);
      data->asset->uploaded_at = sqlite3_column_int64 (statement, 2);
      sqlite3_reset (statement);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
find_asset_done (GessoCall *call)
{
  AssetData *data = call->data;

  if (data->asset->asset_id == NULL)
    g_task_return_pointer (call->task, NULL, NULL);
  else
    g_task_return_pointer (call->task, g_steal_pointer (&data->asset), (GDestroyNotify) gesso_uploaded_asset_free);
}

void
gesso_library_find_asset_async (GessoLibrary        *self,
                                const char          *account,
                                const char          *sha256,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_find_asset_async, asset_data_new (account, sha256),
                             (GDestroyNotify) asset_data_free, cancellable, callback, data);
  call->work = find_asset_work;
  call->done = find_asset_done;
  gesso_library_send (self, call);
}

GessoUploadedAsset *
gesso_library_find_asset_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_find_asset_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
remember_asset_work (GessoCall  *call,
                     GessoSql   *sql,
                     GError    **error)
{
  AssetData *data = call->data;

  if (data->asset->asset_id == NULL)
    return gesso_sql_run (sql, error, "DELETE FROM asset WHERE account = ? AND sha256 = ?", "ss", data->account,
                          data->asset->sha256);
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO asset VALUES (?, ?, ?, ?, ?)", "ssssi", data->account,
                        data->asset->sha256, data->asset->asset_id, data->asset->url, data->asset->uploaded_at);
}

void
gesso_library_remember_asset_async (GessoLibrary        *self,
                                    const char          *account,
                                    const char          *sha256,
                                    const char          *asset_id,
                                    const char          *url,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  AssetData *asset;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (sha256 != NULL);

  asset = asset_data_new (account, sha256);
  asset->asset->asset_id = g_strdup (asset_id);
  asset->asset->url = g_strdup (url);
  asset->asset->uploaded_at = gesso_time_now_ms ();
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_remember_asset_async, asset,
                             (GDestroyNotify) asset_data_free, NULL, callback, data);
  call->work = remember_asset_work;
  gesso_library_send (self, call);
}

gboolean
gesso_library_remember_asset_finish (GessoLibrary  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_remember_asset_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct {
  char      *account;
  GPtrArray *assets;
} ListData;

static void
list_data_free (ListData *data)
{
  g_free (data->account);
  g_ptr_array_unref (data->assets);
  g_free (data);
}

static gboolean
list_assets_work (GessoCall  *call,
                  GessoSql   *sql,
                  GError    **error)
{
  ListData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT sha256, name, asset_id, url, uploaded_at FROM asset"
                                            " LEFT JOIN reference USING (sha256) WHERE account = ?",
                                            "s", data->account);

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      GessoUploadedAsset *asset = g_new0 (GessoUploadedAsset, 1);

      asset->sha256 = gesso_sql_text (statement, 0);
      asset->name = gesso_sql_text (statement, 1);
      asset->asset_id = gesso_sql_text (statement, 2);
      asset->url = gesso_sql_text (statement, 3);
      asset->uploaded_at = sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (data->assets, asset);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
list_assets_done (GessoCall *call)
{
  ListData *data = call->data;

  g_task_return_pointer (call->task, g_ptr_array_ref (data->assets), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_list_assets_async (GessoLibrary        *self,
                                 const char          *account,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  ListData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (account != NULL);

  data = g_new0 (ListData, 1);
  data->account = g_strdup (account);
  data->assets = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_uploaded_asset_free);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_assets_async, data, (GDestroyNotify) list_data_free,
                             cancellable, callback, user_data);
  call->work = list_assets_work;
  call->done = list_assets_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_list_assets_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_assets_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

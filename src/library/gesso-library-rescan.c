/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-upkeep.h"

#include <string.h>

#include "gesso-library-private.h"
#include "gesso-log.h"
#include "gesso-scan.h"
#include "gesso-time.h"

/* Following what happened in the folder while nobody looked. */

/* Above this many, lists are read again. */
#define MANY 400

typedef struct {
  gboolean     everything;
  GessoScan   *scan;
  GPtrArray   *rows;
  GessoRescan  report;
} RescanData;

static void
rescan_data_free (RescanData *data)
{
  g_clear_pointer (&data->scan, gesso_scan_free);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

static guint
count_changed (const GessoScan *scan)
{
  return scan->moved->len + scan->missing->len + scan->back->len;
}

static gboolean
load_row (GessoCall  *call,
          GessoSql   *sql,
          gint64      row_id,
          GError    **error)
{
  RescanData *data = call->data;
  GessoRow *row = gesso_row_load (sql, row_id, call->core->path, error);

  if (row != NULL)
    g_ptr_array_add (data->rows, row);
  return row != NULL;
}

static gboolean
load_rows (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  RescanData *data = call->data;
  GPtrArray *const lists[] = { data->scan->moved, data->scan->missing };

  if (count_changed (data->scan) > MANY)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; j < lists[i]->len; j++)
      if (!load_row (call, sql, ((GessoScanFile *) lists[i]->pdata[j])->row_id, error))
        return FALSE;
  for (guint i = 0; i < data->scan->back->len; i++)
    if (!load_row (call, sql, g_array_index (data->scan->back, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  RescanData *data = call->data;

  if (count_changed (data->scan) > 0)
    call->log = gesso_log_new ("rescanned");
  if (!gesso_scan_apply (data->scan, sql, gesso_time_now_ms (), error) || !load_rows (call, sql, error))
    return FALSE;
  data->report.strays = (guint) gesso_sql_int (sql, "SELECT count(*) FROM stray WHERE NOT ignored", 0);
  return TRUE;
}

static void
apply_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  RescanData *data = call->data;

  if (count_changed (data->scan) > MANY)
    gesso_library_reset (self);
  else
    for (guint i = 0; i < data->rows->len; i++)
      gesso_library_committed (self, data->rows->pdata[i]);
  if (data->report.strays > 0)
    gesso_library_strays_found (self, data->report.strays);
  g_task_return_boolean (call->task, TRUE);
}

static gboolean
scan_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  RescanData *data = call->data;

  data->scan = gesso_scan_new (sql, call->core->folder, data->everything, call->core->closing, error);
  if (data->scan == NULL)
    return FALSE;
  data->report.moved = data->scan->moved->len;
  data->report.missing = data->scan->missing->len;
  data->report.back = data->scan->back->len;
  data->report.folders = data->scan->n_folders;
  data->report.folders_read = data->scan->n_read;
  return TRUE;
}

static void
scan_done (GessoCall *call)
{
  GessoCall *next = gesso_library_call_for_task (call->task, GESSO_CALL_WRITE);

  next->work = apply_work;
  next->done = apply_done;
  gesso_library_send (g_task_get_source_object (call->task), next);
}

void
gesso_library_rescan_async (GessoLibrary        *self,
                            gboolean             everything,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  RescanData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  data = g_new0 (RescanData, 1);
  data->everything = everything;
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  call = gesso_library_call (self, GESSO_CALL_UPKEEP, gesso_library_rescan_async, data,
                             (GDestroyNotify) rescan_data_free, NULL, callback, user_data);
  call->work = scan_work;
  call->done = scan_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_rescan_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GessoRescan   *rescan,
                             GError       **error)
{
  RescanData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_rescan_async), FALSE);

  data = g_task_get_task_data (G_TASK (result));
  if (rescan != NULL)
    *rescan = data->report;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Strays --- */

static gboolean
list_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GPtrArray *paths = call->data;
  g_autoptr (GError) local = NULL;
  /* What is being imported now may have a row already. */
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT path FROM stray WHERE NOT ignored AND NOT EXISTS"
                                            " (SELECT 1 FROM generation WHERE generation.path = stray.path) ORDER BY path",
                                            "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    g_ptr_array_add (paths,
                     gesso_folder_absolute (call->core->folder, (const char *) sqlite3_column_text (statement, 0)));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
list_done (GessoCall *call)
{
  g_task_return_pointer (call->task, g_ptr_array_ref (call->data), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_list_strays_async (GessoLibrary        *self,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_strays_async,
                             g_ptr_array_new_with_free_func (g_free), (GDestroyNotify) g_ptr_array_unref, NULL, callback,
                             data);
  call->work = list_work;
  call->done = list_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_list_strays_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_strays_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
ignore_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  const char *root = call->core->folder->path;
  const gsize length = strlen (root);

  if (call->data == NULL)
    return gesso_sql_run (sql, error, "UPDATE stray SET ignored = 1", "");
  for (char **path = call->data; *path != NULL; path++)
    if (strncmp (*path, root, length) == 0 && (*path)[length] == '/' &&
        !gesso_sql_run (sql, error, "UPDATE stray SET ignored = 1 WHERE path = ?", "s", *path + length + 1))
      return FALSE;
  return TRUE;
}

void
gesso_library_ignore_strays_async (GessoLibrary        *self,
                                   const char *const   *paths,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_ignore_strays_async, g_strdupv ((char **) paths),
                             (GDestroyNotify) g_strfreev, NULL, callback, data);
  call->work = ignore_work;
  gesso_library_send (self, call);
}

gboolean
gesso_library_ignore_strays_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_ignore_strays_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

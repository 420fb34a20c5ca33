/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-file.h"

static void
count_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  const char *const *paths = data;
  gssize n = 0;

  for (; *paths != NULL; paths++)
    {
      g_autoptr (GBytes) file = NULL;

      if (g_task_return_error_if_cancelled (task))
        return;
      file = gesso_export_read (*paths, cancellable, NULL);
      if (file != NULL)
        n += gesso_container_has_credentials (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
    }
  g_task_return_int (task, n);
}

void
gesso_export_count_credentials_async (const char *const   *paths,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_return_if_fail (paths != NULL);

  g_task_set_source_tag (task, gesso_export_count_credentials_async);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, count_thread);
}

int
gesso_export_count_credentials_finish (GAsyncResult  *result,
                                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_export_count_credentials_async), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

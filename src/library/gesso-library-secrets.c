/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-journal.h"
#include "gesso-library-private.h"

/* The webhook secrets of what is unfinished: by them a lost job finds its intent after a restart. */

static gboolean
secrets_work (GessoCall  *call,
              GessoSql   *sql,
              GError    **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT id, webhook_secret FROM generation WHERE"
                                            " state NOT IN ('kept', 'failed', 'cancelled')"
                                            " AND webhook_secret IS NOT NULL",
                                            "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    g_hash_table_insert (call->data, gesso_sql_text (statement, 0), gesso_sql_text (statement, 1));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
secrets_done (GessoCall *call)
{
  g_task_return_pointer (call->task, g_hash_table_ref (call->data), (GDestroyNotify) g_hash_table_unref);
}

void
gesso_library_list_secrets_async (GessoLibrary        *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_secrets_async,
                             g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                             (GDestroyNotify) g_hash_table_unref, cancellable, callback, data);
  call->work = secrets_work;
  call->done = secrets_done;
  gesso_library_send (self, call);
}

GHashTable *
gesso_library_list_secrets_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_secrets_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-curation.h"

#include "gesso-library-private.h"
#include "gesso-log.h"
#include "gesso-time.h"

/* Saved searches. */

typedef struct {
  char    *text;
  char    *name;
  gboolean forget;
} SaveData;

void
gesso_saved_search_free (GessoSavedSearch *self)
{
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

static void
save_data_free (SaveData *data)
{
  g_free (data->text);
  g_free (data->name);
  g_free (data);
}

static gboolean
save_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  SaveData *data = call->data;
  const gint64 now = gesso_time_now_ms ();

  call->log = gesso_log_new_at (data->forget ? "search-forgotten" : "search-saved", now);
  json_object_set_string_member (call->log, "text", data->text);
  if (data->forget)
    return gesso_sql_run (sql, error, "DELETE FROM search WHERE text = ?", "s", data->text);
  if (data->name != NULL)
    json_object_set_string_member (call->log, "name", data->name);
  /* Another name does not make it a new one. */
  return gesso_sql_run (sql, error,
                        "INSERT INTO search (text, saved_at, name) VALUES (?1, ?2, ?3)"
                        " ON CONFLICT (text) DO UPDATE SET name = ?3",
                        "sis", data->text, now, data->name);
}

/* Takes @data. */
static void
send_save (GessoLibrary        *self,
           SaveData            *data,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GessoCall *call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_save_search_finish, data,
                                        (GDestroyNotify) save_data_free, NULL, callback, user_data);

  call->work = save_work;
  gesso_library_send (self, call);
}

void
gesso_library_save_search_async (GessoLibrary        *self,
                                 const char          *text,
                                 const char          *name,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  SaveData *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (text != NULL);

  data = g_new0 (SaveData, 1);
  data->text = g_strstrip (g_strdup (text));
  data->name = name != NULL ? g_strstrip (g_strdup (name)) : NULL;
  if (data->name != NULL && (*data->name == '\0' || g_str_equal (data->name, data->text)))
    g_clear_pointer (&data->name, g_free);
  send_save (self, data, callback, user_data);
}

void
gesso_library_forget_search_async (GessoLibrary        *self,
                                   const char          *text,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  SaveData *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (text != NULL);

  data = g_new0 (SaveData, 1);
  data->text = g_strdup (text);
  data->forget = TRUE;
  send_save (self, data, callback, user_data);
}

gboolean
gesso_library_save_search_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_save_search_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
list_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GPtrArray *searches = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement =
    gesso_sql_bind (sql, error, "SELECT text, name FROM search ORDER BY saved_at DESC, text", "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      GessoSavedSearch *search = g_new0 (GessoSavedSearch, 1);

      search->text = gesso_sql_text (statement, 0);
      search->name = gesso_sql_text (statement, 1);
      g_ptr_array_add (searches, search);
    }
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
gesso_library_list_searches_async (GessoLibrary        *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_searches_async,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_saved_search_free),
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
  call->work = list_work;
  call->done = list_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_list_searches_finish (GessoLibrary  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_searches_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-boards.h"

#include "gesso-library-private.h"
#include "gesso-log.h"
#include "gesso-time.h"

/* Moodboards that live in Krea's web app, as far as they are known here. */

void
gesso_krea_moodboard_free (GessoKreaMoodboard *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->cover);
  g_free (self);
}

static gboolean
list_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GPtrArray *moodboards = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error, "SELECT id, name, cover, strength FROM moodboard ORDER BY used_at DESC, id", "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      GessoKreaMoodboard *moodboard = g_new0 (GessoKreaMoodboard, 1);

      moodboard->id = gesso_sql_text (statement, 0);
      moodboard->name = gesso_sql_text (statement, 1);
      moodboard->cover = gesso_sql_text (statement, 2);
      moodboard->strength = sqlite3_column_double (statement, 3);
      g_ptr_array_add (moodboards, moodboard);
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
gesso_library_list_moodboards_async (GessoLibrary        *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_moodboards_async,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_krea_moodboard_free),
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, data);
  call->work = list_work;
  call->done = list_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_list_moodboards_finish (GessoLibrary  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_moodboards_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
save_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  const GessoKreaMoodboard *moodboard = call->data;
  const gint64 now = gesso_time_now_ms ();

  call->log = gesso_log_new_at ("moodboard", now);
  json_object_set_string_member (call->log, "id", moodboard->id);
  json_object_set_string_member (call->log, "name", moodboard->name);
  json_object_set_double_member (call->log, "strength", moodboard->strength);
  if (moodboard->cover != NULL)
    json_object_set_string_member (call->log, "cover", moodboard->cover);
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO moodboard VALUES (?, ?, ?, ?, ?)", "sssdi", moodboard->id,
                        moodboard->name, moodboard->cover, moodboard->strength, now);
}

static void
change_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);

  gesso_library_boards_changed (self);
  g_task_return_boolean (call->task, TRUE);
}

void
gesso_library_save_moodboard_async (GessoLibrary             *self,
                                    const GessoKreaMoodboard *moodboard,
                                    GAsyncReadyCallback       callback,
                                    gpointer                  data)
{
  GessoKreaMoodboard *copy;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (moodboard != NULL && moodboard->id != NULL);

  copy = g_new0 (GessoKreaMoodboard, 1);
  copy->id = g_strdup (moodboard->id);
  copy->name = g_strdup (moodboard->name != NULL ? moodboard->name : moodboard->id);
  copy->cover = g_strdup (moodboard->cover);
  copy->strength = moodboard->strength;
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_boards_finish, copy,
                             (GDestroyNotify) gesso_krea_moodboard_free, NULL, callback, data);
  call->work = save_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

static gboolean
forget_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  call->log = gesso_log_new ("moodboard-forgotten");
  json_object_set_string_member (call->log, "id", call->data);
  return gesso_sql_run (sql, error, "DELETE FROM moodboard WHERE id = ?", "s", call->data);
}

void
gesso_library_forget_moodboard_async (GessoLibrary        *self,
                                      const char          *id,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (id != NULL);

  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_boards_finish, g_strdup (id), g_free, NULL, callback,
                             data);
  call->work = forget_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

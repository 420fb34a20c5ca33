/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

#include "gesso-log.h"
#include "gesso-settings-private.h"
#include "gesso-time.h"

/* Settings of the library, and the prompt history. */

typedef struct {
  char *key;
  char *value;
} SettingData;

static void
setting_data_free (SettingData *data)
{
  g_free (data->key);
  g_free (data->value);
  g_free (data);
}

static gboolean
get_work (GessoCall  *call,
          GessoSql   *sql,
          GError    **error)
{
  SettingData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT value FROM setting WHERE key = ?", "s", data->key);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, &local))
    {
      data->value = gesso_sql_text (statement, 0);
      sqlite3_reset (statement);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
get_done (GessoCall *call)
{
  SettingData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->value), g_free);
}

void
gesso_library_get_setting_async (GessoLibrary        *self,
                                 const char          *key,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  SettingData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (key != NULL);

  data = g_new0 (SettingData, 1);
  data->key = g_strdup (key);
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_get_setting_async, data,
                             (GDestroyNotify) setting_data_free, cancellable, callback, user_data);
  call->work = get_work;
  call->done = get_done;
  gesso_library_send (self, call);
}

char *
gesso_library_get_setting_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_get_setting_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Setting: the last of those that wait for the same key is the only one that is written --- */

struct _GessoPendingSettings {
  gatomicrefcount  references;
  GMutex           mutex;
  GHashTable      *values;  /* key → value or NULL; what waits to be written */
};

typedef struct {
  GessoPendingSettings *pending;
  char                 *key;
  char                 *value;
  gboolean              taken;   /* @value is what this call writes, also for others that wait */
} WriteData;

GessoPendingSettings *
gesso_pending_settings_new (void)
{
  GessoPendingSettings *self = g_new0 (GessoPendingSettings, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
gesso_pending_settings_unref (GessoPendingSettings *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->values);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
write_data_free (WriteData *data)
{
  gesso_pending_settings_unref (data->pending);
  g_free (data->key);
  g_free (data->value);
  g_free (data);
}

static gboolean
set_work (GessoCall  *call,
          GessoSql   *sql,
          GError    **error)
{
  WriteData *data = call->data;
  g_autofree char *key = NULL;

  g_mutex_lock (&data->pending->mutex);
  data->taken = g_hash_table_steal_extended (data->pending->values, data->key, (gpointer *) &key,
                                             (gpointer *) &data->value);
  g_mutex_unlock (&data->pending->mutex);
  /* An earlier call has already written what this one wanted. */
  if (!data->taken)
    return TRUE;
  if (!g_str_equal (data->key, GESSO_SETTING_DRAFT))
    {
      call->log = gesso_log_new ("setting");
      json_object_set_string_member (call->log, "key", data->key);
      if (data->value != NULL)
        json_object_set_string_member (call->log, "value", data->value);
    }
  if (data->value == NULL)
    return gesso_sql_run (sql, error, "DELETE FROM setting WHERE key = ?", "s", data->key);
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO setting VALUES (?, ?)", "ss", data->key, data->value);
}

/* Those that wait count on its being written: the next one tries for itself. */
static void
set_undo (GessoCall *call)
{
  WriteData *data = call->data;

  if (!data->taken)
    return;
  g_mutex_lock (&data->pending->mutex);
  if (!g_hash_table_contains (data->pending->values, data->key))
    g_hash_table_insert (data->pending->values, g_strdup (data->key), g_steal_pointer (&data->value));
  g_mutex_unlock (&data->pending->mutex);
}

void
gesso_library_set_setting_async (GessoLibrary        *self,
                                 const char          *key,
                                 const char          *value,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GessoPendingSettings *pending;
  WriteData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (key != NULL);

  pending = gesso_library_get_pending_settings (self);
  g_mutex_lock (&pending->mutex);
  g_hash_table_replace (pending->values, g_strdup (key), g_strdup (value));
  g_mutex_unlock (&pending->mutex);

  data = g_new0 (WriteData, 1);
  g_atomic_ref_count_inc (&pending->references);
  data->pending = pending;
  data->key = g_strdup (key);
  /* A draft may be lost in a power cut; a limit on money may not. */
  call = gesso_library_call (self, g_str_equal (key, GESSO_SETTING_DRAFT) ? GESSO_CALL_WRITE : GESSO_CALL_DURABLE,
                             gesso_library_set_setting_async, data, (GDestroyNotify) write_data_free, NULL, callback,
                             user_data);
  call->work = set_work;
  call->undo = set_undo;
  gesso_library_send (self, call);
}

gboolean
gesso_library_set_setting_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_set_setting_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- History --- */

#define HISTORY_WORDS 6

typedef struct {
  char      *words[HISTORY_WORDS];
  gint64     limit;
  GPtrArray *recipes;
} HistoryData;

static void
history_data_free (HistoryData *data)
{
  for (guint i = 0; i < HISTORY_WORDS; i++)
    g_free (data->words[i]);
  g_clear_pointer (&data->recipes, g_ptr_array_unref);
  g_free (data);
}

static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (composed != NULL ? composed : valid, -1);
}

static gboolean
add_history_work (GessoCall  *call,
                  GessoSql   *sql,
                  GError    **error)
{
  g_autoptr (GessoRow) row = gesso_row_new ();
  g_autofree char *folded = NULL;

  if (!gesso_row_set_recipe (row, call->data, error))
    return FALSE;
  folded = fold (row->prompt);
  call->log = gesso_log_new ("prompt");
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)", "sssi", row->prompt, folded,
                        row->recipe, gesso_time_now_ms ());
}

void
gesso_library_add_history_async (GessoLibrary        *self,
                                 const char          *recipe,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (recipe != NULL);

  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_add_history_async, g_strdup (recipe), g_free, NULL,
                             callback, data);
  call->work = add_history_work;
  gesso_library_send (self, call);
}

gboolean
gesso_library_add_history_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_add_history_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
list_history_work (GessoCall  *call,
                   GessoSql   *sql,
                   GError    **error)
{
  HistoryData *data = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error,
    "SELECT recipe FROM history WHERE (?1 IS NULL OR instr (folded, ?1)) AND (?2 IS NULL OR instr (folded, ?2))"
    " AND (?3 IS NULL OR instr (folded, ?3)) AND (?4 IS NULL OR instr (folded, ?4))"
    " AND (?5 IS NULL OR instr (folded, ?5)) AND (?6 IS NULL OR instr (folded, ?6))"
    " ORDER BY used_at DESC, rowid DESC LIMIT ?7",
    "ssssssi", data->words[0], data->words[1], data->words[2], data->words[3], data->words[4], data->words[5],
    data->limit);

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    g_ptr_array_add (data->recipes, gesso_sql_text (statement, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
list_history_done (GessoCall *call)
{
  HistoryData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->recipes), (GDestroyNotify) g_ptr_array_unref);
}

void
gesso_library_list_history_async (GessoLibrary        *self,
                                  const char          *text,
                                  guint                limit,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  HistoryData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  data = g_new0 (HistoryData, 1);
  data->limit = limit > 0 ? (gint64) limit : -1;
  data->recipes = g_ptr_array_new_with_free_func (g_free);
  if (text != NULL)
    {
      g_autofree char *folded = fold (text);
      g_auto (GStrv) words = g_strsplit_set (folded, " \t\r\n", -1);
      guint n = 0;

      for (char **word = words; *word != NULL && n < HISTORY_WORDS; word++)
        if (**word != '\0')
          data->words[n++] = g_strdup (*word);
    }
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_history_async, data,
                             (GDestroyNotify) history_data_free, cancellable, callback, user_data);
  call->work = list_history_work;
  call->done = list_history_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_list_history_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_history_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

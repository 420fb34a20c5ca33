/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-curate-private.h"

#include "gesso-query-private.h"
#include "gesso-time.h"

/* Favourite, rating and tags; and taking steps back. */

typedef struct {
  char    *id;
  gboolean favourite;
  int      rating;
  char    *tags;
} Marks;

static void
marks_clear (Marks *marks)
{
  g_free (marks->id);
  g_free (marks->tags);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Marks, marks_clear)

/* Leaves "id" %NULL where there is no such row. */
static gboolean
read_marks (GessoSql  *sql,
            gint64     row_id,
            Marks     *marks,
            GError   **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT id, favourite, rating, " GESSO_ROW_TAGS " FROM generation"
                                            " WHERE row_id = ? AND purged_at IS NULL",
                                            "i", row_id);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, &local))
    {
      marks->id = gesso_sql_text (statement, 0);
      marks->favourite = sqlite3_column_int (statement, 1) != 0;
      marks->rating = sqlite3_column_int (statement, 2);
      marks->tags = gesso_sql_text (statement, 3);
      return gesso_sql_end (sql, statement, error);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_marks (GessoSql     *sql,
             gint64        row_id,
             const Marks  *before,
             const Marks  *after,
             gint64        now,
             GError      **error)
{
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET favourite = ?, rating = ?, revision = revision + 1 WHERE row_id = ?",
                        "iii", (gint64) after->favourite, (gint64) after->rating, row_id) &&
         (g_strcmp0 (before->tags, after->tags) == 0 || gesso_tags_set (sql, row_id, after->tags, now, error));
}

static gboolean
mark_one (GessoCall  *call,
          GessoSql   *sql,
          gint64      row_id,
          GError    **error)
{
  GessoCurateData *data = call->data;
  g_auto (Marks) before = { NULL };
  g_auto (Marks) after = { NULL };

  if (!read_marks (sql, row_id, &before, error))
    return FALSE;
  if (before.id == NULL)
    return TRUE;
  after.favourite = data->set_favourite ? data->favourite : before.favourite;
  after.rating = data->set_rating ? data->rating : before.rating;
  after.tags = gesso_tags_change (before.tags, (const char *const *) data->add_tags,
                                  (const char *const *) data->remove_tags);
  if (after.favourite == before.favourite && after.rating == before.rating && g_strcmp0 (after.tags, before.tags) == 0)
    return TRUE;
  return gesso_curate_journal (call, sql, "marked", row_id, error) &&
         gesso_sql_run (sql, error,
                        "UPDATE curation_row SET favourite_before = ?, favourite_after = ?, rating_before = ?,"
                        " rating_after = ?, tags_before = ?, tags_after = ? WHERE step = ? AND row_id = ?",
                        "iiiissii", (gint64) before.favourite, (gint64) after.favourite, (gint64) before.rating,
                        (gint64) after.rating, before.tags, after.tags, data->step, row_id) &&
         write_marks (sql, row_id, &before, &after, data->now, error) && gesso_curate_changed (call, sql, row_id, before.id, error);
}

static void
log_strings (JsonObject        *object,
             const char        *name,
             const char *const *strings)
{
  JsonArray *array;

  if (strings == NULL || strings[0] == NULL)
    return;
  array = json_array_new ();
  for (; *strings != NULL; strings++)
    json_array_add_string_element (array, *strings);
  json_object_set_array_member (object, name, array);
}

static gboolean
mark_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoCurateData *data = call->data;

  if (data->use_query && !gesso_query_collect (sql, &data->query, NULL, data->ids, error))
    return FALSE;
  for (guint i = 0; i < data->ids->len; i++)
    if (!mark_one (call, sql, g_array_index (data->ids, gint64, i), error))
      return FALSE;
  gesso_curate_log (call, "marked");
  if (call->log == NULL)
    return TRUE;
  if (data->set_favourite)
    json_object_set_boolean_member (call->log, "favourite", data->favourite);
  if (data->set_rating)
    json_object_set_int_member (call->log, "rating", data->rating);
  log_strings (call->log, "tags_added", (const char *const *) data->add_tags);
  log_strings (call->log, "tags_removed", (const char *const *) data->remove_tags);
  return TRUE;
}

static void
send_mark (GessoLibrary        *self,
           GessoCurateData     *data,
           const GessoMark     *mark,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GessoCall *call;

  data->set_favourite = mark->set_favourite;
  data->favourite = mark->favourite != FALSE;
  data->set_rating = mark->set_rating;
  data->rating = CLAMP (mark->rating, 0, GESSO_RATING_MAX);
  data->add_tags = g_strdupv ((char **) mark->add_tags);
  data->remove_tags = g_strdupv ((char **) mark->remove_tags);
  call = gesso_curate_call (self, GESSO_CALL_DURABLE, gesso_library_step_finish, data, callback, user_data);
  call->work = mark_work;
  gesso_library_send (self, call);
}

void
gesso_library_mark_async (GessoLibrary        *self,
                          const gint64        *row_ids,
                          guint                n_row_ids,
                          const GessoMark     *mark,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (mark != NULL);
  send_mark (self, gesso_curate_data_new (row_ids, n_row_ids), mark, callback, data);
}

void
gesso_library_mark_found_async (GessoLibrary        *self,
                                const GessoQuery    *query,
                                const GessoMark     *mark,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GessoCurateData *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (query != NULL);
  g_return_if_fail (mark != NULL);

  data = gesso_curate_data_new (NULL, 0);
  data->use_query = TRUE;
  data->query = *query;
  data->query.text = g_strdup (query->text);
  data->query.round_id = g_strdup (query->round_id);
  data->query.prompt = g_strdup (query->prompt);
  data->query.stack = GESSO_STACK_NONE;
  send_mark (self, data, mark, callback, user_data);
}

gboolean
gesso_library_step_finish (GessoLibrary  *self,
                           GAsyncResult  *result,
                           guint         *n_changed,
                           GError       **error)
{
  GessoCurateData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_step_finish), FALSE);

  data = g_task_get_task_data (G_TASK (result));
  if (n_changed != NULL)
    *n_changed = data->uuids->len;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Undo --- */

static void
log_state (GessoCurateData *data,
           const Marks     *marks,
           const char      *id)
{
  JsonObject *state = json_object_new ();
  g_auto (GStrv) tags = g_strsplit (marks->tags != NULL ? marks->tags : "", "\n", -1);

  json_object_set_string_member (state, "id", id);
  json_object_set_boolean_member (state, "favourite", marks->favourite);
  json_object_set_int_member (state, "rating", marks->rating);
  log_strings (state, "tags", (const char *const *) tags);
  if (data->states == NULL)
    data->states = json_array_new ();
  json_array_add_object_element (data->states, state);
}

/* Only what the step changed: what was said of the picture by others since stays. */
static gboolean
swing_marks (GessoCall  *call,
             GessoSql   *sql,
             gint64      row_id,
             GError    **error)
{
  GessoCurateData *data = call->data;
  g_auto (Marks) before = { NULL };
  g_auto (Marks) after = { NULL };
  sqlite3_stmt *statement;

  if (!read_marks (sql, row_id, &before, error))
    return FALSE;
  if (before.id == NULL)
    return TRUE;
  statement = gesso_sql_bind (sql, error,
                              "SELECT iif (?1, favourite_after, favourite_before), iif (?1, rating_after, rating_before),"
                              " iif (?1, tags_after, tags_before) FROM curation_row WHERE step = ?2 AND row_id = ?3",
                              "iii", (gint64) data->redo, data->step, row_id);
  if (statement == NULL)
    return FALSE;
  if (!gesso_sql_step (sql, statement, error))
    return error == NULL || *error == NULL;
  after.favourite = sqlite3_column_int (statement, 0) != 0;
  after.rating = sqlite3_column_int (statement, 1);
  after.tags = gesso_sql_text (statement, 2);
  if (!gesso_sql_end (sql, statement, error))
    return FALSE;
  log_state (data, &after, before.id);
  return write_marks (sql, row_id, &before, &after, data->now, error) && gesso_curate_changed (call, sql, row_id, before.id, error);
}

static gboolean
find_step (GessoCurateData  *data,
           GessoSql         *sql,
           GError          **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement =
    data->redo ? gesso_sql_bind (sql, error, "SELECT step, kind FROM curation WHERE undone ORDER BY step LIMIT 1", "")
               : gesso_sql_bind (sql, error,
                                 "SELECT step, kind FROM curation WHERE NOT undone ORDER BY step DESC LIMIT 1", "");

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, &local))
    {
      const char *kind = (const char *) sqlite3_column_text (statement, 1);

      data->step = sqlite3_column_int64 (statement, 0);
      data->kind = g_strcmp0 (kind, "deleted") == 0    ? GESSO_CURATION_DELETED
                   : g_strcmp0 (kind, "restored") == 0 ? GESSO_CURATION_RESTORED
                                                       : GESSO_CURATION_MARKED;
      sqlite3_reset (statement);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return data->step == 0 ||
         gesso_sql_collect (sql, data->ids, 0,
                            gesso_sql_bind (sql, error, "SELECT row_id FROM curation_row WHERE step = ?", "i",
                                            data->step),
                            error);
}

static gboolean
undo_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoCurateData *data = call->data;
  gboolean to_trash;

  if (!find_step (data, sql, error))
    return FALSE;
  if (data->step == 0)
    return TRUE;
  to_trash = (data->kind == GESSO_CURATION_DELETED) == data->redo;
  for (guint i = 0; i < data->ids->len; i++)
    {
      const gint64 row_id = g_array_index (data->ids, gint64, i);
      gboolean done = data->kind == GESSO_CURATION_MARKED ? swing_marks (call, sql, row_id, error)
                      : to_trash                      ? gesso_curate_trash_one (call, sql, row_id, error)
                                                      : gesso_curate_untrash_one (call, sql, row_id, error);

      if (!done)
        return FALSE;
    }
  gesso_curate_log (call, data->kind == GESSO_CURATION_MARKED ? "marked" : to_trash ? "deleted" : "restored");
  return gesso_sql_run (sql, error, "UPDATE curation SET undone = ? WHERE step = ?", "ii", (gint64) !data->redo,
                        data->step);
}

void
gesso_library_undo_async (GessoLibrary        *self,
                          gboolean             redo,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GessoCurateData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));

  data = gesso_curate_data_new (NULL, 0);
  data->redo = redo != FALSE;
  call = gesso_curate_call (self, GESSO_CALL_DURABLE, gesso_library_undo_async, data, callback, user_data);
  call->work = undo_work;
  gesso_library_send (self, call);
}

gboolean
gesso_library_undo_finish (GessoLibrary       *self,
                           GAsyncResult       *result,
                           GessoCurationKind  *kind,
                           guint              *n_changed,
                           GError            **error)
{
  GessoCurateData *data;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_undo_async), FALSE);

  data = g_task_get_task_data (G_TASK (result));
  *kind = data->kind;
  *n_changed = data->uuids->len;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-curate-private.h"

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-log.h"
#include "gesso-time.h"

/* What every step of curation has in common: its journal, its line in the log, and who is told. */

/* Steps kept for undo. */
#define STEPS_KEPT 500

typedef struct {
  char *from;
  char *to;
} Move;

static void
move_free (gpointer data)
{
  Move *move = data;

  g_free (move->from);
  g_free (move->to);
  g_free (move);
}

static void
curate_data_free (gpointer user_data)
{
  GessoCurateData *data = user_data;

  g_array_unref (data->ids);
  g_free ((char *) data->query.text);
  g_free ((char *) data->query.round_id);
  g_free ((char *) data->query.prompt);
  g_strfreev (data->add_tags);
  g_strfreev (data->remove_tags);
  g_ptr_array_unref (data->moves);
  g_ptr_array_unref (data->uuids);
  g_clear_pointer (&data->states, json_array_unref);
  g_clear_pointer (&data->paths, json_object_unref);
  g_ptr_array_unref (data->rows);
  g_free (data);
}

GessoCurateData *
gesso_curate_data_new (const gint64 *row_ids,
                       guint         n_row_ids)
{
  GessoCurateData *data = g_new0 (GessoCurateData, 1);

  data->now = gesso_time_now_ms ();
  data->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_row_ids);
  if (n_row_ids > 0)
    g_array_append_vals (data->ids, row_ids, n_row_ids);
  data->moves = g_ptr_array_new_with_free_func (move_free);
  data->uuids = g_ptr_array_new_with_free_func (g_free);
  data->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_row_free);
  return data;
}

static void
undo_moves (GessoCall *call)
{
  GessoCurateData *data = call->data;

  for (guint i = data->moves->len; i-- > 0;)
    {
      Move *move = data->moves->pdata[i];

      gesso_files_move (call->core->folder->root, move->to, move->from, call->core->path, NULL);
    }
}

static void
step_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);
  GessoCurateData *data = call->data;

  if (data->uuids->len > GESSO_CURATE_MANY)
    gesso_library_reset (self);
  else
    for (guint i = 0; i < data->rows->len; i++)
      gesso_library_committed (self, data->rows->pdata[i]);
  g_task_return_boolean (call->task, TRUE);
}

GessoCall *
gesso_curate_call (GessoLibrary        *self,
                   GessoCallKind        kind,
                   gpointer             source_tag,
                   GessoCurateData     *data,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  GessoCall *call = gesso_library_call (self, kind, source_tag, data, curate_data_free, NULL, callback, user_data);

  call->undo = undo_moves;
  call->done = step_done;
  return call;
}

gboolean
gesso_curate_changed (GessoCall   *call,
                      GessoSql    *sql,
                      gint64       row_id,
                      const char  *uuid,
                      GError     **error)
{
  GessoCurateData *data = call->data;
  GessoRow *row;

  g_ptr_array_add (data->uuids, g_strdup (uuid));
  if (data->uuids->len > GESSO_CURATE_MANY)
    return TRUE;
  row = gesso_row_load (sql, row_id, call->core->path, error);
  if (row == NULL)
    return FALSE;
  g_ptr_array_add (data->rows, row);
  return TRUE;
}

static gboolean
begin_step (GessoCurateData  *data,
            GessoSql         *sql,
            const char       *kind,
            GError          **error)
{
  if (!gesso_sql_run (sql, error, "DELETE FROM curation_row WHERE step IN (SELECT step FROM curation WHERE undone)",
                      "") ||
      !gesso_sql_run (sql, error, "DELETE FROM curation WHERE undone", "") ||
      !gesso_sql_run (sql, error, "INSERT INTO curation (kind, created_at) VALUES (?, ?)", "si", kind, data->now))
    return FALSE;
  data->step = gesso_sql_int (sql, "SELECT max(step) FROM curation", 0);
  return gesso_sql_run (sql, error, "DELETE FROM curation_row WHERE step <= ?", "i", data->step - STEPS_KEPT) &&
         gesso_sql_run (sql, error, "DELETE FROM curation WHERE step <= ?", "i", data->step - STEPS_KEPT);
}

gboolean
gesso_curate_journal (GessoCall   *call,
                      GessoSql    *sql,
                      const char  *kind,
                      gint64       row_id,
                      GError     **error)
{
  GessoCurateData *data = call->data;

  if (data->step == 0 && !begin_step (data, sql, kind, error))
    return FALSE;
  return gesso_sql_run (sql, error, "INSERT OR IGNORE INTO curation_row (step, row_id) VALUES (?, ?)", "ii", data->step,
                        row_id);
}

void
gesso_curate_log (GessoCall  *call,
                  const char *event)
{
  GessoCurateData *data = call->data;
  JsonArray *ids;

  if (data->uuids->len == 0)
    return;
  call->log = gesso_log_new_at (event, data->now);
  if (data->paths != NULL)
    json_object_set_object_member (call->log, "paths", g_steal_pointer (&data->paths));
  if (data->states != NULL)
    {
      json_object_set_array_member (call->log, "states", g_steal_pointer (&data->states));
      return;
    }
  ids = json_array_new ();
  for (guint i = 0; i < data->uuids->len; i++)
    json_array_add_string_element (ids, data->uuids->pdata[i]);
  json_object_set_array_member (call->log, "ids", ids);
}

/* --- Into the trash and out of it --- */

/* A file that is not there any more is no reason not to go on. */
static gboolean
move_file (GessoCall   *call,
           const char  *from,
           const char  *to,
           GError     **error)
{
  GessoCurateData *data = call->data;
  g_autoptr (GError) local = NULL;
  Move *move;

  if (!gesso_files_move (call->core->folder->root, from, to, call->core->path, &local))
    {
      if (g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  move = g_new (Move, 1);
  move->from = g_strdup (from);
  move->to = g_strdup (to);
  g_ptr_array_add (data->moves, move);
  return TRUE;
}

/* Relative path, and where it was before it was deleted. */
static gboolean
read_paths (GessoSql  *sql,
            gint64     row_id,
            char     **path,
            char     **trashed_from,
            GError   **error)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT path, trashed_from FROM generation WHERE row_id = ?",
                                            "i", row_id);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, error))
    {
      *path = gesso_sql_text (statement, 0);
      *trashed_from = gesso_sql_text (statement, 1);
      sqlite3_reset (statement);
    }
  return TRUE;
}

gboolean
gesso_curate_trash_one (GessoCall  *call,
                        GessoSql   *sql,
                        gint64      row_id,
                        GError    **error)
{
  g_autoptr (GessoRow) row = gesso_row_load (sql, row_id, call->core->path, error);
  GessoCurateData *data = call->data;
  g_autofree char *path = NULL;
  g_autofree char *trashed_from = NULL;
  g_autofree char *trash = NULL;

  if (row == NULL || !read_paths (sql, row_id, &path, &trashed_from, error))
    return FALSE;
  if (row->deleted || !gesso_state_is_final (row->state))
    return TRUE;
  if (path != NULL)
    {
      trash = g_strdup_printf (GESSO_FOLDER_TRASH "/%s.%s", row->id, row->format != NULL ? row->format : "png");
      if (!move_file (call, path, trash, error))
        return FALSE;
    }
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET deleted_at = ?, trashed_from = path, path = ?, revision = revision + 1"
                        " WHERE row_id = ?",
                        "isi", data->now, trash, row_id) &&
         gesso_curate_changed (call, sql, row_id, row->id, error);
}

static void
log_place (GessoCurateData *data,
           const char      *id,
           const char      *path)
{
  if (data->paths == NULL)
    data->paths = json_object_new ();
  json_object_set_string_member (data->paths, id, path);
}

gboolean
gesso_curate_untrash_one (GessoCall  *call,
                          GessoSql   *sql,
                          gint64      row_id,
                          GError    **error)
{
  g_autoptr (GessoRow) row = gesso_row_load (sql, row_id, call->core->path, error);
  g_autofree char *path = NULL;
  g_autofree char *trashed_from = NULL;
  g_autofree char *place = NULL;

  if (row == NULL)
    return FALSE;
  if (!row->deleted)
    return TRUE;
  if (!read_paths (sql, row_id, &path, &trashed_from, error))
    return FALSE;
  /* Another file may have its place by now: then it gets one of its own. */
  if (path != NULL && trashed_from != NULL)
    place = gesso_library_free_path (call->core, sql, row, trashed_from);
  if (place != NULL && !move_file (call, path, place, error))
    return FALSE;
  if (place != NULL && !g_str_equal (place, trashed_from))
    log_place (call->data, row->id, place);
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET deleted_at = NULL, path = coalesce (?, trashed_from, path),"
                        " trashed_from = NULL, revision = revision + 1 WHERE row_id = ? AND purged_at IS NULL",
                        "si", place, row_id) &&
         gesso_curate_changed (call, sql, row_id, row->id, error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-board-rows.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-log.h"
#include "gesso-time.h"

/* Steps no farther apart may become one. */
#define MERGE_MS 1000

/* One call about one board: the data of its task. */
typedef struct {
  char             *board_id;
  char             *label;
  GessoBoardStep    step;
  gboolean          redo;
  GessoBoardChange *change;
} BoardCall;

GessoBoardChange *
gesso_board_change_new (void)
{
  GessoBoardChange *self = g_new0 (GessoBoardChange, 1);

  self->removed = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = gesso_board_items_new ();
  return self;
}

void
gesso_board_change_free (GessoBoardChange *self)
{
  g_array_unref (self->removed);
  g_ptr_array_unref (self->items);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_free (self->name);
  g_free (self->words);
  g_free (self->moodboard);
  g_free (self->moodboard_name);
  g_free (self);
}

static void
board_call_free (BoardCall *data)
{
  g_free (data->board_id);
  g_free (data->label);
  g_clear_pointer (&data->change, gesso_board_change_free);
  g_free (data);
}

static BoardCall *
board_call_new (const char *board_id,
                const char *label)
{
  BoardCall *data = g_new0 (BoardCall, 1);

  data->board_id = g_strdup (board_id);
  data->label = g_strdup (label);
  data->change = gesso_board_change_new ();
  return data;
}

static void
change_done (GessoCall *call)
{
  BoardCall *data = call->data;

  if (call->kind != GESSO_CALL_READ)
    gesso_library_boards_changed (g_task_get_source_object (call->task));
  g_task_return_pointer (call->task, g_steal_pointer (&data->change), (GDestroyNotify) gesso_board_change_free);
}

/* --- The journal --- */

static char *
read_label (GessoSql   *sql,
            const char *text,
            gint64      board)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL, text, "i", board);
  char *label = NULL;

  if (statement != NULL && gesso_sql_step (sql, statement, NULL))
    {
      label = gesso_sql_text (statement, 0);
      sqlite3_reset (statement);
    }
  return label;
}

static gboolean
read_state (GessoSql          *sql,
            gint64             board,
            GessoBoardChange  *change,
            GError           **error)
{
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, error,
    "SELECT board.name, revision, words, moodboard.id, moodboard.name, moodboard_instead, grey"
    " FROM board LEFT JOIN moodboard ON moodboard.id = board.moodboard WHERE board = ?",
    "i", board);

  if (statement == NULL)
    return FALSE;
  if (gesso_sql_step (sql, statement, NULL))
    {
      change->name = gesso_sql_text (statement, 0);
      change->revision = (guint) sqlite3_column_int (statement, 1);
      change->words = gesso_sql_text (statement, 2);
      change->moodboard = gesso_sql_text (statement, 3);
      change->moodboard_name = gesso_sql_text (statement, 4);
      change->moodboard_instead = sqlite3_column_int (statement, 5) != 0;
      change->grey = sqlite3_column_int (statement, 6) != 0;
      sqlite3_reset (statement);
    }
  change->undo_label = read_label (
    sql, "SELECT label FROM board_step WHERE board = ? AND undone = 0 ORDER BY step DESC LIMIT 1", board);
  change->redo_label = read_label (
    sql, "SELECT label FROM board_step WHERE board = ? AND undone = 1 ORDER BY step LIMIT 1", board);
  return TRUE;
}

/* {"removed": […], "items": […]} */
static char *
change_to_text (const GessoBoardChange *change)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *removed = json_array_new ();
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < change->removed->len; i++)
    json_array_add_int_element (removed, g_array_index (change->removed, gint64, i));
  for (guint i = 0; i < change->items->len; i++)
    json_array_add_object_element (items, gesso_board_item_to_json (change->items->pdata[i]));
  json_object_set_array_member (object, "removed", removed);
  json_object_set_array_member (object, "items", items);
  json_node_take_object (node, object);
  return gesso_json_to_text (node);
}

static void
change_from_text (GessoBoardChange *change,
                  const char       *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, text != NULL ? strlen (text) : 0);
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, NULL);
  JsonObject *object = node != NULL ? gesso_json_object (node) : NULL;
  JsonArray *removed = object != NULL ? gesso_json_sub_array (object, "removed") : NULL;
  JsonArray *items = object != NULL ? gesso_json_sub_array (object, "items") : NULL;

  for (guint i = 0; removed != NULL && i < json_array_get_length (removed); i++)
    {
      JsonNode *element = json_array_get_element (removed, i);
      gint64 id = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_int (element) : 0;

      g_array_append_val (change->removed, id);
    }
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *element = gesso_json_object (json_array_get_element (items, i));
      GessoBoardItem *item = element != NULL ? gesso_board_item_from_json (element) : NULL;

      if (item != NULL)
        g_ptr_array_add (change->items, item);
    }
}

/* What takes @change back: made before it is applied. */
static GessoBoardChange *
invert (GessoCall         *call,
        GessoSql          *sql,
        gint64             board,
        GessoBoardChange  *change,
        GError           **error)
{
  g_autoptr (GessoBoardChange) inverse = gesso_board_change_new ();
  g_autoptr (GError) local = NULL;

  for (guint i = 0; local == NULL && i < change->items->len; i++)
    {
      const GessoBoardItem *item = change->items->pdata[i];
      GessoBoardItem *before = gesso_board_rows_get (call, sql, board, item->id, &local);

      if (before != NULL)
        g_ptr_array_add (inverse->items, before);
      else
        g_array_append_val (inverse->removed, item->id);
    }
  for (guint i = 0; local == NULL && i < change->removed->len; i++)
    {
      gint64 id = g_array_index (change->removed, gint64, i);
      GessoBoardItem *before = gesso_board_rows_get (call, sql, board, id, &local);

      if (before != NULL)
        g_ptr_array_add (inverse->items, before);
    }
  if (local == NULL)
    return g_steal_pointer (&inverse);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
apply (GessoCall         *call,
       GessoSql          *sql,
       gint64             board,
       GessoBoardChange  *change,
       GError           **error)
{
  for (guint i = 0; i < change->removed->len; i++)
    if (!gesso_board_rows_remove (sql, board, g_array_index (change->removed, gint64, i), error))
      return FALSE;
  for (guint i = 0; i < change->items->len; i++)
    if (!gesso_board_rows_put (sql, board, change->items->pdata[i], error))
      return FALSE;
  return gesso_sql_run (sql, error, "UPDATE board SET revision = revision + 1, changed_at = ? WHERE board = ?", "ii",
                        gesso_time_now_ms (), board);
}

static void
log_change (GessoCall  *call,
            const char *board_id)
{
  call->log = gesso_log_new ("board-changed");
  json_object_set_string_member (call->log, "id", board_id);
}

/* --- Loading --- */

static gboolean
load_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  BoardCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->board_id, error);

  return board != 0 && gesso_board_rows_list (call, sql, board, data->change->items, error) &&
         read_state (sql, board, data->change, error);
}

void
gesso_library_load_board_async (GessoLibrary        *self,
                                const char          *board_id,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL);

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_load_board_async, board_call_new (board_id, NULL),
                             (GDestroyNotify) board_call_free, cancellable, callback, data);
  call->work = load_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

GessoBoardChange *
gesso_library_load_board_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_board_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Changing --- */

static gboolean
same_ids (const GessoBoardChange *a,
          const GessoBoardChange *b)
{
  if (a->removed->len > 0 || b->removed->len > 0 || a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    if (((GessoBoardItem *) a->items->pdata[i])->id != ((GessoBoardItem *) b->items->pdata[i])->id)
      return FALSE;
  return TRUE;
}

/* The step that this one may become a part of; 0 for none. */
static gint64
find_partner (GessoSql        *sql,
              gint64           board,
              const BoardCall *data)
{
  g_autoptr (GessoBoardChange) last = gesso_board_change_new ();
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL,
                                            "SELECT step, label, after, undone, created_at FROM board_step"
                                            " WHERE board = ? ORDER BY step DESC LIMIT 1",
                                            "i", board);
  gint64 step = 0;

  if (statement == NULL || !gesso_sql_step (sql, statement, NULL))
    return 0;
  if (g_strcmp0 ((const char *) sqlite3_column_text (statement, 1), data->label) == 0 &&
      sqlite3_column_int (statement, 3) == 0 &&
      (data->step == GESSO_BOARD_STEP_SAME || gesso_time_now_ms () - sqlite3_column_int64 (statement, 4) < MERGE_MS))
    {
      change_from_text (last, (const char *) sqlite3_column_text (statement, 2));
      if (same_ids (last, data->change))
        step = sqlite3_column_int64 (statement, 0);
    }
  sqlite3_reset (statement);
  return step;
}

static gboolean
write_step (GessoCall  *call,
            GessoSql   *sql,
            gint64      board,
            GError    **error)
{
  BoardCall *data = call->data;
  gint64 partner = data->step != GESSO_BOARD_STEP_NEW ? find_partner (sql, board, data) : 0;
  g_autofree char *after = change_to_text (data->change);
  g_autoptr (GessoBoardChange) inverse = NULL;
  g_autofree char *before = NULL;

  if (partner != 0)
    return gesso_sql_run (sql, error, "UPDATE board_step SET after = ?, created_at = ? WHERE step = ?", "sii", after,
                          gesso_time_now_ms (), partner);
  inverse = invert (call, sql, board, data->change, error);
  if (inverse == NULL)
    return FALSE;
  before = change_to_text (inverse);
  return gesso_sql_run (sql, error, "DELETE FROM board_step WHERE board = ? AND undone = 1", "i", board) &&
         gesso_sql_run (sql, error,
                        "INSERT INTO board_step (board, label, before, after, created_at) VALUES (?, ?, ?, ?, ?)",
                        "isssi", board, data->label, before, after, gesso_time_now_ms ());
}

static gboolean
change_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  BoardCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->board_id, error);

  if (board == 0 || !write_step (call, sql, board, error) || !apply (call, sql, board, data->change, error) ||
      !read_state (sql, board, data->change, error))
    return FALSE;
  log_change (call, data->board_id);
  return TRUE;
}

void
gesso_library_change_board_async (GessoLibrary        *self,
                                  const char          *board_id,
                                  GessoBoardChange    *change,
                                  const char          *label,
                                  GessoBoardStep       step,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  BoardCall *board_call;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL && change != NULL && label != NULL);

  board_call = board_call_new (board_id, label);
  board_call->step = step;
  g_array_append_vals (board_call->change->removed, change->removed->data, change->removed->len);
  for (guint i = 0; i < change->items->len; i++)
    g_ptr_array_add (board_call->change->items, gesso_board_item_copy (change->items->pdata[i]));
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_change_board_finish, board_call,
                             (GDestroyNotify) board_call_free, NULL, callback, data);
  call->work = change_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

/* --- Undo and redo --- */

/* Reads the step into the call's change; its number, or 0 where there is none. */
static gint64
read_step (GessoSql  *sql,
           gint64     board,
           BoardCall *data)
{
  sqlite3_stmt *statement = gesso_sql_bind (
    sql, NULL,
    data->redo ? "SELECT step, after FROM board_step WHERE board = ? AND undone = 1 ORDER BY step LIMIT 1"
               : "SELECT step, before FROM board_step WHERE board = ? AND undone = 0 ORDER BY step DESC LIMIT 1",
    "i", board);
  gint64 step;

  if (statement == NULL || !gesso_sql_step (sql, statement, NULL))
    return 0;
  step = sqlite3_column_int64 (statement, 0);
  change_from_text (data->change, (const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  return step;
}

/* With where the files are, which the journal doesn't say. */
static gboolean
reread (GessoCall         *call,
        GessoSql          *sql,
        gint64             board,
        GessoBoardChange  *change,
        GError           **error)
{
  for (guint i = 0; i < change->items->len; i++)
    {
      const GessoBoardItem *item = change->items->pdata[i];
      GessoBoardItem *read = gesso_board_rows_get (call, sql, board, item->id, error);

      if (read == NULL)
        return FALSE;
      gesso_board_item_free (change->items->pdata[i]);
      change->items->pdata[i] = read;
    }
  return TRUE;
}

static gboolean
undo_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  BoardCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->board_id, error);
  gint64 step;

  if (board == 0)
    return FALSE;
  step = read_step (sql, board, data);
  if (step != 0 && (!gesso_sql_run (sql, error, "UPDATE board_step SET undone = ? WHERE step = ?", "ii",
                                    (gint64) !data->redo, step) ||
                    !apply (call, sql, board, data->change, error) || !reread (call, sql, board, data->change, error)))
    return FALSE;
  if (!read_state (sql, board, data->change, error))
    return FALSE;
  if (step != 0)
    log_change (call, data->board_id);
  return TRUE;
}

void
gesso_library_undo_board_async (GessoLibrary        *self,
                                const char          *board_id,
                                gboolean             redo,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  BoardCall *board_call;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL);

  board_call = board_call_new (board_id, NULL);
  board_call->redo = redo;
  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_change_board_finish, board_call,
                             (GDestroyNotify) board_call_free, NULL, callback, data);
  call->work = undo_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

GessoBoardChange *
gesso_library_change_board_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_change_board_finish), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

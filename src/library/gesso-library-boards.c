/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-boards.h"

#include <string.h>

#include "gesso-board-item.h"
#include "gesso-errors.h"
#include "gesso-library-private.h"
#include "gesso-log.h"
#include "gesso-time.h"

/* Boards, as far as their steering strip goes; what lies on the canvas keeps its place in the same table. */

#define MAX_REFERENCES 10

static void
reference_free (gpointer data)
{
  GessoRecipeReference *reference = data;

  g_free (reference->sha256);
  g_free (reference->name);
  g_free (reference->role);
  g_free (reference);
}

static GPtrArray *
references_new (void)
{
  return g_ptr_array_new_with_free_func (reference_free);
}

GessoBoard *
gesso_board_copy (const GessoBoard *self)
{
  GessoBoard *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->words = g_strdup (self->words);
  copy->moodboard = g_strdup (self->moodboard);
  copy->moodboard_name = g_strdup (self->moodboard_name);
  copy->references = references_new ();
  for (guint i = 0; self->references != NULL && i < self->references->len; i++)
    {
      GessoRecipeReference *reference = g_memdup2 (self->references->pdata[i], sizeof *reference);

      reference->sha256 = g_strdup (reference->sha256);
      reference->name = g_strdup (reference->name);
      reference->role = g_strdup (reference->role);
      g_ptr_array_add (copy->references, reference);
    }
  return copy;
}

void
gesso_board_free (GessoBoard *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->words);
  g_free (self->moodboard);
  g_free (self->moodboard_name);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_free (self);
}

/* --- Listing --- */

static gboolean
take_references (GessoSql      *sql,
                 sqlite3_stmt  *statement,
                 GPtrArray     *references,
                 GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

      reference->sha256 = gesso_sql_text (statement, 0);
      reference->name = gesso_sql_text (statement, 1);
      reference->role = gesso_sql_text (statement, 2);
      reference->strength = sqlite3_column_double (statement, 3);
      g_ptr_array_add (references, reference);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Where the pictures lie that are in no slot. */
static GPtrArray *
read_places (GessoSql  *sql,
             gint64     key,
             GError   **error)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT item, x, y, height FROM board_item"
                                            " WHERE board = ? AND slot IS NULL AND sha256 IS NOT NULL", "i", key);

  while (statement != NULL && gesso_sql_step (sql, statement, &local))
    {
      GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

      item->id = sqlite3_column_int64 (statement, 0);
      item->x = sqlite3_column_double (statement, 1);
      item->y = sqlite3_column_double (statement, 2);
      item->height = sqlite3_column_double (statement, 3);
      g_ptr_array_add (items, item);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return statement != NULL && (error == NULL || *error == NULL) ? g_steal_pointer (&items) : NULL;
}

/* @filled: those in slots; otherwise the first on the canvas, row by row */
static gboolean
read_references (GessoSql   *sql,
                 gint64      key,
                 gboolean    filled,
                 GPtrArray  *references,
                 GError    **error)
{
  g_autoptr (GPtrArray) items = NULL;

  if (filled)
    return take_references (sql,
                            gesso_sql_bind (sql, error,
                                            "SELECT sha256, name, role, coalesce (strength, 0.5) FROM board_item"
                                            " WHERE board = ? AND slot IS NOT NULL AND sha256 IS NOT NULL"
                                            " ORDER BY slot, item LIMIT ?", "ii", key, (gint64) MAX_REFERENCES),
                            references, error);
  items = read_places (sql, key, error);
  if (items == NULL)
    return FALSE;
  gesso_board_items_sort (items);
  for (guint i = 0; i < MIN (items->len, MAX_REFERENCES); i++)
    if (!take_references (sql,
                          gesso_sql_bind (sql, error,
                                          "SELECT sha256, name, role, 0.5 FROM board_item WHERE board = ? AND item = ?",
                                          "ii", key, ((GessoBoardItem *) items->pdata[i])->id),
                          references, error))
      return FALSE;
  return TRUE;
}

#define BOARDS \
  "SELECT board, board.id, board.name, revision, created_at, board.used_at," \
  " (SELECT count (*) FROM board_item WHERE board_item.board = board.board AND kind = 'picture')," \
  " words, moodboard.id, moodboard.name, strength, moodboard_instead, deleted_at" \
  " FROM board LEFT JOIN moodboard ON moodboard.id = board.moodboard "

/* @query: those columns, of boards in some order */
static gboolean
list (GessoCall   *call,
      GessoSql    *sql,
      const char  *query,
      GError     **error)
{
  GPtrArray *boards = call->data;
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, query, "");

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      GessoBoard *board = g_new0 (GessoBoard, 1);

      board->id = gesso_sql_text (statement, 1);
      board->name = gesso_sql_text (statement, 2);
      board->revision = sqlite3_column_int64 (statement, 3);
      board->created_at = sqlite3_column_int64 (statement, 4);
      board->used_at = sqlite3_column_int64 (statement, 5);
      board->n_pictures = (guint) sqlite3_column_int (statement, 6);
      board->words = gesso_sql_text (statement, 7);
      board->moodboard = gesso_sql_text (statement, 8);
      board->moodboard_name = gesso_sql_text (statement, 9);
      board->moodboard_strength = sqlite3_column_double (statement, 10);
      board->moodboard_instead = board->moodboard != NULL && sqlite3_column_int (statement, 11) != 0;
      board->deleted_at = sqlite3_column_int64 (statement, 12);
      board->references = references_new ();
      g_ptr_array_add (boards, board);
      if (!read_references (sql, sqlite3_column_int64 (statement, 0), TRUE, board->references, &local) ||
          (board->references->len == 0 &&
           !read_references (sql, sqlite3_column_int64 (statement, 0), FALSE, board->references, &local)))
        {
          sqlite3_reset (statement);
          break;
        }
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
list_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  return list (call, sql, BOARDS "WHERE deleted_at IS NULL ORDER BY max (board.used_at, changed_at) DESC, board DESC", error);
}

static gboolean
list_deleted_work (GessoCall  *call,
                   GessoSql   *sql,
                   GError    **error)
{
  return list (call, sql, BOARDS "WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, board DESC", error);
}

static void
list_done (GessoCall *call)
{
  g_task_return_pointer (call->task, g_ptr_array_ref (call->data), (GDestroyNotify) g_ptr_array_unref);
}

static void
send_list (GessoLibrary        *self,
           gboolean           (*work) (GessoCall *call, GessoSql *sql, GError **error),
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             data)
{
  GessoCall *call;

  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_list_boards_async,
                             g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_board_free),
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, data);
  call->work = work;
  call->done = list_done;
  gesso_library_send (self, call);
}

void
gesso_library_list_boards_async (GessoLibrary        *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));

  send_list (self, list_work, cancellable, callback, data);
}

void
gesso_library_list_deleted_boards_async (GessoLibrary        *self,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));

  send_list (self, list_deleted_work, cancellable, callback, data);
}

GPtrArray *
gesso_library_list_boards_finish (GessoLibrary  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_list_boards_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Saving --- */

static gint64
find_board (GessoSql   *sql,
            const char *id)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL, "SELECT board FROM board WHERE id = ?", "s", id);
  gint64 key = 0;

  if (statement != NULL && gesso_sql_step (sql, statement, NULL))
    {
      key = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return key;
}

/* What was only in the strip goes; what has a place on the canvas just leaves the strip. */
static gboolean
write_references (GessoSql          *sql,
                  gint64             key,
                  const GessoBoard  *board,
                  GError           **error)
{
  if (!gesso_sql_run (sql, error, "DELETE FROM board_item WHERE board = ? AND slot IS NOT NULL AND x IS NULL", "i",
                      key) ||
      !gesso_sql_run (sql, error, "UPDATE board_item SET slot = NULL WHERE board = ?", "i", key))
    return FALSE;
  for (guint i = 0; i < board->references->len; i++)
    {
      const GessoRecipeReference *reference = board->references->pdata[i];
      const char *role = reference->role != NULL ? reference->role : "style";

      if (!gesso_sql_run (sql, error,
                          "UPDATE board_item SET slot = ?, strength = ?, role = ? WHERE item ="
                          " (SELECT min (item) FROM board_item WHERE board = ? AND sha256 = ? AND slot IS NULL)",
                          "idsis", (gint64) i, reference->strength, role, key, reference->sha256))
        return FALSE;
      if (gesso_sql_changes (sql) == 0 &&
          !gesso_sql_run (sql, error,
                          "INSERT INTO board_item (board, kind, sha256, name, role, slot, strength, created_at)"
                          " VALUES (?, 'picture', ?, ?, ?, ?, ?, ?)",
                          "isssidi", key, reference->sha256, reference->name, role, (gint64) i, reference->strength,
                          gesso_time_now_ms ()))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  GessoBoard *board = call->data;
  const gint64 now = gesso_time_now_ms ();
  gint64 key;

  if (board->id == NULL)
    {
      board->id = g_uuid_string_random ();
      board->revision = 1;
      board->created_at = now;
      if (!gesso_sql_run (sql, error, "INSERT INTO board (id, name, created_at, changed_at) VALUES (?, ?, ?, ?)",
                          "ssii", board->id, board->name, now, now))
        return FALSE;
      key = find_board (sql, board->id);
    }
  else
    {
      key = find_board (sql, board->id);
      if (key == 0)
        {
          gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NOT_FOUND, call->core->path, "no such board");
          return FALSE;
        }
      board->revision++;
      if (!gesso_sql_run (sql, error,
                          "UPDATE board SET name = ?, revision = max (revision + 1, ?), changed_at = ? WHERE board = ?",
                          "siii", board->name, (gint64) board->revision, now, key))
        return FALSE;
    }
  call->log = gesso_log_new ("board");
  json_object_set_string_member (call->log, "id", board->id);
  return write_references (sql, key, board, error);
}

static void
save_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);

  gesso_library_boards_changed (self);
  g_task_return_pointer (call->task, gesso_board_copy (call->data), (GDestroyNotify) gesso_board_free);
}

void
gesso_library_save_board_async (GessoLibrary        *self,
                                const GessoBoard    *board,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GessoBoard *copy;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board != NULL && board->name != NULL);

  copy = gesso_board_copy (board);
  if (copy->references->len > MAX_REFERENCES)
    g_ptr_array_set_size (copy->references, MAX_REFERENCES);
  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_save_board_async, copy,
                             (GDestroyNotify) gesso_board_free, NULL, callback, data);
  call->work = save_work;
  call->done = save_done;
  gesso_library_send (self, call);
}

GessoBoard *
gesso_library_save_board_finish (GessoLibrary  *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_save_board_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Deleting and using --- */

typedef struct {
  char     *id;
  gboolean  deleted;
} BoardChange;

static void
board_change_free (BoardChange *change)
{
  g_free (change->id);
  g_free (change);
}

static BoardChange *
board_change_new (const char *id,
                  gboolean    deleted)
{
  BoardChange *change = g_new0 (BoardChange, 1);

  change->id = g_strdup (id);
  change->deleted = deleted;
  return change;
}

static gboolean
check_changed (GessoCall  *call,
               GessoSql   *sql,
               GError    **error)
{
  if (gesso_sql_changes (sql) > 0)
    return TRUE;
  gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NOT_FOUND, call->core->path, "no such board");
  return FALSE;
}

static gboolean
delete_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  BoardChange *change = call->data;

  call->log = gesso_log_new (change->deleted ? "board-deleted" : "board-restored");
  json_object_set_string_member (call->log, "id", change->id);
  return gesso_sql_run (sql, error,
                        change->deleted ? "UPDATE board SET deleted_at = ? WHERE id = ?"
                                        : "UPDATE board SET deleted_at = NULL, changed_at = ? WHERE id = ?",
                        "is", gesso_time_now_ms (), change->id) &&
         check_changed (call, sql, error);
}

static gboolean
touch_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  BoardChange *change = call->data;

  return gesso_sql_run (sql, error, "UPDATE board SET used_at = ? WHERE id = ?", "is", gesso_time_now_ms (),
                        change->id) &&
         check_changed (call, sql, error);
}

static void
change_done (GessoCall *call)
{
  GessoLibrary *self = g_task_get_source_object (call->task);

  gesso_library_boards_changed (self);
  g_task_return_boolean (call->task, TRUE);
}

void
gesso_library_delete_board_async (GessoLibrary        *self,
                                  const char          *board_id,
                                  gboolean             deleted,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL);

  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_delete_board_async,
                             board_change_new (board_id, deleted), (GDestroyNotify) board_change_free, NULL, callback,
                             data);
  call->work = delete_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_delete_board_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_delete_board_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_library_touch_board_async (GessoLibrary        *self,
                                 const char          *board_id,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL);

  call = gesso_library_call (self, GESSO_CALL_WRITE, gesso_library_boards_finish, board_change_new (board_id, FALSE),
                             (GDestroyNotify) board_change_free, NULL, callback, data);
  call->work = touch_work;
  call->done = change_done;
  gesso_library_send (self, call);
}

gboolean
gesso_library_boards_finish (GessoLibrary  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_boards_finish), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

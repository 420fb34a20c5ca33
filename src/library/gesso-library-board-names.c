/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-board-rows.h"

#include "gesso-log.h"
#include "gesso-time.h"

/* Boards as a whole: renamed, copied, removed for good, how they are looked at, and what they send beside their pictures. */

typedef struct {
  char *id;
  char *name;
  char *words;
  char *moodboard;
  gboolean instead;
  gboolean grey;
} NameCall;

static void
name_call_free (NameCall *data)
{
  g_free (data->id);
  g_free (data->name);
  g_free (data->words);
  g_free (data->moodboard);
  g_free (data);
}

static void
log_name (GessoCall  *call,
          const char *event,
          const char *id,
          const char *name)
{
  call->log = gesso_log_new (event);
  json_object_set_string_member (call->log, "id", id);
  json_object_set_string_member (call->log, "name", name);
}

static gboolean
rename_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  NameCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->id, error);

  log_name (call, "board-renamed", data->id, data->name);
  return board != 0 && gesso_sql_run (sql, error, "UPDATE board SET name = ?, changed_at = ? WHERE board = ?", "sii",
                                      data->name, gesso_time_now_ms (), board);
}

static gboolean
duplicate_work (GessoCall  *call,
                GessoSql   *sql,
                GError    **error)
{
  NameCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->id, error);
  const gint64 now = gesso_time_now_ms ();
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  gint64 copy;

  if (board == 0 || !gesso_board_rows_list (call, sql, board, items, error) ||
      !gesso_sql_run (sql, error,
                      "INSERT INTO board (id, name, created_at, changed_at, words, moodboard, moodboard_instead, grey)"
                      " SELECT ?, ?, ?, ?, words, moodboard, moodboard_instead, grey FROM board WHERE board = ?",
                      "ssiii", id, data->name, now, now, board))
    return FALSE;
  copy = gesso_board_rows_find (call, sql, id, error);
  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];
      g_autoptr (GessoBoardItem) blank = gesso_board_item_new (item->kind);

      item->id = blank->id;
      if (!gesso_board_rows_put (sql, copy, item, error))
        return FALSE;
    }
  log_name (call, "board-duplicated", id, data->name);
  json_object_set_string_member (call->log, "from", data->id);
  return copy != 0;
}

static gboolean
steer_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  NameCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->id, error);

  call->log = gesso_log_new ("board-changed");
  json_object_set_string_member (call->log, "id", data->id);
  return board != 0 &&
         gesso_sql_run (sql, error,
                        "UPDATE board SET words = ?, moodboard = ?, moodboard_instead = ?, revision = revision + 1,"
                        "  changed_at = ? WHERE board = ?",
                        "ssiii", data->words, data->moodboard, (gint64) data->instead, gesso_time_now_ms (), board);
}

static gboolean
grey_work (GessoCall  *call,
           GessoSql   *sql,
           GError    **error)
{
  NameCall *data = call->data;
  gint64 board = gesso_board_rows_find (call, sql, data->id, error);

  call->log = gesso_log_new ("board-changed");
  json_object_set_string_member (call->log, "id", data->id);
  return board != 0 && gesso_sql_run (sql, error, "UPDATE board SET grey = ? WHERE board = ?", "ii", (gint64) data->grey, board);
}

#define IN_TRASH " WHERE board IN (SELECT board FROM board WHERE deleted_at IS NOT NULL AND id = coalesce (?, id))"

/* Only what is in the trash. Its pictures stay: others may have them, too. */
static gboolean
purge_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  NameCall *data = call->data;

  call->log = gesso_log_new ("boards-purged");
  if (data->id != NULL)
    json_object_set_string_member (call->log, "id", data->id);
  return gesso_sql_run (sql, error, "DELETE FROM board_step" IN_TRASH, "s", data->id) &&
         gesso_sql_run (sql, error, "DELETE FROM board_item" IN_TRASH, "s", data->id) &&
         gesso_sql_run (sql, error, "DELETE FROM board" IN_TRASH, "s", data->id);
}

static void
name_done (GessoCall *call)
{
  gesso_library_boards_changed (g_task_get_source_object (call->task));
  g_task_return_boolean (call->task, TRUE);
}

static NameCall *
name_call_new (const char *board_id,
               const char *name)
{
  NameCall *data = g_new0 (NameCall, 1);

  data->id = g_strdup (board_id);
  data->name = g_strdup (name);
  return data;
}

/* Takes @data. */
static void
send (GessoLibrary        *self,
      NameCall            *data,
      gboolean           (*work) (GessoCall *call, GessoSql *sql, GError **error),
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GessoCall *call;

  call = gesso_library_call (self, GESSO_CALL_DURABLE, gesso_library_boards_finish, data,
                             (GDestroyNotify) name_call_free, NULL, callback, user_data);
  call->work = work;
  call->done = name_done;
  gesso_library_send (self, call);
}

void
gesso_library_rename_board_async (GessoLibrary        *self,
                                  const char          *board_id,
                                  const char          *name,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL && name != NULL);

  send (self, name_call_new (board_id, name), rename_work, callback, data);
}

void
gesso_library_duplicate_board_async (GessoLibrary        *self,
                                     const char          *board_id,
                                     const char          *name,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL && name != NULL);

  send (self, name_call_new (board_id, name), duplicate_work, callback, data);
}

void
gesso_library_steer_board_async (GessoLibrary        *self,
                                 const char          *board_id,
                                 const char          *words,
                                 const char          *moodboard,
                                 gboolean             instead,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  NameCall *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL);

  data = name_call_new (board_id, NULL);
  data->words = words != NULL && *words != '\0' ? g_strdup (words) : NULL;
  data->moodboard = g_strdup (moodboard);
  data->instead = moodboard != NULL && instead;
  send (self, data, steer_work, callback, user_data);
}

void
gesso_library_set_board_grey_async (GessoLibrary        *self,
                                    const char          *board_id,
                                    gboolean             grey,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  NameCall *data;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (board_id != NULL);

  data = name_call_new (board_id, NULL);
  data->grey = grey;
  send (self, data, grey_work, callback, user_data);
}

void
gesso_library_purge_boards_async (GessoLibrary        *self,
                                  const char          *board_id,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (GESSO_IS_LIBRARY (self));

  send (self, name_call_new (board_id, NULL), purge_work, callback, user_data);
}

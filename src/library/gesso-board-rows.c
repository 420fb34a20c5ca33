/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-board-rows.h"

#include <math.h>

#include "gesso-errors.h"
#include "gesso-time.h"

#define COLUMNS \
  "SELECT i.item, i.kind, i.sha256, i.name, i.slot, i.strength, i.x, i.y, i.width, i.height, i.z, i.flipped," \
  "  i.crop_left, i.crop_top, i.crop_right, i.crop_bottom, i.note, i.colour, i.origin, r.format, r.width, r.height" \
  "  FROM board_item AS i LEFT JOIN reference AS r ON r.sha256 = i.sha256"

/* What has no place yet is laid out in rows of cells, px. */
#define CELL 256.0
#define GAP 16.0
#define ROW 5

gint64
gesso_board_rows_find (GessoCall   *call,
                       GessoSql    *sql,
                       const char  *board_id,
                       GError     **error)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, "SELECT board FROM board WHERE id = ?", "s", board_id);
  gint64 board = 0;

  if (statement == NULL)
    return 0;
  if (gesso_sql_step (sql, statement, NULL))
    {
      board = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  if (board == 0)
    gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NOT_FOUND, call->core->path, "no such board");
  return board;
}

static GessoBoardItem *
read_item (GessoCall    *call,
           sqlite3_stmt *statement)
{
  g_autoptr (GessoBoardItem) item = gesso_board_item_new (GESSO_BOARD_PICTURE);
  const char *format = (const char *) sqlite3_column_text (statement, 19);

  item->id = sqlite3_column_int64 (statement, 0);
  if (!gesso_board_kind_from_nick ((const char *) sqlite3_column_text (statement, 1), &item->kind))
    return NULL;
  item->sha256 = gesso_sql_text (statement, 2);
  item->name = gesso_sql_text (statement, 3);
  item->slot = sqlite3_column_type (statement, 4) != SQLITE_NULL ? sqlite3_column_int (statement, 4) : -1;
  item->strength = sqlite3_column_type (statement, 5) != SQLITE_NULL ? sqlite3_column_double (statement, 5) : 0.5;
  /* Without a place: NaN, until it gets one. */
  item->x = sqlite3_column_type (statement, 6) != SQLITE_NULL ? sqlite3_column_double (statement, 6) : NAN;
  item->y = sqlite3_column_double (statement, 7);
  item->width = sqlite3_column_double (statement, 8);
  item->height = sqlite3_column_double (statement, 9);
  item->z = sqlite3_column_double (statement, 10);
  item->flip = sqlite3_column_int (statement, 11) & (GESSO_FLIP_HORIZONTAL | GESSO_FLIP_VERTICAL);
  for (int i = 0; i < 4; i++)
    item->crop[i] = sqlite3_column_double (statement, 12 + i);
  item->text = gesso_sql_text (statement, 16);
  item->colour = gesso_sql_text (statement, 17);
  item->origin = gesso_sql_text (statement, 18);
  if (format != NULL && item->sha256 != NULL)
    {
      g_autofree char *file = g_strdup_printf (GESSO_FOLDER_REFERENCES "/%s.%s", item->sha256, format);

      item->path = gesso_folder_absolute (call->core->folder, file);
      item->picture_width = (guint) sqlite3_column_int (statement, 20);
      item->picture_height = (guint) sqlite3_column_int (statement, 21);
    }
  return g_steal_pointer (&item);
}

static void
place (GessoBoardItem *item,
       guint           index,
       double          top)
{
  double scale = item->picture_width > 0 && item->picture_height > 0
                     ? CELL / MAX (item->picture_width, item->picture_height)
                     : 0;

  item->width = scale > 0 ? MAX (1, item->picture_width * scale) : CELL;
  item->height = scale > 0 ? MAX (1, item->picture_height * scale) : CELL;
  item->x = index % ROW * (CELL + GAP) + (CELL - item->width) / 2;
  item->y = top + index / ROW * (CELL + GAP) + (CELL - item->height) / 2;
}

/* Below all that has a place; what makes no sense goes. */
static void
settle (GPtrArray *items)
{
  double top = 0;
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      if (!isnan (item->x))
        top = MAX (top, item->y + item->height + GAP);
    }
  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      if (isnan (item->x))
        place (item, n++, top);
      if (!gesso_board_item_is_sane (item))
        g_ptr_array_remove_index (items, i--);
    }
}

gboolean
gesso_board_rows_list (GessoCall  *call,
                       GessoSql   *sql,
                       gint64      board,
                       GPtrArray  *items,
                       GError    **error)
{
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, COLUMNS " WHERE i.board = ? ORDER BY i.z, i.slot, i.item", "i",
                                            board);

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      GessoBoardItem *item = read_item (call, statement);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  settle (items);
  return TRUE;
}

GessoBoardItem *
gesso_board_rows_get (GessoCall  *call,
                      GessoSql   *sql,
                      gint64      board,
                      gint64      item,
                      GError    **error)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, error, COLUMNS " WHERE i.item = ? AND i.board = ?", "ii", item, board);
  GessoBoardItem *found = NULL;

  if (statement != NULL && gesso_sql_step (sql, statement, error))
    {
      found = read_item (call, statement);
      if (!gesso_sql_end (sql, statement, error))
        g_clear_pointer (&found, gesso_board_item_free);
    }
  if (found != NULL && isnan (found->x))
    place (found, 0, 0);
  return found;
}

gboolean
gesso_board_rows_put (GessoSql              *sql,
                      gint64                 board,
                      const GessoBoardItem  *item,
                      GError               **error)
{
  if (!gesso_sql_run (sql, error,
                      "INSERT INTO board_item (item, board, kind, created_at) VALUES (?, ?, ?, ?)"
                      " ON CONFLICT (item) DO NOTHING",
                      "iisi", item->id, board, gesso_board_kind_to_nick (item->kind), gesso_time_now_ms ()) ||
      !gesso_sql_run (sql, error,
                      "UPDATE board_item SET sha256 = ?, name = ?, strength = ?, x = ?, y = ?, width = ?, height = ?,"
                      "  z = ?, flipped = ?, crop_left = ?, crop_top = ?, crop_right = ?, crop_bottom = ?, note = ?,"
                      "  colour = ?, origin = ?, slot = NULL WHERE item = ? AND board = ?",
                      "ssddddddiddddsssii", item->sha256, item->name, item->strength, item->x, item->y, item->width,
                      item->height, item->z, (gint64) item->flip, item->crop[0], item->crop[1], item->crop[2],
                      item->crop[3], item->text, item->colour, item->origin, item->id, board))
    return FALSE;
  return item->slot < 0 || gesso_sql_run (sql, error, "UPDATE board_item SET slot = ? WHERE item = ? AND board = ?", "iii",
                                          (gint64) item->slot, item->id, board);
}

gboolean
gesso_board_rows_remove (GessoSql  *sql,
                         gint64     board,
                         gint64     item,
                         GError   **error)
{
  return gesso_sql_run (sql, error, "DELETE FROM board_item WHERE item = ? AND board = ?", "ii", item, board);
}

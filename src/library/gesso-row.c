/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-row.h"

#include <string.h>

#include "gesso-errors.h"
#include "gesso-json.h"

GessoRow *
gesso_row_new (void)
{
  GessoRow *self = g_new0 (GessoRow, 1);

  self->recipe_certain = TRUE;
  return self;
}

void
gesso_row_free (GessoRow *self)
{
  g_free (self->id);
  g_free (self->round_id);
  g_free (self->recipe);
  g_free (self->prompt);
  g_free (self->variant);
  g_free (self->aspect_ratio);
  g_free (self->resolution);
  g_free (self->creativity);
  g_free (self->request_hash);
  g_free (self->origin);
  g_free (self->account);
  g_free (self->job_id);
  g_free (self->path);
  g_free (self->sha256);
  g_free (self->format);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->error_json);
  g_free (self->tags);
  g_free (self);
}

gboolean
gesso_row_set_recipe (GessoRow    *self,
                      const char  *recipe,
                      GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (recipe, strlen (recipe));
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, error);
  JsonObject *object = node != NULL ? gesso_json_object (node) : NULL;
  const char *prompt = object != NULL ? gesso_json_string (object, "prompt") : NULL;

  if (prompt == NULL)
    {
      if (node != NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not a recipe: it has no prompt");
      return FALSE;
    }
  self->recipe = g_strdup (recipe);
  self->prompt = g_strdup (prompt);
  self->variant = g_strdup (gesso_json_string (object, "variant"));
  self->aspect_ratio = g_strdup (gesso_json_string (object, "aspect_ratio"));
  self->resolution = g_strdup (gesso_json_string (object, "resolution"));
  self->creativity = g_strdup (gesso_json_string (object, "creativity"));
  self->seed = gesso_json_int (object, "seed", -1);
  return TRUE;
}

static void
read_result_columns (GessoRow     *self,
                     sqlite3_stmt *statement,
                     const char   *root,
                     int           column)
{
  const char *path = (const char *) sqlite3_column_text (statement, column++);

  self->path = path != NULL ? g_build_filename (root, path, NULL) : NULL;
  self->sha256 = gesso_sql_text (statement, column++);
  self->width = sqlite3_column_int64 (statement, column++);
  self->height = sqlite3_column_int64 (statement, column++);
  self->format = gesso_sql_text (statement, column++);
  self->size = sqlite3_column_int64 (statement, column++);
  self->error_code = gesso_sql_text (statement, column++);
  self->error_message = gesso_sql_text (statement, column++);
  self->error_json = gesso_sql_text (statement, column++);
  self->recipe_certain = sqlite3_column_int (statement, column++);
  self->deleted = sqlite3_column_int (statement, column++);
  self->dismissed = sqlite3_column_int (statement, column++);
  self->window_start = sqlite3_column_int64 (statement, column++);
  self->window_end = sqlite3_column_int64 (statement, column++);
  self->purged = sqlite3_column_int (statement, column++) != 0;
  self->favourite = sqlite3_column_int (statement, column++) != 0;
  self->rating = CLAMP (sqlite3_column_int (statement, column), 0, GESSO_RATING_MAX);
  column++;
  self->tags = gesso_sql_text (statement, column++);
  self->missing = sqlite3_column_int (statement, column++) != 0;
}

GessoRow *
gesso_row_read (sqlite3_stmt *statement,
                const char   *root)
{
  GessoRow *self = gesso_row_new ();
  int column = 0;

  self->row_id = sqlite3_column_int64 (statement, column++);
  self->revision = sqlite3_column_int64 (statement, column++);
  self->id = gesso_sql_text (statement, column++);
  self->round_id = gesso_sql_text (statement, column++);
  if (!gesso_state_from_nick ((const char *) sqlite3_column_text (statement, column++), &self->state))
    self->state = GESSO_STATE_HELD;
  self->hold = CLAMP (sqlite3_column_int (statement, column), GESSO_HOLD_NONE, GESSO_HOLD_UNCERTAIN);
  column++;
  self->recipe = gesso_sql_text (statement, column++);
  self->prompt = gesso_sql_text (statement, column++);
  self->variant = gesso_sql_text (statement, column++);
  self->aspect_ratio = gesso_sql_text (statement, column++);
  self->resolution = gesso_sql_text (statement, column++);
  self->creativity = gesso_sql_text (statement, column++);
  self->seed = sqlite3_column_int64 (statement, column++);
  self->request_hash = gesso_sql_text (statement, column++);
  self->origin = gesso_sql_text (statement, column++);
  self->account = gesso_sql_text (statement, column++);
  self->sandbox = sqlite3_column_int (statement, column++);
  self->price = sqlite3_column_int64 (statement, column++);
  if (!gesso_charge_from_nick ((const char *) sqlite3_column_text (statement, column++), &self->charge))
    self->charge = GESSO_CHARGE_UNKNOWN;
  self->charged = sqlite3_column_int64 (statement, column++);
  self->catalog_revision = sqlite3_column_int (statement, column++);
  self->job_id = gesso_sql_text (statement, column++);
  self->created_at = sqlite3_column_int64 (statement, column++);
  self->submitted_at = sqlite3_column_int64 (statement, column++);
  self->completed_at = sqlite3_column_int64 (statement, column++);
  read_result_columns (self, statement, root, column);
  return self;
}

GessoRow *
gesso_row_load (GessoSql    *sql,
                gint64       row_id,
                const char  *root,
                GError     **error)
{
  g_autoptr (GError) local = NULL;
  GessoRow *row;
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT " GESSO_ROW_COLUMNS " FROM generation WHERE row_id = ?", "i",
                                            row_id);

  if (statement == NULL)
    return NULL;
  if (!gesso_sql_step (sql, statement, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NOT_FOUND, root, "no such generation");
      return NULL;
    }
  row = gesso_row_read (statement, root);
  if (!gesso_sql_end (sql, statement, error))
    g_clear_pointer (&row, gesso_row_free);
  return row;
}

/* What `board:` and `has:` ask for. */
static gboolean
insert_uses (GessoSql        *sql,
             const GessoRow  *row,
             GError         **error)
{
  return gesso_sql_run (sql, error,
                        "INSERT OR IGNORE INTO generation_use SELECT substr (json_extract (value, '$.sha256'), 1, 16), ?1"
                        " FROM json_each (CASE WHEN json_valid (?2) THEN ?2 ELSE '{}' END, '$.references')"
                        " WHERE json_extract (value, '$.sha256') IS NOT NULL",
                        "is", row->row_id, row->recipe) &&
         gesso_sql_run (sql, error,
                        "INSERT OR IGNORE INTO generation_use SELECT 'm:' || json_extract (value, '$.id'), ?1"
                        " FROM json_each (CASE WHEN json_valid (?2) THEN ?2 ELSE '{}' END, '$.moodboards')"
                        " WHERE json_extract (value, '$.id') IS NOT NULL",
                        "is", row->row_id, row->recipe) &&
         gesso_sql_run (sql, error,
                        "INSERT OR IGNORE INTO generation_use SELECT 'b:' || json_extract (?2, '$.board.id'), ?1"
                        " WHERE json_valid (?2) AND json_extract (?2, '$.board.id') IS NOT NULL",
                        "is", row->row_id, row->recipe) &&
         gesso_sql_run (sql, error,
                        "UPDATE generation SET has_reference = 1 WHERE row_id = ?1 AND CASE WHEN json_valid (recipe)"
                        " THEN json_array_length (recipe, '$.references') > 0"
                        " OR json_type (recipe, '$.source') IS NOT NULL END",
                        "i", row->row_id);
}

gboolean
gesso_row_insert (GessoSql        *sql,
                  const GessoRow  *row,
                  gint64           queue_order,
                  GError         **error)
{
  return gesso_sql_run (
    sql, error,
    "INSERT INTO generation (row_id, id, round_id, state, recipe, prompt, variant, aspect_ratio, resolution,"
    " creativity, seed, request_hash, origin, account, sandbox, price, catalog_revision, job_id, created_at,"
    " submitted_at, recipe_certain, queue_order, round_key, prompt_key)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "isssssssssisssiiisiiiiii", row->row_id, row->id, row->round_id, gesso_state_to_nick (row->state), row->recipe,
    row->prompt, row->variant, row->aspect_ratio, row->resolution, row->creativity, row->seed, row->request_hash,
    row->origin, row->account, (gint64) row->sandbox, row->price, (gint64) row->catalog_revision, row->job_id,
    row->created_at, row->submitted_at, (gint64) row->recipe_certain, queue_order, gesso_sql_key (row->round_id),
    gesso_sql_key (row->prompt)) &&
         /* Not by a trigger: a schema that is not trusted may not reach virtual tables. */
         gesso_sql_run (sql, error, "INSERT INTO generation_words (rowid, prompt) VALUES (?, ?)", "is", row->row_id,
                        row->prompt) &&
         insert_uses (sql, row, error);
}

gint64
gesso_row_next_id (GessoSql *sql,
                   gint64    created_at)
{
  gint64 id = created_at * 1024;
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL,
                                            "SELECT max(row_id) FROM generation WHERE row_id BETWEEN ? AND ?", "ii",
                                            id, id + 1023);

  if (statement != NULL && gesso_sql_step (sql, statement, NULL))
    {
      if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
        id = sqlite3_column_int64 (statement, 0) + 1;
      sqlite3_reset (statement);
    }
  return id;
}

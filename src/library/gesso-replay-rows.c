/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-replay.h"

#include <stdlib.h>
#include <string.h>

#include "gesso-curate-private.h"
#include "gesso-errors.h"
#include "gesso-json.h"
#include "gesso-sidecar.h"

/* Rows that lines of the log carry. */

static void
clear_node (gpointer node)
{
  g_clear_pointer (&node, json_node_unref);
}

void
gesso_replay_table_free (GessoReplayTable *self)
{
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->defaults);
  sqlite3_finalize (self->put);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoReplayTable, gesso_replay_table_free)

/* A literal of the schema: a number, a text, or nothing. */
static JsonNode *
default_node (const char *literal)
{
  JsonNode *node;

  if (literal == NULL || g_ascii_strcasecmp (literal, "null") == 0)
    return NULL;
  if (*literal != '\'')
    return json_node_init_int (json_node_alloc (), g_ascii_strtoll (literal, NULL, 10));
  {
    g_autofree char *text = g_strndup (literal + 1, strlen (literal) - 2);

    node = json_node_init_string (json_node_alloc (), text);
  }
  return node;
}

static char *
compose (GessoReplayTable *self,
         gboolean          update)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, update ? "UPDATE %s SET " : "INSERT OR REPLACE INTO %s (", self->name);
  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (text, "%s\"%s\"%s", i > 0 ? ", " : "", (const char *) self->columns->pdata[i],
                            update ? " = ?" : "");
  g_string_append (text, update ? " WHERE row_id = ?" : ") VALUES (");
  for (guint i = 0; !update && i < self->columns->len; i++)
    g_string_append (text, i > 0 ? ", ?" : "?");
  if (!update)
    g_string_append_c (text, ')');
  return g_string_free (text, FALSE);
}

GessoReplayTable *
gesso_replay_table_new (GessoSql           *sql,
                        const char         *name,
                        const char *const  *without,
                        gboolean            update,
                        GError            **error)
{
  g_autoptr (GessoReplayTable) self = g_new0 (GessoReplayTable, 1);
  g_autofree char *question = g_strdup_printf ("PRAGMA table_info (%s)", name);
  g_autofree char *text = NULL;
  gboolean has_key = update;
  sqlite3_stmt *statement;

  self->name = name;
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->defaults = g_ptr_array_new_with_free_func (clear_node);
  statement = gesso_sql_prepare (sql, question, error);
  if (statement == NULL)
    return NULL;
  while (sqlite3_step (statement) == SQLITE_ROW)
    if (!g_strv_contains (without, (const char *) sqlite3_column_text (statement, 1)))
      {
        g_ptr_array_add (self->columns, gesso_sql_text (statement, 1));
        g_ptr_array_add (self->defaults, default_node ((const char *) sqlite3_column_text (statement, 4)));
        has_key |= sqlite3_column_int (statement, 5) > 0 &&
                   g_ascii_strcasecmp ((const char *) sqlite3_column_text (statement, 2), "INTEGER") == 0;
      }
  sqlite3_finalize (statement);
  /* Rows without a number of their own keep the one that they were told of with. */
  if (!has_key)
    {
      g_ptr_array_add (self->columns, g_strdup ("rowid"));
      g_ptr_array_add (self->defaults, NULL);
    }
  text = compose (self, update);
  self->put = gesso_sql_prepare (sql, text, error);
  return self->put != NULL ? g_steal_pointer (&self) : NULL;
}

static void
bind_node (sqlite3_stmt *statement,
           int           index,
           JsonNode     *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    sqlite3_bind_null (statement, index);
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    sqlite3_bind_text (statement, index, json_node_get_string (node), -1, SQLITE_TRANSIENT);
  else if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    sqlite3_bind_double (statement, index, json_node_get_double (node));
  else
    sqlite3_bind_int64 (statement, index, json_node_get_int (node));
}

/* What becomes a path on disk has to be one. */
static JsonNode *
value_for (JsonObject *row,
           const char *column)
{
  const char *text = gesso_json_string (row, column);

  if ((g_str_equal (column, "path") || g_str_equal (column, "trashed_from")) && !gesso_sidecar_is_path (text))
    return NULL;
  if (g_str_equal (column, "sha256") && !gesso_sidecar_is_hash (text))
    return NULL;
  return gesso_json_member (row, column);
}

gboolean
gesso_replay_table_put (GessoReplayTable  *self,
                        GessoSql          *sql,
                        JsonObject        *row,
                        gint64             key,
                        GError           **error)
{
  g_autoptr (GError) local = NULL;

  sqlite3_reset (self->put);
  for (guint i = 0; i < self->columns->len; i++)
    {
      JsonNode *node = value_for (row, self->columns->pdata[i]);

      bind_node (self->put, i + 1, node != NULL ? node : self->defaults->pdata[i]);
    }
  if (key != 0)
    sqlite3_bind_int64 (self->put, self->columns->len + 1, key);
  while (gesso_sql_step (sql, self->put, &local))
    ;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* --- Generations --- */

static gboolean
insert_generation (GessoReplay  *self,
                   JsonObject   *object,
                   gint64        row_id,
                   GError      **error)
{
  g_autoptr (GessoRow) row = gesso_row_new ();
  const char *recipe = gesso_json_string (object, "recipe");
  const char *account = gesso_json_string (object, "account");
  const char *origin = gesso_json_string (object, "origin");
  const char *round_id = gesso_json_string (object, "round_id");
  GessoSql *sql = gesso_replay_get_sql (self);

  /* The line that told of its beginning is lost. */
  if (recipe == NULL || !gesso_row_set_recipe (row, recipe, NULL))
    {
      gesso_row_set_recipe (row, "{\"prompt\": \"\"}", NULL);
      row->recipe_certain = FALSE;
    }
  row->id = g_strdup (gesso_json_string (object, "id"));
  row->row_id = row_id;
  row->round_id = round_id != NULL ? g_strdup (round_id) : g_uuid_string_random ();
  row->state = GESSO_STATE_HELD;
  row->request_hash = g_strdup (gesso_json_string (object, "request_hash"));
  row->origin = g_strdup (origin != NULL ? origin : "");
  row->account = g_strdup (account != NULL ? account : "");
  row->sandbox = gesso_json_int (object, "sandbox", 0) != 0;
  row->price = MAX (gesso_json_int (object, "price", 0), 0);
  row->catalog_revision = CLAMP (gesso_json_int (object, "catalog_revision", 0), 0, G_MAXINT);
  row->created_at = gesso_json_int (object, "created_at", row_id / 1024);
  return gesso_row_insert (sql, row, row_id, error);
}

static gboolean
put_generation (GessoReplay  *self,
                JsonObject   *object,
                GError      **error)
{
  GessoSql *sql = gesso_replay_get_sql (self);
  const char *id = gesso_json_string (object, "id");
  const char *tags = gesso_json_string (object, "tags");
  gint64 row_id = gesso_json_int (object, "row_id", 0);
  GessoReplayTable *table;
  GessoState state;
  gint64 there;

  if (id == NULL || !g_uuid_string_is_valid (id) || row_id <= 0 ||
      !gesso_state_from_nick (gesso_json_string (object, "state"), &state))
    return TRUE;
  there = gesso_replay_find (self, id);
  if (there == 0 && !insert_generation (self, object, row_id, error))
    return FALSE;
  row_id = there != 0 ? there : row_id;
  table = gesso_replay_get_table (self, "generation", gesso_replay_is_settled (self, row_id));
  return gesso_replay_table_put (table, sql, object, row_id, error) &&
         (tags == NULL || gesso_tags_set (sql, row_id, tags, gesso_json_int (object, "created_at", 0), error));
}

/* --- All of a line --- */

static gboolean
put_all (GessoReplay  *self,
         const char   *table,
         JsonArray    *rows,
         GError      **error)
{
  const gboolean is_generation = g_str_equal (table, "generation");
  GessoReplayTable *known = gesso_replay_get_table (self, table, FALSE);

  for (guint i = 0; known != NULL && rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = gesso_json_object (json_array_get_element (rows, i));
      g_autoptr (GError) local = NULL;

      if (row == NULL || (is_generation ? put_generation (self, row, &local)
                                        : gesso_replay_table_put (known, gesso_replay_get_sql (self), row, 0, &local)))
        continue;
      /* A row that does not fit the table is passed over; a full disk is not. */
      if (g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FAILED))
        continue;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
remove_all (GessoReplay  *self,
            const char   *table,
            JsonArray    *keys,
            GError      **error)
{
  GessoReplayTable *known = gesso_replay_get_table (self, table, FALSE);
  g_autofree char *text = g_strdup_printf ("DELETE FROM %s WHERE rowid = ?", table);
  g_autoptr (GError) local = NULL;
  sqlite3_stmt *statement;

  if (known == NULL || keys == NULL || g_str_equal (table, "generation"))
    return TRUE;
  statement = gesso_sql_prepare (gesso_replay_get_sql (self), text, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; local == NULL && i < json_array_get_length (keys); i++)
    {
      bind_node (statement, 1, json_array_get_element (keys, i));
      while (gesso_sql_step (gesso_replay_get_sql (self), statement, &local))
        ;
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  if (local == NULL || g_error_matches (local, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FAILED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
gesso_replay_rows (GessoReplay  *self,
                   JsonObject   *line,
                   GError      **error)
{
  /* In an order in which what is referred to is there. */
  static const char *const order[] = { "generation", "reference", "board", "board_item", "board_step", "history" };
  JsonObject *rows = gesso_json_sub_object (line, "rows");
  JsonObject *gone = gesso_json_sub_object (line, "gone");

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (!remove_all (self, order[i], gesso_json_sub_array (gone, order[i]), error) ||
        !put_all (self, order[i], gesso_json_sub_array (rows, order[i]), error))
      return FALSE;
  return TRUE;
}

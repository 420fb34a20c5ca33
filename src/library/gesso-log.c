/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-log.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-time.h"

/* What one line holds at most, so that it stays within what is read of JSON. */
#define ROWS_PER_LINE 100
#define IDS_PER_LINE 4000

/* Lines that wait for their fsync until there is nothing else to do. */
#define LINES_FULL 64

const char *const gesso_log_tables[] = { "generation", "board", "board_item", "board_step", "history", "reference", NULL };

/* Of generations, what is derived from the recipe, means something to this run alone, or is a secret. */
static const char *const left_out[] = {
  "revision", "prompt", "variant", "aspect_ratio", "resolution", "creativity", "seed", "has_reference", "listed",
  "queue_order", "round_key", "prompt_key", "webhook_secret", NULL,
};

/* What is the same for as long as the row lives: told when it is made. */
static const char *const told_once[] = {
  "round_id", "recipe", "request_hash", "sandbox", "catalog_revision", "created_at", NULL,
};

JsonObject *
gesso_log_new_at (const char *event,
                  gint64      time)
{
  JsonObject *object = json_object_new ();
  g_autofree char *iso = gesso_time_to_iso (time);

  json_object_set_string_member (object, "time", iso != NULL ? iso : "");
  json_object_set_string_member (object, "event", event);
  return object;
}

JsonObject *
gesso_log_new (const char *event)
{
  return gesso_log_new_at (event, gesso_time_now_ms ());
}

/* --- Rows --- */

static void
add_column (JsonObject   *object,
            sqlite3_stmt *statement,
            int           column)
{
  const char *name = sqlite3_column_name (statement, column);

  switch (sqlite3_column_type (statement, column))
    {
    case SQLITE_INTEGER:
      json_object_set_int_member (object, name, sqlite3_column_int64 (statement, column));
      break;
    case SQLITE_FLOAT:
      json_object_set_double_member (object, name, sqlite3_column_double (statement, column));
      break;
    case SQLITE_TEXT:
      json_object_set_string_member (object, name, (const char *) sqlite3_column_text (statement, column));
      break;
    default:
      break;
    }
}

/* %NULL without an error where the row is gone. */
static JsonObject *
read_row (GessoSql              *sql,
          const GessoSqlChange  *change,
          GError               **error)
{
  const gboolean is_generation = g_str_equal (change->table, "generation");
  const char *more = is_generation && change->is_new ? ", " GESSO_ROW_TAGS " AS tags" : "";
  g_autofree char *text = g_strdup_printf ("SELECT rowid AS rowid, *%s FROM %s WHERE rowid = %" G_GINT64_FORMAT, more,
                                           change->table, change->row);
  sqlite3_stmt *statement = gesso_sql_prepare (sql, text, error);
  JsonObject *object = NULL;

  if (statement == NULL)
    return NULL;
  if (gesso_sql_step (sql, statement, error))
    {
      object = json_object_new ();
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        if (!is_generation || (!g_strv_contains (left_out, sqlite3_column_name (statement, i)) &&
                               (change->is_new || !g_strv_contains (told_once, sqlite3_column_name (statement, i)))))
          add_column (object, statement, i);
      if (!gesso_sql_end (sql, statement, error))
        g_clear_pointer (&object, json_object_unref);
    }
  sqlite3_finalize (statement);
  return object;
}

static JsonArray *
array_in (JsonObject *line,
          const char *section,
          const char *table)
{
  JsonObject *tables = gesso_json_sub_object (line, section);
  JsonArray *array;

  if (tables == NULL)
    {
      tables = json_object_new ();
      json_object_set_object_member (line, section, tables);
    }
  array = gesso_json_sub_array (tables, table);
  if (array == NULL)
    {
      array = json_array_new ();
      json_object_set_array_member (tables, table, array);
    }
  return array;
}

/* --- Lines --- */

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return gesso_json_to_text (node);
}

static void
add_line (GessoCall  *call,
          JsonObject *object)
{
  if (call->lines == NULL)
    call->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (call->lines, to_text (object));
}

/* One step over very many pictures is several lines that say the same of each part of them. */
static void
add_in_parts (GessoCall  *call,
              JsonObject *object,
              const char *name)
{
  g_autoptr (JsonArray) all = json_array_ref (gesso_json_sub_array (object, name));
  const guint n = json_array_get_length (all);

  for (guint from = 0; from < n; from += IDS_PER_LINE)
    {
      JsonArray *part = json_array_new ();

      for (guint i = from; i < MIN (n, from + IDS_PER_LINE); i++)
        json_array_add_element (part, json_node_ref (json_array_get_element (all, i)));
      json_object_set_array_member (object, name, part);
      add_line (call, object);
    }
}

/* Changes as they are now; of each row only what came last. */
static gboolean
add_rows (GessoCall     *call,
          GessoSql      *sql,
          const GArray  *changes,
          GError       **error)
{
  g_autoptr (JsonObject) line = call->log != NULL ? json_object_ref (call->log) : NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;
  guint n = 0;

  for (guint i = 0; local == NULL && i < changes->len; i++)
    {
      GessoSqlChange change = g_array_index (changes, GessoSqlChange, i);
      char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, change.table, change.row);
      JsonObject *row;

      /* The first change of a row says whether it is new; it is read as it is at the end. */
      if (!g_hash_table_add (seen, key))
        continue;
      if (line == NULL)
        line = gesso_log_new ("changed");
      row = read_row (sql, &change, &local);
      if (row != NULL)
        json_array_add_object_element (array_in (line, "rows", change.table), row);
      else
        json_array_add_int_element (array_in (line, "gone", change.table), change.row);
      if (++n % ROWS_PER_LINE == 0)
        {
          add_line (call, line);
          g_clear_pointer (&line, json_object_unref);
        }
    }
  if (line != NULL)
    add_line (call, line);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
gesso_log_prepare (GessoCall  *call,
                   GessoSql   *sql,
                   GError    **error)
{
  const GArray *changes = gesso_sql_get_changes (sql);
  const char *many = call->log == NULL                              ? NULL
                     : json_object_has_member (call->log, "states") ? "states"
                     : json_object_has_member (call->log, "ids")    ? "ids"
                                                                    : NULL;

  if (call->unlogged)
    return TRUE;
  /* Steps of curation say all there is to say by themselves. */
  if (many != NULL)
    add_in_parts (call, call->log, many);
  else if (!add_rows (call, sql, changes, error))
    return FALSE;
  for (guint i = 0; call->lines != NULL && i < call->lines->len; i++)
    if (!gesso_sql_run (sql, error, "INSERT INTO log_pending (text) VALUES (?)", "s", call->lines->pdata[i]))
      return FALSE;
  return TRUE;
}

void
gesso_log_write (GessoCall *call)
{
  GessoCore *core = call->core;

  for (guint i = 0; call->lines != NULL && i < call->lines->len; i++)
    {
      /* What could not be written is written again with all that followed it. */
      if (!core->log_broken)
        core->log_broken = !gesso_folder_log (core->folder, call->lines->pdata[i]);
      core->n_lines++;
    }
}

/* --- Settling --- */

gboolean
gesso_log_is_full (GessoCore *core)
{
  return core->n_lines >= LINES_FULL || core->log_broken;
}

static gboolean
write_again (GessoCore *core)
{
  sqlite3_stmt *statement = gesso_sql_bind (core->sql, NULL, "SELECT text FROM log_pending ORDER BY line", "");
  gboolean done = statement != NULL;

  gesso_folder_mend_log (core->folder);
  while (done && gesso_sql_step (core->sql, statement, NULL))
    if (!gesso_folder_log (core->folder, (const char *) sqlite3_column_text (statement, 0)))
      {
        sqlite3_reset (statement);
        done = FALSE;
      }
  return done;
}

void
gesso_log_settle (GessoCore *core)
{
  if (core->n_lines == 0)
    return;
  if (core->log_broken && !write_again (core))
    return;
  core->log_broken = FALSE;
  if (!gesso_folder_sync_log (core->folder) || !gesso_sql_begin (core->sql, FALSE, NULL))
    return;
  if (gesso_sql_run (core->sql, NULL, "DELETE FROM log_pending", "") && gesso_sql_commit (core->sql, NULL))
    core->n_lines = 0;
  else
    gesso_sql_rollback (core->sql);
}

void
gesso_log_recover (GessoCore *core)
{
  core->n_lines = (guint) gesso_sql_int (core->sql, "SELECT count(*) FROM log_pending", 0);
  core->log_broken = core->n_lines > 0;
  gesso_folder_mend_log (core->folder);
  gesso_log_settle (core);
}

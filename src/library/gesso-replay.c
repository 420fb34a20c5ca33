/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-replay.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-sidecar.h"

struct _GessoReplay {
  GessoSql         *sql;
  GHashTable       *settled; /* row ids */
  GessoReplayTable *tables[7];
};

/* What a generation keeps for as long as it lives, or what is made of the recipe. */
#define CONSTANT \
  "row_id", "id", "round_id", "revision", "recipe", "prompt", "variant", "aspect_ratio", "resolution", "creativity", \
  "seed", "request_hash", "sandbox", "catalog_revision", "created_at", "queue_order", "webhook_secret", \
  "has_reference", "round_key", "prompt_key"

/* How it came to its end. */
#define JOURNAL \
  "state", "hold", "sent_recipe", "origin", "account", "price", "charge", "charged", "job_id", "submitted_at", \
  "completed_at", "sha256", "width", "height", "format", "size", "error_code", "error_message", "error_json", \
  "recipe_certain"

static const char *const constant[] = { CONSTANT, NULL };
static const char *const constant_and_journal[] = { CONSTANT, JOURNAL, NULL };
static const char *const nothing[] = { NULL };

GessoReplay *
gesso_replay_new (GessoSql  *sql,
                  GError   **error)
{
  static const char *const others[] = { "board", "board_item", "board_step", "history", "reference" };
  g_autoptr (GessoReplay) self = g_new0 (GessoReplay, 1);

  self->sql = sql;
  self->settled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->tables[0] = gesso_replay_table_new (sql, "generation", constant, TRUE, error);
  if (self->tables[0] == NULL)
    return NULL;
  self->tables[1] = gesso_replay_table_new (sql, "generation", constant_and_journal, TRUE, error);
  for (guint i = 0; i < G_N_ELEMENTS (others) && self->tables[i + 1] != NULL; i++)
    self->tables[i + 2] = gesso_replay_table_new (sql, others[i], nothing, FALSE, error);
  return self->tables[G_N_ELEMENTS (self->tables) - 1] != NULL ? g_steal_pointer (&self) : NULL;
}

void
gesso_replay_free (GessoReplay *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->tables); i++)
    g_clear_pointer (&self->tables[i], gesso_replay_table_free);
  g_hash_table_unref (self->settled);
  g_free (self);
}

GessoSql *
gesso_replay_get_sql (GessoReplay *self)
{
  return self->sql;
}

GessoReplayTable *
gesso_replay_get_table (GessoReplay *self,
                        const char  *name,
                        gboolean     settled)
{
  for (guint i = settled ? 1 : 0; i < G_N_ELEMENTS (self->tables); i++)
    if (g_str_equal (self->tables[i]->name, name))
      return self->tables[i];
  return NULL;
}

gboolean
gesso_replay_is_settled (GessoReplay *self,
                         gint64       row_id)
{
  return g_hash_table_contains (self->settled, &row_id);
}

gint64
gesso_replay_find (GessoReplay *self,
                   const char  *id)
{
  sqlite3_stmt *statement = gesso_sql_bind (self->sql, NULL, "SELECT row_id FROM generation WHERE id = ?", "s", id);
  gint64 row_id = 0;

  if (statement != NULL && gesso_sql_step (self->sql, statement, NULL))
    {
      row_id = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return row_id;
}

/* --- Sidecars --- */

static gboolean
write_end (GessoSql        *sql,
           const GessoRow  *row,
           const char      *sent_recipe,
           GError         **error)
{
  return gesso_sql_run (sql, error,
                        "UPDATE generation SET sent_recipe = ?, charge = ?, charged = ?, completed_at = ?, path = ?,"
                        " sha256 = ?, width = ?, height = ?, format = ?, size = ?, error_code = ?, error_message = ?,"
                        " error_json = ? WHERE row_id = ?",
                        "ssiissiisisssi", sent_recipe, gesso_charge_to_nick (row->charge), row->charged,
                        row->completed_at, row->path, row->sha256, (gint64) row->width, (gint64) row->height,
                        row->format, (gint64) row->size, row->error_code, row->error_message, row->error_json,
                        row->row_id);
}

/* Two files that claim one place, as after folders were put together: both are kept. */
static gboolean
is_free (GessoSql *sql,
         gint64    row_id)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL, "SELECT 1 FROM generation WHERE row_id = ?", "i", row_id);
  gboolean taken = statement != NULL && gesso_sql_step (sql, statement, NULL);

  if (taken)
    sqlite3_reset (statement);
  return !taken;
}

gboolean
gesso_replay_sidecar (GessoReplay  *self,
                      GBytes       *bytes,
                      const char   *id,
                      GError      **error)
{
  g_autofree char *sent_recipe = NULL;
  g_autoptr (GessoRow) row = gesso_sidecar_parse (bytes, id, &sent_recipe, error);
  gint64 there;

  if (row == NULL)
    return FALSE;
  there = gesso_replay_find (self, row->id);
  if (there != 0)
    row->row_id = there;
  else if (row->row_id == 0 || !is_free (self->sql, row->row_id))
    row->row_id = gesso_row_next_id (self->sql, row->created_at);
  if ((there == 0 && !gesso_row_insert (self->sql, row, row->row_id, error)) ||
      !write_end (self->sql, row, sent_recipe, error))
    return FALSE;
  g_hash_table_add (self->settled, g_memdup2 (&row->row_id, sizeof row->row_id));
  return TRUE;
}

/* --- Lines --- */

static gboolean
apply_setting (GessoSql    *sql,
               JsonObject  *line,
               GError     **error)
{
  const char *key = gesso_json_string (line, "key");
  const char *value = gesso_json_string (line, "value");

  if (key == NULL)
    return TRUE;
  if (value == NULL)
    return gesso_sql_run (sql, error, "DELETE FROM setting WHERE key = ?", "s", key);
  return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO setting VALUES (?, ?)", "ss", key, value);
}

static gboolean
apply_moodboard (GessoSql    *sql,
                 gint64       time,
                 JsonObject  *line,
                 GError     **error)
{
  const char *id = gesso_json_string (line, "id");
  const char *name = gesso_json_string (line, "name");

  return id == NULL || gesso_sql_run (sql, error, "INSERT OR REPLACE INTO moodboard VALUES (?, ?, ?, ?, ?)", "sssdi",
                                      id, name != NULL ? name : id, gesso_json_string (line, "cover"),
                                      gesso_json_double (line, "strength", 0.35), time);
}

static gboolean
apply_search (GessoSql    *sql,
              gint64       time,
              JsonObject  *line,
              GError     **error)
{
  const char *text = gesso_json_string (line, "text");

  return text == NULL || gesso_sql_run (sql, error,
                                        "INSERT INTO search (text, saved_at, name) VALUES (?1, ?2, ?3)"
                                        " ON CONFLICT (text) DO UPDATE SET name = ?3",
                                        "sis", text, time, gesso_json_string (line, "name"));
}

static gboolean
apply_event (GessoReplay  *self,
             const char   *event,
             gint64        time,
             JsonObject   *line,
             GError      **error)
{
  GessoSql *sql = self->sql;
  const char *text = gesso_json_string (line, "text");
  const char *id = gesso_json_string (line, "id");
  const char *account = gesso_json_string (line, "account");

  if (g_str_equal (event, "setting"))
    return apply_setting (sql, line, error);
  if (g_str_equal (event, "moodboard"))
    return apply_moodboard (sql, time, line, error);
  if (g_str_equal (event, "moodboard-forgotten") && id != NULL)
    return gesso_sql_run (sql, error, "DELETE FROM moodboard WHERE id = ?", "s", id);
  if (g_str_equal (event, "search-saved"))
    return apply_search (sql, time, line, error);
  if (g_str_equal (event, "search-forgotten") && text != NULL)
    return gesso_sql_run (sql, error, "DELETE FROM search WHERE text = ?", "s", text);
  if (g_str_equal (event, "account-shared") && account != NULL)
    return gesso_sql_run (sql, error, "INSERT OR REPLACE INTO account VALUES (?, 1)", "s", account);
  return TRUE;
}

gboolean
gesso_replay_line (GessoReplay  *self,
                   GBytes       *line,
                   GError      **error)
{
  g_autoptr (JsonNode) node = gesso_json_parse (line, error);
  JsonObject *object = gesso_json_object (node);
  const char *event = gesso_json_string (object, "event");
  const gint64 time = gesso_json_time (object, "time");
  g_autoptr (GError) local = NULL;

  if (node == NULL)
    return FALSE;
  if (event == NULL || time <= 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Not a line of the log");
      return FALSE;
    }
  if (gesso_replay_rows (self, object, &local) && !gesso_replay_curation (self, event, time, object, &local) &&
      local == NULL)
    apply_event (self, event, time, object, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

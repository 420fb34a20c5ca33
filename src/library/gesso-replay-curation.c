/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-replay.h"

#include "gesso-curate-private.h"
#include "gesso-json.h"
#include "gesso-sidecar.h"

/* Steps of curation, as gesso_curate_log() told them. */

typedef struct {
  GessoReplay *replay;
  GessoSql    *sql;
  JsonObject  *line;
  gint64       time;
} Step;

static char *
read_tags (GessoSql *sql,
           gint64    row_id)
{
  sqlite3_stmt *statement = gesso_sql_bind (sql, NULL, "SELECT " GESSO_ROW_TAGS " FROM generation WHERE row_id = ?", "i",
                                            row_id);
  char *tags = NULL;

  if (statement != NULL && gesso_sql_step (sql, statement, NULL))
    {
      tags = gesso_sql_text (statement, 0);
      sqlite3_reset (statement);
    }
  return tags;
}

/* (transfer full): texts of an array, %NULL-terminated */
static char **
strings_of (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }
  return g_strv_builder_end (builder);
}

static gboolean
mark_one (const Step  *step,
          gint64       row_id,
          const char  *id,
          GError     **error)
{
  g_auto (GStrv) add = strings_of (gesso_json_sub_array (step->line, "tags_added"));
  g_auto (GStrv) remove = strings_of (gesso_json_sub_array (step->line, "tags_removed"));
  const gint64 rating = gesso_json_int (step->line, "rating", -1);

  if (json_object_has_member (step->line, "favourite") &&
      !gesso_sql_run (step->sql, error, "UPDATE generation SET favourite = ? WHERE row_id = ?", "ii",
                      (gint64) gesso_json_boolean (step->line, "favourite", FALSE), row_id))
    return FALSE;
  if (rating >= 0 && !gesso_sql_run (step->sql, error, "UPDATE generation SET rating = ? WHERE row_id = ?", "ii",
                                     MIN (rating, GESSO_RATING_MAX), row_id))
    return FALSE;
  if (*add != NULL || *remove != NULL)
    {
      g_autofree char *before = read_tags (step->sql, row_id);
      g_autofree char *after = gesso_tags_change (before, (const char *const *) add, (const char *const *) remove);

      return g_strcmp0 (before, after) == 0 || gesso_tags_set (step->sql, row_id, after, step->time, error);
    }
  return TRUE;
}

static gboolean
set_state (const Step  *step,
           JsonObject  *state,
           GError     **error)
{
  const char *id = gesso_json_string (state, "id");
  const gint64 row_id = id != NULL ? gesso_replay_find (step->replay, id) : 0;
  g_auto (GStrv) tags = strings_of (gesso_json_sub_array (state, "tags"));
  g_autofree char *lines = gesso_tags_change (NULL, (const char *const *) tags, NULL);
  g_autofree char *before = NULL;

  if (row_id == 0)
    return TRUE;
  before = read_tags (step->sql, row_id);
  return gesso_sql_run (step->sql, error, "UPDATE generation SET favourite = ?, rating = ? WHERE row_id = ?", "iii",
                        (gint64) gesso_json_boolean (state, "favourite", FALSE),
                        CLAMP (gesso_json_int (state, "rating", 0), 0, GESSO_RATING_MAX), row_id) &&
         (g_strcmp0 (before, lines) == 0 || gesso_tags_set (step->sql, row_id, lines, step->time, error));
}

static gboolean
delete_one (const Step  *step,
            gint64       row_id,
            const char  *id,
            GError     **error)
{
  return gesso_sql_run (step->sql, error,
                        "UPDATE generation SET deleted_at = ?, trashed_from = path, path = iif (path IS NULL, NULL, '"
                        GESSO_FOLDER_TRASH "/' || id || '.' || coalesce (format, 'png'))"
                        " WHERE row_id = ? AND deleted_at IS NULL",
                        "ii", step->time, row_id);
}

static gboolean
restore_one (const Step  *step,
             gint64       row_id,
             const char  *id,
             GError     **error)
{
  const char *path = gesso_json_string (gesso_json_sub_object (step->line, "paths"), id);

  return gesso_sql_run (step->sql, error,
                        "UPDATE generation SET deleted_at = NULL, path = coalesce (?, trashed_from, path),"
                        " trashed_from = NULL WHERE row_id = ? AND deleted_at IS NOT NULL AND purged_at IS NULL",
                        "si", gesso_sidecar_is_path (path) ? path : NULL, row_id);
}

static gboolean
purge_one (const Step  *step,
           gint64       row_id,
           const char  *id,
           GError     **error)
{
  return gesso_sql_run (step->sql, error,
                        "UPDATE generation SET purged_at = ?, path = NULL, trashed_from = NULL WHERE row_id = ?", "ii",
                        step->time, row_id) &&
         gesso_tags_set (step->sql, row_id, NULL, step->time, error);
}

static gboolean
dismiss_one (const Step  *step,
             gint64       row_id,
             const char  *id,
             GError     **error)
{
  return gesso_sql_run (step->sql, error,
                        "UPDATE generation SET dismissed_at = ? WHERE row_id = ? AND state IN ('failed', 'cancelled')",
                        "ii", step->time, row_id);
}

static gboolean
recall_one (const Step  *step,
            gint64       row_id,
            const char  *id,
            GError     **error)
{
  return gesso_sql_run (step->sql, error, "UPDATE generation SET dismissed_at = NULL WHERE row_id = ?", "i", row_id);
}

static const struct {
  const char *event;
  gboolean  (*work) (const Step *step, gint64 row_id, const char *id, GError **error);
} steps[] = {
  { "marked", mark_one },   { "deleted", delete_one },    { "restored", restore_one },
  { "purged", purge_one },  { "dismissed", dismiss_one }, { "recalled", recall_one },
};

gboolean
gesso_replay_curation (GessoReplay  *self,
                       const char   *event,
                       gint64        time,
                       JsonObject   *line,
                       GError      **error)
{
  const Step step = { self, gesso_replay_get_sql (self), line, time };
  g_auto (GStrv) ids = strings_of (gesso_json_sub_array (line, "ids"));
  JsonArray *states = gesso_json_sub_array (line, "states");

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (!g_str_equal (steps[i].event, event))
        continue;
      for (char **id = ids; *id != NULL; id++)
        {
          gint64 row_id = gesso_replay_find (self, *id);

          if (row_id != 0 && !steps[i].work (&step, row_id, *id, error))
            return TRUE;
        }
      for (guint j = 0; states != NULL && j < json_array_get_length (states); j++)
        {
          JsonObject *state = gesso_json_object (json_array_get_element (states, j));

          if (state != NULL && !set_state (&step, state, error))
            return TRUE;
        }
      return TRUE;
    }
  return FALSE;
}

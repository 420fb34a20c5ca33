/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-schema.h"

#include "gesso-errors.h"

/*
 * Migration n makes version n + 1 out of version n. Never edit one that was released.
 *
 * `listed` says by itself whether a row is in the default view: 1 yes, 2 as long as it is young, 0 no. Its index
 * ends in the row id, so that the newest ids come in order without touching the wide rows.
 */
static const char generations[] =
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
  "CREATE TABLE generation ("
  "  row_id INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, round_id TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 1,"
  "  state TEXT NOT NULL, hold INTEGER NOT NULL DEFAULT 0, recipe TEXT NOT NULL, sent_recipe TEXT,"
  "  prompt TEXT NOT NULL DEFAULT '', variant TEXT, aspect_ratio TEXT, resolution TEXT, creativity TEXT, seed INTEGER,"
  "  request_hash TEXT, origin TEXT NOT NULL, account TEXT NOT NULL, sandbox INTEGER NOT NULL,"
  "  price INTEGER NOT NULL, charge TEXT NOT NULL DEFAULT 'none', charged INTEGER NOT NULL DEFAULT 0,"
  "  catalog_revision INTEGER NOT NULL DEFAULT 0, job_id TEXT,"
  "  created_at INTEGER NOT NULL, submitted_at INTEGER NOT NULL DEFAULT 0, completed_at INTEGER NOT NULL DEFAULT 0,"
  "  path TEXT, trashed_from TEXT, sha256 TEXT, width INTEGER NOT NULL DEFAULT 0, height INTEGER NOT NULL DEFAULT 0,"
  "  format TEXT, size INTEGER NOT NULL DEFAULT 0, error_code TEXT, error_message TEXT, error_json TEXT,"
  "  recipe_certain INTEGER NOT NULL DEFAULT 1, deleted_at INTEGER, dismissed_at INTEGER,"
  "  window_start INTEGER NOT NULL DEFAULT 0, window_end INTEGER NOT NULL DEFAULT 0, webhook_secret TEXT,"
  "  queue_order INTEGER NOT NULL DEFAULT 0,"
  "  listed INTEGER GENERATED ALWAYS AS (CASE WHEN deleted_at IS NOT NULL OR dismissed_at IS NOT NULL"
  "    OR state = 'cancelled' THEN 0 WHEN state = 'failed' THEN 2 ELSE 1 END) VIRTUAL);"
  "CREATE INDEX generation_listed ON generation (listed, row_id, sandbox, state);"
  "CREATE INDEX generation_unfinished ON generation (state) WHERE state NOT IN ('kept', 'failed', 'cancelled');"
  "CREATE INDEX generation_round ON generation (round_id);"
  "CREATE INDEX generation_job ON generation (job_id) WHERE job_id IS NOT NULL;"
  "CREATE INDEX generation_sha256 ON generation (sha256) WHERE sha256 IS NOT NULL;"
  "CREATE INDEX generation_path ON generation (path) WHERE path IS NOT NULL;"
  "CREATE INDEX generation_hash ON generation (request_hash, sandbox) WHERE state = 'kept' AND deleted_at IS NULL;"
  "CREATE INDEX generation_variant ON generation (variant, sandbox) WHERE state = 'kept';"
  "CREATE VIRTUAL TABLE generation_words USING fts5 (prompt, content='generation', content_rowid='row_id',"
  "  prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');"
  "CREATE TABLE ledger (generation INTEGER PRIMARY KEY, generation_id TEXT NOT NULL, job_id TEXT, variant TEXT,"
  "  account TEXT NOT NULL, amount INTEGER NOT NULL, charge TEXT NOT NULL, completed_at INTEGER NOT NULL,"
  "  sandbox INTEGER NOT NULL);"
  "CREATE INDEX ledger_time ON ledger (completed_at);"
  "CREATE TABLE account (account TEXT PRIMARY KEY, shared INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;"
  "CREATE TABLE asset (account TEXT NOT NULL, sha256 TEXT NOT NULL, asset_id TEXT NOT NULL, url TEXT,"
  "  uploaded_at INTEGER NOT NULL, PRIMARY KEY (account, sha256)) WITHOUT ROWID;"
  "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE history (prompt TEXT PRIMARY KEY, folded TEXT NOT NULL, recipe TEXT NOT NULL, used_at INTEGER NOT NULL);"
  "CREATE INDEX history_time ON history (used_at);";

/* Coordinates are in px of the canvas, the rotation in degrees, crop edges in parts of the picture. */
static const char boards[] =
  "CREATE TABLE reference (sha256 TEXT PRIMARY KEY, name TEXT, format TEXT NOT NULL, width INTEGER NOT NULL,"
  "  height INTEGER NOT NULL, size INTEGER NOT NULL, created_at INTEGER NOT NULL);"
  "CREATE TABLE board (board INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
  "  revision INTEGER NOT NULL DEFAULT 1, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL,"
  "  used_at INTEGER NOT NULL DEFAULT 0, deleted_at INTEGER, ground TEXT);"
  "CREATE TABLE board_item (item INTEGER PRIMARY KEY, board INTEGER NOT NULL REFERENCES board (board),"
  "  kind TEXT NOT NULL, sha256 TEXT, name TEXT, role TEXT NOT NULL DEFAULT 'style', slot INTEGER, strength REAL,"
  "  x REAL, y REAL, width REAL, height REAL, z REAL, rotation REAL, flipped INTEGER, crop_left REAL, crop_top REAL,"
  "  crop_right REAL, crop_bottom REAL, note TEXT, colour TEXT, origin TEXT, created_at INTEGER NOT NULL);"
  "CREATE INDEX board_item_board ON board_item (board, slot);"
  "CREATE TABLE moodboard (id TEXT PRIMARY KEY, name TEXT NOT NULL, cover TEXT, strength REAL NOT NULL,"
  "  used_at INTEGER NOT NULL) WITHOUT ROWID;";

/*
 * What people say of pictures. `generation_listed` and `generation_curated` carry every column that a search can ask
 * for, so that a filter is answered without reading the wide rows; `generation_use` says which references (the
 * beginning of their hash) and moodboards ("m:" and the id) went into a picture. Columns of `curation_row` are NULL
 * where a step did not touch them.
 */
#define FACETS "sandbox, state, variant, aspect_ratio, creativity, rating, favourite, seed, price, has_reference"

static const char curation[] =
  "ALTER TABLE generation ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE generation ADD COLUMN rating INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE generation ADD COLUMN purged_at INTEGER;"
  "ALTER TABLE generation ADD COLUMN has_reference INTEGER NOT NULL DEFAULT 0;"
  "UPDATE generation SET has_reference = 1 WHERE CASE WHEN json_valid (recipe) THEN"
  "  json_array_length (recipe, '$.references') > 0 OR json_type (recipe, '$.source') IS NOT NULL END;"
  "DROP INDEX generation_listed;"
  "CREATE INDEX generation_listed ON generation (listed, row_id, " FACETS ");"
  "CREATE INDEX generation_curated ON generation (row_id, listed, " FACETS ") WHERE rating > 0 OR favourite = 1;"
  "CREATE INDEX generation_seed ON generation (seed);"
  "CREATE INDEX generation_failed ON generation (row_id) WHERE state = 'failed' AND deleted_at IS NULL;"
  "CREATE INDEX generation_trash ON generation (row_id) WHERE deleted_at IS NOT NULL AND purged_at IS NULL;"
  "CREATE TABLE generation_use (key TEXT NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY (key, row_id)) WITHOUT ROWID;"
  "INSERT OR IGNORE INTO generation_use SELECT substr (json_extract (value, '$.sha256'), 1, 16), row_id"
  "  FROM generation, json_each (CASE WHEN json_valid (recipe) THEN recipe ELSE '{}' END, '$.references')"
  "  WHERE json_extract (value, '$.sha256') IS NOT NULL;"
  "INSERT OR IGNORE INTO generation_use SELECT 'm:' || json_extract (value, '$.id'), row_id"
  "  FROM generation, json_each (CASE WHEN json_valid (recipe) THEN recipe ELSE '{}' END, '$.moodboards')"
  "  WHERE json_extract (value, '$.id') IS NOT NULL;"
  "CREATE TABLE tag (tag INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE,"
  "  uses INTEGER NOT NULL DEFAULT 0, used_at INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE generation_tag (tag INTEGER NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY (tag, row_id)) WITHOUT ROWID;"
  "CREATE INDEX generation_tag_row ON generation_tag (row_id, tag);"
  "CREATE TABLE curation (step INTEGER PRIMARY KEY, kind TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,"
  "  created_at INTEGER NOT NULL);"
  "CREATE TABLE curation_row (step INTEGER NOT NULL, row_id INTEGER NOT NULL, favourite_before INTEGER,"
  "  favourite_after INTEGER, rating_before INTEGER, rating_after INTEGER, tags_before TEXT, tags_after TEXT,"
  "  PRIMARY KEY (step, row_id)) WITHOUT ROWID;"
  "CREATE INDEX curation_row_row ON curation_row (row_id);"
  "CREATE TABLE search (text TEXT PRIMARY KEY, saved_at INTEGER NOT NULL) WITHOUT ROWID;";

/* Each change of a board, and what takes it back: {"removed": [ids], "items": [items]}. */
static const char board_steps[] =
  "CREATE TABLE board_step (step INTEGER PRIMARY KEY AUTOINCREMENT, board INTEGER NOT NULL REFERENCES board (board),"
  "  label TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,"
  "  created_at INTEGER NOT NULL);"
  "CREATE INDEX board_step_board ON board_step (board, undone, step);";

/* What the user wants cancelled, until it is final. */
static const char cancel_wishes[] = "CREATE TABLE cancel_wish (row_id INTEGER PRIMARY KEY);";

/*
 * What makes a stack: the round, or the prompt, as a number (see gesso_sql_key()). In the indexes that lists are read
 * from, so that folding a million rows into stacks reads nothing else. Saved searches can have a name.
 */
static const char stacks[] =
  "ALTER TABLE search ADD COLUMN name TEXT;"
  "ALTER TABLE generation ADD COLUMN round_key INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE generation ADD COLUMN prompt_key INTEGER NOT NULL DEFAULT 0;"
  "UPDATE generation SET round_key = gesso_key (round_id), prompt_key = gesso_key (prompt);"
  "DROP INDEX generation_listed;"
  "DROP INDEX generation_curated;"
  "CREATE INDEX generation_listed ON generation (listed, row_id, " FACETS ", round_key, prompt_key);"
  "CREATE INDEX generation_curated ON generation (row_id, listed, " FACETS ", round_key, prompt_key)"
  "  WHERE rating > 0 OR favourite = 1;"
  "CREATE INDEX generation_prompt ON generation (prompt_key);";

/* What a board adds to the prompt; the Krea moodboard it is linked to. What pictures look like (see GessoSignature). */
static const char steering[] =
  "ALTER TABLE board ADD COLUMN words TEXT;"
  "ALTER TABLE board ADD COLUMN moodboard TEXT;"
  "ALTER TABLE board ADD COLUMN moodboard_instead INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE reference ADD COLUMN origin TEXT;"
  "CREATE TABLE signature (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;";

/*
 * Lines that are not surely in the log yet. Where originals are not where they were: since when; folders as they were
 * when looked through last (ns), so that only those that changed are; and pictures in them that nobody knows.
 */
static const char upkeep[] =
  "CREATE TABLE log_pending (line INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL);"
  "ALTER TABLE generation ADD COLUMN missing_at INTEGER;"
  "CREATE INDEX generation_missing ON generation (row_id) WHERE missing_at IS NOT NULL;"
  "CREATE TABLE folder (path TEXT PRIMARY KEY, parent TEXT, changed INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE INDEX folder_parent ON folder (parent);"
  "CREATE TABLE stray (path TEXT PRIMARY KEY, size INTEGER NOT NULL, ignored INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;";

/* What came from files; see GESSO_ORIGIN_IMPORT. */
static const char imports[] = "CREATE INDEX generation_imported ON generation (row_id) WHERE origin = 'import';";

/* How a board is looked at. */
static const char looks[] = "ALTER TABLE board ADD COLUMN grey INTEGER NOT NULL DEFAULT 0;";

/* Where a picture came from is kept with what lies on the board: one content may come from many places. */
static const char origins[] = "ALTER TABLE reference DROP COLUMN origin;";

static const char *const migrations[] = {
  generations, boards, curation, board_steps, cancel_wishes, stacks, steering, upkeep, imports, looks, origins,
};

int
gesso_schema_version (void)
{
  return G_N_ELEMENTS (migrations);
}

gboolean
gesso_schema_migrate (GessoSql    *sql,
                      const char  *label,
                      GError     **error)
{
  gint64 version = gesso_sql_int (sql, "PRAGMA user_version", -1);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version=%d", gesso_schema_version ());

  if (version == gesso_schema_version ())
    return TRUE;
  if (version > gesso_schema_version ())
    {
      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NEWER, label, NULL);
      return FALSE;
    }
  if (version < 0)
    {
      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_DAMAGED, label, "no schema version");
      return FALSE;
    }
  if (!gesso_sql_begin (sql, TRUE, error))
    return FALSE;
  for (gsize i = version; i < G_N_ELEMENTS (migrations); i++)
    if (!gesso_sql_exec (sql, migrations[i], error))
      {
        gesso_sql_rollback (sql);
        return FALSE;
      }
  if (gesso_sql_exec (sql, mark, error) && gesso_sql_commit (sql, error))
    return TRUE;
  gesso_sql_rollback (sql);
  return FALSE;
}

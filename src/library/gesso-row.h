/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-generation.h"
#include "gesso-picture.h"
#include "gesso-sql.h"

G_BEGIN_DECLS

/**
 * GessoRow:
 * @revision: grows with every change on disk, so that a slow read does not undo a commit
 * @path: relative to the library on disk; absolute in a #GessoGeneration
 *
 * Private to the layer: a generation as the database has it. Plain data, for any thread.
 */
typedef struct {
  gint64       row_id;
  gint64       revision;
  char        *id;
  char        *round_id;
  GessoState   state;
  GessoHold    hold;
  char        *recipe;
  char        *prompt;
  char        *variant;
  char        *aspect_ratio;
  char        *resolution;
  char        *creativity;
  gint64       seed;
  char        *request_hash;
  char        *origin;
  char        *account;
  gboolean     sandbox;
  gint64       price;
  GessoCharge  charge;
  gint64       charged;
  int          catalog_revision;
  char        *job_id;
  gint64       created_at;
  gint64       submitted_at;
  gint64       completed_at;
  char        *path;
  char        *sha256;
  guint        width;
  guint        height;
  char        *format; /* extension */
  guint64      size;
  char        *error_code;
  char        *error_message;
  char        *error_json;
  gboolean     recipe_certain;
  gboolean     deleted;
  gboolean     dismissed;
  gint64       window_start;
  gint64       window_end;
  gboolean     purged; /* deleted for good: the file is gone */
  gboolean     favourite;
  int          rating;
  char        *tags; /* a line each */
  gboolean     missing; /* its file is not where it was */
} GessoRow;

GessoRow        *gesso_row_new         (void);
void             gesso_row_free        (GessoRow         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRow, gesso_row_free)
/* @self->recipe, and what of it has columns of its own; %FALSE if @recipe is not a recipe. */
gboolean         gesso_row_set_recipe  (GessoRow         *self,
                                        const char       *recipe,
                                        GError          **error);

/* The tags of a row, a line each, in their order; NULL without any. */
#define GESSO_ROW_TAGS \
  "(SELECT group_concat (name, char (10)) FROM (SELECT name FROM generation_tag JOIN tag USING (tag)" \
  " WHERE generation_tag.row_id = generation.row_id ORDER BY folded))"

/* Columns in the order that gesso_row_read() wants: "SELECT " GESSO_ROW_COLUMNS " FROM generation …" */
#define GESSO_ROW_COLUMNS \
  "row_id, revision, id, round_id, state, hold, recipe, prompt, variant, aspect_ratio, resolution, creativity, seed, " \
  "request_hash, origin, account, sandbox, price, charge, charged, catalog_revision, job_id, created_at, " \
  "submitted_at, completed_at, path, sha256, width, height, format, size, error_code, error_message, error_json, " \
  "recipe_certain, deleted_at IS NOT NULL, dismissed_at IS NOT NULL, window_start, window_end, purged_at IS NOT NULL, " \
  "favourite, rating, " \
  GESSO_ROW_TAGS ", missing_at IS NOT NULL"

/* @root: path of the library */
GessoRow        *gesso_row_read        (sqlite3_stmt     *statement,
                                        const char       *root);
/* One row by id; %GESSO_LIBRARY_ERROR_NOT_FOUND where there is none. */
GessoRow        *gesso_row_load        (GessoSql         *sql,
                                        gint64            row_id,
                                        const char       *root,
                                        GError          **error);
gboolean         gesso_row_insert      (GessoSql         *sql,
                                        const GessoRow   *row,
                                        gint64            queue_order,
                                        GError          **error);
/* A time to the millisecond, and room for 1024 rows in each. */
gint64           gesso_row_next_id     (GessoSql         *sql,
                                        gint64            created_at);

/* --- GessoGeneration, from inside the layer --- */

GessoGeneration *gesso_generation_new_shell (gint64            row_id);
gboolean         gesso_generation_is_loaded (GessoGeneration  *self);
/* Takes over what changed, and notifies just that. Older revisions are ignored. */
void             gesso_generation_apply     (GessoGeneration  *self,
                                             const GessoRow   *row);
const GessoRow  *gesso_generation_peek      (GessoGeneration  *self);

/* The object that "Command line" promises, from @row alone. */
char            *gesso_row_to_json          (const GessoRow   *row,
                                             const char       *references_dir);
/* The sidecar: all there is to know. @original: (nullable): relative path */
GBytes          *gesso_row_to_sidecar       (const GessoRow   *row,
                                             const char       *sent_recipe,
                                             const char       *original,
                                             const char       *library_uuid);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "gesso-sql.h"

G_BEGIN_DECLS

/*
 * Private to the layer: makes rows of sidecars and lines of the log. All sidecars come first, and have the last word on
 * how a generation ended. Lines set what they tell of to what it was then; a part of the log that comes twice does
 * no harm.
 */

typedef struct _GessoReplay GessoReplay;

/* @sql: an up to date database, that stays the caller's */
GessoReplay *gesso_replay_new        (GessoSql     *sql,
                                      GError      **error);
void         gesso_replay_free       (GessoReplay  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoReplay, gesso_replay_free)

/* Both: %G_IO_ERROR_INVALID_DATA for what is damaged, and may be passed over. */
gboolean     gesso_replay_sidecar    (GessoReplay  *self,
                                      GBytes       *bytes,
                                      const char   *id,
                                      GError      **error);
gboolean     gesso_replay_line       (GessoReplay  *self,
                                      GBytes       *line,
                                      GError      **error);

/* The row of a generation; 0 where there is none. */
gint64       gesso_replay_find       (GessoReplay  *self,
                                      const char   *id);
/* What was said of pictures: favourites, tags, the trash. %TRUE if @event is one of them. */
gboolean     gesso_replay_curation   (GessoReplay  *self,
                                      const char   *event,
                                      gint64        time,
                                      JsonObject   *line,
                                      GError      **error);
/* The rows that a line carries. */
gboolean     gesso_replay_rows       (GessoReplay  *self,
                                      JsonObject   *line,
                                      GError      **error);
GessoSql    *gesso_replay_get_sql    (GessoReplay  *self);
/* Whether a sidecar said how it ended. */
gboolean     gesso_replay_is_settled (GessoReplay  *self,
                                      gint64        row_id);

/**
 * GessoReplayTable:
 *
 * A table whose rows the log carries.
 */
typedef struct {
  const char   *name;
  GPtrArray    *columns;  /* names */
  GPtrArray    *defaults; /* JsonNode or NULL */
  sqlite3_stmt *put;      /* every column, in this order; the key follows where it is an update */
} GessoReplayTable;

GessoReplayTable *gesso_replay_table_new  (GessoSql           *sql,
                                           const char         *name,
                                           const char *const  *without,
                                           gboolean            update,
                                           GError            **error);
void              gesso_replay_table_free (GessoReplayTable   *self);
gboolean          gesso_replay_table_put  (GessoReplayTable   *self,
                                           GessoSql           *sql,
                                           JsonObject         *row,
                                           gint64              key,
                                           GError            **error);
/* [0] for generations of which the log alone tells, [1] for those with a sidecar, then all other tables. */
GessoReplayTable *gesso_replay_get_table  (GessoReplay        *self,
                                           const char         *name,
                                           gboolean            settled);

G_END_DECLS

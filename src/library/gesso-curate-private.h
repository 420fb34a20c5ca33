/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-curation.h"
#include "gesso-library-private.h"

G_BEGIN_DECLS

/* Above this many pictures a step is told as one change of everything. */
#define GESSO_CURATE_MANY 400

/**
 * GessoCurateData:
 *
 * Private to the layer: the data of a call that is a step of curation.
 */
typedef struct {
  /* inputs */
  GArray        *ids;
  GessoQuery     query; /* its texts are ours */
  gboolean       use_query;
  gboolean       set_favourite;
  gboolean       favourite;
  gboolean       set_rating;
  int            rating;
  char         **add_tags;
  char         **remove_tags;
  gboolean       redo;
  gint64         now;      /* when it was asked for */

  /* in progress */
  GPtrArray     *moves;
  gint64         step;     /* 0 until something changed, or where none is wanted */
  GPtrArray     *uuids;    /* of what changed */
  JsonArray     *states;   /* (nullable): what the log says of each */
  JsonObject    *paths;    /* (nullable): of what could not go back to where it was, by UUID */

  /* outputs */
  GPtrArray     *rows;
  GessoCurationKind  kind;
} GessoCurateData;

GessoCurateData *gesso_curate_data_new     (const gint64         *row_ids,
                                            guint                 n_row_ids);
/* A call for a step; its end is gesso_library_step_finish(), or as @source_tag says. */
GessoCall       *gesso_curate_call         (GessoLibrary         *self,
                                            GessoCallKind         kind,
                                            gpointer              source_tag,
                                            GessoCurateData      *data,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
/* Notes that a row is different now. */
gboolean         gesso_curate_changed      (GessoCall            *call,
                                            GessoSql             *sql,
                                            gint64                row_id,
                                            const char           *uuid,
                                            GError              **error);
/* As above, with a line of the journal; the first one makes a step of @kind, and ends what could be redone. */
gboolean         gesso_curate_journal      (GessoCall            *call,
                                            GessoSql             *sql,
                                            const char           *kind,
                                            gint64                row_id,
                                            GError              **error);
/* {"time": …, "event": @event, "ids": […]}, if anything changed */
void             gesso_curate_log          (GessoCall            *call,
                                            const char           *event);

/* One picture into and out of the trash; nothing happens where it is there already. */
gboolean         gesso_curate_trash_one    (GessoCall            *call,
                                            GessoSql             *sql,
                                            gint64                row_id,
                                            GError              **error);
gboolean         gesso_curate_untrash_one  (GessoCall            *call,
                                            GessoSql             *sql,
                                            gint64                row_id,
                                            GError              **error);

/* Makes the tags of a row those of @lines (nullable), used at @now. */
gboolean         gesso_tags_set            (GessoSql             *sql,
                                            gint64                row_id,
                                            const char           *lines,
                                            gint64                now,
                                            GError              **error);
/* @lines (nullable) with and without some, in their order; %NULL if none are left. */
char            *gesso_tags_change         (const char           *lines,
                                            const char *const    *add,
                                            const char *const    *remove);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-query.h"
#include "gesso-search.h"
#include "gesso-sql.h"
#include "gesso-stacks.h"

G_BEGIN_DECLS

/* Failed ones stay in the default view this long. */
#define GESSO_FAILED_SHOWN_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

/* Without case and accents. */
char      *gesso_query_fold     (const char         *text);
/* Runs of letters and digits, folded, as the index has them. (transfer full) (element-type utf8) */
GPtrArray *gesso_query_split    (const char         *text);

/* Whether a term of this kind is asked for, not excluded. */
gboolean   gesso_query_wants    (const GessoSearch  *search,
                                 GessoTermKind       kind);

/* Whether a generation that just changed belongs in a list of @query. @search: (nullable): its text, taken apart.
 * @known: whether it is in the list now */
gboolean   gesso_query_matches  (const GessoQuery   *query,
                                 const GessoSearch  *search,
                                 GessoGeneration    *generation,
                                 gboolean            known);

/* Row ids of everything @query finds, newest first, appended to @ids (gint64) until @cancellable (nullable). */
gboolean   gesso_query_collect  (GessoSql           *sql,
                                 const GessoQuery   *query,
                                 GCancellable       *cancellable,
                                 GArray             *ids,
                                 GError            **error);

/* The same, folded into stacks as the query says, until @stacks has enough. */
gboolean   gesso_query_collect_stacks (GessoSql     *sql,
                                 const GessoQuery   *query,
                                 GCancellable       *cancellable,
                                 GessoStacks        *stacks,
                                 GError            **error);

/* The sentence for an id that names none, or more than one. */
void       gesso_set_find_error (GError            **error,
                                 const char         *id,
                                 gboolean            ambiguous);

G_END_DECLS

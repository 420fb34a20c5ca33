/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-query.h"

G_BEGIN_DECLS

/* What a person typed as an FTS5 expression: every word quoted, the last one a prefix; %NULL without words. */
char     *gesso_query_to_words (const char        *text);

/* Whether a generation that just changed belongs in a list of @query. */
gboolean  gesso_query_matches  (const GessoQuery  *query,
                                GessoGeneration   *generation);

/* The sentence for an id that names none, or more than one. */
void      gesso_set_find_error (GError           **error,
                                const char        *id,
                                gboolean           ambiguous);

G_END_DECLS

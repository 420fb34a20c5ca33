/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-generation.h"

G_BEGIN_DECLS

/**
 * GessoTermKind:
 * @GESSO_TERM_WORDS: "text": a word or a phrase of the prompt
 * @GESSO_TERM_VARIANT: "text": how the variant begins
 * @GESSO_TERM_ASPECT: "text"
 * @GESSO_TERM_CREATIVITY: "text": how the creativity begins
 * @GESSO_TERM_SEED: "low" to "high"
 * @GESSO_TERM_RATING: "low" to "high"
 * @GESSO_TERM_COST: "low" to "high", µ$
 * @GESSO_TERM_TIME: "low" to "high", Unix ms
 * @GESSO_TERM_BOARD: "text"
 * @GESSO_TERM_TAG: "text"
 * @GESSO_TERM_FAVOURITE: is
 * @GESSO_TERM_FAILED: is
 * @GESSO_TERM_TRASH: is
 * @GESSO_TERM_SANDBOX: is
 * @GESSO_TERM_REFERENCE: has
 * @GESSO_TERM_TAGGED: has
 * @GESSO_TERM_IMPORTED: is
 */
typedef enum {
  GESSO_TERM_WORDS,
  GESSO_TERM_VARIANT,
  GESSO_TERM_ASPECT,
  GESSO_TERM_CREATIVITY,
  GESSO_TERM_SEED,
  GESSO_TERM_RATING,
  GESSO_TERM_COST,
  GESSO_TERM_TIME,
  GESSO_TERM_BOARD,
  GESSO_TERM_TAG,
  GESSO_TERM_FAVOURITE,
  GESSO_TERM_FAILED,
  GESSO_TERM_TRASH,
  GESSO_TERM_SANDBOX,
  GESSO_TERM_REFERENCE,
  GESSO_TERM_TAGGED,
  GESSO_TERM_IMPORTED,
} GessoTermKind;

/**
 * GessoTerm:
 * @negated: whether pictures that fit are left out
 * @prefix: words only: whether the last word is the beginning of one
 * @text: (nullable): as it was typed, without quotes
 * @start: @end: where it stands in the query, in characters
 */
typedef struct {
  GessoTermKind kind;
  gboolean      negated;
  gboolean      prefix;
  char         *text;
  gint64        low;
  gint64        high;
  guint         start;
  guint         end;
} GessoTerm;

/**
 * GessoSearch:
 * @terms: (element-type GessoTerm): all of them have to fit
 * @error: (nullable): what is wrong with the first part that could not be read, as a sentence; the part is searched
 *   for as plain words
 * @error_start: @error_end: where that part stands, in characters
 *
 * A query as a person typed it, taken apart. Plain data that needs no library.
 */
typedef struct {
  GPtrArray *terms;
  char      *error;
  guint      error_start;
  guint      error_end;
} GessoSearch;

/* @text: anything */
GessoSearch *gesso_search_parse     (const char         *text);
void         gesso_search_free      (GessoSearch        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSearch, gesso_search_free)

/* Whether @term stands in @text as a part of its own, whatever the case. */
gboolean     gesso_search_has_part  (const char         *text,
                                     const char         *term);
/* (transfer full): @text with @term in front, or without it */
char        *gesso_search_add_part  (const char         *text,
                                     const char         *term);
char        *gesso_search_remove_part (const char       *text,
                                     const char         *term);

/* The first term of a kind; %NULL without one. */
const GessoTerm *gesso_search_find  (const GessoSearch  *self,
                                     GessoTermKind       kind);

/**
 * gesso_search_matches:
 * @known: the answer for what a generation does not say by itself: of which board its references are
 *
 * Whether @generation fits every term.
 */
gboolean     gesso_search_matches   (const GessoSearch  *self,
                                     GessoGeneration    *generation,
                                     gboolean            known);

G_END_DECLS

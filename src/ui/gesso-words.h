/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "gesso-engine.h"

G_BEGIN_DECLS

/* What the window says, in one place: sentences and fixes for what can go wrong, and names of things. */

/**
 * GessoFix:
 * @label: the button's text, translated
 * @action: the window's action that it activates ("win.add-key", "win.try-again")
 */
typedef struct {
  const char *label;
  const char *action;
} GessoFix;

/**
 * GessoSentence:
 * @text: what happened, in one sentence for people
 * @details: (nullable): the server's own words, to be shown under *Details*
 * @fixes: at most two, ended by one without a label
 */
typedef struct {
  char     *text;
  char     *details;
  GessoFix  fixes[3];
} GessoSentence;

void           gesso_sentence_free       (GessoSentence   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSentence, gesso_sentence_free)

/* Why the queue does not go on; %NULL while it runs. */
GessoSentence *gesso_words_for_hold      (GessoEngine     *engine);
/* Why a generation failed or waits for the user; %NULL if neither. */
GessoSentence *gesso_words_for_failure   (GessoGeneration *generation);
GessoSentence *gesso_words_for_error     (const GError    *error);

/* "Turbo", "Medium", "Large"; "Raw" …; translated */
const char    *gesso_words_variant       (const char      *variant);
const char    *gesso_words_creativity    (const char      *creativity);
/* The sentence under the active toggle; @typical_s: seconds, or 0 for the catalog's */
char          *gesso_words_variant_hint    (const char    *variant, double typical_s);
const char    *gesso_words_creativity_hint (const char    *creativity);
/* "queued", "drawing" …, translated, for accessible names */
const char    *gesso_words_state         (GessoState       state);
/* Prompt, variant, rating and state: the accessible name of a picture. */
char          *gesso_words_picture_name  (GessoGeneration *generation);

G_END_DECLS

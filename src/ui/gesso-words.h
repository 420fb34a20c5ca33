/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-engine.h"

G_BEGIN_DECLS

/* What the window says, in one place: sentences and fixes for what can go wrong, and names of things. */

/**
 * GessoFix:
 * @label: the button's text, translated
 * @action: the window's action that it activates ("win.add-key", "win.show-setting('seed')"); a name that begins
 *   with "win.generation-" wants the generation's id as its target, which gesso_fix_bind() sets
 *
 * Both strings are static or interned.
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

/* Takes @text, translated; copies @details. For those below who make sentences. */
GessoSentence *gesso_sentence_new        (char            *text,
                                          const char      *details);
GessoSentence *gesso_sentence_add_fix    (GessoSentence   *self,
                                          const char      *label,
                                          const char      *action);

/* Gives @button the action and target of @fix. @generation: (nullable): what the sentence is about */
void           gesso_fix_bind            (const GessoFix  *fix,
                                          GtkActionable   *button,
                                          GessoGeneration *generation);

/* Why the queue does not go on; %NULL while it runs. */
GessoSentence *gesso_words_for_hold      (GessoEngine     *engine);
/* As above, from what the engine would say: @waiting pictures, @cap in µ$, @retry_at in Unix ms. */
GessoSentence *gesso_words_for_queue     (GessoQueueHold   hold,
                                          const GError    *error,
                                          guint            waiting,
                                          gint64           cap,
                                          gint64           retry_at);
/* Why there is no account to send with; %NULL where there is one. @error: (nullable): "account-error" */
GessoSentence *gesso_words_for_account   (GessoAccountState state,
                                          const char      *error);
/* Why a generation failed or waits for the user; %NULL if neither. */
GessoSentence *gesso_words_for_failure   (GessoGeneration *generation);
/* Why a submitted one does not go on by itself; %NULL if it does. */
GessoSentence *gesso_words_for_rest      (GessoEngine     *engine,
                                          GessoGeneration *generation);
GessoSentence *gesso_words_for_error     (const GError    *error);

/* The library was copied or restored with @waiting pictures unsent. */
GessoSentence *gesso_words_for_moved     (guint            waiting);
/* @count pictures were found again that had been paid for. */
GessoSentence *gesso_words_for_recovered (guint            count);
/* Krea will retire @variant on @date (ISO 8601). */
GessoSentence *gesso_words_for_sunset    (const char      *variant,
                                          const char      *date);

/* "Try Again · $0.06": what pressing it may cost is on the button. @price: µ$, 0 where it is free */
const char    *gesso_words_try_again     (gint64           price);

/* "Turbo", "Medium", "Large"; "Raw" …; translated */
const char    *gesso_words_variant       (const char      *variant);
const char    *gesso_words_creativity    (const char      *creativity);
/* The sentence under the active toggle; @typical_s: seconds, or 0 for the catalog's */
char          *gesso_words_variant_hint    (const char    *variant, double typical_s);
const char    *gesso_words_creativity_hint (const char    *creativity);
/* "queued", "drawing" …, translated, for accessible names */
const char    *gesso_words_state         (GessoState       state);
/* What cancelling did: @unsent never left, @asked were sent already, which can't be promised back. */
char          *gesso_words_cancelled     (guint            unsent,
                                          guint            asked);
/* The prompt in one line; the file's name where nobody knows a prompt. */
char          *gesso_words_title         (GessoGeneration *generation);
/* Prompt, variant, rating and state: the accessible name of a picture. */
char          *gesso_words_picture_name  (GessoGeneration *generation);
/* A heart for a favourite, a star for each point of the rating; empty without. */
char          *gesso_words_marks         (GessoGeneration *generation);

/* "0:12" */
char          *gesso_words_duration      (double           seconds);
/* An amount without its cents where it has none: "$20", "$1.84". @micro_usd: µ$ */
char          *gesso_words_budget        (gint64           micro_usd);
/* "0.6", "−1.25": as short as it is exact. The mark keeps the sign in front, also from right to left. */
char          *gesso_words_strength      (double           strength);

G_END_DECLS

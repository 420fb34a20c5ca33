/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-words.h"

void
gesso_sentence_free (GessoSentence *self)
{
  g_free (self->text);
  g_free (self->details);
  g_free (self);
}

GessoSentence *
gesso_words_for_hold (GessoEngine *engine)
{
  return NULL;
}

GessoSentence *
gesso_words_for_failure (GessoGeneration *generation)
{
  return NULL;
}

GessoSentence *
gesso_words_for_error (const GError *error)
{
  GessoSentence *sentence = g_new0 (GessoSentence, 1);

  sentence->text = g_strdup (error->message);
  return sentence;
}

const char *
gesso_words_variant (const char *variant)
{
  return variant;
}

const char *
gesso_words_creativity (const char *creativity)
{
  return creativity;
}

char *
gesso_words_variant_hint (const char *variant, double typical_s)
{
  return g_strdup (variant);
}

const char *
gesso_words_creativity_hint (const char *creativity)
{
  return creativity;
}

const char *
gesso_words_state (GessoState state)
{
  return "";
}

char *
gesso_words_picture_name (GessoGeneration *generation)
{
  return g_strdup (gesso_generation_get_prompt (generation));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

#include <string.h>

/* The board that steers a request, and the words that it adds to the prompt. */

static gboolean
take_text (char       **field,
           const char  *text)
{
  g_autofree char *valid = text != NULL && *text != '\0' ? g_utf8_make_valid (text, -1) : NULL;

  if (g_strcmp0 (valid, *field) == 0)
    return FALSE;
  g_free (*field);
  *field = g_steal_pointer (&valid);
  return TRUE;
}

const char *
krea_request_get_words (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->words;
}

void
krea_request_set_words (KreaRequest *self,
                        const char  *words)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  if (!take_text (&self->words, words))
    return;
  krea_request_notify (self, KREA_REQUEST_PROP_WORDS);
  krea_request_changed (self);
}

char *
krea_request_dup_full_prompt (KreaRequest *self)
{
  const char *last;
  gboolean ends;

  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  if (self->words == NULL || *self->prompt == '\0')
    return g_strdup (self->prompt);
  /* A sentence that has ended stays one; anything else goes on. */
  last = g_utf8_prev_char (self->prompt + strlen (self->prompt));
  ends = g_unichar_isspace (g_utf8_get_char (last)) || g_unichar_ispunct (g_utf8_get_char (last));
  return g_strconcat (self->prompt, ends ? " " : ", ", self->words, NULL);
}

const char *
krea_request_get_board_id (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->board_id;
}

const char *
krea_request_get_board_name (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->board_name;
}

guint
krea_request_get_board_revision (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), 0);

  return self->board_revision;
}

void
krea_request_set_board (KreaRequest *self,
                        const char  *id,
                        const char  *name,
                        guint        revision)
{
  gboolean other, renamed, revised;

  g_return_if_fail (KREA_IS_REQUEST (self));

  other = take_text (&self->board_id, id);
  renamed = take_text (&self->board_name, self->board_id != NULL ? name : NULL);
  revision = self->board_id != NULL ? revision : 0;
  revised = revision != self->board_revision;
  self->board_revision = revision;
  krea_request_begin (self);
  if (other || revised)
    krea_request_notify (self, KREA_REQUEST_PROP_BOARD_ID);
  if (renamed)
    krea_request_notify (self, KREA_REQUEST_PROP_BOARD_NAME);
  if (other || renamed || revised)
    krea_request_changed (self);
  krea_request_end (self);
}

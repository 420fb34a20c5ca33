/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Texts compared word by word. Plain data, no toolkit. */

typedef enum {
  GESSO_WORDS_SAME,
  GESSO_WORDS_REMOVED,
  GESSO_WORDS_ADDED,
} GessoWordsKind;

/**
 * GessoWords:
 * @text: words that follow one another, a space between them
 */
typedef struct {
  GessoWordsKind kind;
  char          *text;
} GessoWords;

/* (transfer full) (element-type GessoWords): what makes @after out of @before; what is taken out comes before what is put in */
GPtrArray *gesso_word_difference        (const char *before,
                                         const char *after);
/* (transfer full): as Pango markup: struck out what is taken out, bold and underlined what is put in */
char      *gesso_word_difference_markup (GPtrArray  *difference);

G_END_DECLS

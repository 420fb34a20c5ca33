/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-words.h"

G_BEGIN_DECLS

/* As gesso_words_for_error(), with what is known of the request. @price: µ$ of trying again, 0 where it is free */
GessoSentence *gesso_words_for_krea_error (const GError *error,
                                           const char   *variant,
                                           const char   *aspect_ratio,
                                           gint64        price);

G_END_DECLS

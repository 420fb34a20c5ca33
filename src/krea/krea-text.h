/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KREA_TEXT_MAX_CHARACTERS 500

/* What a server said, for people: valid UTF-8 on one line, without markup and control characters,
 * KREA_TEXT_MAX_CHARACTERS long at most, and without @secret. NULL if nothing is left.
 * Returns (transfer full) (nullable). */
char *krea_text_sanitise (const char *text,
                          gssize      length,
                          const char *secret);

G_END_DECLS

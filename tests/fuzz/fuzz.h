/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * One fuzzer is one source file with this function: it reads what a stranger may have written, and aborts where a
 * promise of the reader does not hold. Called by libFuzzer, and by replay.c over the corpus.
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static inline void
fuzz_assert_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

/* What was read fits for what comes after it: text is UTF-8, and an error is set exactly where nothing came. */
static inline void
fuzz_assert_result (gconstpointer  result,
                    const GError  *error)
{
  g_assert_true ((result != NULL) == (error == NULL));
  if (error != NULL)
    {
      g_assert_nonnull (error->message);
      fuzz_assert_text (error->message);
    }
}

G_END_DECLS

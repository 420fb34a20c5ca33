/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-names.h"

#include <string.h>

/* Letters, marks and digits of any script; everything else (separators, dots, controls, bidi) ends a word. */
static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static void
append_word (GString    *slug,
             const char *word,
             gsize       length)
{
  gsize separator = slug->len > 0 ? 1 : 0;

  if (separator != 0)
    g_string_append_c (slug, '-');
  g_string_append_len (slug, word, length);
}

/* The longest beginning of @word that fits and does not cut a character or part a letter from its marks. */
static gsize
cut (const char *word,
     gsize       length,
     gsize       room)
{
  const char *end = word;
  const char *p = word;

  if (length <= room)
    return length;
  while ((gsize) (g_utf8_next_char (p) - word) <= room)
    {
      p = g_utf8_next_char (p);
      if ((gsize) (p - word) >= length || !g_unichar_ismark (g_utf8_get_char (p)))
        end = p;
    }
  return end - word;
}

char *
gesso_names_slug (const char *prompt)
{
  g_autofree char *valid = g_utf8_make_valid (prompt != NULL ? prompt : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_autofree char *lower = g_utf8_strdown (composed != NULL ? composed : valid, -1);
  GString *slug = g_string_new (NULL);
  const char *p = lower;

  while (*p != '\0')
    {
      const char *start;
      gsize length;
      gsize room;

      while (*p != '\0' && !is_word_char (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      for (start = p; *p != '\0' && is_word_char (g_utf8_get_char (p)); p = g_utf8_next_char (p))
        ;
      length = p - start;
      room = GESSO_SLUG_MAX_BYTES - MIN (slug->len + (slug->len > 0), GESSO_SLUG_MAX_BYTES);
      /* Whole words, but for a first one that alone is too long. */
      if (length > room && slug->len > 0)
        break;
      length = cut (start, length, room);
      if (length > 0)
        append_word (slug, start, length);
    }
  if (slug->len == 0)
    g_string_append (slug, "picture");
  return g_string_free (slug, FALSE);
}

char *
gesso_names_original (const char         *prompt,
                      const char         *id,
                      guint               id_length,
                      gint64              completed_at,
                      gboolean            sandbox,
                      GessoPictureFormat  format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (completed_at / 1000);
  g_autofree char *slug = gesso_names_slug (prompt);
  g_autofree char *digits = g_strndup (id, id_length);
  g_autofree char *month = NULL;
  g_autofree char *stamp = NULL;
  const char *extension = gesso_picture_format_extension (format);

  if (time == NULL)
    time = g_date_time_new_from_unix_local (0);
  month = g_date_time_format (time, "%Y/%m");
  stamp = g_date_time_format (time, "%Y-%m-%d %H.%M");
  /* The date before it and the id behind it also make "con" and "nul" harmless on Windows. */
  return g_strdup_printf ("%s%s/%s %s %s.%s", sandbox ? "Sandbox/" : "", month, stamp, slug, digits,
                          extension != NULL ? extension : "png");
}

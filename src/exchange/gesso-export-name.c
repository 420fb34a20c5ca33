/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-name.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-names.h"

/* Longest name without its extension, bytes; file systems take 255, some through encryption only 143. */
#define MAX_NAME 136
#define ID_DIGITS 4

static const char *const words[] = {
  "date", "time", "prompt", "variant", "aspect", "seed", "rating", "id", "number", NULL,
};

const char *const *
gesso_export_name_words (void)
{
  return words;
}

/* What lies in the braces that begin at @p; %NULL where they do not end. */
static char *
read_word (const char  *p,
           const char **end)
{
  const char *close = strchr (p, '}');

  if (close == NULL)
    return NULL;
  *end = close + 1;
  return g_strndup (p + 1, close - p - 1);
}

gboolean
gesso_export_name_check (const char  *pattern,
                         GError     **error)
{
  g_return_val_if_fail (pattern != NULL, FALSE);

  if (*pattern == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("The name is empty."));
      return FALSE;
    }
  for (const char *p = strchr (pattern, '{'); p != NULL; p = strchr (p, '{'))
    {
      g_autofree char *word = read_word (p, &p);

      if (word == NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("A brace is not closed."));
          return FALSE;
        }
      if (!g_strv_contains (words, word))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       /* Translators: a word in braces that stands for a part of a file’s name */
                       _("“{%s}” means nothing here."), word);
          return FALSE;
        }
    }
  return TRUE;
}

static char *
format_time (const GessoExportPicture *picture,
             const char               *format)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (picture->created_at / 1000);

  return time != NULL ? g_date_time_format (time, format) : NULL;
}

static char *
expand_word (const char               *word,
             const GessoExportPicture *picture,
             guint                     number,
             guint                     of)
{
  if (g_str_equal (word, "date"))
    return format_time (picture, "%Y-%m-%d");
  if (g_str_equal (word, "time"))
    return format_time (picture, "%H.%M.%S");
  if (g_str_equal (word, "prompt"))
    return gesso_names_slug (picture->prompt);
  if (g_str_equal (word, "variant"))
    return g_strdup (picture->variant);
  if (g_str_equal (word, "aspect"))
    return g_strdelimit (g_strdup (picture->aspect_ratio), ":", 'x');
  if (g_str_equal (word, "seed"))
    return picture->seed >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, picture->seed) : NULL;
  if (g_str_equal (word, "rating"))
    return g_strdup_printf ("%d", picture->rating);
  if (g_str_equal (word, "id"))
    return g_strndup (picture->id, ID_DIGITS);
  if (g_str_equal (word, "number"))
    return g_strdup_printf ("%0*u", of > 999 ? 6 : of > 99 ? 3 : 2, number);
  return NULL;
}

/* Any character that is an order, a separator, or can't be seen, on any system, is a hyphen. */
static void
append_safe (GString    *name,
             const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean bad = !g_unichar_isprint (c) || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL);

      g_string_append_unichar (name, bad ? '-' : c);
    }
}

static void
trim (GString *name)
{
  const char *end;
  gsize start = strspn (name->str, " .");

  g_string_erase (name, 0, start);
  if (name->len > MAX_NAME)
    {
      end = g_utf8_find_prev_char (name->str, name->str + MAX_NAME + 1);
      g_string_truncate (name, end != NULL ? end - name->str : 0);
    }
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
}

char *
gesso_export_name_expand (const char               *pattern,
                          const GessoExportPicture *picture,
                          guint                     number,
                          guint                     of,
                          const char               *extension)
{
  GString *name = g_string_new (NULL);

  g_return_val_if_fail (pattern != NULL, NULL);
  g_return_val_if_fail (picture != NULL, NULL);

  for (const char *p = pattern; *p != '\0';)
    {
      const char *brace = strchrnul (p, '{');
      g_autofree char *plain = g_strndup (p, brace - p);
      g_autofree char *word = NULL;
      g_autofree char *value = NULL;

      append_safe (name, plain);
      p = brace;
      if (*brace == '\0')
        break;
      word = read_word (brace, &p);
      if (word == NULL)
        break;
      value = expand_word (word, picture, number, of);
      if (value != NULL)
        append_safe (name, value);
    }
  trim (name);
  if (name->len == 0)
    g_string_append (name, "picture");
  if (extension != NULL)
    g_string_append_printf (name, ".%s", extension);
  return g_string_free (name, FALSE);
}

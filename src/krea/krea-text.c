/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-text.h"

#include <string.h>

/* Only the beginning can be shown anyway. */
#define MAX_BYTES (64 * 1024)

/* A server that echoes the key, or its second half, must not get it into a log or a library. */
static char *
remove_secret (char       *text,
               const char *secret)
{
  const char *half = secret != NULL ? strchr (secret, ':') : NULL;
  GString *clean = g_string_new (text);

  g_free (text);
  if (secret != NULL && *secret != '\0')
    g_string_replace (clean, secret, "…", 0);
  if (half != NULL && strlen (half + 1) >= 6)
    g_string_replace (clean, half + 1, "…", 0);
  return g_string_free (clean, FALSE);
}

static gboolean
looks_like_markup (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, "<html") != NULL || strstr (lower, "<!doctype") != NULL || strstr (lower, "</") != NULL ||
         strstr (lower, "<br") != NULL;
}

static gboolean
starts_element (const char *tag,
                const char *name)
{
  return g_ascii_strncasecmp (tag + 1, name, strlen (name)) == 0;
}

/* Leaves the words of a page. Not a parser: the result is shown as plain text in any case. */
static char *
remove_markup (const char *text)
{
  static const char *const silent[] = { "head", "script", "style" };
  GString *words = g_string_new (NULL);

  while (*text != '\0')
    {
      const char *end;

      if (*text != '<')
        {
          g_string_append_c (words, *text++);
          continue;
        }
      end = strchr (text, '>');
      for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
        if (starts_element (text, silent[i]) && !starts_element (text, "header"))
          {
            g_autofree char *closing = g_strconcat ("</", silent[i], ">", NULL);
            const char *after = strstr (text, closing);

            end = after != NULL ? after + strlen (closing) - 1 : end;
          }
      g_string_append_c (words, ' ');
      if (end == NULL)
        break;
      text = end + 1;
    }
  g_string_replace (words, "&nbsp;", " ", 0);
  g_string_replace (words, "&lt;", "<", 0);
  g_string_replace (words, "&gt;", ">", 0);
  g_string_replace (words, "&quot;", "\"", 0);
  g_string_replace (words, "&#39;", "'", 0);
  g_string_replace (words, "&amp;", "&", 0);
  return g_string_free (words, FALSE);
}

/* Characters that could turn the text around, or hide a part of it. */
static gboolean
is_invisible (gunichar letter)
{
  GUnicodeType type = g_unichar_type (letter);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_UNASSIGNED || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

static char *
flatten (const char *text)
{
  GString *line = g_string_new (NULL);
  guint characters = 0;
  gboolean gap = FALSE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (g_unichar_isspace (letter) || is_invisible (letter))
        {
          gap = line->len > 0;
          continue;
        }
      if (characters + (gap ? 1 : 0) >= KREA_TEXT_MAX_CHARACTERS - 1)
        {
          g_string_append (line, "…");
          break;
        }
      if (gap)
        g_string_append_c (line, ' ');
      g_string_append_unichar (line, letter);
      characters += gap ? 2 : 1;
      gap = FALSE;
    }
  return g_string_free (line, FALSE);
}

char *
krea_text_sanitise (const char *text,
                    gssize      length,
                    const char *secret)
{
  g_autofree char *clean = NULL;
  char *line;

  if (text == NULL)
    return NULL;
  if (length < 0)
    length = strlen (text);
  clean = remove_secret (g_utf8_make_valid (text, MIN (length, MAX_BYTES)), secret);
  if (looks_like_markup (clean))
    {
      char *words = remove_markup (clean);

      g_free (clean);
      clean = words;
    }
  line = flatten (clean);
  if (*line == '\0')
    g_clear_pointer (&line, g_free);
  return line;
}

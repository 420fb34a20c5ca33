/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-search.h"

/* Changes of a query's text that a button makes, beside what somebody types there. */

/* What stands in @valid at @found. (transfer full) */
static char *
get_part (const char      *valid,
          const GessoTerm *found)
{
  const char *start = g_utf8_offset_to_pointer (valid, found->start);
  const char *end = g_utf8_offset_to_pointer (start, found->end - found->start);

  return g_strndup (start, end - start);
}

static gboolean
is_part (const char      *valid,
         const GessoTerm *found,
         const char      *term)
{
  g_autofree char *part = get_part (valid, found);
  g_autofree char *folded = g_utf8_casefold (part, -1);
  g_autofree char *wanted = g_utf8_casefold (term, -1);

  return g_str_equal (folded, wanted);
}

gboolean
gesso_search_has_part (const char *text,
                       const char *term)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GessoSearch) search = gesso_search_parse (valid);

  for (guint i = 0; i < search->terms->len; i++)
    if (is_part (valid, search->terms->pdata[i], term))
      return TRUE;
  return FALSE;
}

char *
gesso_search_add_part (const char *text,
                       const char *term)
{
  g_autofree char *valid = g_strstrip (g_utf8_make_valid (text, -1));

  /* In front: the last word may still be typed, and is searched for as a beginning. */
  return g_strconcat (term, *valid != '\0' ? " " : "", valid, NULL);
}

char *
gesso_search_remove_part (const char *text,
                          const char *term)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GessoSearch) search = gesso_search_parse (valid);
  GString *rest = g_string_new (NULL);
  const char *from = valid;

  for (guint i = 0; i < search->terms->len; i++)
    {
      const GessoTerm *found = search->terms->pdata[i];
      const char *start = g_utf8_offset_to_pointer (valid, found->start);

      if (!is_part (valid, found, term) || start < from)
        continue;
      g_string_append_len (rest, from, start - from);
      from = g_utf8_offset_to_pointer (start, found->end - found->start);
      while (*from == ' ')
        from++;
    }
  g_string_append (rest, from);
  return g_strstrip (g_string_free (rest, FALSE));
}

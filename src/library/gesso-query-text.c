/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-query-private.h"

#include <glib/gi18n.h>
#include <string.h>

void
gesso_set_find_error (GError     **error,
                      const char  *id,
                      gboolean     ambiguous)
{
  g_set_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND,
               ambiguous ? _("More than one picture has an id that begins with “%s”. Give more of it.")
                         : _("There is no picture with the id “%s”."),
               id);
}

/* Runs of letters and digits, without accents and case, as the index has them. */
static GPtrArray *
split_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (apart != NULL ? apart : valid, -1);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && g_unichar_ismark (c))
        continue;
      if (c != 0 && g_unichar_isalnum (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        g_ptr_array_add (words, g_strdup (word->str));
      g_string_truncate (word, 0);
      if (c == 0)
        return words;
    }
}

char *
gesso_query_to_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_auto (GStrv) parts = g_strsplit_set (valid, " \t\r\n", -1);
  GString *words = g_string_new (NULL);

  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) pieces = NULL;
      g_autofree char *doubled = NULL;

      if (**part == '\0')
        continue;
      pieces = g_strsplit (*part, "\"", -1);
      doubled = g_strjoinv ("\"\"", pieces);
      g_string_append_printf (words, "%s\"%s\"", words->len > 0 ? " " : "", doubled);
    }
  if (words->len == 0)
    {
      g_string_free (words, TRUE);
      return NULL;
    }
  /* While somebody still types the last word. */
  if (!g_ascii_isspace (valid[strlen (valid) - 1]))
    g_string_append_c (words, '*');
  return g_string_free (words, FALSE);
}

static gboolean
has_word (GPtrArray  *words,
          const char *wanted,
          gboolean    prefix)
{
  for (guint i = 0; i < words->len; i++)
    if (prefix ? g_str_has_prefix (words->pdata[i], wanted) : g_str_equal (words->pdata[i], wanted))
      return TRUE;
  return FALSE;
}

static gboolean
text_matches (const char *text,
              const char *prompt)
{
  g_autoptr (GPtrArray) wanted = split_words (text);
  g_autoptr (GPtrArray) words = split_words (prompt != NULL ? prompt : "");

  for (guint i = 0; i < wanted->len; i++)
    if (!has_word (words, wanted->pdata[i], i + 1 == wanted->len))
      return FALSE;
  return TRUE;
}

gboolean
gesso_query_matches (const GessoQuery *query,
                     GessoGeneration  *generation)
{
  const GessoState state = gesso_generation_get_state (generation);

  if (!query->everything && (gesso_generation_is_deleted (generation) || gesso_generation_is_dismissed (generation) ||
                             state == GESSO_STATE_CANCELLED))
    return FALSE;
  if (query->kept_only && state != GESSO_STATE_KEPT)
    return FALSE;
  if (query->sandbox >= 0 && gesso_generation_is_sandbox (generation) != (query->sandbox != 0))
    return FALSE;
  if (query->round_id != NULL && g_strcmp0 (query->round_id, gesso_generation_get_round_id (generation)) != 0)
    return FALSE;
  return query->text == NULL || text_matches (query->text, gesso_generation_get_prompt (generation));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-query-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-json.h"

/* Whether a generation fits a query, without asking the database. */

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

char *
gesso_query_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (apart != NULL ? apart : valid, -1);
  GString *plain = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  return g_string_free (plain, FALSE);
}

GPtrArray *
gesso_query_split (const char *text)
{
  g_autofree char *folded = gesso_query_fold (text);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = folded;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

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

/* Whether @wanted stand in @words, one after the other. */
static gboolean
has_phrase (GPtrArray *words,
            GPtrArray *wanted,
            gboolean   prefix)
{
  for (guint at = 0; at + wanted->len <= words->len; at++)
    {
      guint i;

      for (i = 0; i < wanted->len; i++)
        {
          const char *word = words->pdata[at + i];

          if (prefix && i + 1 == wanted->len ? !g_str_has_prefix (word, wanted->pdata[i])
                                             : !g_str_equal (word, wanted->pdata[i]))
            break;
        }
      if (i == wanted->len)
        return TRUE;
    }
  return FALSE;
}

static gboolean
words_match (const GessoTerm *term,
             GPtrArray       *words)
{
  g_autoptr (GPtrArray) wanted = gesso_query_split (term->text);

  return has_phrase (words, wanted, term->prefix);
}

static gboolean
begins_with (const char *value,
             const char *text)
{
  if (value == NULL || g_ascii_strncasecmp (value, text, strlen (text)) != 0)
    return FALSE;
  return g_ascii_strcasecmp (text, "medium") != 0 || strlen (value) == strlen (text);
}

static gboolean
is_within (gint64           value,
           const GessoTerm *term)
{
  return value >= term->low && value <= term->high;
}

static gboolean
tag_matches (const char *tags,
             const char *wanted)
{
  g_auto (GStrv) lines = g_strsplit (tags != NULL ? tags : "", "\n", -1);
  g_autofree char *folded = gesso_query_fold (wanted);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *tag = gesso_query_fold (*line);

      if (g_str_has_prefix (tag, folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_reference (GessoGeneration *generation)
{
  g_autoptr (GPtrArray) references = gesso_generation_get_references (generation);

  return references->len > 0;
}

static gboolean
term_matches (const GessoTerm *term,
              GessoGeneration *generation,
              GPtrArray       *words,
              gboolean         known)
{
  switch (term->kind)
    {
    case GESSO_TERM_WORDS:
      return words_match (term, words);
    case GESSO_TERM_VARIANT:
      return begins_with (gesso_generation_get_variant (generation), term->text);
    case GESSO_TERM_ASPECT:
      return g_strcmp0 (gesso_generation_get_aspect_ratio (generation), term->text) == 0;
    case GESSO_TERM_CREATIVITY:
      return begins_with (gesso_generation_get_creativity (generation), term->text);
    case GESSO_TERM_SEED:
      return is_within (gesso_generation_get_seed (generation), term);
    case GESSO_TERM_RATING:
      return is_within (gesso_generation_get_rating (generation), term);
    case GESSO_TERM_COST:
      return is_within (gesso_generation_get_price (generation), term);
    case GESSO_TERM_TIME:
      return is_within (gesso_generation_get_created_at (generation), term);
    case GESSO_TERM_TAG:
      return tag_matches (gesso_generation_get_tags (generation), term->text);
    case GESSO_TERM_FAVOURITE:
      return gesso_generation_is_favourite (generation);
    case GESSO_TERM_FAILED:
      return gesso_generation_get_state (generation) == GESSO_STATE_FAILED;
    case GESSO_TERM_TRASH:
      return gesso_generation_is_deleted (generation) && !gesso_generation_is_purged (generation);
    case GESSO_TERM_SANDBOX:
      return gesso_generation_is_sandbox (generation);
    case GESSO_TERM_REFERENCE:
      return has_reference (generation);
    case GESSO_TERM_TAGGED:
      return gesso_generation_get_tags (generation) != NULL;
    case GESSO_TERM_IMPORTED:
      return gesso_generation_is_imported (generation);
    case GESSO_TERM_BOARD:
    default:
      return known != term->negated;
    }
}

gboolean
gesso_search_matches (const GessoSearch *self,
                      GessoGeneration   *generation,
                      gboolean           known)
{
  const char *prompt = gesso_generation_get_prompt (generation);
  g_autoptr (GPtrArray) words = gesso_query_split (prompt != NULL ? prompt : "");

  for (guint i = 0; i < self->terms->len; i++)
    {
      const GessoTerm *term = self->terms->pdata[i];

      if (term_matches (term, generation, words, known) == term->negated)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_in_view (const GessoQuery  *query,
            const GessoSearch *search,
            GessoGeneration   *generation)
{
  const gboolean trash = search != NULL && gesso_query_wants (search, GESSO_TERM_TRASH);
  const gboolean failed = search != NULL && gesso_query_wants (search, GESSO_TERM_FAILED);

  if (query->everything)
    return !gesso_generation_is_purged (generation);
  if (trash)
    return TRUE;
  return !gesso_generation_is_deleted (generation) && (failed || !gesso_generation_is_dismissed (generation)) &&
         gesso_generation_get_state (generation) != GESSO_STATE_CANCELLED;
}

gboolean
gesso_query_wants (const GessoSearch *search,
                   GessoTermKind      kind)
{
  for (guint i = 0; i < search->terms->len; i++)
    {
      const GessoTerm *term = search->terms->pdata[i];

      if (term->kind == kind && !term->negated)
        return TRUE;
    }
  return FALSE;
}

gboolean
gesso_query_matches (const GessoQuery  *query,
                     const GessoSearch *search,
                     GessoGeneration   *generation,
                     gboolean           known)
{
  if (!is_in_view (query, search, generation))
    return FALSE;
  if (query->kept_only && gesso_generation_get_state (generation) != GESSO_STATE_KEPT)
    return FALSE;
  if (query->sandbox >= 0 && gesso_generation_is_sandbox (generation) != (query->sandbox != 0))
    return FALSE;
  if (query->round_id != NULL && g_strcmp0 (query->round_id, gesso_generation_get_round_id (generation)) != 0)
    return FALSE;
  if (query->prompt != NULL && g_strcmp0 (query->prompt, gesso_generation_get_prompt (generation)) != 0)
    return FALSE;
  return search == NULL || gesso_search_matches (search, generation, known);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-word-difference.h"

/* Pairs of words looked at, at most: beyond that what differs counts as wholly replaced. */
#define MOST_PAIRS (600 * 600)

static char **
split (const char *text)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t\r\n", -1);

  for (char **piece = pieces; *piece != NULL; piece++)
    if (**piece != '\0')
      g_strv_builder_add (words, *piece);
  return g_strv_builder_end (words);
}

static void
words_free (gpointer data)
{
  GessoWords *words = data;

  g_free (words->text);
  g_free (words);
}

/* To what is there last, if it is of that kind. */
static void
append (GPtrArray      *difference,
        GessoWordsKind  kind,
        const char     *word)
{
  GessoWords *last = difference->len > 0 ? difference->pdata[difference->len - 1] : NULL;
  char *text;

  if (last == NULL || last->kind != kind)
    {
      last = g_new0 (GessoWords, 1);
      last->kind = kind;
      last->text = g_strdup (word);
      g_ptr_array_add (difference, last);
      return;
    }
  text = g_strconcat (last->text, " ", word, NULL);
  g_free (last->text);
  last->text = text;
}

static void
append_all (GPtrArray      *difference,
            GessoWordsKind  kind,
            char          **words,
            guint           n)
{
  for (guint i = 0; i < n; i++)
    append (difference, kind, words[i]);
}

/* How many words two texts have in common from (i, j) on: a table of (n + 1) × (m + 1). */
static guint16 *
count_common (char  **before,
              guint   n,
              char  **after,
              guint   m)
{
  guint16 *table = g_new0 (guint16, (gsize) (n + 1) * (m + 1));

  for (guint i = n; i-- > 0;)
    for (guint j = m; j-- > 0;)
      {
        const guint16 down = table[(i + 1) * (m + 1) + j];
        const guint16 right = table[i * (m + 1) + j + 1];

        table[i * (m + 1) + j] = g_str_equal (before[i], after[j]) ? table[(i + 1) * (m + 1) + j + 1] + 1
                                                                   : MAX (down, right);
      }
  return table;
}

/* What is taken out stands before what is put in its place. */
static void
flush (GPtrArray *difference,
       GPtrArray *removed,
       GPtrArray *added)
{
  append_all (difference, GESSO_WORDS_REMOVED, (char **) removed->pdata, removed->len);
  append_all (difference, GESSO_WORDS_ADDED, (char **) added->pdata, added->len);
  g_ptr_array_set_size (removed, 0);
  g_ptr_array_set_size (added, 0);
}

static void
compare_middle (GPtrArray  *difference,
                char      **before,
                guint       n,
                char      **after,
                guint       m)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autofree guint16 *table = NULL;
  guint i = 0, j = 0;

  if ((gsize) n * m <= MOST_PAIRS)
    table = count_common (before, n, after, m);
  while (table != NULL && i < n && j < m)
    {
      if (g_str_equal (before[i], after[j]))
        {
          flush (difference, removed, added);
          append (difference, GESSO_WORDS_SAME, before[i]);
          i++;
          j++;
        }
      else if (table[(i + 1) * (m + 1) + j] >= table[i * (m + 1) + j + 1])
        g_ptr_array_add (removed, before[i++]);
      else
        g_ptr_array_add (added, after[j++]);
    }
  while (i < n)
    g_ptr_array_add (removed, before[i++]);
  while (j < m)
    g_ptr_array_add (added, after[j++]);
  flush (difference, removed, added);
}

GPtrArray *
gesso_word_difference (const char *before,
                       const char *after)
{
  GPtrArray *difference = g_ptr_array_new_with_free_func (words_free);
  g_auto (GStrv) old = split (before);
  g_auto (GStrv) new = split (after);
  guint n = g_strv_length (old), m = g_strv_length (new);
  guint start = 0, end = 0;

  while (start < n && start < m && g_str_equal (old[start], new[start]))
    start++;
  while (end < n - start && end < m - start && g_str_equal (old[n - 1 - end], new[m - 1 - end]))
    end++;
  append_all (difference, GESSO_WORDS_SAME, old, start);
  compare_middle (difference, old + start, n - start - end, new + start, m - start - end);
  append_all (difference, GESSO_WORDS_SAME, old + n - end, end);
  return difference;
}

char *
gesso_word_difference_markup (GPtrArray *difference)
{
  static const char *const tags[][2] = {
    [GESSO_WORDS_SAME] = { "", "" },
    [GESSO_WORDS_REMOVED] = { "<s>", "</s>" },
    [GESSO_WORDS_ADDED] = { "<b><u>", "</u></b>" },
  };
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < difference->len; i++)
    {
      const GessoWords *words = difference->pdata[i];
      g_autofree char *text = g_markup_escape_text (words->text, -1);

      g_string_append_printf (markup, "%s%s%s%s", i > 0 ? " " : "", tags[words->kind][0], text, tags[words->kind][1]);
    }
  return g_string_free (markup, FALSE);
}

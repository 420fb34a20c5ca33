/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-search.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "gesso-query-private.h"

/* The query language: a parser that knows neither database nor widgets. */

typedef struct {
  const char  *text;
  GessoSearch *search;
} Parser;

typedef enum { VALUE_TEXT, VALUE_RATIO, VALUE_NUMBER, VALUE_MONEY, VALUE_BEFORE, VALUE_AFTER, VALUE_IS, VALUE_HAS } Value;

static const struct {
  const char   *name;
  GessoTermKind kind;
  Value         value;
  const char   *example;
} fields[] = {
  { "variant", GESSO_TERM_VARIANT, VALUE_TEXT, "variant:large" },
  { "aspect", GESSO_TERM_ASPECT, VALUE_RATIO, "aspect:4:5" },
  { "creativity", GESSO_TERM_CREATIVITY, VALUE_TEXT, "creativity:high" },
  { "seed", GESSO_TERM_SEED, VALUE_NUMBER, "seed:42" },
  { "rating", GESSO_TERM_RATING, VALUE_NUMBER, "rating:>3" },
  { "cost", GESSO_TERM_COST, VALUE_MONEY, "cost:>0.05" },
  { "before", GESSO_TERM_TIME, VALUE_BEFORE, "before:2026-10" },
  { "after", GESSO_TERM_TIME, VALUE_AFTER, "after:2026-09-01" },
  { "board", GESSO_TERM_BOARD, VALUE_TEXT, "board:\"Sea fog\"" },
  { "tag", GESSO_TERM_TAG, VALUE_TEXT, "tag:teal" },
  { "is", GESSO_TERM_FAVOURITE, VALUE_IS, "is:favourite" },
  { "has", GESSO_TERM_REFERENCE, VALUE_HAS, "has:reference" },
};

static const struct { Value field; const char *word; GessoTermKind kind; } states[] = {
  { VALUE_IS, "favourite", GESSO_TERM_FAVOURITE }, { VALUE_IS, "favorite", GESSO_TERM_FAVOURITE },
  { VALUE_IS, "failed", GESSO_TERM_FAILED },       { VALUE_IS, "trash", GESSO_TERM_TRASH },
  { VALUE_IS, "sandbox", GESSO_TERM_SANDBOX },     { VALUE_HAS, "reference", GESSO_TERM_REFERENCE },
  { VALUE_HAS, "tag", GESSO_TERM_TAGGED },         { VALUE_IS, "imported", GESSO_TERM_IMPORTED },
};

static void
term_free (gpointer data)
{
  GessoTerm *term = data;

  g_free (term->text);
  g_free (term);
}

void
gesso_search_free (GessoSearch *self)
{
  g_ptr_array_unref (self->terms);
  g_free (self->error);
  g_free (self);
}

static guint
position (Parser     *parser,
          const char *at)
{
  return g_utf8_pointer_to_offset (parser->text, at);
}

/* Takes @sentence; the first one stays. */
static void
report (Parser     *parser,
        const char *start,
        const char *end,
        char       *sentence)
{
  GessoSearch *search = parser->search;

  if (search->error != NULL)
    {
      g_free (sentence);
      return;
    }
  search->error = sentence;
  search->error_start = position (parser, start);
  search->error_end = position (parser, end);
}

/* --- Values --- */

/* The comparison before a number, as the range it leaves. */
static gboolean
read_range (const char *value,
            gboolean  (*read) (const char *text, gint64 *number),
            GessoTerm *term)
{
  const gboolean more = *value == '>';
  const gboolean less = *value == '<';
  gboolean equal;
  gint64 number;

  value += more || less;
  equal = *value == '=';
  value += equal;
  if (!read (value, &number))
    return FALSE;
  term->low = less ? G_MININT64 : more && !equal ? number + 1 : number;
  term->high = more ? G_MAXINT64 : less && !equal ? number - 1 : number;
  return TRUE;
}

static gboolean
read_number (const char *text,
             gint64     *number)
{
  /* One less than the type can hold, so that a comparison can go past it. */
  return g_ascii_string_to_signed (text, 10, -G_MAXINT64 + 1, G_MAXINT64 - 1, number, NULL);
}

static gboolean
read_money (const char *text,
            gint64     *number)
{
  char *end = NULL;
  double dollars;

  text += *text == '$';
  if (!g_ascii_isdigit (*text) && *text != '.')
    return FALSE;
  dollars = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (dollars) || dollars > 1e9)
    return FALSE;
  *number = llround (dollars * 1e6);
  return TRUE;
}

/* A year, month or day, as the moment it begins here. */
static gboolean
read_date (const char *text,
           gint64     *ms)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 4);
  const guint n = g_strv_length (parts);
  guint64 numbers[3] = { 0, 1, 1 };
  g_autoptr (GDateTime) date = NULL;

  if (n < 1 || n > 3 || strlen (parts[0]) != 4)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_ascii_string_to_unsigned (parts[i], 10, 1, 9999, &numbers[i], NULL))
      return FALSE;
  date = g_date_time_new_local (numbers[0], numbers[1], numbers[2], 0, 0, 0);
  if (date == NULL)
    return FALSE;
  *ms = g_date_time_to_unix (date) * 1000;
  return TRUE;
}

static gboolean
read_time (const char *value,
           gboolean    before,
           GessoTerm  *term)
{
  gint64 ms;

  if (!read_date (value, &ms))
    return FALSE;
  term->low = before ? G_MININT64 : ms;
  term->high = before ? ms - 1 : G_MAXINT64;
  return TRUE;
}

static gboolean
read_ratio (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);

  return g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 1, 9999, NULL, NULL) &&
         g_ascii_string_to_unsigned (parts[1], 10, 1, 9999, NULL, NULL);
}

static gboolean
read_state (Value       field,
            const char *value,
            GessoTerm  *term)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].field == field && g_ascii_strcasecmp (states[i].word, value) == 0)
      {
        term->kind = states[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* The API's name of Turbo begins like Medium. */
static void
name_variant (GessoTerm *term)
{
  if (g_ascii_strncasecmp ("turbo", term->text, strlen (term->text)) != 0)
    return;
  g_free (term->text);
  term->text = g_strdup ("medium-turbo");
}

static gboolean
read_value (guint       field,
            const char *value,
            GessoTerm  *term)
{
  if (*value == '\0')
    return FALSE;
  switch (fields[field].value)
    {
    case VALUE_RATIO:
      return read_ratio (value);
    case VALUE_NUMBER:
      return read_range (value, read_number, term);
    case VALUE_MONEY:
      return read_range (value, read_money, term);
    case VALUE_BEFORE:
    case VALUE_AFTER:
      return read_time (value, fields[field].value == VALUE_BEFORE, term);
    case VALUE_IS:
    case VALUE_HAS:
      return read_state (fields[field].value, value, term);
    case VALUE_TEXT:
    default:
      if (term->kind == GESSO_TERM_VARIANT)
        name_variant (term);
      return TRUE;
    }
}

/* --- Terms --- */

static void
take_term (Parser     *parser,
           GessoTerm  *term,
           const char *start,
           const char *end)
{
  term->start = position (parser, start);
  term->end = position (parser, end);
  g_ptr_array_add (parser->search->terms, term);
}

/* Takes @text. Signs alone are not searched for. */
static void
add_words (Parser     *parser,
           char       *text,
           gboolean    negated,
           gboolean    prefix,
           const char *start,
           const char *end)
{
  g_autoptr (GPtrArray) words = gesso_query_split (text);
  GessoTerm *term;

  if (words->len == 0)
    {
      g_free (text);
      return;
    }
  term = g_new0 (GessoTerm, 1);
  term->kind = GESSO_TERM_WORDS;
  term->negated = negated;
  term->prefix = prefix;
  term->text = text;
  take_term (parser, term, start, end);
}

static int
find_field (const char *start,
            gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strlen (fields[i].name) == length && g_ascii_strncasecmp (fields[i].name, start, length) == 0)
      return i;
  return -1;
}

static gboolean
is_quote (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

static gboolean
is_space (const char *p)
{
  return g_unichar_isspace (g_utf8_get_char (p));
}

/* From @p, at a quote, to what follows the closing one. @text: (out): what is between */
static const char *
read_quoted (Parser      *parser,
             const char  *p,
             char       **text)
{
  const char *start = g_utf8_next_char (p);
  const char *end = start;

  while (*end != '\0' && !is_quote (end))
    end = g_utf8_next_char (end);
  *text = g_strndup (start, end - start);
  if (*end != '\0')
    return g_utf8_next_char (end);
  report (parser, p, end, g_strdup (_("The quotation mark isn’t closed.")));
  return end;
}

/* The letters before a colon. */
static gsize
name_length (const char *p)
{
  gsize length = 0;

  while (g_ascii_isalpha (p[length]))
    length++;
  return p[length] == ':' ? length : 0;
}

static const char *
read_unquoted (const char  *p,
               char       **text)
{
  const char *end = p;

  while (*end != '\0' && !is_space (end) && !is_quote (end))
    end = g_utf8_next_char (end);
  *text = g_strndup (p, end - p);
  return end;
}

/* @p: after the colon. Returns what follows, also where the value can't be read: it is searched for as words then. */
static const char *
read_field (Parser     *parser,
            const char *start,
            const char *p,
            int         field,
            gboolean    negated)
{
  GessoTerm *term = g_new0 (GessoTerm, 1);
  const char *end = *p != '\0' && is_quote (p) ? read_quoted (parser, p, &term->text) : read_unquoted (p, &term->text);

  term->kind = fields[field].kind;
  term->negated = negated;
  if (read_value (field, term->text, term))
    {
      take_term (parser, term, start, end);
      return end;
    }
  report (parser, start, end,
          term->text[0] == '\0'
            /* Translators: the name of a filter, and an example of its use: “rating:” needs a value, like rating:>3. */
            ? g_strdup_printf (_("“%s:” needs a value, like %s."), fields[field].name, fields[field].example)
            /* Translators: what was typed, the name of a filter, and an example of its use */
            : g_strdup_printf (_("“%s” doesn’t fit “%s:”. Try %s."), term->text, fields[field].name,
                               fields[field].example));
  if (term->text[0] != '\0')
    {
      add_words (parser, g_strdup (fields[field].name), negated, FALSE, start, end);
      add_words (parser, g_steal_pointer (&term->text), negated, *end == '\0', start, end);
    }
  term_free (term);
  return end;
}

static const char *
read_word (Parser     *parser,
           const char *start,
           const char *p,
           gboolean    negated)
{
  char *text = NULL;
  const gsize name = name_length (p);
  const char *end = read_unquoted (p, &text);
  const gsize length = strlen (text);
  const gboolean star = length > 1 && text[length - 1] == '*';

  /* "portrait:" is a word with a colon, "http://…" an address; "colour:teal" wants to be a filter. */
  if (name > 0 && p[name + 1] != '\0' && p[name + 1] != '/' && !is_space (p + name + 1))
    report (parser, start, end, g_strdup_printf (_("There is no filter “%.*s:”."), (int) name, p));
  if (star)
    text[length - 1] = '\0';
  /* While somebody still types the last word. */
  add_words (parser, text, negated, star || (*end == '\0' && !negated), start, end);
  return end;
}

static const char *
read_term (Parser     *parser,
           const char *start)
{
  const gboolean negated = *start == '-';
  const char *p = start + negated;
  const gsize name = name_length (p);
  const int field = name > 0 ? find_field (p, name) : -1;
  char *text = NULL;

  if (*p == '\0' || is_space (p))
    return p;
  if (is_quote (p))
    {
      const char *end = read_quoted (parser, p, &text);

      add_words (parser, text, negated, FALSE, start, end);
      return end;
    }
  return field >= 0 ? read_field (parser, start, p + name + 1, field, negated) : read_word (parser, start, p, negated);
}

GessoSearch *
gesso_search_parse (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GessoSearch *self = g_new0 (GessoSearch, 1);
  Parser parser = { valid, self };
  const char *p = valid;

  self->terms = g_ptr_array_new_with_free_func (term_free);
  while (*p != '\0')
    p = is_space (p) ? g_utf8_next_char (p) : read_term (&parser, p);
  return self;
}

const GessoTerm *
gesso_search_find (const GessoSearch *self,
                   GessoTermKind      kind)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const GessoTerm *term = self->terms->pdata[i];

      if (term->kind == kind)
        return term;
    }
  return NULL;
}

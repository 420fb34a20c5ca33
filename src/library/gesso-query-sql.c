/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-query-private.h"
#include "gesso-query-streams.h"

#include <string.h>

#include "gesso-time.h"

/*
 * A query as lists of row ids that are gone through side by side: one for the words, one for each tag and board, and
 * one over an index that has every other column that can be asked for.
 */

/* Steps that cost about as much as looking for a row id anew. */
#define INDEX_PATIENCE 16
#define WORDS_PATIENCE 128
/* References that a board of this name may have. */
#define BOARD_KEYS 64
#define TAG_KEYS 16

typedef struct {
  GessoSql          *sql;
  const GessoQuery  *query;
  const GessoSearch *search;
  GessoStreams      *streams;
} Plan;

/* --- Parameters: ?1 and ?2 are the range of row ids --- */

static GArray *
parameters_new (void)
{
  GArray *parameters = g_array_new (FALSE, TRUE, sizeof (GValue));

  g_array_set_clear_func (parameters, (GDestroyNotify) g_value_unset);
  return parameters;
}

static int
add_parameter (GArray *parameters,
               GType   type)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, type);
  g_array_append_val (parameters, value);
  return parameters->len + 2;
}

static int
add_int (GArray *parameters,
         gint64  number)
{
  int index = add_parameter (parameters, G_TYPE_INT64);

  g_value_set_int64 (&g_array_index (parameters, GValue, parameters->len - 1), number);
  return index;
}

/* Takes @text. */
static int
add_text (GArray *parameters,
          char   *text)
{
  int index = add_parameter (parameters, G_TYPE_STRING);

  g_value_take_string (&g_array_index (parameters, GValue, parameters->len - 1), text);
  return index;
}

/* --- Conditions on the index --- */

static void
add_range (GString         *where,
           GArray          *parameters,
           const char      *column,
           const GessoTerm *term)
{
  int low = add_int (parameters, term->low);
  int high = add_int (parameters, term->high);

  g_string_append_printf (where, "%s BETWEEN ?%d AND ?%d", column, low, high);
}

/* Values are ASCII, in lower case; "medium" is not the beginning of "medium-turbo". */
static void
add_beginning (GString         *where,
               GArray          *parameters,
               const char      *column,
               const GessoTerm *term)
{
  g_autofree char *low = g_ascii_strdown (term->text, -1);
  char *high = g_strconcat (low, g_str_equal (low, "medium") ? "!" : "\x7f", NULL);
  int first = add_text (parameters, g_steal_pointer (&low));

  g_string_append_printf (where, "(%s >= ?%d AND %s < ?%d)", column, first, column, add_text (parameters, high));
}

/* %FALSE for what is not a column. */
static gboolean
add_condition (GString         *where,
               GArray          *parameters,
               const GessoTerm *term)
{
  switch (term->kind)
    {
    case GESSO_TERM_VARIANT:
      add_beginning (where, parameters, "variant", term);
      return TRUE;
    case GESSO_TERM_CREATIVITY:
      add_beginning (where, parameters, "creativity", term);
      return TRUE;
    case GESSO_TERM_ASPECT:
      g_string_append_printf (where, "aspect_ratio = ?%d", add_text (parameters, g_strdup (term->text)));
      return TRUE;
    case GESSO_TERM_SEED:
      add_range (where, parameters, "seed", term);
      return TRUE;
    case GESSO_TERM_RATING:
      add_range (where, parameters, "rating", term);
      return TRUE;
    case GESSO_TERM_COST:
      add_range (where, parameters, "price", term);
      return TRUE;
    case GESSO_TERM_FAVOURITE:
      g_string_append (where, "favourite = 1");
      return TRUE;
    case GESSO_TERM_FAILED:
      g_string_append (where, "state = 'failed'");
      return TRUE;
    case GESSO_TERM_SANDBOX:
      g_string_append (where, "sandbox = 1");
      return TRUE;
    case GESSO_TERM_REFERENCE:
      g_string_append (where, "has_reference = 1");
      return TRUE;
    case GESSO_TERM_TRASH:
      g_string_append (where, "deleted_at IS NOT NULL");
      return TRUE;
    case GESSO_TERM_TAGGED:
      g_string_append (where, "EXISTS (SELECT 1 FROM generation_tag t WHERE t.row_id = generation.row_id)");
      return TRUE;
    case GESSO_TERM_IMPORTED:
      g_string_append (where, "origin = '" GESSO_ORIGIN_IMPORT "'");
      return TRUE;
    case GESSO_TERM_WORDS:
    case GESSO_TERM_TIME:
    case GESSO_TERM_BOARD:
    case GESSO_TERM_TAG:
    default:
      return FALSE;
    }
}

static char *
create_conditions (Plan   *plan,
                   GArray *parameters)
{
  GString *where = g_string_new (NULL);

  if (plan->query->sandbox >= 0)
    g_string_append_printf (where, " AND sandbox = %d", plan->query->sandbox != 0);
  if (plan->query->kept_only)
    g_string_append (where, " AND state = 'kept'");
  for (guint i = 0; i < plan->search->terms->len; i++)
    {
      const GessoTerm *term = plan->search->terms->pdata[i];
      g_autoptr (GString) condition = g_string_new (NULL);

      if (add_condition (condition, parameters, term))
        g_string_append_printf (where, term->negated ? " AND (%s) IS NOT TRUE" : " AND %s", condition->str);
    }
  return g_string_free (where, FALSE);
}

/* --- The list over an index --- */

#define YOUNG "(listed = 1 OR (listed = 2 AND row_id > %" G_GINT64_FORMAT "))"

static gboolean
is_curated (const GessoTerm *term)
{
  return !term->negated &&
         (term->kind == GESSO_TERM_FAVOURITE || (term->kind == GESSO_TERM_RATING && term->low > 0));
}

static const GessoTerm *
find_seed (const GessoSearch *search)
{
  const GessoTerm *term = gesso_search_find (search, GESSO_TERM_SEED);

  return term != NULL && !term->negated && term->low == term->high ? term : NULL;
}

/* The index that leaves the fewest rows, and which rows are in view. */
static char *
create_source (Plan   *plan,
               GArray *parameters)
{
  const gint64 since = (gesso_time_now_ms () - GESSO_FAILED_SHOWN_MS) * 1024;
  const GessoTerm *seed = find_seed (plan->search);
  gboolean curated = FALSE;
  const char *hidden = gesso_query_wants (plan->search, GESSO_TERM_FAILED) ? "deleted_at IS NULL" : NULL;
  g_autofree char *view = plan->query->everything ? g_strdup ("purged_at IS NULL")
                          : hidden != NULL        ? g_strdup (hidden)
                                                  : g_strdup_printf (YOUNG, since);

  for (guint i = 0; i < plan->search->terms->len; i++)
    curated = curated || is_curated (plan->search->terms->pdata[i]);
  if (gesso_query_wants (plan->search, GESSO_TERM_TRASH))
    return g_strdup ("generation INDEXED BY generation_trash WHERE deleted_at IS NOT NULL AND purged_at IS NULL");
  if (plan->query->round_id != NULL)
    return g_strdup_printf ("generation INDEXED BY generation_round WHERE round_id = ?%d AND %s",
                            add_text (parameters, g_strdup (plan->query->round_id)), view);
  if (plan->query->prompt != NULL)
    return g_strdup_printf ("generation INDEXED BY generation_prompt WHERE prompt_key = ?%d AND %s",
                            add_int (parameters, gesso_sql_key (plan->query->prompt)), view);
  if (hidden != NULL)
    return g_strdup ("generation INDEXED BY generation_failed WHERE state = 'failed' AND deleted_at IS NULL");
  if (seed != NULL)
    return g_strdup_printf ("generation INDEXED BY generation_seed WHERE seed = ?%d AND %s",
                            add_int (parameters, seed->low), view);
  if (gesso_query_wants (plan->search, GESSO_TERM_IMPORTED))
    return g_strdup_printf ("generation INDEXED BY generation_imported WHERE origin = '" GESSO_ORIGIN_IMPORT "' AND %s",
                            view);
  if (curated)
    return g_strdup_printf ("generation INDEXED BY generation_curated WHERE (rating > 0 OR favourite = 1) AND %s", view);
  return plan->query->everything ? g_strdup ("generation WHERE purged_at IS NULL") : NULL;
}

static gboolean
add_source (Plan        *plan,
            const char  *source,
            const char  *conditions,
            GArray      *parameters,
            GError     **error)
{
  static const char *const columns[] = {
    [GESSO_STACK_NONE] = "row_id", [GESSO_STACK_ROUND] = "row_id, round_key", [GESSO_STACK_PROMPT] = "row_id, prompt_key",
  };
  g_autofree char *text = g_strdup_printf ("SELECT %s FROM %s%s AND row_id <= ?1 AND row_id >= ?2"
                                           " ORDER BY row_id DESC",
                                           columns[plan->query->stack], source, conditions);

  return gesso_streams_add_statement (plan->streams, text, INDEX_PATIENCE, parameters, error);
}

static gboolean
add_index (Plan    *plan,
           GError **error)
{
  g_autoptr (GArray) parameters = parameters_new ();
  g_autofree char *conditions = create_conditions (plan, parameters);
  g_autofree char *source = create_source (plan, parameters);
  g_autofree char *young = NULL;

  gesso_streams_add (plan->streams, FALSE);
  if (source != NULL)
    return add_source (plan, source, conditions, parameters, error);
  /* The few young failed ones apart: all others come from the index in their order. */
  young = g_strdup_printf ("generation INDEXED BY generation_listed WHERE listed = 2 AND row_id > %" G_GINT64_FORMAT,
                           (gesso_time_now_ms () - GESSO_FAILED_SHOWN_MS) * 1024);
  return add_source (plan, "generation INDEXED BY generation_listed WHERE listed = 1", conditions, parameters, error) &&
         add_source (plan, young, conditions, parameters, error);
}

/* --- Lists for words, tags and boards --- */

/* As FTS5 wants a word or a phrase: quoted, so that nothing in it is an operator. */
static void
append_quoted (GString         *match,
               const char      *joint,
               const GessoTerm *term)
{
  g_auto (GStrv) pieces = g_strsplit (term->text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", pieces);

  g_string_append_printf (match, "%s\"%s\"%s", match->len > 0 ? joint : "", doubled, term->prefix ? "*" : "");
}

static gboolean
add_words (Plan      *plan,
           gboolean   negated,
           GError   **error)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GArray) parameters = parameters_new ();

  for (guint i = 0; i < plan->search->terms->len; i++)
    {
      const GessoTerm *term = plan->search->terms->pdata[i];

      if (term->kind == GESSO_TERM_WORDS && (term->negated != FALSE) == negated)
        append_quoted (match, negated ? " OR " : " ", term);
    }
  if (match->len == 0)
    return TRUE;
  add_text (parameters, g_strdup (match->str));
  gesso_streams_add (plan->streams, negated);
  return gesso_streams_add_statement (plan->streams,
                                      "SELECT rowid FROM generation_words WHERE generation_words MATCH ?3"
                                      " AND rowid <= ?1 AND rowid >= ?2 ORDER BY rowid DESC",
                                      WORDS_PATIENCE, parameters, error);
}

/* The tag of that name; while it is typed, those that begin with it. */
static gboolean
add_tag (Plan             *plan,
         const GessoTerm  *term,
         GError          **error)
{
  g_autofree char *folded = gesso_query_fold (term->text);
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!gesso_sql_collect (plan->sql, tags, TAG_KEYS,
                          gesso_sql_bind (plan->sql, error,
                                          "SELECT tag FROM tag WHERE substr (folded, 1, length (?1)) = ?1"
                                          " ORDER BY folded",
                                          "s", folded),
                          error))
    return FALSE;
  gesso_streams_add (plan->streams, term->negated);
  for (guint i = 0; i < tags->len; i++)
    {
      g_autoptr (GArray) parameters = parameters_new ();

      add_int (parameters, g_array_index (tags, gint64, i));
      if (!gesso_streams_add_statement (plan->streams,
                                        "SELECT row_id FROM generation_tag WHERE tag = ?3 AND row_id <= ?1"
                                        " AND row_id >= ?2 ORDER BY row_id DESC",
                                        INDEX_PATIENCE, parameters, error))
        return FALSE;
    }
  return TRUE;
}

/* Names and keys; @name: folded */
static gboolean
collect_keys (GPtrArray     *keys,
              const char    *name,
              GessoSql      *sql,
              sqlite3_stmt  *statement,
              GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    {
      g_autofree char *text = gesso_sql_text (statement, 0);
      g_autofree char *folded = gesso_query_fold (text != NULL ? text : "");

      if (keys->len < BOARD_KEYS && g_str_has_prefix (folded, name))
        g_ptr_array_add (keys, gesso_sql_text (statement, 1));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Made with a board of that name, or with pictures of it, or lying on it. */
static gboolean
add_board (Plan             *plan,
           const GessoTerm  *term,
           GError          **error)
{
  g_autofree char *name = gesso_query_fold (term->text);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) boards = g_ptr_array_new_with_free_func (g_free);

  if (!collect_keys (keys, name, plan->sql,
                     gesso_sql_bind (plan->sql, error, "SELECT name, 'm:' || id FROM moodboard", ""), error) ||
      !collect_keys (keys, name, plan->sql,
                     gesso_sql_bind (plan->sql, error, "SELECT name, 'b:' || id FROM board WHERE deleted_at IS NULL", ""),
                     error) ||
      !collect_keys (boards, name, plan->sql,
                     gesso_sql_bind (plan->sql, error, "SELECT name, board FROM board WHERE deleted_at IS NULL", ""),
                     error) ||
      !collect_keys (keys, name, plan->sql,
                     gesso_sql_bind (plan->sql, error,
                                     "SELECT board.name, substr (sha256, 1, 16) FROM board JOIN board_item"
                                     " USING (board) WHERE deleted_at IS NULL AND sha256 IS NOT NULL",
                                     ""),
                     error))
    return FALSE;
  gesso_streams_add (plan->streams, term->negated);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GArray) parameters = parameters_new ();

      add_text (parameters, g_strdup (keys->pdata[i]));
      if (!gesso_streams_add_statement (plan->streams,
                                        "SELECT row_id FROM generation_use WHERE key = ?3 AND row_id <= ?1"
                                        " AND row_id >= ?2 ORDER BY row_id DESC",
                                        INDEX_PATIENCE, parameters, error))
        return FALSE;
    }
  for (guint i = 0; i < boards->len; i++)
    {
      g_autoptr (GArray) parameters = parameters_new ();

      add_int (parameters, g_ascii_strtoll (boards->pdata[i], NULL, 10));
      if (!gesso_streams_add_statement (plan->streams,
                                        "SELECT row_id FROM generation WHERE sha256 IN"
                                        " (SELECT sha256 FROM board_item WHERE board = ?3)"
                                        " AND row_id <= ?1 AND row_id >= ?2 ORDER BY row_id DESC",
                                        INDEX_PATIENCE, parameters, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_lists (Plan    *plan,
           GError **error)
{
  if (!add_words (plan, FALSE, error) || !add_words (plan, TRUE, error))
    return FALSE;
  for (guint i = 0; i < plan->search->terms->len; i++)
    {
      const GessoTerm *term = plan->search->terms->pdata[i];

      if ((term->kind == GESSO_TERM_TAG && !add_tag (plan, term, error)) ||
          (term->kind == GESSO_TERM_BOARD && !add_board (plan, term, error)))
        return FALSE;
    }
  return add_index (plan, error);
}

/* Row ids begin with the time. */
static void
read_times (const GessoSearch *search,
            gint64            *low,
            gint64            *high)
{
  for (guint i = 0; i < search->terms->len; i++)
    {
      const GessoTerm *term = search->terms->pdata[i];
      gint64 from = term->low, to = term->high;

      if (term->kind != GESSO_TERM_TIME)
        continue;
      if (term->negated)
        {
          from = term->low == G_MININT64 ? term->high + 1 : G_MININT64;
          to = term->high == G_MAXINT64 ? term->low - 1 : G_MAXINT64;
        }
      if (from != G_MININT64)
        *low = MAX (*low, from * 1024);
      if (to != G_MAXINT64)
        *high = MIN (*high, to * 1024 + 1023);
    }
}

/* Into either: @ids or @stacks. */
static gboolean
collect (GessoSql          *sql,
         const GessoQuery  *query,
         GCancellable      *cancellable,
         GArray            *ids,
         GessoStacks       *stacks,
         GError           **error)
{
  g_autoptr (GessoSearch) search = gesso_search_parse (query->text != NULL ? query->text : "");
  g_autoptr (GessoStreams) streams = NULL;
  gint64 low = G_MININT64 + 1, high = G_MAXINT64;
  Plan plan = { sql, query, search, NULL };

  read_times (search, &low, &high);
  plan.streams = streams = gesso_streams_new (sql, low, high);
  if (!add_lists (&plan, error))
    return FALSE;
  if (stacks != NULL)
    return gesso_streams_fold (streams, stacks, cancellable, error);
  return gesso_streams_collect (streams, query->limit, cancellable, ids, error);
}

gboolean
gesso_query_collect (GessoSql          *sql,
                     const GessoQuery  *query,
                     GCancellable      *cancellable,
                     GArray            *ids,
                     GError           **error)
{
  return collect (sql, query, cancellable, ids, NULL, error);
}

gboolean
gesso_query_collect_stacks (GessoSql          *sql,
                            const GessoQuery  *query,
                            GCancellable      *cancellable,
                            GessoStacks       *stacks,
                            GError           **error)
{
  return collect (sql, query, cancellable, NULL, stacks, error);
}

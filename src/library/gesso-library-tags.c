/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-curate-private.h"

#include <string.h>

#include "gesso-log.h"
#include "gesso-query-private.h"
#include "gesso-time.h"

/* Tags: what is kept of them, and completing them. */

#define TAG_MAX_CHARS 64

/* One line, single spaces, no quotes: what `tag:"…"` can say. %NULL if nothing is left. */
static char *
clean_tag (const char *tag)
{
  g_autofree char *valid = g_utf8_make_valid (tag, -1);
  g_auto (GStrv) words = NULL;
  GString *text = g_string_new (NULL);

  g_strdelimit (valid, "\"\t\r\n\v\f", ' ');
  words = g_strsplit (valid, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", *word);
  if (g_utf8_strlen (text->str, -1) > TAG_MAX_CHARS)
    g_string_truncate (text, g_utf8_offset_to_pointer (text->str, TAG_MAX_CHARS) - text->str);
  return g_string_free (text, text->len == 0);
}

static int
compare_folded (gconstpointer a,
                gconstpointer b)
{
  g_autofree char *left = gesso_query_fold (*(const char *const *) a);
  g_autofree char *right = gesso_query_fold (*(const char *const *) b);

  return strcmp (left, right);
}

static gboolean
find_tag (GPtrArray  *tags,
          const char *tag,
          guint      *at)
{
  for (guint i = 0; i < tags->len; i++)
    if (compare_folded (&tags->pdata[i], &tag) == 0)
      {
        *at = i;
        return TRUE;
      }
  return FALSE;
}

char *
gesso_tags_change (const char        *lines,
                   const char *const *add,
                   const char *const *remove)
{
  g_auto (GStrv) old = g_strsplit (lines != NULL ? lines : "", "\n", -1);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  guint at;

  for (char **tag = old; *tag != NULL; tag++)
    g_ptr_array_add (tags, g_strdup (*tag));
  for (; remove != NULL && *remove != NULL; remove++)
    {
      g_autofree char *tag = clean_tag (*remove);

      if (tag != NULL && find_tag (tags, tag, &at))
        g_ptr_array_remove_index (tags, at);
    }
  for (; add != NULL && *add != NULL; add++)
    {
      g_autofree char *tag = clean_tag (*add);

      if (tag != NULL && !find_tag (tags, tag, &at))
        g_ptr_array_add (tags, g_steal_pointer (&tag));
    }
  g_ptr_array_sort (tags, compare_folded);
  g_ptr_array_add (tags, NULL);
  return tags->len > 1 ? g_strjoinv ("\n", (char **) tags->pdata) : NULL;
}

static gboolean
add_tag (GessoSql    *sql,
         gint64       row_id,
         const char  *tag,
         gint64       now,
         GError     **error)
{
  g_autofree char *folded = gesso_query_fold (tag);

  return gesso_sql_run (sql, error, "INSERT OR IGNORE INTO tag (name, folded) VALUES (?, ?)", "ss", tag, folded) &&
         gesso_sql_run (sql, error, "UPDATE tag SET uses = uses + 1, used_at = ? WHERE folded = ?", "is", now,
                        folded) &&
         gesso_sql_run (sql, error,
                        "INSERT OR IGNORE INTO generation_tag (tag, row_id) SELECT tag, ? FROM tag WHERE folded = ?",
                        "is", row_id, folded);
}

gboolean
gesso_tags_set (GessoSql    *sql,
                gint64       row_id,
                const char  *lines,
                gint64       now,
                GError     **error)
{
  g_auto (GStrv) tags = g_strsplit (lines != NULL ? lines : "", "\n", -1);

  if (!gesso_sql_run (sql, error,
                      "UPDATE tag SET uses = uses - 1 WHERE tag IN (SELECT tag FROM generation_tag WHERE row_id = ?)",
                      "i", row_id) ||
      !gesso_sql_run (sql, error, "DELETE FROM generation_tag WHERE row_id = ?", "i", row_id))
    return FALSE;
  for (char **tag = tags; *tag != NULL; tag++)
    if (!add_tag (sql, row_id, *tag, now, error))
      return FALSE;
  return TRUE;
}

/* --- Completion --- */

typedef struct {
  char      *text;
  gint64     limit;
  GPtrArray *texts;
} TextsData;

static void
texts_data_free (TextsData *data)
{
  g_free (data->text);
  g_clear_pointer (&data->texts, g_ptr_array_unref);
  g_free (data);
}

static TextsData *
texts_data_new (char *text)
{
  TextsData *data = g_new0 (TextsData, 1);

  data->text = text;
  data->texts = g_ptr_array_new_with_free_func (g_free);
  return data;
}

static gboolean
collect_texts (TextsData     *data,
               GessoSql      *sql,
               sqlite3_stmt  *statement,
               GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (statement == NULL)
    return FALSE;
  while (gesso_sql_step (sql, statement, &local))
    g_ptr_array_add (data->texts, gesso_sql_text (statement, 0));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
texts_done (GessoCall *call)
{
  TextsData *data = call->data;

  g_task_return_pointer (call->task, g_steal_pointer (&data->texts), (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
complete_work (GessoCall  *call,
               GessoSql   *sql,
               GError    **error)
{
  TextsData *data = call->data;

  return collect_texts (data, sql,
                        gesso_sql_bind (sql, error,
                                        "SELECT name FROM tag WHERE uses > 0 AND (substr (folded, 1, length (?1)) = ?1"
                                        " OR instr (folded, ' ' || ?1)) ORDER BY used_at DESC, folded LIMIT ?2",
                                        "si", data->text, data->limit),
                        error);
}

void
gesso_library_complete_tag_async (GessoLibrary        *self,
                                  const char          *text,
                                  guint                limit,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  TextsData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (text != NULL);

  data = texts_data_new (gesso_query_fold (text));
  data->limit = limit;
  call = gesso_library_call (self, GESSO_CALL_READ, gesso_library_complete_tag_async, data,
                             (GDestroyNotify) texts_data_free, cancellable, callback, user_data);
  call->work = complete_work;
  call->done = texts_done;
  gesso_library_send (self, call);
}

GPtrArray *
gesso_library_complete_tag_finish (GessoLibrary  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_complete_tag_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

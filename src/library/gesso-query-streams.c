/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-query-streams.h"

/* Ids between two looks at the cancellable. */
#define LOOK_EVERY 512

typedef struct {
  sqlite3_stmt *statement;
  guint         patience;
  gboolean      started;
  gboolean      ended;
  gint64        at;
  gboolean      keyed;    /* whether it has a second column */
} Cursor;

/* What any of its cursors yields. */
typedef struct {
  GPtrArray *cursors;
  gboolean   excludes;
} Stream;

struct _GessoStreams {
  GessoSql  *sql;
  gint64     low;
  gint64     high;
  GPtrArray *streams;
};

static void
cursor_free (gpointer data)
{
  Cursor *cursor = data;

  sqlite3_finalize (cursor->statement);
  g_free (cursor);
}

static void
stream_free (gpointer data)
{
  Stream *stream = data;

  g_ptr_array_unref (stream->cursors);
  g_free (stream);
}

GessoStreams *
gesso_streams_new (GessoSql *sql,
                   gint64    low,
                   gint64    high)
{
  GessoStreams *self = g_new0 (GessoStreams, 1);

  self->sql = sql;
  self->low = low;
  self->high = high;
  self->streams = g_ptr_array_new_with_free_func (stream_free);
  return self;
}

void
gesso_streams_free (GessoStreams *self)
{
  g_ptr_array_unref (self->streams);
  g_free (self);
}

void
gesso_streams_add (GessoStreams *self,
                   gboolean      excludes)
{
  Stream *stream = g_new0 (Stream, 1);

  stream->cursors = g_ptr_array_new_with_free_func (cursor_free);
  stream->excludes = excludes;
  g_ptr_array_add (self->streams, stream);
}

gboolean
gesso_streams_add_statement (GessoStreams  *self,
                             const char    *text,
                             guint          patience,
                             GArray        *parameters,
                             GError       **error)
{
  Stream *stream = self->streams->pdata[self->streams->len - 1];
  sqlite3_stmt *statement = gesso_sql_prepare (self->sql, text, error);
  Cursor *cursor;

  if (statement == NULL)
    return FALSE;
  cursor = g_new0 (Cursor, 1);
  cursor->statement = statement;
  cursor->patience = patience;
  cursor->keyed = sqlite3_column_count (statement) > 1;
  g_ptr_array_add (stream->cursors, cursor);
  sqlite3_bind_int64 (statement, 2, self->low);
  for (guint i = 0; parameters != NULL && i < parameters->len; i++)
    {
      const GValue *value = &g_array_index (parameters, GValue, i);

      if (G_VALUE_HOLDS_INT64 (value))
        sqlite3_bind_int64 (statement, i + 3, g_value_get_int64 (value));
      else
        sqlite3_bind_text (statement, i + 3, g_value_get_string (value), -1, SQLITE_TRANSIENT);
    }
  return TRUE;
}

static gboolean
cursor_step (GessoStreams  *self,
             Cursor        *cursor,
             GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (gesso_sql_step (self->sql, cursor->statement, &local))
    {
      cursor->at = sqlite3_column_int64 (cursor->statement, 0);
      return TRUE;
    }
  cursor->ended = TRUE;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* On to @target, or to the next one below it. */
static gboolean
cursor_seek (GessoStreams  *self,
             Cursor        *cursor,
             gint64         target,
             GError       **error)
{
  if (cursor->started)
    for (guint i = 0; i < cursor->patience && !cursor->ended && cursor->at > target; i++)
      if (!cursor_step (self, cursor, error))
        return FALSE;
  if (cursor->ended || (cursor->started && cursor->at <= target))
    return TRUE;
  cursor->started = TRUE;
  sqlite3_reset (cursor->statement);
  sqlite3_bind_int64 (cursor->statement, 1, target);
  return cursor_step (self, cursor, error);
}

/* @found: (out): %G_MININT64 at the end */
static gboolean
stream_seek (GessoStreams  *self,
             Stream        *stream,
             gint64         target,
             gint64        *found,
             GError       **error)
{
  *found = G_MININT64;
  for (guint i = 0; i < stream->cursors->len; i++)
    {
      Cursor *cursor = stream->cursors->pdata[i];

      if (!cursor_seek (self, cursor, target, error))
        return FALSE;
      if (!cursor->ended)
        *found = MAX (*found, cursor->at);
    }
  return TRUE;
}

/* On to the next id that every list has, at most @id; %G_MININT64 at the end. */
static gboolean
next_common (GessoStreams  *self,
             gint64        *id,
             GError       **error)
{
  guint n_agreeing = 0;
  gint64 found;

  for (guint i = 0; n_agreeing < self->streams->len; i = (i + 1) % self->streams->len)
    {
      Stream *stream = self->streams->pdata[i];

      if (stream->excludes)
        {
          n_agreeing++;
          continue;
        }
      if (!stream_seek (self, stream, *id, &found, error))
        return FALSE;
      n_agreeing = found == *id ? n_agreeing + 1 : 1;
      *id = found;
      if (found == G_MININT64)
        return TRUE;
    }
  return TRUE;
}

static gboolean
is_excluded (GessoStreams  *self,
             gint64         id,
             gboolean      *excluded,
             GError       **error)
{
  gint64 found;

  *excluded = FALSE;
  for (guint i = 0; i < self->streams->len && !*excluded; i++)
    {
      Stream *stream = self->streams->pdata[i];

      if (!stream->excludes)
        continue;
      if (!stream_seek (self, stream, id, &found, error))
        return FALSE;
      *excluded = found == id;
    }
  return TRUE;
}

/* On to the next id, at most @id, that every list has and none excludes; %G_MININT64 at the end. */
static gboolean
next_wanted (GessoStreams  *self,
             gint64        *id,
             GError       **error)
{
  gboolean excluded = TRUE;

  while (excluded)
    {
      if (!next_common (self, id, error))
        return FALSE;
      if (*id == G_MININT64)
        return TRUE;
      if (!is_excluded (self, *id, &excluded, error))
        return FALSE;
      if (excluded)
        (*id)--;
    }
  return TRUE;
}

gboolean
gesso_streams_collect (GessoStreams  *self,
                       guint          limit,
                       GCancellable  *cancellable,
                       GArray        *ids,
                       GError       **error)
{
  gint64 id = self->high;

  for (guint i = 0; limit == 0 || ids->len < limit; i++)
    {
      if (i % LOOK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!next_wanted (self, &id, error))
        return FALSE;
      if (id == G_MININT64)
        return TRUE;
      g_array_append_val (ids, id);
      id--;
    }
  return TRUE;
}

/* The key of the id that all cursors have been put to. */
static gint64
get_key (GessoStreams *self,
         gint64        id)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = self->streams->pdata[i];

      for (guint j = 0; j < stream->cursors->len; j++)
        {
          Cursor *cursor = stream->cursors->pdata[j];

          if (cursor->keyed && !cursor->ended && cursor->at == id)
            return sqlite3_column_int64 (cursor->statement, 1);
        }
    }
  return 0;
}

gboolean
gesso_streams_fold (GessoStreams  *self,
                    GessoStacks   *stacks,
                    GCancellable  *cancellable,
                    GError       **error)
{
  gint64 id = self->high;

  for (guint i = 0;; i++, id--)
    {
      if (i % LOOK_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!next_wanted (self, &id, error))
        return FALSE;
      if (id == G_MININT64 || !gesso_stacks_add (stacks, id, get_key (self, id)))
        return TRUE;
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-stacks.h"

struct _GessoStacks {
  guint       limit;
  GHashTable *places; /* key → place + 1 */
  GArray     *ids;
  GArray     *counts;
  gint64      last_key;
  guint       last;   /* its place + 1 */
};

GessoStacks *
gesso_stacks_new (guint limit)
{
  GessoStacks *self = g_new0 (GessoStacks, 1);

  self->limit = limit;
  self->places = g_hash_table_new (NULL, NULL);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
gesso_stacks_free (GessoStacks *self)
{
  g_hash_table_unref (self->places);
  g_array_unref (self->ids);
  g_array_unref (self->counts);
  g_free (self);
}

gboolean
gesso_stacks_add (GessoStacks *self,
                  gint64       id,
                  gint64       key)
{
  const guint one = 1;

  /* A round's pictures follow one another. */
  if (self->last == 0 || self->last_key != key)
    self->last = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, GSIZE_TO_POINTER ((gsize) key)));
  self->last_key = key;
  if (self->last > 0)
    {
      g_array_index (self->counts, guint, self->last - 1)++;
      return TRUE;
    }
  if (self->limit > 0 && self->ids->len == self->limit)
    return FALSE;
  g_array_append_val (self->ids, id);
  g_array_append_val (self->counts, one);
  self->last = self->ids->len;
  g_hash_table_insert (self->places, GSIZE_TO_POINTER ((gsize) key), GUINT_TO_POINTER (self->last));
  return TRUE;
}

GArray *
gesso_stacks_get_ids (GessoStacks *self)
{
  return self->ids;
}

GArray *
gesso_stacks_get_counts (GessoStacks *self)
{
  return self->counts;
}

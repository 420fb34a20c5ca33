/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-cache.h"

struct _GessoImageCache
{
  GHashTable *entries; /* key, owned by the entry → Entry */
  GQueue order;        /* of Entry, the one used last at the head */
  gsize limit;
  gsize bytes;
};

typedef struct
{
  GList link;
  char *key;
  GObject *object;
  gsize bytes;
} Entry;

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  g_object_unref (entry->object);
  g_free (entry);
}

static void
drop (GessoImageCache *self,
      Entry           *entry)
{
  self->bytes -= entry->bytes;
  g_queue_unlink (&self->order, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

GessoImageCache *
gesso_image_cache_new (gsize limit)
{
  GessoImageCache *self = g_new0 (GessoImageCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  self->limit = limit;
  g_queue_init (&self->order);
  return self;
}

void
gesso_image_cache_free (GessoImageCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

gpointer
gesso_image_cache_lookup (GessoImageCache *self,
                          const char      *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->order, &entry->link);
  g_queue_push_head_link (&self->order, &entry->link);
  return entry->object;
}

void
gesso_image_cache_insert (GessoImageCache *self,
                          const char      *key,
                          gpointer         object,
                          gsize            bytes)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  g_return_if_fail (G_IS_OBJECT (object));

  if (entry != NULL)
    drop (self, entry);
  if (bytes > self->limit)
    return;
  while (self->bytes + bytes > self->limit)
    drop (self, self->order.tail->data);

  entry = g_new0 (Entry, 1);
  entry->link.data = entry;
  entry->key = g_strdup (key);
  entry->object = g_object_ref (object);
  entry->bytes = bytes;
  self->bytes += bytes;
  g_queue_push_head_link (&self->order, &entry->link);
  g_hash_table_insert (self->entries, entry->key, entry);
}

gsize
gesso_image_cache_get_bytes (GessoImageCache *self)
{
  return self->bytes;
}

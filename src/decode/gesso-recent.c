/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-recent.h"

#include "gesso-shrink.h"

/* A round may end all at once; 3 MB each. */
#define MOST     4
#define STAYS_US (20 * G_TIME_SPAN_SECOND)

typedef struct {
  char *sha256;
  guint width;
  guint height;
  GBytes *rgb;
  gint64 added;
} Entry;

struct _GessoRecent {
  GMutex mutex;
  GQueue entries; /* of Entry, the newest first */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->sha256);
  g_bytes_unref (entry->rgb);
  g_free (entry);
}

GessoRecent *
gesso_recent_new (void)
{
  GessoRecent *self = g_new0 (GessoRecent, 1);

  g_mutex_init (&self->mutex);
  g_queue_init (&self->entries);
  return self;
}

void
gesso_recent_free (GessoRecent *self)
{
  g_queue_clear_full (&self->entries, entry_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
gesso_recent_add (GessoRecent *self,
                  const char  *sha256,
                  guint        width,
                  guint        height,
                  GBytes      *rgb)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = g_new0 (Entry, 1);

  entry->sha256 = g_strdup (sha256);
  entry->width = width;
  entry->height = height;
  entry->rgb = g_bytes_ref (rgb);
  entry->added = g_get_monotonic_time ();
  g_queue_push_head (&self->entries, entry);
  while (g_queue_get_length (&self->entries) > MOST)
    entry_free (g_queue_pop_tail (&self->entries));
}

void
gesso_recent_purge (GessoRecent *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const gint64 oldest = g_get_monotonic_time () - STAYS_US;

  while (!g_queue_is_empty (&self->entries) && ((Entry *) g_queue_peek_tail (&self->entries))->added < oldest)
    entry_free (g_queue_pop_tail (&self->entries));
}

static GBytes *
find (GessoRecent *self,
      const char  *sha256,
      guint       *width,
      guint       *height)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (GList *link = self->entries.head; link != NULL; link = link->next)
    {
      const Entry *entry = link->data;

      if (!g_str_equal (entry->sha256, sha256))
        continue;
      *width = entry->width;
      *height = entry->height;
      return g_bytes_ref (entry->rgb);
    }
  return NULL;
}

GessoPixels *
gesso_recent_read (GessoRecent *self,
                   const char  *sha256,
                   guint        max_width,
                   guint        max_height)
{
  guint width, height, there_width, there_height;
  g_autoptr (GBytes) rgb = find (self, sha256, &width, &height);
  g_autoptr (GessoShrink) shrink = NULL;
  GessoPixels *pixels;

  if (rgb == NULL)
    return NULL;
  gesso_picture_fit (width, height, GESSO_RECENT_EDGE, GESSO_RECENT_EDGE, &there_width, &there_height);
  gesso_picture_fit (width, height, max_width, max_height, &width, &height);
  if (width > there_width || height > there_height)
    return NULL;
  shrink = gesso_shrink_new (there_width, there_height, width, height);
  for (guint y = 0; y < there_height; y++)
    gesso_shrink_add_row (shrink, (const guint8 *) g_bytes_get_data (rgb, NULL) + (gsize) y * there_width * 3);
  pixels = g_new0 (GessoPixels, 1);
  pixels->width = width;
  pixels->height = height;
  pixels->stride = (gsize) width * 4;
  pixels->data = g_bytes_new_take (gesso_shrink_steal (shrink), pixels->stride * height);
  return pixels;
}

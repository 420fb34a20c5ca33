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
  guint width;
  guint height;
} Box;

typedef struct {
  char *sha256;
  guint width;
  guint height;
  GBytes *rgb;
  GessoPixels *fitted; /* (nullable): into @box */
  Box box;
  gint64 added;
} Entry;

struct _GessoRecent {
  GMutex mutex;
  GQueue entries; /* of Entry, the newest first */
  Box box;        /* what was asked for last, for the next one is likely to be shown as large */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->sha256);
  g_bytes_unref (entry->rgb);
  g_clear_pointer (&entry->fitted, gesso_pixels_free);
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

/* With the mutex held. */
static Entry *
find (GessoRecent *self,
      const char  *sha256)
{
  for (GList *link = self->entries.head; link != NULL; link = link->next)
    if (g_str_equal (((Entry *) link->data)->sha256, sha256))
      return link->data;
  return NULL;
}

/* @entry: a copy, with a reference of its own to its pixels. %NULL where it is too small for @box. */
static GessoPixels *
fit (const Entry *entry,
     Box          box)
{
  guint there_width, there_height, width, height;
  g_autoptr (GessoShrink) shrink = NULL;
  const guint8 *rgb = g_bytes_get_data (entry->rgb, NULL);
  GessoPixels *pixels;

  gesso_picture_fit (entry->width, entry->height, GESSO_RECENT_EDGE, GESSO_RECENT_EDGE, &there_width, &there_height);
  gesso_picture_fit (entry->width, entry->height, box.width, box.height, &width, &height);
  if (width > there_width || height > there_height)
    return NULL;
  shrink = gesso_shrink_new (there_width, there_height, width, height, 4);
  if (shrink == NULL)
    return NULL;
  for (guint y = 0; y < there_height; y++)
    gesso_shrink_add_row (shrink, rgb + (gsize) y * there_width * 3);
  pixels = g_new0 (GessoPixels, 1);
  pixels->width = width;
  pixels->height = height;
  pixels->stride = (gsize) width * 4;
  pixels->data = g_bytes_new_take (gesso_shrink_steal (shrink), pixels->stride * height);
  return pixels;
}

static GessoPixels *
share (const GessoPixels *pixels)
{
  GessoPixels *shared = g_memdup2 (pixels, sizeof *pixels);

  g_bytes_ref (shared->data);
  return shared;
}

GessoPixels *
gesso_recent_read (GessoRecent *self,
                   const char  *sha256,
                   guint        max_width,
                   guint        max_height)
{
  const Box box = { max_width, max_height };
  g_autoptr (GBytes) rgb = NULL;
  Entry copy;

  {
    G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
    const Entry *entry = find (self, sha256);

    if (entry == NULL)
      return NULL;
    self->box = box;
    if (entry->fitted != NULL && entry->box.width == box.width && entry->box.height == box.height)
      return share (entry->fitted);
    copy = *entry;
    rgb = g_bytes_ref (copy.rgb);
  }
  return fit (&copy, box);
}

void
gesso_recent_prepare (GessoRecent *self,
                      const char  *sha256)
{
  g_autoptr (GBytes) rgb = NULL;
  g_autoptr (GessoPixels) fitted = NULL;
  Entry copy;
  Entry *entry;
  Box box;

  g_mutex_lock (&self->mutex);
  entry = find (self, sha256);
  box = self->box;
  if (entry != NULL)
    {
      copy = *entry;
      rgb = g_bytes_ref (copy.rgb);
    }
  g_mutex_unlock (&self->mutex);
  if (rgb == NULL || box.width == 0)
    return;
  fitted = fit (&copy, box);
  g_mutex_lock (&self->mutex);
  entry = find (self, sha256);
  if (entry != NULL && entry->fitted == NULL)
    {
      entry->fitted = g_steal_pointer (&fitted);
      entry->box = box;
    }
  g_mutex_unlock (&self->mutex);
}

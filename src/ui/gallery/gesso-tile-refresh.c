/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-tile-private.h"

/* Tiles whose generations have changed, looked at together; where they are many, a frame may come in between. */

/* What they may take of one iteration, µs. */
#define BUDGET 2000
/* After a frame that is due. */
#define PRIORITY_LATER (GDK_PRIORITY_REDRAW + 5)

static GQueue queue = G_QUEUE_INIT;
static guint source;

static gboolean
refresh_cb (gpointer data)
{
  const gint64 end = g_get_monotonic_time () + BUDGET;

  source = 0;
  do
    gesso_tile_refresh (g_queue_peek_head (&queue));
  while (!g_queue_is_empty (&queue) && g_get_monotonic_time () < end);
  if (!g_queue_is_empty (&queue) && source == 0)
    source = g_idle_add_full (PRIORITY_LATER, refresh_cb, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
gesso_tile_queue_refresh (GessoTile *self)
{
  if (self->queued)
    return;
  self->queued = TRUE;
  self->refresh.data = self;
  g_queue_push_tail_link (&queue, &self->refresh);
  if (source == 0)
    source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, refresh_cb, NULL, NULL);
}

void
gesso_tile_unqueue_refresh (GessoTile *self)
{
  if (!self->queued)
    return;
  self->queued = FALSE;
  g_queue_unlink (&queue, &self->refresh);
  if (g_queue_is_empty (&queue))
    g_clear_handle_id (&source, g_source_remove);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-engine-private.h"

/* What those go by who wait for an end: a command, and whoever handed an order over. */

static gboolean
was_sent (GessoState state)
{
  switch (state)
    {
    case GESSO_STATE_SUBMITTING:
    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
    case GESSO_STATE_DOWNLOADING:
    case GESSO_STATE_IN_DOUBT:
      return TRUE;
    case GESSO_STATE_QUEUED:
    case GESSO_STATE_HELD:
    case GESSO_STATE_KEPT:
    case GESSO_STATE_FAILED:
    case GESSO_STATE_CANCELLED:
    default:
      return FALSE;
    }
}

const char *
gesso_engine_why_not_under_way (GessoEngine     *self,
                                GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  drive = gesso_engine_find_drive (self, generation);
  if (drive == NULL || !was_sent (gesso_generation_get_state (generation)))
    return NULL;
  if (gesso_engine_get_rest (self, generation) == GESSO_REST_OTHER_KEY)
    return _("it was sent with another API key, which is needed to fetch it");
  if (!drive->stuck && !drive->refused)
    return NULL;
  return drive->problem != NULL ? drive->problem->message : "";
}

gboolean
gesso_engine_is_under_way (GessoEngine     *self,
                           GessoGeneration *generation)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), FALSE);

  return was_sent (gesso_generation_get_state (generation))
         && gesso_engine_why_not_under_way (self, generation) == NULL;
}

guint
gesso_engine_count_under_way (GessoEngine *self)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  g_hash_table_iter_init (&iter, self->drives);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += gesso_engine_is_under_way (self, key);
  return n;
}

GessoQueueHold
gesso_engine_get_obstacle (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), GESSO_QUEUE_RUNS);

  return gesso_queue_hold_stops (self->block, TRUE) ? self->block : self->hold;
}

void
gesso_drive_tell_waiting (GessoDrive *self)
{
  g_object_notify (G_OBJECT (self->generation), "state");
  if (self->engine != NULL)
    gesso_engine_notify (self->engine, PROP_RUNNING);
}

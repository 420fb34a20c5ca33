/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-library-query.h"

/* The list of what is unfinished, its counts, and whose turn it is to be sent. */

GPtrArray *
gesso_engine_list_drives (GessoEngine *self)
{
  GPtrArray *drives = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_drive_unref);
  GHashTableIter iter;
  gpointer drive;

  g_hash_table_iter_init (&iter, self->drives);
  while (g_hash_table_iter_next (&iter, NULL, &drive))
    g_ptr_array_add (drives, gesso_drive_ref (drive));
  return drives;
}

GessoDrive *
gesso_engine_find_drive (GessoEngine     *self,
                         GessoGeneration *generation)
{
  return g_hash_table_lookup (self->drives, generation);
}

GessoDrive *
gesso_engine_add_drive (GessoEngine     *self,
                        GessoGeneration *generation)
{
  GessoDrive *drive = gesso_engine_find_drive (self, generation);

  if (drive != NULL)
    return drive;
  drive = gesso_drive_new (self, generation);
  g_hash_table_insert (self->drives, g_object_ref (generation), drive);
  g_list_store_insert (self->queue, self->n_unfinished++, generation);
  gesso_engine_count (self);
  return drive;
}

void
gesso_engine_remove_drive (GessoEngine *self,
                           GessoDrive  *drive,
                           gboolean     show_failed)
{
  guint position;

  gesso_engine_forget_secret (self, drive);
  gesso_drive_disconnect (drive);
  if (g_list_store_find (self->queue, drive->generation, &position))
    {
      if (position < self->n_unfinished)
        self->n_unfinished--;
      g_list_store_remove (self->queue, position);
    }
  if (show_failed)
    g_list_store_append (self->queue, drive->generation);
  g_hash_table_remove (self->drives, drive->generation);
  gesso_engine_count (self);
}

static void
set_count (GessoEngine *self,
           guint       *count,
           guint        value,
           int          property)
{
  if (*count == value)
    return;
  *count = value;
  gesso_engine_notify (self, property);
}

void
gesso_engine_count (GessoEngine *self)
{
  guint waiting = 0, running = 0, held = 0, in_doubt = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->drives);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    switch (gesso_generation_get_state (key))
      {
      case GESSO_STATE_QUEUED:
        waiting++;
        break;
      case GESSO_STATE_SUBMITTING:
      case GESSO_STATE_SUBMITTED:
      case GESSO_STATE_RUNNING:
      case GESSO_STATE_DOWNLOADING:
        running++;
        break;
      case GESSO_STATE_IN_DOUBT:
        in_doubt++;
        break;
      case GESSO_STATE_HELD:
        held++;
        break;
      case GESSO_STATE_KEPT:
      case GESSO_STATE_FAILED:
      case GESSO_STATE_CANCELLED:
      default:
        break;
      }
  /* Whoever hears of one of them finds all of them right, and the hold, too: one that is sent is never nowhere. */
  g_object_freeze_notify (G_OBJECT (self));
  set_count (self, &self->waiting, waiting, PROP_WAITING);
  set_count (self, &self->running, running, PROP_RUNNING);
  set_count (self, &self->held, held, PROP_HELD);
  set_count (self, &self->in_doubt, in_doubt, PROP_IN_DOUBT);
  set_count (self, &self->failed, g_list_model_get_n_items (G_LIST_MODEL (self->queue)) - self->n_unfinished,
             PROP_FAILED);
  gesso_engine_update_hold (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/* µ$ of what was sent and has no end yet. */
gint64
gesso_engine_get_committed (GessoEngine *self)
{
  gint64 committed = 0;
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->drives);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      GessoState state = gesso_generation_get_state (key);

      if (!gesso_generation_is_sandbox (key) && state != GESSO_STATE_QUEUED && state != GESSO_STATE_HELD)
        committed += gesso_generation_get_price (key);
    }
  return committed;
}

/* --- whose turn --- */

/* The first queued one of the active account, in the list's order. */
static GessoDrive *
find_next (GessoEngine *self)
{
  GessoRoute *route = gesso_engine_active_route (self);

  for (guint i = 0; i < self->n_unfinished; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      GessoDrive *drive;

      if (gesso_generation_get_state (generation) != GESSO_STATE_QUEUED
          || gesso_engine_route_for (self, generation) != route)
        continue;
      drive = gesso_engine_find_drive (self, generation);
      if (drive != NULL && !drive->busy && !drive->outcome.pending)
        return drive;
    }
  return NULL;
}

static gboolean
pump_cb (gpointer data)
{
  GessoEngine *self = data;
  GessoDrive *next;

  self->pump_source = 0;
  if (!self->started || self->stopping || self->sender != NULL || gesso_engine_active_route (self) == NULL
      || gesso_library_is_read_only (self->library) || gesso_library_is_moved (self->library))
    return G_SOURCE_REMOVE;
  next = find_next (self);
  if (next == NULL)
    self->capped = FALSE;
  gesso_engine_update_hold (self);
  if (next != NULL && self->hold == GESSO_QUEUE_RUNS)
    {
      self->sender = gesso_drive_ref (next);
      gesso_drive_send (next);
    }
  return G_SOURCE_REMOVE;
}

/* Sends the next one if there is one and nothing is in the way. Safe to call at any time. */
void
gesso_engine_pump (GessoEngine *self)
{
  if (self->pump_source == 0 && !self->stopping)
    self->pump_source = g_idle_add_full (G_PRIORITY_DEFAULT, pump_cb, self, NULL);
}

/* The one that was being sent has its job, or waits again: the next one may go. */
void
gesso_engine_release_sender (GessoEngine *self,
                             GessoDrive  *drive)
{
  g_autoptr (GessoDrive) sender = NULL;

  drive->busy = FALSE;
  g_clear_object (&drive->request);
  if (self->sender != drive)
    return;
  sender = g_steal_pointer (&self->sender);
  gesso_engine_stop_if_idle (self);
  gesso_engine_pump (self);
}

/* --- what the user does with the list --- */

void
gesso_engine_move (GessoEngine     *self,
                   GessoGeneration *generation,
                   guint            position)
{
  g_autoptr (GPtrArray) queued = NULL;
  guint from, to, index;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  queued = gesso_engine_list_waiting (self);
  if (!g_ptr_array_find (queued, generation, &index) || !g_list_store_find (self->queue, generation, &from))
    return;
  position = MIN (position, queued->len - 1);
  if (position == index || !g_list_store_find (self->queue, queued->pdata[position], &to))
    return;

  g_ptr_array_remove_index (queued, index);
  g_ptr_array_insert (queued, position, g_object_ref (generation));
  g_list_store_remove (self->queue, from);
  g_list_store_insert (self->queue, to, generation);
  gesso_library_set_queue_order_async (self->library, queued, NULL, NULL);
}

void
gesso_engine_send_held (GessoEngine     *self,
                        GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  drive = gesso_engine_find_drive (self, generation);
  if (drive == NULL || gesso_generation_get_state (generation) != GESSO_STATE_HELD || drive->busy
      || drive->outcome.pending)
    return;
  /* One that has a job is not sent again, it is asked after. */
  if (gesso_generation_get_job_id (generation) != NULL)
    gesso_drive_conclude_submitted (drive, gesso_generation_get_job_id (generation), 0);
  else
    gesso_drive_conclude_queued (drive);
}

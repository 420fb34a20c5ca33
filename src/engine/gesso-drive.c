/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/*
 * The life of one generation, from queued to kept. What is on disk comes first, then what is done about it here.
 *
 *   queued       gesso_engine_pump() picks the first one of the active account; gesso_drive_send() checks cap and
 *                connection, uploads references, and commits the intent. Until then nothing of it was sent.
 *   submitting   the intent is on disk, the POST is on the wire; nothing cancels it. Its end is one of
 *                  a job id              → submitted
 *                  nothing written, 429  → queued again, the queue holds and goes on by itself
 *                  401, 402, 403         → queued again, the queue holds for the user
 *                  another refusal       → failed, not charged
 *                  anything else         → in doubt
 *   submitted    (running, downloading: as the server says, in memory) polled until the job ends:
 *                  completed             → downloaded, decoded, kept; never generated again
 *                  completed, no picture → failed, and charged
 *                  failed, cancelled     → failed, cancelled; not charged
 *   in doubt     gesso_engine_settle() looks for the job in the server's list: adopted (→ submitted), or
 *                  held as uncertain beside recovered pictures, or held as not sent
 *   held         waits for a person: gesso_engine_send_held(), gesso_engine_discard_held()
 *   kept, failed, cancelled   final
 *
 * Each arrow is a commit (gesso-drive-commit.c). One that fails is remembered and tried again; nothing else happens
 * to the generation before it is on disk.
 */

GessoDrive *
gesso_drive_new (GessoEngine     *engine,
                 GessoGeneration *generation)
{
  GessoDrive *self = g_rc_box_new0 (GessoDrive);

  self->engine = engine;
  self->generation = g_object_ref (generation);
  self->cancellable = g_cancellable_new ();
  self->uploading = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

GessoDrive *
gesso_drive_ref (GessoDrive *self)
{
  return g_rc_box_acquire (self);
}

static void
gesso_drive_clear (gpointer data)
{
  GessoDrive *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_slist_free_full (self->cancel_tasks, g_object_unref);
  g_clear_pointer (&self->route, gesso_route_unref);
  g_clear_pointer (&self->inspection, gesso_inspection_free);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_clear_pointer (&self->outcome.job_id, g_free);
  g_clear_pointer (&self->secret, g_free);
  g_clear_pointer (&self->hint, g_free);
  g_clear_error (&self->outcome.error);
  g_clear_error (&self->problem);
  g_clear_object (&self->job);
  g_clear_object (&self->request);
  g_clear_pointer (&self->uploading, g_hash_table_unref);
  g_clear_error (&self->upload_error);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->generation);
}

void
gesso_drive_unref (GessoDrive *self)
{
  g_rc_box_release_full (self, gesso_drive_clear);
}

/* From here on, what is still under way ends in nothing. */
void
gesso_drive_disconnect (GessoDrive *self)
{
  GessoEngine *engine = g_steal_pointer (&self->engine);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (engine != NULL && g_hash_table_size (self->uploading) > 0)
    gesso_engine_check_uploads (engine);
}

void
gesso_drive_set_problem (GessoDrive   *self,
                         const GError *error)
{
  g_clear_error (&self->problem);
  if (error != NULL)
    self->problem = g_error_copy (error);
}

/* Takes the next step that its state asks for. Safe to call at any time. */
void
gesso_drive_advance (GessoDrive *self)
{
  GessoEngine *engine = self->engine;
  GessoRoute *route;

  if (engine == NULL || engine->stopping || self->busy)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->outcome.pending)
    {
      gesso_drive_commit (self);
      return;
    }

  route = gesso_engine_route_for (engine, self->generation);
  switch (gesso_generation_get_state (self->generation))
    {
    case GESSO_STATE_QUEUED:
      if (gesso_generation_is_cancel_requested (self->generation))
        gesso_drive_conclude_cancelled (self, GESSO_CHARGE_NONE);
      else
        gesso_engine_pump (engine);
      break;

    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
    case GESSO_STATE_DOWNLOADING:
      if (self->picture != NULL)
        gesso_drive_keep (self);
      else if (route == NULL || self->stuck)
        break; /* waits for its key, or for the user */
      else if (self->job != NULL)
        gesso_drive_fetch (self);
      else
        gesso_drive_poll (self);
      break;

    case GESSO_STATE_IN_DOUBT:
      if (route != NULL && !gesso_engine_follow_hint (engine, self))
        gesso_engine_settle (engine, route);
      break;

    case GESSO_STATE_SUBMITTING: /* its POST goes on by itself */
    case GESSO_STATE_HELD:
    case GESSO_STATE_KEPT:
    case GESSO_STATE_FAILED:
    case GESSO_STATE_CANCELLED:
      break;
    }
}

static gboolean
timer_cb (gpointer data)
{
  GessoDrive *self = data;

  self->timer = 0;
  gesso_drive_advance (self);
  return G_SOURCE_REMOVE;
}

void
gesso_drive_advance_in (GessoDrive *self,
                        guint       ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->engine != NULL && !self->engine->stopping)
    self->timer = g_timeout_add (ms, timer_cb, self);
}

/* What a charge is for this generation: stand-ins cost nothing uncertain, and recovered ones nothing exact. */
GessoCharge
gesso_drive_charge (GessoDrive  *self,
                    GessoCharge  charge)
{
  if (gesso_generation_is_sandbox (self->generation) && charge == GESSO_CHARGE_UNKNOWN)
    return GESSO_CHARGE_NONE;
  if (!gesso_generation_is_recipe_certain (self->generation) && charge == GESSO_CHARGE_EXACT)
    return GESSO_CHARGE_ESTIMATED;
  return charge;
}

/* Says "recovered" once for all that were found together. */
static void
tell_recovered (GessoEngine *engine,
                GessoDrive  *self)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (engine);
  g_autoptr (GPtrArray) found = NULL;

  if (!self->recovered)
    return;
  if (gesso_generation_get_state (self->generation) == GESSO_STATE_KEPT)
    g_ptr_array_add (engine->recovered, g_object_ref (self->generation));
  for (guint i = 0; i < drives->len; i++)
    if (((GessoDrive *) drives->pdata[i])->recovered)
      return;
  if (engine->recovered->len == 0)
    return;
  found = g_steal_pointer (&engine->recovered);
  engine->recovered = g_ptr_array_new_with_free_func (g_object_unref);
  gesso_engine_emit (engine, SIGNAL_RECOVERED, found);
}

/* Without an intent nothing of it can have been paid for. */
static gboolean
has_intent (GessoGeneration *generation)
{
  gint64 start = 0;

  gesso_generation_get_window (generation, &start, NULL);
  return start != 0 || gesso_generation_get_job_id (generation) != NULL;
}

void
gesso_drive_concluded (GessoDrive *self)
{
  g_autoptr (GessoDrive) drive = gesso_drive_ref (self);
  g_autoptr (GessoEngine) engine = g_object_ref (self->engine);
  GessoState state = gesso_generation_get_state (self->generation);
  gboolean just_sent = engine->sender == self;

  gesso_engine_step (engine, self->generation, gesso_state_to_nick (state));
  if (drive->engine == NULL)
    return;
  engine->capped = FALSE;
  if (engine->sender == drive)
    gesso_engine_release_sender (engine, drive);
  if (drive->engine == NULL) /* closing waited for just this */
    return;

  if (!gesso_state_is_final (state))
    {
      gesso_engine_count (engine);
      /* What was in doubt kept the others waiting. */
      gesso_engine_pump (engine);
      if (just_sent && state == GESSO_STATE_SUBMITTED && !gesso_generation_is_cancel_requested (drive->generation))
        gesso_drive_poll_later (drive);
      else
        gesso_drive_advance (drive);
      return;
    }

  gesso_drive_answer_cancel (drive, FALSE);
  gesso_engine_remove_drive (engine, drive, state == GESSO_STATE_FAILED);
  if (state == GESSO_STATE_CANCELLED && !has_intent (drive->generation))
    gesso_engine_recall (engine, drive->generation);
  if (state == GESSO_STATE_KEPT)
    gesso_engine_emit (engine, SIGNAL_KEPT, drive->generation);
  else if (state == GESSO_STATE_FAILED)
    gesso_engine_emit (engine, SIGNAL_FAILED, drive->generation);
  tell_recovered (engine, drive);
  gesso_engine_drop_idle_sandbox (engine);
  gesso_engine_pump (engine);
}

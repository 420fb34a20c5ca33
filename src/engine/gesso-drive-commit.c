/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/* What happened is remembered in the drive's outcome until the library has it; a commit that fails is tried again. */

/* The stable name of an error in the database, sidecars and JSON. */
static const char *
error_code_nick (const GError *error)
{
  if (error->domain == KREA_ERROR)
    return krea_error_code_to_nick (error->code);
  if (error->domain == GESSO_PICTURE_ERROR)
    return "picture";
  if (error->domain == GESSO_LIBRARY_ERROR)
    return "library";
  return "failed";
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = gesso_library_commit_finish (GESSO_LIBRARY (source), result, &error);

  if (self->engine == NULL)
    return;
  self->busy = FALSE;
  if (done)
    {
      self->outcome.pending = FALSE;
      g_clear_pointer (&self->outcome.job_id, g_free);
      g_clear_error (&self->outcome.error);
      self->failures = 0;
      if (self->outcome.state != GESSO_STATE_IN_DOUBT)
        gesso_drive_set_problem (self, NULL);
      gesso_drive_concluded (self);
      return;
    }

  g_warning ("%s could not be written down: %s", gesso_generation_get_id (self->generation), error->message);
  gesso_drive_set_problem (self, error);
  gesso_engine_block (self->engine, GESSO_QUEUE_DISK_FULL, error);
  gesso_drive_advance_in (self, gesso_engine_backoff (self->engine, self->failures++));
}

static void
commit_failed (GessoDrive *self)
{
  GessoOutcome *outcome = &self->outcome;
  g_autofree char *json = NULL;

  if (outcome->error->domain == KREA_ERROR)
    json = krea_error_to_json (outcome->error);
  gesso_library_commit_failed_async (self->engine->library, self->generation, error_code_nick (outcome->error),
                                     outcome->error->message, json, outcome->charge, outcome->at,
                                     committed_cb, gesso_drive_ref (self));
}

void
gesso_drive_commit (GessoDrive *self)
{
  GessoLibrary *library = self->engine->library;
  GessoOutcome *outcome = &self->outcome;

  self->busy = TRUE;
  switch (outcome->state)
    {
    case GESSO_STATE_QUEUED:
      gesso_library_commit_requeued_async (library, self->generation, committed_cb, gesso_drive_ref (self));
      break;
    case GESSO_STATE_SUBMITTED:
      gesso_library_commit_submitted_async (library, self->generation, outcome->job_id, outcome->at,
                                            committed_cb, gesso_drive_ref (self));
      break;
    case GESSO_STATE_IN_DOUBT:
      gesso_library_commit_in_doubt_async (library, self->generation, outcome->at,
                                           committed_cb, gesso_drive_ref (self));
      break;
    case GESSO_STATE_HELD:
      gesso_library_commit_held_async (library, self->generation, outcome->hold,
                                       committed_cb, gesso_drive_ref (self));
      break;
    case GESSO_STATE_FAILED:
      commit_failed (self);
      break;
    case GESSO_STATE_CANCELLED:
      gesso_library_commit_cancelled_async (library, self->generation, outcome->charge,
                                            committed_cb, gesso_drive_ref (self));
      break;
    case GESSO_STATE_SUBMITTING: /* committed where it is sent */
    case GESSO_STATE_KEPT:       /* committed with its picture */
    case GESSO_STATE_RUNNING:
    case GESSO_STATE_DOWNLOADING:
    default:
      g_return_if_reached ();
    }
}

static void
conclude (GessoDrive *self,
          GessoState  state)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->outcome.pending = TRUE;
  self->outcome.state = state;
  gesso_drive_commit (self);
}

void
gesso_drive_conclude_queued (GessoDrive *self)
{
  conclude (self, GESSO_STATE_QUEUED);
}

void
gesso_drive_conclude_submitted (GessoDrive *self,
                                const char *job_id,
                                gint64      created_at)
{
  g_free (self->outcome.job_id);
  self->outcome.job_id = g_strdup (job_id);
  self->outcome.at = created_at;
  conclude (self, GESSO_STATE_SUBMITTED);
}

void
gesso_drive_conclude_in_doubt (GessoDrive *self,
                               gint64      window_end)
{
  self->outcome.at = window_end;
  conclude (self, GESSO_STATE_IN_DOUBT);
}

void
gesso_drive_conclude_held (GessoDrive *self,
                           GessoHold   hold)
{
  self->outcome.hold = hold;
  conclude (self, GESSO_STATE_HELD);
}

void
gesso_drive_conclude_failed (GessoDrive   *self,
                             const GError *error,
                             GessoCharge   charge,
                             gint64        completed_at)
{
  g_clear_error (&self->outcome.error);
  self->outcome.error = g_error_copy (error);
  self->outcome.charge = gesso_drive_charge (self, charge);
  self->outcome.at = completed_at;
  conclude (self, GESSO_STATE_FAILED);
}

void
gesso_drive_conclude_cancelled (GessoDrive  *self,
                                GessoCharge  charge)
{
  self->outcome.charge = gesso_drive_charge (self, charge);
  conclude (self, GESSO_STATE_CANCELLED);
}

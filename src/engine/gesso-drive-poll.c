/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/*
 * Asks after a job: one poll for a job at a time, and never more than a few together. However many there are, as after
 * a start with a full queue, they stand in one line and leave it one after the other.
 */

#define MAX_POLLS 4
/* An unknown job may only not have reached the replica that answered. */
#define MAX_MISSING 3

/* What a job of ours says, from a poll, the listing or the POST itself. */
void
gesso_drive_see_job (GessoDrive *self,
                     KreaJob    *job)
{
  gint64 completed_at = krea_job_get_completed_at (job);
  g_autoptr (GError) error = NULL;

  if (completed_at == 0 && self->route != NULL)
    completed_at = gesso_route_server_now (self->route);
  if (krea_job_get_state (job) != KREA_JOB_PENDING)
    gesso_engine_note_end (self->engine, self);
  switch (krea_job_get_state (job))
    {
    case KREA_JOB_COMPLETED:
      if (krea_job_get_picture_url (job) != NULL)
        {
          g_set_object (&self->job, job);
          gesso_drive_fetch (self);
          break;
        }
      error = krea_job_get_error (job);
      if (error == NULL)
        g_set_error_literal (&error, KREA_ERROR, KREA_ERROR_NO_PICTURE, "The job completed without a picture");
      gesso_drive_conclude_failed (self, error, GESSO_CHARGE_EXACT, completed_at);
      break;

    case KREA_JOB_FAILED:
      error = krea_job_get_error (job);
      if (error == NULL)
        g_set_error_literal (&error, KREA_ERROR, KREA_ERROR_JOB_FAILED, "The job failed");
      gesso_drive_conclude_failed (self, error, GESSO_CHARGE_NONE, completed_at);
      break;

    case KREA_JOB_CANCELLED:
      gesso_drive_conclude_cancelled (self, GESSO_CHARGE_NONE);
      break;

    case KREA_JOB_PENDING:
    default:
      gesso_generation_set_progress (self->generation, GESSO_STATE_RUNNING, krea_job_get_status (job), 0);
      if (self->engine == NULL)
        break;
      if (gesso_generation_is_cancel_requested (self->generation) && !self->deleted)
        gesso_drive_delete (self);
      else
        gesso_drive_poll_later (self);
      break;
    }
}

typedef struct {
  GessoDrive *drive;
  GError *not_found;
} Look;

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Look *look = data;
  g_autoptr (GessoDrive) self = look->drive;
  g_autoptr (GError) not_found = look->not_found;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = gesso_engine_list_since_finish (result, &error);

  g_free (look);
  if (self->engine == NULL)
    return;
  self->busy = FALSE;
  if (jobs == NULL)
    {
      gesso_engine_note_trouble (self->engine, self->route, error);
      gesso_drive_advance_in (self, gesso_engine_backoff (self->engine, self->failures++));
      return;
    }
  for (guint i = 0; i < jobs->len; i++)
    if (g_strcmp0 (krea_job_get_id (jobs->pdata[i]), gesso_generation_get_job_id (self->generation)) == 0)
      {
        self->missing = 0;
        gesso_drive_see_job (self, jobs->pdata[i]);
        return;
      }
  if (self->deleted)
    gesso_drive_conclude_cancelled (self, GESSO_CHARGE_UNKNOWN);
  else
    gesso_drive_conclude_failed (self, not_found, GESSO_CHARGE_UNKNOWN, gesso_route_server_now (self->route));
}

/* The server does not know the job by its id any more: whether it was ever paid, only its list can say. */
void
gesso_drive_look_in_listing (GessoDrive   *self,
                             const GError *not_found)
{
  gint64 start = 0, end = 0;
  Look *look = g_new0 (Look, 1);

  look->drive = gesso_drive_ref (self);
  look->not_found = g_error_copy (not_found);
  gesso_generation_get_window (self->generation, &start, &end);
  self->busy = TRUE;
  gesso_engine_list_since_async (self->route->client, start, self->cancellable, listed_cb, look);
}

/* A job that can't be read says nothing of sending another, unless nobody can be reached or the key is bad. */
static gboolean
concerns_the_queue (const GError *error)
{
  GessoQueueHold hold = gesso_engine_hold_for_error (error);

  return hold == GESSO_QUEUE_OFFLINE || hold == GESSO_QUEUE_INSECURE || hold == GESSO_QUEUE_UNAUTHORIZED
         || g_error_matches (error, KREA_ERROR, KREA_ERROR_BUSY);
}

/* Once it is, it may be for good: nobody need wait for it, but it is asked after nevertheless. */
static void
note_refusal (GessoDrive   *self,
              const GError *error)
{
  const gboolean refused = error != NULL && g_error_matches (error, KREA_ERROR, KREA_ERROR_FORBIDDEN);

  if (self->refused == refused)
    return;
  self->refused = refused;
  gesso_drive_tell_waiting (self);
}

static void
polled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaJob) job = krea_client_get_job_finish (KREA_CLIENT (source), result, &error);

  if (self->engine == NULL)
    return;
  self->busy = FALSE;
  gesso_drive_poll_done (self->engine);
  gesso_route_note_clock (self->route);
  gesso_engine_step (self->engine, self->generation, "polled");
  if (self->engine == NULL)
    return;

  if (job != NULL)
    {
      gboolean begins = gesso_drive_begins (self, job);

      gesso_engine_note_reply (self->engine, self->route);
      self->failures = 0;
      self->missing = 0;
      gesso_drive_set_problem (self, NULL);
      note_refusal (self, NULL);
      gesso_drive_see_job (self, job);
      if (begins)
        gesso_drive_ask_next (self);
      return;
    }

  gesso_drive_set_problem (self, error);
  note_refusal (self, error);
  if (self->engine == NULL)
    return;
  if (g_error_matches (error, KREA_ERROR, KREA_ERROR_NOT_FOUND) && (self->deleted || ++self->missing >= MAX_MISSING))
    {
      gesso_drive_look_in_listing (self, error);
      return;
    }
  if (concerns_the_queue (error))
    gesso_engine_note_trouble (self->engine, self->route, error);
  gesso_drive_advance_in (self, gesso_engine_backoff (self->engine, self->failures++));
}

static void serve_line (GessoEngine *engine);

void
gesso_drive_poll_done (GessoEngine *engine)
{
  engine->n_polls--;
  serve_line (engine);
}

/* --- the line --- */

/* Much may have happened to it since it joined. */
static gboolean
still_wants_poll (GessoDrive *self)
{
  GessoState state = gesso_generation_get_state (self->generation);

  return self->engine != NULL && !self->engine->stopping && !self->busy && !self->outcome.pending && !self->stuck
         && self->picture == NULL && self->job == NULL
         && (state == GESSO_STATE_SUBMITTED || state == GESSO_STATE_RUNNING || state == GESSO_STATE_DOWNLOADING)
         && gesso_engine_route_for (self->engine, self->generation) != NULL;
}

static void
start_poll (GessoDrive *self)
{
  GessoEngine *engine = self->engine;

  engine->n_polls++;
  engine->polled_at = g_get_monotonic_time ();
  self->busy = TRUE;
  g_clear_pointer (&self->route, gesso_route_unref);
  self->route = gesso_route_ref (gesso_engine_route_for (engine, self->generation));
  krea_client_get_job_async (self->route->client, gesso_generation_get_job_id (self->generation), self->cancellable,
                             polled_cb, gesso_drive_ref (self));
}

static gboolean
line_cb (gpointer data)
{
  GessoEngine *engine = data;

  engine->poll_timer = 0;
  serve_line (engine);
  return G_SOURCE_REMOVE;
}

static void
serve_line (GessoEngine *engine)
{
  gint64 gap = engine->times.poll_gap * 1000 / MAX (engine->sandbox_speed, 1);

  while (engine->n_polls < MAX_POLLS && engine->poll_timer == 0 && !g_queue_is_empty (&engine->poll_line))
    {
      gint64 wait = engine->polled_at + gap - g_get_monotonic_time ();
      g_autoptr (GessoDrive) next = NULL;

      if (wait > 0)
        {
          engine->poll_timer = g_timeout_add (wait / 1000 + 1, line_cb, engine);
          return;
        }
      next = g_queue_pop_head (&engine->poll_line);
      if (still_wants_poll (next))
        start_poll (next);
    }
}

void
gesso_drive_poll (GessoDrive *self)
{
  GessoEngine *engine = self->engine;

  /* Somebody waits for the answer to a cancel. */
  if (g_queue_find (&engine->poll_line, self) == NULL)
    {
      if (gesso_generation_is_cancel_requested (self->generation))
        g_queue_push_head (&engine->poll_line, gesso_drive_ref (self));
      else
        g_queue_push_tail (&engine->poll_line, gesso_drive_ref (self));
    }
  serve_line (engine);
}

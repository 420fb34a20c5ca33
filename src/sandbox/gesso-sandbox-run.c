/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-time.h"

/* A picture that is on its way, for a job that may be gone when it comes. */
typedef struct {
  GWeakRef sandbox;
  char    *job_id;
} Order;

static void start_stage (GessoSandbox    *self,
                         GessoSandboxJob *job);

/* The two below are for a timer: the job outlives it, because the sandbox does. */
typedef struct {
  GessoSandbox    *sandbox;
  GessoSandboxJob *job;
} Step;

guint
gesso_sandbox_count_waiting (GessoSandbox *self)
{
  guint count = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    if (((GessoSandboxJob *) self->jobs->pdata[i])->state == GESSO_SANDBOX_WAITING)
      count++;
  return count;
}

static void
leave_slot (GessoSandbox    *self,
            GessoSandboxJob *job)
{
  gesso_sandbox_forget_source (self, &job->timer);
  if (job->state == GESSO_SANDBOX_RUNNING)
    self->running--;
}

static gint64
now_ms (GessoSandbox *self)
{
  const char *clock = gesso_sandbox_faults_option (self->faults, "clock");

  return gesso_time_now_ms () + (clock != NULL ? g_ascii_strtoll (clock, NULL, 10) * 1000 : 0);
}

/* The end of a job and its price are one write. What cannot be written is tried again at the next start. */
static gboolean
end_job (GessoSandbox       *self,
         GessoSandboxJob    *job,
         GessoSandboxState   state,
         GError            **error)
{
  leave_slot (self, job);
  job->state = state;
  job->completed_ms = MAX (now_ms (self), job->created_ms);
  job->billed = state == GESSO_SANDBOX_COMPLETED ? job->price : 0;
  self->last_request_us = g_get_monotonic_time ();
  if (!gesso_sandbox_store_job (self, job, error))
    return FALSE;
  gesso_sandbox_call_webhook (self, job);
  return TRUE;
}

static gboolean
needs_picture (GessoSandboxJob *job)
{
  return job->outcome == NULL || gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_UNKNOWN_STATUS);
}

static void
finish_if_done (GessoSandbox    *self,
                GessoSandboxJob *job)
{
  gboolean fails = gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_MODERATED) ||
                   gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_FAIL) ||
                   gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_FAIL_SILENT);
  g_autoptr (GError) error = NULL;

  if (job->state != GESSO_SANDBOX_RUNNING || gesso_sandbox_stage_ms (job->variant, job->stage) > 0 ||
      (needs_picture (job) && !job->painted))
    return;
  if (!end_job (self, job, fails ? GESSO_SANDBOX_FAILED : GESSO_SANDBOX_COMPLETED, &error))
    g_warning ("Job %s could not be kept: %s", job->id, error->message);
  gesso_sandbox_run_jobs (self);
}

static gboolean
next_stage_cb (gpointer data)
{
  Step *step = data;

  step->job->stage++;
  start_stage (step->sandbox, step->job);
  return G_SOURCE_REMOVE;
}

static void
start_stage (GessoSandbox    *self,
             GessoSandboxJob *job)
{
  guint ms = gesso_sandbox_stage_ms (job->variant, job->stage);
  Step *step;

  if (ms == 0)
    {
      finish_if_done (self, job);
      return;
    }
  if (gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_STUCK) && job->stage > 1)
    return;
  step = g_new (Step, 1);
  *step = (Step) { self, job };
  job->timer = NULL;
  gesso_sandbox_later (self, MAX (1, ms / self->speed), next_stage_cb, step, g_free, &job->timer);
}

static void
order_free (Order *order)
{
  g_weak_ref_clear (&order->sandbox);
  g_free (order->job_id);
  g_free (order);
}

static void
painted_cb (GObject      *studio,
            GAsyncResult *result,
            gpointer      data)
{
  Order *order = data;
  g_autoptr (GessoSandbox) self = g_weak_ref_get (&order->sandbox);
  g_autoptr (GBytes) png = gesso_sandbox_studio_paint_finish (GESSO_SANDBOX_STUDIO (studio), result, NULL);
  GessoSandboxJob *job = self != NULL ? g_hash_table_lookup (self->jobs_by_id, order->job_id) : NULL;

  if (job != NULL)
    {
      job->painted = TRUE;
      finish_if_done (self, job);
    }
  order_free (order);
}

static void
run_job (GessoSandbox    *self,
         GessoSandboxJob *job)
{
  GessoPaintingSpec spec;
  Order *order;

  job->state = GESSO_SANDBOX_RUNNING;
  job->stage = 0;
  self->running++;
  if (needs_picture (job))
    {
      order = g_new0 (Order, 1);
      g_weak_ref_init (&order->sandbox, self);
      order->job_id = g_strdup (job->id);
      gesso_sandbox_job_get_spec (job, &spec);
      gesso_sandbox_studio_paint_async (self->studio, job->picture, &spec,
                                        gesso_sandbox_faults_option_is (self->faults, "pictures", "plain"), NULL,
                                        painted_cb, order);
    }
  start_stage (self, job);
}

/* Gives free slots to the jobs that wait, in the order they came. */
void
gesso_sandbox_run_jobs (GessoSandbox *self)
{
  for (guint i = 0; i < self->jobs->len && self->running < self->slots; i++)
    {
      GessoSandboxJob *job = self->jobs->pdata[i];

      if (job->state == GESSO_SANDBOX_WAITING)
        run_job (self, job);
    }
}

/* Creation times are unique, so that a page of the listing can end anywhere, unless they are wanted to be worse. */
static gint64
next_created_ms (GessoSandbox *self)
{
  const char *option = gesso_sandbox_faults_option (self->faults, "grain");
  gint64 grain = option != NULL ? g_ascii_strtoll (option, NULL, 10) : 0;
  GessoSandboxJob *last = self->jobs->len > 0 ? self->jobs->pdata[self->jobs->len - 1] : NULL;
  gint64 now = now_ms (self);

  if (grain > 0)
    return MAX (now - now % grain, last != NULL ? last->created_ms : 0);
  return MAX (now, last != NULL ? last->created_ms + 1 : 0);
}

gboolean
gesso_sandbox_add_job (GessoSandbox     *self,
                       GessoSandboxJob  *job,
                       GError          **error)
{
  g_autoptr (GessoSandboxJob) owned = job;

  job->created_ms = next_created_ms (self);
  if (!gesso_sandbox_store_job (self, job, error))
    return FALSE;
  g_ptr_array_add (self->jobs, g_steal_pointer (&owned));
  g_hash_table_insert (self->jobs_by_id, job->id, job);
  g_hash_table_insert (self->jobs_by_picture, job->picture, job);
  gesso_sandbox_run_jobs (self);
  return TRUE;
}

/* A job that has ended stays as it ended. */
gboolean
gesso_sandbox_cancel_job (GessoSandbox     *self,
                          GessoSandboxJob  *job,
                          GError          **error)
{
  gboolean kept = TRUE;

  job->removed = gesso_sandbox_faults_option_is (self->faults, "delete", "remove");
  if (gesso_sandbox_job_is_pending (job))
    {
      kept = end_job (self, job, GESSO_SANDBOX_CANCELLED, error);
      gesso_sandbox_run_jobs (self);
    }
  else if (job->removed)
    kept = gesso_sandbox_store_job (self, job, error);
  return kept;
}

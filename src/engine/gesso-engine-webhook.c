/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/*
 * Krea calls when a job has ended, where it can reach this computer. Each POST carries a secret of its own, kept with
 * the intent. A call is a hint: the job is fetched before anything is believed. Where a secret comes back with the id
 * of a job that we lost, that is whose it is.
 *
 * Until the first call of a session came, and after one that did not come, jobs are polled as without a webhook.
 */

/* Calls about one job that come faster than this are the same, µs. */
#define SAME_CALL (G_USEC_PER_SEC / 2)

void
gesso_engine_forget_secret (GessoEngine *self,
                            GessoDrive  *drive)
{
  if (drive->secret == NULL)
    return;
  if (self->webhook != NULL)
    krea_webhook_forget (self->webhook, drive->secret);
  g_hash_table_remove (self->handed_out, drive->secret);
  g_clear_pointer (&drive->secret, g_free);
}

static void
expect (GessoEngine *self,
        GessoDrive  *drive,
        const char  *secret)
{
  gesso_engine_forget_secret (self, drive);
  drive->secret = g_strdup (secret);
  g_hash_table_insert (self->handed_out, g_strdup (secret), g_object_ref (drive->generation));
}

const char *
gesso_engine_hand_out_secret (GessoEngine *self,
                              GessoDrive  *drive)
{
  g_autofree char *secret = NULL;

  gesso_engine_forget_secret (self, drive);
  drive->called = FALSE;
  g_clear_pointer (&drive->hint, g_free);
  if (self->webhook == NULL || gesso_generation_is_sandbox (drive->generation))
    return NULL;
  secret = krea_webhook_hand_out (self->webhook);
  if (secret != NULL)
    expect (self, drive, secret);
  return drive->secret;
}

gboolean
gesso_engine_expects_call (GessoEngine *self,
                           GessoDrive  *drive)
{
  return self->webhook != NULL && self->webhook_works && drive->secret != NULL && !drive->called
         && !gesso_generation_is_cancel_requested (drive->generation);
}

void
gesso_engine_note_end (GessoEngine *self,
                       GessoDrive  *drive)
{
  if (drive->secret != NULL && !drive->called)
    self->webhook_works = FALSE;
}

/* --- a lost job --- */

static gboolean
is_lost (GessoDrive *drive)
{
  GessoState state = gesso_generation_get_state (drive->generation);

  return drive->engine != NULL && !drive->outcome.pending && gesso_generation_get_job_id (drive->generation) == NULL
         && (state == GESSO_STATE_IN_DOUBT || state == GESSO_STATE_HELD);
}

static void
strangers_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoDrive) drive = data;
  g_autoptr (GPtrArray) strangers = gesso_engine_strangers_finish (result, NULL);

  drive->verifying = FALSE;
  if (!is_lost (drive))
    return;
  if (strangers != NULL && strangers->len == 1)
    {
      drive->recovered = TRUE;
      gesso_drive_conclude_submitted (drive, krea_job_get_id (strangers->pdata[0]),
                                      krea_job_get_created_at (strangers->pdata[0]));
    }
  else
    gesso_drive_advance (drive);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoDrive) drive = data;
  g_autoptr (KreaJob) job = krea_client_get_job_finish (KREA_CLIENT (source), result, NULL);
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  if (job == NULL || !is_lost (drive))
    {
      drive->verifying = FALSE;
      gesso_drive_advance (drive);
      return;
    }
  g_ptr_array_add (jobs, g_steal_pointer (&job));
  gesso_engine_strangers_async (drive->engine->library, jobs, drive->cancellable, strangers_cb, gesso_drive_ref (drive));
}

gboolean
gesso_engine_follow_hint (GessoEngine *self,
                          GessoDrive  *drive)
{
  GessoRoute *route = gesso_engine_route_for (self, drive->generation);
  g_autofree char *hint = NULL;

  if (drive->verifying)
    return TRUE;
  if (drive->hint == NULL || route == NULL || !is_lost (drive))
    return FALSE;
  hint = g_steal_pointer (&drive->hint);
  drive->verifying = TRUE;
  krea_client_get_job_async (route->client, hint, drive->cancellable, verified_cb, gesso_drive_ref (drive));
  return TRUE;
}

/* --- a call --- */

static void
called_cb (GessoEngine *self,
           const char  *secret,
           const char  *job_id)
{
  GessoGeneration *generation = g_hash_table_lookup (self->handed_out, secret);
  GessoDrive *drive = generation != NULL ? gesso_engine_find_drive (self, generation) : NULL;
  gint64 now = g_get_monotonic_time ();

  if (drive == NULL || self->stopping || (drive->called && now - drive->called_at < SAME_CALL))
    return;
  self->webhook_works = TRUE;
  drive->called = TRUE;
  drive->called_at = now;
  gesso_engine_step (self, generation, "called");
  switch (gesso_generation_get_state (generation))
    {
    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
      drive->poll_delay = 0;
      gesso_drive_advance (drive);
      break;
    case GESSO_STATE_SUBMITTING: /* should its answer be lost */
    case GESSO_STATE_IN_DOUBT:
    case GESSO_STATE_HELD:
      g_free (drive->hint);
      drive->hint = g_strdup (job_id);
      gesso_engine_follow_hint (self, drive);
      break;
    case GESSO_STATE_QUEUED:
    case GESSO_STATE_DOWNLOADING:
    case GESSO_STATE_KEPT:
    case GESSO_STATE_FAILED:
    case GESSO_STATE_CANCELLED:
    default:
      break;
    }
}

/* --- the receiver --- */

static void
secrets_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoEngine) self = data;
  g_autoptr (GHashTable) secrets = gesso_library_list_secrets_finish (GESSO_LIBRARY (source), result, NULL);
  g_autoptr (GPtrArray) drives = NULL;

  if (secrets == NULL || self->stopping || self->webhook == NULL)
    return;
  drives = gesso_engine_list_drives (self);
  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];
      const char *secret = g_hash_table_lookup (secrets, gesso_generation_get_id (drive->generation));

      if (secret != NULL && drive->secret == NULL)
        expect (self, drive, secret);
      if (drive->secret != NULL)
        krea_webhook_expect (self->webhook, drive->secret);
    }
}

/* What an earlier session handed out still comes back. */
void
gesso_engine_expect_calls (GessoEngine *self)
{
  if (self->webhook != NULL && self->started)
    gesso_library_list_secrets_async (self->library, self->cancellable, secrets_cb, g_object_ref (self));
}

gboolean
gesso_engine_set_webhook (GessoEngine  *self,
                          const char   *url,
                          guint         port,
                          GError      **error)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (port <= G_MAXUINT16, FALSE);

  if (self->webhook != NULL)
    g_signal_handlers_disconnect_by_data (self->webhook, self);
  g_clear_object (&self->webhook);
  self->webhook_works = FALSE;
  if (url == NULL || *url == '\0' || self->stopping)
    return TRUE;
  self->webhook = krea_webhook_new (url, (guint16) port, error);
  if (self->webhook == NULL)
    return FALSE;
  g_signal_connect_swapped (self->webhook, "called", G_CALLBACK (called_cb), self);
  gesso_engine_expect_calls (self);
  return TRUE;
}

guint
gesso_engine_get_webhook_port (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  return self->webhook != NULL ? krea_webhook_get_port (self->webhook) : 0;
}

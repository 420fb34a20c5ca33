/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-decoder-recent.h"
#include "gesso-engine-private.h"

/*
 * A completed job's picture: fetched, decoded once, kept. It was paid for, so nothing here ever gives it up: each new
 * try asks the job for a fresh address, and after some tries it waits for the user or the next start.
 */

#define MAX_TRIES 6

static void
fetch_failed (GessoDrive   *self,
              const GError *error)
{
  gboolean offline = gesso_engine_hold_for_error (error) == GESSO_QUEUE_OFFLINE;

  self->busy = FALSE;
  g_clear_object (&self->job);
  g_clear_pointer (&self->picture, g_bytes_unref);
  gesso_drive_set_problem (self, error);
  if (!offline)
    self->tries++;
  /* The next address will point to the same place: only the user can say that it may. */
  if (g_error_matches (error, KREA_ERROR, KREA_ERROR_REDIRECT))
    self->tries = MAX_TRIES;
  self->stuck = self->tries >= MAX_TRIES;
  gesso_generation_set_progress (self->generation, GESSO_STATE_SUBMITTED,
                                 gesso_generation_get_status (self->generation), 0);
  if (self->engine != NULL && self->stuck)
    gesso_drive_tell_waiting (self);
  else if (self->engine != NULL)
    gesso_drive_advance_in (self, gesso_engine_backoff (self->engine, offline ? self->failures++ : self->tries - 1));
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  gboolean kept = gesso_library_commit_finish (GESSO_LIBRARY (source), result, &error);

  if (self->engine == NULL)
    return;
  self->busy = FALSE;
  if (kept)
    {
      gesso_drive_concluded (self);
      return;
    }
  /* The bytes stay in memory: their address may not live until there is space. */
  gesso_drive_set_problem (self, error);
  gesso_engine_block (self->engine, GESSO_QUEUE_DISK_FULL, error);
  gesso_drive_advance_in (self, gesso_engine_backoff (self->engine, self->failures++));
}

void
gesso_drive_keep (GessoDrive *self)
{
  gint64 completed_at = self->job != NULL ? krea_job_get_completed_at (self->job) : 0;

  if (completed_at == 0)
    completed_at = gesso_route_server_now (self->route);
  self->busy = TRUE;
  gesso_library_keep_async (self->engine->library, self->generation, self->picture, self->inspection,
                            gesso_drive_charge (self, GESSO_CHARGE_EXACT), completed_at,
                            kept_cb, gesso_drive_ref (self));
}

/* A helper that crashed or hung costs the thumbnail, not the picture: its header is enough to keep it. */
static GessoInspection *
inspect_header (GBytes *bytes)
{
  GessoInspection *inspection;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint width, height;
  GessoPictureFormat format = gesso_picture_read_header (data, length, &width, &height, NULL);

  if (format == GESSO_PICTURE_UNKNOWN)
    return NULL;
  inspection = g_new0 (GessoInspection, 1);
  inspection->format = format;
  inspection->width = width;
  inspection->height = height;
  return inspection;
}

static void
inspected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoInspection) inspection = gesso_decoder_receive_finish (GESSO_DECODER (source), result, &error);

  if (self->engine == NULL)
    return;
  if (inspection == NULL && self->tries > 0 && g_error_matches (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER))
    inspection = inspect_header (self->picture);
  if (inspection == NULL)
    {
      fetch_failed (self, error);
      return;
    }
  g_clear_pointer (&self->inspection, gesso_inspection_free);
  self->inspection = g_steal_pointer (&inspection);
  self->failures = 0;
  gesso_engine_step (self->engine, self->generation, "decoded");
  if (self->engine != NULL)
    gesso_drive_keep (self);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = krea_client_download_finish (KREA_CLIENT (source), result, &error);

  if (self->engine == NULL)
    return;
  if (bytes == NULL)
    {
      fetch_failed (self, error);
      return;
    }
  gesso_engine_step (self->engine, self->generation, "downloaded");
  if (self->engine == NULL)
    return;
  g_clear_pointer (&self->picture, g_bytes_unref);
  self->picture = g_steal_pointer (&bytes);
  gesso_decoder_receive_async (self->engine->decoder, self->picture, 0, self->cancellable,
                               inspected_cb, gesso_drive_ref (self));
}

static void
progress_cb (guint64  received,
             guint64  total,
             gpointer data)
{
  GessoDrive *self = data;

  if (self->engine != NULL && total > 0)
    gesso_generation_set_progress (self->generation, GESSO_STATE_DOWNLOADING,
                                   gesso_generation_get_status (self->generation), MIN (1, (double) received / total));
}

void
gesso_drive_fetch (GessoDrive *self)
{
  gesso_drive_answer_cancel (self, FALSE);
  self->busy = TRUE;
  gesso_decoder_prepare (self->engine->decoder);
  gesso_generation_set_progress (self->generation, GESSO_STATE_DOWNLOADING, krea_job_get_status (self->job), 0);
  krea_client_download_async (self->route->client, krea_job_get_picture_url (self->job),
                              self->anywhere ? KREA_DOWNLOAD_ANYWHERE : KREA_DOWNLOAD_RESULT, GESSO_PICTURE_MAX_BYTES,
                              progress_cb, self, self->cancellable, fetched_cb, gesso_drive_ref (self));
}

/* --- what the user says about one that does not come --- */

GessoRest
gesso_engine_get_rest (GessoEngine     *self,
                       GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), GESSO_REST_NONE);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), GESSO_REST_NONE);

  drive = gesso_engine_find_drive (self, generation);
  if (drive == NULL)
    return GESSO_REST_NONE;
  /* Where the key can't be had at all, the account says so for all of them. */
  if (!gesso_generation_is_sandbox (generation) && gesso_generation_get_state (generation) != GESSO_STATE_HELD
      && gesso_engine_get_needed_account (self, generation) != NULL
      && (self->account_state == GESSO_ACCOUNT_KREA || self->account_state == GESSO_ACCOUNT_SANDBOX))
    return GESSO_REST_OTHER_KEY;
  return drive->stuck ? GESSO_REST_STUCK : drive->resting ? GESSO_REST_ASKED : GESSO_REST_NONE;
}

void
gesso_engine_stop_waiting (GessoEngine     *self,
                           GessoGeneration *generation)
{
  GessoState state;
  GessoDrive *drive;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  drive = gesso_engine_find_drive (self, generation);
  state = gesso_generation_get_state (generation);
  if (drive == NULL || drive->stuck || (state != GESSO_STATE_SUBMITTED && state != GESSO_STATE_RUNNING))
    return;
  drive->resting = TRUE;
  /* A poll that is under way or in line sets the slow pace itself. */
  if (drive->timer != 0)
    gesso_drive_poll_later (drive);
  gesso_generation_set_progress (generation, GESSO_STATE_SUBMITTED, gesso_generation_get_status (generation), 0);
}

void
gesso_engine_check_now (GessoEngine     *self,
                        GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  drive = gesso_engine_find_drive (self, generation);
  if (drive == NULL || gesso_generation_get_job_id (generation) == NULL)
    return;
  drive->stuck = FALSE;
  drive->resting = FALSE;
  drive->poll_delay = 0;
  drive->failures = 0;
  drive->tries = 0;
  gesso_drive_advance (drive);
}

/* One that was given up although the server has its job is taken up again; the job is asked after, never made anew. */
static GessoDrive *
take_up_failed (GessoEngine     *self,
                GessoGeneration *generation)
{
  GessoDrive *drive;
  guint position;

  if (gesso_generation_get_state (generation) != GESSO_STATE_FAILED || gesso_generation_get_job_id (generation) == NULL
      || !self->started || gesso_library_is_read_only (self->library))
    return NULL;
  if (g_list_store_find (self->queue, generation, &position))
    g_list_store_remove (self->queue, position);
  drive = gesso_engine_add_drive (self, generation);
  gesso_drive_conclude_submitted (drive, gesso_generation_get_job_id (generation),
                                  gesso_generation_get_submitted_at (generation));
  return drive;
}

void
gesso_engine_download_anyway (GessoEngine     *self,
                              GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  drive = gesso_engine_find_drive (self, generation);
  if (drive == NULL)
    drive = take_up_failed (self, generation);
  if (drive == NULL)
    return;
  drive->anywhere = TRUE;
  gesso_engine_check_now (self, generation);
}

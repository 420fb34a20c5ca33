/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-library-query.h"
#include "gesso-time.h"

/*
 * From queued to the end of the POST: cap, connection, a first look at the server's list (which gives its clock, and
 * tells whether somebody else uses this account), references, the intent, the POST. Until the intent is on disk
 * anything may stop this and the generation is still simply queued.
 */

/* Jobs in the first look at an account. */
#define LOOK_LIMIT 100

/* First thing in every callback before the intent: whether to go on towards it; if not, what is to be done instead has been done. */
gboolean
gesso_drive_may_send (GessoDrive *self)
{
  GessoEngine *engine = self->engine;

  if (engine == NULL)
    return FALSE;
  if (gesso_generation_is_cancel_requested (self->generation))
    {
      gesso_drive_conclude_cancelled (self, GESSO_CHARGE_NONE);
      return FALSE;
    }
  if (engine->stopping || engine->paused || gesso_engine_active_route (engine) != self->route)
    {
      gesso_engine_release_sender (engine, self);
      return FALSE;
    }
  return TRUE;
}

/* A portal's page or a proxy's redirect: there is a network, but not one that leads to the API. It goes away. */
static gboolean
is_no_api (const GError *error)
{
  return g_error_matches (error, KREA_ERROR, KREA_ERROR_BAD_REPLY)
         || g_error_matches (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG)
         || g_error_matches (error, KREA_ERROR, KREA_ERROR_REDIRECT);
}

/* Something before the POST went wrong, so nothing was paid: hold the queue, or give this one up. */
void
gesso_drive_send_trouble (GessoDrive   *self,
                          const GError *error)
{
  if (gesso_engine_note_trouble (self->engine, self->route, error))
    gesso_engine_release_sender (self->engine, self);
  else if (is_no_api (error))
    {
      gesso_engine_block (self->engine, GESSO_QUEUE_OFFLINE, error);
      gesso_engine_release_sender (self->engine, self);
    }
  else
    gesso_drive_conclude_failed (self, error, GESSO_CHARGE_NONE, 0);
}

/* --- 7. the POST's end --- */

typedef enum { REPLY_REFUSED, REPLY_NOT_SENT, REPLY_IN_DOUBT } Reply;

static Reply
read_reply (const GError *error)
{
  const KreaErrorDetails *details = krea_error_get_details (error);
  guint status = details != NULL ? details->http_status : 0;

  switch (error->domain == KREA_ERROR ? error->code : -1)
    {
    case KREA_ERROR_UNAUTHORIZED:
    case KREA_ERROR_PAYMENT_REQUIRED:
    case KREA_ERROR_FORBIDDEN:
    case KREA_ERROR_BUSY:
      return REPLY_NOT_SENT;
    case KREA_ERROR_INVALID_REQUEST:
    case KREA_ERROR_NOT_FOUND:
    case KREA_ERROR_GONE:
    case KREA_ERROR_TOO_LARGE:
      return REPLY_REFUSED;
    default:
      break;
    }
  if (status >= 400 && status < 500 && status != 408 && status != 409 && status != 425)
    return REPLY_REFUSED;
  if (status == 0 && details != NULL && details->nothing_written)
    return REPLY_NOT_SENT;
  return REPLY_IN_DOUBT;
}

/* A reference that the server does not have any more is uploaded anew the next time. */
static void
forget_assets (GessoDrive   *self,
               const GError *error)
{
  const KreaErrorDetails *details = krea_error_get_details (error);
  g_autoptr (GPtrArray) references = gesso_generation_get_references (self->generation);

  if (!g_error_matches (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST) || details == NULL ||
      details->http_status == 0)
    return;
  for (guint i = 0; i < references->len; i++)
    {
      const GessoRecipeReference *reference = references->pdata[i];

      if (g_hash_table_remove (self->route->assets, reference->sha256))
        gesso_library_remember_asset_async (self->engine->library, gesso_account_get_id (self->route->account),
                                            reference->sha256, NULL, NULL, NULL, NULL);
    }
}

static void
not_posted (GessoDrive   *self,
            const GError *error)
{
  GessoEngine *engine = self->engine;

  switch (read_reply (error))
    {
    case REPLY_REFUSED:
      forget_assets (self, error);
      gesso_drive_conclude_failed (self, error, GESSO_CHARGE_NONE, 0);
      break;
    case REPLY_NOT_SENT:
      if (!gesso_engine_note_trouble (engine, self->route, error))
        gesso_engine_block (engine, GESSO_QUEUE_OFFLINE, error);
      gesso_drive_conclude_queued (self);
      break;
    case REPLY_IN_DOUBT:
      engine->continue_anyway = FALSE;
      gesso_drive_set_problem (self, error);
      /* `Date` counts whole seconds. */
      gesso_drive_conclude_in_doubt (self, gesso_route_server_now (self->route) + 1000
                                             + gesso_engine_settle_margin (engine, self->route));
      break;
    default:
      g_return_if_reached ();
    }
}

static void
posted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaJob) job = krea_client_submit_finish (KREA_CLIENT (source), result, &error);

  /* Without an engine the row stays "submitting", which the next start reads as in doubt. */
  if (self->engine == NULL)
    return;
  gesso_engine_step (self->engine, self->generation, "posted");
  if (self->engine == NULL)
    return;
  self->posted = FALSE;
  gesso_route_note_clock (self->route);
  if (job == NULL)
    {
      not_posted (self, error);
      return;
    }
  gesso_engine_note_reply (self->engine, self->route);
  self->engine->block_count = 0;
  gesso_drive_conclude_submitted (self, krea_job_get_id (job), krea_job_get_created_at (job));
}

/* --- 6. the intent --- */

static void
intent_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  gboolean durable = gesso_library_commit_finish (GESSO_LIBRARY (source), result, &error);

  if (self->engine == NULL)
    return;
  if (!durable)
    {
      gesso_engine_block (self->engine, GESSO_QUEUE_DISK_FULL, error);
      gesso_engine_release_sender (self->engine, self);
      return;
    }
  gesso_engine_step (self->engine, self->generation, "intent");
  if (self->engine == NULL)
    return;
  gesso_engine_count (self->engine);
  if (self->engine->stopping || gesso_generation_is_cancel_requested (self->generation)
      || gesso_engine_active_route (self->engine) != self->route)
    {
      /* Not a byte was written yet; with another key it goes out anew. */
      if (gesso_generation_is_cancel_requested (self->generation))
        gesso_drive_conclude_cancelled (self, GESSO_CHARGE_NONE);
      else
        gesso_drive_conclude_queued (self);
      return;
    }
  self->posted = TRUE;
  if (self->secret != NULL && self->engine->webhook != NULL)
    url = krea_webhook_dup_url (self->engine->webhook, self->secret);
  krea_client_submit_async (self->route->client, self->request, url, posted_cb, gesso_drive_ref (self));
}

void
gesso_drive_post (GessoDrive *self)
{
  GessoIntent intent = { 0 };

  if (!gesso_drive_may_send (self))
    return;
  intent.window_start = self->route->server_seen != 0 ? self->route->server_seen
                                                      : gesso_route_server_now (self->route);
  /* Queued with an earlier key, perhaps: from here on it belongs to this one. */
  if (!gesso_generation_is_sandbox (self->generation))
    {
      intent.origin = gesso_account_get_origin (self->route->account);
      intent.account = gesso_account_get_id (self->route->account);
    }
  intent.webhook_secret = gesso_engine_hand_out_secret (self->engine, self);
  gesso_library_commit_submitting_async (self->engine->library, self->generation, &intent,
                                         intent_cb, gesso_drive_ref (self));
}

/* --- 4. the request --- */

static void
prepare (GessoDrive *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->request);
  self->request = krea_request_new_from_recipe (krea_catalog_get_default (),
                                                gesso_generation_get_recipe (self->generation), &error);
  if (self->request == NULL)
    gesso_drive_conclude_failed (self, error, GESSO_CHARGE_NONE, 0);
  else
    gesso_drive_upload (self);
}

/* --- 3. the first look at the account --- */

static gboolean
account_is_quiet (GessoEngine *engine,
                  GessoRoute  *route)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (engine);

  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];
      GessoState state = gesso_generation_get_state (drive->generation);

      if ((state == GESSO_STATE_IN_DOUBT || state == GESSO_STATE_HELD || drive->outcome.pending)
          && gesso_engine_route_for (engine, drive->generation) == route)
        return FALSE;
    }
  return TRUE;
}

static void
strangers_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) strangers = gesso_engine_strangers_finish (result, &error);

  if (!gesso_drive_may_send (self))
    return;
  if (strangers == NULL)
    {
      /* A stranger that is overlooked now might be taken for ours later. */
      gesso_engine_block (self->engine, GESSO_QUEUE_DISK_FULL, error);
      gesso_engine_release_sender (self->engine, self);
      return;
    }
  self->route->looked = TRUE;
  /* While something of ours is unsettled, a job that nobody knows may well be ours. */
  if (strangers->len > 0 && account_is_quiet (self->engine, self->route))
    gesso_library_mark_account_shared (self->engine->library, gesso_account_get_id (self->route->account));
  prepare (self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) jobs = krea_client_list_jobs_finish (KREA_CLIENT (source), result, &cursor, &error);

  if (!gesso_drive_may_send (self))
    return;
  gesso_route_note_clock (self->route);
  if (jobs == NULL)
    {
      gesso_drive_send_trouble (self, error);
      return;
    }
  gesso_engine_note_reply (self->engine, self->route);
  gesso_engine_strangers_async (self->engine->library, jobs, self->cancellable, strangers_cb, gesso_drive_ref (self));
}

static void
look (GessoDrive *self)
{
  GessoEngine *engine = self->engine;
  g_autoptr (GError) error = NULL;

  if (!engine->forced && !gesso_engine_has_network (engine, self->route))
    {
      g_set_error_literal (&error, KREA_ERROR, KREA_ERROR_OFFLINE, "There is no network connection");
      gesso_drive_send_trouble (self, error);
      return;
    }
  engine->forced = FALSE;
  if (self->route->looked)
    prepare (self);
  else
    krea_client_list_jobs_async (self->route->client, LOOK_LIMIT, NULL, NULL, self->cancellable,
                                 looked_cb, gesso_drive_ref (self));
}

/* --- 2. the cap --- */

static void
spending_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoDrive) self = data;
  g_autoptr (GError) error = NULL;
  GessoSpending spending = { 0 };
  gboolean known = gesso_library_spending_finish (GESSO_LIBRARY (source), result, &spending, &error);
  GessoEngine *engine = self->engine;

  if (!gesso_drive_may_send (self))
    return;
  if (!known)
    {
      /* An amount that can't be read might be over the cap. */
      gesso_engine_block (engine, GESSO_QUEUE_DISK_FULL, error);
      gesso_engine_release_sender (engine, self);
      return;
    }
  if (engine->cap > 0
      && spending.spent + spending.committed + gesso_generation_get_price (self->generation) > engine->cap)
    {
      engine->capped = TRUE;
      gesso_engine_release_sender (engine, self);
      return;
    }
  look (self);
}

/* --- 1. its turn --- */

void
gesso_drive_send (GessoDrive *self)
{
  GessoEngine *engine = self->engine;
  g_autofree char *month = gesso_time_month (gesso_time_now_ms ());

  self->busy = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->route, gesso_route_unref);
  self->route = gesso_route_ref (gesso_engine_active_route (engine));
  if (engine->cap > 0 && !gesso_generation_is_sandbox (self->generation))
    gesso_library_spending_async (engine->library, month, self->cancellable, spending_cb, gesso_drive_ref (self));
  else
    look (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/*
 * What became of a POST whose answer never came? Its job, if there is one, was created between the last server time
 * seen before it and its end plus a margin. When that window is closed, the server's list is read:
 *
 *   exactly one job that nobody knows, one open intent, and nobody else ever seen on this account
 *                                       → it is ours: adopted, downloaded, charged once
 *   other jobs that nobody knows        → kept as recovered, recipe uncertain; the intents are held as uncertain
 *   none, in two listings a while apart → held as not sent
 *
 * All in server time. Nothing is settled while another POST of the account is on the wire, whose job would look like
 * a stranger's.
 */

/* The stand-in runs on this computer: its jobs do not wander about the network for two minutes. */
#define SANDBOX_MARGIN 3000
/* How far back strangers are looked for beside the window, ms: where a server's `Date` and its `created_at` disagree,
 * the window is wrong, and a job that is ours lies outside it. */
#define BESIDE 86400000
#define SANDBOX_CONFIRM 2000

guint
gesso_engine_settle_margin (GessoEngine *self,
                            GessoRoute  *route)
{
  guint margin = self->times.settle_margin;

  return gesso_account_is_sandbox (route->account) ? MIN (margin, SANDBOX_MARGIN) : margin;
}

guint
gesso_engine_settle_confirm (GessoEngine *self,
                             GessoRoute  *route)
{
  guint confirm = self->times.settle_confirm;

  return gesso_account_is_sandbox (route->account) ? MIN (confirm, SANDBOX_CONFIRM) : confirm;
}

typedef struct {
  GessoEngine *engine;
  GessoRoute *route;
  gboolean closed;    /* the windows were closed before this listing began */
  GPtrArray *intents; /* (element-type GessoDrive) */
  GPtrArray *found;   /* (element-type KreaJob): in a window, known to nobody */
  gint64 price;
} Settlement;

static void
settlement_free (Settlement *self)
{
  g_object_unref (self->engine);
  gesso_route_unref (self->route);
  g_clear_pointer (&self->intents, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Settlement, settlement_free)

/* The intents in doubt of an account, and the window that spans them. */
static GPtrArray *
open_intents (GessoEngine *self,
              GessoRoute  *route,
              gint64      *start,
              gint64      *end)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (self);
  GPtrArray *intents = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_drive_unref);

  *start = G_MAXINT64;
  *end = 0;
  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];
      gint64 from = 0, until = 0;

      if (gesso_generation_get_state (drive->generation) != GESSO_STATE_IN_DOUBT || drive->outcome.pending
          || gesso_engine_route_for (self, drive->generation) != route)
        continue;
      gesso_generation_get_window (drive->generation, &from, &until);
      *start = MIN (*start, from);
      *end = MAX (*end, until);
      g_ptr_array_add (intents, gesso_drive_ref (drive));
    }
  return intents;
}

static gboolean
in_a_window (Settlement *self,
             KreaJob    *job)
{
  gint64 created_at = krea_job_get_created_at (job);

  if (created_at == 0)
    return TRUE;
  for (guint i = 0; i < self->intents->len; i++)
    {
      GessoDrive *drive = self->intents->pdata[i];
      gint64 start = 0, end = 0;

      gesso_generation_get_window (drive->generation, &start, &end);
      if (created_at >= start - 1 && created_at <= end)
        return TRUE;
    }
  return FALSE;
}

static gboolean
settle_cb (gpointer data)
{
  GessoRoute *route = data;
  GessoEngine *self = route->engine;

  route->settle_timer = 0;
  if (self != NULL)
    gesso_engine_settle (self, route);
  return G_SOURCE_REMOVE;
}

static void
settle_in (GessoRoute *route,
           gint64      ms)
{
  g_clear_handle_id (&route->settle_timer, g_source_remove);
  if (route->engine != NULL && !route->engine->stopping)
    route->settle_timer = g_timeout_add (CLAMP (ms, 0, G_MAXINT), settle_cb, route);
}

/* --- the outcomes --- */

static void
adopt (Settlement *self)
{
  GessoDrive *drive = self->intents->pdata[0];
  KreaJob *job = self->found->pdata[0];

  drive->recovered = TRUE;
  gesso_drive_conclude_submitted (drive, krea_job_get_id (job), krea_job_get_created_at (job));
}

static void
hold_intents (Settlement *self,
              GessoHold   hold)
{
  for (guint i = 0; i < self->intents->len; i++)
    {
      GessoDrive *drive = self->intents->pdata[i];

      if (drive->engine == NULL || drive->outcome.pending)
        continue;
      /* Where it may have been charged, the recovered picture carries the charge. */
      if (gesso_generation_is_cancel_requested (drive->generation))
        gesso_drive_conclude_cancelled (drive, GESSO_CHARGE_NONE);
      else
        gesso_drive_conclude_held (drive, hold);
    }
}

static void recover_next (Settlement *self);

static void
recovered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Settlement) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoGeneration) generation = gesso_library_add_recovered_finish (GESSO_LIBRARY (source), result, &error);

  if (self->engine->stopping)
    return;
  if (generation == NULL)
    {
      gesso_engine_block (self->engine, GESSO_QUEUE_DISK_FULL, error);
      self->route->settling = FALSE;
      settle_in (self->route, gesso_engine_backoff (self->engine, self->route->settle_failures++));
      return;
    }
  if (gesso_engine_find_drive (self->engine, generation) == NULL
      && !gesso_state_is_final (gesso_generation_get_state (generation)))
    {
      GessoDrive *drive = gesso_engine_add_drive (self->engine, generation);

      drive->recovered = TRUE;
      gesso_drive_advance (drive);
    }
  g_ptr_array_remove_index (self->found, 0);
  recover_next (g_steal_pointer (&self));
}

/* One after the other; the intents are let go only when every job is on disk. */
static void
recover_next (Settlement *self)
{
  GessoAccount *account = self->route->account;
  KreaJob *job;

  if (self->found->len == 0)
    {
      g_autoptr (Settlement) done = self;

      done->route->settling = FALSE;
      hold_intents (done, GESSO_HOLD_UNCERTAIN);
      return;
    }
  job = self->found->pdata[0];
  gesso_library_add_recovered_async (self->engine->library, gesso_account_get_origin (account),
                                     gesso_account_get_id (account), gesso_account_is_sandbox (account),
                                     krea_job_get_id (job), krea_job_get_created_at (job), self->price,
                                     recovered_cb, self);
}

/* --- the listing --- */

static void
nothing_found (Settlement *self)
{
  GessoRoute *route = self->route;
  gint64 now = gesso_route_server_now (route);
  gint64 confirm = gesso_engine_settle_confirm (self->engine, route);

  route->settling = FALSE;
  if (!self->closed)
    gesso_engine_settle (self->engine, route);
  else if (route->clear_at == 0)
    {
      route->clear_at = now;
      settle_in (route, confirm);
    }
  else if (now - route->clear_at < confirm)
    settle_in (route, confirm - (now - route->clear_at));
  else
    {
      route->clear_at = 0;
      hold_intents (self, GESSO_HOLD_NOT_SENT);
    }
}

static void
judge (Settlement *self,
       GPtrArray  *strangers)
{
  GessoEngine *engine = self->engine;
  GessoRoute *route = self->route;
  const char *account = gesso_account_get_id (route->account);
  gboolean shared = gesso_library_account_is_shared (engine->library, account);
  gboolean certain;

  self->found = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < strangers->len; i++)
    if (in_a_window (self, strangers->pdata[i]))
      g_ptr_array_add (self->found, g_object_ref (strangers->pdata[i]));
  certain = !shared && self->found->len == 1 && strangers->len == 1 && self->intents->len == 1;
  /* On an account that was ours alone, a stranger beside the window may still be ours: never "not sent". */
  if (self->found->len == 0 && !shared)
    g_ptr_array_extend (self->found, strangers, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);

  if (self->found->len == 0)
    {
      nothing_found (self);
      settlement_free (self);
      return;
    }
  route->clear_at = 0;
  if (!self->closed)
    {
      route->settling = FALSE;
      gesso_engine_settle (engine, route);
      settlement_free (self);
      return;
    }
  if (certain)
    {
      route->settling = FALSE;
      adopt (self);
      settlement_free (self);
      return;
    }
  if (strangers->len > self->intents->len)
    gesso_library_mark_account_shared (engine->library, account);
  for (guint i = 0; i < self->intents->len; i++)
    {
      GessoDrive *drive = self->intents->pdata[i];

      self->price = MAX (self->price, gesso_generation_get_price (drive->generation));
    }
  recover_next (self);
}

static void
give_up_for_now (Settlement   *self,
                 const GError *error)
{
  GessoRoute *route = self->route;

  route->settling = FALSE;
  gesso_engine_note_trouble (self->engine, route, error);
  settle_in (route, gesso_engine_backoff (self->engine, route->settle_failures++));
}

static void
strangers_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Settlement) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) strangers = gesso_engine_strangers_finish (result, &error);

  if (self->engine->stopping)
    return;
  gesso_engine_step (self->engine, NULL, "listed");
  if (strangers == NULL)
    give_up_for_now (self, error);
  else if (self->engine->sender != NULL && self->engine->sender->posted)
    {
      self->route->settling = FALSE;
      settle_in (self->route, self->engine->times.retry_first);
    }
  else
    judge (g_steal_pointer (&self), strangers);
}

/* After a crash nobody knows when the POST ended; certainly before now. */
static void
close_windows (Settlement *self)
{
  gint64 end = gesso_route_server_now (self->route) + 1000 + gesso_engine_settle_margin (self->engine, self->route);

  self->route->settling = FALSE;
  for (guint i = 0; i < self->intents->len; i++)
    {
      GessoDrive *drive = self->intents->pdata[i];
      gint64 from = 0, until = 0;

      gesso_generation_get_window (drive->generation, &from, &until);
      if (until == 0 && drive->engine != NULL && !drive->outcome.pending)
        gesso_drive_conclude_in_doubt (drive, end);
    }
}

static gboolean
any_open_window (Settlement *self)
{
  for (guint i = 0; i < self->intents->len; i++)
    {
      gint64 start = 0, end = 0;

      gesso_generation_get_window (((GessoDrive *) self->intents->pdata[i])->generation, &start, &end);
      if (end == 0)
        return TRUE;
    }
  return FALSE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Settlement) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = gesso_engine_list_since_finish (result, &error);
  GessoEngine *engine = self->engine;

  if (engine->stopping)
    return;
  gesso_route_note_clock (self->route);
  if (jobs == NULL)
    {
      give_up_for_now (self, error);
      return;
    }
  gesso_engine_note_reply (engine, self->route);
  self->route->settle_failures = 0;
  self->route->listed = TRUE;
  if (any_open_window (self))
    {
      close_windows (self);
      return;
    }
  gesso_engine_strangers_async (engine->library, jobs, engine->cancellable, strangers_cb, g_steal_pointer (&self));
}

/* Looks for what is in doubt on @route when its time has come. Safe to call at any time. */
void
gesso_engine_settle (GessoEngine *self,
                     GessoRoute  *route)
{
  g_autoptr (GPtrArray) intents = NULL;
  Settlement *settlement;
  gint64 start, end, now;

  if (self->stopping || route->settling || route->settle_timer != 0)
    return;
  intents = open_intents (self, route, &start, &end);
  if (intents->len == 0)
    {
      route->clear_at = 0;
      return;
    }

  now = gesso_route_server_now (route);
  settlement = g_new0 (Settlement, 1);
  settlement->engine = g_object_ref (self);
  settlement->route = gesso_route_ref (route);
  settlement->intents = g_steal_pointer (&intents);
  settlement->closed = now > end;
  if (!settlement->closed && route->listed && !any_open_window (settlement))
    {
      settle_in (route, end - now + 1);
      settlement_free (settlement);
      return;
    }
  route->settling = TRUE;
  gesso_engine_list_since_async (route->client, MAX (start - BESIDE, 0), self->cancellable, listed_cb, settlement);
}

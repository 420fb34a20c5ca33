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
 * Why nothing is sent at the moment. An obstacle that a call met ("block") stays until its time is over, the network
 * changes, the user tries again, or another reply shows that it is gone.
 */

/* How often the month is looked at, seconds: the ledger's turns at midnight UTC. */
#define MONTH_CHECK_S 60
/* No Retry-After keeps the queue longer than this, ms. */
#define BUSY_MAX 3600000

guint
gesso_engine_backoff (GessoEngine *self,
                      guint        failures)
{
  guint64 wait = (guint64) self->times.retry_first << MIN (failures, 20);

  return MIN (wait, self->times.retry_max);
}

GessoQueueHold
gesso_engine_hold_for_error (const GError *error)
{
  if (error->domain != KREA_ERROR)
    return GESSO_QUEUE_RUNS;
  switch (error->code)
    {
    case KREA_ERROR_UNAUTHORIZED:
      return GESSO_QUEUE_UNAUTHORIZED;
    case KREA_ERROR_PAYMENT_REQUIRED:
      return GESSO_QUEUE_NO_BALANCE;
    case KREA_ERROR_FORBIDDEN:
      return GESSO_QUEUE_FORBIDDEN;
    case KREA_ERROR_TLS:
      return GESSO_QUEUE_INSECURE;
    case KREA_ERROR_BUSY:
    case KREA_ERROR_SERVER:
      return GESSO_QUEUE_BUSY;
    case KREA_ERROR_OFFLINE:
    case KREA_ERROR_TIMEOUT:
    case KREA_ERROR_CONNECTION:
      return GESSO_QUEUE_OFFLINE;
    default:
      return GESSO_QUEUE_RUNS;
    }
}

gboolean
gesso_queue_hold_stops (GessoQueueHold hold,
                        gboolean       sent)
{
  switch (hold)
    {
    case GESSO_QUEUE_PAUSED:
    case GESSO_QUEUE_NO_BALANCE:
    case GESSO_QUEUE_FORBIDDEN:
    case GESSO_QUEUE_CAP:
      return !sent;
    case GESSO_QUEUE_UNAUTHORIZED:
    case GESSO_QUEUE_INSECURE:
    case GESSO_QUEUE_DISK_FULL:
      return TRUE;
    case GESSO_QUEUE_RUNS:
    case GESSO_QUEUE_OFFLINE:
    case GESSO_QUEUE_BUSY:
    case GESSO_QUEUE_IN_DOUBT:
    default:
      return FALSE;
    }
}

static gboolean
is_passing (GessoQueueHold hold)
{
  return hold == GESSO_QUEUE_OFFLINE || hold == GESSO_QUEUE_BUSY || hold == GESSO_QUEUE_INSECURE
         || hold == GESSO_QUEUE_DISK_FULL;
}

static GessoQueueHold
find_hold (GessoEngine *self)
{
  GessoRoute *route = gesso_engine_active_route (self);
  GHashTableIter iter;
  gpointer key;

  if (self->paused)
    return GESSO_QUEUE_PAUSED;
  if (self->block != GESSO_QUEUE_RUNS && self->block != GESSO_QUEUE_DISK_FULL)
    return self->block;
  if (self->capped)
    return GESSO_QUEUE_CAP;
  g_hash_table_iter_init (&iter, self->drives);
  while (route != NULL && !self->continue_anyway && g_hash_table_iter_next (&iter, &key, NULL))
    if (gesso_generation_get_state (key) == GESSO_STATE_IN_DOUBT && gesso_engine_route_for (self, key) == route)
      return GESSO_QUEUE_IN_DOUBT;
  return self->block;
}

void
gesso_engine_update_hold (GessoEngine *self)
{
  GessoQueueHold hold = find_hold (self);

  if (hold == self->hold)
    return;
  self->hold = hold;
  gesso_engine_notify (self, PROP_HOLD);
  gesso_engine_notify (self, PROP_HOLD_ERROR);
  gesso_engine_notify (self, PROP_ONLINE);
}

void
gesso_engine_unblock (GessoEngine *self)
{
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  if (self->block == GESSO_QUEUE_RUNS)
    return;
  self->block = GESSO_QUEUE_RUNS;
  g_clear_error (&self->block_error);
  self->retry_at = 0;
  gesso_engine_update_hold (self);
  gesso_engine_notify (self, PROP_RETRY_AT);
  gesso_engine_pump (self);
}

static gboolean
retry_cb (gpointer data)
{
  GessoEngine *self = data;

  self->retry_timer = 0;
  self->forced = TRUE;
  gesso_engine_unblock (self);
  return G_SOURCE_REMOVE;
}

/* How long an obstacle that goes away by itself is waited for. */
static guint
find_wait (GessoEngine    *self,
           GessoQueueHold  hold,
           const GError   *error)
{
  const GessoEngineTimes *times = &self->times;
  const KreaErrorDetails *details = error != NULL ? krea_error_get_details (error) : NULL;
  guint n = self->block_count++;

  if (hold != GESSO_QUEUE_BUSY)
    return gesso_engine_backoff (self, n);
  if (details != NULL && details->retry_after_s >= 0)
    return MAX (times->busy_floor, MIN ((guint64) details->retry_after_s * 1000, BUSY_MAX));
  return times->busy_first * (n == 0 ? 1 : n == 1 ? 3 : 9);
}

void
gesso_engine_block (GessoEngine    *self,
                    GessoQueueHold  hold,
                    const GError   *error)
{
  guint wait;

  /* One obstacle met by many calls at once is still one, and is waited for once. */
  if (self->block == hold && self->retry_timer != 0)
    return;
  g_clear_handle_id (&self->retry_timer, g_source_remove);
  if (self->block != hold && self->block != GESSO_QUEUE_RUNS)
    self->block_count = 0;
  self->block = hold;
  g_clear_error (&self->block_error);
  if (error != NULL)
    self->block_error = g_error_copy (error);
  self->retry_at = 0;
  if (is_passing (hold) && !self->stopping)
    {
      wait = find_wait (self, hold, error);
      self->retry_at = gesso_time_now_ms () + wait;
      self->retry_timer = g_timeout_add (wait, retry_cb, self);
    }
  gesso_engine_update_hold (self);
  gesso_engine_notify (self, PROP_RETRY_AT);
  gesso_engine_notify (self, PROP_HOLD_ERROR);
}

/* A reply shows that there is a connection, and that the key is good; a busy server says nothing by it. */
void
gesso_engine_note_reply (GessoEngine *self,
                         GessoRoute  *route)
{
  if (route != gesso_engine_active_route (self))
    return;
  if (self->block == GESSO_QUEUE_OFFLINE || self->block == GESSO_QUEUE_INSECURE
      || self->block == GESSO_QUEUE_UNAUTHORIZED)
    {
      self->block_count = 0;
      gesso_engine_unblock (self);
    }
}

gboolean
gesso_engine_note_trouble (GessoEngine  *self,
                           GessoRoute   *route,
                           const GError *error)
{
  GessoQueueHold hold = gesso_engine_hold_for_error (error);

  if (hold == GESSO_QUEUE_RUNS)
    return FALSE;
  /* The stand-in ends when it has nothing to do for long; it is only a start away. */
  if (route == self->sandbox && hold == GESSO_QUEUE_OFFLINE)
    gesso_engine_start_sandbox (self);
  if (route == gesso_engine_active_route (self))
    gesso_engine_block (self, hold, error);
  return TRUE;
}

/* --- what the user does about it --- */

void
gesso_engine_try_again (GessoEngine *self)
{
  g_autoptr (GPtrArray) drives = NULL;
  GessoRoute *route;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  self->forced = TRUE;
  self->block_count = 0;
  self->capped = FALSE;
  gesso_engine_unblock (self);
  route = gesso_engine_active_route (self);
  if (route != NULL && route->settle_failures > 0)
    g_clear_handle_id (&route->settle_timer, g_source_remove);
  drives = gesso_engine_list_drives (self);
  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];

      drive->stuck = FALSE;
      drive->resting = FALSE;
      drive->failures = 0;
      drive->tries = 0;
      gesso_drive_advance (drive);
    }
  gesso_engine_pump (self);
}

void
gesso_engine_continue_anyway (GessoEngine *self)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  self->continue_anyway = TRUE;
  gesso_engine_update_hold (self);
  gesso_engine_pump (self);
}

void
gesso_engine_set_paused (GessoEngine *self,
                         gboolean     paused)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  if (self->paused == !!paused)
    return;
  self->paused = !!paused;
  if (!gesso_library_is_read_only (self->library))
    gesso_library_set_setting_async (self->library, GESSO_SETTING_PAUSED, self->paused ? "1" : NULL, NULL, NULL);
  gesso_engine_update_hold (self);
  gesso_engine_notify (self, PROP_PAUSED);
  gesso_engine_pump (self);
}

gboolean
gesso_engine_is_paused (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), FALSE);

  return self->paused;
}

GessoQueueHold
gesso_engine_get_hold (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), GESSO_QUEUE_RUNS);

  return self->hold;
}

/* Why nobody knows what became of a POST: what its end said. */
static const GError *
find_doubt (GessoEngine *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->drives);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (gesso_generation_get_state (key) == GESSO_STATE_IN_DOUBT && ((GessoDrive *) value)->problem != NULL)
      return ((GessoDrive *) value)->problem;
  return NULL;
}

const GError *
gesso_engine_get_hold_error (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  if (self->hold == GESSO_QUEUE_IN_DOUBT)
    return find_doubt (self);
  return self->hold == self->block ? self->block_error : NULL;
}

gint64
gesso_engine_get_retry_at (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  return self->retry_at;
}

/* --- network --- */

gboolean
gesso_engine_has_network (GessoEngine *self,
                          GessoRoute  *route)
{
  if (self->monitor == NULL || (route != NULL && !self->monitor_given && gesso_route_is_loopback (route)))
    return TRUE;
  return g_network_monitor_get_network_available (self->monitor);
}

static void
network_changed_cb (GessoEngine *self,
                    gboolean     available)
{
  g_autoptr (GPtrArray) drives = NULL;

  gesso_engine_notify (self, PROP_ONLINE);
  if (!available || !self->started)
    return;
  if (self->block == GESSO_QUEUE_OFFLINE || self->block == GESSO_QUEUE_INSECURE)
    gesso_engine_unblock (self);
  drives = gesso_engine_list_drives (self);
  for (guint i = 0; i < drives->len; i++)
    if (((GessoDrive *) drives->pdata[i])->failures > 0)
      gesso_drive_advance (drives->pdata[i]);
}

void
gesso_engine_check_month (GessoEngine *self)
{
  g_autofree char *month = gesso_time_month (gesso_time_now_ms ());

  if (g_strcmp0 (month, self->month) != 0)
    gesso_engine_refresh_spent (self);
}

static gboolean
month_cb (gpointer data)
{
  gesso_engine_check_month (data);
  return G_SOURCE_CONTINUE;
}

void
gesso_engine_watch (GessoEngine *self)
{
  if (self->month_timer != 0)
    return;
  if (self->monitor == NULL)
    self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "ledger-changed", G_CALLBACK (gesso_engine_refresh_spent), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->library, "notify::moved", G_CALLBACK (gesso_engine_pump), self, G_CONNECT_SWAPPED);
  self->month_timer = g_timeout_add_seconds (MONTH_CHECK_S, month_cb, self);
}

void
gesso_engine_unwatch (GessoEngine *self)
{
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  if (self->library != NULL)
    g_signal_handlers_disconnect_by_data (self->library, self);
  g_clear_object (&self->monitor);
  g_clear_handle_id (&self->month_timer, g_source_remove);
  g_clear_handle_id (&self->retry_timer, g_source_remove);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-poll-pace.h"

/*
 * When a job is asked after again: by how long one like it usually is, and by its place at the server. What waits there
 * begins in the order that it came in: of the backlogged ones only the first is asked after at the usual pace, and when it
 * has begun, the next one is asked at once.
 */

/* A backlogged one behind others is asked after so many times seldomer, should it overtake them. */
#define BEHIND 3
/* The shortest wait as it is: where that is shortened, all else is, too. */
#define USUAL_FIRST 2000
#define BACKLOGGED "backlogged"

static gboolean
is_backlogged (GessoDrive *self)
{
  return g_strcmp0 (gesso_generation_get_status (self->generation), BACKLOGGED) == 0;
}

static gboolean
came_before (GessoGeneration *a,
             GessoGeneration *b)
{
  gint64 a_at = gesso_generation_get_submitted_at (a);
  gint64 b_at = gesso_generation_get_submitted_at (b);

  return a_at != b_at ? a_at < b_at : gesso_generation_get_row_id (a) < gesso_generation_get_row_id (b);
}

/* Of those like it that wait at the server and are asked after, the one that came first; %NULL if there is none. */
static GessoDrive *
first_backlogged (GessoDrive *self)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (self->engine);
  const char *variant = gesso_generation_get_variant (self->generation);
  GessoRoute *route = gesso_engine_route_for (self->engine, self->generation);
  GessoDrive *first = NULL;

  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];

      if (!is_backlogged (drive) || drive->resting || drive->outcome.pending
          || gesso_generation_get_state (drive->generation) != GESSO_STATE_RUNNING
          || g_strcmp0 (gesso_generation_get_variant (drive->generation), variant) != 0
          || gesso_engine_route_for (self->engine, drive->generation) != route)
        continue;
      if (first == NULL || came_before (drive->generation, first->generation))
        first = drive;
    }
  return first;
}

/* ms, 0 where this machine has not measured it. What it measured may have waiting at the server in it, which the
 * catalog's has not; but where all is quicker than it usually is, only what was measured is so already. */
static gint64
typical_time (GessoDrive *self,
              guint       first)
{
  const char *variant = gesso_generation_get_variant (self->generation);
  const KreaModel *model = krea_catalog_find_model (krea_catalog_get_default (), variant);
  /* Nobody knows what one that was recovered was asked of. */
  const double *median = variant != NULL ? g_hash_table_lookup (self->engine->medians, variant) : NULL;

  if (median == NULL)
    return 0;
  return 1000 * (model != NULL ? MIN (*median, (double) model->typical_s * first / USUAL_FIRST) : *median);
}

static gint64
running_time (GessoDrive *self,
              gint64      typical)
{
  gint64 now = g_get_monotonic_time () / 1000;
  gint64 sent = gesso_generation_get_submitted_at (self->generation);

  if (self->begun_at == 0)
    {
      self->begun_at = now;
      /* Sent by an earlier run of Gesso, perhaps. */
      if (!self->backlogged && sent != 0 && self->route != NULL)
        self->begun_at -= CLAMP (gesso_route_server_now (self->route) - sent, 0, typical);
    }
  return now - self->begun_at;
}

static guint
next_delay (GessoDrive *self)
{
  const GessoEngineTimes *times = &self->engine->times;
  guint first = times->poll_first;
  guint most = times->poll_max;
  gint64 typical;

  /* The built-in stand-in draws faster than the real service where it was told to. */
  if (gesso_generation_is_sandbox (self->generation) && self->engine->sandbox_speed > 1)
    {
      first = MAX (MIN (200, first), first / self->engine->sandbox_speed);
      most = MAX (MIN (200, most), most / self->engine->sandbox_speed);
    }
  if (self->resting)
    return times->poll_slow;
  /* Somebody waits for its end, which is not the usual one. */
  if (gesso_generation_is_cancel_requested (self->generation))
    return self->poll_delay = gesso_poll_pace (self->poll_delay, 0, 0, first, most);
  /* One that the server has not begun is not done soon. */
  if (is_backlogged (self))
    {
      self->poll_delay = 0;
      self->begun_at = 0;
      self->backlogged = TRUE;
      return first_backlogged (self) == self ? most : most * BEHIND;
    }
  typical = typical_time (self, first);
  self->poll_delay = gesso_poll_pace (self->poll_delay, running_time (self, typical), typical, first, most);
  return gesso_engine_expects_call (self->engine, self) ? MAX (times->poll_safety, self->poll_delay) : self->poll_delay;
}

void
gesso_drive_poll_later (GessoDrive *self)
{
  gesso_drive_advance_in (self, next_delay (self));
}

/* Whether @job says that it has left its place among those that wait at the server. */
gboolean
gesso_drive_begins (GessoDrive *self,
                    KreaJob    *job)
{
  return is_backlogged (self) && g_strcmp0 (krea_job_get_status (job), BACKLOGGED) != 0;
}

/* It began: whether the next one did, too, is asked at once. */
void
gesso_drive_ask_next (GessoDrive *self)
{
  GessoDrive *next = self->engine != NULL ? first_backlogged (self) : NULL;

  if (next != NULL && next->timer != 0)
    gesso_drive_advance (next);
}

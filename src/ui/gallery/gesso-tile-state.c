/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-tile-state.h"

#define LATE_MS (5 * 60 * 1000)
/* Where a bar that runs by the clock stops and waits for the picture. */
#define ALMOST 0.95
/* What the download moves of the bar. */
#define DOWNLOAD_FROM 0.9

GessoTileKind
gesso_tile_kind_for_state (GessoState state)
{
  switch (state)
    {
    case GESSO_STATE_QUEUED:
      return GESSO_TILE_WAITING;
    case GESSO_STATE_SUBMITTING:
    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
    case GESSO_STATE_DOWNLOADING:
      return GESSO_TILE_RUNNING;
    case GESSO_STATE_KEPT:
      return GESSO_TILE_PICTURE;
    case GESSO_STATE_FAILED:
    case GESSO_STATE_CANCELLED:
    case GESSO_STATE_IN_DOUBT:
    case GESSO_STATE_HELD:
      return GESSO_TILE_STOPPED;
    default:
      return GESSO_TILE_EMPTY;
    }
}

static double
elapsed_s (const GessoTileProgress *progress,
           gint64                   now)
{
  return progress->submitted_at > 0 ? MAX (0, now - progress->submitted_at) / 1000.0 : 0;
}

double
gesso_tile_progress_fraction (const GessoTileProgress *progress,
                              gint64                   now)
{
  double run;

  if (gesso_tile_kind_for_state (progress->state) != GESSO_TILE_RUNNING || progress->submitted_at <= 0 ||
      progress->typical_s <= 0)
    return -1;
  run = MIN (elapsed_s (progress, now) / progress->typical_s, ALMOST);
  if (progress->state == GESSO_STATE_DOWNLOADING)
    return MAX (run, DOWNLOAD_FROM + (1 - DOWNLOAD_FROM) * CLAMP (progress->download, 0, 1));
  return run;
}

gboolean
gesso_tile_progress_is_late (const GessoTileProgress *progress,
                             gint64                   now)
{
  return gesso_tile_kind_for_state (progress->state) == GESSO_TILE_RUNNING && progress->submitted_at > 0 &&
         now - progress->submitted_at > LATE_MS;
}

char *
gesso_tile_format_duration (double seconds)
{
  guint total = seconds > 0 ? (guint) (MIN (seconds, 359999) + 0.5) : 0;

  if (total >= 3600)
    return g_strdup_printf ("%u:%02u:%02u", total / 3600, total / 60 % 60, total % 60);
  return g_strdup_printf ("%u:%02u", total / 60, total % 60);
}

char *
gesso_tile_progress_label (const GessoTileProgress *progress,
                           gint64                   now)
{
  g_autofree char *elapsed = NULL;
  g_autofree char *typical = NULL;

  if (progress->cancelling)
    return g_strdup (_("Cancelling…"));
  if (progress->state == GESSO_STATE_QUEUED)
    return g_strdup (_("Waiting"));
  if (progress->state == GESSO_STATE_DOWNLOADING)
    return g_strdup (_("Downloading"));
  if (progress->submitted_at <= 0)
    return g_strdup (_("Sending…"));
  if (gesso_tile_progress_is_late (progress, now))
    return g_strdup (_("Taking longer than usual. Still checking."));
  elapsed = gesso_tile_format_duration (elapsed_s (progress, now));
  /* Once it is over, what is usual says nothing. */
  if (progress->typical_s <= 0 || elapsed_s (progress, now) > progress->typical_s)
    return g_steal_pointer (&elapsed);
  typical = gesso_tile_format_duration (progress->typical_s);
  /* Translators: time since it was sent, and how long it usually takes: "0:14 of about 0:25" */
  return g_strdup_printf (_("%s of about %s"), elapsed, typical);
}

double
gesso_tile_shape (guint       width,
                  guint       height,
                  const char *ratio)
{
  double across, down;
  char *end;

  if (width > 0 && height > 0)
    return CLAMP ((double) width / height, 0.1, 10);
  if (ratio == NULL)
    return 1;
  across = g_ascii_strtod (ratio, &end);
  if (*end != ':')
    return 1;
  down = g_ascii_strtod (end + 1, NULL);
  return across > 0 && down > 0 ? CLAMP (across / down, 0.1, 10) : 1;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-time.h"

#include <string.h>

/* Longer texts are no times, whatever they are. */
#define MAX_LENGTH 64

gint64
gesso_time_now_ms (void)
{
  return g_get_real_time () / 1000;
}

char *
gesso_time_to_iso (gint64 ms)
{
  gint64 seconds = ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = NULL;

  if (time == NULL)
    return g_strdup ("1970-01-01T00:00:00.000Z");
  text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  return g_strdup_printf ("%s.%03dZ", text, (int) (ms - seconds * 1000));
}

gint64
gesso_time_from_iso (const char *iso)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *midnight = NULL;

  if (iso == NULL || strlen (iso) > MAX_LENGTH)
    return 0;
  trimmed = g_strstrip (g_strdup (iso));
  if (strpbrk (trimmed, "Tt ") == NULL)
    midnight = g_strconcat (trimmed, "T00:00:00Z", NULL);
  time = g_date_time_new_from_iso8601 (midnight != NULL ? midnight : trimmed, NULL);
  if (time == NULL)
    return 0;
  return g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
}

char *
gesso_time_month (gint64 ms)
{
  g_autofree char *iso = gesso_time_to_iso (ms);

  return g_strndup (iso, strlen ("2026-11"));
}

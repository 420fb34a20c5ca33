/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-time.h"

gint64
gesso_time_now_ms (void)
{
  return 0;
}

char *
gesso_time_to_iso (gint64 ms)
{
  return 0;
}

gint64
gesso_time_from_iso (const char *iso)
{
  return 0;
}

char *
gesso_time_month (gint64 ms)
{
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-time.h"

static void
test_iso (void)
{
  static const struct
  {
    gint64 ms;
    const char *iso;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { G_GINT64_CONSTANT (1795338902118), "2026-11-22T09:15:02.118Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { G_GINT64_CONSTANT (951782400007), "2000-02-29T00:00:00.007Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = gesso_time_to_iso (cases[i].ms);

      g_assert_cmpstr (iso, ==, cases[i].iso);
      g_assert_cmpint (gesso_time_from_iso (iso), ==, cases[i].ms);
    }
}

static void
test_read (void)
{
  static const char *const bad[] = {
    "", "yesterday", "2026-13-01T00:00:00Z", "2026-11-22T09:15:02", "2026-11-22 09", "T", "2026-11-22T25:00:00Z", "-",
    "2026-11-22T09:15:02.118Z and a great deal more than any time in the world has",
  };

  g_assert_cmpint (gesso_time_from_iso ("2026-11-22T10:15:02+01:00"), ==, G_GINT64_CONSTANT (1795338902000));
  g_assert_cmpint (gesso_time_from_iso ("2026-11-22"), ==, G_GINT64_CONSTANT (1795305600000));
  g_assert_cmpint (gesso_time_from_iso (" 2026-11-22T09:15:02.118456Z "), ==, G_GINT64_CONSTANT (1795338902118));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (gesso_time_from_iso (bad[i]), ==, 0);
  g_assert_cmpint (gesso_time_from_iso (NULL), ==, 0);
}

static void
test_month (void)
{
  g_autofree char *month = gesso_time_month (G_GINT64_CONSTANT (1795338902118));
  /* In UTC, whatever the zone of the person. */
  g_autofree char *last = gesso_time_month (gesso_time_from_iso ("2026-12-01T00:30:00+01:00"));

  g_assert_cmpstr (month, ==, "2026-11");
  g_assert_cmpstr (last, ==, "2026-11");
  g_assert_cmpint (ABS (gesso_time_now_ms () - g_get_real_time () / 1000), <, 1000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/iso", test_iso);
  g_test_add_func ("/base/time/read", test_read);
  g_test_add_func ("/base/time/month", test_month);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-poll-pace.h"

/*
 * How many requests a picture takes, and how much later than it was done it is known to be, for jobs of every length around
 * what is typical: by our pace, and with a poll every two seconds.
 */

#define FIRST 2000
#define MOST 5000

typedef struct {
  double requests;
  double delay;
} Cost;

typedef guint (*Pace) (guint previous, gint64 running, gint64 typical);

static guint
our_pace (guint  previous,
          gint64 running,
          gint64 typical)
{
  return gesso_poll_pace (previous, running, typical, FIRST, MOST);
}

static guint
fixed_pace (guint  previous,
            gint64 running,
            gint64 typical)
{
  return FIRST;
}

/* One job at a time, from 70 % to 130 % of what is typical. */
static Cost
measure (Pace   pace,
         gint64 typical,
         gint64 believed)
{
  Cost cost = { 0, 0 };
  guint n = 0;

  for (gint64 length = typical * 70 / 100; length <= typical * 130 / 100; length += 10, n++)
    {
      gint64 now = 0;
      guint wait = 0;

      while (now < length)
        {
          wait = pace (wait, now, believed);
          now += wait;
          cost.requests++;
        }
      cost.delay += now - length;
    }
  cost.requests /= n;
  cost.delay /= n;
  return cost;
}

static void
report (const char *name,
        gint64      typical,
        Cost        ours,
        Cost        fixed)
{
  g_test_message ("%s, %" G_GINT64_FORMAT " s: %.1f requests and %.2f s later; every two seconds: %.1f and %.2f s", name,
                  typical / 1000, ours.requests, ours.delay / 1000, fixed.requests, fixed.delay / 1000);
}

/* Fewer requests, and known as soon. */
static void
test_known (void)
{
  static const gint64 typical[] = { 12000, 25000 };

  for (guint i = 0; i < G_N_ELEMENTS (typical); i++)
    {
      Cost ours = measure (our_pace, typical[i], typical[i]);
      Cost fixed = measure (fixed_pace, typical[i], typical[i]);

      report ("known", typical[i], ours, fixed);
      g_assert_cmpfloat (ours.requests, <=, 0.7 * fixed.requests);
      g_assert_cmpfloat (ours.delay, <=, 1.1 * fixed.delay);
    }
}

/* A quick one takes as few polls as it can, whatever is believed. */
static void
test_quick (void)
{
  Cost ours = measure (our_pace, 4000, 4000);
  Cost fixed = measure (fixed_pace, 4000, 4000);

  report ("quick", 4000, ours, fixed);
  g_assert_cmpfloat (ours.requests, <=, fixed.requests);
  g_assert_cmpfloat (ours.delay, <=, 1.3 * fixed.delay);
}

/* Without a measure, and with one that is three times too long or too short: still fewer, and never very late. */
static void
test_wrong (void)
{
  static const gint64 believed[] = { 0, 36000, 4000 };

  for (guint i = 0; i < G_N_ELEMENTS (believed); i++)
    {
      Cost ours = measure (our_pace, 12000, believed[i]);
      Cost fixed = measure (fixed_pace, 12000, believed[i]);

      report (believed[i] == 0 ? "unknown" : "wrong", 12000, ours, fixed);
      g_assert_cmpfloat (ours.requests, <, fixed.requests);
      g_assert_cmpfloat (ours.delay, <=, 0.6 * MOST);
    }
}

static void
test_bounds (void)
{
  for (gint64 typical = 0; typical < 60000; typical += 500)
    for (gint64 running = 0; running < 200000; running += 500)
      {
        guint wait = gesso_poll_pace (running > 0 ? 3000 : 0, running, typical, FIRST, MOST);

        g_assert_cmpuint (wait, >=, FIRST);
        g_assert_cmpuint (wait, <=, MOST);
      }
  g_assert_cmpuint (gesso_poll_pace (0, 0, 0, FIRST, MOST), ==, 2000);
  g_assert_cmpuint (gesso_poll_pace (2000, 2000, 0, FIRST, MOST), ==, 2600);
  g_assert_cmpuint (gesso_poll_pace (4400, 60000, 0, FIRST, MOST), ==, 5000);
  g_assert_cmpuint (gesso_poll_pace (0, 0, 12000, FIRST, MOST), ==, 5000);
  g_assert_cmpuint (gesso_poll_pace (5000, 5000, 12000, FIRST, MOST), ==, 3400);
  g_assert_cmpuint (gesso_poll_pace (3400, 8400, 12000, FIRST, MOST), ==, 2000);
  g_assert_cmpuint (gesso_poll_pace (2000, 18400, 12000, FIRST, MOST), ==, 2600);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poll-pace/known", test_known);
  g_test_add_func ("/poll-pace/quick", test_quick);
  g_test_add_func ("/poll-pace/wrong", test_wrong);
  g_test_add_func ("/poll-pace/bounds", test_bounds);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "engine-fixture.h"
#include "fault-audit.h"
#include "gesso-time.h"

/*
 * This computer's clock is put forward or back by a day while a picture is on its way, and back again before the next
 * start. The server, in this process too, has its own clock corrected at once, so that it goes on as if nothing were.
 */

#define DAY 86400

static int jump; /* s */

/* Both in the place of the C library's, for GLib too. What only runs on is left alone. */
int
gettimeofday (struct timeval *now,
              void           *zone)
{
  int result = (int) syscall (SYS_gettimeofday, now, zone);

  if (result == 0)
    now->tv_sec += jump;
  return result;
}

int
clock_gettime (clockid_t        clock,
               struct timespec *now)
{
  int result = (int) syscall (SYS_clock_gettime, clock, now);

  if (result == 0 && clock == CLOCK_REALTIME)
    now->tv_sec += jump;
  return result;
}

typedef struct {
  const char *name;
  const char *step;   /* at which it jumps */
  const char *faults; /* (nullable) */
  int         by;
  guint       recovered;
} Case;

static const Case cases[] = {
  { "ahead/added", "added", NULL, DAY, 0 },
  { "ahead/intent", "intent", NULL, DAY, 0 },
  { "ahead/submitted", "submitted", NULL, DAY, 0 },
  { "ahead/downloaded", "downloaded", NULL, DAY, 0 },
  { "ahead/in-doubt", "in-doubt", "drop-after@1", DAY, 1 },
  { "behind/added", "added", NULL, -DAY, 0 },
  { "behind/intent", "intent", NULL, -DAY, 0 },
  { "behind/submitted", "submitted", NULL, -DAY, 0 },
  { "behind/downloaded", "downloaded", NULL, -DAY, 0 },
  { "behind/in-doubt", "in-doubt", "drop-after@1", -DAY, 1 },
};

typedef struct {
  const Case *one;
  Fixture     fixture;
} Session;

static void
set_clock (Fixture *fixture,
           int      by)
{
  g_autofree char *corrected = g_strdup_printf ("clock=%d", -by);
  gint64 before = gesso_time_now_ms ();

  g_assert_cmpint (by, !=, jump);
  jump = by;
  g_assert_cmpint (ABS (gesso_time_now_ms () - before) / 1000, >, DAY / 2);
  fixture_faults (fixture, corrected);
}

static void
jump_cb (GessoEngine     *engine,
         GessoGeneration *generation,
         const char      *step,
         gpointer         data)
{
  Session *session = data;

  if (jump == 0 && g_str_equal (step, session->one->step))
    set_clock (&session->fixture, session->one->by);
}

static void
test_jump (gconstpointer data)
{
  Session session = { data, { 0 } };
  Fixture *fixture = &session.fixture;
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GessoGeneration) next = NULL;

  fixture_set_up (fixture, session.one->faults);
  gesso_engine_set_step_hook (fixture->engine, jump_cb, &session);
  generation = fixture_generate_one (fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
  g_assert_cmpint (jump, ==, session.one->by);
  await_count (&fixture->recovered, session.one->recovered);
  gesso_engine_set_step_hook (fixture->engine, NULL, NULL);
  set_clock (fixture, 0);
  /* Made before the first one, as far as the clock knows. */
  next = fixture_generate_one (fixture, "a lighthouse");
  await_state (next, GESSO_STATE_KEPT);
  g_clear_object (&next);
  g_clear_object (&generation);
  audit (fixture, 2);
  fixture_tear_down (fixture);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/clock/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_jump);
    }
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bomb-meter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 5
/* As long as none was quick enough: what shares the machine may have been in the way of all so far. */
#define MAX_ROUNDS 50
/* A helper in a namespace of its own has others between it and us. */
#define MAX_ANCESTORS 4

static char *
read_proc (int         pid,
           const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", pid, name);
  char *text;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

/* "PID (name) S PPID …" */
static int
get_parent (int pid)
{
  g_autofree char *stat = read_proc (pid, "stat");
  const char *rest = stat != NULL ? strrchr (stat, ')') : NULL;

  return rest != NULL && strlen (rest) > 4 ? atoi (rest + 4) : 0;
}

static gboolean
is_below (int pid,
          int ancestor)
{
  for (guint i = 0; i < MAX_ANCESTORS && pid > 1; i++)
    {
      pid = get_parent (pid);
      if (pid == ancestor)
        return TRUE;
    }
  return FALSE;
}

static int
find_helper (const char *name)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc", 0, NULL);
  const char *entry;

  while ((entry = g_dir_read_name (folder)) != NULL)
    {
      int pid = atoi (entry);
      g_autofree char *comm = pid > 0 ? read_proc (pid, "comm") : NULL;

      if (comm != NULL && strcmp (g_strchomp (comm), name) == 0 && is_below (pid, getpid ()))
        return pid;
    }
  g_assert_not_reached ();
}

/* The most memory that it had since the last reset, kB; -1 where the kernel does not say. */
static gint64
get_peak (int pid)
{
  g_autofree char *status = read_proc (pid, "status");
  const char *line = status != NULL ? strstr (status, "VmHWM:") : NULL;

  return line != NULL ? g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10) : -1;
}

static gint64
reset_peak (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/clear_refs", pid);
  FILE *file = fopen (path, "w");
  gboolean reset = file != NULL && fputs ("5", file) >= 0;

  if (file != NULL)
    reset = fclose (file) == 0 && reset;
  /* Without a reset it is what it had up to now, which is less exact and no worse. */
  return reset || pid != getpid () ? get_peak (pid) : -1;
}

/* GCC says it one way, Clang the other. */
#if defined (__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined (__has_feature)
#if __has_feature (address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif

static gboolean
is_watched (void)
{
#ifdef HAS_ADDRESS_SANITIZER
  return TRUE;
#else
  return g_getenv ("GESSO_TEST_VALGRIND") != NULL;
#endif
}

void
bomb_measure (const char *helper,
              BombFunc    explode,
              gpointer    data)
{
  int pid = helper != NULL ? find_helper (helper) : 0;
  gint64 best = G_MAXINT64, own = 0, other = 0;
  guint n;

  for (n = 0; n < ROUNDS || (best / 1000 >= BOMB_MAX_MS && n < MAX_ROUNDS && !is_watched ()); n++)
    {
      gint64 before = reset_peak (getpid ());
      gint64 helper_before = pid > 0 ? reset_peak (pid) : 0;
      gint64 start = g_get_monotonic_time ();

      explode (data);
      best = MIN (best, g_get_monotonic_time () - start);
      if (before >= 0)
        own = MAX (own, get_peak (getpid ()) - before);
      if (pid > 0)
        {
          /* It outlives what it refuses. */
          g_assert_cmpint (find_helper (helper), ==, pid);
          other = MAX (other, get_peak (pid) - helper_before);
        }
    }
  g_test_message ("best of %u: %.1f ms; at most %.1f MB here, %.1f MB in the helper", n, best / 1000.0, own / 1024.0,
                  other / 1024.0);
  if (is_watched ())
    return;
  g_assert_cmpint (best / 1000, <, BOMB_MAX_MS);
  g_assert_cmpint (own, <, BOMB_MAX_KB);
  g_assert_cmpint (other, <, BOMB_MAX_KB);
}

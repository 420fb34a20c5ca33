/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "crash-recorder-private.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Numbers the points, and writes the trace: for each call a line "op\tpath\tnumber\tlength\n" and then that many
 * bytes. One lock around a call and what is noted about it keeps the trace in the true order. Its own files go past
 * what is put in the place of the C library.
 */

static struct {
  gboolean    on;
  char        root[PATH_MAX];
  size_t      root_length;
  int         trace;
  int         points;
  guint64     kill_at;
  const char *kill_after;
  guint64     count;
} recorder = { .trace = -1, .points = -1 };

static GRecMutex lock;

static void
put (int         fd,
     const void *data,
     size_t      length)
{
  if (fd >= 0 && syscall (SYS_write, fd, data, length) != (long) length)
    abort ();
}

static int
make_file (const char *path)
{
  return path != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
}

void
crash_recorder_lock (void)
{
  g_rec_mutex_lock (&lock);
}

void
crash_recorder_unlock (void)
{
  g_rec_mutex_unlock (&lock);
}

void
crash_recorder_note (const char *op,
                     const char *path,
                     gint64      number,
                     const void *data,
                     size_t      length)
{
  char line[PATH_MAX * 2 + 64];
  int n = snprintf (line, sizeof line, "%s\t%s\t%lld\t%zu\n", op, path, (long long) number, length);

  put (recorder.trace, line, n);
  put (recorder.trace, data, length);
}

void
crash_recorder_pass (const char *when,
                     const char *op,
                     const char *path)
{
  char line[PATH_MAX * 2 + 64];

  recorder.count++;
  if (recorder.points >= 0)
    put (recorder.points, line,
         snprintf (line, sizeof line, "%llu\t%s\t%s\t%s\n", (unsigned long long) recorder.count, when, op, path));
  snprintf (line, sizeof line, "%s %s", op, path);
  if (recorder.count == recorder.kill_at ||
      (recorder.kill_after != NULL && strcmp (when, "after") == 0 && strcmp (line, recorder.kill_after) == 0))
    kill (getpid (), SIGKILL);
}

/* @path below the root, without the root, which is ""; %NULL for what is elsewhere, and for the shared memory of the WAL, which no
 * power cut leaves behind. */
static const char *
below_root (const char *path)
{
  size_t length = strlen (path);

  if (strcmp (path, recorder.root) == 0)
    return "";
  if (strncmp (path, recorder.root, recorder.root_length) != 0 || path[recorder.root_length] != '/' ||
      (length > 4 && strcmp (path + length - 4, "-shm") == 0) ||
      (length > 10 && strcmp (path + length - 10, " (deleted)") == 0))
    return NULL;
  return path + recorder.root_length + 1;
}

const char *
crash_recorder_path_of (int   fd,
                        char *buffer)
{
  char link[64];
  ssize_t length;

  if (!recorder.on)
    return NULL;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, buffer, PATH_MAX - 1);
  if (length <= 0)
    return NULL;
  buffer[length] = '\0';
  return below_root (buffer);
}

const char *
crash_recorder_path_at (int         folder,
                        const char *name,
                        char       *buffer)
{
  char base[PATH_MAX];
  char link[64];
  ssize_t length;

  if (!recorder.on)
    return NULL;
  if (name[0] == '/')
    {
      g_strlcpy (buffer, name, PATH_MAX);
      return below_root (buffer);
    }
  if (folder == AT_FDCWD)
    return NULL;
  snprintf (link, sizeof link, "/proc/self/fd/%d", folder);
  length = readlink (link, base, sizeof base - 1);
  if (length <= 0)
    return NULL;
  base[length] = '\0';
  if (snprintf (buffer, PATH_MAX, "%s/%s", base, name) >= PATH_MAX)
    return NULL;
  return below_root (buffer);
}

void
crash_recorder_start (const char *root,
                      const char *trace,
                      const char *points,
                      guint64     kill_at,
                      const char *kill_after)
{
  if (realpath (root, recorder.root) == NULL)
    abort ();
  recorder.root_length = strlen (recorder.root);
  recorder.trace = make_file (trace);
  recorder.points = make_file (points);
  recorder.kill_at = kill_at;
  recorder.kill_after = kill_after;
  recorder.on = TRUE;
}

void
crash_recorder_point (const char *name)
{
  crash_recorder_lock ();
  if (recorder.on)
    {
      crash_recorder_note ("mark", name, 0, NULL, 0);
      crash_recorder_pass ("at", "mark", name);
    }
  crash_recorder_unlock ();
}

guint64
crash_recorder_count (void)
{
  return recorder.count;
}

gboolean
crash_recorder_ends_next (void)
{
  return recorder.kill_at != 0 && recorder.count + 1 == recorder.kill_at;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fault-storage.h"

#include <errno.h>
#include <sqlite3.h>

#include "gesso-files.h"

static GMutex mutex;
static guint fail_at; /* 0: never */
static gboolean fail_on;
static int fail_with;
static guint n_steps;
static guint n_failed;

static int
next_step (gboolean memory)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  if (memory != (fail_with == ENOMEM))
    return 0;
  n_steps++;
  if (fail_at == 0 || n_steps < fail_at || (n_steps > fail_at && !fail_on))
    return 0;
  n_failed++;
  return fail_with;
}

static int
file_step (GessoStep step)
{
  return next_step (FALSE);
}

void
storage_fail (guint    k,
              gboolean from_then_on,
              int      error_number)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  fail_at = k;
  fail_on = from_then_on;
  fail_with = error_number;
  n_steps = n_failed = 0;
}

void
storage_heal (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  fail_at = 0;
}

guint
storage_n_steps (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  return n_steps;
}

guint
storage_n_failed (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  return n_failed;
}

/* --- SQLite's part: its files with other methods for what changes the disk --- */

#define MAX_METHODS 4

typedef struct {
  const sqlite3_io_methods *real;
  sqlite3_io_methods        ours;
} Methods;

static sqlite3_vfs *real_vfs;
static Methods methods[MAX_METHODS];

static const sqlite3_io_methods *
real_methods (sqlite3_file *file)
{
  for (guint i = 0; i < MAX_METHODS; i++)
    if (file->pMethods == &methods[i].ours)
      return methods[i].real;
  g_assert_not_reached ();
}

static int
fault_write (sqlite3_file  *file,
             const void    *data,
             int            length,
             sqlite3_int64  offset)
{
  int error_number = next_step (FALSE);

  if (error_number != 0)
    return error_number == ENOSPC ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return real_methods (file)->xWrite (file, data, length, offset);
}

static int
fault_sync (sqlite3_file *file,
            int           flags)
{
  return next_step (FALSE) != 0 ? SQLITE_IOERR_FSYNC : real_methods (file)->xSync (file, flags);
}

static int
fault_truncate (sqlite3_file  *file,
                sqlite3_int64  size)
{
  return next_step (FALSE) != 0 ? SQLITE_IOERR_TRUNCATE : real_methods (file)->xTruncate (file, size);
}

static const sqlite3_io_methods *
our_methods (const sqlite3_io_methods *real)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);

  for (guint i = 0; i < MAX_METHODS; i++)
    {
      if (methods[i].real == NULL)
        {
          methods[i].ours = *real;
          methods[i].ours.xWrite = fault_write;
          methods[i].ours.xSync = fault_sync;
          methods[i].ours.xTruncate = fault_truncate;
          methods[i].real = real;
        }
      if (methods[i].real == real)
        return &methods[i].ours;
    }
  g_assert_not_reached ();
}

static int
fault_open (sqlite3_vfs  *vfs,
            const char   *name,
            sqlite3_file *file,
            int           flags,
            int          *out_flags)
{
  int result = real_vfs->xOpen (real_vfs, name, file, flags, out_flags);

  if (result == SQLITE_OK && file->pMethods != NULL)
    file->pMethods = our_methods (file->pMethods);
  return result;
}

/* --- and its memory --- */

static sqlite3_mem_methods real_memory;

static void *
fault_malloc (int size)
{
  return next_step (TRUE) != 0 ? NULL : real_memory.xMalloc (size);
}

static void *
fault_realloc (void *memory,
               int   size)
{
  return next_step (TRUE) != 0 ? NULL : real_memory.xRealloc (memory, size);
}

static void
install_memory (void)
{
  sqlite3_mem_methods memory;

  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_GETMALLOC, &real_memory), ==, SQLITE_OK);
  memory = real_memory;
  memory.xMalloc = fault_malloc;
  memory.xRealloc = fault_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &memory), ==, SQLITE_OK);
  /* Nothing set aside: every piece is asked for by itself. */
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_LOOKASIDE, 0, 0), ==, SQLITE_OK);
}

void
storage_install (void)
{
  static sqlite3_vfs vfs;

  install_memory ();
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "faults";
  vfs.pNext = NULL;
  vfs.xOpen = fault_open;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
  gesso_step_hook = file_step;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "crash-memory.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static struct {
  gboolean on;
  gboolean wide;
  guint64  refuse;
  guint64  count;
} memory;

/* In SQLite, which is tried by itself, and gets on with less. */
static _Thread_local gboolean in_sqlite;

static sqlite3_mem_methods sqlite;

static void *
sqlite_malloc (int size)
{
  void *piece;

  in_sqlite = TRUE;
  piece = sqlite.xMalloc (size);
  in_sqlite = FALSE;
  return piece;
}

static void *
sqlite_realloc (void *piece,
                int   size)
{
  in_sqlite = TRUE;
  piece = sqlite.xRealloc (piece, size);
  in_sqlite = FALSE;
  return piece;
}

void
crash_memory_install (void)
{
  sqlite3_mem_methods methods;

  sqlite3_config (SQLITE_CONFIG_GETMALLOC, &sqlite);
  methods = sqlite;
  methods.xMalloc = sqlite_malloc;
  methods.xRealloc = sqlite_realloc;
  sqlite3_config (SQLITE_CONFIG_MALLOC, &methods);
}

void
crash_memory_start (guint64 refuse)
{
  const struct rlimit none = { 0, 0 };

  /* Its end is what is wanted, and nothing to be looked into. */
  setrlimit (RLIMIT_CORE, &none);
  memory.refuse = refuse;
  memory.on = TRUE;
}

void
crash_memory_widen (gboolean wide)
{
  memory.wide = wide;
}

guint64
crash_memory_count (void)
{
  return memory.count;
}

#if !defined (__SANITIZE_ADDRESS__) && defined (__GLIBC__)

/* The C library's own, by the names that it has for whoever takes the place of malloc(). */
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t count, size_t size);
extern void *__libc_realloc (void *piece, size_t size);
extern void *__libc_memalign (size_t alignment, size_t size);

static gboolean
is_refused (void)
{
  char name[16];

  if (!memory.on || in_sqlite)
    return FALSE;
  if (!memory.wide && (prctl (PR_GET_NAME, name) != 0 || strcmp (name, "gesso-writer") != 0))
    return FALSE;
  if (__atomic_add_fetch (&memory.count, 1, __ATOMIC_RELAXED) != memory.refuse)
    return FALSE;
  errno = ENOMEM;
  return TRUE;
}

void *
malloc (size_t size)
{
  return is_refused () ? NULL : __libc_malloc (size);
}

void *
calloc (size_t count,
        size_t size)
{
  return is_refused () ? NULL : __libc_calloc (count, size);
}

void *
realloc (void   *piece,
         size_t  size)
{
  return size > 0 && is_refused () ? NULL : __libc_realloc (piece, size);
}

void *
aligned_alloc (size_t alignment,
               size_t size)
{
  return is_refused () ? NULL : __libc_memalign (alignment, size);
}

int
posix_memalign (void   **piece,
                size_t   alignment,
                size_t   size)
{
  void *made = is_refused () ? NULL : __libc_memalign (alignment, size);

  if (made == NULL)
    return ENOMEM;
  *piece = made;
  return 0;
}

#endif

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The names below have to be those that are linked against, not what large files would make of them. */
#undef _FILE_OFFSET_BITS

#include "config.h"

#include "crash-recorder-private.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What takes the place of the C library's functions in the whole process. Each is looked up once, and called for real. */

#define REAL(name) ((__typeof__ (&name)) look_up (#name, &real_##name))
#define DECLARE_REAL(name) static gpointer real_##name

static gpointer
look_up (const char *name,
         gpointer   *slot)
{
  if (*slot == NULL)
    *slot = dlsym (RTLD_NEXT, name);
  return *slot;
}

DECLARE_REAL (openat);
DECLARE_REAL (write);
DECLARE_REAL (pwrite);
DECLARE_REAL (ftruncate);
DECLARE_REAL (fsync);
DECLARE_REAL (fdatasync);
DECLARE_REAL (mkdirat);
DECLARE_REAL (renameat2);
DECLARE_REAL (unlinkat);

/* Two names for each where a 64-bit one exists; the same function on every platform this runs on. */
#define ALSO_NAMED(name, other) extern __typeof__ (name) other __attribute__ ((alias (#name)))

typedef int (*CallPath) (int folder, const char *name, mode_t mode);

static int
changes_path (const char *op,
              int         folder,
              const char *name,
              mode_t      mode,
              CallPath    call)
{
  char buffer[PATH_MAX];
  const char *path = crash_recorder_path_at (folder, name, buffer);
  int saved_errno;
  int result;

  if (path == NULL)
    return call (folder, name, mode);
  crash_recorder_lock ();
  crash_recorder_pass ("before", op, path);
  result = call (folder, name, mode);
  saved_errno = errno;
  if (result == 0)
    {
      crash_recorder_note (op, path, 0, NULL, 0);
      crash_recorder_pass ("after", op, path);
    }
  crash_recorder_unlock ();
  errno = saved_errno;
  return result;
}

static int
really_open (int         folder,
             const char *name,
             int         flags,
             mode_t      mode)
{
  char buffer[PATH_MAX];
  const char *path = flags & (O_CREAT | O_TRUNC) ? crash_recorder_path_at (folder, name, buffer) : NULL;
  struct stat info;
  gboolean existed;
  int saved_errno;
  int fd;

  if (path == NULL)
    return REAL (openat) (folder, name, flags, mode);
  crash_recorder_lock ();
  existed = fstatat (folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0;
  if (!existed)
    crash_recorder_pass ("before", "create", path);
  fd = REAL (openat) (folder, name, flags, mode);
  saved_errno = errno;
  if (fd >= 0 && !existed)
    {
      crash_recorder_note ("create", path, 0, NULL, 0);
      crash_recorder_pass ("after", "create", path);
    }
  else if (fd >= 0 && flags & O_TRUNC)
    crash_recorder_note ("truncate", path, 0, NULL, 0);
  crash_recorder_unlock ();
  errno = saved_errno;
  return fd;
}

static mode_t
mode_argument (int     flags,
               va_list list)
{
  return flags & O_CREAT ? va_arg (list, mode_t) : 0;
}

int
open (const char *name,
      int         flags,
      ...)
{
  va_list list;
  mode_t mode;

  va_start (list, flags);
  mode = mode_argument (flags, list);
  va_end (list);
  return really_open (AT_FDCWD, name, flags, mode);
}

int
openat (int         folder,
        const char *name,
        int         flags,
        ...)
{
  va_list list;
  mode_t mode;

  va_start (list, flags);
  mode = mode_argument (flags, list);
  va_end (list);
  return really_open (folder, name, flags, mode);
}

ALSO_NAMED (open, open64);
ALSO_NAMED (openat, openat64);

/* @offset: -1 for the descriptor's own place */
static ssize_t
really_write (int         fd,
              const void *data,
              size_t      length,
              off_t       offset)
{
  if (offset >= 0)
    return REAL (pwrite) (fd, data, length, offset);
  return REAL (write) (fd, data, length);
}

static ssize_t
write_noted (int         fd,
             const char *path,
             const void *data,
             size_t      length,
             off_t       offset)
{
  off_t place = offset;
  ssize_t written;
  int saved_errno;

  crash_recorder_lock ();
  if (offset < 0)
    place = fcntl (fd, F_GETFL) & O_APPEND ? lseek (fd, 0, SEEK_END) : lseek (fd, 0, SEEK_CUR);
  crash_recorder_pass ("before", "write", path);
  /* Ended in the middle, half of it is there. */
  if (crash_recorder_ends_next () && length > 1)
    really_write (fd, data, length / 2, offset);
  crash_recorder_pass ("amid", "write", path);
  written = really_write (fd, data, length, offset);
  saved_errno = errno;
  if (written > 0)
    {
      crash_recorder_note ("write", path, place, data, written);
      crash_recorder_pass ("after", "write", path);
    }
  crash_recorder_unlock ();
  errno = saved_errno;
  return written;
}

ssize_t
write (int         fd,
       const void *data,
       size_t      length)
{
  char buffer[PATH_MAX];
  const char *path = crash_recorder_path_of (fd, buffer);

  return path == NULL ? REAL (write) (fd, data, length) : write_noted (fd, path, data, length, -1);
}

ssize_t
pwrite (int         fd,
        const void *data,
        size_t      length,
        off_t       offset)
{
  char buffer[PATH_MAX];
  const char *path = crash_recorder_path_of (fd, buffer);

  return path == NULL ? REAL (pwrite) (fd, data, length, offset) : write_noted (fd, path, data, length, offset);
}

ALSO_NAMED (pwrite, pwrite64);

typedef int (*CallDescriptor) (int fd, off_t size);

static int
changes_descriptor (const char     *op,
                    int             fd,
                    off_t           size,
                    CallDescriptor  call)
{
  char buffer[PATH_MAX];
  const char *path = crash_recorder_path_of (fd, buffer);
  int saved_errno;
  int result;

  if (path == NULL)
    return call (fd, size);
  crash_recorder_lock ();
  crash_recorder_pass ("before", op, path);
  result = call (fd, size);
  saved_errno = errno;
  if (result == 0)
    {
      crash_recorder_note (op, path, size, NULL, 0);
      crash_recorder_pass ("after", op, path);
    }
  crash_recorder_unlock ();
  errno = saved_errno;
  return result;
}

static int
call_ftruncate (int   fd,
                off_t size)
{
  return REAL (ftruncate) (fd, size);
}

int
ftruncate (int   fd,
           off_t size)
{
  return changes_descriptor ("truncate", fd, size, call_ftruncate);
}

ALSO_NAMED (ftruncate, ftruncate64);

static int
call_fsync (int   fd,
            off_t unused)
{
  return REAL (fsync) (fd);
}

int
fsync (int fd)
{
  return changes_descriptor ("sync", fd, 0, call_fsync);
}

static int
call_fdatasync (int   fd,
                off_t unused)
{
  return REAL (fdatasync) (fd);
}

int
fdatasync (int fd)
{
  return changes_descriptor ("sync", fd, 0, call_fdatasync);
}

static int
call_mkdirat (int         folder,
              const char *name,
              mode_t      mode)
{
  return REAL (mkdirat) (folder, name, mode);
}

int
mkdirat (int         folder,
         const char *name,
         mode_t      mode)
{
  return changes_path ("mkdir", folder, name, mode, call_mkdirat);
}

int
mkdir (const char *name,
       mode_t      mode)
{
  return changes_path ("mkdir", AT_FDCWD, name, mode, call_mkdirat);
}

static int
call_unlinkat (int         folder,
               const char *name,
               mode_t      flags)
{
  return REAL (unlinkat) (folder, name, flags);
}

int
unlinkat (int         folder,
          const char *name,
          int         flags)
{
  return changes_path ("unlink", folder, name, flags, call_unlinkat);
}

int
unlink (const char *name)
{
  return changes_path ("unlink", AT_FDCWD, name, 0, call_unlinkat);
}

int
renameat2 (int           old_folder,
           const char   *old_name,
           int           new_folder,
           const char   *new_name,
           unsigned int  flags)
{
  char old_buffer[PATH_MAX];
  char new_buffer[PATH_MAX];
  const char *from = crash_recorder_path_at (old_folder, old_name, old_buffer);
  const char *to = crash_recorder_path_at (new_folder, new_name, new_buffer);
  int saved_errno;
  int result;

  if (from == NULL || to == NULL)
    return REAL (renameat2) (old_folder, old_name, new_folder, new_name, flags);
  crash_recorder_lock ();
  crash_recorder_pass ("before", "rename", to);
  result = REAL (renameat2) (old_folder, old_name, new_folder, new_name, flags);
  saved_errno = errno;
  if (result == 0)
    {
      crash_recorder_note ("rename", from, 0, to, strlen (to));
      crash_recorder_pass ("after", "rename", to);
    }
  crash_recorder_unlock ();
  errno = saved_errno;
  return result;
}

int
renameat (int         old_folder,
          const char *old_name,
          int         new_folder,
          const char *new_name)
{
  return renameat2 (old_folder, old_name, new_folder, new_name, 0);
}

int
rename (const char *old_name,
        const char *new_name)
{
  return renameat2 (AT_FDCWD, old_name, AT_FDCWD, new_name, 0);
}

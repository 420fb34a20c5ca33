/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <asm/fcntl.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Loaded before the window in the tests: what makes a window wait ends it when its main thread does it. SQL, hashing,
 * syncing, pictures, files of the library, and JSON beyond what a recipe has. Nothing of this is in the program.
 */

/* A recipe with ten references and a long prompt; bytes. */
#define SMALL_JSON (64 * 1024)

static int
is_window_waiting (void)
{
  return syscall (SYS_gettid) == getpid () && strcmp (program_invocation_short_name, "gesso-window") == 0;
}

static void
complain (const char *what)
{
  fprintf (stderr, "The main thread waits: %s\n", what);
  abort ();
}

static void
check (const char *what)
{
  if (is_window_waiting ())
    complain (what);
}

/* The window's helpers are not meant. */
__attribute__ ((constructor)) static void
begin (void)
{
  unsetenv ("LD_PRELOAD");
}

static void *
find (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

#define CALL(type, name, arguments) ((type (*) arguments) find (#name))

int sqlite3_step (void *statement);
int sqlite3_exec (void *db, const char *sql, void *callback, void *data, char **message);
int json_parser_load_from_data (void *parser, const char *data, ssize_t length, void *error);
void g_checksum_update (void *checksum, const unsigned char *data, ssize_t length);
void *gdk_texture_new_from_bytes (void *bytes, void *error);
int g_file_get_contents (const char *path, char **contents, size_t *length, void *error);
int open (const char *path, int flags, ...);
int open64 (const char *path, int flags, ...);

int
sqlite3_step (void *statement)
{
  check ("sqlite3_step");
  return CALL (int, sqlite3_step, (void *)) (statement);
}

int
sqlite3_exec (void *db, const char *sql, void *callback, void *data, char **message)
{
  check ("sqlite3_exec");
  return CALL (int, sqlite3_exec, (void *, const char *, void *, void *, char **)) (db, sql, callback, data, message);
}

int
json_parser_load_from_data (void *parser, const char *data, ssize_t length, void *error)
{
  if ((length < 0 ? strlen (data) : (size_t) length) > SMALL_JSON)
    check ("json_parser_load_from_data");
  return CALL (int, json_parser_load_from_data, (void *, const char *, ssize_t, void *)) (parser, data, length, error);
}

void
g_checksum_update (void *checksum, const unsigned char *data, ssize_t length)
{
  /* A seed or an id is hashed at once; a file is not. */
  if (length > SMALL_JSON)
    check ("g_checksum_update");
  CALL (void, g_checksum_update, (void *, const unsigned char *, ssize_t)) (checksum, data, length);
}

void *
gdk_texture_new_from_bytes (void *bytes, void *error)
{
  check ("gdk_texture_new_from_bytes");
  return CALL (void *, gdk_texture_new_from_bytes, (void *, void *)) (bytes, error);
}

/* Files of the library; those of the toolkit are its own affair. */
static void
check_path (const char *path)
{
  const char *library = getenv ("GESSO_LIBRARY");

  if (library != NULL && path != NULL && strncmp (path, library, strlen (library)) == 0 && is_window_waiting ())
    complain (path);
}

/* The settings' own file is synced by the toolkit. */
static void
check_descriptor (int fd)
{
  char link[64], path[4096];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  path[length > 0 ? length : 0] = '\0';
  check_path (path);
}

int
fsync (int fd)
{
  check_descriptor (fd);
  return CALL (int, fsync, (int)) (fd);
}

int
fdatasync (int fd)
{
  check_descriptor (fd);
  return CALL (int, fdatasync, (int)) (fd);
}

int
g_file_get_contents (const char *path, char **contents, size_t *length, void *error)
{
  check_path (path);
  return CALL (int, g_file_get_contents, (const char *, char **, size_t *, void *)) (path, contents, length, error);
}

int
open (const char *path, int flags, ...)
{
  va_list list;
  unsigned mode = 0;

  check_path (path);
  va_start (list, flags);
  if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE)
    mode = va_arg (list, unsigned);
  va_end (list);
  return CALL (int, open, (const char *, int, ...)) (path, flags, mode);
}

int
open64 (const char *path, int flags, ...)
{
  va_list list;
  unsigned mode = 0;

  check_path (path);
  va_start (list, flags);
  if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE)
    mode = va_arg (list, unsigned);
  va_end (list);
  return CALL (int, open64, (const char *, int, ...)) (path, flags, mode);
}

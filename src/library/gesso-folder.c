/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "gesso-errors.h"
#include "gesso-files.h"
#include "gesso-json.h"
#include "gesso-time.h"

#define FORMAT_VERSION 1
#define MARK_FILE ".gesso/library.json"
#define LOCK_FILE ".gesso/lock"

/* Of SQLite's file format: the magic at 0, user_version (big-endian) at 60. */
#define HEADER_BYTES 100
#define USER_VERSION_OFFSET 60

gboolean
gesso_folder_is_local_type (gint64 type)
{
  static const guint32 remote[] = {
    0x6969 /* NFS */, 0x517b /* SMB */, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 */, 0x65735546 /* FUSE */,
    0x01021997 /* 9P */, 0x00c36400 /* Ceph */, 0x5346414f /* AFS */, 0x73757245 /* Coda */, 0x786f4256 /* vboxsf */,
    0x0bd00bd0 /* Lustre */, 0x47504653 /* GPFS */, 0x013111a8 /* IBRIX */, 0x564c /* NCP */,
  };

  for (guint i = 0; i < G_N_ELEMENTS (remote); i++)
    if ((guint32) type == remote[i])
      return FALSE;
  return TRUE;
}

char *
gesso_folder_absolute (GessoFolder *self,
                       const char  *relative)
{
  return relative != NULL ? g_build_filename (self->path, relative, NULL) : NULL;
}

static gboolean
open_root (GessoFolder        *self,
           GessoLibraryFlags   flags,
           GError            **error)
{
  struct statfs system;
  struct stat info;
  int saved_errno;

  if (!(flags & GESSO_LIBRARY_READ) && gesso_files_make_folder (self->path) != 0 && errno != EROFS &&
      errno != EACCES)
    {
      gesso_set_file_error (error, errno, self->path, "make the folder");
      return FALSE;
    }
  self->root = open (self->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  saved_errno = errno;
  if (self->root < 0 || fstat (self->root, &info) != 0 || fstatfs (self->root, &system) != 0)
    {
      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NOT_FOUND, self->path, g_strerror (saved_errno));
      return FALSE;
    }
  self->local = gesso_folder_is_local_type (system.f_type);
  /* Inodes of a network file system are not the same after the next mount. */
  self->identity = self->local ? g_strdup_printf ("inode:%" G_GUINT64_FORMAT, (guint64) info.st_ino)
                               : g_strconcat ("path:", self->path, NULL);
  return TRUE;
}

/* A helper that a thread has just forked holds every descriptor, this lock too, for the moment until it is executed. */
static gboolean
lock_file (int fd)
{
  for (guint i = 0; i < 10; i++)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        return TRUE;
      if (errno != EWOULDBLOCK)
        return FALSE;
      g_usleep (20000);
    }
  return flock (fd, LOCK_EX | LOCK_NB) == 0;
}

static gboolean
take_lock (GessoFolder  *self,
           GError      **error)
{
  g_autofree char *name = NULL;
  g_autofree char *pid = g_strdup_printf ("%d\n", (int) getpid ());
  int folder = gesso_files_parent (self->root, LOCK_FILE, TRUE, &name);
  int saved_errno = errno;

  if (folder >= 0)
    {
      self->lock = openat (folder, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
      saved_errno = errno;
      close (folder);
    }
  if (self->lock < 0)
    {
      self->read_only = saved_errno == EROFS || saved_errno == EACCES || saved_errno == EPERM;
      if (!self->read_only)
        gesso_set_file_error (error, saved_errno, self->path, "open the lock");
      return self->read_only;
    }
  if (!lock_file (self->lock))
    {
      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_LOCKED, self->path, g_strerror (errno));
      return FALSE;
    }
  /* Only for people who look into it. */
  if (ftruncate (self->lock, 0) != 0 || pwrite (self->lock, pid, strlen (pid), 0) < 0)
    g_debug ("No process id in the lock: %s", g_strerror (errno));
  return TRUE;
}

static char *
random_hex (void)
{
  g_autofree char *first = g_uuid_string_random ();
  g_autofree char *second = g_uuid_string_random ();
  g_autofree char *both = g_strconcat (first, second, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
}

/* %FALSE only for a library of a newer format. */
static gboolean
read_mark (GessoFolder  *self,
           GError      **error)
{
  g_autoptr (GBytes) bytes = gesso_files_read (self->root, MARK_FILE, 64 * 1024, NULL);
  g_autoptr (JsonNode) node = bytes != NULL ? gesso_json_parse (bytes, NULL) : NULL;
  JsonObject *object = node != NULL ? gesso_json_object (node) : NULL;
  const char *uuid;
  const char *salt;

  if (object == NULL)
    return TRUE;
  if (gesso_json_int (object, "format", 1) > FORMAT_VERSION)
    {
      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NEWER, self->path, MARK_FILE);
      return FALSE;
    }
  uuid = gesso_json_string (object, "uuid");
  salt = gesso_json_string (object, "salt");
  /* It becomes part of a path. */
  if (uuid != NULL && g_uuid_string_is_valid (uuid) && salt != NULL)
    {
      self->uuid = g_strdup (uuid);
      self->salt = g_strdup (salt);
    }
  return TRUE;
}

static gboolean
write_mark (GessoFolder  *self,
            GError      **error)
{
  g_autofree char *now = gesso_time_to_iso (gesso_time_now_ms ());
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  self->uuid = g_uuid_string_random ();
  self->salt = random_hex ();
  text = g_strdup_printf ("{\"format\": %d, \"uuid\": \"%s\", \"salt\": \"%s\", \"created_at\": \"%s\"}\n",
                          FORMAT_VERSION, self->uuid, self->salt, now != NULL ? now : "");
  bytes = g_bytes_new (text, strlen (text));
  return gesso_files_write (self->root, MARK_FILE, bytes, self->path, error);
}

/* Whether there is anything that a database would be made of: then one that is not there is not a new library. */
static gboolean
has_history (GessoFolder *self)
{
  g_autoptr (GPtrArray) recipes = gesso_files_list (self->root, GESSO_FOLDER_RECIPES);
  g_autoptr (GPtrArray) logs = gesso_files_list (self->root, GESSO_FOLDER_LOG);

  for (guint i = 0; i < recipes->len; i++)
    if (g_str_has_suffix (recipes->pdata[i], ".json"))
      return TRUE;
  for (guint i = 0; i < logs->len; i++)
    {
      g_autofree char *path = g_build_filename (GESSO_FOLDER_LOG, logs->pdata[i], NULL);
      struct stat info;

      if (gesso_files_stat (self->root, path, &info) && info.st_size > 0)
        return TRUE;
    }
  return FALSE;
}

GessoFolder *
gesso_folder_open (const char         *path,
                   GessoLibraryFlags   flags,
                   GError            **error)
{
  g_autoptr (GessoFolder) self = g_new0 (GessoFolder, 1);
  struct stat info;

  self->path = g_canonicalize_filename (path, NULL);
  self->root = self->lock = -1;
  self->read_only = (flags & GESSO_LIBRARY_READ) != 0;
  if (!open_root (self, flags, error) || !read_mark (self, error))
    return NULL;
  if (!self->read_only && !take_lock (self, error))
    return NULL;
  if (self->read_only && !gesso_files_stat (self->root, GESSO_FOLDER_DATABASE, &info) && !has_history (self))
    {
      gesso_set_library_error (error,
                               flags & GESSO_LIBRARY_READ ? GESSO_LIBRARY_ERROR_NOT_FOUND
                                                          : GESSO_LIBRARY_ERROR_READ_ONLY,
                               self->path, "no database");
      return NULL;
    }
  if (self->uuid == NULL && !self->read_only && !write_mark (self, error))
    return NULL;
  if (self->uuid == NULL)
    {
      self->uuid = g_uuid_string_random ();
      self->salt = random_hex ();
    }
  return g_steal_pointer (&self);
}

void
gesso_folder_close (GessoFolder *self)
{
  if (self->root >= 0)
    close (self->root);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->uuid);
  g_free (self->salt);
  g_free (self->identity);
  g_free (self->log);
  g_free (self);
}

/* Ended while SQLite was making the file: it is still empty, and its journal says so. */
static gboolean
is_unborn (GessoFolder  *self,
           const guint8 *header,
           ssize_t       length)
{
  struct stat info;

  for (ssize_t i = 0; i < length; i++)
    if (header[i] != 0)
      return FALSE;
  return gesso_files_stat (self->root, GESSO_FOLDER_DATABASE "-journal", &info) && S_ISREG (info.st_mode);
}

typedef enum {
  DATABASE_THERE,
  DATABASE_ABSENT,
  DATABASE_UNBORN,
  DATABASE_DAMAGED,
} DatabaseState;

static DatabaseState
look_at_database (GessoFolder *self,
                  gboolean     make,
                  guint32     *version)
{
  g_autofree char *name = NULL;
  guint8 header[HEADER_BYTES] = { 0, };
  int folder = gesso_files_parent (self->root, GESSO_FOLDER_DATABASE, FALSE, &name);
  /* Made here, not by SQLite, whose other files get the permissions of this one. */
  int fd = folder >= 0 ? openat (folder, name, (make ? O_CREAT : 0) | O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600)
                       : -1;
  gboolean missing = fd < 0 && errno == ENOENT;
  ssize_t got = fd >= 0 ? pread (fd, header, sizeof header, 0) : -1;

  if (folder >= 0)
    close (folder);
  if (fd >= 0)
    close (fd);
  if (missing)
    return DATABASE_ABSENT;
  /* An empty file is what SQLite leaves when it made one and wrote nothing yet. */
  if (got == 0 || is_unborn (self, header, got))
    return DATABASE_UNBORN;
  memcpy (version, header + USER_VERSION_OFFSET, sizeof *version);
  *version = GUINT32_FROM_BE (*version);
  return got == sizeof header && memcmp (header, "SQLite format 3", 16) == 0 ? DATABASE_THERE : DATABASE_DAMAGED;
}

gboolean
gesso_folder_check_version (GessoFolder  *self,
                            int           schema_version,
                            GError      **error)
{
  guint32 version = 0;

  if (look_at_database (self, FALSE, &version) != DATABASE_THERE || version <= (guint32) schema_version)
    return TRUE;
  gesso_set_library_error (error, GESSO_LIBRARY_ERROR_NEWER, self->path, "schema version");
  return FALSE;
}

gboolean
gesso_folder_check_database (GessoFolder  *self,
                             int           schema_version,
                             GError      **error)
{
  guint32 version = 0;
  DatabaseState state = look_at_database (self, FALSE, &version);

  if (state == DATABASE_THERE)
    return gesso_folder_check_version (self, schema_version, error);
  if (state == DATABASE_DAMAGED || has_history (self))
    {
      gesso_set_library_error (error, GESSO_LIBRARY_ERROR_DAMAGED, self->path, "no database header");
      return FALSE;
    }
  if (state == DATABASE_ABSENT && !self->read_only)
    look_at_database (self, TRUE, &version);
  return TRUE;
}

void
gesso_folder_note_database (GessoFolder *self)
{
  struct stat info;

  if (gesso_files_stat (self->root, GESSO_FOLDER_DATABASE, &info))
    self->database_inode = info.st_ino;
}

gboolean
gesso_folder_is_there (GessoFolder  *self,
                       GError      **error)
{
  g_autofree char *database = gesso_folder_absolute (self, GESSO_FOLDER_DATABASE);
  struct stat info;

  /* By path, not by descriptor: SQLite would go on writing into a file that nobody can find any more. */
  if (lstat (database, &info) == 0 && info.st_ino == self->database_inode)
    return TRUE;
  gesso_set_library_error (error, GESSO_LIBRARY_ERROR_GONE, self->path, NULL);
  return FALSE;
}

gboolean
gesso_folder_log (GessoFolder *self,
                  const char  *line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *month = gesso_time_month (gesso_time_now_ms ());
  g_autofree char *path = g_strdup_printf (GESSO_FOLDER_LOG "/%s.jsonl", month != NULL ? month : "log");

  if (g_strcmp0 (path, self->log) != 0)
    {
      gesso_folder_sync_log (self);
      g_free (self->log);
      self->log = g_strdup (path);
    }
  if (gesso_files_append (self->root, path, line, self->path, &error))
    return TRUE;
  g_warning ("The log could not be written: %s", error->message);
  return FALSE;
}

gboolean
gesso_folder_sync_log (GessoFolder *self)
{
  if (self->log != NULL && !gesso_files_sync (self->root, self->log))
    return FALSE;
  g_clear_pointer (&self->log, g_free);
  return TRUE;
}

void
gesso_folder_mend_log (GessoFolder *self)
{
  g_autoptr (GPtrArray) names = gesso_files_list (self->root, GESSO_FOLDER_LOG);
  g_autofree char *path = names->len > 0 ? g_build_filename (GESSO_FOLDER_LOG, names->pdata[names->len - 1], NULL) : NULL;
  g_autofree char *parent = NULL;
  int folder = path != NULL ? gesso_files_parent (self->root, path, FALSE, &parent) : -1;
  int fd = folder >= 0 ? openat (folder, parent, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
  struct stat info;
  char last = '\n';

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > 0 &&
      pread (fd, &last, 1, info.st_size - 1) == 1 && last != '\n' && write (fd, "\n", 1) != 1)
    g_debug ("The log could not be mended: %s", g_strerror (errno));
  if (fd >= 0)
    close (fd);
  if (folder >= 0)
    close (folder);
}

/* Years and months: an interrupted write is never older than the last time the library was open, but for what belongs to
 * a missing picture. */
#define N_NEWEST 2

/* The last @most of them. */
static GPtrArray *
newest_numbers (GessoFolder *self,
                const char  *path,
                guint        most)
{
  GPtrArray *names = gesso_files_list (self->root, path);

  for (guint i = names->len; i-- > 0;)
    if (!g_ascii_isdigit (((const char *) names->pdata[i])[0]))
      g_ptr_array_remove_index (names, i);
  if (names->len > most)
    g_ptr_array_remove_range (names, 0, names->len - most);
  return names;
}

void
gesso_folder_sync (GessoFolder *self)
{
  static const char *const places[] = { "", "Sandbox" };
  g_autofree char *parent = g_path_get_dirname (self->path);
  g_autofree char *own = gesso_folder_absolute (self, ".gesso");

  gesso_files_sync_folder (parent);
  gesso_files_sync_folder (self->path);
  gesso_files_sync_folder (own);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GPtrArray) years = newest_numbers (self, places[i], N_NEWEST);

      for (guint j = 0; j < years->len; j++)
        {
          g_autofree char *place = g_build_filename (self->path, places[i], NULL);
          g_autofree char *year = g_build_filename (place, years->pdata[j], NULL);

          gesso_files_sync_folder (place);
          gesso_files_sync_folder (year);
        }
    }
}

static void
sweep_months (GessoFolder *self,
              const char  *below,
              guint        most)
{
  g_autoptr (GPtrArray) years = newest_numbers (self, below, most);

  for (guint i = 0; i < years->len; i++)
    {
      g_autofree char *year = g_build_filename (below, years->pdata[i], NULL);
      g_autoptr (GPtrArray) months = newest_numbers (self, year, most);

      for (guint j = 0; j < months->len; j++)
        {
          g_autofree char *month = g_build_filename (year, months->pdata[j], NULL);

          gesso_files_sweep (self->root, month);
        }
    }
}

void
gesso_folder_sweep (GessoFolder *self,
                    gboolean     imports)
{
  static const char *const folders[] = { ".gesso", GESSO_FOLDER_RECIPES, GESSO_FOLDER_REFERENCES };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    gesso_files_sweep (self->root, folders[i]);
  sweep_months (self, "", N_NEWEST);
  sweep_months (self, "Sandbox", N_NEWEST);
  if (imports)
    sweep_months (self, "Imported", G_MAXUINT);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-json.h"
#include "gesso-time.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder: state.json, one file for a job in jobs/, two for an asset in assets/, sandbox.json while it runs. */
#define STATE_FILE "state.json"
#define RUNNING_FILE "sandbox.json"

static gboolean
set_file_error (GError     **error,
                const char  *path)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), _("The sandbox cannot use %s: %s"), path,
               g_strerror (code));
  return FALSE;
}

static gboolean
write_bytes (const char  *path,
             const char  *data,
             gsize        length,
             GError     **error)
{
  return g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/* Takes the object. */
static gboolean
write_object (const char  *path,
              JsonObject  *object,
              GError     **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = gesso_json_to_text (node);

  json_object_unref (object);
  return write_bytes (path, text, strlen (text), error);
}

/* Returns: (nullable): the object in the file; own files are not trusted either */
static JsonNode *
read_object (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  node = gesso_json_parse (bytes, NULL);
  return node != NULL && gesso_json_object (node) != NULL ? g_steal_pointer (&node) : NULL;
}

static char *
path_of (GessoSandbox *self,
         const char   *folder,
         const char   *id,
         const char   *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (self->state_dir, folder, name, NULL);
}

gboolean
gesso_sandbox_store_job (GessoSandbox     *self,
                         GessoSandboxJob  *job,
                         GError          **error)
{
  g_autofree char *path = path_of (self, "jobs", job->id, ".json");

  return write_object (path, gesso_sandbox_job_to_record (job), error);
}

/* The bytes first: a record without its file is never seen. */
gboolean
gesso_sandbox_store_asset (GessoSandbox       *self,
                           GessoSandboxAsset  *asset,
                           GBytes             *bytes,
                           GError            **error)
{
  g_autofree char *file = path_of (self, "assets", asset->id, ".bin");
  g_autofree char *path = path_of (self, "assets", asset->id, ".json");
  JsonObject *record;

  if (!write_bytes (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return FALSE;
  record = json_object_new ();
  json_object_set_string_member (record, "id", asset->id);
  json_object_set_string_member (record, "path", asset->path);
  if (asset->description != NULL)
    json_object_set_string_member (record, "description", asset->description);
  json_object_set_int_member (record, "uploaded_ms", asset->uploaded_ms);
  json_object_set_string_member (record, "mime_type", asset->media.mime_type);
  json_object_set_int_member (record, "width", asset->media.width);
  json_object_set_int_member (record, "height", asset->media.height);
  json_object_set_int_member (record, "size", asset->size);
  json_object_set_array_member (record, "palette", gesso_sandbox_palette_to_json (asset->palette));
  return write_object (path, record, error);
}

GBytes *
gesso_sandbox_load_asset (GessoSandbox       *self,
                          GessoSandboxAsset  *asset,
                          GError            **error)
{
  g_autofree char *file = path_of (self, "assets", asset->id, ".bin");
  char *data;
  gsize length;

  return g_file_get_contents (file, &data, &length, error) ? g_bytes_new_take (data, length) : NULL;
}

gboolean
gesso_sandbox_delete_asset (GessoSandbox       *self,
                            GessoSandboxAsset  *asset,
                            GError            **error)
{
  g_autofree char *file = path_of (self, "assets", asset->id, ".bin");
  g_autofree char *path = path_of (self, "assets", asset->id, ".json");

  if (g_unlink (path) != 0)
    return set_file_error (error, path);
  g_unlink (file);
  return TRUE;
}

static void
load_job (GessoSandbox *self,
          JsonObject   *record)
{
  GessoSandboxJob *job = gesso_sandbox_job_from_record (record);

  if (job == NULL)
    return;
  g_ptr_array_add (self->jobs, job);
  g_hash_table_insert (self->jobs_by_id, job->id, job);
  g_hash_table_insert (self->jobs_by_picture, job->picture, job);
}

static void
load_asset (GessoSandbox *self,
            JsonObject   *record)
{
  const char *mime_type = gesso_json_string (record, "mime_type");
  const char *known = mime_type != NULL ? gesso_sandbox_known_type (mime_type) : NULL;
  GessoSandboxAsset *asset;

  if (known == NULL || gesso_json_string (record, "id") == NULL || gesso_json_string (record, "path") == NULL)
    return;
  asset = g_new0 (GessoSandboxAsset, 1);
  asset->id = g_strdup (gesso_json_string (record, "id"));
  asset->path = g_strdup (gesso_json_string (record, "path"));
  asset->description = g_strdup (gesso_json_string (record, "description"));
  asset->uploaded_ms = gesso_json_int (record, "uploaded_ms", 0);
  asset->media = (GessoSandboxMedia) { known, gesso_json_int (record, "width", 0), gesso_json_int (record, "height", 0) };
  asset->size = gesso_json_int (record, "size", 0);
  asset->palette = gesso_sandbox_palette_from_json (gesso_json_sub_array (record, "palette"));
  g_ptr_array_add (self->assets, asset);
}

static void
load_folder (GessoSandbox *self,
             const char   *folder,
             void (*load) (GessoSandbox *self, JsonObject *record))
{
  g_autofree char *path = g_build_filename (self->state_dir, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr (JsonNode) node = g_str_has_suffix (name, ".json") ? read_object (file) : NULL;

      if (node != NULL)
        load (self, gesso_json_object (node));
    }
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  const GessoSandboxJob *first = *(GessoSandboxJob *const *) a;
  const GessoSandboxJob *second = *(GessoSandboxJob *const *) b;

  return (first->created_ms > second->created_ms) - (first->created_ms < second->created_ms);
}

static int
compare_assets (gconstpointer a,
                gconstpointer b)
{
  const GessoSandboxAsset *first = *(GessoSandboxAsset *const *) a;
  const GessoSandboxAsset *second = *(GessoSandboxAsset *const *) b;

  return (first->uploaded_ms > second->uploaded_ms) - (first->uploaded_ms < second->uploaded_ms);
}

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  if (g_mkdir_with_parents (path, 0700) != 0)
    return set_file_error (error, path);
  if (g_chmod (path, 0700) != 0)
    return set_file_error (error, path);
  return TRUE;
}

/* Two that write the same state would run every job twice. */
static gboolean
take_lock (GessoSandbox  *self,
           GError       **error)
{
  g_autofree char *path = g_build_filename (self->state_dir, "lock", NULL);

  self->lock = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock < 0)
    return set_file_error (error, path);
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("Another sandbox is using %s"), self->state_dir);
  return FALSE;
}

static char *
make_token (void)
{
  g_autofree char *first = g_uuid_string_random ();
  g_autofree char *second = g_uuid_string_random ();

  return g_strconcat (first, ":", second, NULL);
}

static void
read_state (GessoSandbox              *self,
            const GessoSandboxOptions *options,
            guint16                   *port)
{
  g_autofree char *path = g_build_filename (self->state_dir, STATE_FILE, NULL);
  g_autoptr (JsonNode) node = read_object (path);
  JsonObject *state = node != NULL ? gesso_json_object (node) : NULL;
  const char *token = state != NULL ? gesso_json_string (state, "token") : NULL;
  const char *account = state != NULL ? gesso_json_string (state, "account") : NULL;

  self->first_balance = state != NULL ? gesso_json_int (state, "first_balance", -1) : options->balance;
  self->account = account != NULL ? g_strdup (account) : g_uuid_string_random ();
  if (options->token != NULL)
    self->token = g_strdup (options->token);
  else
    self->token = token != NULL ? g_strdup (token) : make_token ();
  *port = options->port;
  if (*port == 0 && state != NULL)
    *port = CLAMP (gesso_json_int (state, "port", 0), 0, G_MAXUINT16);
}

/* Opens the folder, takes its lock and reads what is in it. @port is where it listened last, if any may do. */
gboolean
gesso_sandbox_store_open (GessoSandbox               *self,
                          const GessoSandboxOptions  *options,
                          guint16                    *port,
                          GError                    **error)
{
  g_autofree char *jobs = NULL;
  g_autofree char *assets = NULL;

  self->state_is_temporary = options->state_dir == NULL;
  self->state_dir = self->state_is_temporary ? g_dir_make_tmp ("gesso-sandbox-XXXXXX", error)
                                             : g_strdup (options->state_dir);
  if (self->state_dir == NULL)
    return FALSE;
  jobs = g_build_filename (self->state_dir, "jobs", NULL);
  assets = g_build_filename (self->state_dir, "assets", NULL);
  if (!make_folder (self->state_dir, error) || !make_folder (jobs, error) || !make_folder (assets, error) ||
      !take_lock (self, error))
    return FALSE;
  read_state (self, options, port);
  load_folder (self, "jobs", load_job);
  load_folder (self, "assets", load_asset);
  g_ptr_array_sort (self->jobs, compare_jobs);
  g_ptr_array_sort (self->assets, compare_assets);
  return TRUE;
}

/* Says where it listens, for a client that comes back after a crash. */
gboolean
gesso_sandbox_store_publish (GessoSandbox  *self,
                             guint16        port,
                             GError       **error)
{
  g_autofree char *state_path = g_build_filename (self->state_dir, STATE_FILE, NULL);
  g_autofree char *running_path = g_build_filename (self->state_dir, RUNNING_FILE, NULL);
  JsonObject *state = json_object_new ();
  JsonObject *running = json_object_new ();
  gboolean kept;

  json_object_set_string_member (state, "token", self->token);
  json_object_set_string_member (state, "account", self->account);
  json_object_set_int_member (state, "first_balance", self->first_balance);
  json_object_set_int_member (state, "port", port);
  json_object_set_string_member (running, "url", self->url);
  json_object_set_string_member (running, "token", self->token);
  json_object_set_int_member (running, "pid", getpid ());
  kept = write_object (state_path, state, error);
  return write_object (running_path, running, kept ? error : NULL) && kept;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_unlink (child) != 0)
        remove_folder (child);
    }
  g_rmdir (path);
}

void
gesso_sandbox_store_close (GessoSandbox *self)
{
  g_autofree char *running = NULL;

  if (self->state_dir == NULL || self->lock < 0)
    return;
  running = g_build_filename (self->state_dir, RUNNING_FILE, NULL);
  if (self->url != NULL)
    g_unlink (running);
  if (self->state_is_temporary)
    remove_folder (self->state_dir);
  g_close (self->lock, NULL);
  self->lock = -1;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-board-file.h"
#include "gesso-picture-input-private.h"

/* So many are read at once: the disk and the helpers are kept busy, the rest of the program is not kept from them. */
#define AT_ONCE 4

static void downloaded_cb (GObject *source, GAsyncResult *result, gpointer data);
static void file_added_cb (GObject *source, GAsyncResult *result, gpointer data);
static void bytes_added_cb (GObject *source, GAsyncResult *result, gpointer data);

/* --- One of them --- */

GessoInputJob *
gesso_input_job_new (GTask      *task,
                     guint       order,
                     const char *name,
                     const char *origin)
{
  GessoInputJob *self = g_new0 (GessoInputJob, 1);

  self->task = g_object_ref (task);
  self->order = order;
  self->name = g_strdup (name);
  self->origin = g_strdup (origin);
  return self;
}

void
gesso_input_job_free (GessoInputJob *self)
{
  g_object_unref (self->task);
  g_free (self->name);
  g_free (self->origin);
  g_free (self);
}

void
gesso_input_refuse (GTask      *task,
                    guint       order,
                    const char *name,
                    GError     *error)
{
  GessoInput *self = g_task_get_task_data (task);
  GessoInputRefusal *refusal = g_new0 (GessoInputRefusal, 1);

  refusal->name = g_strdup (name);
  refusal->order = order;
  refusal->error = error;
  g_ptr_array_add (self->refusals, refusal);
}

/* --- All of them --- */

static void
file_free (gpointer file)
{
  if (file != NULL)
    gesso_reference_file_free (file);
}

static int
compare_refusals (gconstpointer a,
                  gconstpointer b)
{
  const GessoInputRefusal *one = *(GessoInputRefusal *const *) a;
  const GessoInputRefusal *other = *(GessoInputRefusal *const *) b;

  return (one->order > other->order) - (one->order < other->order);
}

/* In the order in which they were given. */
static void
collect (GessoInput *self)
{
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    if (self->found->pdata[i] != NULL)
      g_ptr_array_add (self->taken, g_steal_pointer (&self->found->pdata[i]));
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_ptr_array_sort (self->refusals, compare_refusals);
}

static void
give_up (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);

  if (self->drop != NULL)
    gdk_drop_finish (self->drop, 0);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits for these pictures");
}

static void
report (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GessoPictureInputProgress progress
      = cancellable != NULL ? (GessoPictureInputProgress) g_object_get_data (G_OBJECT (cancellable), "gesso-progress") : NULL;

  if (progress != NULL && self->files != NULL && self->files->len > 1)
    progress (self->next_file - self->at_work, self->files->len,
              g_object_get_data (G_OBJECT (cancellable), "gesso-progress-data"));
}

static void
start_file (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);
  guint order = self->next_file++;
  GFile *file = self->files->pdata[order];
  g_autofree char *address = g_file_get_uri (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *generation = NULL;
  GessoInputJob *job;

  /* A whole board comes in wherever it is let go. */
  if (g_file_peek_path (file) != NULL && g_str_has_suffix (name, GESSO_BOARD_FILE_SUFFIX))
    {
      gesso_context_import_board (self->context, file);
      return;
    }
  if (self->generation != NULL)
    generation = g_strdup_printf ("generation:%s", gesso_generation_get_id (self->generation));
  job = gesso_input_job_new (task, order, name,
                             generation != NULL ? generation : self->address != NULL ? self->address : address);
  self->at_work++;
  self->foreign |= !g_file_is_native (file);
  if (g_file_has_uri_scheme (file, "http") || g_file_has_uri_scheme (file, "https") || g_file_has_uri_scheme (file, "data"))
    gesso_input_take_address (job, address);
  else
    gesso_library_add_reference_file_async (gesso_context_get_library (self->context),
                                            gesso_context_get_decoder (self->context), file,
                                            g_task_get_cancellable (task), file_added_cb, job);
}

void
gesso_input_start_files (GTask *task)
{
  GessoInput *self = g_task_get_task_data (task);

  if (self->found == NULL)
    {
      self->found = g_ptr_array_new_with_free_func (file_free);
      g_ptr_array_set_size (self->found, (int) self->files->len);
    }
  while (!self->cancelled && self->at_work < AT_ONCE && self->next_file < self->files->len)
    start_file (task);
  report (task);
  if (self->at_work > 0)
    return;
  collect (self);
  if (self->cancelled)
    give_up (task);
  /* An address may have led to a page; then there may still be the picture itself. */
  else if (self->taken->len == 0 && self->foreign)
    {
      self->further = TRUE;
      self->refused = self->refusals->len;
      gesso_input_read_next_type (task);
    }
  else
    gesso_input_finish (task);
}

/* Takes @file and @error. */
static void
job_done (GessoInputJob      *job,
          GessoReferenceFile *file,
          GError             *error)
{
  GTask *task = job->task;
  GessoInput *self = g_task_get_task_data (task);

  if (file != NULL && file->origin == NULL)
    file->origin = g_strdup (job->origin);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->cancelled = TRUE;
  else if (error != NULL)
    gesso_input_refuse (task, job->order, job->name, g_steal_pointer (&error));
  g_clear_error (&error);
  if (self->found != NULL)
    {
      self->found->pdata[job->order] = file;
      self->at_work--;
      gesso_input_start_files (task);
      return;
    }
  if (file != NULL)
    g_ptr_array_add (self->taken, file);
  if (self->cancelled)
    give_up (task);
  else if (self->taken->len > 0)
    gesso_input_finish (task);
  else
    gesso_input_read_next_type (task);
}

/* --- From an address, from a file, from memory --- */

/* Nothing on this machine or its network is fetched, except for the one who asks for it at the start: for tests. */
static KreaClient *
make_client (GessoEngine *engine)
{
  KreaClient *client = gesso_engine_get_client (engine);

  if (client != NULL && g_getenv ("GESSO_FETCH_LOOPBACK") == NULL)
    return g_object_ref (client);
  return g_object_new (KREA_TYPE_CLIENT, "origin", gesso_engine_get_api_origin (engine), "key", "", "allow-loopback",
                       g_getenv ("GESSO_FETCH_LOOPBACK") != NULL, NULL);
}

static void
download (GessoInputJob *job,
          const char    *address)
{
  GessoInput *self = g_task_get_task_data (job->task);

  if (self->client == NULL)
    self->client = make_client (gesso_context_get_engine (self->context));
  g_free (job->name);
  job->name = gesso_input_name_address (address);
  if (job->name == NULL)
    job->name = g_strdup (address);
  krea_client_download_async (self->client, address, KREA_DOWNLOAD_STRICT, GESSO_PICTURE_MAX_BYTES, NULL, NULL,
                              g_task_get_cancellable (job->task), downloaded_cb, job);
}

static void
decode_thread (GTask        *step,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = gesso_input_read_data_address (data, GESSO_PICTURE_MAX_BYTES, &error);

  if (bytes != NULL)
    g_task_return_pointer (step, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (step, error);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoInputJob) job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    gesso_input_add_bytes (g_steal_pointer (&job), bytes);
  else
    job_done (job, NULL, error);
}

void
gesso_input_take_address (GessoInputJob *job,
                          const char    *address)
{
  GessoInput *self = g_task_get_task_data (job->task);
  g_autoptr (GTask) step = NULL;

  if (!gesso_input_is_data_address (address))
    {
      g_hash_table_add (self->tried, g_strdup (address));
      download (job, address);
      return;
    }
  g_free (job->name);
  job->name = g_strdup (_("Picture"));
  g_clear_pointer (&job->origin, g_free);
  step = g_task_new (NULL, g_task_get_cancellable (job->task), decoded_cb, job);
  g_task_set_source_tag (step, gesso_input_take_address);
  g_task_set_task_data (step, g_strdup (address), g_free);
  g_task_run_in_thread (step, decode_thread);
}

void
gesso_input_add_bytes (GessoInputJob *job,
                       GBytes        *bytes)
{
  GessoInput *self = g_task_get_task_data (job->task);

  gesso_library_add_reference_async (gesso_context_get_library (self->context),
                                     gesso_context_get_decoder (self->context), bytes, job->name,
                                     g_task_get_cancellable (job->task), bytes_added_cb, job);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoInputJob) job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = krea_client_download_finish (KREA_CLIENT (source), result, &error);

  if (bytes != NULL)
    gesso_input_add_bytes (g_steal_pointer (&job), bytes);
  else
    job_done (job, NULL, error);
}

static void
file_added_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoInputJob) job = data;
  GError *error = NULL;
  GessoReferenceFile *file = gesso_library_add_reference_file_finish (GESSO_LIBRARY (source), result, &error);

  job_done (job, file, error);
}

static void
bytes_added_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GessoInputJob) job = data;
  GError *error = NULL;
  GessoReferenceFile *file = gesso_library_add_reference_finish (GESSO_LIBRARY (source), result, &error);

  job_done (job, file, error);
}

void
gesso_picture_input_report (GCancellable              *cancellable,
                            GessoPictureInputProgress  progress,
                            gpointer                   data)
{
  g_return_if_fail (G_IS_CANCELLABLE (cancellable));

  g_object_set_data (G_OBJECT (cancellable), "gesso-progress", (gpointer) progress);
  g_object_set_data (G_OBJECT (cancellable), "gesso-progress-data", data);
}

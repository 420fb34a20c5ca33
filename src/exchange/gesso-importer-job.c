/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-importer-private.h"

/* One file of an import, until it is ready to be committed or came to nothing. */

/* Behind everything that somebody looks at. */
#define PRIORITY -20

static void read_cb (GObject *source, GAsyncResult *result, gpointer data);
static void found_cb (GObject *source, GAsyncResult *result, gpointer data);
static void inspected_cb (GObject *source, GAsyncResult *result, gpointer data);
static void texts_cb (GObject *source, GAsyncResult *result, gpointer data);
static void composed_cb (GObject *source, GAsyncResult *result, gpointer data);

void
gesso_import_job_free (gpointer data)
{
  GessoImportJob *job = data;

  g_clear_object (&job->task);
  g_clear_pointer (&job->import, gesso_import_free);
  g_clear_pointer (&job->inspection, gesso_inspection_free);
  g_clear_pointer (&job->texts, g_hash_table_unref);
  g_clear_error (&job->error);
  g_free (job);
}

/* It needs no more than this: it was there, or it could not be read. Takes @error. */
static void
finish_job (GessoImportJob    *job,
            gint64  row,
            GError *error)
{
  GessoImporter *self = job->self;
  g_autoptr (GTask) task = g_object_ref (job->task);

  if (error == NULL)
    gesso_importer_count (self, row, FALSE, FALSE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else
    {
      GessoImportFailure *failure = g_new0 (GessoImportFailure, 1);

      failure->path = g_strdup (job->path);
      failure->error = error;
      g_ptr_array_add (self->report->failures, failure);
    }
  gesso_import_job_free (job);
  self->running--;
  gesso_importer_add_done (self, 1);
  gesso_importer_pump (task);
}

static void
run_in_thread (GessoImportJob                 *job,
               GTaskThreadFunc      func,
               GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) task = g_task_new (job->self, g_task_get_cancellable (job->task), callback, job);

  g_task_set_source_tag (task, run_in_thread);
  g_task_set_task_data (task, job, NULL);
  g_task_run_in_thread (task, func);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GessoImportJob *job = data;
  GError *error = NULL;

  job->import = gesso_import_read (job->path, cancellable, &error);
  if (job->import == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GessoImportJob *job = data;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    finish_job (job, 0, error);
  else
    gesso_library_find_content_async (job->self->library, job->import->sha256, g_task_get_cancellable (job->task),
                                      found_cb, job);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GessoImportJob *job = data;
  GCancellable *cancellable = g_task_get_cancellable (job->task);
  GError *error = NULL;
  gint64 row = gesso_library_find_content_finish (GESSO_LIBRARY (source), result, &error);

  if (row != 0 || error != NULL)
    {
      finish_job (job, row, error);
      return;
    }
  job->waiting = 2;
  gesso_decoder_inspect_async (job->self->decoder, job->import->picture, PRIORITY, cancellable, inspected_cb, job);
  gesso_decoder_read_metadata_async (job->self->decoder, job->import->picture, cancellable, texts_cb, job);
}

static void
compose_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GessoImportJob *job = data;

  job->has_recipe = gesso_import_read_texts (job->import, job->texts);
  g_task_return_boolean (task, TRUE);
}

/* With @error: (nullable) (transfer full) of one of the two. */
static void
decoded (GessoImportJob    *job,
         GError *error)
{
  GessoInspection *inspection;

  if (job->error == NULL)
    job->error = error;
  else
    g_clear_error (&error);
  if (--job->waiting > 0)
    return;
  if (job->error != NULL)
    {
      finish_job (job, 0, g_steal_pointer (&job->error));
      return;
    }
  inspection = job->inspection;
  job->import->width = inspection->width;
  job->import->height = inspection->height;
  job->import->thumbnails[0] = g_steal_pointer (&inspection->thumbnail_small);
  job->import->thumbnails[1] = g_steal_pointer (&inspection->thumbnail_large);
  run_in_thread (job, compose_thread, composed_cb);
}

static void
inspected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  GessoImportJob *job = data;
  GError *error = NULL;

  job->inspection = gesso_decoder_inspect_finish (GESSO_DECODER (source), result, &error);
  decoded (job, error);
}

static void
texts_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GessoImportJob *job = data;
  GError *error = NULL;

  job->texts = gesso_decoder_read_metadata_finish (GESSO_DECODER (source), result, &error);
  decoded (job, error);
}

static void
composed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  GessoImportJob *job = data;
  GessoImporter *self = job->self;
  g_autoptr (GTask) task = g_object_ref (job->task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      finish_job (job, 0, error);
      return;
    }
  self->running--;
  g_ptr_array_add (self->batch, job);
  gesso_importer_pump (task);
}

void
gesso_import_job_start (GTask         *task,
           GessoImporter *self)
{
  GessoImportJob *job = g_new0 (GessoImportJob, 1);

  job->task = g_object_ref (task);
  job->self = self;
  job->path = self->paths->pdata[self->next++];
  self->running++;
  run_in_thread (job, read_thread, read_cb);
}

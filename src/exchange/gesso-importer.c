/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-importer.h"

#include "gesso-import-file.h"
#include "gesso-importer-private.h"

/* Files under way at once: enough that no processor waits for another's file; and pictures of one transaction, few
 * enough that nobody's click waits long behind it. */
#define AT_ONCE 5
#define BATCH   8

/* Behind everything that somebody looks at. */
#define PRIORITY -20

enum {
  PROP_0,
  PROP_DONE,
  PROP_TOTAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

struct _GessoImporter {
  GObject            parent_instance;

  GessoLibrary      *library;
  GessoDecoder      *decoder;
  GessoImportReport *report;

  GPtrArray         *paths; /* of files; %NULL while they are listed */
  guint              next;
  guint              running;
  guint              done;
  GPtrArray         *batch; /* Job */
  gboolean           committing;
  GError            *error; /* of the library: ends all */
};

G_DEFINE_FINAL_TYPE (GessoImporter, gesso_importer, G_TYPE_OBJECT)

/* One file on its way. */
typedef struct {
  GTask           *task;
  GessoImporter   *self;
  const char      *path;
  GessoImport     *import;
  GessoInspection *inspection;
  GHashTable      *texts;
  guint            waiting; /* for inspection and texts */
  GError          *error;
  gboolean         has_recipe;
} Job;

static void pump (GTask *task);
static void read_cb (GObject *source, GAsyncResult *result, gpointer data);
static void found_cb (GObject *source, GAsyncResult *result, gpointer data);
static void inspected_cb (GObject *source, GAsyncResult *result, gpointer data);
static void texts_cb (GObject *source, GAsyncResult *result, gpointer data);
static void composed_cb (GObject *source, GAsyncResult *result, gpointer data);
static void committed_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
failure_free (gpointer data)
{
  GessoImportFailure *self = data;

  g_free (self->path);
  g_clear_error (&self->error);
  g_free (self);
}

void
gesso_import_report_free (GessoImportReport *self)
{
  g_ptr_array_unref (self->failures);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->task);
  g_clear_pointer (&job->import, gesso_import_free);
  g_clear_pointer (&job->inspection, gesso_inspection_free);
  g_clear_pointer (&job->texts, g_hash_table_unref);
  g_clear_error (&job->error);
  g_free (job);
}

/* --- One file --- */

static void
count (GessoImporter *self,
       gint64         row,
       gboolean       is_new,
       gboolean       has_recipe)
{
  self->report->n_new += is_new;
  self->report->n_known += !is_new;
  self->report->n_recipes += is_new && has_recipe;
  if (self->report->first_row == 0)
    self->report->first_row = row;
}

/* It needs no more than this: it was there, or it could not be read. Takes @error. */
static void
finish_job (Job    *job,
            gint64  row,
            GError *error)
{
  GessoImporter *self = job->self;
  g_autoptr (GTask) task = g_object_ref (job->task);

  if (error == NULL)
    count (self, row, FALSE, FALSE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else
    {
      GessoImportFailure *failure = g_new0 (GessoImportFailure, 1);

      failure->path = g_strdup (job->path);
      failure->error = error;
      g_ptr_array_add (self->report->failures, failure);
    }
  job_free (job);
  self->running--;
  self->done++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  pump (task);
}

static void
run_in_thread (Job                 *job,
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
  Job *job = data;
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
  Job *job = data;
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
  Job *job = data;
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
  Job *job = data;

  job->has_recipe = gesso_import_read_texts (job->import, job->texts);
  g_task_return_boolean (task, TRUE);
}

/* With @error: (nullable) (transfer full) of one of the two. */
static void
decoded (Job    *job,
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
  Job *job = data;
  GError *error = NULL;

  job->inspection = gesso_decoder_inspect_finish (GESSO_DECODER (source), result, &error);
  decoded (job, error);
}

static void
texts_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Job *job = data;
  GError *error = NULL;

  job->texts = gesso_decoder_read_metadata_finish (GESSO_DECODER (source), result, &error);
  decoded (job, error);
}

static void
composed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Job *job = data;
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
  pump (task);
}

/* --- All of them --- */

static void
commit (GTask         *task,
        GessoImporter *self)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new ();

  self->committing = TRUE;
  for (guint i = 0; i < self->batch->len; i++)
    g_ptr_array_add (imports, ((Job *) self->batch->pdata[i])->import);
  g_object_set_data_full (G_OBJECT (task), "gesso-batch", g_steal_pointer (&self->batch),
                          (GDestroyNotify) g_ptr_array_unref);
  self->batch = g_ptr_array_new_with_free_func (job_free);
  gesso_library_import_async (self->library, imports, committed_cb, g_object_ref (task));
}

static void
committed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoImporter *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) batch = g_object_steal_data (G_OBJECT (task), "gesso-batch");

  self->committing = FALSE;
  if (gesso_library_import_finish (GESSO_LIBRARY (source), result, self->error == NULL ? &self->error : NULL))
    for (guint i = 0; i < batch->len; i++)
      {
        const Job *job = batch->pdata[i];

        count (self, job->import->row_id, job->import->is_new, job->has_recipe);
      }
  self->done += batch->len;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  pump (task);
}

static void
start_job (GTask         *task,
           GessoImporter *self)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->self = self;
  job->path = self->paths->pdata[self->next++];
  self->running++;
  run_in_thread (job, read_thread, read_cb);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (gesso_library_set_setting_finish (GESSO_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The end: of all, or of what was under way when it was cancelled or the library gave up. */
static void
finish (GTask         *task,
        GessoImporter *self)
{
  /* What is left in it holds on to the task. */
  g_ptr_array_set_size (self->batch, 0);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (!g_task_return_error_if_cancelled (task))
    gesso_library_set_setting_async (self->library, GESSO_SETTING_IMPORT, NULL, forgotten_cb, g_object_ref (task));
}

static void
pump (GTask *task)
{
  GessoImporter *self = g_task_get_source_object (task);
  const gboolean over = self->error != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task));

  if (self->paths == NULL)
    return;
  while (!over && self->running < AT_ONCE && self->running + self->batch->len < 2 * BATCH &&
         self->next < self->paths->len)
    start_job (task, self);
  if (!self->committing && self->batch->len > 0 && self->error == NULL &&
      (self->batch->len >= BATCH || self->running == 0))
    commit (task, self);
  if (!self->committing && self->running == 0 && (self->batch->len == 0 || self->error != NULL) &&
      (over || self->next >= self->paths->len))
    finish (task, self);
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GessoImporter *self = GESSO_IMPORTER (source);
  const char *const *paths = data;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (; *paths != NULL; paths++)
    gesso_import_list (*paths, gesso_library_get_path (self->library), found, cancellable);
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoImporter *self = GESSO_IMPORTER (source);
  GError *error = NULL;

  self->paths = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->paths == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  pump (task);
}

static void
remembered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoImporter *self = g_task_get_source_object (task);
  g_autoptr (GTask) listing = NULL;
  GError *error = NULL;

  if (!gesso_library_set_setting_finish (GESSO_LIBRARY (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  listing = g_task_new (self, g_task_get_cancellable (task), listed_cb, g_object_ref (task));
  g_task_set_source_tag (listing, remembered_cb);
  g_task_set_task_data (listing, g_strdupv (g_task_get_task_data (task)), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (listing, list_thread);
}

void
gesso_importer_run_async (GessoImporter       *self,
                          const char *const   *paths,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_IMPORTER (self));
  g_return_if_fail (paths != NULL);
  g_return_if_fail (self->paths == NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_importer_run_async);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  text = gesso_importer_write_unfinished (paths);
  gesso_library_set_setting_async (self->library, GESSO_SETTING_IMPORT, text, remembered_cb, g_object_ref (task));
}

gboolean
gesso_importer_run_finish (GessoImporter  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_importer_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
gesso_importer_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GessoImporter *self = GESSO_IMPORTER (object);

  switch (id)
    {
    case PROP_DONE:
      g_value_set_uint (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, gesso_importer_get_total (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_importer_finalize (GObject *object)
{
  GessoImporter *self = GESSO_IMPORTER (object);

  g_clear_object (&self->library);
  g_clear_object (&self->decoder);
  g_clear_pointer (&self->report, gesso_import_report_free);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_ptr_array_unref (self->batch);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (gesso_importer_parent_class)->finalize (object);
}

static void
gesso_importer_class_init (GessoImporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_importer_get_property;
  object_class->finalize = gesso_importer_finalize;

  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_importer_init (GessoImporter *self)
{
  self->report = g_new0 (GessoImportReport, 1);
  self->report->failures = g_ptr_array_new_with_free_func (failure_free);
  self->batch = g_ptr_array_new_with_free_func (job_free);
}

GessoImporter *
gesso_importer_new (GessoLibrary *library,
                    GessoDecoder *decoder)
{
  GessoImporter *self;

  g_return_val_if_fail (GESSO_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (GESSO_IS_DECODER (decoder), NULL);

  self = g_object_new (GESSO_TYPE_IMPORTER, NULL);
  self->library = g_object_ref (library);
  self->decoder = g_object_ref (decoder);
  return self;
}

guint
gesso_importer_get_done (GessoImporter *self)
{
  g_return_val_if_fail (GESSO_IS_IMPORTER (self), 0);

  return self->done;
}

guint
gesso_importer_get_total (GessoImporter *self)
{
  g_return_val_if_fail (GESSO_IS_IMPORTER (self), 0);

  return self->paths != NULL ? self->paths->len : 0;
}

const GessoImportReport *
gesso_importer_get_report (GessoImporter *self)
{
  g_return_val_if_fail (GESSO_IS_IMPORTER (self), NULL);

  return self->report;
}

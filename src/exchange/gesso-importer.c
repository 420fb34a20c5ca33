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

enum {
  PROP_0,
  PROP_DONE,
  PROP_TOTAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoImporter, gesso_importer, G_TYPE_OBJECT)

static void committed_cb (GObject *source, GAsyncResult *result, gpointer data);

void
gesso_import_failure_free (GessoImportFailure *self)
{
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

/* --- All of them --- */

void
gesso_importer_count (GessoImporter *self,
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

void
gesso_importer_add_done (GessoImporter *self,
                         guint          n)
{
  self->done += n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

static void
commit (GTask         *task,
        GessoImporter *self)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new ();

  self->committing = TRUE;
  for (guint i = 0; i < self->batch->len; i++)
    g_ptr_array_add (imports, ((GessoImportJob *) self->batch->pdata[i])->import);
  g_object_set_data_full (G_OBJECT (task), "gesso-batch", g_steal_pointer (&self->batch),
                          (GDestroyNotify) g_ptr_array_unref);
  self->batch = g_ptr_array_new_with_free_func (gesso_import_job_free);
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
        const GessoImportJob *job = batch->pdata[i];

        gesso_importer_count (self, job->import->row_id, job->import->is_new, job->has_recipe);
      }
  gesso_importer_add_done (self, batch->len);
  gesso_importer_pump (task);
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
    gesso_importer_leave_line (task);
}

void
gesso_importer_pump (GTask *task)
{
  GessoImporter *self = g_task_get_source_object (task);
  const gboolean over = self->error != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task));

  if (self->paths == NULL)
    return;
  while (!over && self->running < AT_ONCE && self->running + self->batch->len < 2 * BATCH &&
         self->next < self->paths->len)
    gesso_import_job_start (task, self);
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
  gesso_importer_pump (task);
}

static void
begin (GTask *task)
{
  g_autoptr (GTask) step = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), listed_cb,
                                       g_object_ref (task));

  g_task_set_source_tag (step, begin);
  g_task_set_task_data (step, g_strdupv (g_task_get_task_data (task)), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (step, list_thread);
}

void
gesso_importer_run_async (GessoImporter       *self,
                          const char *const   *paths,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_IMPORTER (self));
  g_return_if_fail (paths != NULL);
  g_return_if_fail (self->paths == NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_importer_run_async);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  gesso_importer_stand_in_line (task, begin);
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
  self->report->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_import_failure_free);
  self->batch = g_ptr_array_new_with_free_func (gesso_import_job_free);
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

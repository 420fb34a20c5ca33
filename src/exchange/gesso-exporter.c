/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-library-query.h"

/* Pictures under way at once, and rows that are read at once. */
#define AT_ONCE 3
#define PAGE    64

#define QUALITY 92

/* Behind everything that somebody looks at. */
#define PRIORITY -10

enum {
  PROP_0,
  PROP_DONE,
  PROP_TOTAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

struct _GessoExporter {
  GObject             parent_instance;

  GessoLibrary       *library;
  GessoDecoder       *decoder;
  char               *folder;
  char               *pattern;
  GessoExportOptions  options;

  GArray             *rows;
  guint               next_page;
  GPtrArray          *page; /* GessoGeneration */
  guint               next_in_page;
  gboolean            fetching;
  guint               running;
  guint               number;
  guint               done;
  GPtrArray          *exported;
};

G_DEFINE_FINAL_TYPE (GessoExporter, gesso_exporter, G_TYPE_OBJECT)

/* One picture on its way. */
typedef struct {
  GTask              *task;
  GessoExporter      *self;
  GessoExportPicture *picture;
  GessoExported      *exported;
  guint               number;
  GBytes             *original;
  GBytes             *coded;
} Job;

static void pump (GTask *task);
static void fetched_cb (GObject *source, GAsyncResult *result, gpointer data);
static void read_cb (GObject *source, GAsyncResult *result, gpointer data);
static void encoded_cb (GObject *source, GAsyncResult *result, gpointer data);
static void written_cb (GObject *source, GAsyncResult *result, gpointer data);

static const char *const nicks[] = {
  [GESSO_EXPORT_ORIGINAL] = "original",
  [GESSO_EXPORT_JPEG] = "jpeg",
  [GESSO_EXPORT_WEBP] = "webp",
};

const char *
gesso_export_format_to_nick (GessoExportFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (nicks), nicks[GESSO_EXPORT_ORIGINAL]);

  return nicks[format];
}

gboolean
gesso_export_format_from_nick (const char        *nick,
                               GessoExportFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      {
        *format = (GessoExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

void
gesso_exported_free (GessoExported *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->source);
  g_free (self->path);
  g_free (self->sidecar);
  g_clear_error (&self->error);
  g_free (self);
}

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_pointer (&job->picture, gesso_export_picture_free);
  g_clear_pointer (&job->exported, gesso_exported_free);
  g_clear_pointer (&job->original, g_bytes_unref);
  g_clear_pointer (&job->coded, g_bytes_unref);
  g_free (job);
}

/* --- One picture --- */

static void
finish_job (Job    *job,
            GError *error)
{
  GessoExporter *self = job->self;
  g_autoptr (GTask) task = g_object_ref (job->task);

  job->exported->error = error;
  g_ptr_array_add (self->exported, g_steal_pointer (&job->exported));
  job_free (job);
  self->running--;
  self->done++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  pump (task);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->picture->path != NULL)
    job->original = gesso_export_read (job->picture->path, cancellable, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no picture here."));
  if (job->original == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error) ||
      !gesso_export_write (job->picture, &job->self->options, job->number, job->self->rows->len, job->original,
                           job->coded, job->exported, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
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
start_job (GTask           *task,
           GessoExporter   *self,
           GessoGeneration *generation)
{
  Job *job = g_new0 (Job, 1);

  job->task = g_object_ref (task);
  job->self = self;
  job->picture = gesso_export_picture_new (generation);
  job->number = ++self->number;
  job->exported = g_new0 (GessoExported, 1);
  job->exported->id = g_strdup (job->picture->id);
  job->exported->source = job->picture->path != NULL ? g_filename_display_basename (job->picture->path) : NULL;
  self->running++;
  run_in_thread (job, read_thread, read_cb);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Job *job = data;
  GessoExporter *self = job->self;
  GessoPictureFormat format = self->options.format == GESSO_EXPORT_JPEG ? GESSO_PICTURE_JPEG : GESSO_PICTURE_WEBP;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    finish_job (job, error);
  /* What has the format already is not coded a second time. */
  else if (self->options.format == GESSO_EXPORT_ORIGINAL ||
           gesso_picture_sniff (g_bytes_get_data (job->original, NULL), g_bytes_get_size (job->original)) == format)
    run_in_thread (job, write_thread, written_cb);
  else
    gesso_decoder_encode_async (self->decoder, job->original, format, QUALITY, PRIORITY,
                                g_task_get_cancellable (job->task), encoded_cb, job);
}

static void
encoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Job *job = data;
  GError *error = NULL;

  job->coded = gesso_decoder_encode_finish (GESSO_DECODER (source), result, &error);
  if (job->coded == NULL)
    finish_job (job, error);
  else
    run_in_thread (job, write_thread, written_cb);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  finish_job (data, error);
}

/* --- All of them --- */

static void
fetch (GTask         *task,
       GessoExporter *self)
{
  guint n = MIN (PAGE, self->rows->len - self->next_page);

  self->fetching = TRUE;
  gesso_library_fetch_async (self->library, &g_array_index (self->rows, gint64, self->next_page), n,
                             g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
  self->next_page += n;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoExporter *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  self->fetching = FALSE;
  g_clear_pointer (&self->page, g_ptr_array_unref);
  self->next_in_page = 0;
  self->page = gesso_library_fetch_finish (GESSO_LIBRARY (source), result, &error);
  if (self->page == NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      self->next_page = self->rows->len;
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  pump (task);
}

/* Keeps a few pictures under way; at the end, or when it was cancelled, waits for those and reports. */
static void
pump (GTask *task)
{
  GessoExporter *self = g_task_get_source_object (task);
  const gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  if (self->fetching || g_task_get_completed (task))
    return;
  while (!cancelled && self->running < AT_ONCE && self->page != NULL && self->next_in_page < self->page->len)
    start_job (task, self, self->page->pdata[self->next_in_page++]);
  if (self->running > 0 || g_task_get_completed (task))
    return;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->next_page < self->rows->len)
    fetch (task, self);
  else
    g_task_return_pointer (task, g_ptr_array_ref (self->exported), (GDestroyNotify) g_ptr_array_unref);
}

/* What is found in the library's folder would be taken for new originals. */
static gboolean
is_inside (const char *folder,
           const char *library)
{
  const gsize length = strlen (library);

  return strncmp (folder, library, length) == 0 && (folder[length] == '/' || folder[length] == '\0');
}

void
gesso_exporter_run_async (GessoExporter       *self,
                          const gint64        *rows,
                          guint                n_rows,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (GESSO_IS_EXPORTER (self));
  g_return_if_fail (rows != NULL || n_rows == 0);
  g_return_if_fail (self->rows->len == 0);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_exporter_run_async);
  if (is_inside (self->folder, gesso_library_get_path (self->library)))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                         _("That folder belongs to the library. Choose another one for copies."));
  if (error != NULL || !gesso_export_name_check (self->pattern, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_array_append_vals (self->rows, rows, n_rows);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  pump (task);
}

GPtrArray *
gesso_exporter_run_finish (GessoExporter  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_exporter_run_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_exporter_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GessoExporter *self = GESSO_EXPORTER (object);

  switch (id)
    {
    case PROP_DONE:
      g_value_set_uint (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->rows->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_exporter_finalize (GObject *object)
{
  GessoExporter *self = GESSO_EXPORTER (object);

  g_clear_object (&self->library);
  g_clear_object (&self->decoder);
  g_free (self->folder);
  g_free (self->pattern);
  g_array_unref (self->rows);
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_ptr_array_unref (self->exported);

  G_OBJECT_CLASS (gesso_exporter_parent_class)->finalize (object);
}

static void
gesso_exporter_class_init (GessoExporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_exporter_get_property;
  object_class->finalize = gesso_exporter_finalize;

  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_exporter_init (GessoExporter *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->exported = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_exported_free);
}

GessoExporter *
gesso_exporter_new (GessoLibrary             *library,
                    GessoDecoder             *decoder,
                    const GessoExportOptions *options)
{
  GessoExporter *self;

  g_return_val_if_fail (GESSO_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (GESSO_IS_DECODER (decoder), NULL);
  g_return_val_if_fail (options != NULL && options->folder != NULL && options->pattern != NULL, NULL);

  self = g_object_new (GESSO_TYPE_EXPORTER, NULL);
  self->library = g_object_ref (library);
  self->decoder = g_object_ref (decoder);
  self->folder = g_strdup (options->folder);
  self->pattern = g_strdup (options->pattern);
  self->options = *options;
  self->options.folder = self->folder;
  self->options.pattern = self->pattern;
  return self;
}

guint
gesso_exporter_get_done (GessoExporter *self)
{
  g_return_val_if_fail (GESSO_IS_EXPORTER (self), 0);

  return self->done;
}

guint
gesso_exporter_get_total (GessoExporter *self)
{
  g_return_val_if_fail (GESSO_IS_EXPORTER (self), 0);

  return self->rows->len;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-input.h"

/* An original as a picture, read from disk when somebody asks for it. */
#define GESSO_TYPE_ORIGINAL_PROVIDER (gesso_original_provider_get_type ())
G_DECLARE_FINAL_TYPE (GessoOriginalProvider, gesso_original_provider, GESSO, ORIGINAL_PROVIDER, GdkContentProvider)

struct _GessoOriginalProvider
{
  GdkContentProvider parent_instance;

  char *path;
};

G_DEFINE_FINAL_TYPE (GessoOriginalProvider, gesso_original_provider, GDK_TYPE_CONTENT_PROVIDER)

static void wrote_cb (GObject *source, GAsyncResult *result, gpointer data);

static GdkContentFormats *
gesso_original_provider_ref_formats (GdkContentProvider *provider)
{
  const char *path = GESSO_ORIGINAL_PROVIDER (provider)->path;
  const char *type = "image/png";

  if (g_str_has_suffix (path, ".jpg"))
    type = "image/jpeg";
  else if (g_str_has_suffix (path, ".webp"))
    type = "image/webp";
  return gdk_content_formats_new (&type, 1);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) file = g_file_read_finish (G_FILE (source), result, &error);

  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_output_stream_splice_async (g_task_get_task_data (task), G_INPUT_STREAM (file),
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, g_task_get_priority (task),
                                g_task_get_cancellable (task), wrote_cb, g_object_ref (task));
}

static void
wrote_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The bytes as they are: nobody decodes and encodes what is on disk already. */
static void
gesso_original_provider_write_mime_type_async (GdkContentProvider  *provider,
                                               const char          *mime_type,
                                               GOutputStream       *stream,
                                               int                  io_priority,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, data);
  g_autoptr (GFile) file = g_file_new_for_path (GESSO_ORIGINAL_PROVIDER (provider)->path);

  g_task_set_source_tag (task, gesso_original_provider_write_mime_type_async);
  g_task_set_priority (task, io_priority);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  g_file_read_async (file, io_priority, cancellable, opened_cb, g_object_ref (task));
}

static gboolean
gesso_original_provider_write_mime_type_finish (GdkContentProvider  *provider,
                                                GAsyncResult        *result,
                                                GError             **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_original_provider_write_mime_type_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
gesso_original_provider_finalize (GObject *object)
{
  g_free (GESSO_ORIGINAL_PROVIDER (object)->path);

  G_OBJECT_CLASS (gesso_original_provider_parent_class)->finalize (object);
}

static void
gesso_original_provider_class_init (GessoOriginalProviderClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = gesso_original_provider_finalize;
  provider_class->ref_formats = gesso_original_provider_ref_formats;
  provider_class->write_mime_type_async = gesso_original_provider_write_mime_type_async;
  provider_class->write_mime_type_finish = gesso_original_provider_write_mime_type_finish;
}

static void
gesso_original_provider_init (GessoOriginalProvider *self)
{
}

GdkContentProvider *
gesso_picture_input_provide_original (const char *path)
{
  GessoOriginalProvider *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (GESSO_TYPE_ORIGINAL_PROVIDER, NULL);
  self->path = g_strdup (path);
  return GDK_CONTENT_PROVIDER (self);
}

GdkContentProvider *
gesso_picture_input_provide (GessoContext    *context,
                             GessoGeneration *generation)
{
  GdkContentProvider *providers[4];
  gsize n_providers = 0;
  const char *path;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  path = gesso_generation_get_path (generation);
  providers[n_providers++] = gdk_content_provider_new_typed (GESSO_TYPE_GENERATION, generation);
  if (path != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (path);
      GSList list = { file, NULL };

      providers[n_providers++] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, &list);
      providers[n_providers++] = gesso_picture_input_provide_original (path);
    }
  if (gesso_generation_get_prompt (generation) != NULL)
    providers[n_providers++] = gdk_content_provider_new_typed (G_TYPE_STRING, gesso_generation_get_prompt (generation));

  return gdk_content_provider_new_union (providers, n_providers);
}

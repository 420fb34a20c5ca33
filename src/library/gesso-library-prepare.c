/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

/*
 * References as they are sent: what is too large, or not of a kind that everybody reads, is made anew once, and lies
 * beside the thumbnails, in the cache that is bounded and can be thrown away.
 */

/* In the place of a thumbnail's edge. */
#define PREPARED_EDGE 2048

typedef struct {
  /* inputs */
  GessoDecoder *decoder;
  char         *sha256;
  int           priority;

  /* outputs */
  GBytes       *prepared;
} PrepareData;

static void stored_cb    (GObject *source, GAsyncResult *result, gpointer data);
static void converted_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
prepare_data_free (PrepareData *data)
{
  g_object_unref (data->decoder);
  g_free (data->sha256);
  g_clear_pointer (&data->prepared, g_bytes_unref);
  g_free (data);
}

gboolean
gesso_reference_file_is_fit (const GessoReferenceFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return (self->format == GESSO_PICTURE_PNG || self->format == GESSO_PICTURE_JPEG) && self->width > 0
         && (guint64) self->width * self->height <= GESSO_REFERENCE_MAX_PIXELS;
}

/* Every reference was decoded when it was added, so its header tells all that is to be known. */
static gboolean
is_fit (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GessoReferenceFile file = { 0 };

  file.format = gesso_picture_read_header (data, length, &file.width, &file.height, NULL);
  return gesso_reference_file_is_fit (&file);
}

static gboolean
look_up_work (GessoCall  *call,
              GessoSql   *sql,
              GError    **error)
{
  PrepareData *data = call->data;

  data->prepared = gesso_thumbnails_get (call->core->thumbnails, data->sha256, PREPARED_EDGE);
  if (data->prepared != NULL && !is_fit (data->prepared))
    g_clear_pointer (&data->prepared, g_bytes_unref);
  return TRUE;
}

static gboolean
store_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  PrepareData *data = call->data;

  gesso_thumbnails_put (call->core->thumbnails, data->sha256, PREPARED_EDGE, data->prepared);
  return TRUE;
}

static void
prepare_done (GessoCall *call)
{
  PrepareData *data = call->data;

  g_task_return_pointer (call->task, g_bytes_ref (data->prepared), (GDestroyNotify) g_bytes_unref);
}

static void
look_up_done (GessoCall *call)
{
  PrepareData *data = call->data;

  if (data->prepared != NULL)
    prepare_done (call);
  else
    gesso_library_read_reference_async (g_task_get_source_object (call->task), data->sha256,
                                        g_task_get_cancellable (call->task), stored_cb, g_object_ref (call->task));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PrepareData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_library_read_reference_finish (GESSO_LIBRARY (source), result, &error);

  if (bytes == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (is_fit (bytes))
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  else
    gesso_decoder_convert_async (data->decoder, bytes, GESSO_REFERENCE_MAX_PIXELS, data->priority,
                                 g_task_get_cancellable (task), converted_cb, g_object_ref (task));
}

static void
converted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PrepareData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GessoCall *call;

  data->prepared = gesso_decoder_convert_finish (GESSO_DECODER (source), result, &error);
  if (data->prepared == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  call = gesso_library_call_for_task (task, GESSO_CALL_CACHE);
  call->work = store_work;
  call->done = prepare_done;
  gesso_library_send (g_task_get_source_object (task), call);
}

void
gesso_library_prepare_reference_async (GessoLibrary        *self,
                                       GessoDecoder        *decoder,
                                       const char          *sha256,
                                       int                  priority,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  PrepareData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (sha256 != NULL);

  data = g_new0 (PrepareData, 1);
  data->decoder = g_object_ref (decoder);
  data->sha256 = g_strdup (sha256);
  data->priority = priority;
  call = gesso_library_call (self, GESSO_CALL_CACHE, gesso_library_prepare_reference_async, data,
                             (GDestroyNotify) prepare_data_free, cancellable, callback, user_data);
  call->work = look_up_work;
  call->done = look_up_done;
  gesso_library_send (self, call);
}

GBytes *
gesso_library_prepare_reference_finish (GessoLibrary  *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_prepare_reference_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

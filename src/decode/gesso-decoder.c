/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-decode"

#include "gesso-decoder-private.h"

struct _GessoDecoder
{
  GObject parent_instance;

  GessoDecoderPool *pool;
};

G_DEFINE_FINAL_TYPE (GessoDecoder, gesso_decoder, G_TYPE_OBJECT)

static GessoDecoderJob *
job_new (GessoDecoder        *self,
         GessoWireOperation   operation,
         GBytes              *bytes,
         int                  priority,
         GCancellable        *cancellable,
         GAsyncReadyCallback  callback,
         gpointer             data,
         gpointer             source_tag)
{
  GessoDecoderJob *job = g_new0 (GessoDecoderJob, 1);

  job->task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (job->task, source_tag);
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  job->request.operation = operation;
  job->priority = priority;
  return job;
}

static gpointer
propagate (GessoDecoder  *self,
           GAsyncResult  *result,
           gpointer       source_tag,
           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == source_tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
gesso_decoder_finalize (GObject *object)
{
  GessoDecoder *self = GESSO_DECODER (object);

  g_clear_pointer (&self->pool, gesso_decoder_pool_close);

  G_OBJECT_CLASS (gesso_decoder_parent_class)->finalize (object);
}

static void
gesso_decoder_class_init (GessoDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = gesso_decoder_finalize;
}

static void
gesso_decoder_init (GessoDecoder *self)
{
}

GessoDecoder *
gesso_decoder_new (guint workers)
{
  GessoDecoder *self = g_object_new (GESSO_TYPE_DECODER, NULL);

  self->pool = gesso_decoder_pool_new (workers);
  return self;
}

void
gesso_decoder_prepare (GessoDecoder *self)
{
  g_return_if_fail (GESSO_IS_DECODER (self));

  gesso_decoder_pool_prepare (self->pool);
}

const char *
gesso_decoder_get_confinement (GessoDecoder *self)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return gesso_decoder_pool_get_confinement (self->pool);
}

void
gesso_decoder_set_helper (GessoDecoder *self,
                          const char   *program,
                          guint         timeout_ms,
                          guint         idle_ms)
{
  g_return_if_fail (GESSO_IS_DECODER (self));

  gesso_decoder_pool_set_helper (self->pool, program, timeout_ms, idle_ms);
}

GArray *
gesso_decoder_list_helpers (GessoDecoder *self)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return gesso_decoder_pool_list_helpers (self->pool);
}

void
gesso_pixels_free (GessoPixels *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

void
gesso_inspection_free (GessoInspection *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->thumbnail_small, g_bytes_unref);
  g_clear_pointer (&self->thumbnail_large, g_bytes_unref);
  g_free (self->sha256);
  g_free (self);
}

void
gesso_decoder_inspect_async (GessoDecoder        *self,
                             GBytes              *bytes,
                             int                  priority,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_INSPECT, bytes, priority, cancellable, callback, data,
                 gesso_decoder_inspect_async);
  gesso_decoder_pool_push (self->pool, job);
}

GessoInspection *
gesso_decoder_inspect_finish (GessoDecoder  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_inspect_async, error);
}

void
gesso_decoder_identify_async (GessoDecoder        *self,
                              GBytes              *bytes,
                              int                  priority,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_INSPECT, bytes, priority, cancellable, callback, data, gesso_decoder_identify_async);
  job->hashes = TRUE;
  gesso_decoder_pool_push (self->pool, job);
}

GessoInspection *
gesso_decoder_identify_finish (GessoDecoder  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_identify_async, error);
}

void
gesso_decoder_receive_async (GessoDecoder        *self,
                             GBytes              *bytes,
                             int                  priority,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_INSPECT, bytes, priority, cancellable, callback, data, gesso_decoder_receive_async);
  job->hashes = TRUE;
  job->request.shown = GESSO_RECENT_EDGE;
  job->recent = gesso_decoder_pool_get_recent (self->pool);
  gesso_decoder_pool_push (self->pool, job);
}

GessoInspection *
gesso_decoder_receive_finish (GessoDecoder  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_receive_async, error);
}

GessoPixels *
gesso_decoder_read_recent (GessoDecoder *self,
                           const char   *sha256,
                           guint         width,
                           guint         height)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);
  g_return_val_if_fail (sha256 != NULL && width > 0 && height > 0, NULL);

  return gesso_recent_read (gesso_decoder_pool_get_recent (self->pool), sha256, width, height);
}

void
gesso_decoder_inspect_file_async (GessoDecoder        *self,
                                  const char          *path,
                                  guint                edge,
                                  int                  priority,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (edge == 0 || edge == GESSO_THUMBNAIL_SMALL || edge == GESSO_THUMBNAIL_LARGE);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_INSPECT, NULL, priority, cancellable, callback, data,
                 gesso_decoder_inspect_file_async);
  job->path = g_strdup (path);
  job->request.edge = edge;
  gesso_decoder_pool_push (self->pool, job);
}

GessoInspection *
gesso_decoder_inspect_file_finish (GessoDecoder  *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_inspect_file_async, error);
}

void
gesso_decoder_load_async (GessoDecoder        *self,
                          GBytes              *bytes,
                          guint                max_width,
                          guint                max_height,
                          int                  priority,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_LOAD, bytes, priority, cancellable, callback, data,
                 gesso_decoder_load_async);
  job->request.max_width = max_width;
  job->request.max_height = max_height;
  gesso_decoder_pool_push (self->pool, job);
}

GessoPixels *
gesso_decoder_load_finish (GessoDecoder  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_load_async, error);
}

void
gesso_decoder_load_file_async (GessoDecoder        *self,
                               const char          *path,
                               guint                max_width,
                               guint                max_height,
                               int                  priority,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_LOAD, NULL, priority, cancellable, callback, data,
                 gesso_decoder_load_file_async);
  job->path = g_strdup (path);
  job->request.max_width = max_width;
  job->request.max_height = max_height;
  gesso_decoder_pool_push (self->pool, job);
}

GessoPixels *
gesso_decoder_load_file_finish (GessoDecoder  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_load_file_async, error);
}

void
gesso_decoder_convert_async (GessoDecoder        *self,
                             GBytes              *bytes,
                             guint                max_pixels,
                             int                  priority,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_CONVERT, bytes, priority, cancellable, callback, data,
                 gesso_decoder_convert_async);
  job->request.max_pixels = max_pixels;
  gesso_decoder_pool_push (self->pool, job);
}

GBytes *
gesso_decoder_convert_finish (GessoDecoder  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_convert_async, error);
}

void
gesso_decoder_encode_async (GessoDecoder        *self,
                            GBytes              *bytes,
                            GessoPictureFormat   format,
                            guint                quality,
                            int                  priority,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (format == GESSO_PICTURE_JPEG || format == GESSO_PICTURE_WEBP);
  g_return_if_fail (quality >= 1 && quality <= 100);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_ENCODE, bytes, priority, cancellable, callback, data, gesso_decoder_encode_async);
  job->request.format = format;
  job->request.quality = quality;
  gesso_decoder_pool_push (self->pool, job);
}

GBytes *
gesso_decoder_encode_finish (GessoDecoder  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_encode_async, error);
}

void
gesso_decoder_read_metadata_async (GessoDecoder        *self,
                                   GBytes              *bytes,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  GessoDecoderJob *job;

  g_return_if_fail (GESSO_IS_DECODER (self));
  g_return_if_fail (bytes != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  job = job_new (self, GESSO_WIRE_METADATA, bytes, 0, cancellable, callback, data,
                 gesso_decoder_read_metadata_async);
  gesso_decoder_pool_push (self->pool, job);
}

GHashTable *
gesso_decoder_read_metadata_finish (GessoDecoder  *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (GESSO_IS_DECODER (self), NULL);

  return propagate (self, result, gesso_decoder_read_metadata_async, error);
}

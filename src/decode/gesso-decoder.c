/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-decoder.h"

struct _GessoDecoder
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (GessoDecoder, gesso_decoder, G_TYPE_OBJECT)

static void
gesso_decoder_class_init (GessoDecoderClass *klass)
{
}

static void
gesso_decoder_init (GessoDecoder *self)
{
}

GessoDecoder *
gesso_decoder_new (guint workers)
{
  return g_object_new (GESSO_TYPE_DECODER, NULL);
}

const char *
gesso_decoder_get_confinement (GessoDecoder *self)
{
  return NULL;
}

void
gesso_pixels_free (GessoPixels *self)
{
  g_bytes_unref (self->data);
  g_free (self);
}

void
gesso_inspection_free (GessoInspection *self)
{
  g_bytes_unref (self->thumbnail_small);
  g_bytes_unref (self->thumbnail_large);
  g_free (self);
}

void
gesso_decoder_inspect_async (GessoDecoder *self, GBytes *bytes, int priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (self, callback, data, gesso_decoder_inspect_async, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER, "No decoder");
}

GessoInspection *
gesso_decoder_inspect_finish (GessoDecoder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_decoder_load_async (GessoDecoder *self, GBytes *bytes, guint max_width, guint max_height, int priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (self, callback, data, gesso_decoder_load_async, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER, "No decoder");
}

GessoPixels *
gesso_decoder_load_finish (GessoDecoder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_decoder_load_file_async (GessoDecoder *self, const char *path, guint max_width, guint max_height, int priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (self, callback, data, gesso_decoder_load_file_async, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER, "No decoder");
}

GessoPixels *
gesso_decoder_load_file_finish (GessoDecoder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_decoder_convert_async (GessoDecoder *self, GBytes *bytes, guint max_pixels, int priority, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (self, callback, data, gesso_decoder_convert_async, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER, "No decoder");
}

GBytes *
gesso_decoder_convert_finish (GessoDecoder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_decoder_read_metadata_async (GessoDecoder *self, GBytes *bytes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (self, callback, data, gesso_decoder_read_metadata_async, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER, "No decoder");
}

GHashTable *
gesso_decoder_read_metadata_finish (GessoDecoder *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-library-private.h"

#include <glib/gi18n.h>

#include "gesso-stored-thumbnail.h"

/*
 * Thumbnails: from the cache; or made from the original, and put there. They come from this process alone, and are
 * decoded in it (gesso-stored-thumbnail.h); originals only ever go through the decoder's helpers.
 */

typedef struct {
  /* inputs */
  GessoDecoder *decoder;
  char         *sha256;
  char         *path;
  guint         edge;
  int           priority; /* of the decoder */

  /* outputs */
  GBytes       *small;
  GBytes       *large;
} ThumbnailData;

static void
thumbnail_data_free (ThumbnailData *data)
{
  g_clear_object (&data->decoder);
  g_free (data->sha256);
  g_free (data->path);
  g_clear_pointer (&data->small, g_bytes_unref);
  g_clear_pointer (&data->large, g_bytes_unref);
  g_free (data);
}

static void
return_thumbnail (GTask *task)
{
  ThumbnailData *data = g_task_get_task_data (task);
  GBytes *bytes = data->edge == GESSO_THUMBNAIL_SMALL ? data->small : data->large;

  if (bytes != NULL)
    g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_new_error (task, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND,
                             _("The file was moved or deleted. Its recipe is still here."));
}

static guint
stored_edge (guint edge)
{
  return edge <= GESSO_THUMBNAIL_SMALL ? GESSO_THUMBNAIL_SMALL : GESSO_THUMBNAIL_LARGE;
}

static gboolean
lookup_work (GessoCall  *call,
             GessoSql   *sql,
             GError    **error)
{
  ThumbnailData *data = call->data;
  GBytes **slot = data->edge == GESSO_THUMBNAIL_SMALL ? &data->small : &data->large;

  *slot = gesso_thumbnails_get (call->core->thumbnails, data->sha256, data->edge);
  return TRUE;
}

static gboolean
store_work (GessoCall  *call,
            GessoSql   *sql,
            GError    **error)
{
  ThumbnailData *data = call->data;

  gesso_thumbnails_put (call->core->thumbnails, data->sha256, GESSO_THUMBNAIL_SMALL, data->small);
  gesso_thumbnails_put (call->core->thumbnails, data->sha256, GESSO_THUMBNAIL_LARGE, data->large);
  return TRUE;
}

static void
store_done (GessoCall *call)
{
  return_thumbnail (call->task);
}

static void
inspected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  ThumbnailData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoInspection) inspection = gesso_decoder_inspect_file_finish (GESSO_DECODER (source), result, &error);
  GessoCall *call;

  if (inspection == NULL)
    {
      /* A file that can't be read is one that isn't there. */
      if (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_CANCELLED)
        return_thumbnail (task);
      else
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  data->small = inspection->thumbnail_small != NULL ? g_bytes_ref (inspection->thumbnail_small) : NULL;
  data->large = inspection->thumbnail_large != NULL ? g_bytes_ref (inspection->thumbnail_large) : NULL;
  call = gesso_library_call_for_task (task, GESSO_CALL_CACHE);
  call->work = store_work;
  call->done = store_done;
  gesso_library_send (g_task_get_source_object (task), call);
}

static void
lookup_done (GessoCall *call)
{
  ThumbnailData *data = call->data;

  if (data->small != NULL || data->large != NULL || data->path == NULL)
    return_thumbnail (call->task);
  else
    gesso_decoder_inspect_file_async (data->decoder, data->path, data->edge, data->priority,
                                      g_task_get_cancellable (call->task), inspected_cb, g_object_ref (call->task));
}

void
gesso_library_load_thumbnail_async (GessoLibrary        *self,
                                    GessoDecoder        *decoder,
                                    const char          *sha256,
                                    const char          *path,
                                    guint                edge,
                                    int                  priority,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  ThumbnailData *data;
  GessoCall *call;

  g_return_if_fail (GESSO_IS_LIBRARY (self));
  g_return_if_fail (sha256 != NULL);
  g_return_if_fail (path == NULL || GESSO_IS_DECODER (decoder));

  data = g_new0 (ThumbnailData, 1);
  data->decoder = decoder != NULL ? g_object_ref (decoder) : NULL;
  data->sha256 = g_strdup (sha256);
  data->path = g_strdup (path);
  data->edge = stored_edge (edge);
  data->priority = priority;
  call = gesso_library_call (self, GESSO_CALL_CACHE, gesso_library_load_thumbnail_async, data,
                             (GDestroyNotify) thumbnail_data_free, cancellable, callback, user_data);
  call->work = lookup_work;
  call->done = lookup_done;
  gesso_library_send (self, call);
}

GBytes *
gesso_library_load_thumbnail_finish (GessoLibrary  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_library_load_thumbnail_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

GessoPixels *
gesso_library_read_thumbnail (GessoLibrary *self,
                              const char   *sha256,
                              guint         width,
                              guint         height)
{
  g_autoptr (GBytes) jpeg = NULL;
  GessoCore *core;
  GessoPixels *pixels;

  g_return_val_if_fail (GESSO_IS_LIBRARY (self), NULL);
  g_return_val_if_fail (sha256 != NULL && width > 0 && height > 0, NULL);

  core = gesso_library_get_core (self);
  jpeg = gesso_thumbnails_get (core->thumbnails, sha256, stored_edge (MAX (width, height)));
  pixels = jpeg != NULL ? gesso_stored_thumbnail_decode (jpeg, width, height) : NULL;
  if (jpeg != NULL && pixels == NULL)
    gesso_thumbnails_drop (core->thumbnails, sha256);
  return pixels;
}

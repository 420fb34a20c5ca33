/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-loader.h"

struct _GessoImageLoader
{
  GObject parent_instance;
};

G_DEFINE_TYPE (GessoImageLoader, gesso_image_loader, G_TYPE_OBJECT)

static void gesso_image_loader_class_init (GessoImageLoaderClass *klass) {}
static void gesso_image_loader_init (GessoImageLoader *self) {}
GessoImageLoader *gesso_image_loader_new (GessoContext *context) { return g_object_new (GESSO_TYPE_IMAGE_LOADER, NULL); }
GessoImageLoader *
gesso_image_loader_get (GessoContext *context)
{
  GessoImageLoader *loader = g_object_get_data (G_OBJECT (context), "gesso-image-loader");

  if (loader == NULL)
    {
      loader = gesso_image_loader_new (context);
      g_object_set_data_full (G_OBJECT (context), "gesso-image-loader", loader, g_object_unref);
    }
  return loader;
}
GdkTexture *gesso_image_loader_peek (GessoImageLoader *self, const char *sha256, guint width, guint height) { return NULL; }
void
gesso_image_loader_load_async (GessoImageLoader *self, const char *sha256, const char *path, guint width, guint height, int priority,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (self, callback, data, gesso_image_loader_load_async, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No loader");
}
GdkTexture *
gesso_image_loader_load_finish (GessoImageLoader *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

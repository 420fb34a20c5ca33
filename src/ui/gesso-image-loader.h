/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoImageLoader:
 *
 * Textures of exactly the device pixels that a cell draws, from stored thumbnails or originals, decoded by
 * the helper. Requests for the same picture and size are one; what is no longer wanted is cancelled; a cache
 * bounded by bytes keeps what was shown last.
 */
#define GESSO_TYPE_IMAGE_LOADER (gesso_image_loader_get_type ())
G_DECLARE_FINAL_TYPE (GessoImageLoader, gesso_image_loader, GESSO, IMAGE_LOADER, GObject)

GessoImageLoader *gesso_image_loader_new         (GessoContext         *context);

/* The one loader of @context. (transfer none) */
GessoImageLoader *gesso_image_loader_get         (GessoContext         *context);

/* (transfer none) (nullable): from the cache at once, without loading. */
GdkTexture       *gesso_image_loader_peek        (GessoImageLoader     *self,
                                                  const char           *sha256,
                                                  guint                 width,
                                                  guint                 height);

/**
 * gesso_image_loader_load_async:
 * @sha256: content of an original or a reference
 * @path: where the file is
 * @width: device px of the box to fit into
 * @height: device px
 * @priority: higher first; visible cells use 10, ahead 0
 */
void              gesso_image_loader_load_async  (GessoImageLoader     *self,
                                                  const char           *sha256,
                                                  const char           *path,
                                                  guint                 width,
                                                  guint                 height,
                                                  int                   priority,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
GdkTexture       *gesso_image_loader_load_finish (GessoImageLoader     *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/**
 * gesso_image_loader_hold:
 * @hold: %TRUE to begin nothing new, %FALSE to go on; each %TRUE wants its %FALSE
 *
 * For a layout that is about to be another one: what is asked for meanwhile waits, and costs nothing when it is
 * cancelled.
 */
void              gesso_image_loader_hold        (GessoImageLoader     *self,
                                                  gboolean              hold);

G_END_DECLS

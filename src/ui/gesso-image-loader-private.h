/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-image-loader.h"

G_BEGIN_DECLS

/* What tests measure: decodes begun since the start, those under way, keys that wait to be begun, bytes in the cache. */
guint       gesso_image_loader_get_started  (GessoImageLoader  *self);
guint       gesso_image_loader_get_active   (GessoImageLoader  *self);
guint       gesso_image_loader_get_waiting  (GessoImageLoader  *self);
gsize       gesso_image_loader_get_cached   (GessoImageLoader  *self);

/* So many at once; with one, they end in the order in which they begin. */
void        gesso_image_loader_set_most_active (GessoImageLoader  *self,
                                                guint              most_active);

/*
 * In the format that the renderers take without converting it at each draw. Works in any thread.
 * (transfer full) (nullable): %NULL if @pixels do not hold what they say
 */
GdkTexture *gesso_image_loader_make_texture (const GessoPixels *pixels);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-image-loader.h"

G_BEGIN_DECLS

/**
 * GessoImageSlot:
 *
 * The one texture that a widget shows, and the load that will replace it. A new size of the same picture keeps the
 * old texture until the new one is there.
 *
 * Signals: "changed": the texture, or whether it failed, is another.
 */
#define GESSO_TYPE_IMAGE_SLOT (gesso_image_slot_get_type ())
G_DECLARE_FINAL_TYPE (GessoImageSlot, gesso_image_slot, GESSO, IMAGE_SLOT, GObject)

GessoImageSlot *gesso_image_slot_new         (GessoImageLoader *loader);

/* @width, @height: device px of the box to fit into. Costs nothing where it is wanted already. */
void            gesso_image_slot_want        (GessoImageSlot   *self,
                                              const char       *sha256,
                                              const char       *path,
                                              guint             width,
                                              guint             height,
                                              int               priority);
/* Cancels, and lets go of the texture; the loader's cache may still have it. */
void            gesso_image_slot_drop        (GessoImageSlot   *self);

/* (transfer none) (nullable) */
GdkTexture     *gesso_image_slot_get_texture (GessoImageSlot   *self);
/* Whether the texture is of the size that was wanted last. */
gboolean        gesso_image_slot_is_sharp    (GessoImageSlot   *self);
gboolean        gesso_image_slot_is_failed   (GessoImageSlot   *self);

G_END_DECLS

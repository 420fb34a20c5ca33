/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoThumbnail:
 *
 * A small square cut from the middle of a reference of the library, loaded when it is first seen.
 */
#define GESSO_TYPE_THUMBNAIL (gesso_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (GessoThumbnail, gesso_thumbnail, GESSO, THUMBNAIL, GtkWidget)

/* @size: px */
GtkWidget  *gesso_thumbnail_new        (GessoContext   *context,
                                        guint           size);

/* @sha256: (nullable): of a reference */
void        gesso_thumbnail_set_sha256 (GessoThumbnail *self,
                                        const char     *sha256);
const char *gesso_thumbnail_get_sha256 (GessoThumbnail *self);

/* It takes all the room it is given, instead of a square in its middle. @edge: the longer one of that, px */
void        gesso_thumbnail_fill          (GessoThumbnail *self,
                                           guint           edge);
/* Shows, over the picture, that it is being uploaded, and how far that is. */
void        gesso_thumbnail_follow_upload (GessoThumbnail *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Exif orientation, 1 to 8; 1 is upright. */
typedef guint GessoOrientation;

/* Reads it from wherever @format keeps its Exif block. gdk-pixbuf knows it for JPEG alone. */
GessoOrientation  gesso_orientation_read         (const guint8       *data,
                                                  gsize               length,
                                                  GessoPictureFormat  format);
gboolean          gesso_orientation_swaps_sides  (GessoOrientation    orientation);

/* Returns: (transfer full) (nullable): @pixbuf itself if it is upright; %NULL without memory */
GdkPixbuf        *gesso_orientation_apply        (GdkPixbuf          *pixbuf,
                                                  GessoOrientation    orientation);

G_END_DECLS

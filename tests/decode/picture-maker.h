/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Left half red, right half blue; the top left quarter half transparent where @alpha. */
GdkPixbuf *make_pixbuf         (int         width,
                                int         height,
                                gboolean    alpha);

/* @type: "png", "jpeg" or "webp", which gdk-pixbuf may not be able to write: %NULL. */
GBytes    *make_picture        (const char *type,
                                int         width,
                                int         height,
                                gboolean    alpha);

/* A JPEG with an APP1 segment put in. */
GBytes    *make_jpeg_with_app1 (int         width,
                                int         height,
                                const char *segment,
                                gsize       length);

/* Exif that says nothing but the orientation. */
GBytes    *make_rotated_jpeg   (int         width,
                                int         height,
                                guint       orientation);

/* A PNG with chunks (whole, but for a CRC that is right) put behind its header. */
GBytes    *make_png_with_chunk (const char *type,
                                const char *data,
                                gsize       length);

G_END_DECLS

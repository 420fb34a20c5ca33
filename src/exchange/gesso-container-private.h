/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-container.h"

G_BEGIN_DECLS

static inline guint32
gesso_take_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static inline guint32
gesso_take_le32 (const guint8 *p)
{
  return (guint32) p[3] << 24 | (guint32) p[2] << 16 | (guint32) p[1] << 8 | p[0];
}

/* Each writes the new file to @out; %FALSE where the file is broken or @stamp does not fit into its format. */
gboolean    gesso_png_rewrite         (const guint8     *data,
                                       gsize             length,
                                       const GessoStamp *stamp,
                                       GByteArray       *out);
gboolean    gesso_jpeg_rewrite        (const guint8     *data,
                                       gsize             length,
                                       const GessoStamp *stamp,
                                       GByteArray       *out);
gboolean    gesso_webp_rewrite        (const guint8     *data,
                                       gsize             length,
                                       const GessoStamp *stamp,
                                       GByteArray       *out);

gboolean    gesso_png_has_credentials  (const guint8    *data,
                                       gsize             length);
gboolean    gesso_jpeg_has_credentials (const guint8    *data,
                                       gsize             length);
gboolean    gesso_webp_has_credentials (const guint8    *data,
                                       gsize             length);

/**
 * gesso_exif_build:
 * @orientation: 1 to 8
 * @comment: (nullable): becomes UserComment, in Unicode
 *
 * Returns: (transfer full) (nullable): a TIFF block; %NULL where there is nothing to say
 */
GByteArray *gesso_exif_build          (guint             orientation,
                                       const char       *comment);

/* The orientation that a TIFF block says, 1 where it says none. @data: untrusted */
guint       gesso_exif_orientation    (const guint8     *data,
                                       gsize             length);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-picture.h"

G_BEGIN_DECLS

/**
 * GessoStamp:
 * @xmp: (nullable): an XMP packet
 * @parameters: (nullable): what other tools read as `parameters`
 *
 * What is written into a picture file beside its pixels. UTF-8.
 */
typedef struct {
  char *xmp;
  char *parameters;
} GessoStamp;

void     gesso_stamp_clear              (GessoStamp        *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GessoStamp, gesso_stamp_clear)

/**
 * gesso_container_rewrite:
 * @file: all of a PNG, JPEG or WebP file; untrusted
 * @stamp: (nullable): what to write into it
 *
 * Takes out of a file whatever is neither pixels nor needed to show them as they are (colour profile, orientation,
 * resolution), then puts @stamp in. The coded pixels are copied byte by byte, never coded anew.
 *
 * Returns: (transfer full) (nullable): a new file, or %NULL with a %GESSO_PICTURE_ERROR
 */
GBytes  *gesso_container_rewrite        (GBytes            *file,
                                         const GessoStamp  *stamp,
                                         GError           **error);

/* Whether a file carries Content Credentials (C2PA), which any change of the file breaks. @data: untrusted */
gboolean gesso_container_has_credentials (const guint8     *data,
                                         gsize              length);

G_END_DECLS

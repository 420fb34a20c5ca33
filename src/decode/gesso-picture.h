/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Most pixels that a picture from outside may have, and the most bytes its file may have. */
#define GESSO_PICTURE_MAX_PIXELS (64 * 1024 * 1024)
#define GESSO_PICTURE_MAX_BYTES  (128 * 1024 * 1024)

#define GESSO_PICTURE_ERROR (gesso_picture_error_quark ())
GQuark gesso_picture_error_quark (void);

/**
 * GessoPictureError:
 * @GESSO_PICTURE_ERROR_UNSUPPORTED: not PNG, JPEG or WebP by its magic bytes
 * @GESSO_PICTURE_ERROR_TOO_LARGE: more than 64 Mpx or 128 MB
 * @GESSO_PICTURE_ERROR_DAMAGED: the file is truncated or broken
 * @GESSO_PICTURE_ERROR_ANIMATED: more than one frame
 * @GESSO_PICTURE_ERROR_DECODER: the helper process crashed, hung or could not be started
 */
typedef enum {
  GESSO_PICTURE_ERROR_UNSUPPORTED,
  GESSO_PICTURE_ERROR_TOO_LARGE,
  GESSO_PICTURE_ERROR_DAMAGED,
  GESSO_PICTURE_ERROR_ANIMATED,
  GESSO_PICTURE_ERROR_DECODER,
} GessoPictureError;

typedef enum {
  GESSO_PICTURE_UNKNOWN,
  GESSO_PICTURE_PNG,
  GESSO_PICTURE_JPEG,
  GESSO_PICTURE_WEBP,
} GessoPictureFormat;

/* "png", "jpg", "webp"; and "image/png", "image/jpeg", "image/webp" */
const char         *gesso_picture_format_extension (GessoPictureFormat   format);
const char         *gesso_picture_format_mime_type (GessoPictureFormat   format);

/* By magic bytes alone; 12 bytes are enough. */
GessoPictureFormat  gesso_picture_sniff            (const guint8        *data,
                                                    gsize                length);

/**
 * gesso_picture_read_header:
 * @data: the beginning of a file, or all of it; untrusted
 * @width: (out): px as stored, before any rotation by EXIF
 * @height: (out): px
 *
 * Reads format and size without allocating anything or decoding a pixel.
 *
 * Returns: the format, or %GESSO_PICTURE_UNKNOWN with a %GESSO_PICTURE_ERROR
 */
GessoPictureFormat  gesso_picture_read_header      (const guint8        *data,
                                                    gsize                length,
                                                    guint               *width,
                                                    guint               *height,
                                                    GError             **error);

/**
 * gesso_picture_is_complete:
 * @data: all of a file; untrusted
 *
 * Whether the file reaches its own end: IEND, EOI, or the length its RIFF header tells. Decoders accept some
 * truncated files silently; a download that broke off must not pass for a picture.
 */
gboolean            gesso_picture_is_complete      (const guint8        *data,
                                                    gsize                length);

/* The size that fits into @max_width × @max_height px, 0 meaning no limit; never larger than it is, nor less than 1. */
void                gesso_picture_fit              (guint                width,
                                                    guint                height,
                                                    guint                max_width,
                                                    guint                max_height,
                                                    guint               *fitted_width,
                                                    guint               *fitted_height);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-picture.h"

G_BEGIN_DECLS

typedef struct {
  guint32 width;
  guint32 height;
} GessoPictureSize;

/* 0, or one more than a GessoPictureError: the readers below neither allocate nor build messages. */
typedef int GessoPictureVerdict;

#define GESSO_PICTURE_VERDICT_OK        0
#define GESSO_PICTURE_VERDICT_BAD(code) ((GessoPictureVerdict) (code) + 1)

static inline guint32
gesso_read_be16 (const guint8 *p)
{
  return (guint32) p[0] << 8 | p[1];
}

static inline guint32
gesso_read_be32 (const guint8 *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static inline guint32
gesso_read_le24 (const guint8 *p)
{
  return (guint32) p[2] << 16 | (guint32) p[1] << 8 | p[0];
}

static inline guint32
gesso_read_le32 (const guint8 *p)
{
  return (guint32) p[3] << 24 | gesso_read_le24 (p);
}

GessoPictureVerdict gesso_picture_read_png         (const guint8      *data,
                                                    gsize              length,
                                                    GessoPictureSize  *size);
GessoPictureVerdict gesso_picture_read_jpeg        (const guint8      *data,
                                                    gsize              length,
                                                    GessoPictureSize  *size);
GessoPictureVerdict gesso_picture_read_webp        (const guint8      *data,
                                                    gsize              length,
                                                    GessoPictureSize  *size);

gboolean            gesso_picture_png_is_complete  (const guint8      *data,
                                                    gsize              length);
gboolean            gesso_picture_jpeg_is_complete (const guint8      *data,
                                                    gsize              length);
gboolean            gesso_picture_webp_is_complete (const guint8      *data,
                                                    gsize              length);

/* Sets the translated sentence that belongs to @code. */
void                gesso_picture_set_error        (GError           **error,
                                                    GessoPictureError  code);

G_END_DECLS

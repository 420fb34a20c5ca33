/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decode-loop.h"
#include "gesso-picture-private.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* What a picture is before it was scaled, upright. */
typedef struct {
  GessoPictureFormat format;
  guint width;
  guint height;
} GessoDecodeInfo;

/* Has every library load its modules and tables. */
void                gesso_decode_warm_up         (void);

/* Whether gdk-pixbuf hands the work to glycin, which starts processes. */
gboolean            gesso_decode_uses_glycin     (void);

/* All of a picture, upright, fitted. */
GessoPictureVerdict gesso_decode_pixbuf          (const GessoDecodeJob  *job,
                                                  guint                  max_width,
                                                  guint                  max_height,
                                                  GessoDecodeInfo       *info,
                                                  GdkPixbuf            **pixbuf);

/* %NULL where there is no memory. */
GdkPixbuf          *gesso_decode_scale           (GdkPixbuf             *pixbuf,
                                                  guint                  width,
                                                  guint                  height);

/* All of them, @channels (3 or 4) bytes each. */
gboolean            gesso_decode_write_pixels    (const GdkPixbuf       *pixbuf,
                                                  int                    channels,
                                                  int                    fd);

/* Serves GESSO_WIRE_LOAD. */
GessoPictureVerdict gesso_decode_load            (const GessoDecodeJob  *job,
                                                  GessoWireReply        *reply,
                                                  int                   *fd);

G_END_DECLS

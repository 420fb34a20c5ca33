/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decode-loop.h"
#include "gesso-picture-private.h"

G_BEGIN_DECLS

/* Serves GESSO_WIRE_METADATA: names and texts in turn, each ended by a zero. */
GessoPictureVerdict gesso_decode_metadata (const GessoDecodeJob *job,
                                           GessoWireReply       *reply,
                                           int                  *fd);

/* PNG text chunks, in gesso-decode-text.c: adds keyword and text of each to @texts, both UTF-8. */
void                gesso_decode_png_text (const guint8         *data,
                                           gsize                 length,
                                           GHashTable           *texts);

G_END_DECLS

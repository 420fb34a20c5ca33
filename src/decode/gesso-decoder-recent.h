/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decoder.h"

G_BEGIN_DECLS

/* Longest side of the pixels that are held on to, px. */
#define GESSO_RECENT_EDGE 1024

/**
 * gesso_decoder_receive_async:
 *
 * As gesso_decoder_identify_async(), for a picture that is about to be shown: its pixels, fitted into
 * %GESSO_RECENT_EDGE, are at hand for a moment, so that it need not be decoded again.
 */
void             gesso_decoder_receive_async  (GessoDecoder         *self,
                                               GBytes               *bytes,
                                               int                   priority,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              data);
GessoInspection *gesso_decoder_receive_finish (GessoDecoder         *self,
                                               GAsyncResult         *result,
                                               GError              **error);

/**
 * gesso_decoder_read_recent:
 * @width: px of the box to fit into
 * @height: px
 *
 * Blocks for some milliseconds; from any thread but the main one.
 *
 * Returns: (transfer full) (nullable): %NULL where it was not received just now, or is wanted larger
 */
GessoPixels     *gesso_decoder_read_recent    (GessoDecoder         *self,
                                               const char           *sha256,
                                               guint                 width,
                                               guint                 height);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decoder.h"

G_BEGIN_DECLS

/*
 * Stored thumbnails: JPEGs that this process itself wrote, from pixels alone. No byte of a file from outside, and none
 * that a helper wrote, is ever in them; that is why they, and nothing else, are decoded without a helper. What a disk
 * may have made of them since is refused before it reaches more than the plainest part of the JPEG decoder.
 */

/**
 * gesso_stored_thumbnail_encode:
 * @rgb: rows of @width × 3 bytes, one behind the other
 * @width: px, at most %GESSO_THUMBNAIL_LARGE
 * @height: px, at most %GESSO_THUMBNAIL_LARGE
 *
 * Blocks; from any thread.
 *
 * Returns: (transfer full) (nullable): a JPEG
 */
GBytes      *gesso_stored_thumbnail_encode (const guint8 *rgb,
                                     guint         width,
                                     guint         height);

/**
 * gesso_stored_thumbnail_decode:
 * @jpeg: what gesso_stored_thumbnail_encode() returned, now or in another process
 * @max_width: px of the box to fit into; never enlarged
 * @max_height: px
 *
 * Blocks; from any thread.
 *
 * Returns: (transfer full) (nullable): %NULL where it is damaged or something else
 */
GessoPixels *gesso_stored_thumbnail_decode (GBytes       *jpeg,
                                     guint         max_width,
                                     guint         max_height);

G_END_DECLS

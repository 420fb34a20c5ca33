/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "gesso-stored-thumbnail.h"

/* Stored thumbnails are decoded in the window's own process: whatever a disk made of them must end there. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GessoPixels) pixels = gesso_stored_thumbnail_decode (bytes, 40, 40);

  if (pixels == NULL)
    return 0;
  g_assert_cmpuint (pixels->width, <=, 40);
  g_assert_cmpuint (pixels->height, <=, 40);
  g_assert_cmpuint (g_bytes_get_size (pixels->data), ==, pixels->stride * pixels->height);
  return 0;
}

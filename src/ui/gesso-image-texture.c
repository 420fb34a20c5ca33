/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-image-loader-private.h"

/* a × b / 255, rounded, for bytes. */
static inline guint
multiply (guint a,
          guint b)
{
  guint t = a * b + 128;

  return (t + (t >> 8)) >> 8;
}

static void
convert_row (const guint8 *in,
             guint32      *out,
             guint         width)
{
  for (guint x = 0; x < width; x++, in += 4)
    {
      guint alpha = in[3];

      if (alpha == 255)
        out[x] = 0xffu << 24 | (guint) in[0] << 16 | (guint) in[1] << 8 | in[2];
      else
        out[x] = alpha << 24 | multiply (in[0], alpha) << 16 | multiply (in[1], alpha) << 8 | multiply (in[2], alpha);
    }
}

GdkTexture *
gesso_image_loader_make_texture (const GessoPixels *pixels)
{
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *in;
  guint32 *out;
  gsize length;

  g_return_val_if_fail (pixels != NULL, NULL);

  in = g_bytes_get_data (pixels->data, &length);
  if (pixels->width == 0 || pixels->height == 0 || pixels->stride / 4 < pixels->width ||
      (guint64) pixels->width * pixels->height > GESSO_PICTURE_MAX_PIXELS ||
      length < pixels->stride * (pixels->height - 1) + (gsize) pixels->width * 4)
    return NULL;
  out = g_new (guint32, (gsize) pixels->width * pixels->height);
  for (guint y = 0; y < pixels->height; y++)
    convert_row (in + y * pixels->stride, out + (gsize) y * pixels->width, pixels->width);
  bytes = g_bytes_new_take (out, (gsize) pixels->width * pixels->height * 4);
  return gdk_memory_texture_new (pixels->width, pixels->height, GDK_MEMORY_DEFAULT, bytes, (gsize) pixels->width * 4);
}

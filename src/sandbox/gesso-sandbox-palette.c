/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-media.h"

#include <cairo.h>
#include <string.h>

#define MAX_COLOURS 5
/* A larger picture is not decoded. */
#define MAX_PIXELS (16 * 1000 * 1000)
#define MAX_SAMPLES 16384

/* Colours are counted in boxes of 4 bits a channel, and told as the mean of their box. */
typedef struct {
  guint count;
  guint red;
  guint green;
  guint blue;
} Box;

typedef struct {
  const guint8 *data;
  gsize         left;
} Reader;

static cairo_status_t
read_cb (void          *closure,
         unsigned char *out,
         unsigned int   length)
{
  Reader *reader = closure;

  if (reader->left < length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (out, reader->data, length);
  reader->data += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static void
count_colours (cairo_surface_t *surface,
               Box             *boxes)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  gsize stride = cairo_image_surface_get_stride (surface);
  guint width = cairo_image_surface_get_width (surface);
  guint height = cairo_image_surface_get_height (surface);
  guint step = 1;

  while ((gsize) (width / step) * (height / step) > MAX_SAMPLES)
    step++;
  for (guint y = 0; y < height; y += step)
    for (guint x = 0; x < width; x += step)
      {
        guint32 pixel;
        Box *box;

        memcpy (&pixel, pixels + y * stride + x * sizeof pixel, sizeof pixel);
        box = &boxes[(pixel >> 12 & 0xf00) | (pixel >> 8 & 0xf0) | (pixel >> 4 & 0xf)];
        box->count++;
        box->red += pixel >> 16 & 255;
        box->green += pixel >> 8 & 255;
        box->blue += pixel & 255;
      }
}

static void
append_top (GArray *palette,
            Box    *boxes,
            guint   n_boxes)
{
  for (guint i = 0; i < MAX_COLOURS; i++)
    {
      Box *top = &boxes[0];
      guint32 colour;

      for (guint j = 1; j < n_boxes; j++)
        if (boxes[j].count > top->count)
          top = &boxes[j];
      if (top->count == 0)
        return;
      colour = (top->red / top->count) << 16 | (top->green / top->count) << 8 | top->blue / top->count;
      g_array_append_val (palette, colour);
      top->count = 0;
    }
}

static gboolean
append_from_png (GArray *palette,
                 GBytes *bytes)
{
  g_autofree Box *boxes = NULL;
  cairo_surface_t *surface;
  cairo_format_t format;
  Reader reader;

  reader.data = g_bytes_get_data (bytes, &reader.left);
  surface = cairo_image_surface_create_from_png_stream (read_cb, &reader);
  format = cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS ? cairo_image_surface_get_format (surface)
                                                                  : CAIRO_FORMAT_INVALID;
  if (format == CAIRO_FORMAT_RGB24 || format == CAIRO_FORMAT_ARGB32)
    {
      boxes = g_new0 (Box, 4096);
      count_colours (surface, boxes);
      append_top (palette, boxes, 4096);
    }
  cairo_surface_destroy (surface);
  return palette->len > 0;
}

GArray *
gesso_sandbox_palette (GBytes *bytes)
{
  GArray *palette = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GessoSandboxMedia media;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (gesso_sandbox_sniff (bytes, &media) && strcmp (media.mime_type, "image/png") == 0 &&
      (guint64) media.width * media.height <= MAX_PIXELS && append_from_png (palette, bytes))
    return palette;
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, digest, &length);
  for (guint i = 0; i < MAX_COLOURS; i++)
    {
      guint32 colour = digest[3 * i] << 16 | digest[3 * i + 1] << 8 | digest[3 * i + 2];

      g_array_append_val (palette, colour);
    }
  return palette;
}

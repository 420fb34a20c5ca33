/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-painter.h"

cairo_surface_t *
gesso_sandbox_paint (const GessoPaintingSpec *spec)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, spec->width, spec->height);
  guint32 colour = g_str_hash (spec->prompt) ^ (spec->seed * 2654435761u);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_status_t
append_cb (void *array, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (array, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
gesso_sandbox_paint_png (const GessoPaintingSpec *spec)
{
  cairo_surface_t *surface = gesso_sandbox_paint (spec);
  GByteArray *png = g_byte_array_new ();

  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

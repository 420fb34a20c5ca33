/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-painter.h"

#include <math.h>
#include <string.h>

#include "gesso-paint-scene.h"

/* Of the shorter side, all around. */
#define MARGIN 0.03

static void
prime (GessoPaper              *paper,
       const GessoPaintingSpec *spec,
       GessoPaintFrame         *frame)
{
  double margin = round (MIN (spec->width, spec->height) * MARGIN);

  cairo_set_source_rgb (paper->cr, 0.969, 0.957, 0.925);
  cairo_paint (paper->cr);
  *frame = (GessoPaintFrame) { margin, margin, spec->width - 2 * margin, spec->height - 2 * margin };
}

/* In the margin, so that no crop of the picture itself can be taken for Krea's. */
static void
sign (GessoPaper            *paper,
      const GessoPaintFrame *frame)
{
  static const char mark[] = "Gesso sandbox, not Krea";
  cairo_text_extents_t extents;

  cairo_select_font_face (paper->cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (paper->cr, MAX (9, frame->x * 0.52));
  cairo_text_extents (paper->cr, mark, &extents);
  cairo_move_to (paper->cr, frame->x + frame->width - extents.x_advance, frame->y + frame->height + frame->y * 0.68);
  cairo_set_source_rgb (paper->cr, 0.36, 0.34, 0.31);
  cairo_show_text (paper->cr, mark);
}

cairo_surface_t *
gesso_sandbox_paint (const GessoPaintingSpec *spec)
{
  GessoPaper paper = { NULL };
  GessoPaintFrame frame;
  cairo_surface_t *surface;

  g_return_val_if_fail (spec != NULL && spec->prompt != NULL && spec->variant != NULL, NULL);
  g_return_val_if_fail (spec->width > 0 && spec->height > 0, NULL);

  gesso_paper_init (&paper, spec);
  prime (&paper, spec, &frame);
  cairo_save (paper.cr);
  cairo_rectangle (paper.cr, frame.x, frame.y, frame.width, frame.height);
  cairo_clip (paper.cr);
  gesso_paint_scene (&paper, spec, &frame);
  cairo_restore (paper.cr);
  gesso_paper_finish (&paper);
  sign (&paper, &frame);
  surface = cairo_surface_reference (paper.surface);
  gesso_paper_clear (&paper);
  return surface;
}

static cairo_status_t
append_cb (void                *closure,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
gesso_sandbox_paint_png (const GessoPaintingSpec *spec)
{
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface = gesso_sandbox_paint (spec);

  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

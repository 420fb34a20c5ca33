/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-paint-paper.h"

#include <math.h>
#include <string.h>

#define STREAKS_SIZE 512
#define SHADOW_SCALE 4

/* Strokes of a broad dry brush: noise drawn out along x. */
static cairo_surface_t *
make_streaks (guint64 seed)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, STREAKS_SIZE, STREAKS_SIZE);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);

  for (int y = 0; y < STREAKS_SIZE; y++)
    {
      double band = gesso_paint_noise (seed, y * 0.045), bristle = gesso_paint_noise (seed + 7, y * 0.6);

      for (int x = 0; x < STREAKS_SIZE; x++)
        {
          double value = 0.5 * band + 0.35 * bristle
                         + 0.4 * gesso_paint_noise (seed + 11 + y / 3, x * 0.012);

          pixels[y * stride + x] = CLAMP (value, 0, 1) * 255;
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

void
gesso_paper_init (GessoPaper              *self,
                  const GessoPaintingSpec *spec)
{
  guint64 hash = gesso_paint_hash (spec->prompt);
  double longer = MAX (spec->width, spec->height);

  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, spec->width, spec->height);
  self->cr = cairo_create (self->surface);
  self->random = gesso_paint_random (hash ^ (guint64) spec->seed << 20);
  self->palette = gesso_paint_palette_choose (spec);
  self->streaks = make_streaks (hash);
  self->unit = longer / 1000;
  self->light_x = (hash & 1 ? 1 : -1) * 7 * self->unit;
  self->light_y = 9 * self->unit;
  if (strcmp (spec->variant, "medium-turbo") == 0)
    {
      self->tear = 7 * self->unit;
      self->rim = 3.5 * self->unit;
      self->step = 11 * self->unit;
      self->grain = 0.5;
    }
  else if (strcmp (spec->variant, "large") == 0)
    {
      self->tear = 3.2 * self->unit;
      self->rim = 2.2 * self->unit;
      self->step = 1.6 * self->unit;
      self->grain = 0.95;
    }
  else
    {
      self->tear = 2.2 * self->unit;
      self->rim = 1.4 * self->unit;
      self->step = 4 * self->unit;
      self->grain = 0.7;
    }
}

void
gesso_paper_clear (GessoPaper *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->streaks, cairo_surface_destroy);
}

/* --- Edges --- */

typedef struct {
  GessoPaper *paper;
  guint64     seed;
  double      amount;
  double      length;
  double      x, y;
  gboolean    begun;
} Tear;

/* One straight piece of the edge, drawn as points that wander off it. */
static void
tear_to (Tear   *tear,
         double  x,
         double  y)
{
  double dx = x - tear->x, dy = y - tear->y, distance = hypot (dx, dy);
  double step = tear->paper->step, wave = 26 * tear->paper->unit;
  int pieces = MAX (1, (int) (distance / step));

  if (distance < 0.01)
    return;
  for (int i = 1; i <= pieces; i++)
    {
      double t = (double) i / pieces, along = tear->length + distance * t;
      double off = tear->amount * (gesso_paint_noise (tear->seed, along / wave)
                                   + 0.35 * gesso_paint_noise (tear->seed + 5, along / (wave / 7)));
      double px = tear->x + dx * t - dy / distance * off, py = tear->y + dy * t + dx / distance * off;

      if (tear->begun)
        cairo_line_to (tear->paper->cr, px, py);
      else
        cairo_move_to (tear->paper->cr, px, py);
      tear->begun = TRUE;
    }
  tear->length += distance;
  tear->x = x;
  tear->y = y;
}

static void
append_torn (GessoPaper         *self,
             const cairo_path_t *flat,
             guint64             seed,
             double              amount)
{
  Tear tear = { self, seed, amount, 0, 0, 0, FALSE };
  double start_x = 0, start_y = 0;

  for (int i = 0; i < flat->num_data; i += flat->data[i].header.length)
    {
      const cairo_path_data_t *data = &flat->data[i];

      switch (data->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          tear.x = start_x = data[1].point.x;
          tear.y = start_y = data[1].point.y;
          tear.begun = FALSE;
          break;
        case CAIRO_PATH_LINE_TO:
          tear_to (&tear, data[1].point.x, data[1].point.y);
          break;
        case CAIRO_PATH_CLOSE_PATH:
          tear_to (&tear, start_x, start_y);
          cairo_close_path (self->cr);
          break;
        case CAIRO_PATH_CURVE_TO:
        default:
          break;
        }
    }
}

/* --- Shadows --- */

static void
blur_line (guint8 *line,
           int     count,
           int     step,
           int     radius,
           guint8 *copy)
{
  int sum = 0, window = 2 * radius + 1;

  for (int i = 0; i < count; i++)
    copy[i] = line[i * step];
  for (int i = -radius; i <= radius; i++)
    sum += copy[CLAMP (i, 0, count - 1)];
  for (int i = 0; i < count; i++)
    {
      line[i * step] = sum / window;
      sum += copy[MIN (i + radius + 1, count - 1)] - copy[MAX (i - radius, 0)];
    }
}

static void
blur (cairo_surface_t *surface,
      int              radius)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  g_autofree guint8 *copy = g_malloc (MAX (width, height));

  cairo_surface_flush (surface);
  for (int pass = 0; pass < 2; pass++)
    {
      for (int y = 0; y < height; y++)
        blur_line (pixels + y * stride, width, 1, radius, copy);
      for (int x = 0; x < width; x++)
        blur_line (pixels + x, height, stride, radius, copy);
    }
  cairo_surface_mark_dirty (surface);
}

static void
cast_shadow (GessoPaper         *self,
             const cairo_path_t *outline,
             double              depth)
{
  int width = cairo_image_surface_get_width (self->surface) / SHADOW_SCALE + 1;
  int height = cairo_image_surface_get_height (self->surface) / SHADOW_SCALE + 1;
  cairo_surface_t *mask = cairo_image_surface_create (CAIRO_FORMAT_A8, width, height);
  cairo_t *cr = cairo_create (mask);

  cairo_scale (cr, 1.0 / SHADOW_SCALE, 1.0 / SHADOW_SCALE);
  cairo_translate (cr, self->light_x * depth, self->light_y * depth);
  cairo_append_path (cr, outline);
  cairo_fill (cr);
  cairo_destroy (cr);
  blur (mask, MAX (1, (int) (9 * self->unit * depth / SHADOW_SCALE)));

  cairo_save (self->cr);
  cairo_scale (self->cr, SHADOW_SCALE, SHADOW_SCALE);
  cairo_set_source_rgba (self->cr, 0.06, 0.05, 0.10, 0.34);
  cairo_mask_surface (self->cr, mask, 0, 0);
  cairo_restore (self->cr);
  cairo_surface_destroy (mask);
}

/* --- Sheets --- */

static void
set_colour (cairo_t          *cr,
            GessoPaintColour  colour)
{
  cairo_set_source_rgb (cr, colour.r, colour.g, colour.b);
}

/* Fills the current path, with the brush that the gouache was laid on with. */
static void
paint_sheet (GessoPaper       *self,
             GessoPaintColour  colour)
{
  cairo_t *cr = self->cr;
  cairo_pattern_t *streaks = cairo_pattern_create_for_surface (self->streaks);
  cairo_matrix_t matrix;

  cairo_pattern_set_extend (streaks, CAIRO_EXTEND_REPEAT);
  cairo_matrix_init_rotate (&matrix, gesso_paint_random_range (&self->random, -0.5, 0.5));
  cairo_matrix_scale (&matrix, 0.9 / self->unit, 0.9 / self->unit);
  cairo_matrix_translate (&matrix, gesso_paint_random_range (&self->random, 0, 500), gesso_paint_random_range (&self->random, 0, 500));
  cairo_pattern_set_matrix (streaks, &matrix);

  set_colour (cr, colour);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_push_group (cr);
  set_colour (cr, gesso_paint_colour_shade (colour, -0.30));
  cairo_mask (cr, streaks);
  cairo_pop_group_to_source (cr);
  cairo_paint_with_alpha (cr, 0.40);
  cairo_restore (cr);
  cairo_pattern_destroy (streaks);
}

void
gesso_paper_glue (GessoPaper       *self,
                  GessoPaintColour  colour,
                  double            depth,
                  double            torn)
{
  guint64 seed = gesso_paint_random_int (&self->random, G_MAXUINT32);
  double amount = self->tear * (0.18 + 0.82 * torn);
  cairo_path_t *flat, *outline;

  cairo_save (self->cr);
  cairo_identity_matrix (self->cr);
  cairo_set_tolerance (self->cr, 0.25);
  flat = cairo_copy_path_flat (self->cr);
  cairo_new_path (self->cr);
  append_torn (self, flat, seed, amount);
  outline = cairo_copy_path (self->cr);
  cairo_new_path (self->cr);

  if (depth > 0)
    cast_shadow (self, outline, depth);
  if (torn > 0)
    {
      /* The tear goes through the paper's body, which is white. */
      cairo_append_path (self->cr, outline);
      set_colour (self->cr, gesso_paint_colour_mix (colour, (GessoPaintColour) { 0.97, 0.95, 0.91 }, 0.82));
      cairo_set_line_width (self->cr, self->rim * 2 * torn);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke_preserve (self->cr);
      cairo_fill (self->cr);
      append_torn (self, flat, seed + 99, amount * 0.8);
    }
  else
    {
      cairo_append_path (self->cr, outline);
    }
  paint_sheet (self, colour);
  cairo_restore (self->cr);
  cairo_path_destroy (outline);
  cairo_path_destroy (flat);
}

void
gesso_paper_finish (GessoPaper *self)
{
  int width = cairo_image_surface_get_width (self->surface), height = cairo_image_surface_get_height (self->surface);
  int stride = cairo_image_surface_get_stride (self->surface);
  guint8 *pixels = cairo_image_surface_get_data (self->surface);
  guint32 state = gesso_paint_random_int (&self->random, G_MAXUINT32) | 1;
  int left = 0;

  cairo_surface_flush (self->surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 *pixel = (guint32 *) (void *) (pixels + y * stride) + x;
        int speck, r, g, b;

        /* Half of a speck comes from its left neighbour: fibres, not television. */
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        speck = (int) (state >> 24) - 128;
        left = (left + speck) / 2;
        speck = left * self->grain * 0.16;
        r = (*pixel >> 16 & 0xff) + speck;
        g = (*pixel >> 8 & 0xff) + speck;
        b = (*pixel & 0xff) + speck;
        *pixel = 0xff000000 | CLAMP (r, 0, 255) << 16 | CLAMP (g, 0, 255) << 8 | CLAMP (b, 0, 255);
      }
  cairo_surface_mark_dirty (self->surface);
}

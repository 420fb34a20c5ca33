/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-signature.h"

#include <math.h>

#include "gesso-oklab.h"

#define GRID 4
#define EDGE_GRID 2
#define DIRECTIONS 8

/* Edges count as much as colours do although they are fewer and fainter. */
#define EDGE_GAIN 1024.0f

/* Behind what is transparent. */
#define GROUND 128

static GessoOklab
read_pixel (const GessoPixels *pixels,
            guint              x,
            guint              y)
{
  const guint8 *p = (const guint8 *) g_bytes_get_data (pixels->data, NULL) + y * pixels->stride + x * 4;
  guint8 rgb[3];

  for (int i = 0; i < 3; i++)
    rgb[i] = (guint8) ((p[i] * p[3] + GROUND * (255 - p[3])) / 255);
  return gesso_oklab_from_rgb (rgb[0], rgb[1], rgb[2]);
}

static guint8
to_byte (float value)
{
  return (guint8) CLAMP (lrintf (value), 0, 255);
}

static void
compute_colours (const GessoOklab *colours,
                 guint             width,
                 guint             height,
                 guint8           *values)
{
  for (guint cell = 0; cell < GRID * GRID; cell++)
    {
      guint left = cell % GRID * width / GRID, right = MAX (left + 1, (cell % GRID + 1) * width / GRID);
      guint top = cell / GRID * height / GRID, bottom = MAX (top + 1, (cell / GRID + 1) * height / GRID);
      float l = 0, a = 0, b = 0, n = 0;

      for (guint y = top; y < MIN (bottom, height); y++)
        for (guint x = left; x < MIN (right, width); x++, n++)
          {
            l += colours[y * width + x].l;
            a += colours[y * width + x].a;
            b += colours[y * width + x].b;
          }
      values[cell * 3] = to_byte (l / n * 255);
      values[cell * 3 + 1] = to_byte (128 + a / n * 320);
      values[cell * 3 + 2] = to_byte (128 + b / n * 320);
    }
}

static void
compute_edges (const GessoOklab *colours,
               guint             width,
               guint             height,
               guint8           *values)
{
  float sums[GESSO_SIGNATURE_EDGES] = { 0 };

  for (guint y = 1; y + 1 < height; y++)
    for (guint x = 1; x + 1 < width; x++)
      {
        float dx = colours[y * width + x + 1].l - colours[y * width + x - 1].l;
        float dy = colours[(y + 1) * width + x].l - colours[(y - 1) * width + x].l;
        float strength = hypotf (dx, dy);
        /* An edge has no front: opposite directions are one. */
        float turn = atan2f (dy, dx) / (float) G_PI + 1;
        guint direction = (guint) lrintf (turn * DIRECTIONS) % DIRECTIONS;
        guint cell = y * EDGE_GRID / height * EDGE_GRID + x * EDGE_GRID / width;

        sums[cell * DIRECTIONS + direction] += strength;
      }
  for (guint i = 0; i < GESSO_SIGNATURE_EDGES; i++)
    values[i] = to_byte (sums[i] * EDGE_GAIN / (float) (width * height));
}

void
gesso_signature_compute (const GessoPixels *pixels,
                         GessoSignature    *signature)
{
  g_autofree GessoOklab *colours = NULL;

  g_return_if_fail (pixels != NULL && signature != NULL);
  g_return_if_fail (pixels->width > 0 && pixels->height > 0);

  colours = g_new (GessoOklab, (gsize) pixels->width * pixels->height);
  for (guint y = 0; y < pixels->height; y++)
    for (guint x = 0; x < pixels->width; x++)
      colours[y * pixels->width + x] = read_pixel (pixels, x, y);
  compute_colours (colours, pixels->width, pixels->height, signature->values);
  compute_edges (colours, pixels->width, pixels->height, signature->values + GESSO_SIGNATURE_COLOURS);
}

guint32
gesso_signature_distance (const GessoSignature *one,
                          const GessoSignature *other)
{
  guint32 sum = 0;

  for (guint i = 0; i < GESSO_SIGNATURE_SIZE; i++)
    {
      gint32 difference = one->values[i] - other->values[i];

      sum += (guint32) (difference * difference);
    }
  return sum;
}

/* The one nearest to the mean of all. */
static guint
find_middle (const GessoSignature *signatures,
             guint                 n)
{
  GessoSignature mean;
  guint best = 0;

  for (guint i = 0; i < GESSO_SIGNATURE_SIZE; i++)
    {
      guint64 sum = n / 2;

      for (guint j = 0; j < n; j++)
        sum += signatures[j].values[i];
      mean.values[i] = (guint8) (sum / n);
    }
  for (guint j = 1; j < n; j++)
    if (gesso_signature_distance (&signatures[j], &mean) < gesso_signature_distance (&signatures[best], &mean))
      best = j;
  return best;
}

static void
come_nearer (const GessoSignature *signatures,
             guint                 n,
             guint                 chosen,
             guint32              *nearest)
{
  for (guint i = 0; i < n; i++)
    nearest[i] = MIN (nearest[i], gesso_signature_distance (&signatures[i], &signatures[chosen]));
}

void
gesso_signature_spread (const GessoSignature *signatures,
                        guint                 n,
                        gboolean             *taken,
                        guint                 count,
                        GArray               *order)
{
  g_autofree guint32 *nearest = g_new (guint32, MAX (n, 1));
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    nearest[i] = G_MAXUINT32;
  for (guint i = 0; i < n; i++)
    if (taken[i])
      {
        any = TRUE;
        come_nearer (signatures, n, i, nearest);
      }
  for (; count > 0 && n > 0; count--)
    {
      guint best = 0;

      for (guint i = 1; any && i < n; i++)
        if (nearest[i] > nearest[best])
          best = i;
      if (!any)
        best = find_middle (signatures, n);
      if (nearest[best] == 0)
        return;
      any = TRUE;
      taken[best] = TRUE;
      come_nearer (signatures, n, best, nearest);
      g_array_append_val (order, best);
    }
}

void
gesso_strengths_from_areas (const double *areas,
                            guint         n,
                            double       *strengths)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += areas[i];
  for (guint i = 0; i < n; i++)
    {
      double strength = sum > 0 ? 0.5 * areas[i] * n / sum : 0.5;

      strengths[i] = CLAMP (round (strength * 20), 1, 20) / 20;
    }
}

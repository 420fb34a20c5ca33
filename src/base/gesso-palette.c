/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-base"

#include "config.h"

#include "gesso-palette.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Colours that are nearer than this look like one; steps of the counting, for each of red, green, blue. */
#define ALIKE 0.045f
#define STEPS 16
#define TURNS 12

/* Below this there is no hue to speak of. */
#define GREY 0.035

static float
distance (GessoOklab a,
          GessoOklab b)
{
  return (a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b);
}

static guint
find_nearest (const GessoShade *palette,
              guint             k,
              GessoOklab        colour)
{
  guint nearest = 0;

  for (guint i = 1; i < k; i++)
    if (distance (palette[i].colour, colour) < distance (palette[nearest].colour, colour))
      nearest = i;
  return nearest;
}

/* The heaviest first; then each time what is heavy and far from all that were chosen. */
static guint
choose_first (const GessoShade *shades,
              guint             n,
              GessoShade       *palette,
              guint             most)
{
  guint k = 0;

  while (k < MIN (n, most))
    {
      double best = -1;
      guint chosen = 0;

      for (guint i = 0; i < n; i++)
        {
          double far = k > 0 ? distance (palette[find_nearest (palette, k, shades[i].colour)].colour, shades[i].colour) : 1;
          double worth = k > 0 ? far * sqrt (shades[i].weight) : shades[i].weight;

          if (worth > best && (k == 0 || far > ALIKE * ALIKE))
            {
              best = worth;
              chosen = i;
            }
        }
      if (best < 0)
        break;
      palette[k++] = shades[chosen];
    }
  return k;
}

static void
settle (const GessoShade *shades,
        guint             n,
        GessoShade       *palette,
        guint             k)
{
  g_autofree double *sums = g_new (double, 4 * k);

  for (guint turn = 0; turn < TURNS; turn++)
    {
      memset (sums, 0, 4 * k * sizeof *sums);
      for (guint i = 0; i < n; i++)
        {
          double *sum = sums + 4 * find_nearest (palette, k, shades[i].colour);

          sum[0] += shades[i].weight * shades[i].colour.l;
          sum[1] += shades[i].weight * shades[i].colour.a;
          sum[2] += shades[i].weight * shades[i].colour.b;
          sum[3] += shades[i].weight;
        }
      for (guint i = 0; i < k; i++)
        {
          const double *sum = sums + 4 * i;

          palette[i].weight = sum[3];
          if (sum[3] > 0)
            palette[i].colour = (GessoOklab) { (float) (sum[0] / sum[3]), (float) (sum[1] / sum[3]),
                                               (float) (sum[2] / sum[3]) };
        }
    }
}

static int
compare_weight (gconstpointer a,
                gconstpointer b)
{
  const GessoShade *one = a;
  const GessoShade *other = b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  return (one->colour.l < other->colour.l) - (one->colour.l > other->colour.l);
}

guint
gesso_palette_find (const GessoShade *shades,
                    guint             n,
                    GessoShade       *palette,
                    guint             most)
{
  guint k;

  g_return_val_if_fail (n == 0 || shades != NULL, 0);

  k = choose_first (shades, n, palette, most);
  if (k == 0)
    return 0;
  settle (shades, n, palette, k);
  qsort (palette, k, sizeof *palette, compare_weight);
  while (k > 1 && palette[k - 1].weight <= 0)
    k--;
  return k;
}

GArray *
gesso_palette_count (const guint32 *pixels,
                     guint          width,
                     guint          height,
                     gsize          stride)
{
  g_autofree guint32 *sums = g_new0 (guint32, 4 * STEPS * STEPS * STEPS);
  GArray *shades = g_array_new (FALSE, FALSE, sizeof (GessoShade));

  for (guint y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) ((const guint8 *) pixels + y * stride);

      for (guint x = 0; x < width; x++)
        {
          guint32 red = row[x] >> 16 & 0xff, green = row[x] >> 8 & 0xff, blue = row[x] & 0xff;
          guint32 *sum = sums + 4 * ((red * STEPS / 256 * STEPS + green * STEPS / 256) * STEPS + blue * STEPS / 256);

          if (row[x] >> 24 < 0xf0)
            continue;
          sum[0] += red;
          sum[1] += green;
          sum[2] += blue;
          sum[3]++;
        }
    }
  for (guint i = 0; i < STEPS * STEPS * STEPS; i++)
    {
      const guint32 *sum = sums + 4 * i;
      GessoShade shade;

      if (sum[3] == 0)
        continue;
      shade.colour = gesso_oklab_from_rgb ((guint8) (sum[0] / sum[3]), (guint8) (sum[1] / sum[3]), (guint8) (sum[2] / sum[3]));
      shade.weight = sum[3];
      g_array_append_val (shades, shade);
    }
  return shades;
}

/* What strikes the eye: much of it, and coloured. */
double
gesso_palette_get_key (const GessoShade *palette,
                       guint             n)
{
  GessoOklab chosen = { 0, 0, 0 };
  double best = -1, turn;

  for (guint i = 0; i < n; i++)
    {
      double worth = palette[i].weight * (0.05 + hypot (palette[i].colour.a, palette[i].colour.b));

      if (worth > best)
        {
          best = worth;
          chosen = palette[i].colour;
        }
    }
  if (hypot (chosen.a, chosen.b) < GREY)
    return 2 + chosen.l;
  turn = atan2 (chosen.b, chosen.a) / (2 * G_PI);
  return turn < 0 ? turn + 1 : turn;
}

char *
gesso_oklab_to_hex (GessoOklab colour)
{
  guint8 rgb[3];

  gesso_oklab_to_rgb (colour, rgb);
  return g_strdup_printf ("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-paint-palette.h"

#include <stdlib.h>

#include "gesso-paint-random.h"

/* Three muted colours from light to deep, a dark, an accent. */
static const guint32 table[24][GESSO_PAINT_N_ROLES] = {
  { 0xe9dfc9, 0xa9b8a8, 0x5f7f83, 0x24363f, 0xd5522f },
  { 0xf0e3d0, 0xd9a982, 0x8c6a5d, 0x2f2a33, 0x2e8c8a },
  { 0xdfe5e3, 0x9fb7c4, 0x557a95, 0x1f2f46, 0xe9a13b },
  { 0xf3e6d8, 0xe0b7a4, 0xa87872, 0x3c2b38, 0x3f7f5f },
  { 0xe6e2cf, 0xb9b98a, 0x737f4f, 0x2c3527, 0xc9403a },
  { 0xe4e1e8, 0xb3a9c2, 0x75698f, 0x2a2740, 0xf0b450 },
  { 0xf2ead9, 0xcfc0a2, 0x8f8a75, 0x33322e, 0x2f5fa8 },
  { 0xdce8e2, 0x93b8a6, 0x4e8272, 0x1c3a38, 0xe8754a },
  { 0xf5e1cf, 0xe6a57e, 0xb25f4c, 0x40222a, 0x356f7a },
  { 0xe2e6ea, 0xaab6bd, 0x6d7b85, 0x262e36, 0xd83f4a },
  { 0xf1e8c8, 0xd8c27a, 0x8e8449, 0x38351f, 0x8a3f63 },
  { 0xe8ddd8, 0xc4a39a, 0x7d5f68, 0x2d2230, 0xd9982f },
  { 0xd9e3ee, 0x8fadd0, 0x4a6aa0, 0x1a2547, 0xf27a5e },
  { 0xeee7dd, 0xc0c7b5, 0x7f967f, 0x2b3d34, 0xe2aa1f },
  { 0xf4dfdc, 0xdba3a8, 0x96677f, 0x332544, 0x2b9a8f },
  { 0xe5ebdc, 0xb5c79b, 0x6a9068, 0x22402f, 0xd9583e },
  { 0xebe3d4, 0xb7a68d, 0x6f6554, 0x25221f, 0xe0572d },
  { 0xdfe9ea, 0x9cc3c7, 0x4f8d96, 0x173a45, 0xf0c04d },
  { 0xf6ead2, 0xecc48b, 0xc08450, 0x4a2f22, 0x2f6c96 },
  { 0xe7e2dd, 0xb0aeb5, 0x706f7f, 0x25253a, 0xef6f6c },
  { 0xeaf0e8, 0xaecdc8, 0x6497a0, 0x21414f, 0xc84b6c },
  { 0xf3e9e2, 0xd7bcae, 0x9a7f86, 0x38304a, 0xe3792a },
  { 0xe0e4d6, 0xa3ad9c, 0x62705f, 0x1f2a28, 0xf2a65a },
  { 0xefe2e6, 0xc8aebe, 0x836e97, 0x2a2346, 0x3fa06b },
};

static GessoPaintColour
from_rgb (guint32 rgb)
{
  return (GessoPaintColour) { (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0 };
}

static double
luma (guint32 rgb)
{
  return 0.3 * (rgb >> 16 & 0xff) + 0.59 * (rgb >> 8 & 0xff) + 0.11 * (rgb & 0xff);
}

static int
chroma (guint32 rgb)
{
  int r = rgb >> 16 & 0xff, g = rgb >> 8 & 0xff, b = rgb & 0xff;

  return MAX (r, MAX (g, b)) - MIN (r, MIN (g, b));
}

static int
compare_luma (const void *a,
              const void *b)
{
  double difference = luma (*(const guint32 *) b) - luma (*(const guint32 *) a);

  return (difference > 0) - (difference < 0);
}

/* Deals the references' colours out to the roles: the most vivid is the accent, the others go by lightness. */
static void
deal (const guint32 *colours,
      gsize          n_colours,
      guint32        roles[GESSO_PAINT_N_ROLES])
{
  guint32 sorted[GESSO_PAINT_N_ROLES];
  guint vivid = 0;

  for (guint i = 0; i < GESSO_PAINT_N_ROLES; i++)
    sorted[i] = colours[i % n_colours];
  for (guint i = 1; i < GESSO_PAINT_N_ROLES; i++)
    if (chroma (sorted[i]) > chroma (sorted[vivid]))
      vivid = i;
  roles[GESSO_PAINT_ACCENT] = sorted[vivid];
  sorted[vivid] = sorted[GESSO_PAINT_N_ROLES - 1];
  qsort (sorted, GESSO_PAINT_N_ROLES - 1, sizeof *sorted, compare_luma);
  for (guint i = 0; i < GESSO_PAINT_N_ROLES - 1; i++)
    roles[i] = sorted[i];
}

GessoPaintPalette
gesso_paint_palette_choose (const GessoPaintingSpec *spec)
{
  guint64 hash = gesso_paint_hash (spec->prompt) ^ (guint64) spec->seed * 0x9e3779b9u;
  GessoPaintRandom random = gesso_paint_random (hash ^ 0x70a1);
  const guint32 *chosen = table[gesso_paint_random_int (&random, G_N_ELEMENTS (table))];
  double contrast = spec->intensity / 100.0;
  GessoPaintPalette palette;
  guint32 dealt[GESSO_PAINT_N_ROLES];

  if (spec->palette != NULL && spec->n_palette > 0)
    deal (spec->palette, spec->n_palette, dealt);

  for (guint i = 0; i < GESSO_PAINT_N_ROLES; i++)
    {
      GessoPaintColour colour = from_rgb (chosen[i]);
      double grey;

      if (spec->palette != NULL && spec->n_palette > 0)
        colour = gesso_paint_colour_mix (colour, from_rgb (dealt[i]), CLAMP (spec->palette_strength * 1.2, 0, 1));
      grey = 0.3 * colour.r + 0.59 * colour.g + 0.11 * colour.b;
      palette.colours[i] = gesso_paint_colour_mix ((GessoPaintColour) { grey, grey, grey }, colour, 1 + 0.6 * contrast);
    }
  return palette;
}

GessoPaintColour
gesso_paint_colour_mix (GessoPaintColour from,
                        GessoPaintColour to,
                        double           t)
{
  return (GessoPaintColour) {
    CLAMP (from.r + (to.r - from.r) * t, 0, 1),
    CLAMP (from.g + (to.g - from.g) * t, 0, 1),
    CLAMP (from.b + (to.b - from.b) * t, 0, 1),
  };
}

GessoPaintColour
gesso_paint_colour_shade (GessoPaintColour colour,
                          double           amount)
{
  double end = amount > 0 ? 1 : 0;

  return gesso_paint_colour_mix (colour, (GessoPaintColour) { end, end, end }, ABS (amount));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-paint-random.h"

#include <math.h>

static guint64
scramble (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

guint64
gesso_paint_hash (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text != '\0'; text++)
    hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return scramble (hash);
}

GessoPaintRandom
gesso_paint_random (guint64 seed)
{
  return (GessoPaintRandom) { scramble (seed + 1) };
}

static guint64
next (GessoPaintRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return scramble (self->state);
}

guint32
gesso_paint_random_int (GessoPaintRandom *self,
                        guint32           below)
{
  return below == 0 ? 0 : (next (self) >> 32) % below;
}

double
gesso_paint_random_unit (GessoPaintRandom *self)
{
  return (next (self) >> 11) * 0x1.0p-53;
}

double
gesso_paint_random_range (GessoPaintRandom *self,
                          double            from,
                          double            to)
{
  return from + (to - from) * gesso_paint_random_unit (self);
}

static double
lattice (guint64 seed,
         gint64  at)
{
  return (scramble (seed ^ (guint64) at * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 11) * 0x1.0p-52 - 1;
}

static double
smooth_noise (guint64 seed,
              double  x)
{
  double whole = floor (x), t = x - whole;
  double from = lattice (seed, (gint64) whole), to = lattice (seed, (gint64) whole + 1);

  return from + (to - from) * t * t * (3 - 2 * t);
}

double
gesso_paint_noise (guint64 seed,
                   double  x)
{
  return (smooth_noise (seed, x) + 0.5 * smooth_noise (seed + 1, x * 2.3) + 0.25 * smooth_noise (seed + 2, x * 5.1)) / 1.75;
}

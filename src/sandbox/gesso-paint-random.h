/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Random numbers that are the same on every machine: a picture depends on nothing else. */
typedef struct {
  guint64 state;
} GessoPaintRandom;

guint64          gesso_paint_hash         (const char       *text);
GessoPaintRandom gesso_paint_random       (guint64           seed);
guint32          gesso_paint_random_int   (GessoPaintRandom *self, guint32 below);
double           gesso_paint_random_unit  (GessoPaintRandom *self);
double           gesso_paint_random_range (GessoPaintRandom *self, double from, double to);

/* Smooth noise in -1..1 along a line: the sum of three octaves. */
double           gesso_paint_noise        (guint64 seed, double x);

G_END_DECLS

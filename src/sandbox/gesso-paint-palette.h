/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sandbox-painter.h"

G_BEGIN_DECLS

/**
 * GessoPaintRole:
 *
 * What a colour is for: three muted ones from light to deep, a dark and an accent. No picture uses others.
 */
typedef enum {
  GESSO_PAINT_LIGHT,
  GESSO_PAINT_MIDDLE,
  GESSO_PAINT_DEEP,
  GESSO_PAINT_DARK,
  GESSO_PAINT_ACCENT,
  GESSO_PAINT_N_ROLES,
} GessoPaintRole;

typedef struct {
  double r, g, b;
} GessoPaintColour;

typedef struct {
  GessoPaintColour colours[GESSO_PAINT_N_ROLES];
} GessoPaintPalette;

/* The palette of a picture: from the table, replaced by the references' colours as far as the spec says. */
GessoPaintPalette gesso_paint_palette_choose (const GessoPaintingSpec *spec);

GessoPaintColour  gesso_paint_colour_mix     (GessoPaintColour from, GessoPaintColour to, double t);
/* Lighter above 0, darker below; ±1 is white and black. */
GessoPaintColour  gesso_paint_colour_shade   (GessoPaintColour colour, double amount);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-oklab.h"

G_BEGIN_DECLS

/* Most colours that are told of one picture, and of a whole board. */
#define GESSO_PALETTE_PICTURE 6
#define GESSO_PALETTE_BOARD 8

/**
 * GessoShade:
 * @weight: how much of it there is
 */
typedef struct {
  GessoOklab colour;
  double     weight;
} GessoShade;

/**
 * gesso_palette_find:
 * @shades: (array length=n): what there is
 * @palette: (out caller-allocates): room for @most
 *
 * The few colours that stand for many: k-means in OKLab, begun at the heaviest colour and those that lie farthest from
 * what was chosen. The same shades in the same order give the same palette; the most frequent comes first.
 *
 * Returns: how many there are; fewer where fewer can be told apart
 */
guint    gesso_palette_find    (const GessoShade *shades,
                                guint             n,
                                GessoShade       *palette,
                                guint             most);

/**
 * gesso_palette_count:
 * @pixels: 32 bits each in the machine's order, alpha, red, green, blue, premultiplied
 * @stride: bytes a row
 *
 * Returns: (transfer full) (element-type GessoShade): the colours of a picture, those that are near together as one;
 * what can be seen through does not count
 */
GArray  *gesso_palette_count   (const guint32    *pixels,
                                guint             width,
                                guint             height,
                                gsize             stride);

/* Where a palette belongs among others: around the circle of hues from red on, then the greys from dark to light. */
double   gesso_palette_get_key (const GessoShade *palette,
                                guint             n);

/* "#rrggbb". (transfer full) */
char    *gesso_oklab_to_hex    (GessoOklab        colour);

G_END_DECLS

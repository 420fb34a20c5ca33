/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoOklab:
 * @l: lightness, 0 black to 1 white
 * @a: green to red, about −0.4 to 0.4
 * @b: blue to yellow, about −0.4 to 0.4
 *
 * A colour as the eye compares it: distances mean the same everywhere (Björn Ottosson, 2020).
 */
typedef struct {
  float l;
  float a;
  float b;
} GessoOklab;

GessoOklab gesso_oklab_from_rgb (guint8      red,
                                 guint8      green,
                                 guint8      blue);
/* What sRGB can't show is cut off at its edge. */
void       gesso_oklab_to_rgb   (GessoOklab  colour,
                                 guint8     *rgb);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoPaintingSpec:
 * @prompt: what to paint; decides horizon, framing, sun and silhouettes
 * @variant: "medium-turbo", "medium" or "large": how finished it looks
 * @creativity: "raw" to "high": how many shapes
 * @width: px
 * @height: px
 * @seed: another seed, another picture of the same thing
 * @intensity: -100..100: colour contrast
 * @complexity: -100..100: number of shapes
 * @movement: -100..100: tilt and swing of the edges
 * @palette: (array length=n_palette) (nullable): colours 0xRRGGBB of the references, most important first
 * @palette_strength: 0..1: how much of the palette they replace
 *
 * Everything that a stand-in picture depends on. The same spec gives the same pixels on every machine
 * with the same fonts.
 */
typedef struct {
  const char    *prompt;
  const char    *variant;
  const char    *creativity;
  guint          width;
  guint          height;
  guint32        seed;
  int            intensity;
  int            complexity;
  int            movement;
  const guint32 *palette;
  gsize          n_palette;
  double         palette_strength;
} GessoPaintingSpec;

/**
 * gesso_sandbox_paint:
 *
 * Paints a cut-paper gouache scene with an unpainted margin and its own mark. Thread-safe.
 *
 * Returns: (transfer full): an RGB24 surface of exactly @width × @height
 */
cairo_surface_t *gesso_sandbox_paint     (const GessoPaintingSpec *spec);

/* Returns: (transfer full): as a PNG file without any text chunk */
GBytes          *gesso_sandbox_paint_png (const GessoPaintingSpec *spec);

G_END_DECLS

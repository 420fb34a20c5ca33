/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-paint-paper.h"

G_BEGIN_DECLS

/* The painted part of the picture, px. */
typedef struct {
  double x, y, width, height;
} GessoPaintFrame;

/* Glues the scene that the spec describes: sky, sun, land or water, the figures that the prompt names. */
void gesso_paint_scene (GessoPaper              *paper,
                        const GessoPaintingSpec *spec,
                        const GessoPaintFrame   *frame);

G_END_DECLS

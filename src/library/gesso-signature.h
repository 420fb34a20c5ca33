/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decoder.h"

G_BEGIN_DECLS

/* Colours of a grid of 4 × 4, three numbers each; then the edges of a grid of 2 × 2, in eight directions each. */
#define GESSO_SIGNATURE_COLOURS 48
#define GESSO_SIGNATURE_EDGES 32
#define GESSO_SIGNATURE_SIZE (GESSO_SIGNATURE_COLOURS + GESSO_SIGNATURE_EDGES)

/* Longer side of the pixels that a signature is made from, px. */
#define GESSO_SIGNATURE_EDGE 64

/**
 * GessoSignature:
 *
 * What a picture looks like, in a few numbers: pictures that look alike are near each other. Made once for each
 * content; the same pixels give the same numbers. Plain data, for any thread.
 */
typedef struct {
  guint8 values[GESSO_SIGNATURE_SIZE];
} GessoSignature;

void     gesso_signature_compute  (const GessoPixels    *pixels,
                                   GessoSignature       *signature);
/* Squared; 0 for the same. */
guint32  gesso_signature_distance (const GessoSignature *one,
                                   const GessoSignature *other);

/**
 * gesso_signature_spread:
 * @signatures: of all pictures
 * @taken: which are chosen already; those that are chosen now are added
 * @count: how many to choose at most
 * @order: (element-type guint): the chosen ones are appended, best first
 *
 * Chooses the pictures that together represent all of them: first the one in the middle, where none is taken yet, then
 * each time the one that is farthest from all that are chosen. Among equals the first; what looks exactly like a chosen
 * one is never chosen.
 */
void     gesso_signature_spread   (const GessoSignature *signatures,
                                   guint                 n,
                                   gboolean             *taken,
                                   guint                 count,
                                   GArray               *order);

/**
 * gesso_strengths_from_areas:
 * @areas: on the canvas, all above 0
 * @strengths: (out caller-allocates): @n of them, from 0.05 to 1, in steps of 0.05
 *
 * Larger pictures steer more: in proportion to their area, the mean being 0.5.
 */
void     gesso_strengths_from_areas (const double        *areas,
                                     guint                n,
                                     double              *strengths);

G_END_DECLS

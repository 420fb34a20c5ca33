/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-base"

#include "config.h"

#include "gesso-oklab.h"

#include <math.h>

/* From linear sRGB to cone responses, and from their cube roots to the space; then both ways back. */
static const float to_cones[3][3] = {
  { 0.4122214708f, 0.5363325363f, 0.0514459929f },
  { 0.2119034982f, 0.6806995451f, 0.1073969566f },
  { 0.0883024619f, 0.2817188376f, 0.6299787005f },
};
static const float to_lab[3][3] = {
  { 0.2104542553f, 0.7936177850f, -0.0040720468f },
  { 1.9779984951f, -2.4285922050f, 0.4505937099f },
  { 0.0259040371f, 0.7827717662f, -0.8086757660f },
};
static const float from_lab[3][3] = {
  { 1.0f, 0.3963377774f, 0.2158037573f },
  { 1.0f, -0.1055613458f, -0.0638541728f },
  { 1.0f, -0.0894841775f, -1.2914855480f },
};
static const float from_cones[3][3] = {
  { 4.0767416621f, -3.3077115913f, 0.2309699292f },
  { -1.2684380046f, 2.6097574011f, -0.3413193965f },
  { -0.0041960863f, -0.7034186147f, 1.7076147010f },
};

static void
multiply (const float  matrix[3][3],
          const float *in,
          float       *out)
{
  for (int i = 0; i < 3; i++)
    out[i] = matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

static float
linear (guint8 value)
{
  float v = value / 255.0f;

  return v <= 0.04045f ? v / 12.92f : powf ((v + 0.055f) / 1.055f, 2.4f);
}

static guint8
encoded (float value)
{
  float v = CLAMP (value, 0.0f, 1.0f);

  v = v <= 0.0031308f ? v * 12.92f : 1.055f * powf (v, 1 / 2.4f) - 0.055f;
  return (guint8) lrintf (v * 255);
}

GessoOklab
gesso_oklab_from_rgb (guint8 red,
                      guint8 green,
                      guint8 blue)
{
  const float rgb[3] = { linear (red), linear (green), linear (blue) };
  float cones[3], lab[3];

  multiply (to_cones, rgb, cones);
  for (int i = 0; i < 3; i++)
    cones[i] = cbrtf (cones[i]);
  multiply (to_lab, cones, lab);
  return (GessoOklab) { lab[0], lab[1], lab[2] };
}

void
gesso_oklab_to_rgb (GessoOklab  colour,
                    guint8     *rgb)
{
  const float lab[3] = { colour.l, colour.a, colour.b };
  float cones[3], out[3];

  multiply (from_lab, lab, cones);
  for (int i = 0; i < 3; i++)
    cones[i] = cones[i] * cones[i] * cones[i];
  multiply (from_cones, cones, out);
  for (int i = 0; i < 3; i++)
    rgb[i] = encoded (out[i]);
}

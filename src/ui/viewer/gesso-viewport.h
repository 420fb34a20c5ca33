/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GESSO_VIEWPORT_MAX_ZOOM 8.0
/* One step of the keyboard or the wheel. */
#define GESSO_VIEWPORT_STEP 1.25

/**
 * GessoViewport:
 * @view_width: device px of the room there is
 * @view_height: device px
 * @picture_width: px of the picture
 * @picture_height: px
 * @zoom: device px for one px of the picture; 0 for as large as fits, never more than 1
 * @center_x: the point of the picture in the middle of the room, 0..1
 * @center_y: 0..1
 *
 * What part of a picture is seen, and how large. Plain numbers, no toolkit. All lengths in device px.
 */
typedef struct {
  double view_width;
  double view_height;
  double picture_width;
  double picture_height;
  double zoom;
  double center_x;
  double center_y;
} GessoViewport;

#define GESSO_VIEWPORT_INIT { 0, 0, 0, 0, 0, 0.5, 0.5 }

/* The zoom at which all of it is seen; at most 1. */
double   gesso_viewport_get_fit    (const GessoViewport *self);
/* The zoom that applies. */
double   gesso_viewport_get_zoom   (const GessoViewport *self);
gboolean gesso_viewport_is_fit     (const GessoViewport *self);

/* Where the picture lies in the room, on whole device px. */
void     gesso_viewport_get_rect   (const GessoViewport *self,
                                    double              *x,
                                    double              *y,
                                    double              *width,
                                    double              *height);

/* Keeps the picture's point under (@x, @y) where it is. @zoom: 0 to fit */
void     gesso_viewport_zoom_to    (GessoViewport       *self,
                                    double               zoom,
                                    double               x,
                                    double               y);
/* Steps of %GESSO_VIEWPORT_STEP; catches on 1:1 instead of passing it, and on fit. */
void     gesso_viewport_zoom_by    (GessoViewport       *self,
                                    int                  steps,
                                    double               x,
                                    double               y);
/* Moves the picture by device px, never out of the room. */
void     gesso_viewport_pan        (GessoViewport       *self,
                                    double               dx,
                                    double               dy);
void     gesso_viewport_fit        (GessoViewport       *self);
void     gesso_viewport_resize     (GessoViewport       *self,
                                    double               width,
                                    double               height);

G_END_DECLS

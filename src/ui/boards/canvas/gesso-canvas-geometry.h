/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Plain numbers, no toolkit: where the canvas is looked at from, and where things go on it. */

#define GESSO_CANVAS_MIN_ZOOM 0.01
#define GESSO_CANVAS_MAX_ZOOM 16.0
#define GESSO_CANVAS_STEP 1.25
/* Free room around what is fitted, px of the view. */
#define GESSO_CANVAS_MARGIN 32.0

typedef struct {
  double x;
  double y;
  double width;
  double height;
} GessoRect;

/**
 * GessoCanvasView:
 * @width: px of the widget
 * @zoom: px of the widget for one px of the board
 * @x: the point of the board in the upper left corner
 */
typedef struct {
  double width;
  double height;
  double zoom;
  double x;
  double y;
} GessoCanvasView;

#define GESSO_CANVAS_VIEW_INIT { 0, 0, 1, 0, 0 }

gboolean  gesso_rect_intersects          (const GessoRect       *a,
                                          const GessoRect       *b);
gboolean  gesso_rect_contains            (const GessoRect       *self,
                                          double                 x,
                                          double                 y);
/* Grows @self until @other is inside; a rectangle of no width is none. */
void      gesso_rect_unite               (GessoRect             *self,
                                          const GessoRect       *other);
GessoRect gesso_rect_from_corners        (double                 x1,
                                          double                 y1,
                                          double                 x2,
                                          double                 y2);

void      gesso_canvas_view_to_board     (const GessoCanvasView *self,
                                          double                *x,
                                          double                *y);
GessoRect gesso_canvas_view_to_view      (const GessoCanvasView *self,
                                          const GessoRect       *rect);
/* By px of the widget. */
void      gesso_canvas_view_pan          (GessoCanvasView       *self,
                                          double                 dx,
                                          double                 dy);
/* What lies under (@x, @y) of the widget stays there; the zoom catches on 1:1 instead of passing it. */
void      gesso_canvas_view_zoom         (GessoCanvasView       *self,
                                          double                 zoom,
                                          double                 x,
                                          double                 y);
/* Never larger than @most. */
void      gesso_canvas_view_fit          (GessoCanvasView       *self,
                                          const GessoRect       *rect,
                                          double                 most);
/* Pans as little as makes @rect visible. */
void      gesso_canvas_view_reveal       (GessoCanvasView       *self,
                                          const GessoRect       *rect);

/**
 * gesso_canvas_snap:
 * @moving: what is moved
 * @others: (array length=n): what it may align to
 * @distance: px of the board
 * @guide_x: (out): where it caught, NaN for nowhere
 *
 * How much farther it has to go for an edge or the middle to lie on one of theirs.
 */
void      gesso_canvas_snap              (const GessoRect       *moving,
                                          const GessoRect       *others,
                                          guint                  n,
                                          double                 distance,
                                          double                *dx,
                                          double                *dy,
                                          double                *guide_x,
                                          double                *guide_y);

/**
 * gesso_canvas_snap_scale:
 * @before: what is resized
 * @corner: the corner that moves, 0 upper left, then clockwise; the opposite one stays where it is
 * @scale: how much larger it shall be, in proportion
 * @distance: px of the board
 * @guide_x: (out): where it caught, NaN for nowhere
 *
 * Returns: @scale, or the one nearest to it that puts an edge that moves on one of theirs
 */
double    gesso_canvas_snap_scale        (const GessoRect       *before,
                                          int                    corner,
                                          double                 scale,
                                          const GessoRect       *others,
                                          guint                  n,
                                          double                 distance,
                                          double                *guide_x,
                                          double                *guide_y);

/* Lays sizes out around (@x, @y) in as square a grid as can be; they keep their sizes. */
void      gesso_canvas_lay_grid          (GessoRect             *rects,
                                          guint                  n,
                                          double                 x,
                                          double                 y);
/* From (@x, @y), in their order. Rows of one height, columns of one width; as square a whole as can be. */
void      gesso_canvas_lay_rows          (GessoRect             *rects,
                                          guint                  n,
                                          double                 x,
                                          double                 y);
void      gesso_canvas_lay_columns       (GessoRect             *rects,
                                          guint                  n,
                                          double                 x,
                                          double                 y);

/* The size a picture gets that was just dropped. */
void      gesso_canvas_first_size        (guint                  width,
                                          guint                  height,
                                          double                *first_width,
                                          double                *first_height);

G_END_DECLS

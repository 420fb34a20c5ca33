/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-geometry.h"

#include <math.h>

/* Between pictures that are laid out, and the height of rows, px of the board. */
#define GAP 16.0
#define ROW_HEIGHT 240.0
#define FIRST_EDGE 320.0

gboolean
gesso_rect_intersects (const GessoRect *a,
                       const GessoRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

gboolean
gesso_rect_contains (const GessoRect *self,
                     double           x,
                     double           y)
{
  return x >= self->x && y >= self->y && x < self->x + self->width && y < self->y + self->height;
}

void
gesso_rect_unite (GessoRect       *self,
                  const GessoRect *other)
{
  double right, bottom;

  if (self->width <= 0)
    {
      *self = *other;
      return;
    }
  right = MAX (self->x + self->width, other->x + other->width);
  bottom = MAX (self->y + self->height, other->y + other->height);
  self->x = MIN (self->x, other->x);
  self->y = MIN (self->y, other->y);
  self->width = right - self->x;
  self->height = bottom - self->y;
}

GessoRect
gesso_rect_from_corners (double x1,
                         double y1,
                         double x2,
                         double y2)
{
  return (GessoRect) { MIN (x1, x2), MIN (y1, y2), fabs (x2 - x1), fabs (y2 - y1) };
}

void
gesso_canvas_view_to_board (const GessoCanvasView *self,
                            double                *x,
                            double                *y)
{
  *x = self->x + *x / self->zoom;
  *y = self->y + *y / self->zoom;
}

GessoRect
gesso_canvas_view_to_view (const GessoCanvasView *self,
                           const GessoRect       *rect)
{
  return (GessoRect) { (rect->x - self->x) * self->zoom, (rect->y - self->y) * self->zoom, rect->width * self->zoom,
                       rect->height * self->zoom };
}

void
gesso_canvas_view_pan (GessoCanvasView *self,
                       double           dx,
                       double           dy)
{
  self->x -= dx / self->zoom;
  self->y -= dy / self->zoom;
}

void
gesso_canvas_view_zoom (GessoCanvasView *self,
                        double           zoom,
                        double           x,
                        double           y)
{
  double board_x = x, board_y = y;

  if ((self->zoom < 0.999 && zoom > 1.001) || (self->zoom > 1.001 && zoom < 0.999))
    zoom = 1;
  gesso_canvas_view_to_board (self, &board_x, &board_y);
  self->zoom = CLAMP (zoom, GESSO_CANVAS_MIN_ZOOM, GESSO_CANVAS_MAX_ZOOM);
  self->x = board_x - x / self->zoom;
  self->y = board_y - y / self->zoom;
}

void
gesso_canvas_view_fit (GessoCanvasView *self,
                       const GessoRect *rect,
                       double           most)
{
  double room_x = MAX (1, self->width - 2 * GESSO_CANVAS_MARGIN);
  double room_y = MAX (1, self->height - 2 * GESSO_CANVAS_MARGIN);

  if (rect->width <= 0 || rect->height <= 0)
    return;
  self->zoom = MIN (room_x / rect->width, room_y / rect->height);
  self->zoom = CLAMP (self->zoom, GESSO_CANVAS_MIN_ZOOM, MIN (most, GESSO_CANVAS_MAX_ZOOM));
  self->x = rect->x + rect->width / 2 - self->width / self->zoom / 2;
  self->y = rect->y + rect->height / 2 - self->height / self->zoom / 2;
}

static double
reveal (double start,
        double length,
        double view,
        double room)
{
  if (start < view || length > room)
    return start;
  return start + length > view + room ? start + length - room : view;
}

void
gesso_canvas_view_reveal (GessoCanvasView *self,
                          const GessoRect *rect)
{
  self->x = reveal (rect->x, rect->width, self->x, self->width / self->zoom);
  self->y = reveal (rect->y, rect->height, self->y, self->height / self->zoom);
}

/* One axis: the smallest way from start, middle or end to one of theirs. */
static void
snap_axis (double  start,
           double  length,
           double  other_start,
           double  other_length,
           double *best,
           double *guide)
{
  const double mine[] = { start, start + length / 2, start + length };
  const double theirs[] = { other_start, other_start + other_length / 2, other_start + other_length };

  for (guint i = 0; i < G_N_ELEMENTS (mine); i++)
    for (guint j = 0; j < G_N_ELEMENTS (theirs); j++)
      if (fabs (theirs[j] - mine[i]) < fabs (*best))
        {
          *best = theirs[j] - mine[i];
          *guide = theirs[j];
        }
}

void
gesso_canvas_snap (const GessoRect *moving,
                   const GessoRect *others,
                   guint            n,
                   double           distance,
                   double          *dx,
                   double          *dy,
                   double          *guide_x,
                   double          *guide_y)
{
  *dx = *dy = distance;
  *guide_x = *guide_y = NAN;
  for (guint i = 0; i < n; i++)
    {
      snap_axis (moving->x, moving->width, others[i].x, others[i].width, dx, guide_x);
      snap_axis (moving->y, moving->height, others[i].y, others[i].height, dy, guide_y);
    }
  if (isnan (*guide_x))
    *dx = 0;
  if (isnan (*guide_y))
    *dy = 0;
}

/* Where the corner that moves is, at that scale. */
static void
find_corner (const GessoRect *before,
             int              corner,
             double           scale,
             double          *x,
             double          *y)
{
  const gboolean left = corner == 0 || corner == 3;
  const gboolean above = corner < 2;

  *x = left ? before->x + before->width * (1 - scale) : before->x + before->width * scale;
  *y = above ? before->y + before->height * (1 - scale) : before->y + before->height * scale;
}

double
gesso_canvas_snap_scale (const GessoRect *before,
                         int              corner,
                         double           scale,
                         const GessoRect *others,
                         guint            n,
                         double           distance,
                         double          *guide_x,
                         double          *guide_y)
{
  const gboolean left = corner == 0 || corner == 3;
  const gboolean above = corner < 2;
  GessoRect edges = { 0, 0, 0, 0 };
  double dx, dy;

  find_corner (before, corner, scale, &edges.x, &edges.y);
  gesso_canvas_snap (&edges, others, n, distance, &dx, &dy, guide_x, guide_y);
  /* One of them at most, as proportions are kept: the one that is nearer. */
  if (!isnan (*guide_x) && (isnan (*guide_y) || fabs (dx) <= fabs (dy)))
    scale += (left ? -dx : dx) / before->width;
  else if (!isnan (*guide_y))
    scale += (above ? -dy : dy) / before->height;
  else
    return scale;
  /* The other one may have come there, too. */
  find_corner (before, corner, scale, &edges.x, &edges.y);
  gesso_canvas_snap (&edges, others, n, distance / 12, &dx, &dy, guide_x, guide_y);
  return scale;
}

void
gesso_canvas_lay_grid (GessoRect *rects,
                       guint      n,
                       double     x,
                       double     y)
{
  guint columns = (guint) ceil (sqrt (n));
  guint rows = columns > 0 ? (n + columns - 1) / columns : 0;
  double cell_x = 0, cell_y = 0;

  for (guint i = 0; i < n; i++)
    {
      cell_x = MAX (cell_x, rects[i].width);
      cell_y = MAX (cell_y, rects[i].height);
    }
  x -= (columns * (cell_x + GAP) - GAP) / 2;
  y -= (rows * (cell_y + GAP) - GAP) / 2;
  for (guint i = 0; i < n; i++)
    {
      rects[i].x = round (x + i % columns * (cell_x + GAP) + (cell_x - rects[i].width) / 2);
      rects[i].y = round (y + i / columns * (cell_y + GAP) + (cell_y - rects[i].height) / 2);
    }
}

void
gesso_canvas_lay_rows (GessoRect *rects,
                       guint      n,
                       double     x,
                       double     y)
{
  double area = 0, at_x = x, at_y = y, most;

  for (guint i = 0; i < n; i++)
    {
      rects[i].width *= ROW_HEIGHT / rects[i].height;
      rects[i].height = ROW_HEIGHT;
      area += (rects[i].width + GAP) * (ROW_HEIGHT + GAP);
    }
  most = sqrt (area) * 1.2;
  for (guint i = 0; i < n; i++)
    {
      if (at_x > x && at_x + rects[i].width > x + most)
        {
          at_x = x;
          at_y += ROW_HEIGHT + GAP;
        }
      rects[i].x = at_x;
      rects[i].y = at_y;
      at_x += rects[i].width + GAP;
    }
}

void
gesso_canvas_lay_columns (GessoRect *rects,
                          guint      n,
                          double     x,
                          double     y)
{
  guint columns = MAX (1, (guint) round (sqrt (n) * 1.1));
  g_autofree double *ends = g_new (double, columns);

  for (guint i = 0; i < columns; i++)
    ends[i] = y;
  for (guint i = 0; i < n; i++)
    {
      guint shortest = 0;

      for (guint j = 1; j < columns; j++)
        if (ends[j] < ends[shortest] - 0.5)
          shortest = j;
      rects[i].height *= ROW_HEIGHT / rects[i].width;
      rects[i].width = ROW_HEIGHT;
      rects[i].x = x + shortest * (ROW_HEIGHT + GAP);
      rects[i].y = ends[shortest];
      ends[shortest] += rects[i].height + GAP;
    }
}

void
gesso_canvas_first_size (guint   width,
                         guint   height,
                         double *first_width,
                         double *first_height)
{
  double scale = width > 0 && height > 0 ? FIRST_EDGE / MAX (width, height) : 0;

  *first_width = scale > 0 ? MAX (1, round (width * scale)) : FIRST_EDGE;
  *first_height = scale > 0 ? MAX (1, round (height * scale)) : FIRST_EDGE;
}

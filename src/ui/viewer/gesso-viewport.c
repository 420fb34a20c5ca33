/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-viewport.h"

#include <math.h>

static gboolean
is_empty (const GessoViewport *self)
{
  return self->view_width < 1 || self->view_height < 1 || self->picture_width < 1 || self->picture_height < 1;
}

double
gesso_viewport_get_fit (const GessoViewport *self)
{
  if (is_empty (self))
    return 1;
  return MIN (1, MIN (self->view_width / self->picture_width, self->view_height / self->picture_height));
}

double
gesso_viewport_get_zoom (const GessoViewport *self)
{
  return self->zoom > 0 ? self->zoom : gesso_viewport_get_fit (self);
}

gboolean
gesso_viewport_is_fit (const GessoViewport *self)
{
  return self->zoom <= 0;
}

/* Where a picture is smaller than the room it is centred; where it is larger it covers the room. */
static double
clamp_center (double center,
              double room,
              double length)
{
  double half;

  if (length <= room)
    return 0.5;
  half = room / 2 / length;
  return CLAMP (center, half, 1 - half);
}

static void
clamp (GessoViewport *self)
{
  double zoom = gesso_viewport_get_zoom (self);

  self->center_x = clamp_center (self->center_x, self->view_width, self->picture_width * zoom);
  self->center_y = clamp_center (self->center_y, self->view_height, self->picture_height * zoom);
}

void
gesso_viewport_get_rect (const GessoViewport *self,
                         double              *x,
                         double              *y,
                         double              *width,
                         double              *height)
{
  double zoom = gesso_viewport_get_zoom (self);

  *width = MAX (1, round (self->picture_width * zoom));
  *height = MAX (1, round (self->picture_height * zoom));
  *x = floor (self->view_width / 2 - self->center_x * *width);
  *y = floor (self->view_height / 2 - self->center_y * *height);
}

void
gesso_viewport_fit (GessoViewport *self)
{
  self->zoom = 0;
  self->center_x = self->center_y = 0.5;
}

void
gesso_viewport_zoom_to (GessoViewport *self,
                        double         zoom,
                        double         x,
                        double         y)
{
  double before = gesso_viewport_get_zoom (self);
  double fit = gesso_viewport_get_fit (self);
  double at_x, at_y;

  if (is_empty (self))
    return;
  /* Smaller than all of it serves nobody. */
  if (zoom <= fit * 1.001)
    {
      gesso_viewport_fit (self);
      return;
    }
  zoom = MIN (zoom, GESSO_VIEWPORT_MAX_ZOOM);
  at_x = self->center_x + (x - self->view_width / 2) / (self->picture_width * before);
  at_y = self->center_y + (y - self->view_height / 2) / (self->picture_height * before);
  self->zoom = zoom;
  self->center_x = at_x - (x - self->view_width / 2) / (self->picture_width * zoom);
  self->center_y = at_y - (y - self->view_height / 2) / (self->picture_height * zoom);
  clamp (self);
}

static gboolean
passes (double from,
        double to,
        double mark)
{
  return (from < mark * 0.999 && to > mark) || (from > mark * 1.001 && to < mark);
}

void
gesso_viewport_zoom_by (GessoViewport *self,
                        int            steps,
                        double         x,
                        double         y)
{
  double before = gesso_viewport_get_zoom (self);
  double zoom = before * pow (GESSO_VIEWPORT_STEP, steps);

  if (passes (before, zoom, 1))
    zoom = 1;
  gesso_viewport_zoom_to (self, zoom, x, y);
}

void
gesso_viewport_pan (GessoViewport *self,
                    double         dx,
                    double         dy)
{
  double zoom = gesso_viewport_get_zoom (self);

  if (is_empty (self))
    return;
  self->center_x -= dx / (self->picture_width * zoom);
  self->center_y -= dy / (self->picture_height * zoom);
  clamp (self);
}

void
gesso_viewport_resize (GessoViewport *self,
                       double         width,
                       double         height)
{
  self->view_width = width;
  self->view_height = height;
  clamp (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <math.h>

/* How near edges catch, px of the view. */
#define SNAP_DISTANCE 6

void
gesso_canvas_drag_begin (GessoCanvas *self,
                         guint        button,
                         gboolean     extend)
{
  const GessoBoardItem *item = gesso_canvas_pick (self, self->start_x, self->start_y);

  self->toggling = extend;
  if (button == GDK_BUTTON_PRIMARY && !self->space_held && gesso_canvas_crop_press (self))
    return;
  self->before = gesso_canvas_get_bounds (self, TRUE);
  self->corner = gesso_canvas_pick_corner (self, self->start_x, self->start_y);
  self->pressed = 0;
  if (button == GDK_BUTTON_MIDDLE || self->space_held)
    {
      self->gesture = GESSO_CANVAS_PANNING;
      /* Without it, its next press is one of its own. */
      self->space_used = self->space_held;
      return;
    }
  if (self->corner >= 0)
    {
      self->gesture = GESSO_CANVAS_RESIZING;
      return;
    }
  if (item == NULL)
    {
      if (!extend)
        gesso_canvas_select_none (self);
      self->gesture = GESSO_CANVAS_BANDING;
      self->band = (GessoRect) { 0, 0, 0, 0 };
      gesso_canvas_selection_changed (self);
      return;
    }
  self->gesture = GESSO_CANVAS_PRESSING;
  self->pressed = item->id;
  if (!gesso_canvas_is_selected (self, item->id))
    {
      if (!extend)
        gesso_canvas_select_none (self);
      gesso_canvas_set_selected (self, item->id, TRUE);
      self->toggling = FALSE;
      gesso_canvas_selection_changed (self);
    }
  gesso_canvas_focus_item (self, item->id);
}

static void
set_moved (GessoCanvas          *self,
           const GessoBoardItem *item,
           GessoRect             rect)
{
  g_hash_table_insert (self->moved, g_memdup2 (&item->id, sizeof item->id), g_memdup2 (&rect, sizeof rect));
}

/* Only what can be seen attracts. */
static GArray *
list_others (GessoCanvas *self)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  GArray *others = g_array_new (FALSE, FALSE, sizeof (GessoRect));
  const GessoRect room = { 0, 0, self->view.width, self->view.height };

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      GessoRect rect = { item->x, item->y, item->width, item->height };
      GessoRect seen = gesso_canvas_view_to_view (&self->view, &rect);

      if (!gesso_canvas_is_selected (self, item->id) && gesso_rect_intersects (&seen, &room))
        g_array_append_val (others, rect);
    }
  return others;
}

static void
snap (GessoCanvas *self,
      double      *dx,
      double      *dy)
{
  g_autoptr (GArray) others = list_others (self);
  GessoRect moving = self->before;
  double more_x, more_y;

  moving.x += *dx;
  moving.y += *dy;
  gesso_canvas_snap (&moving, (GessoRect *) others->data, others->len, SNAP_DISTANCE / self->view.zoom, &more_x, &more_y,
                     &self->guide_x, &self->guide_y);
  *dx += more_x;
  *dy += more_y;
}

void
gesso_canvas_drag_move (GessoCanvas *self,
                        double       dx,
                        double       dy,
                        gboolean     freely)
{
  g_autoptr (GPtrArray) items = gesso_canvas_list_in_order (self, TRUE);

  self->guide_x = self->guide_y = NAN;
  if (!freely)
    snap (self, &dx, &dy);
  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      set_moved (self, item, (GessoRect) { item->x + dx, item->y + dy, item->width, item->height });
    }
}

static GessoRect
scaled (const GessoBoardItem *item,
        double                anchor_x,
        double                anchor_y,
        double                scale)
{
  return (GessoRect) { anchor_x + (item->x - anchor_x) * scale, anchor_y + (item->y - anchor_y) * scale,
                       MAX (1, item->width * scale), MAX (1, item->height * scale) };
}

void
gesso_canvas_grow (GessoCanvas *self,
                   double       by)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);
  GessoRect bounds = gesso_canvas_get_bounds (self, TRUE);
  double scale;

  if (bounds.width <= 0)
    return;
  scale = MAX (1 + by / MAX (bounds.width, bounds.height), 8 / MIN (bounds.width, bounds.height));
  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];
      GessoRect rect = scaled (item, bounds.x, bounds.y, scale);

      item->x = rect.x;
      item->y = rect.y;
      item->width = rect.width;
      item->height = rect.height;
    }
  gesso_board_model_change (self->model, items, NULL, "grow", GESSO_BOARD_STEP_SOON);
}

/* All that is selected grows from the opposite corner, in proportion. */
void
gesso_canvas_drag_resize (GessoCanvas *self,
                          double       dx,
                          double       dy,
                          gboolean     freely)
{
  g_autoptr (GPtrArray) items = gesso_canvas_list_in_order (self, TRUE);
  gboolean left = self->corner == 0 || self->corner == 3;
  gboolean above = self->corner < 2;
  double anchor_x = self->before.x + (left ? self->before.width : 0);
  double anchor_y = self->before.y + (above ? self->before.height : 0);
  double scale_x = (self->before.width + (left ? -dx : dx)) / self->before.width;
  double scale_y = (self->before.height + (above ? -dy : dy)) / self->before.height;
  const double least = 8 / MIN (self->before.width, self->before.height);
  double scale = MAX (scale_x, scale_y);

  self->guide_x = self->guide_y = NAN;
  if (!freely && scale > least)
    {
      g_autoptr (GArray) others = list_others (self);

      scale = gesso_canvas_snap_scale (&self->before, self->corner, scale, (GessoRect *) others->data, others->len,
                                       SNAP_DISTANCE / self->view.zoom, &self->guide_x, &self->guide_y);
    }
  scale = MAX (scale, least);
  for (guint i = 0; i < items->len; i++)
    set_moved (self, items->pdata[i], scaled (items->pdata[i], anchor_x, anchor_y, scale));
}

void
gesso_canvas_drag_band (GessoCanvas *self,
                        double       x,
                        double       y)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  double from_x = self->start_x, from_y = self->start_y;

  gesso_canvas_view_to_board (&self->view, &from_x, &from_y);
  gesso_canvas_view_to_board (&self->view, &x, &y);
  self->band = gesso_rect_from_corners (from_x, from_y, x, y);
  if (!self->toggling)
    gesso_canvas_select_none (self);
  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      GessoRect rect = gesso_canvas_get_rect (self, item);

      if (gesso_rect_intersects (&rect, &self->band))
        gesso_canvas_set_selected (self, item->id, TRUE);
    }
  gesso_canvas_selection_changed (self);
}

void
gesso_canvas_drag_end (GessoCanvas *self)
{
  self->gesture = GESSO_CANVAS_IDLE;
  self->guide_x = self->guide_y = NAN;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

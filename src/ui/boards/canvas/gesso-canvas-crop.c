/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Which edges of the frame a drag moves. */
#define LEFT   1
#define TOP    2
#define RIGHT  4
#define BOTTOM 8
#define ALL    (LEFT | TOP | RIGHT | BOTTOM)

/* What is left of a picture is at least this part of it. */
#define LEAST 0.03

/* How near to an edge counts, px of the view. */
#define NEAR 9

/* Which edge of the picture is to the left, and on top, of the flipped one. */
static int
left_of (const GessoBoardItem *item)
{
  return item->flip & GESSO_FLIP_HORIZONTAL ? 2 : 0;
}

static int
top_of (const GessoBoardItem *item)
{
  return item->flip & GESSO_FLIP_VERTICAL ? 3 : 1;
}

static GessoRect
get_whole (const GessoBoardItem *item)
{
  double width = item->width / (1 - item->crop[0] - item->crop[2]);
  double height = item->height / (1 - item->crop[1] - item->crop[3]);
  double left = item->crop[left_of (item)];
  double top = item->crop[top_of (item)];

  return (GessoRect) { item->x - left * width, item->y - top * height, width, height };
}

static void
stop (GessoCanvas *self)
{
  GtkWidget *widget = gesso_canvas_get_widget (self, self->cropping);

  self->cropping = 0;
  if (self->gesture == GESSO_CANVAS_CROPPING)
    self->gesture = GESSO_CANVAS_IDLE;
  if (widget != NULL)
    gesso_canvas_item_set_whole (GESSO_CANVAS_ITEM (widget), FALSE);
  gesso_canvas_set_hint (self, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
gesso_canvas_crop_begin (GessoCanvas *self)
{
  g_autoptr (GPtrArray) items = gesso_canvas_list_in_order (self, TRUE);
  const GessoBoardItem *item = items->len == 1 ? items->pdata[0] : NULL;
  GtkWidget *widget = item != NULL ? gesso_canvas_get_widget (self, item->id) : NULL;

  if (self->cropping != 0 || widget == NULL || item->kind != GESSO_BOARD_PICTURE)
    return;
  self->cropping = item->id;
  self->whole = get_whole (item);
  self->frame = (GessoRect) { item->x, item->y, item->width, item->height };
  gesso_canvas_item_set_whole (GESSO_CANVAS_ITEM (widget), TRUE);
  gesso_canvas_view_reveal (&self->view, &self->whole);
  gesso_canvas_set_hint (self, _("Drag the frame, or use the arrows; Shift moves its lower right corner, Ctrl the upper left. "
                                 "Enter crops, Escape doesn’t."));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
gesso_canvas_crop_end (GessoCanvas *self,
                       gboolean     keep)
{
  const GessoBoardItem *item = gesso_board_model_find (self->model, self->cropping);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  GessoBoardItem *copy;
  double left, right, top, bottom;

  if (self->cropping == 0)
    return;
  stop (self);
  if (item == NULL || !keep ||
      (fabs (self->frame.x - item->x) + fabs (self->frame.y - item->y) + fabs (self->frame.width - item->width) +
         fabs (self->frame.height - item->height) < 0.01))
    return;
  copy = gesso_board_item_copy (item);
  left = (self->frame.x - self->whole.x) / self->whole.width;
  right = 1 - left - self->frame.width / self->whole.width;
  top = (self->frame.y - self->whole.y) / self->whole.height;
  bottom = 1 - top - self->frame.height / self->whole.height;
  copy->crop[left_of (item)] = CLAMP (left, 0, 1 - LEAST);
  copy->crop[2 - left_of (item)] = CLAMP (right, 0, 1 - LEAST);
  copy->crop[top_of (item)] = CLAMP (top, 0, 1 - LEAST);
  copy->crop[4 - top_of (item)] = CLAMP (bottom, 0, 1 - LEAST);
  copy->x = self->frame.x;
  copy->y = self->frame.y;
  copy->width = self->frame.width;
  copy->height = self->frame.height;
  g_ptr_array_add (items, copy);
  gesso_board_model_change (self->model, items, NULL, "crop", GESSO_BOARD_STEP_NEW);
}

void
gesso_canvas_uncrop (GessoCanvas *self)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);

  for (guint i = items->len; i-- > 0;)
    {
      GessoBoardItem *item = items->pdata[i];
      GessoRect whole = get_whole (item);

      if (item->crop[0] + item->crop[1] + item->crop[2] + item->crop[3] <= 0)
        {
          g_ptr_array_remove_index (items, i);
          continue;
        }
      item->x = whole.x;
      item->y = whole.y;
      item->width = whole.width;
      item->height = whole.height;
      memset (item->crop, 0, sizeof item->crop);
    }
  gesso_board_model_change (self->model, items, NULL, "crop", GESSO_BOARD_STEP_NEW);
}

/* --- The frame --- */

static void
clamp_axis (double   whole,
            double   length,
            double   before,
            double   size,
            gboolean start,
            gboolean end,
            double   by,
            double  *at,
            double  *now)
{
  double least = length * LEAST;

  *at = before;
  *now = size;
  if (start && end)
    *at = CLAMP (before + by, whole, whole + length - size);
  else if (start)
    {
      *at = CLAMP (before + by, whole, before + size - least);
      *now = before + size - *at;
    }
  else if (end)
    *now = CLAMP (size + by, least, whole + length - before);
}

static void
move_frame (GessoCanvas *self,
            int          edges,
            double       dx,
            double       dy)
{
  const GessoRect *before = &self->before;

  clamp_axis (self->whole.x, self->whole.width, before->x, before->width, edges & LEFT, edges & RIGHT, dx, &self->frame.x,
              &self->frame.width);
  clamp_axis (self->whole.y, self->whole.height, before->y, before->height, edges & TOP, edges & BOTTOM, dy,
              &self->frame.y, &self->frame.height);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gesso_canvas_crop_nudge (GessoCanvas     *self,
                         double           dx,
                         double           dy,
                         GdkModifierType  state)
{
  double step = MAX (1, MAX (self->whole.width, self->whole.height) / 100);

  self->before = self->frame;
  move_frame (self,
              state & GDK_SHIFT_MASK     ? RIGHT | BOTTOM
              : state & GDK_CONTROL_MASK ? LEFT | TOP
                                         : ALL,
              dx * step, dy * step);
}

/* The edges of the frame under a point of the widget; all of them inside it, 0 elsewhere. */
static int
pick_edges (GessoCanvas *self,
            double       x,
            double       y)
{
  GessoRect seen = gesso_canvas_view_to_view (&self->view, &self->frame);
  int edges = 0;

  if (x < seen.x - NEAR || x > seen.x + seen.width + NEAR || y < seen.y - NEAR || y > seen.y + seen.height + NEAR)
    return 0;
  if (fabs (x - seen.x) <= NEAR)
    edges |= LEFT;
  else if (fabs (x - seen.x - seen.width) <= NEAR)
    edges |= RIGHT;
  if (fabs (y - seen.y) <= NEAR)
    edges |= TOP;
  else if (fabs (y - seen.y - seen.height) <= NEAR)
    edges |= BOTTOM;
  return edges != 0 ? edges : ALL;
}

const char *
gesso_canvas_crop_cursor (GessoCanvas *self,
                          double       x,
                          double       y)
{
  switch (pick_edges (self, x, y))
    {
    case 0:
      return NULL;
    case LEFT:
    case RIGHT:
      return "ew-resize";
    case TOP:
    case BOTTOM:
      return "ns-resize";
    case LEFT | TOP:
    case RIGHT | BOTTOM:
      return "nwse-resize";
    case RIGHT | TOP:
    case LEFT | BOTTOM:
      return "nesw-resize";
    default:
      return "move";
    }
}

/* A press beside the frame ends it; then the press is what it would have been. */
gboolean
gesso_canvas_crop_press (GessoCanvas *self)
{
  if (self->cropping == 0)
    return FALSE;
  self->crop_edges = pick_edges (self, self->start_x, self->start_y);
  if (self->crop_edges == 0)
    {
      gesso_canvas_crop_end (self, TRUE);
      return FALSE;
    }
  self->before = self->frame;
  self->gesture = GESSO_CANVAS_CROPPING;
  return TRUE;
}

void
gesso_canvas_crop_drag (GessoCanvas *self,
                        double       dx,
                        double       dy)
{
  move_frame (self, self->crop_edges, dx, dy);
}

/* --- How it looks --- */

static void
shade (GtkSnapshot *snapshot,
       double       x,
       double       y,
       double       width,
       double       height)
{
  const GdkRGBA dark = { 0, 0, 0, 0.6f };

  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, &dark,
                               &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

void
gesso_canvas_crop_snapshot (GessoCanvas   *self,
                            GtkSnapshot   *snapshot,
                            const GdkRGBA *accent)
{
  GessoRect whole = gesso_canvas_view_to_view (&self->view, &self->whole);
  GessoRect frame = gesso_canvas_view_to_view (&self->view, &self->frame);
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA thin = { 1, 1, 1, 0.45f };

  shade (snapshot, whole.x, whole.y, whole.width, frame.y - whole.y);
  shade (snapshot, whole.x, frame.y + frame.height, whole.width, whole.y + whole.height - frame.y - frame.height);
  shade (snapshot, whole.x, frame.y, frame.x - whole.x, frame.height);
  shade (snapshot, frame.x + frame.width, frame.y, whole.x + whole.width - frame.x - frame.width, frame.height);
  for (int i = 1; i < 3; i++)
    {
      gtk_snapshot_append_color (snapshot, &thin,
                                 &GRAPHENE_RECT_INIT ((float) round (frame.x + frame.width * i / 3), (float) frame.y, 1,
                                                      (float) frame.height));
      gtk_snapshot_append_color (snapshot, &thin,
                                 &GRAPHENE_RECT_INIT ((float) frame.x, (float) round (frame.y + frame.height * i / 3),
                                                      (float) frame.width, 1));
    }
  gesso_canvas_append_border (snapshot, &frame, 1, &white);
  for (int i = 0; i < 8; i++)
    {
      const double across[] = { 0, 0.5, 1, 1, 1, 0.5, 0, 0 };
      const double down[] = { 0, 0, 0, 0.5, 1, 1, 1, 0.5 };

      gesso_canvas_append_handle (snapshot, frame.x + frame.width * across[i], frame.y + frame.height * down[i], accent);
    }
}

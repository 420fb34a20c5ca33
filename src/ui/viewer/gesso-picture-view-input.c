/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-view-private.h"

#include "gesso-picture-input.h"

/* Wheel, pinch, drag and double click on a picture. */

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           GessoPictureView         *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->pointer_x = x * scale;
  self->pointer_y = y * scale;
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           GessoPictureView         *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (!gesso_picture_view_has_picture (self) || dy == 0)
    return GDK_EVENT_PROPAGATE;
  gesso_viewport_zoom_by (&self->viewport, dy < 0 ? 1 : -1, self->pointer_x, self->pointer_y);
  gesso_picture_view_moved (self);
  return GDK_EVENT_STOP;
}

/* What the fingers' distance is measured against. */
void
gesso_picture_view_begin_pinch (GessoPictureView *self)
{
  self->pinch_zoom = gesso_viewport_get_zoom (&self->viewport);
}

static void
pinch_begin_cb (GtkGesture       *pinch,
                GdkEventSequence *sequence,
                GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  gesso_picture_view_begin_pinch (self);
  gtk_gesture_set_state (pinch, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The point between the fingers stays under them. */
void
gesso_picture_view_pinch (GessoPictureView *self,
                          double            scale,
                          double            x,
                          double            y)
{
  int pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (!gesso_picture_view_has_picture (self))
    return;
  gesso_viewport_zoom_to (&self->viewport, self->pinch_zoom * scale, x * pixels, y * pixels);
  gesso_picture_view_moved (self);
}

static void
pinch_cb (GtkGestureZoom   *pinch,
          double            scale,
          GessoPictureView *self)
{
  int pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double x = self->pointer_x / pixels, y = self->pointer_y / pixels;

  g_assert (GESSO_IS_PICTURE_VIEW (self));

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y);
  gesso_picture_view_pinch (self, scale, x, y);
}

static void
drag_begin_cb (GtkGestureDrag   *drag,
               double            x,
               double            y,
               GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  self->drag_x = self->drag_y = 0;
}

static void
drag_update_cb (GtkGestureDrag   *drag,
                double            dx,
                double            dy,
                GessoPictureView *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (gesso_viewport_is_fit (&self->viewport))
    return;
  gesso_viewport_pan (&self->viewport, (dx - self->drag_x) * scale, (dy - self->drag_y) * scale);
  self->drag_x = dx;
  self->drag_y = dy;
  gesso_picture_view_moved (self);
}

/* All of it in sight: a drag takes the picture along. */
static GdkContentProvider *
source_prepare_cb (GtkDragSource    *source,
                   double            x,
                   double            y,
                   GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (!gesso_picture_view_has_picture (self) || !gesso_viewport_is_fit (&self->viewport))
    return NULL;
  return gesso_picture_input_provide (self->context, self->generation);
}

static void
pressed_cb (GtkGestureClick  *click,
            int               n_press,
            double            x,
            double            y,
            GessoPictureView *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (n_press != 2 || !gesso_picture_view_has_picture (self))
    return;
  gesso_viewport_zoom_to (&self->viewport, gesso_viewport_is_fit (&self->viewport) ? 1 : 0, x * scale, y * scale);
  gesso_picture_view_moved (self);
}

void
gesso_picture_view_add_input (GessoPictureView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (source_prepare_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

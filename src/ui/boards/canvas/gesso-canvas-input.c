/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <math.h>

/* How far the pointer goes before a press is a drag, px of the view. */
#define DRAG_DISTANCE 4

static GdkModifierType
get_modifiers (GtkGesture *gesture)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
         gtk_accelerator_get_default_mod_mask ();
}

static double
get_left (GtkWidget *child)
{
  double x, y;

  gtk_widget_translate_coordinates (child, gtk_widget_get_parent (child), 0, 0, &x, &y);
  return x;
}

static double
get_top (GtkWidget *child)
{
  double x, y;

  gtk_widget_translate_coordinates (child, gtk_widget_get_parent (child), 0, 0, &x, &y);
  return y;
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               GessoCanvas    *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  if (self->editor != NULL && gtk_widget_contains (self->editor, x - get_left (self->editor), y - get_top (self->editor)))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gesso_canvas_note_end (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->start_x = self->pointer_x = x;
  self->start_y = self->pointer_y = y;
  if (self->picking && button == GDK_BUTTON_PRIMARY)
    {
      gesso_canvas_picker_aim (self, x, y);
      gesso_canvas_picker_take (self, (get_modifiers (GTK_GESTURE (gesture)) & GDK_SHIFT_MASK) != 0);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  gesso_canvas_drag_begin (self, button, (get_modifiers (GTK_GESTURE (gesture)) & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                GessoCanvas    *self)
{
  const gboolean freely = (get_modifiers (GTK_GESTURE (gesture)) & GDK_CONTROL_MASK) != 0;
  double x = self->start_x + dx, y = self->start_y + dy;
  const GessoRect room = { 0, 0, self->view.width, self->view.height };

  if (self->gesture == GESSO_CANVAS_PRESSING && hypot (dx, dy) >= DRAG_DISTANCE)
    {
      self->gesture = GESSO_CANVAS_MOVING;
      self->before = gesso_canvas_get_bounds (self, TRUE);
    }
  if (self->gesture == GESSO_CANVAS_PANNING)
    {
      gesso_canvas_view_pan (&self->view, x - self->pointer_x, y - self->pointer_y);
      gesso_canvas_view_changed (self, FALSE);
    }
  else if (self->gesture == GESSO_CANVAS_MOVING && !gesso_rect_contains (&room, x, y))
    {
      gesso_canvas_drag_out (self, GTK_GESTURE (gesture));
      return;
    }
  else if (self->gesture == GESSO_CANVAS_MOVING)
    gesso_canvas_drag_move (self, dx / self->view.zoom, dy / self->view.zoom, freely);
  else if (self->gesture == GESSO_CANVAS_RESIZING)
    gesso_canvas_drag_resize (self, dx / self->view.zoom, dy / self->view.zoom, freely);
  else if (self->gesture == GESSO_CANVAS_BANDING)
    gesso_canvas_drag_band (self, x, y);
  else if (self->gesture == GESSO_CANVAS_CROPPING)
    gesso_canvas_crop_drag (self, dx / self->view.zoom, dy / self->view.zoom);
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             GessoCanvas    *self)
{
  if (self->gesture == GESSO_CANVAS_MOVING)
    gesso_canvas_commit_moved (self, "move");
  else if (self->gesture == GESSO_CANVAS_RESIZING)
    gesso_canvas_commit_moved (self, "resize");
  else if (self->gesture == GESSO_CANVAS_PRESSING)
    {
      if (self->toggling)
        gesso_canvas_set_selected (self, self->pressed, FALSE);
      else if (!(get_modifiers (GTK_GESTURE (gesture)) & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)))
        {
          gesso_canvas_select_none (self);
          gesso_canvas_set_selected (self, self->pressed, TRUE);
        }
      gesso_canvas_selection_changed (self);
    }
  gesso_canvas_drag_end (self);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                GessoCanvas      *self)
{
  g_hash_table_remove_all (self->moved);
  gesso_canvas_drag_end (self);
}

/* Twice: into what it is made of; on a picture, nearer. */
static void
clicked_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GessoCanvas     *self)
{
  const GessoBoardItem *item = gesso_canvas_pick (self, x, y);

  if (n_press != 2 || item == NULL || self->picking)
    return;
  if (self->cropping != 0)
    gesso_canvas_crop_end (self, TRUE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self),
                                item->kind == GESSO_BOARD_PICTURE ? "canvas.fit-selection" : "canvas.edit", NULL);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GessoCanvas     *self)
{
  const GessoBoardItem *item;

  gesso_canvas_picker_end (self);
  gesso_canvas_crop_end (self, TRUE);
  gesso_canvas_note_end (self);
  item = gesso_canvas_pick (self, x, y);
  if (item != NULL && !gesso_canvas_is_selected (self, item->id))
    {
      gesso_canvas_select_none (self);
      gesso_canvas_set_selected (self, item->id, TRUE);
      gesso_canvas_selection_changed (self);
    }
  gesso_canvas_show_menu (self, x, y);
}

static void
motion_cb (GessoCanvas *self,
           double       x,
           double       y)
{
  int corner;

  if (self->gesture != GESSO_CANVAS_IDLE)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->picking)
    {
      gesso_canvas_picker_aim (self, x, y);
      return;
    }
  if (self->cropping != 0)
    {
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), gesso_canvas_crop_cursor (self, x, y));
      return;
    }
  corner = gesso_canvas_pick_corner (self, x, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->space_held ? "grab"
                                                      : corner < 0      ? NULL
                                                      : corner % 2 == 0 ? "nwse-resize"
                                                                        : "nesw-resize");
}

gboolean
gesso_canvas_scroll (GessoCanvas *self,
                     gboolean     fingers,
                     double       dx,
                     double       dy)
{
  if (fingers)
    {
      gesso_canvas_view_pan (&self->view, -dx * 10, -dy * 10);
      gesso_canvas_view_changed (self, FALSE);
      return TRUE;
    }
  if (dy == 0)
    return FALSE;
  gesso_canvas_view_zoom (&self->view, self->view.zoom * pow (GESSO_CANVAS_STEP, -dy), self->pointer_x, self->pointer_y);
  gesso_canvas_view_changed (self, TRUE);
  return TRUE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           GessoCanvas              *self)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean fingers = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHPAD;

  return gesso_canvas_scroll (self, fingers && !(state & GDK_CONTROL_MASK), dx, dy);
}

void
gesso_canvas_begin_pinch (GessoCanvas *self)
{
  self->pinch_zoom = self->view.zoom;
}

void
gesso_canvas_pinch (GessoCanvas *self,
                    double       scale,
                    double       x,
                    double       y)
{
  gesso_canvas_view_zoom (&self->view, self->pinch_zoom * scale, x, y);
  gesso_canvas_view_changed (self, TRUE);
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          GessoCanvas    *self)
{
  double x = self->pointer_x, y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  gesso_canvas_pinch (self, scale, x, y);
}

void
gesso_canvas_input_init (GessoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *twice = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (twice, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (twice));
  gtk_gesture_group (twice, drag);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (gesso_canvas_begin_pinch), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  self->motion = motion;
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
}

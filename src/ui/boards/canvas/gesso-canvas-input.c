/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* How far the pointer goes before a press is a drag, and how near edges catch, px of the view. */
#define DRAG_DISTANCE 4
#define SNAP_DISTANCE 6

/* --- What one drag does --- */

static void
begin (GessoCanvas *self,
       guint        button,
       gboolean     extend)
{
  const GessoBoardItem *item = gesso_canvas_pick (self, self->start_x, self->start_y);

  self->toggling = extend;
  self->before = gesso_canvas_get_bounds (self, TRUE);
  self->corner = gesso_canvas_pick_corner (self, self->start_x, self->start_y);
  self->pressed = 0;
  if (button == GDK_BUTTON_MIDDLE || self->space_held)
    {
      self->gesture = GESSO_CANVAS_PANNING;
      self->space_used = TRUE;
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
  gtk_widget_grab_focus (g_hash_table_lookup (self->widgets, &item->id));
}

static void
set_moved (GessoCanvas          *self,
           const GessoBoardItem *item,
           GessoRect             rect)
{
  g_hash_table_insert (self->moved, g_memdup2 (&item->id, sizeof item->id), g_memdup2 (&rect, sizeof rect));
}

/* Only what can be seen attracts. */
static void
snap (GessoCanvas *self,
      double      *dx,
      double      *dy)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (GessoRect));
  const GessoRect room = { 0, 0, self->view.width, self->view.height };
  GessoRect moving = self->before;
  double more_x, more_y;

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      GessoRect rect = { item->x, item->y, item->width, item->height };
      GessoRect seen = gesso_canvas_view_to_view (&self->view, &rect);

      if (!gesso_canvas_is_selected (self, item->id) && gesso_rect_intersects (&seen, &room))
        g_array_append_val (others, rect);
    }
  moving.x += *dx;
  moving.y += *dy;
  gesso_canvas_snap (&moving, (GessoRect *) others->data, others->len, SNAP_DISTANCE / self->view.zoom, &more_x, &more_y,
                     &self->guide_x, &self->guide_y);
  *dx += more_x;
  *dy += more_y;
}

static void
move (GessoCanvas *self,
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

/* All that is selected grows from the opposite corner, in proportion. */
static void
resize (GessoCanvas *self,
        double       dx,
        double       dy)
{
  g_autoptr (GPtrArray) items = gesso_canvas_list_in_order (self, TRUE);
  gboolean left = self->corner == 0 || self->corner == 3;
  gboolean above = self->corner < 2;
  double anchor_x = self->before.x + (left ? self->before.width : 0);
  double anchor_y = self->before.y + (above ? self->before.height : 0);
  double scale_x = (self->before.width + (left ? -dx : dx)) / self->before.width;
  double scale_y = (self->before.height + (above ? -dy : dy)) / self->before.height;
  double scale = MAX (MAX (scale_x, scale_y), 8 / MIN (self->before.width, self->before.height));

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      set_moved (self, item,
                 (GessoRect) { anchor_x + (item->x - anchor_x) * scale, anchor_y + (item->y - anchor_y) * scale,
                               MAX (1, item->width * scale), MAX (1, item->height * scale) });
    }
}

static void
band (GessoCanvas *self,
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

static void
end_gesture (GessoCanvas *self)
{
  self->gesture = GESSO_CANVAS_IDLE;
  self->guide_x = self->guide_y = NAN;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Out of the canvas: a drag for others to take --- */

static void
drag_ended_cb (GessoCanvas *self)
{
  self->dragging_out = FALSE;
}

static void
drag_dropped_cb (GdkDrag     *drag,
                 GessoCanvas *self)
{
  self->dragging_out = FALSE;
  gdk_drag_drop_done (drag, TRUE);
}

static void
drag_out (GessoCanvas *self,
          GtkGesture  *gesture)
{
  g_autoptr (GdkContentProvider) content = gesso_canvas_provide (self);
  GdkDevice *device = gtk_gesture_get_device (gesture);
  GtkWidget *pressed = g_hash_table_lookup (self->widgets, &self->pressed);
  g_autoptr (GdkDrag) drag = NULL;

  g_hash_table_remove_all (self->moved);
  end_gesture (self);
  if (content == NULL || device == NULL)
    return;
  drag = gdk_drag_begin (gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self))), device, content,
                         GDK_ACTION_COPY, 0, 0);
  if (drag == NULL)
    return;
  self->dragging_out = TRUE;
  g_signal_connect_object (drag, "dnd-finished", G_CALLBACK (drag_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (drag_ended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drop-performed", G_CALLBACK (drag_dropped_cb), self, 0);
  if (pressed != NULL)
    {
      g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (pressed);
      g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (paintable);
      GtkWidget *icon = gtk_image_new_from_paintable (image);

      gtk_image_set_pixel_size (GTK_IMAGE (icon), 96);
      gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
    }
  /* Kept until it has ended. */
  g_object_set_data_full (G_OBJECT (self), "gesso-drag", g_steal_pointer (&drag), g_object_unref);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

/* --- Controllers --- */

static GdkModifierType
get_modifiers (GtkGesture *gesture)
{
  return gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
         gtk_accelerator_get_default_mod_mask ();
}

static void
drag_begin_cb (GtkGestureDrag *gesture,
               double          x,
               double          y,
               GessoCanvas    *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (button == GDK_BUTTON_SECONDARY)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->start_x = self->pointer_x = x;
  self->start_y = self->pointer_y = y;
  begin (self, button, (get_modifiers (GTK_GESTURE (gesture)) & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                GessoCanvas    *self)
{
  double x = self->start_x + dx, y = self->start_y + dy;
  const GessoRect room = { 0, 0, self->view.width, self->view.height };

  if (self->gesture == GESSO_CANVAS_PRESSING && hypot (dx, dy) >= DRAG_DISTANCE)
    {
      self->gesture = GESSO_CANVAS_MOVING;
      self->before = gesso_canvas_get_bounds (self, TRUE);
    }
  if (self->gesture == GESSO_CANVAS_PANNING)
    gesso_canvas_view_pan (&self->view, x - self->pointer_x, y - self->pointer_y);
  else if (self->gesture == GESSO_CANVAS_MOVING && !gesso_rect_contains (&room, x, y))
    {
      drag_out (self, GTK_GESTURE (gesture));
      return;
    }
  else if (self->gesture == GESSO_CANVAS_MOVING)
    move (self, dx / self->view.zoom, dy / self->view.zoom,
          (get_modifiers (GTK_GESTURE (gesture)) & GDK_CONTROL_MASK) != 0);
  else if (self->gesture == GESSO_CANVAS_RESIZING)
    resize (self, dx / self->view.zoom, dy / self->view.zoom);
  else if (self->gesture == GESSO_CANVAS_BANDING)
    band (self, x, y);
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          dx,
             double          dy,
             GessoCanvas    *self)
{
  if (self->gesture == GESSO_CANVAS_MOVING)
    gesso_canvas_commit_moved (self, "move", FALSE);
  else if (self->gesture == GESSO_CANVAS_RESIZING)
    gesso_canvas_commit_moved (self, "resize", FALSE);
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
  end_gesture (self);
}

static void
drag_cancel_cb (GtkGesture       *gesture,
                GdkEventSequence *sequence,
                GessoCanvas      *self)
{
  g_hash_table_remove_all (self->moved);
  end_gesture (self);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            GessoCanvas     *self)
{
  const GessoBoardItem *item = gesso_canvas_pick (self, x, y);

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
  corner = gesso_canvas_pick_corner (self, x, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->space_held ? "grab"
                                                      : corner < 0      ? NULL
                                                      : corner % 2 == 0 ? "nwse-resize"
                                                                        : "nesw-resize");
}

/* A wheel zooms, two fingers pan. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           GessoCanvas              *self)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean fingers = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHPAD;

  if (fingers && !(state & GDK_CONTROL_MASK))
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

static void
pinch_begin_cb (GessoCanvas *self)
{
  self->pinch_zoom = self->view.zoom;
}

static void
pinch_cb (GtkGestureZoom *gesture,
          double          scale,
          GessoCanvas    *self)
{
  double x = self->pointer_x, y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  gesso_canvas_view_zoom (&self->view, self->pinch_zoom * scale, x, y);
  gesso_canvas_view_changed (self, TRUE);
}

void
gesso_canvas_show_menu (GessoCanvas *self,
                        double       x,
                        double       y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();

  g_menu_append (edit, _("_Steer With It"), "canvas.steer");
  g_menu_append (edit, _("_Copy"), "canvas.copy");
  g_menu_append (edit, _("_Paste"), "canvas.paste");
  g_menu_append (edit, _("_Duplicate"), "canvas.duplicate");
  g_menu_append (edit, _("D_elete"), "canvas.delete");
  g_menu_append (order, _("Bring to _Front"), "canvas.raise");
  g_menu_append (order, _("Send to _Back"), "canvas.lower");
  g_menu_append (order, _("_Flip"), "canvas.flip");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
gesso_canvas_input_init (GessoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

static GdkContentProvider *
provide (GessoCanvas *self)
{
  g_autoptr (GPtrArray) items = gesso_canvas_copy_selected (self);

  return items->len > 0 ? gesso_board_clip_provide (items) : NULL;
}

void
gesso_canvas_copy (GessoCanvas *self)
{
  g_autoptr (GdkContentProvider) content = provide (self);

  if (content != NULL)
    gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
}

/* Not before the other side has everything: until then the drag answers for what is asked of it. */
static void
drag_finished_cb (GdkDrag     *drag,
                  GessoCanvas *self)
{
  self->dragging_out = FALSE;
  gdk_drag_drop_done (drag, TRUE);
}

static void
drag_cancelled_cb (GdkDrag             *drag,
                   GdkDragCancelReason  reason,
                   GessoCanvas         *self)
{
  self->dragging_out = FALSE;
  gdk_drag_drop_done (drag, FALSE);
}

void
gesso_canvas_drag_out (GessoCanvas *self,
                       GtkGesture  *gesture)
{
  g_autoptr (GdkContentProvider) content = provide (self);
  GdkDevice *device = gtk_gesture_get_device (gesture);
  GtkWidget *pressed = g_hash_table_lookup (self->widgets, &self->pressed);
  g_autoptr (GdkDrag) drag = NULL;

  g_hash_table_remove_all (self->moved);
  gesso_canvas_drag_end (self);
  if (content == NULL || device == NULL)
    return;
  drag = gdk_drag_begin (gtk_native_get_surface (gtk_widget_get_native (GTK_WIDGET (self))), device, content,
                         GDK_ACTION_COPY, 0, 0);
  if (drag == NULL)
    return;
  self->dragging_out = TRUE;
  g_signal_connect_object (drag, "dnd-finished", G_CALLBACK (drag_finished_cb), self, 0);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (drag_cancelled_cb), self, 0);
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
  /* The drag has the pointer now: the end of this press is never seen, and the next one would count as more of it. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (gesture));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

/* How far an arrow pans, px of the view. */
#define PAN 60
/* How much Ctrl and an arrow add to the longer edge, px of the board. */
#define GROW 8

static gboolean
arrow (GessoCanvas     *self,
       guint            keyval,
       GdkModifierType  state)
{
  int dx = (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right) - (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left);
  int dy = (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) - (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up);
  int step = state & GDK_SHIFT_MASK ? 10 : 1;

  if ((dx == 0 && dy == 0) || state & GDK_ALT_MASK)
    return FALSE;
  if (self->picking)
    gesso_canvas_picker_aim (self, self->pick_x + dx * step, self->pick_y + dy * step);
  else if (self->cropping != 0)
    gesso_canvas_crop_nudge (self, dx, dy, state);
  else if (state & GDK_CONTROL_MASK)
    gesso_canvas_grow (self, (dx + dy) * step * GROW);
  else if (g_hash_table_size (self->selected) > 0)
    gesso_canvas_nudge (self, dx * step, dy * step);
  else
    {
      gesso_canvas_view_pan (&self->view, -dx * PAN, -dy * PAN);
      gesso_canvas_view_changed (self, FALSE);
    }
  return TRUE;
}

/* Ctrl+Space adds what has the focus to the selection, or takes it out. */
static gboolean
toggle_focused (GessoCanvas *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));
  gint64 id;

  if (focus == NULL || !GESSO_IS_CANVAS_ITEM (focus))
    return FALSE;
  id = gesso_canvas_item_get_item (GESSO_CANVAS_ITEM (focus))->id;
  gesso_canvas_set_selected (self, id, !gesso_canvas_is_selected (self, id));
  gesso_canvas_selection_changed (self);
  return TRUE;
}

static gboolean
escape (GessoCanvas *self)
{
  if (self->editor != NULL)
    gesso_canvas_note_end (self);
  else if (self->picking)
    gesso_canvas_picker_end (self);
  else if (self->cropping != 0)
    gesso_canvas_crop_end (self, FALSE);
  else if (g_hash_table_size (self->moved) > 0)
    {
      g_hash_table_remove_all (self->moved);
      gesso_canvas_drag_end (self);
    }
  else if (g_hash_table_size (self->selected) > 0)
    {
      gesso_canvas_select_none (self);
      gesso_canvas_selection_changed (self);
      gtk_widget_grab_focus (GTK_WIDGET (self));
    }
  else
    g_signal_emit_by_name (self, "back");
  return TRUE;
}

static gboolean
enter (GessoCanvas     *self,
       GdkModifierType  state)
{
  if (state & ~GDK_SHIFT_MASK)
    return FALSE;
  if (self->picking)
    gesso_canvas_picker_take (self, (state & GDK_SHIFT_MASK) != 0);
  else if (self->cropping != 0)
    gesso_canvas_crop_end (self, TRUE);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "canvas.edit", NULL);
  return TRUE;
}

/* Through the items in reading order; @keep: what is selected stays so. */
static gboolean
focus_next (GessoCanvas *self,
            gboolean     back,
            gboolean     keep)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (GPtrArray) items = gesso_canvas_list_in_order (self, FALSE);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  int next = back ? (int) items->len - 1 : 0;
  const GessoBoardItem *item;
  GessoRect rect;

  gesso_canvas_crop_end (self, TRUE);
  if (focus != NULL && GESSO_IS_CANVAS_ITEM (focus))
    {
      for (guint i = 0; i < items->len; i++)
        if (((GessoBoardItem *) items->pdata[i])->id == gesso_canvas_item_get_item (GESSO_CANVAS_ITEM (focus))->id)
          next = (int) i + (back ? -1 : 1);
    }
  else if (items->len == 0 && !gtk_widget_has_focus (widget))
    return gtk_widget_grab_focus (widget);
  else if (back && gtk_widget_has_focus (widget))
    return FALSE;
  if (next < 0 || next >= (int) items->len)
    return FALSE;
  item = items->pdata[next];
  rect = gesso_canvas_get_rect (self, item);
  gesso_canvas_view_reveal (&self->view, &rect);
  if (!keep)
    {
      gesso_canvas_select_none (self);
      gesso_canvas_set_selected (self, item->id, TRUE);
      gesso_canvas_selection_changed (self);
    }
  gesso_canvas_view_changed (self, FALSE);
  return gesso_canvas_focus_item (self, item->id);
}

static gboolean
pressed_cb (GtkEventControllerKey *controller,
            guint                  keyval,
            guint                  keycode,
            GdkModifierType        state,
            GessoCanvas           *self)
{
  state &= gtk_accelerator_get_default_mod_mask ();
  if (self->editor != NULL)
    return keyval == GDK_KEY_Escape && escape (self);
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return enter (self, state);
  if (keyval == GDK_KEY_space && state == GDK_CONTROL_MASK)
    return toggle_focused (self);
  /* Past some, on the way to what Ctrl+Space adds. */
  if ((keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab) && state & GDK_CONTROL_MASK)
    return focus_next (self, (state & GDK_SHIFT_MASK) != 0, TRUE);
  if (keyval == GDK_KEY_space && state == 0)
    {
      self->space_held = TRUE;
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
      return TRUE;
    }
  if (keyval == GDK_KEY_Escape && state == 0)
    return escape (self);
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && state == GDK_SHIFT_MASK))
    {
      GessoRect bounds = gesso_canvas_get_bounds (self, TRUE);
      GessoRect seen = gesso_canvas_view_to_view (&self->view, &bounds);

      gesso_canvas_show_menu (self, CLAMP (seen.x + seen.width / 2, 0, self->view.width),
                              CLAMP (seen.y + seen.height / 2, 0, self->view.height));
      return TRUE;
    }
  return arrow (self, keyval, state);
}

static void
released_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             GessoCanvas           *self)
{
  if (keyval != GDK_KEY_space || !self->space_held)
    return;
  self->space_held = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  /* Space that moved nothing is a look at what is selected. */
  if (!self->space_used)
    gtk_widget_activate_action (GTK_WIDGET (self), "canvas.fit-selection", NULL);
  self->space_used = FALSE;
}

void
gesso_canvas_keys_init (GessoCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* From one item to the next, then out. */
gboolean
gesso_canvas_focus_next (GtkWidget        *widget,
                         GtkDirectionType  direction)
{
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  return focus_next (GESSO_CANVAS (widget), direction == GTK_DIR_TAB_BACKWARD, FALSE);
}

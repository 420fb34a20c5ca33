/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-viewer-private.h"

#include "gesso-picture-view.h"

/* What an arrow key moves a picture that is zoomed in, px. */
#define PAN_PX 64

static gboolean
zoom_key (GessoViewer *self,
          guint        key)
{
  GessoPictureView *view = GESSO_PICTURE_VIEW (self->view);

  switch (key)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      gesso_picture_view_zoom_by (view, 1);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      gesso_picture_view_zoom_by (view, -1);
      return TRUE;
    default:
      return FALSE;
    }
}

/* With Control: without it, numbers rate. */
static gboolean
fit_key (GessoViewer *self,
         guint        key)
{
  GessoPictureView *view = GESSO_PICTURE_VIEW (self->view);

  if (key == GDK_KEY_0 || key == GDK_KEY_KP_0)
    gesso_picture_view_fit (view);
  else if (key == GDK_KEY_1 || key == GDK_KEY_KP_1)
    gesso_picture_view_zoom_actual (view);
  else
    return FALSE;
  return TRUE;
}

/* The keyboard's twin of the drag. */
static gboolean
pan_key (GessoViewer *self,
         guint        key)
{
  static const struct { guint key; int dx, dy; } moves[] = {
    { GDK_KEY_Left, PAN_PX, 0 }, { GDK_KEY_Right, -PAN_PX, 0 }, { GDK_KEY_Up, 0, PAN_PX }, { GDK_KEY_Down, 0, -PAN_PX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].key == key)
      {
        gesso_picture_view_pan (GESSO_PICTURE_VIEW (self->view), moves[i].dx, moves[i].dy);
        return TRUE;
      }
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GessoViewer           *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  g_assert (GESSO_IS_VIEWER (self));

  if (modifiers == GDK_CONTROL_MASK && fit_key (self, key))
    return GDK_EVENT_STOP;
  /* Shift belongs to plus on many keyboards; with an arrow it pans. */
  if ((modifiers & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (modifiers == GDK_SHIFT_MASK && pan_key (self, key))
    return GDK_EVENT_STOP;
  if (zoom_key (self, key))
    return GDK_EVENT_STOP;
  switch (key)
    {
    case GDK_KEY_Escape:
      g_signal_emit_by_name (self, "close");
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      g_signal_emit_by_name (self, "step", mirrored ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      g_signal_emit_by_name (self, "step", mirrored ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_b:
    case GDK_KEY_B:
      gesso_viewer_next_ground (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
gesso_viewer_add_keys (GessoViewer *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

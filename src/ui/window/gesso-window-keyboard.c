/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

/* Shortest time between two presses of Generate, µs: a key that is held is one press. */
#define PRESS_GAP_US (400 * 1000)

static gboolean
is_return (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

/* Before any text field sees it, from anywhere in the window. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GessoWindow           *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gint64 now = g_get_monotonic_time ();
  gboolean ignored;

  if (!is_return (keyval) || (modifiers & ~GDK_SHIFT_MASK) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;

  ignored = self->press_held || now - self->last_press < PRESS_GAP_US;
  self->press_held = TRUE;
  self->last_press = now;
  if (!ignored)
    gtk_widget_activate_action (GTK_WIDGET (self), modifiers & GDK_SHIFT_MASK ? "win.vary" : "win.generate", NULL);
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint                  keyval,
                 guint                  keycode,
                 GdkModifierType        state,
                 GessoWindow           *self)
{
  if (is_return (keyval))
    self->press_held = FALSE;
}

/* A release that another window saw must not leave the key held for ever. */
static void
active_changed_cb (GessoWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    self->press_held = FALSE;
}

void
gesso_window_keyboard_init (GessoWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (controller, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
  g_signal_connect_swapped (self, "notify::is-active", G_CALLBACK (active_changed_cb), self);
}

static void
generate_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->composer != NULL)
    gesso_composer_generate (self->composer);
}

static void
clear_prompt_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->composer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->composer), "composer.clear", NULL);
}

void
gesso_window_install_keyboard (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.generate", NULL, generate_cb);
  gtk_widget_class_install_action (widget_class, "win.clear-prompt", NULL, clear_prompt_cb);

  /* After the widget that has the focus: in a text field these mean the text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy-picture", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.copy-prompt",
                                       NULL);
}

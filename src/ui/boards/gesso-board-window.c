/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-window.h"

#include "gesso-board-model.h"
#include "gesso-board-view.h"
#include "gesso-compat.h"

struct _GessoBoardWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GessoBoardView *view;
  GessoBoardModel *model;
};

enum {
  USE_BOARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoBoardWindow, gesso_board_window, ADW_TYPE_WINDOW)

static void
message_cb (GessoBoardWindow *self,
            const char       *text)
{
  adw_toast_overlay_add_toast (self->toasts, gesso_toast_new (text));
}

static void
use_cb (GessoBoardWindow *self,
        const char       *id)
{
  g_signal_emit (self, signals[USE_BOARD], 0, id);
}

static void
fullscreen_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

/* Where the canvas has the focus, its own keys do it. */
static void
zoom_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  gesso_board_view_zoom (GESSO_BOARD_WINDOW (widget)->view, g_variant_get_boolean (parameter));
}

static void
gesso_board_window_dispose (GObject *object)
{
  g_clear_object (&GESSO_BOARD_WINDOW (object)->model);
  G_OBJECT_CLASS (gesso_board_window_parent_class)->dispose (object);
}

static void
gesso_board_window_class_init (GessoBoardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_board_window_dispose;
  signals[USE_BOARD] = g_signal_new ("use-board", GESSO_TYPE_BOARD_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "board-window.fullscreen", NULL, fullscreen_cb);
  gtk_widget_class_install_action (widget_class, "board-window.zoom", "b", zoom_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "board-window.zoom", "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "board-window.zoom", "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "board-window.zoom", "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "board-window.zoom", "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "board-window.zoom", "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "board-window.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
gesso_board_window_init (GessoBoardWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 640);
}

GtkWidget *
gesso_board_window_new (GessoContext *context,
                        const char   *board_id)
{
  GessoBoardWindow *self;
  GtkWidget *box, *view;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (board_id != NULL, NULL);

  self = g_object_new (GESSO_TYPE_BOARD_WINDOW, NULL);
  self->model = gesso_board_model_open (context, board_id);
  g_object_bind_property (self->model, "name", self, "title", G_BINDING_SYNC_CREATE);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  view = gesso_board_view_new (context, board_id);
  self->view = GESSO_BOARD_VIEW (view);
  gesso_board_view_set_alone (self->view, TRUE);
  gtk_widget_set_vexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), view);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  g_signal_connect_object (view, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "use-board", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_grab_focus (view);
  return GTK_WIDGET (self);
}

const char *
gesso_board_window_get_id (GessoBoardWindow *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_WINDOW (self), NULL);

  return gesso_board_model_get_id (self->model);
}

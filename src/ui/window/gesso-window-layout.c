/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

/* A drag that is held this long, ms, at the edge of a folded window, px, brings the composer. */
#define EDGE_HOLD_MS 400
#define EDGE_WIDTH 24

gboolean
gesso_window_is_viewing (GessoWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->rooms), "viewer") == 0;
}

static gboolean
is_on_boards (GessoWindow *self)
{
  return !gesso_window_is_viewing (self) && !gesso_window_is_comparing (self) &&
         g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "boards") == 0;
}

static void
set_class (GessoWindow *self,
           const char  *name,
           gboolean     set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

void
gesso_window_layout_update (GessoWindow *self)
{
  gboolean viewing = gesso_window_is_viewing (self) || gesso_window_is_comparing (self);
  gboolean folded = adw_flap_get_folded (self->composer_flap);
  gboolean composer = adw_flap_get_reveal_flap (self->composer_flap);
  gboolean bare = viewing && gtk_window_is_fullscreen (GTK_WINDOW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->header), !bare);
  adw_header_bar_set_show_start_title_buttons (self->header, folded || !composer);
  gtk_widget_set_visible (self->back_button, viewing);
  gtk_widget_set_visible (GTK_WIDGET (self->search_button), !viewing && !is_on_boards (self));
  gtk_widget_set_visible (self->composer_button, !folded);
  gtk_widget_set_visible (self->details_button, !is_on_boards (self));
  gtk_stack_set_visible_child_name (self->titles, viewing ? "picture" : "switcher");
  adw_view_switcher_set_policy (self->switcher, folded ? ADW_VIEW_SWITCHER_POLICY_NARROW : ADW_VIEW_SWITCHER_POLICY_WIDE);
  gtk_revealer_set_reveal_child (self->bottom_bar, folded && !bare);
  /* Toasts stay clear of both Generate buttons. */
  set_class (self, "narrow", folded);
  gesso_banner_set_narrow (self->banner, folded);
  set_class (self, "with-composer", composer && !folded);
}

void
gesso_window_set_show_composer (GessoWindow *self,
                                gboolean     show)
{
  if (!adw_flap_get_folded (self->composer_flap))
    g_settings_set_boolean (self->settings, "show-composer", show);
  adw_flap_set_reveal_flap (self->composer_flap, show);
}

void
gesso_window_set_show_details (GessoWindow *self,
                               gboolean     show)
{
  if (!is_on_boards (self))
    g_settings_set_boolean (self->settings, "show-details", show);
  adw_flap_set_reveal_flap (self->details_flap, show && !is_on_boards (self));
}

/* Folded, the composer is a guest over the pictures; unfolded, it is there unless it was sent away. */
static void
folded_cb (GessoWindow *self)
{
  gboolean folded = adw_flap_get_folded (self->composer_flap);

  adw_flap_set_reveal_flap (self->composer_flap, !folded && g_settings_get_boolean (self->settings, "show-composer"));
  gesso_window_layout_update (self);
}

static void
details_folded_cb (GessoWindow *self)
{
  /* Over a narrow gallery the pane would hide most of it without having been asked for. */
  adw_flap_set_reveal_flap (self->details_flap,
                            !adw_flap_get_folded (self->details_flap) && !is_on_boards (self) &&
                              g_settings_get_boolean (self->settings, "show-details"));
}

static void
page_changed_cb (GessoWindow *self)
{
  gesso_window_rooms_fill (self);
  if (is_on_boards (self))
    adw_flap_set_reveal_flap (self->details_flap, FALSE);
  else if (!adw_flap_get_folded (self->details_flap))
    adw_flap_set_reveal_flap (self->details_flap, g_settings_get_boolean (self->settings, "show-details"));
  gesso_window_layout_update (self);
}

/* By its name, over which something was held that is dragged out of the viewer. */
static void
turned_cb (GessoWindow *self)
{
  gesso_window_close_compare (self);
  gesso_window_close_viewer (self);
  page_changed_cb (self);
}

void
gesso_window_show_page (GessoWindow *self,
                        const char  *name)
{
  if (self->context == NULL)
    return;
  gesso_window_close_compare (self);
  gesso_window_close_viewer (self);
  adw_view_stack_set_visible_child_name (self->views, name);
}

static gboolean
edge_held_cb (gpointer data)
{
  GessoWindow *self = data;

  self->edge_timer = 0;
  gesso_window_set_show_composer (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
drag_motion_cb (GessoWindow *self,
                double       x,
                double       y)
{
  int width = gtk_widget_get_width (self->content);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean at_edge = (rtl ? width - x : x) < EDGE_WIDTH;

  if (!at_edge || adw_flap_get_reveal_flap (self->composer_flap))
    g_clear_handle_id (&self->edge_timer, g_source_remove);
  else if (self->edge_timer == 0)
    self->edge_timer = g_timeout_add (EDGE_HOLD_MS, edge_held_cb, self);
}

/* What is dragged out of the viewer, too, can be held over the name of the other page. */
static void
drag_enter_cb (GessoWindow *self,
               double       x,
               double       y)
{
  gtk_stack_set_visible_child_name (self->titles, "switcher");
  drag_motion_cb (self, x, y);
}

static void
drag_leave_cb (GessoWindow *self)
{
  g_clear_handle_id (&self->edge_timer, g_source_remove);
  gesso_window_layout_update (self);
}

void
gesso_window_layout_init (GessoWindow *self)
{
  GtkEventController *edge = gtk_drop_controller_motion_new ();

  g_signal_connect_swapped (edge, "enter", G_CALLBACK (drag_enter_cb), self);
  g_signal_connect_swapped (edge, "motion", G_CALLBACK (drag_motion_cb), self);
  g_signal_connect_swapped (edge, "leave", G_CALLBACK (drag_leave_cb), self);
  gtk_widget_add_controller (self->content, edge);

  g_signal_connect_swapped (self->composer_flap, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->details_flap, "notify::folded", G_CALLBACK (details_folded_cb), self);
  g_signal_connect_swapped (self->views, "notify::visible-child", G_CALLBACK (turned_cb), self);
  g_signal_connect_swapped (self->rooms, "notify::visible-child", G_CALLBACK (page_changed_cb), self);
  g_signal_connect_swapped (self, "notify::fullscreened", G_CALLBACK (gesso_window_layout_update), self);
  adw_flap_set_reveal_flap (self->composer_flap, g_settings_get_boolean (self->settings, "show-composer"));
  gesso_window_layout_update (self);
}

static gboolean
prompt_to_label (GBinding     *binding,
                 const GValue *from,
                 GValue       *to,
                 gpointer      data)
{
  const char *prompt = g_value_get_string (from);

  g_value_set_string (to, prompt != NULL && *prompt != '\0' ? prompt : _("Describe a picture"));
  return TRUE;
}

void
gesso_window_layout_set_context (GessoWindow *self)
{
  if (self->context == NULL)
    return;

  g_object_bind_property_full (gesso_context_get_request (self->context), "prompt", self->prompt_label, "label",
                               G_BINDING_SYNC_CREATE, prompt_to_label, NULL, NULL, NULL);
  g_object_bind_property (self->composer, "generate-label", self->generate_button, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->composer, "generate-tooltip", self->generate_button, "tooltip-text",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->composer, "generate-sensitive", self->generate_button, "sensitive",
                          G_BINDING_SYNC_CREATE);
  page_changed_cb (self);
}

static void
page_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *name)
{
  gesso_window_show_page (GESSO_WINDOW (widget), g_variant_get_string (name, NULL));
}

static void
focus_prompt_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context == NULL)
    return;
  gesso_window_set_show_composer (self, TRUE);
  gesso_composer_focus_prompt (self->composer);
}

void
gesso_window_install_layout (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.page", "s", page_action_cb);
  gtk_widget_class_install_action (widget_class, "win.focus-prompt", NULL, focus_prompt_cb);
  gtk_widget_class_install_property_action (widget_class, "win.show-composer", "show-composer");
  gtk_widget_class_install_property_action (widget_class, "win.show-details", "show-details");
  gtk_widget_class_install_property_action (widget_class, "win.fill-tiles", "fill-tiles");
  gtk_widget_class_install_property_action (widget_class, "win.pause", "paused");
  gtk_widget_class_install_property_action (widget_class, "win.fullscreen", "fullscreened");
}

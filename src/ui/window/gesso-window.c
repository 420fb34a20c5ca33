/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_FILL_TILES,
  PROP_PAUSED,
  PROP_SETTINGS,
  PROP_SHOW_COMPOSER,
  PROP_SHOW_DETAILS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoWindow, gesso_window, ADW_TYPE_APPLICATION_WINDOW)

static void
fill_tiles_changed_cb (GessoWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILL_TILES]);
}

static void
paused_changed_cb (GessoWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

static void
composer_revealed_cb (GessoWindow *self)
{
  gesso_window_layout_update (self);
  gesso_window_queue_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_COMPOSER]);
}

static void
details_revealed_cb (GessoWindow *self)
{
  gesso_window_rooms_fill (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_DETAILS]);
}

static void
pill_clicked_cb (GessoWindow *self)
{
  gesso_window_show_unseen (self);
}

static void
save_size (GessoWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (gtk_window_is_maximized (GTK_WINDOW (self)) || gtk_window_is_fullscreen (GTK_WINDOW (self)))
    return;
  if (width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
}

static gboolean
gesso_window_close_request (GtkWindow *window)
{
  GessoWindow *self = GESSO_WINDOW (window);

  save_size (self);
  if (self->composer != NULL)
    gesso_composer_flush (self->composer);
  return GTK_WINDOW_CLASS (gesso_window_parent_class)->close_request (window);
}

static void
gesso_window_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  GessoWindow *self = GESSO_WINDOW (object);

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_FILL_TILES:
      /* Menus ask while the template is being built, before there are settings. */
      g_value_set_boolean (value, self->settings != NULL && g_settings_get_boolean (self->settings, "fill-tiles"));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value,
                           self->context != NULL &&
                             gesso_engine_is_paused (gesso_context_get_engine (self->context)));
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_SHOW_COMPOSER:
      g_value_set_boolean (value, self->composer_flap != NULL && adw_flap_get_reveal_flap (self->composer_flap));
      break;
    case PROP_SHOW_DETAILS:
      g_value_set_boolean (value, self->details_flap != NULL && adw_flap_get_reveal_flap (self->details_flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_window_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  GessoWindow *self = GESSO_WINDOW (object);

  switch (id)
    {
    case PROP_CONTEXT:
      gesso_window_set_context (self, g_value_get_object (value));
      break;
    case PROP_FILL_TILES:
      g_settings_set_boolean (self->settings, "fill-tiles", g_value_get_boolean (value));
      break;
    case PROP_PAUSED:
      if (self->context != NULL)
        gesso_engine_set_paused (gesso_context_get_engine (self->context), g_value_get_boolean (value));
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    case PROP_SHOW_COMPOSER:
      gesso_window_set_show_composer (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_DETAILS:
      gesso_window_set_show_details (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_window_constructed (GObject *object)
{
  GessoWindow *self = GESSO_WINDOW (object);
  g_autoptr (GAction) stacks = NULL;

  G_OBJECT_CLASS (gesso_window_parent_class)->constructed (object);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (self->settings, "changed::fill-tiles", G_CALLBACK (fill_tiles_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill_tiles_changed_cb (self);
  stacks = g_settings_create_action (self->settings, "stacks");
  g_action_map_add_action (G_ACTION_MAP (self), stacks);
  gesso_window_layout_init (self);
  gesso_window_keyboard_init (self);
  gesso_window_curate_init (self);
  gesso_window_picture_update (self);
  gesso_window_key_update (self);
}

static void
gesso_window_dispose (GObject *object)
{
  GessoWindow *self = GESSO_WINDOW (object);

  if (self->composer_flap != NULL)
    {
      gesso_window_set_context (self, NULL);
      /* What goes away now is not news. */
      g_signal_handlers_disconnect_by_data (self->composer_flap, self);
      g_signal_handlers_disconnect_by_data (self->details_flap, self);
      g_signal_handlers_disconnect_by_data (self->rooms, self);
      g_signal_handlers_disconnect_by_data (self->views, self);
    }
  g_clear_handle_id (&self->hold_idle, g_source_remove);
  g_clear_handle_id (&self->hold_timer, g_source_remove);
  g_clear_handle_id (&self->edge_timer, g_source_remove);
  g_clear_object (&self->engine_signals);
  g_clear_object (&self->queue_signals);
  g_clear_object (&self->context_signals);
  g_clear_object (&self->selected_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_WINDOW);
  G_OBJECT_CLASS (gesso_window_parent_class)->dispose (object);
}

static void
gesso_window_finalize (GObject *object)
{
  GessoWindow *self = GESSO_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->boards_to_import);
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_free (self->problem_path);
  G_OBJECT_CLASS (gesso_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, composer_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, composer_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, composer_flap);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, content);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, details_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, details_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, details_flap);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, generate_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, header);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, picture_title);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, pill);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, pill_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, prompt_label);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, queue_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, rooms);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, search_button);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, states);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, status);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, status_actions);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, titles);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, viewer_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, compare_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoWindow, views);
  gtk_widget_class_bind_template_callback (widget_class, pill_clicked_cb);
}

static void
gesso_window_class_init (GessoWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gesso_window_constructed;
  object_class->dispose = gesso_window_dispose;
  object_class->finalize = gesso_window_finalize;
  object_class->get_property = gesso_window_get_property;
  object_class->set_property = gesso_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = gesso_window_close_request;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT, flags);
  properties[PROP_FILL_TILES] = g_param_spec_boolean ("fill-tiles", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_COMPOSER] = g_param_spec_boolean ("show-composer", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_DETAILS] = g_param_spec_boolean ("show-details", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (GESSO_TYPE_PANE);
  g_type_ensure (GESSO_TYPE_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/window/gesso-window.ui");
  bind_children (widget_class);

  gesso_window_install_layout (widget_class);
  gesso_window_install_rooms (widget_class);
  gesso_window_install_picture (widget_class);
  gesso_window_install_curate (widget_class);
  gesso_window_install_boards (widget_class);
  gesso_window_install_export (widget_class);
  gesso_window_install_import (widget_class);
  gesso_window_install_strays (widget_class);
  gesso_window_install_generation (widget_class);
  gesso_window_install_queue (widget_class);
  gesso_window_install_key (widget_class);
  gesso_window_install_library (widget_class);
  gesso_window_install_keyboard (widget_class);
  gesso_window_install_help (widget_class);
}

static void
gesso_window_init (GessoWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->composer_flap, "notify::reveal-flap", G_CALLBACK (composer_revealed_cb), self);
  g_signal_connect_swapped (self->details_flap, "notify::reveal-flap", G_CALLBACK (details_revealed_cb), self);
}

GessoWindow *
gesso_window_new (GtkApplication *application,
                  GSettings      *settings)
{
  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  return g_object_new (GESSO_TYPE_WINDOW, "application", application, "settings", settings, NULL);
}

GessoContext *
gesso_window_get_context (GessoWindow *self)
{
  g_return_val_if_fail (GESSO_IS_WINDOW (self), NULL);

  return self->context;
}

gboolean
gesso_window_has_library (GessoWindow *self,
                          gpointer     library)
{
  g_return_val_if_fail (GESSO_IS_WINDOW (self), FALSE);

  return self->context != NULL && gesso_context_get_library (self->context) == library;
}

void
gesso_window_set_context (GessoWindow  *self,
                          GessoContext *context)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));
  g_return_if_fail (context == NULL || GESSO_IS_CONTEXT (context));

  if (!g_set_object (&self->context, context))
    return;
  gesso_window_rooms_set_context (self);
  gesso_window_layout_set_context (self);
  gesso_window_queue_set_context (self);
  gesso_window_picture_set_context (self);
  gesso_window_boards_set_context (self);
  gesso_window_import_set_context (self);
  gesso_window_strays_set_context (self);
  gesso_window_key_update (self);
  if (context != NULL)
    g_signal_connect_object (gesso_context_get_engine (context), "notify::paused", G_CALLBACK (paused_changed_cb),
                             self, G_CONNECT_SWAPPED);
  gtk_stack_set_visible_child_name (self->states, context != NULL ? "room" : "opening");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
  paused_changed_cb (self);
  /* Typing starts at once, where there is something to type into. */
  if (context != NULL && !adw_flap_get_folded (self->composer_flap) &&
      adw_flap_get_reveal_flap (self->composer_flap))
    gesso_composer_focus_prompt (self->composer);
}

void
gesso_window_show_closing (GessoWindow *self)
{
  GtkWidget *child;

  g_return_if_fail (GESSO_IS_WINDOW (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->status_actions))) != NULL)
    gtk_box_remove (self->status_actions, child);
  adw_status_page_set_icon_name (self->status, "document-send-symbolic");
  adw_status_page_set_title (self->status, _("Closing"));
  adw_status_page_set_description (self->status, _("A request is on its way to Krea. Gesso closes when the answer is "
                                                   "here, after 10 seconds at the latest. Nothing is lost."));
  gtk_stack_set_visible_child_name (self->states, "status");
}

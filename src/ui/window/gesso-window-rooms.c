/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

void
gesso_window_update_picture_title (GessoWindow *self)
{
  GessoGeneration *generation = gesso_viewer_get_generation (self->viewer);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const char *variant, *aspect;

  if (generation == NULL)
    return;
  title = gesso_words_title (generation);
  variant = gesso_generation_get_variant (generation);
  aspect = gesso_generation_get_aspect_ratio (generation);
  if (variant != NULL && aspect != NULL)
    /* Translators: variant and aspect ratio: “Large · 4:5” */
    subtitle = g_strdup_printf (_("%s · %s"), gesso_words_variant (variant), aspect);
  adw_window_title_set_title (self->picture_title, title);
  adw_window_title_set_subtitle (self->picture_title, subtitle != NULL  ? subtitle
                                                      : variant != NULL ? gesso_words_variant (variant)
                                                      : aspect != NULL  ? aspect
                                                                        : "");
}

/* The neighbours in what is listed are decoded ahead. */
static void
look_around (GessoWindow *self)
{
  GessoGeneration *shown = gesso_viewer_get_generation (self->viewer);
  g_autoptr (GessoGeneration) previous = gesso_gallery_get_neighbour (self->gallery, shown, -1);
  g_autoptr (GessoGeneration) next = gesso_gallery_get_neighbour (self->gallery, shown, 1);

  gesso_viewer_prepare (self->viewer, previous, next);
}

void
gesso_window_open_viewer (GessoWindow     *self,
                          GessoGeneration *generation)
{
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  gesso_context_set_selected (self->context, generation);
  gesso_viewer_set_generation (self->viewer, generation);
  gesso_window_update_picture_title (self);
  adw_view_stack_set_visible_child_name (self->views, "gallery");
  gtk_stack_set_visible_child_name (self->rooms, "viewer");
  gtk_widget_grab_focus (GTK_WIDGET (self->viewer));
  look_around (self);
}

void
gesso_window_close_viewer (GessoWindow *self)
{
  GessoGeneration *generation;

  if (self->context == NULL || !gesso_window_is_viewing (self))
    return;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    gtk_window_unfullscreen (GTK_WINDOW (self));
  generation = gesso_viewer_get_generation (self->viewer);
  gtk_stack_set_visible_child_name (self->rooms, "views");
  if (generation != NULL)
    gesso_gallery_select (self->gallery, generation);
  gtk_widget_grab_focus (GTK_WIDGET (self->gallery));
}

void
gesso_window_show_round (GessoWindow *self,
                         GPtrArray   *generations)
{
  gesso_window_close_viewer (self);
  adw_view_stack_set_visible_child_name (self->views, "gallery");
  gesso_gallery_show_round (self->gallery, generations);
}

void
gesso_window_show_pictures (GessoWindow *self,
                            GPtrArray   *generations)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));
  g_return_if_fail (generations != NULL);

  if (self->context == NULL || generations->len == 0)
    return;
  if (generations->len == 1 && gesso_generation_get_state (generations->pdata[0]) == GESSO_STATE_KEPT)
    gesso_window_open_viewer (self, generations->pdata[0]);
  else
    gesso_window_show_round (self, generations);
}

static void
set_unseen (GessoWindow *self,
            GPtrArray   *generations)
{
  g_autofree char *label = NULL;

  gtk_revealer_set_reveal_child (self->pill, generations != NULL);
  if (generations != NULL)
    {
      label = g_strdup_printf (ngettext ("%u new", "%u new", generations->len), generations->len);
      gtk_button_set_label (self->pill_button, label);
      g_ptr_array_ref (generations);
    }
  g_clear_pointer (&self->unseen, g_ptr_array_unref);
  self->unseen = generations;
}

void
gesso_window_show_unseen (GessoWindow *self)
{
  g_autoptr (GPtrArray) generations = self->unseen != NULL ? g_ptr_array_ref (self->unseen) : NULL;

  set_unseen (self, NULL);
  if (generations != NULL)
    gesso_window_show_round (self, generations);
}

/* A new round opens large, but never takes away a picture that somebody is looking at. */
static void
round_added_cb (GessoEngine *engine,
                GPtrArray   *generations,
                gpointer     data)
{
  GessoWindow *self = data;

  if (adw_flap_get_folded (self->composer_flap))
    gesso_window_set_show_composer (self, FALSE);
  if (gesso_window_is_viewing (self))
    {
      set_unseen (self, generations);
      return;
    }
  set_unseen (self, NULL);
  if (g_settings_get_boolean (self->settings, "show-new-large"))
    gesso_window_show_round (self, generations);
  else
    adw_view_stack_set_visible_child_name (self->views, "gallery");
}

static void
rooms_changed_cb (GessoWindow *self)
{
  if (!gesso_window_is_viewing (self))
    set_unseen (self, NULL);
}

static void
activated_cb (GessoWindow     *self,
              GessoGeneration *generation)
{
  gesso_window_open_viewer (self, generation);
}

static void
step_cb (GessoWindow *self,
         int          step)
{
  GessoGeneration *shown = gesso_viewer_get_generation (self->viewer);
  g_autoptr (GessoGeneration) next = NULL;

  if (shown == NULL)
    return;
  next = gesso_gallery_get_neighbour (self->gallery, shown, step);
  if (next == NULL)
    return;
  gesso_viewer_set_generation (self->viewer, next);
  gesso_context_set_selected (self->context, next);
  gesso_window_update_picture_title (self);
  look_around (self);
}

static void
example_cb (GessoWindow *self,
            const char  *prompt)
{
  krea_request_set_prompt (gesso_context_get_request (self->context), prompt);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-prompt", NULL);
}

static void
toast_cb (GessoWindow *self,
          AdwToast    *toast)
{
  gesso_window_add_toast (self, g_object_ref (toast));
}

static void
use_board_cb (GessoWindow *self,
              const char  *id)
{
  gesso_composer_use_board (self->composer, id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-prompt", NULL);
}

static void
drop_widgets (GessoWindow *self)
{
  g_clear_pointer (&self->unseen, g_ptr_array_unref);
  gesso_window_drop_tags (self);
  gesso_window_drop_offers (self);
  g_clear_weak_pointer (&self->step_toast);
  gtk_revealer_set_reveal_child (self->pill, FALSE);
  gtk_stack_set_visible_child_name (self->rooms, "views");
  gesso_pane_set_child (self->composer_bin, NULL);
  adw_bin_set_child (self->viewer_bin, NULL);
  adw_bin_set_child (self->compare_bin, NULL);
  gesso_pane_set_child (self->details_bin, NULL);
  adw_bin_set_child (self->queue_bin, NULL);
  if (self->gallery_bin != NULL)
    {
      adw_bin_set_child (self->gallery_bin, NULL);
      adw_bin_set_child (self->boards_bin, NULL);
    }
  self->composer = NULL;
  self->gallery = NULL;
  self->viewer = NULL;
  self->compare = NULL;
  self->queue = NULL;
}

/* They stay: a page that goes while one fades into the other ends libadwaita 1.7. */
static void
make_pages (GessoWindow *self)
{
  AdwViewStackPage *page;

  self->gallery_bin = ADW_BIN (adw_bin_new ());
  self->boards_bin = ADW_BIN (adw_bin_new ());
  page = adw_view_stack_add_titled (self->views, GTK_WIDGET (self->gallery_bin), "gallery", _("Gallery"));
  adw_view_stack_page_set_icon_name (page, "gesso-gallery-symbolic");
  page = adw_view_stack_add_titled (self->views, GTK_WIDGET (self->boards_bin), "boards", _("Boards"));
  adw_view_stack_page_set_icon_name (page, "gesso-boards-symbolic");
}

static void
make_widgets (GessoWindow *self)
{
  if (self->gallery_bin == NULL)
    make_pages (self);
  /* First, for what it lists is read while the others are made. */
  self->gallery = GESSO_GALLERY (gesso_gallery_new (self->context));
  self->composer = GESSO_COMPOSER (gesso_composer_new (self->context));
  self->viewer = GESSO_VIEWER (gesso_viewer_new (self->context));
  self->queue = GESSO_QUEUE_BUTTON (gesso_queue_button_new (self->context));

  gesso_pane_set_child (self->composer_bin, GTK_WIDGET (self->composer));
  adw_bin_set_child (self->viewer_bin, GTK_WIDGET (self->viewer));
  adw_bin_set_child (self->queue_bin, GTK_WIDGET (self->queue));
  adw_bin_set_child (self->gallery_bin, GTK_WIDGET (self->gallery));
  adw_view_stack_set_visible_child_name (self->views, "gallery");

  g_signal_connect_swapped (self->composer, "toast", G_CALLBACK (toast_cb), self);
  g_signal_connect_swapped (self->gallery, "toast", G_CALLBACK (toast_cb), self);
  g_signal_connect_swapped (self->queue, "toast", G_CALLBACK (toast_cb), self);
  g_signal_connect_swapped (self->queue, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->gallery, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->gallery, "example", G_CALLBACK (example_cb), self);
  g_signal_connect_swapped (self->viewer, "close", G_CALLBACK (gesso_window_close_viewer), self);
  g_signal_connect_swapped (self->viewer, "step", G_CALLBACK (step_cb), self);
  g_object_bind_property (self->gallery, "search-mode", self->search_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/* What nobody has looked at yet is not there: the first frame does not wait for it. */
void
gesso_window_rooms_fill (GessoWindow *self)
{
  GtkWidget *page;

  if (self->context == NULL || self->gallery == NULL)
    return;
  if (adw_flap_get_reveal_flap (self->details_flap) && gesso_pane_get_child (self->details_bin) == NULL)
    gesso_pane_set_child (self->details_bin, gesso_details_new (self->context));
  if (adw_view_stack_get_visible_child (self->views) != GTK_WIDGET (self->boards_bin) ||
      adw_bin_get_child (self->boards_bin) != NULL)
    return;
  page = gesso_boards_page_new (self->context);
  g_signal_connect_swapped (page, "toast", G_CALLBACK (toast_cb), self);
  g_signal_connect_swapped (page, "use-board", G_CALLBACK (use_board_cb), self);
  adw_bin_set_child (self->boards_bin, page);
}

void
gesso_window_rooms_set_context (GessoWindow *self)
{
  if (self->engine_signals == NULL)
    {
      self->engine_signals = g_signal_group_new (GESSO_TYPE_ENGINE);
      g_signal_group_connect (self->engine_signals, "round-added", G_CALLBACK (round_added_cb), self);
      g_signal_connect_swapped (self->rooms, "notify::visible-child", G_CALLBACK (rooms_changed_cb), self);
    }
  g_signal_group_set_target (self->engine_signals, NULL);
  drop_widgets (self);
  if (self->context == NULL)
    return;

  make_widgets (self);
  g_signal_group_set_target (self->engine_signals, gesso_context_get_engine (self->context));
}

static void
open_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = self->context != NULL ? gesso_context_get_selected (self->context) : NULL;

  if (selected != NULL)
    gesso_window_open_viewer (self, selected);
}

static void
close_viewer_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (gesso_window_is_comparing (self))
    gesso_window_close_compare (self);
  else
    gesso_window_close_viewer (self);
}

static void
search_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context == NULL)
    return;
  gesso_window_show_page (self, "gallery");
  gesso_gallery_start_search (self->gallery);
}

static void
search_for_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *query)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context == NULL)
    return;
  gesso_window_show_page (self, "gallery");
  gesso_gallery_search_for (self->gallery, g_variant_get_string (query, NULL));
}

static void
focus_newest_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context == NULL)
    return;
  gesso_window_show_page (self, "gallery");
  if (adw_flap_get_folded (self->composer_flap))
    gesso_window_set_show_composer (self, FALSE);
  gesso_gallery_focus_newest (self->gallery);
}

/* The same keys: a board is zoomed, wherever the focus is. */
static void
tile_size_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  gboolean larger = g_str_equal (action, "win.tile-larger");
  int size = (int) g_settings_get_uint (self->settings, "tile-size");

  if (g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "boards") == 0)
    {
      if (adw_bin_get_child (self->boards_bin) != NULL)
        gesso_boards_page_zoom (GESSO_BOARDS_PAGE (adw_bin_get_child (self->boards_bin)), larger);
      return;
    }
  size = CLAMP (size + (larger ? 1 : -1), 0, 4);
  g_settings_set_uint (self->settings, "tile-size", (guint) size);
  if (self->gallery != NULL)
    gesso_gallery_set_tile_size (self->gallery, (guint) size);
}

void
gesso_window_install_rooms (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.close-viewer", NULL, close_viewer_cb);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.search-for", "s", search_for_cb);
  gtk_widget_class_install_action (widget_class, "win.focus-newest", NULL, focus_newest_cb);
  gtk_widget_class_install_action (widget_class, "win.tile-larger", NULL, tile_size_cb);
  gtk_widget_class_install_action (widget_class, "win.tile-smaller", NULL, tile_size_cb);
}

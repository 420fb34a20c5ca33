/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-gallery-private.h"

#include "gesso-focus.h"
#include "gesso-grid-metrics.h"

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_QUERY,
  PROP_ROUND_SHOWN,
  PROP_SEARCH_MODE,
  PROP_TILE_SIZE,
  N_PROPS
};

enum {
  SIGNAL_ACTIVATED,
  SIGNAL_EXAMPLE,
  SIGNAL_TOAST,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoGallery, gesso_gallery, GTK_TYPE_WIDGET)

static void
activated_cb (GessoGallery    *self,
              GessoGeneration *generation)
{
  g_assert (GESSO_IS_GALLERY (self));

  if (gesso_gallery_open_stack (self, generation))
    return;
  gesso_context_set_selected (self->context, generation);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, generation);
}

static void
pill_clicked_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gesso_gallery_show_grid (self);
  gesso_gallery_focus_newest (self);
}

static void
round_back_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gesso_gallery_show_grid (self);
}

static void
stack_back_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gesso_gallery_close_stack (self);
}

static void
select_none_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gesso_gallery_select_none (self);
  gtk_widget_grab_focus (self->grid);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GessoGallery          *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  if (!self->round_shown)
    return gesso_gallery_close_stack (self);
  gesso_gallery_show_grid (self);
  gtk_widget_grab_focus (self->grid);
  return GDK_EVENT_STOP;
}

static void
example_cb (GtkButton    *button,
            GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  g_signal_emit (self, signals[SIGNAL_EXAMPLE], 0, gtk_label_get_text (GTK_LABEL (gtk_button_get_child (button))));
}

static void
add_examples (GessoGallery *self)
{
  const char *const examples[] = {
    _("A paper boat on a rain puddle, seen from above"),
    _("A teal lighthouse in heavy weather, gouache"),
    _("A city at dusk from a hill, birds over the roofs"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      GtkWidget *button = gtk_button_new ();
      GtkWidget *label = gtk_label_new (examples[i]);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
      gtk_button_set_child (GTK_BUTTON (button), label);
      gtk_widget_add_css_class (button, "pill");
      gtk_widget_add_css_class (button, "gesso-example");
      g_signal_connect (button, "clicked", G_CALLBACK (example_cb), self);
      gtk_box_append (GTK_BOX (self->examples), button);
    }
}

static void
account_state_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gtk_widget_set_visible (self->sandbox_line, gesso_engine_get_account_state (gesso_context_get_engine (self->context)) ==
                                                GESSO_ACCOUNT_SANDBOX);
}

void
gesso_gallery_update_page (GessoGallery *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, self->stack);
  const char *page = "grid";

  if (self->round_shown)
    page = "round";
  else if (g_list_model_get_n_items (gesso_gallery_get_list (self)) == 0)
    page = self->loading != NULL ? "loading" : self->query != NULL ? "nothing" : "empty";
  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), page) != 0)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
      /* Else it moves on to whatever is near, such as a toast, and the next key is heard there. */
      if (focused)
        gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)), GTK_DIR_TAB_FORWARD);
    }
  gesso_gallery_update_found (self);
  gesso_gallery_update_selection_bar (self);
}

static gboolean
gesso_gallery_grab_focus (GtkWidget *widget)
{
  GessoGallery *self = GESSO_GALLERY (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  /* It is here already: on the tile that was asked for. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->stack))
    return TRUE;
  return gtk_widget_child_focus (self->round_shown ? self->round : self->stack, GTK_DIR_TAB_FORWARD);
}

static gboolean
gesso_gallery_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  if (gesso_focus_is_tab (direction))
    return gesso_focus_children (widget, direction);
  return GTK_WIDGET_CLASS (gesso_gallery_parent_class)->focus (widget, direction);
}

static void
gesso_gallery_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GessoGallery *self = GESSO_GALLERY (object);

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_ROUND_SHOWN:
      g_value_set_boolean (value, self->round_shown);
      break;
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, gtk_search_bar_get_search_mode (GTK_SEARCH_BAR (self->search_bar)));
      break;
    case PROP_TILE_SIZE:
      g_value_set_uint (value, gesso_grid_get_tile_size (GESSO_GRID (self->grid)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_gallery_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GessoGallery *self = GESSO_GALLERY (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_QUERY:
      gesso_gallery_set_query (self, g_value_get_string (value));
      break;
    case PROP_SEARCH_MODE:
      gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), g_value_get_boolean (value));
      break;
    case PROP_TILE_SIZE:
      gesso_gallery_set_tile_size (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_gallery_constructed (GObject *object)
{
  GessoGallery *self = GESSO_GALLERY (object);
  GSettings *settings = gesso_context_get_settings (self->context);

  G_OBJECT_CLASS (gesso_gallery_parent_class)->constructed (object);
  self->grid = gesso_grid_new (self->context);
  self->round = gesso_round_view_new (self->context);
  adw_bin_set_child (ADW_BIN (self->grid_bin), self->grid);
  adw_bin_set_child (ADW_BIN (self->round_bin), self->round);
  g_signal_connect_swapped (self->grid, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->round, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->round, "emptied", G_CALLBACK (round_back_cb), self);
  gesso_gallery_init_filter (self);
  gesso_gallery_init_stacks (self);
  gesso_gallery_watch_news (self);
  g_settings_bind (settings, "tile-size", self, "tile-size", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "fill-tiles", self->grid, "fill", G_SETTINGS_BIND_GET);
  g_signal_connect_object (gesso_context_get_engine (self->context), "notify::account-state",
                           G_CALLBACK (account_state_cb), self, G_CONNECT_SWAPPED);
  account_state_cb (self);
  gesso_gallery_load (self);
  gesso_gallery_update_page (self);
}

static void
gesso_gallery_dispose (GObject *object)
{
  GessoGallery *self = GESSO_GALLERY (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->loading);
  g_clear_object (&self->outer);
  g_clear_object (&self->opened);
  if (self->grid != NULL)
    g_signal_handlers_disconnect_by_data (gesso_gallery_get_list (self), self);
  self->grid = NULL;
  self->round = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_gallery_parent_class)->dispose (object);
}

static void
gesso_gallery_finalize (GObject *object)
{
  g_free (GESSO_GALLERY (object)->query);
  G_OBJECT_CLASS (gesso_gallery_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/gallery/gesso-gallery.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, chips_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, compare_button);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, error_page);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, examples);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, found_label);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, grid_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, help_button);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, pill);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, pill_revealer);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, round_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, round_label);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, sandbox_line);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, saved_button);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, search_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, search_entry);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, search_error);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, selection_label);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, stack_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, stack_label);
  gtk_widget_class_bind_template_child (widget_class, GessoGallery, trash_bar);
  gtk_widget_class_bind_template_callback (widget_class, pill_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, round_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_none_cb);
  gtk_widget_class_bind_template_callback (widget_class, stack_back_cb);
  gesso_gallery_bind_search (widget_class);
}

static void
gesso_gallery_class_init (GessoGalleryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gesso_gallery_constructed;
  object_class->dispose = gesso_gallery_dispose;
  object_class->finalize = gesso_gallery_finalize;
  object_class->get_property = gesso_gallery_get_property;
  object_class->set_property = gesso_gallery_set_property;
  widget_class->focus = gesso_gallery_focus;
  widget_class->grab_focus = gesso_gallery_grab_focus;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, flags);
  properties[PROP_ROUND_SHOWN] =
    g_param_spec_boolean ("round-shown", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_TILE_SIZE] = g_param_spec_uint ("tile-size", NULL, NULL, 0, GESSO_TILE_SIZES - 1, 2, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", GESSO_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
  signals[SIGNAL_EXAMPLE] = g_signal_new ("example", GESSO_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TOAST] = g_signal_new ("toast", GESSO_TYPE_GALLERY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                        1, ADW_TYPE_TOAST);
  bind_template (widget_class);
}

static void
gesso_gallery_init (GessoGallery *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_examples (self);
  gesso_gallery_init_search (self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
gesso_gallery_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_GALLERY, "context", context, NULL);
}

void
gesso_gallery_set_tile_size (GessoGallery *self,
                             guint         size)
{
  guint before;

  g_return_if_fail (GESSO_IS_GALLERY (self));

  before = gesso_grid_get_tile_size (GESSO_GRID (self->grid));
  gesso_grid_set_tile_size (GESSO_GRID (self->grid), size);
  if (before != gesso_grid_get_tile_size (GESSO_GRID (self->grid)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TILE_SIZE]);
}

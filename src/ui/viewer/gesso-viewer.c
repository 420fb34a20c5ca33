/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-viewer-private.h"

#include "../gallery/gesso-tile-status.h"
#include "gesso-picture-view.h"
#include "gesso-words.h"

/* How long the bar stays after the pointer came to rest. */
#define BAR_MS 2500
#define GROUNDS 3

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_GENERATION,
  PROP_GROUND,
  N_PROPS
};

enum {
  SIGNAL_CLOSE,
  SIGNAL_STEP,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoViewer, gesso_viewer, GTK_TYPE_WIDGET)

static gboolean
hide_bar_cb (gpointer data)
{
  GessoViewer *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  self->bar_timer = 0;
  /* Not from under the keyboard. */
  if (focus == NULL || (!gtk_widget_is_ancestor (focus, self->bar) && !gtk_widget_is_ancestor (focus, self->close_revealer)))
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->bar_revealer), FALSE);
  return G_SOURCE_REMOVE;
}

static void
show_bar (GessoViewer *self)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->bar_revealer), TRUE);
  g_clear_handle_id (&self->bar_timer, g_source_remove);
  self->bar_timer = g_timeout_add (BAR_MS, hide_bar_cb, self);
}

static void
update_bar (GessoViewer *self)
{
  double zoom = gesso_picture_view_get_zoom (GESSO_PICTURE_VIEW (self->view));
  g_autofree char *percent = g_strdup_printf (_("%d %%"), (int) (zoom * 100 + 0.5));

  gtk_label_set_text (GTK_LABEL (self->zoom_label), percent);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->fit_button),
                                gesso_picture_view_is_fit (GESSO_PICTURE_VIEW (self->view)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->actual_button), zoom > 0.999 && zoom < 1.001);
}

/* A thumbnail in the place of a file that is gone would look like a blurred picture. */
static gboolean
is_missing (GessoViewer *self)
{
  return gesso_picture_view_is_missing (GESSO_PICTURE_VIEW (self->view)) ||
         (self->generation != NULL && gesso_generation_is_missing (self->generation));
}

static void
refresh (GessoViewer *self)
{
  gboolean kept = self->generation != NULL && gesso_generation_get_state (self->generation) == GESSO_STATE_KEPT;
  gboolean missing = is_missing (self);
  g_autofree char *name = NULL;

  update_bar (self);
  gtk_widget_set_visible (self->zoom_box, kept && !missing);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), kept && !missing ? "picture" : "status");
  if (self->generation == NULL)
    return;
  if (!kept || missing)
    gesso_tile_status_update (GESSO_TILE_STATUS (self->status), self->generation, missing, FALSE);
  name = gesso_words_picture_name (self->generation);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
generation_changed_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  gesso_picture_view_set_generation (GESSO_PICTURE_VIEW (self->view), self->generation);
  refresh (self);
}

static void
view_changed_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  if (is_missing (self))
    refresh (self);
  else
    update_bar (self);
}

static void
set_ground (GessoViewer *self,
            guint        ground)
{
  static const char *const classes[GROUNDS] = { "light", "mid", "black" };

  gtk_widget_remove_css_class (GTK_WIDGET (self), classes[self->ground]);
  self->ground = MIN (ground, GROUNDS - 1);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[self->ground]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUND]);
}

static void
close_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  g_signal_emit (self, signals[SIGNAL_CLOSE], 0);
}

static void
previous_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  g_signal_emit (self, signals[SIGNAL_STEP], 0, -1);
}

static void
next_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  g_signal_emit (self, signals[SIGNAL_STEP], 0, 1);
}

static void
fit_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  gesso_picture_view_fit (GESSO_PICTURE_VIEW (self->view));
}

static void
actual_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  gesso_picture_view_zoom_actual (GESSO_PICTURE_VIEW (self->view));
}

void
gesso_viewer_next_ground (GessoViewer *self)
{
  set_ground (self, (self->ground + 1) % GROUNDS);
}

static void
ground_cb (GessoViewer *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  gesso_viewer_next_ground (self);
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           GessoViewer              *self)
{
  g_assert (GESSO_IS_VIEWER (self));

  /* A new layout also sends a motion, without one. */
  if (ABS (x - self->pointer_x) + ABS (y - self->pointer_y) < 2)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  show_bar (self);
}

static void
gesso_viewer_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_viewer_parent_class)->map (widget);
  show_bar (GESSO_VIEWER (widget));
}

static void
gesso_viewer_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_viewer_parent_class)->unmap (widget);
  g_clear_handle_id (&GESSO_VIEWER (widget)->bar_timer, g_source_remove);
}

/* A window that fills the screen has no header bar, and so no way back but this one. */
static void
gesso_viewer_root (GtkWidget *widget)
{
  GessoViewer *self = GESSO_VIEWER (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (gesso_viewer_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root))
    self->fullscreen =
      g_object_bind_property (root, "fullscreened", self->close_revealer, "visible", G_BINDING_SYNC_CREATE);
}

static void
gesso_viewer_unroot (GtkWidget *widget)
{
  g_clear_pointer (&GESSO_VIEWER (widget)->fullscreen, g_binding_unbind);
  GTK_WIDGET_CLASS (gesso_viewer_parent_class)->unroot (widget);
}

static void
gesso_viewer_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  GessoViewer *self = GESSO_VIEWER (object);

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_GENERATION:
      g_value_set_object (value, self->generation);
      break;
    case PROP_GROUND:
      g_value_set_uint (value, self->ground);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_viewer_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  GessoViewer *self = GESSO_VIEWER (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_GENERATION:
      gesso_viewer_set_generation (self, g_value_get_object (value));
      break;
    case PROP_GROUND:
      set_ground (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_viewer_constructed (GObject *object)
{
  GessoViewer *self = GESSO_VIEWER (object);

  G_OBJECT_CLASS (gesso_viewer_parent_class)->constructed (object);
  self->view = gesso_picture_view_new (self->context);
  self->status = gesso_tile_status_new (self->context);
  adw_bin_set_child (ADW_BIN (self->picture_bin), self->view);
  adw_bin_set_child (ADW_BIN (self->status_bin), self->status);
  g_signal_connect_swapped (self->view, "changed", G_CALLBACK (view_changed_cb), self);
  g_settings_bind (gesso_context_get_settings (self->context), "viewer-ground", self, "ground", G_SETTINGS_BIND_DEFAULT);
}

static void
gesso_viewer_dispose (GObject *object)
{
  GessoViewer *self = GESSO_VIEWER (object);
  GtkWidget *child;

  g_clear_handle_id (&self->bar_timer, g_source_remove);
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_clear_object (&self->generation);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_viewer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/gesso_app/Gesso/viewer/gesso-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, actual_button);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, bar);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, bar_revealer);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, close_revealer);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, fit_button);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, next_button);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, picture_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, previous_button);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, status_bin);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, zoom_box);
  gtk_widget_class_bind_template_child (widget_class, GessoViewer, zoom_label);
  gtk_widget_class_bind_template_callback (widget_class, actual_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_bind_template_callback (widget_class, fit_cb);
  gtk_widget_class_bind_template_callback (widget_class, ground_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
}

static void
gesso_viewer_class_init (GessoViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gesso_viewer_constructed;
  object_class->dispose = gesso_viewer_dispose;
  object_class->get_property = gesso_viewer_get_property;
  object_class->set_property = gesso_viewer_set_property;
  widget_class->map = gesso_viewer_map;
  widget_class->root = gesso_viewer_root;
  widget_class->unmap = gesso_viewer_unmap;
  widget_class->unroot = gesso_viewer_unroot;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GENERATION] = g_param_spec_object ("generation", NULL, NULL, GESSO_TYPE_GENERATION, flags);
  properties[PROP_GROUND] = g_param_spec_uint ("ground", NULL, NULL, 0, GROUNDS - 1, 1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CLOSE] = g_signal_new ("close", GESSO_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STEP] = g_signal_new ("step", GESSO_TYPE_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_INT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "gesso-viewer");
  bind_template (widget_class);
}

static void
gesso_viewer_init (GessoViewer *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->ground = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "mid");
  gesso_viewer_add_keys (self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

GtkWidget *
gesso_viewer_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_VIEWER, "context", context, NULL);
}

void
gesso_viewer_set_generation (GessoViewer     *self,
                             GessoGeneration *generation)
{
  static const char *const watched[] = {
    "notify::state", "notify::recipe", "notify::sha256", "notify::fraction", "notify::cancel-requested",
    "notify::missing", "notify::dismissed",
  };

  g_return_if_fail (GESSO_IS_VIEWER (self));
  g_return_if_fail (generation == NULL || GESSO_IS_GENERATION (generation));

  if (self->generation == generation)
    return;
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_set_object (&self->generation, generation);
  if (generation != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
      g_signal_connect_swapped (generation, watched[i], G_CALLBACK (generation_changed_cb), self);
  generation_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

void
gesso_viewer_prepare (GessoViewer     *self,
                      GessoGeneration *previous,
                      GessoGeneration *next)
{
  g_return_if_fail (GESSO_IS_VIEWER (self));

  gesso_picture_view_prepare (GESSO_PICTURE_VIEW (self->view), previous, next);
  gtk_widget_set_sensitive (self->previous_button, previous != NULL);
  gtk_widget_set_sensitive (self->next_button, next != NULL);
}

GessoGeneration *
gesso_viewer_get_generation (GessoViewer *self)
{
  g_return_val_if_fail (GESSO_IS_VIEWER (self), NULL);

  return self->generation;
}

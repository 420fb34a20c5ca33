/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gesso-reference-tile.h"
#include "gesso-strength-popover.h"
#include "gesso-thumbnail.h"
#include "gesso-upload.h"
#include "gesso-words.h"

#define STEP 0.05

struct _GessoReferenceTile
{
  GtkWidget parent_instance;

  GessoContext *context;
  KreaReference *reference;
  GessoUpload *upload;
  GtkWidget *button;
  GtkWidget *thumbnail;
  GtkLabel *strength;
  char *note; /* (nullable) */
  double scrolled; /* part of a step that the wheel has turned so far */
};

enum {
  MOVE,
  MOVE_HERE,
  REMOVE,
  USE_AS_SOURCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoReferenceTile, gesso_reference_tile, GTK_TYPE_WIDGET)

static void
update_words (GessoReferenceTile *self)
{
  g_autofree char *text = gesso_words_strength (krea_reference_get_strength (self->reference));
  const char *file = krea_reference_get_name (self->reference);
  const char *about = gesso_upload_is_sending (self->upload) ? _("Uploading") : self->note != NULL ? self->note : "";
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  g_autofree char *tooltip = NULL;

  /* Translators: the name of a picture's file and its strength, for a screen reader */
  name = g_strdup_printf (_("Style reference %s, strength %s"), file != NULL ? file : "", text);
  words = g_strdup_printf (_("%s · strength %s"), file != NULL ? file : _("Style reference"), text);
  tooltip = g_strconcat (words, self->note != NULL ? "\n" : NULL, self->note, NULL);
  gtk_label_set_label (self->strength, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, about, -1);
}

static void
step_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  gesso_reference_tile_step (GESSO_REFERENCE_TILE (widget), g_variant_get_int32 (parameter));
}

static void
move_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  int by = g_variant_get_int32 (parameter);

  g_signal_emit (widget, signals[MOVE], 0, gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? -by : by);
}

static void
remove_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
remove_cb (GessoReferenceTile *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
use_as_source_cb (GessoReferenceTile *self)
{
  g_signal_emit (self, signals[USE_AS_SOURCE], 0);
}

/* Only where it has the focus: the pointer crosses it while the composer is scrolled. */
static gboolean
scroll_cb (GessoReferenceTile *self,
           double              dx,
           double              dy)
{
  int steps;

  if (!(gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    return FALSE;

  self->scrolled += dy;
  steps = (int) self->scrolled;
  self->scrolled -= steps;
  if (steps != 0)
    gesso_reference_tile_step (self, -steps);
  return TRUE;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource      *source,
                 double              x,
                 double              y,
                 GessoReferenceTile *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->thumbnail);
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (paintable);

  gtk_drag_source_set_icon (source, image, (int) x, (int) y);
  return gdk_content_provider_new_typed (KREA_TYPE_REFERENCE, self->reference);
}

static gboolean
drop_cb (GtkDropTarget      *target,
         const GValue       *value,
         double              x,
         double              y,
         GessoReferenceTile *self)
{
  KreaReference *reference = g_value_get_object (value);
  gboolean taken = FALSE;

  if (reference != NULL && reference != self->reference)
    g_signal_emit (self, signals[MOVE_HERE], 0, reference, &taken);
  return taken;
}

static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       data)
{
  GessoReferenceTile *self = GESSO_REFERENCE_TILE (data);
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  popover = gesso_strength_popover_new (self->context, krea_reference_get_name (self->reference),
                                        "reference.strength");
  gesso_strength_popover_offer_source (GESSO_STRENGTH_POPOVER (popover));
  gesso_strength_popover_follow_upload (GESSO_STRENGTH_POPOVER (popover), self->upload);
  g_object_bind_property (self->reference, "strength",
                          gesso_strength_popover_get_adjustment (GESSO_STRENGTH_POPOVER (popover)), "value",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (popover, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (popover, "use-as-source", G_CALLBACK (use_as_source_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

static gboolean
gesso_reference_tile_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GESSO_REFERENCE_TILE (widget)->button);
}

/* GTK's own would take the focus back for the button when it goes backward. */
static gboolean
gesso_reference_tile_focus (GtkWidget        *widget,
                            GtkDirectionType  direction)
{
  return gtk_widget_child_focus (GESSO_REFERENCE_TILE (widget)->button, direction);
}

static void
gesso_reference_tile_dispose (GObject *object)
{
  GessoReferenceTile *self = GESSO_REFERENCE_TILE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->reference);
  g_clear_object (&self->upload);
  g_clear_pointer (&self->note, g_free);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (gesso_reference_tile_parent_class)->dispose (object);
}

static void
gesso_reference_tile_class_init (GessoReferenceTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_reference_tile_dispose;
  widget_class->focus = gesso_reference_tile_focus;
  widget_class->grab_focus = gesso_reference_tile_grab_focus;

  signals[MOVE] = g_signal_new ("move", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MOVE_HERE] = g_signal_new ("move-here", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL,
                                     G_TYPE_BOOLEAN, 1, KREA_TYPE_REFERENCE);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[USE_AS_SOURCE] = g_signal_new ("use-as-source", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "reference.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "reference.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "reference.remove", NULL, remove_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, 0, "reference.step", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, 0, "reference.step", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, "reference.move", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, "reference.move", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "reference.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "reference.remove", NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "reference");
}

static void
gesso_reference_tile_init (GessoReferenceTile *self)
{
  self->button = gtk_menu_button_new ();
  gtk_widget_add_css_class (self->button, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popover_cb, self, NULL);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static void
add_controllers (GessoReferenceTile *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (KREA_TYPE_REFERENCE, GDK_ACTION_MOVE);

  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  /* Before the button's own gesture claims the pointer. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
gesso_reference_tile_new (GessoContext  *context,
                          KreaReference *reference)
{
  GessoReferenceTile *self;
  GtkWidget *overlay;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (KREA_IS_REFERENCE (reference), NULL);

  self = g_object_new (GESSO_TYPE_REFERENCE_TILE, NULL);
  self->context = g_object_ref (context);
  self->reference = g_object_ref (reference);
  self->upload = g_object_ref (gesso_engine_get_upload (gesso_context_get_engine (context),
                                                        krea_reference_get_sha256 (reference)));
  self->thumbnail = gesso_thumbnail_new (context, GESSO_REFERENCE_TILE_SIZE);
  gesso_thumbnail_follow_upload (GESSO_THUMBNAIL (self->thumbnail));
  gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (self->thumbnail), krea_reference_get_sha256 (reference));

  self->strength = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->strength), GTK_ALIGN_END);
  gtk_widget_set_halign (GTK_WIDGET (self->strength), GTK_ALIGN_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->strength), "strength");
  gtk_widget_add_css_class (GTK_WIDGET (self->strength), "numeric");

  overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->thumbnail);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->strength));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), overlay);

  add_controllers (self);
  g_signal_connect_object (reference, "notify::strength", G_CALLBACK (update_words), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->upload, "notify::sending", G_CALLBACK (update_words), self, G_CONNECT_SWAPPED);
  update_words (self);
  return GTK_WIDGET (self);
}

KreaReference *
gesso_reference_tile_get_reference (GessoReferenceTile *self)
{
  g_return_val_if_fail (GESSO_IS_REFERENCE_TILE (self), NULL);

  return self->reference;
}

void
gesso_reference_tile_set_note (GessoReferenceTile *self,
                               const char         *note)
{
  g_return_if_fail (GESSO_IS_REFERENCE_TILE (self));

  g_free (self->note);
  self->note = g_strdup (note);
  update_words (self);
}

void
gesso_reference_tile_step (GessoReferenceTile *self,
                           int                 steps)
{
  gboolean wide;
  const KreaRange *range;
  double strength;

  g_return_if_fail (GESSO_IS_REFERENCE_TILE (self));

  wide = g_settings_get_boolean (gesso_context_get_settings (self->context), "extended-strengths");
  range = krea_catalog_get_range (gesso_context_get_catalog (self->context), "reference.strength");
  if (range == NULL)
    return;

  /* On the grid of steps, whatever was typed before. */
  strength = round (krea_reference_get_strength (self->reference) / STEP + steps) * STEP;
  krea_reference_set_strength (self->reference, CLAMP (strength, wide ? range->wide_minimum : range->minimum,
                                                       wide ? range->wide_maximum : range->maximum));
}

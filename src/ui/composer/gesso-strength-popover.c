/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-strength-popover.h"

struct _GessoStrengthPopover
{
  GtkPopover parent_instance;

  GSettings *settings;
  const KreaRange *range;
  GtkLabel *title;
  GtkScale *scale;
  GtkAdjustment *adjustment;
  GtkWidget *source;
  GtkWidget *sending; /* what there is while it is uploaded */
  GtkWidget *progress;
  GessoUpload *upload;
};

enum {
  REMOVE,
  USE_AS_SOURCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoStrengthPopover, gesso_strength_popover, GTK_TYPE_POPOVER)

static void
update_range (GessoStrengthPopover *self)
{
  gboolean wide = g_settings_get_boolean (self->settings, "extended-strengths");
  double minimum = wide ? self->range->wide_minimum : self->range->minimum;
  double maximum = wide ? self->range->wide_maximum : self->range->maximum;

  gtk_adjustment_set_lower (self->adjustment, minimum);
  gtk_adjustment_set_upper (self->adjustment, maximum);
  gtk_scale_clear_marks (self->scale);
  gtk_scale_add_mark (self->scale, self->range->initial, GTK_POS_BOTTOM, NULL);
  if (minimum < 0)
    gtk_scale_add_mark (self->scale, 0, GTK_POS_BOTTOM, NULL);
}

static void
remove_cb (GessoStrengthPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
use_as_source_cb (GessoStrengthPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[USE_AS_SOURCE], 0);
}

static void
stop_upload_cb (GessoStrengthPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  if (self->upload != NULL)
    gesso_upload_cancel (self->upload);
}

static void
gesso_strength_popover_dispose (GObject *object)
{
  g_clear_object (&GESSO_STRENGTH_POPOVER (object)->upload);
  gtk_widget_dispose_template (GTK_WIDGET (object), GESSO_TYPE_STRENGTH_POPOVER);
  g_clear_object (&GESSO_STRENGTH_POPOVER (object)->settings);

  G_OBJECT_CLASS (gesso_strength_popover_parent_class)->dispose (object);
}

static void
gesso_strength_popover_class_init (GessoStrengthPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_strength_popover_dispose;

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[USE_AS_SOURCE] = g_signal_new ("use-as-source", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/composer/gesso-strength-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoStrengthPopover, adjustment);
  gtk_widget_class_bind_template_child (widget_class, GessoStrengthPopover, progress);
  gtk_widget_class_bind_template_child (widget_class, GessoStrengthPopover, scale);
  gtk_widget_class_bind_template_child (widget_class, GessoStrengthPopover, sending);
  gtk_widget_class_bind_template_child (widget_class, GessoStrengthPopover, source);
  gtk_widget_class_bind_template_child (widget_class, GessoStrengthPopover, title);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_upload_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_as_source_cb);
}

static void
gesso_strength_popover_init (GessoStrengthPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_strength_popover_new (GessoContext *context,
                            const char   *title,
                            const char   *field)
{
  static const KreaRange fallback = { 0, 1, -2, 2, 0.5 };
  GessoStrengthPopover *self;
  const KreaRange *range;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  self = g_object_new (GESSO_TYPE_STRENGTH_POPOVER, NULL);
  range = krea_catalog_get_range (gesso_context_get_catalog (context), field);
  self->range = range != NULL ? range : &fallback;
  self->settings = g_object_ref (gesso_context_get_settings (context));
  gtk_label_set_label (self->title, title != NULL ? title : _("Strength"));
  g_signal_connect_object (self->settings, "changed::extended-strengths", G_CALLBACK (update_range), self,
                           G_CONNECT_SWAPPED);
  update_range (self);
  return GTK_WIDGET (self);
}

void
gesso_strength_popover_offer_source (GessoStrengthPopover *self)
{
  g_return_if_fail (GESSO_IS_STRENGTH_POPOVER (self));

  gtk_widget_set_visible (self->source, TRUE);
}

void
gesso_strength_popover_follow_upload (GessoStrengthPopover *self,
                                      GessoUpload          *upload)
{
  g_return_if_fail (GESSO_IS_STRENGTH_POPOVER (self));
  g_return_if_fail (GESSO_IS_UPLOAD (upload));
  g_return_if_fail (self->upload == NULL);

  self->upload = g_object_ref (upload);
  g_object_bind_property (upload, "sending", self->sending, "visible", G_BINDING_SYNC_CREATE);
  g_object_bind_property (upload, "progress", self->progress, "fraction", G_BINDING_SYNC_CREATE);
}

GtkAdjustment *
gesso_strength_popover_get_adjustment (GessoStrengthPopover *self)
{
  g_return_val_if_fail (GESSO_IS_STRENGTH_POPOVER (self), NULL);

  return self->adjustment;
}

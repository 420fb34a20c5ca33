/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-target-row.h"

#include <glib/gi18n.h>

#include "boards/gesso-board-target.h"

struct _GessoTargetRow
{
  GtkWidget parent_instance;

  GessoBoardTarget *target;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (GessoTargetRow, gesso_target_row, GTK_TYPE_WIDGET)

static void
target_cb (GessoTargetRow *self)
{
  const char *name = gesso_board_target_get_name (self->target);
  /* Translators: the name of a board */
  g_autofree char *text = g_strdup_printf (_("New pictures go to “%s”"), name != NULL ? name : "");

  gtk_label_set_label (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
  gtk_widget_set_visible (GTK_WIDGET (self), name != NULL);
}

static void
stop_cb (GessoTargetRow *self)
{
  gesso_board_target_set (self->target, NULL);
}

static void
gesso_target_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&GESSO_TARGET_ROW (object)->target);
  G_OBJECT_CLASS (gesso_target_row_parent_class)->dispose (object);
}

static void
gesso_target_row_class_init (GessoTargetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_target_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "target-row");
}

static void
gesso_target_row_init (GessoTargetRow *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("gesso-target-symbolic");
  GtkWidget *stop = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "hint");
  gtk_widget_add_css_class (stop, "flat");
  gtk_widget_add_css_class (stop, "inline");
  gtk_widget_set_tooltip_text (stop, _("Stop Adding New Pictures"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (stop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stop Adding New Pictures"), -1);
  g_signal_connect_object (stop, "clicked", G_CALLBACK (stop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (icon, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
  gtk_widget_set_parent (stop, GTK_WIDGET (self));
}

GtkWidget *
gesso_target_row_new (GessoContext *context)
{
  GessoTargetRow *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);

  self = g_object_new (GESSO_TYPE_TARGET_ROW, NULL);
  self->target = g_object_ref (gesso_board_target_get (context));
  g_signal_connect_object (self->target, "notify", G_CALLBACK (target_cb), self, G_CONNECT_SWAPPED);
  target_cb (self);
  return GTK_WIDGET (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-details-reference.h"

#include "gesso-details-text.h"
#include "gesso-image-slot.h"

#define SIDE 48

struct _GessoDetailsReference
{
  AdwBin parent_instance;

  GtkWidget *picture;
  GessoImageSlot *slot;
  GCancellable *cancellable;
};

static void found_cb (GObject *source, GAsyncResult *result, gpointer data);

G_DEFINE_FINAL_TYPE (GessoDetailsReference, gesso_details_reference, ADW_TYPE_BIN)

static void
slot_changed_cb (GessoDetailsReference *self)
{
  g_assert (GESSO_IS_DETAILS_REFERENCE (self));

  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (gesso_image_slot_get_texture (self->slot)));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoDetailsReference) self = data;
  g_autoptr (GessoReferenceFile) file = NULL;
  int side = SIDE * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double shape;

  file = gesso_library_find_reference_finish (GESSO_LIBRARY (source), result, NULL);
  if (file == NULL || self->slot == NULL)
    return;
  /* The smaller side fills the square. */
  shape = file->width > 0 && file->height > 0 ? CLAMP ((double) file->width / file->height, 0.1, 10) : 1;
  gesso_image_slot_want (self->slot, file->sha256, file->path, side * MAX (1, shape), side * MAX (1, 1 / shape), 5);
}

static void
gesso_details_reference_dispose (GObject *object)
{
  GessoDetailsReference *self = GESSO_DETAILS_REFERENCE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->slot != NULL)
    gesso_image_slot_drop (self->slot);
  g_clear_object (&self->slot);
  G_OBJECT_CLASS (gesso_details_reference_parent_class)->dispose (object);
}

static void
gesso_details_reference_class_init (GessoDetailsReferenceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_details_reference_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gesso_details_reference_init (GessoDetailsReference *self)
{
}

GtkWidget *
gesso_details_reference_new (GessoContext               *context,
                             const GessoRecipeReference *reference)
{
  GessoDetailsReference *self = g_object_new (GESSO_TYPE_DETAILS_REFERENCE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *strength = gesso_details_text_strength (reference->strength);
  g_autofree char *name = g_strdup_printf (_("%s, strength %s"), reference->name ? reference->name : _("Picture"), strength);
  GtkWidget *label = gtk_label_new (strength);

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (self->picture, SIDE, SIDE);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_halign (self->picture, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->picture, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->picture, "gesso-thumb");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), self->picture);
  gtk_box_append (GTK_BOX (box), label);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  self->cancellable = g_cancellable_new ();
  self->slot = gesso_image_slot_new (gesso_image_loader_get (context));
  g_signal_connect_object (self->slot, "changed", G_CALLBACK (slot_changed_cb), self, G_CONNECT_SWAPPED);
  if (reference->sha256 != NULL)
    gesso_library_find_reference_async (gesso_context_get_library (context), reference->sha256, self->cancellable,
                                        found_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}

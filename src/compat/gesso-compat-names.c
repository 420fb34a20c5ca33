/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-compat"

#include "config.h"

#include "gesso-compat-names.h"

#if !GTK_CHECK_VERSION (4, 10, 0)

/* A button is also labelled by the label in it, which has no underscore; a check button is not. */
static void
mend_name (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_use_underline (GTK_BUTTON (widget)) &&
      gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  else if (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_use_underline (GTK_CHECK_BUTTON (widget)) &&
           gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)) != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), "_", 2);
      g_autofree char *name = g_strjoinv ("", parts);

      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

#else

/* Its label is presentation and as such has no name to give; GTK points at it anew with most changes of a property. */
static void
mend_item (GtkWidget *item)
{
  g_autofree char *name = NULL;

  g_object_get (item, "text", &name, NULL);
  if (name == NULL || *name == '\0')
    return;
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
item_changed_cb (GtkWidget  *item,
                 GParamSpec *property)
{
  if (property->owner_type == G_OBJECT_TYPE (item))
    mend_item (item);
}

static void
mend_name (GtkWidget *widget)
{
  if (!g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    return;
  mend_item (widget);
  g_signal_handlers_disconnect_by_func (widget, item_changed_cb, NULL);
  g_signal_connect (widget, "notify", G_CALLBACK (item_changed_cb), NULL);
}

#endif

static gboolean
realized_cb (GSignalInvocationHint *hint,
             guint                  n_values,
             const GValue          *values,
             gpointer               data)
{
  mend_name (g_value_get_object (values));
  return TRUE;
}

void
gesso_mend_button_names (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (GTK_TYPE_WIDGET);

  g_assert (GTK_IS_WIDGET_CLASS (klass));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL, NULL);
}

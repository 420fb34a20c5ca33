/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-cap-entry.h"

#include <glib/gi18n.h>

#include "gesso-compat.h"
#include "gesso-money.h"

static void
changed_cb (GtkWidget  *entry,
            const char *response)
{
  gint64 cap;
  gboolean valid = gesso_cap_entry_get (entry, &cap);

  gesso_alert_set_enabled (entry, response, valid);
  if (valid)
    gtk_widget_remove_css_class (entry, "error");
  else
    gtk_widget_add_css_class (entry, "error");
}

static void
free_response (gpointer  response,
               GClosure *closure)
{
  g_free (response);
}

GtkWidget *
gesso_cap_entry_new (gint64      cap,
                     const char *response)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("No cap"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Monthly cap in dollars"),
                                  -1);
  if (cap > 0)
    {
      g_autofree char *text = gesso_money_format (cap);

      gtk_editable_set_text (GTK_EDITABLE (entry), text);
    }
  g_signal_connect_data (entry, "changed", G_CALLBACK (changed_cb), g_strdup (response), free_response,
                         G_CONNECT_DEFAULT);
  return entry;
}

gboolean
gesso_cap_entry_get (GtkWidget *entry,
                     gint64    *cap)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  *cap = 0;
  return *text == '\0' || gesso_money_parse (text, cap);
}

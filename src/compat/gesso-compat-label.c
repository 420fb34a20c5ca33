/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-compat-window.h"

/* As long as GTK waits until the focus is said to have left: a menu of the text may have it meanwhile. */
#define LEAVE_MS 100

static void
remove_source (gpointer data)
{
  g_source_remove (GPOINTER_TO_UINT (data));
}

static gboolean
stop_editing_cb (gpointer data)
{
  GtkWidget *label = data;
  GtkRoot *root = gtk_widget_get_root (label);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* This is the end of the source: nothing is left to be removed. */
  g_object_steal_data (G_OBJECT (label), "gesso-leaving");
  if (root != NULL && (focus == NULL || !gtk_widget_is_ancestor (focus, label)))
    gtk_editable_label_stop_editing (GTK_EDITABLE_LABEL (label), TRUE);
  return G_SOURCE_REMOVE;
}

static void
leave_cb (GtkWidget *label)
{
  guint source = g_timeout_add (LEAVE_MS, stop_editing_cb, label);

  g_object_set_data_full (G_OBJECT (label), "gesso-leaving", GUINT_TO_POINTER (source), remove_source);
}

/* GTK's would be as wide as what it says, and so would its window. */
static void
ellipsize (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    ellipsize (child);
}

/*
 * GTK 4.8: a tenth of a second after the focus left, a controller is asked that may be gone with its label (a row of a list
 * that is read anew). That controller makes room for one whose question goes with the label.
 */
GtkWidget *
gesso_editable_label_new (const char *text)
{
  GtkWidget *label = gtk_editable_label_new (text);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (label);

  ellipsize (label);
  for (guint i = g_list_model_get_n_items (controllers); i-- > 0;)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_FOCUS (controller))
        gtk_widget_remove_controller (label, controller);
    }
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), label);
  gtk_widget_add_controller (label, focus);
  return label;
}

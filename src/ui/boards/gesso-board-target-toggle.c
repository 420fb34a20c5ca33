/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-target-toggle.h"

#include <glib/gi18n.h>

#include "gesso-board-target.h"

static const char *
get_board (gpointer toggle)
{
  return g_object_get_data (toggle, "gesso-board");
}

static void
target_cb (GtkToggleButton  *toggle,
           GParamSpec       *pspec,
           GessoBoardTarget *target)
{
  gboolean active = g_strcmp0 (gesso_board_target_get_id (target), get_board (toggle)) == 0;
  GtkWidget *label = gtk_widget_get_last_child (gtk_button_get_child (GTK_BUTTON (toggle)));

  gtk_toggle_button_set_active (toggle, active);
  gtk_widget_set_visible (label, active);
  gtk_widget_set_tooltip_text (GTK_WIDGET (toggle), active ? _("New pictures are added to this board as they arrive")
                                                           : _("Add New Pictures Here"));
}

static void
toggled_cb (GtkToggleButton  *toggle,
            GessoBoardTarget *target)
{
  gboolean was = g_strcmp0 (gesso_board_target_get_id (target), get_board (toggle)) == 0;

  if (gtk_toggle_button_get_active (toggle) != was)
    gesso_board_target_set (target, was ? NULL : get_board (toggle));
}

GtkWidget *
gesso_board_target_toggle_new (GessoContext *context,
                               const char   *board_id)
{
  GessoBoardTarget *target;
  GtkWidget *toggle, *box, *label;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (board_id != NULL, NULL);

  target = gesso_board_target_get (context);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("gesso-target-symbolic"));
  label = gtk_label_new (_("New Pictures"));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  toggle = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (toggle), box);
  gtk_widget_add_css_class (toggle, "flat");
  gtk_widget_add_css_class (toggle, "target");
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add New Pictures Here"), -1);
  g_object_set_data_full (G_OBJECT (toggle), "gesso-board", g_strdup (board_id), g_free);
  g_signal_connect_object (toggle, "toggled", G_CALLBACK (toggled_cb), target, 0);
  g_signal_connect_object (target, "notify::id", G_CALLBACK (target_cb), toggle, G_CONNECT_SWAPPED);
  target_cb (GTK_TOGGLE_BUTTON (toggle), NULL, target);
  return toggle;
}

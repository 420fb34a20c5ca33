/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

/* Two pictures beside each other: the two that are selected, otherwise the one that is looked at and its neighbour. */

gboolean
gesso_window_is_comparing (GessoWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->rooms), "compare") == 0;
}

/* (transfer full): two, or none */
static GPtrArray *
get_pair (GessoWindow *self)
{
  g_autoptr (GPtrArray) known = gesso_window_get_known_targets (self);
  GessoGeneration *other;

  if (known->len == 1)
    {
      other = gesso_gallery_get_neighbour (self->gallery, known->pdata[0], 1);
      if (other == NULL)
        other = gesso_gallery_get_neighbour (self->gallery, known->pdata[0], -1);
      if (other != NULL)
        g_ptr_array_add (known, other);
    }
  return known->len == 2 ? g_steal_pointer (&known) : NULL;
}

void
gesso_window_close_compare (GessoWindow *self)
{
  if (self->context == NULL || !gesso_window_is_comparing (self))
    return;
  gtk_stack_set_visible_child_name (self->rooms, self->compare_from);
  gesso_compare_set_generations (self->compare, NULL, NULL);
  gesso_window_update_picture_title (self);
  gtk_widget_grab_focus (g_str_equal (self->compare_from, "viewer") ? GTK_WIDGET (self->viewer)
                                                                   : GTK_WIDGET (self->gallery));
}

void
gesso_window_show_compare (GessoWindow *self)
{
  g_autoptr (GPtrArray) pair = get_pair (self);

  if (pair == NULL)
    {
      gesso_window_toast_text (self, _("Select two pictures to compare"));
      return;
    }
  if (self->compare == NULL)
    {
      self->compare = GESSO_COMPARE (gesso_compare_new (self->context));
      g_signal_connect_swapped (self->compare, "close", G_CALLBACK (gesso_window_close_compare), self);
      adw_bin_set_child (self->compare_bin, GTK_WIDGET (self->compare));
    }
  self->compare_from = gesso_window_is_viewing (self) ? "viewer" : "views";
  adw_window_title_set_title (self->picture_title, _("Compare"));
  adw_window_title_set_subtitle (self->picture_title, "");
  gesso_compare_set_generations (self->compare, pair->pdata[0], pair->pdata[1]);
  gtk_stack_set_visible_child_name (self->rooms, "compare");
  gtk_widget_grab_focus (GTK_WIDGET (self->compare));
}

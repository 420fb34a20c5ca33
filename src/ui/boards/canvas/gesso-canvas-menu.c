/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>

void
gesso_canvas_show_menu (GessoCanvas *self,
                        double       x,
                        double       y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autoptr (GMenu) make = g_menu_new ();

  g_menu_append (edit, _("_Steer With It"), "canvas.steer");
  g_menu_append (edit, _("Cu_t"), "canvas.cut");
  g_menu_append (edit, _("_Copy"), "canvas.copy");
  g_menu_append (edit, _("_Paste"), "canvas.paste");
  g_menu_append (edit, _("_Duplicate"), "canvas.duplicate");
  g_menu_append (edit, _("D_elete"), "canvas.delete");
  g_menu_append (order, _("Bring to _Front"), "canvas.raise");
  g_menu_append (order, _("Send to _Back"), "canvas.lower");
  g_menu_append (order, _("F_lip Horizontally"), "canvas.flip");
  g_menu_append (order, _("Flip _Vertically"), "canvas.flip-vertically");
  g_menu_append (order, _("C_rop"), "canvas.crop");
  g_menu_append (order, _("_Whole Picture"), "canvas.uncrop");
  g_menu_append (order, _("Show Where It Comes Fro_m"), "canvas.show-origin");
  g_menu_append (make, _("_Note"), "canvas.add-note");
  g_menu_append (make, _("C_olour"), "canvas.add-colour");
  g_menu_append (make, _("P_ick a Colour"), "canvas.pick-colour");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (make));
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

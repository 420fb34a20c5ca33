/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-grid-private.h"

static GMenuModel *
create_menu_model (gboolean in_trash)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) make = g_menu_new ();
  g_autoptr (GMenu) keep = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();

  g_menu_append (make, _("_Open"), "win.open");
  g_menu_append (make, _("_Use Recipe"), "win.use-recipe");
  g_menu_append (make, _("_Vary"), "win.vary");
  g_menu_append (make, _("_Try on Large"), "win.try-large");
  g_menu_append (make, _("_Compare"), "win.compare");
  if (in_trash)
    g_menu_append (keep, _("_Restore"), "win.restore");
  else
    {
      g_menu_append (keep, _("_Favourite"), "win.favourite");
      g_menu_append (keep, _("_Move to Trash"), "win.trash");
    }
  g_menu_append (copy, _("_Copy Picture"), "win.copy-picture");
  g_menu_append (copy, _("Copy _Prompt"), "win.copy-prompt");
  g_menu_append (copy, _("_Show in Folder"), "win.show-in-folder");
  g_menu_append (copy, _("Open _With…"), "win.open-with");
  g_menu_append (copy, _("_Export…"), "win.export");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (make));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (keep));
  return G_MENU_MODEL (menu);
}

/* The menu is about what is selected: a tile outside the selection becomes it. */
static void
select_for_menu (GessoGrid *self,
                 GessoTile *tile)
{
  GessoGeneration *generation = gesso_tile_get_generation (tile);
  guint position = gesso_selection_find (self->selection, gesso_generation_get_row_id (generation));

  if (position == G_MAXUINT)
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gesso_context_set_selected (self->context, generation);
}

static void
show_menu (GessoGrid          *self,
           GessoTile          *tile,
           const GdkRectangle *at)
{
  g_autoptr (GMenuModel) model = create_menu_model (gesso_generation_is_deleted (gesso_tile_get_generation (tile)));

  select_for_menu (self, tile);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (NULL);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_BOTTOM);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_pressed_cb (GtkGestureClick *gesture,
                      int              n_press,
                      double           x,
                      double           y,
                      GessoGrid       *self)
{
  GtkWidget *picked;

  g_assert (GESSO_IS_GRID (self));

  picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  if (picked != NULL && !GESSO_IS_TILE (picked))
    {
      GtkWidget *tile = gtk_widget_get_ancestor (picked, GESSO_TYPE_TILE);

      /* The gutter belongs to the cell around the tile. */
      picked = tile ? tile : gtk_widget_get_first_child (picked);
    }
  if (picked == NULL || !GESSO_IS_TILE (picked) || gesso_tile_get_generation (GESSO_TILE (picked)) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, GESSO_TILE (picked), &(GdkRectangle) { x, y, 1, 1 });
}

static gboolean
show_menu_at_focus (GessoGrid *self)
{
  GessoTile *tile = gesso_grid_get_focused_tile (self);
  double x, y;

  if (tile == NULL ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (tile), GTK_WIDGET (self),
                                         gtk_widget_get_width (GTK_WIDGET (tile)) / 2.0,
                                         gtk_widget_get_height (GTK_WIDGET (tile)) / 2.0, &x, &y))
    return GDK_EVENT_PROPAGATE;
  show_menu (self, tile, &(GdkRectangle) { x, y, 1, 1 });
  return GDK_EVENT_STOP;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GessoGrid             *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GessoTile *tile;

  g_assert (GESSO_IS_GRID (self));

  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK))
    return show_menu_at_focus (self);
  if (modifiers != 0)
    return GDK_EVENT_PROPAGATE;
  tile = gesso_grid_get_focused_tile (self);
  /* Space looks; the list would only select. */
  if ((key == GDK_KEY_space || key == GDK_KEY_KP_Space) && tile != NULL)
    {
      gesso_grid_activate (self, tile);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Escape && gesso_selection_get_count (self->selection) > 0)
    {
      gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

void
gesso_grid_add_input (GessoGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->view, keys);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
}

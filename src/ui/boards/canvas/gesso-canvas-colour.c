/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <math.h>

#include "boards/gesso-palette-view.h"

/* A new colour on the board, px. */
#define SWATCH_EDGE 96.0

/* --- Putting colours down --- */

void
gesso_canvas_add_colours (GessoCanvas        *self,
                          const char *const  *colours,
                          double              x,
                          double              y)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  double z = gesso_board_model_get_top (self->model);
  guint n = g_strv_length ((char **) colours);

  gesso_canvas_view_to_board (&self->view, &x, &y);
  for (guint i = 0; i < n; i++)
    {
      GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_SWATCH);

      item->colour = g_strdup (colours[i]);
      item->x = round (x - n * SWATCH_EDGE / 2 + i * SWATCH_EDGE);
      item->y = round (y - SWATCH_EDGE / 2);
      item->width = item->height = SWATCH_EDGE;
      item->z = z + i;
      g_ptr_array_add (items, item);
      g_array_append_val (ids, item->id);
    }
  self->placed = TRUE;
  if (n > 0 && gesso_board_model_change (self->model, items, NULL, "colour", GESSO_BOARD_STEP_NEW))
    gesso_canvas_select (self, ids);
}

/* --- Changing one --- */

static void
colour_chosen_cb (GessoCanvas *self,
                  const char  *colour)
{
  const GessoBoardItem *item = gesso_board_model_find (self->model, self->editing);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  GessoBoardItem *copy;

  if (item == NULL || item->kind != GESSO_BOARD_SWATCH || g_strcmp0 (item->colour, colour) == 0)
    return;
  copy = gesso_board_item_copy (item);
  g_free (copy->colour);
  copy->colour = g_strdup (colour);
  g_ptr_array_add (items, copy);
  gesso_board_model_change (self->model, items, NULL, "colour", self->editing_step);
  self->editing_step = GESSO_BOARD_STEP_SAME;
}

static void
closed_cb (GessoCanvas *self)
{
  gint64 id = self->editing;

  self->editing = 0;
  if (!gesso_canvas_focus_item (self, id))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
gesso_canvas_colour_edit (GessoCanvas          *self,
                          const GessoBoardItem *item)
{
  GessoRect rect = gesso_canvas_get_rect (self, item);
  GessoRect seen;
  GtkWidget *view = gesso_palette_view_new (self->context);

  gesso_canvas_view_reveal (&self->view, &rect);
  seen = gesso_canvas_view_to_view (&self->view, &rect);
  gesso_palette_view_edit (GESSO_PALETTE_VIEW (view), item->colour);
  gesso_palette_view_show (GESSO_PALETTE_VIEW (view), gesso_board_model_get_items (self->model));
  g_signal_connect_object (view, "chosen", G_CALLBACK (colour_chosen_cb), self, G_CONNECT_SWAPPED);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->editing = item->id;
  self->editing_step = GESSO_BOARD_STEP_NEW;
  self->menu = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->menu), view);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) seen.x, (int) seen.y, (int) seen.width, (int) seen.height });
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

void
gesso_canvas_colour_add (GessoCanvas *self)
{
  const char *const grey[] = { "#808080", NULL };
  g_autoptr (GArray) ids = NULL;
  const GessoBoardItem *item;

  gesso_canvas_add_colours (self, grey, self->view.width / 2, self->view.height / 2);
  ids = gesso_canvas_get_selection (self);
  item = ids->len == 1 ? gesso_board_model_find (self->model, g_array_index (ids, gint64, 0)) : NULL;
  if (item == NULL || item->kind != GESSO_BOARD_SWATCH)
    return;
  gesso_canvas_colour_edit (self, item);
  /* The grey was never what was wanted. */
  self->editing_step = GESSO_BOARD_STEP_SAME;
}

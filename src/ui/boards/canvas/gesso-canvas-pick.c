/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <math.h>

GPtrArray *
gesso_canvas_list_in_order (GessoCanvas *self,
                            gboolean     only_selected)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (!only_selected || gesso_canvas_is_selected (self, ((GessoBoardItem *) items->pdata[i])->id))
      g_ptr_array_add (list, items->pdata[i]);
  gesso_board_items_sort (list);
  return list;
}

GPtrArray *
gesso_canvas_copy_selected (GessoCanvas *self)
{
  g_autoptr (GPtrArray) list = gesso_canvas_list_in_order (self, TRUE);
  GPtrArray *copies = gesso_board_items_new ();

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (copies, gesso_board_item_copy (list->pdata[i]));
  return copies;
}

const GessoBoardItem *
gesso_canvas_pick (GessoCanvas *self,
                   double       x,
                   double       y)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);

  gesso_canvas_view_to_board (&self->view, &x, &y);
  for (guint i = items->len; i-- > 0;)
    {
      GessoRect rect = gesso_canvas_get_rect (self, items->pdata[i]);

      if (gesso_rect_contains (&rect, x, y))
        return items->pdata[i];
    }
  return NULL;
}

int
gesso_canvas_pick_corner (GessoCanvas *self,
                          double       x,
                          double       y)
{
  GessoRect bounds = gesso_canvas_get_bounds (self, TRUE);
  GessoRect seen = gesso_canvas_view_to_view (&self->view, &bounds);

  if (bounds.width <= 0 || seen.width < 3 * GESSO_CANVAS_HANDLE || seen.height < 3 * GESSO_CANVAS_HANDLE)
    return -1;
  for (int i = 0; i < 4; i++)
    {
      double corner_x = seen.x + (i == 1 || i == 2 ? seen.width : 0);
      double corner_y = seen.y + (i >= 2 ? seen.height : 0);

      if (fabs (x - corner_x) <= GESSO_CANVAS_HANDLE && fabs (y - corner_y) <= GESSO_CANVAS_HANDLE)
        return i;
    }
  return -1;
}

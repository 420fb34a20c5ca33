/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <string.h>

#include "boards/gesso-board-palette.h"

/* Laying out what is selected, or all of it where that is less than two. */

typedef struct {
  GessoCanvas *canvas;
  GPtrArray   *items; /* as they were when it began */
} Tidy;

typedef struct {
  GessoBoardItem *item;
  double          key;
  guint           order;
} Placed;

static void
tidy_free (Tidy *tidy)
{
  g_object_unref (tidy->canvas);
  g_ptr_array_unref (tidy->items);
  g_free (tidy);
}

/* Takes nothing of @items: their order is the order in which they are laid. */
static void
lay (GessoCanvas *self,
     GPtrArray   *items,
     gboolean     columns)
{
  g_autofree GessoRect *rects = g_new (GessoRect, MAX (1, items->len));
  GessoRect bounds = { 0, 0, 0, 0 };

  for (guint i = 0; i < items->len; i++)
    {
      rects[i] = gesso_canvas_get_rect (self, items->pdata[i]);
      gesso_rect_unite (&bounds, &rects[i]);
    }
  if (columns)
    gesso_canvas_lay_columns (rects, items->len, bounds.x, bounds.y);
  else
    gesso_canvas_lay_rows (rects, items->len, bounds.x, bounds.y);
  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      item->x = rects[i].x;
      item->y = rects[i].y;
      item->width = rects[i].width;
      item->height = rects[i].height;
    }
  gesso_board_model_change (self->model, items, NULL, "tidy", GESSO_BOARD_STEP_NEW);
  bounds = gesso_canvas_get_bounds (self, FALSE);
  gesso_canvas_view_fit (&self->view, &bounds, 1);
  gesso_canvas_view_changed (self, TRUE);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Placed *one = a;
  const Placed *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return (one->order > other->order) - (one->order < other->order);
}

/* What was changed or taken away meanwhile is as it is now. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Tidy *tidy = data;
  g_autoptr (GessoBoardPalette) palette = gesso_board_palette_find_finish (result, NULL);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr (GPtrArray) items = gesso_board_items_new ();

  for (guint i = 0; palette != NULL && i < tidy->items->len; i++)
    {
      Placed placed = { tidy->items->pdata[i], g_array_index (palette->keys, double, i), i };

      g_array_append_val (order, placed);
    }
  g_array_sort (order, compare_keys);
  for (guint i = 0; i < order->len; i++)
    {
      const GessoBoardItem *item
          = gesso_board_model_find (tidy->canvas->model, g_array_index (order, Placed, i).item->id);

      if (item != NULL)
        g_ptr_array_add (items, gesso_board_item_copy (item));
    }
  if (items->len > 0)
    lay (tidy->canvas, items, FALSE);
  tidy_free (tidy);
}

void
gesso_canvas_tidy (GessoCanvas *self,
                   const char  *way)
{
  gboolean only_selected = g_hash_table_size (self->selected) > 1;
  g_autoptr (GPtrArray) list = gesso_canvas_list_in_order (self, only_selected);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  Tidy *tidy;

  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (items, gesso_board_item_copy (list->pdata[i]));
  if (!g_str_equal (way, "colour"))
    {
      lay (self, items, g_str_equal (way, "columns"));
      return;
    }
  tidy = g_new (Tidy, 1);
  tidy->canvas = g_object_ref (self);
  tidy->items = g_ptr_array_ref (items);
  gesso_board_palette_find_async (self->context, items, self->cancellable, found_cb, tidy);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-grid-private.h"

#include "gesso-generation-list.h"
#include "gesso-grid-metrics.h"
#include "gesso-tile-private.h"

/*
 * The cells of the view. It keeps six times as many as can be seen, and binds all of them whenever it jumps or rows come
 * in. Those that can be seen show their picture at once; the others are stale until nothing else is to be done, or until
 * they are about to be seen.
 */

/* Rows that a view keeps cells for, whatever its height. */
#define ROWS_KEPT 32
/* Tiles that are brought up to date before anybody else has a turn. */
#define FRESHEN 16

static void
show_count (GessoGrid *self,
            GessoTile *tile)
{
  GListModel *model = gesso_selection_get_model (self->selection);
  GessoGeneration *generation = gesso_tile_get_generation (tile);

  gesso_tile_set_count (tile, generation != NULL && GESSO_IS_GENERATION_LIST (model)
                                ? gesso_generation_list_get_count (GESSO_GENERATION_LIST (model),
                                                                   gesso_generation_get_row_id (generation))
                                : 1);
}

static void
freshen (GessoGrid *self,
         GessoTile *tile)
{
  g_autoptr (GessoGeneration) generation = NULL;

  tile->stale = FALSE;
  if (tile->item == NULL || gtk_list_item_get_position (tile->item) == GTK_INVALID_LIST_POSITION)
    return;
  generation = g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_list_item_get_position (tile->item));
  gesso_tile_set_generation (tile, generation);
  show_count (self, tile);
  gesso_tile_set_selected (tile, gtk_list_item_get_selected (tile->item));
}

static gboolean
freshen_cb (gpointer data)
{
  GessoGrid *self = data;
  guint n_fresh = 0;

  for (guint i = 0; i < self->tiles->len && n_fresh < FRESHEN; i++)
    {
      GessoTile *tile = self->tiles->pdata[i];

      if (!tile->stale)
        continue;
      freshen (self, tile);
      n_fresh++;
    }
  if (n_fresh == FRESHEN)
    return G_SOURCE_CONTINUE;
  self->freshening = 0;
  return G_SOURCE_REMOVE;
}

static void
update_tile (GessoGrid *self,
             GessoTile *tile)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (tile)))
    {
      freshen (self, tile);
      return;
    }
  tile->stale = TRUE;
  if (self->freshening == 0)
    self->freshening = g_idle_add (freshen_cb, self);
}

/* It is about to be seen. */
static void
wanted_cb (GessoGrid *self,
           GessoTile *tile)
{
  g_assert (GESSO_IS_GRID (self));

  if (tile->stale)
    freshen (self, tile);
}

static void
selected_cb (GtkListItem *item)
{
  GtkWidget *tile = gtk_list_item_get_child (item);

  g_assert (GTK_IS_LIST_ITEM (item));

  if (tile != NULL)
    gesso_tile_set_selected (GESSO_TILE (tile), gtk_list_item_get_selected (item));
}

/* However it ends: the view does not tear down every cell that it drops. */
static void
tile_destroyed_cb (GessoGrid *self,
                   GtkWidget *tile)
{
  g_assert (GESSO_IS_GRID (self));

  g_ptr_array_remove_fast (self->tiles, tile);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          GessoGrid          *self)
{
  GtkWidget *tile = gesso_tile_new (self->context);

  g_assert (GESSO_IS_GRID (self));

  g_set_weak_pointer (&GESSO_TILE (tile)->item, item);
  gesso_tile_set_size (GESSO_TILE (tile), gesso_grid_metrics_tile_size (self->tile_size));
  gesso_tile_set_fill (GESSO_TILE (tile), self->fill);
  g_ptr_array_add (self->tiles, tile);
  g_signal_connect_object (tile, "destroy", G_CALLBACK (tile_destroyed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tile, "wanted", G_CALLBACK (wanted_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, tile);
  g_signal_connect (item, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

/*
 * There is no unbind: rows that come in bind every cell again, and a tile that keeps its generation till then has
 * nothing to do.
 */
static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         GessoGrid          *self)
{
  g_assert (GESSO_IS_GRID (self));

  update_tile (self, GESSO_TILE (gtk_list_item_get_child (item)));
}

static void
teardown_cb (GtkListItemFactory *factory,
             GtkListItem        *item,
             GessoGrid          *self)
{
  g_assert (GESSO_IS_GRID (self));

  gtk_list_item_set_child (item, NULL);
}

/* The places are what they were, the pictures are not. */
static void
replaced_cb (GessoGrid *self)
{
  g_assert (GESSO_IS_GRID (self));

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GessoTile *tile = self->tiles->pdata[i];
      guint position = tile->item != NULL ? gtk_list_item_get_position (tile->item) : GTK_INVALID_LIST_POSITION;

      if (position == GTK_INVALID_LIST_POSITION)
        continue;
      if (gtk_list_item_get_selected (tile->item) !=
          gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
        gesso_grid_model_selection_replaced (self->model, position);
      update_tile (self, tile);
    }
}

GtkWidget *
gesso_grid_create_view (GessoGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->tiles = g_ptr_array_new ();
  self->model = gesso_grid_model_new (self->selection);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "teardown", G_CALLBACK (teardown_cb), self);
  g_signal_connect_object (self->model, "replaced", G_CALLBACK (replaced_cb), self, G_CONNECT_SWAPPED);
  return gtk_grid_view_new (GTK_SELECTION_MODEL (g_object_ref (self->model)), factory);
}

void
gesso_grid_drop_cells (GessoGrid *self)
{
  g_clear_handle_id (&self->freshening, g_source_remove);
}

void
gesso_grid_fit_cells (GessoGrid *self,
                      int        height)
{
  const guint cell = gesso_grid_metrics_tile_size (self->tile_size) + GESSO_TILE_GUTTER;

  gesso_grid_model_set_room (self->model, self->columns * (height / cell + 2), self->columns * ROWS_KEPT + 1);
}

void
gesso_grid_get_room (GessoGrid *self,
                     guint     *n_screen,
                     guint     *n_cells)
{
  g_return_if_fail (GESSO_IS_GRID (self));

  gesso_grid_model_get_room (self->model, n_screen, n_cells);
}

void
gesso_grid_update_counts (GessoGrid *self)
{
  g_return_if_fail (GESSO_IS_GRID (self));

  for (guint i = 0; i < self->tiles->len; i++)
    show_count (self, self->tiles->pdata[i]);
}

guint
gesso_grid_count_cells (GessoGrid *self)
{
  g_return_val_if_fail (GESSO_IS_GRID (self), 0);

  return self->tiles->len;
}

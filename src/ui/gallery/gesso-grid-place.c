/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-grid-private.h"

/* Where the grid is scrolled to, and what has the focus in it. */

/* Frames that a cell may take to appear where the focus is to go. */
#define FOCUS_FRAMES 10

static void
scrolled_cb (GtkAdjustment *adjustment,
             GessoGrid     *self)
{
  gboolean at_top = gtk_adjustment_get_value (adjustment) < GESSO_TILE_GUTTER;

  g_assert (GESSO_IS_GRID (self));

  if (self->at_top == at_top)
    return;
  self->at_top = at_top;
  g_object_notify (G_OBJECT (self), "at-top");
}

/* Whoever is at the top wants to see what comes in; elsewhere the list keeps what is in view in its place. */
static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GessoGrid  *self)
{
  g_assert (GESSO_IS_GRID (self));

  if (position == 0 && added > 0 && self->at_top)
    gesso_grid_scroll_to (self, 0, FALSE);
  /* Another list: the view knows nothing of where it is in it. */
  if (position == 0 && added == g_list_model_get_n_items (model))
    self->anchored = FALSE;
}

static gboolean
anchor_cb (gpointer data)
{
  GessoGrid *self = data;
  const guint pending = self->pending;

  self->anchoring = 0;
  self->pending = G_MAXUINT;
  if (pending != G_MAXUINT)
    {
      self->anchored = TRUE;
      gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", pending);
    }
  else if (!self->anchored && self->at_top && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    {
      self->anchored = TRUE;
      gesso_grid_scroll_to (self, 0, FALSE);
    }
  return G_SOURCE_REMOVE;
}

/*
 * GTK 4.8: a view that was never scrolled has no anchor. If its first change goes further than its cells reach, it maps none
 * of them, and is empty until the next one. Scrolled to where it is, it has one; before it was laid out that does nothing.
 */
void
gesso_grid_laid_out (GessoGrid *self)
{
  if ((!self->anchored || self->pending != G_MAXUINT) && self->anchoring == 0)
    self->anchoring = g_idle_add_full (G_PRIORITY_HIGH_IDLE, anchor_cb, self, NULL);
}

static gboolean
focus_row (GessoGrid *self)
{
  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkWidget *tile = self->tiles->pdata[i];
      GessoGeneration *generation = gesso_tile_get_generation (GESSO_TILE (tile));

      if (generation != NULL && gesso_generation_get_row_id (generation) == self->focus_row && gtk_widget_get_mapped (tile))
        return gtk_widget_grab_focus (gtk_widget_get_parent (tile));
    }
  return FALSE;
}

/* The cell is there only after the view was laid out. */
static gboolean
focus_tick_cb (GtkWidget     *widget,
               GdkFrameClock *clock,
               gpointer       data)
{
  GessoGrid *self = GESSO_GRID (widget);
  gint64 first = GPOINTER_TO_INT (data);

  if (!focus_row (self) && gdk_frame_clock_get_frame_counter (clock) - first < FOCUS_FRAMES)
    return G_SOURCE_CONTINUE;
  self->focus_tick = 0;
  return G_SOURCE_REMOVE;
}

void
gesso_grid_scroll_to (GessoGrid *self,
                      guint      position,
                      gboolean   focus)
{
  g_autoptr (GessoGeneration) generation = NULL;
  GdkFrameClock *clock;

  g_return_if_fail (GESSO_IS_GRID (self));

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return;
  /* A place that the view has not laid out yet is none. */
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    {
      if (position > 0)
        gesso_grid_model_complete (self->model);
      self->pending = position;
    }
  else
    gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", position);
  if (!focus)
    return;
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  generation = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  self->focus_row = gesso_generation_get_row_id (generation);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  if (focus_row (self) || clock == NULL || self->focus_tick != 0)
    return;
  self->focus_tick =
    gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_tick_cb,
                                  GINT_TO_POINTER ((int) gdk_frame_clock_get_frame_counter (clock)), NULL);
}

gboolean
gesso_grid_is_at_top (GessoGrid *self)
{
  g_return_val_if_fail (GESSO_IS_GRID (self), TRUE);

  return self->at_top;
}

void
gesso_grid_add_place (GessoGrid *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));

  self->at_top = TRUE;
  self->pending = G_MAXUINT;
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, 0);
}

void
gesso_grid_leave_focus (GessoGrid *self)
{
  g_return_if_fail (GESSO_IS_GRID (self));

  if (self->focus_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->focus_tick);
  self->focus_tick = 0;
}

void
gesso_grid_drop_place (GessoGrid *self)
{
  g_clear_handle_id (&self->anchoring, g_source_remove);
  gesso_grid_leave_focus (self);
}

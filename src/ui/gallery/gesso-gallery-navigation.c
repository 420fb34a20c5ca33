/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-gallery-private.h"

static void
set_new (GessoGallery *self,
         guint         n_new)
{
  g_autofree char *label = NULL;

  self->n_new = n_new;
  if (n_new > 0)
    {
      label = g_strdup_printf (ngettext ("%u new", "%u new", n_new), n_new);
      gtk_button_set_label (GTK_BUTTON (self->pill), label);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->pill_revealer), n_new > 0);
}

static gboolean
is_in_round (GessoGallery *self,
             gint64        row)
{
  GPtrArray *round = gesso_round_view_get_generations (GESSO_ROUND_VIEW (self->round));

  for (guint i = 0; round != NULL && i < round->len; i++)
    if (gesso_generation_get_row_id (round->pdata[i]) == row)
      return TRUE;
  return FALSE;
}

/* New ones are told of where they can't be seen: above what is scrolled to, or behind a round. */
static void
items_changed_cb (GListModel   *list,
                  guint         position,
                  guint         removed,
                  guint         added,
                  GessoGallery *self)
{
  guint n_new = 0;

  g_assert (GESSO_IS_GALLERY (self));

  gesso_gallery_update_page (self);
  /* A list that is shown for the first time is not news. */
  if (position != 0 || removed > 0 || added == g_list_model_get_n_items (list) ||
      (gesso_grid_is_at_top (GESSO_GRID (self->grid)) && !self->round_shown))
    return;
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (list, i);

      if (!self->round_shown || !is_in_round (self, gesso_generation_get_row_id (generation)))
        n_new++;
    }
  set_new (self, self->n_new + n_new);
}

static void
at_top_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  if (gesso_grid_is_at_top (GESSO_GRID (self->grid)) && !self->round_shown)
    set_new (self, 0);
}

GListModel *
gesso_gallery_get_list (GessoGallery *self)
{
  return G_LIST_MODEL (gesso_grid_get_selection (GESSO_GRID (self->grid)));
}

void
gesso_gallery_update_selection_bar (GessoGallery *self)
{
  guint n = gesso_gallery_count_selected (self);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u selected", "%'u selected", n), n);

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean shown = n > 1 && !self->round_shown;

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->selection_bar), shown);
  gtk_widget_set_visible (self->compare_button, n == 2);
  /* Toasts stay clear of it. */
  if (root != NULL && shown)
    gtk_widget_add_css_class (GTK_WIDGET (root), "with-selection");
  else if (root != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (root), "with-selection");
  if (n > 1)
    gtk_label_set_text (GTK_LABEL (self->selection_label), text);
}

void
gesso_gallery_watch_news (GessoGallery *self)
{
  g_signal_connect_object (gesso_gallery_get_list (self), "selection-changed",
                           G_CALLBACK (gesso_gallery_update_selection_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->grid, "notify::at-top", G_CALLBACK (at_top_cb), self);
  g_signal_connect_object (gesso_gallery_get_list (self), "items-changed", G_CALLBACK (items_changed_cb), self, 0);
}

void
gesso_gallery_show_round (GessoGallery *self,
                          GPtrArray    *generations)
{
  g_autofree char *line = NULL;

  g_return_if_fail (GESSO_IS_GALLERY (self));
  g_return_if_fail (generations != NULL);

  if (generations->len == 0)
    return;
  gesso_round_view_set_generations (GESSO_ROUND_VIEW (self->round), generations);
  line = g_strdup (gesso_generation_get_prompt (generations->pdata[0]));
  gtk_label_set_text (GTK_LABEL (self->round_label), line ? g_strdelimit (line, "\n\r\t", ' ') : "");
  set_new (self, 0);
  self->round_shown = TRUE;
  gesso_context_set_selected (self->context, generations->pdata[0]);
  gesso_gallery_update_page (self);
  g_object_notify (G_OBJECT (self), "round-shown");
}

gboolean
gesso_gallery_is_round_shown (GessoGallery *self)
{
  g_return_val_if_fail (GESSO_IS_GALLERY (self), FALSE);

  return self->round_shown;
}

void
gesso_gallery_show_grid (GessoGallery *self)
{
  g_return_if_fail (GESSO_IS_GALLERY (self));

  if (!self->round_shown)
    return;
  self->round_shown = FALSE;
  gesso_gallery_update_page (self);
  /* Only after the page: focus moves on by itself to what is still shown. */
  gesso_round_view_set_generations (GESSO_ROUND_VIEW (self->round), NULL);
  at_top_cb (self);
  g_object_notify (G_OBJECT (self), "round-shown");
}

void
gesso_gallery_focus_newest (GessoGallery *self)
{
  g_return_if_fail (GESSO_IS_GALLERY (self));

  if (self->round_shown)
    gtk_widget_child_focus (self->round, GTK_DIR_TAB_FORWARD);
  else if (g_list_model_get_n_items (gesso_gallery_get_list (self)) > 0)
    gesso_grid_scroll_to (GESSO_GRID (self->grid), 0, TRUE);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
gesso_gallery_start_search (GessoGallery *self)
{
  g_return_if_fail (GESSO_IS_GALLERY (self));

  /* A cell that was still to get the focus would take what is typed next for its keys. */
  gesso_grid_leave_focus (GESSO_GRID (self->grid));
  gtk_search_bar_set_search_mode (GTK_SEARCH_BAR (self->search_bar), TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

void
gesso_gallery_select (GessoGallery    *self,
                      GessoGeneration *generation)
{
  guint position;

  g_return_if_fail (GESSO_IS_GALLERY (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  if (self->round_shown && gesso_round_view_focus (GESSO_ROUND_VIEW (self->round), generation))
    return;
  position = gesso_selection_find (gesso_grid_get_selection (GESSO_GRID (self->grid)),
                                   gesso_generation_get_row_id (generation));
  if (position != G_MAXUINT)
    gesso_grid_scroll_to (GESSO_GRID (self->grid), position, TRUE);
  gesso_context_set_selected (self->context, generation);
}

gboolean
gesso_gallery_has_picture_focus (GessoGallery *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_val_if_fail (GESSO_IS_GALLERY (self), FALSE);

  return focus != NULL && gtk_widget_is_ancestor (focus, self->round_shown ? self->round : self->grid);
}

GPtrArray *
gesso_gallery_get_selection (GessoGallery *self)
{
  g_return_val_if_fail (GESSO_IS_GALLERY (self), NULL);

  return gesso_selection_dup_selected (gesso_grid_get_selection (GESSO_GRID (self->grid)));
}

guint
gesso_gallery_count_selected (GessoGallery *self)
{
  g_return_val_if_fail (GESSO_IS_GALLERY (self), 0);

  return gesso_selection_get_count (gesso_grid_get_selection (GESSO_GRID (self->grid)));
}

gboolean
gesso_gallery_is_all_selected (GessoGallery *self)
{
  g_return_val_if_fail (GESSO_IS_GALLERY (self), FALSE);

  return gesso_selection_is_all (gesso_grid_get_selection (GESSO_GRID (self->grid)));
}

GArray *
gesso_gallery_get_selected_rows (GessoGallery *self)
{
  g_return_val_if_fail (GESSO_IS_GALLERY (self), NULL);

  return gesso_selection_dup_rows (gesso_grid_get_selection (GESSO_GRID (self->grid)));
}

void
gesso_gallery_select_none (GessoGallery *self)
{
  g_return_if_fail (GESSO_IS_GALLERY (self));

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (gesso_gallery_get_list (self)));
}

GessoGeneration *
gesso_gallery_get_neighbour (GessoGallery    *self,
                             GessoGeneration *generation,
                             int              step)
{
  GPtrArray *round;
  guint position;
  gint64 wanted;

  g_return_val_if_fail (GESSO_IS_GALLERY (self), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  round = gesso_round_view_get_generations (GESSO_ROUND_VIEW (self->round));
  if (self->round_shown && g_ptr_array_find (round, generation, &position))
    {
      wanted = (gint64) position + step;
      return wanted >= 0 && wanted < round->len ? g_object_ref (round->pdata[wanted]) : NULL;
    }
  position = gesso_selection_find (gesso_grid_get_selection (GESSO_GRID (self->grid)),
                                   gesso_generation_get_row_id (generation));
  wanted = (gint64) position + step;
  if (position == G_MAXUINT || wanted < 0 || wanted >= G_MAXUINT)
    return NULL;
  return g_list_model_get_item (gesso_gallery_get_list (self), wanted);
}

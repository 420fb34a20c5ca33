/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-board-trash.h"
#include "gesso-boards-page-private.h"

void
gesso_boards_page_show_boards (GessoBoardsPage *self)
{
  if (self->in_trash)
    gtk_stack_set_visible_child (self->stack, self->trash);
  else if (self->view == NULL)
    gtk_stack_set_visible_child_name (self->stack,
                                      gtk_widget_get_first_child (GTK_WIDGET (self->flow)) != NULL ? "boards" : "empty");
}

void
gesso_boards_page_show_trash (GessoBoardsPage *self,
                              gboolean         show)
{
  self->in_trash = show;
  gesso_boards_page_show_boards (self);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
back_cb (GessoBoardsPage *self)
{
  gesso_boards_page_show_trash (self, FALSE);
}

/* Nobody stays in an empty trash. */
static void
count_cb (GessoBoardsPage *self)
{
  gboolean any = gesso_board_trash_get_count (GESSO_BOARD_TRASH (self->trash)) > 0;

  gtk_widget_set_visible (self->deleted, any);
  gtk_widget_set_visible (self->deleted_alone, any);
  if (self->in_trash && !any)
    gesso_boards_page_show_trash (self, FALSE);
}

static void
toast_cb (GessoBoardsPage *self,
          gpointer         toast)
{
  g_signal_emit_by_name (self, "toast", toast);
}

void
gesso_boards_page_add_trash (GessoBoardsPage *self)
{
  if (self->trash != NULL)
    return;
  self->trash = gesso_board_trash_new (self->context);
  g_signal_connect_object (self->trash, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trash, "notify::count", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trash, "toast", G_CALLBACK (toast_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, self->trash);
}

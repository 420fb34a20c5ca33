/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-boards-page.h"

struct _GessoBoardsPage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (GessoBoardsPage, gesso_boards_page, GTK_TYPE_WIDGET)

static void
gesso_boards_page_class_init (GessoBoardsPageClass *klass)
{
  g_signal_new ("use-board", GESSO_TYPE_BOARDS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("toast", GESSO_TYPE_BOARDS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
gesso_boards_page_init (GessoBoardsPage *self)
{
}

GtkWidget *
gesso_boards_page_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_BOARDS_PAGE, NULL);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-boards-page.h"

G_BEGIN_DECLS

struct _GessoBoardsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkFlowBox *flow;

  GessoContext *context;
  GCancellable *cancellable;
  GtkWidget *view;    /* the board that is open */
  gboolean stale;     /* boards have changed since they were listed */
  GPtrArray *windows; /* GessoBoardWindow */
  GtkEditable *search;
  GtkWidget *nothing;

  /* gesso-boards-page-trash.c */
  GtkWidget *trash;
  GtkWidget *deleted; /* shows it; there as long as there is something in it */
  GtkWidget *deleted_alone;
  gboolean in_trash;
};

void gesso_boards_page_complain      (GessoBoardsPage *self,
                                      const GError    *error);

/* (element-type GessoReferenceFile): as many of the pictures as a request can take; it is opened then */
void gesso_boards_page_make_board    (GessoBoardsPage *self,
                                      GPtrArray       *files);

/* gesso-boards-page-covers.c: pictures onto covers, and boards in windows of their own */
void gesso_boards_page_accept_drops  (GessoBoardsPage *self);
void gesso_boards_page_connect_tile  (GessoBoardsPage *self,
                                      GtkWidget       *tile);
/* One window for one board. */
void gesso_boards_page_open_window   (GessoBoardsPage *self,
                                      const char      *id);
void gesso_boards_page_close_windows (GessoBoardsPage *self);

/* gesso-boards-page-trash.c: boards that were deleted */
void gesso_boards_page_add_trash     (GessoBoardsPage *self);
void gesso_boards_page_show_trash    (GessoBoardsPage *self,
                                      gboolean         show);
/* All boards, or what is there instead of them, unless one is open. */
void gesso_boards_page_show_boards   (GessoBoardsPage *self);

G_END_DECLS

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

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-gallery.h"

#include "gesso-generation-list.h"
#include "gesso-grid.h"
#include "gesso-round-view.h"

G_BEGIN_DECLS

struct _GessoGallery
{
  GtkWidget parent_instance;

  GtkWidget *chips_bin;
  GtkWidget *compare_button;
  GtkWidget *error_page;
  GtkWidget *examples;
  GtkWidget *found_label;
  GtkWidget *grid_bin;
  GtkWidget *help_button;
  GtkWidget *nothing_page;
  GtkWidget *pill;
  GtkWidget *pill_revealer;
  GtkWidget *round_bin;
  GtkWidget *round_label;
  GtkWidget *saved_button;
  GtkWidget *sandbox_line;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *search_error;
  GtkWidget *selection_bar;
  GtkWidget *selection_label;
  GtkWidget *stack;
  GtkWidget *stack_bar;
  GtkWidget *stack_label;
  GtkWidget *trash_bar;
  GtkWidget *grid;
  GtkWidget *round;
  GtkWidget *chips;
  GtkWidget *saved;

  GessoContext *context;
  GessoGenerationList *loading; /* replaces what is shown when it was read */
  GCancellable *cancellable;
  char *query;
  GListModel *outer;          /* (nullable): what a stack was opened in */
  GessoGeneration *opened;    /* (nullable): what stands for that stack */
  gint64 place;               /* the row to come back to; 0: the top */
  gint64 unfiltered_place;    /* where the list was before it was searched */
  gboolean round_shown;
  guint n_new;
};

/* (transfer none): what the grid shows, in its order */
GListModel *gesso_gallery_get_list    (GessoGallery   *self);

/* Shows the page that fits: grid, round, or what to do where there is nothing. */
void        gesso_gallery_update_page (GessoGallery   *self);

/* Reads the list of the query; it is shown when it is there. */
void        gesso_gallery_load        (GessoGallery   *self);
void        gesso_gallery_set_query   (GessoGallery   *self,
                                       const char     *query);
void        gesso_gallery_bind_search (GtkWidgetClass *widget_class);
void        gesso_gallery_init_search (GessoGallery   *self);

/* Filters, saved searches, help and the count beside the entry. */
void        gesso_gallery_init_filter   (GessoGallery *self);
void        gesso_gallery_update_filter (GessoGallery *self);
void        gesso_gallery_update_found  (GessoGallery *self);

/* Stacks: what the query asks for; opening one (whether @generation stands for more than one), and going back. */
void        gesso_gallery_init_stacks  (GessoGallery    *self);
void        gesso_gallery_add_stacks   (GessoGallery    *self,
                                        GessoQuery      *query);
gboolean    gesso_gallery_open_stack   (GessoGallery    *self,
                                        GessoGeneration *generation);
gboolean    gesso_gallery_close_stack  (GessoGallery    *self);
void        gesso_gallery_forget_stack (GessoGallery    *self);
/* The next list is scrolled to what is at the top now, unless something is selected in it. */
void        gesso_gallery_keep_place   (GessoGallery    *self);

/* What can be done with more than one. */
void        gesso_gallery_update_selection_bar (GessoGallery *self);

/* Counts what comes in out of sight. */
void        gesso_gallery_watch_news  (GessoGallery   *self);

G_END_DECLS

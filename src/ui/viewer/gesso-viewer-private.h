/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-viewer.h"

G_BEGIN_DECLS

struct _GessoViewer
{
  GtkWidget parent_instance;

  GtkWidget *actual_button;
  GtkWidget *bar;
  GtkWidget *bar_revealer;
  GtkWidget *close_revealer;
  GtkWidget *fit_button;
  GtkWidget *next_button;
  GtkWidget *picture_bin;
  GtkWidget *previous_button;
  GtkWidget *stack;
  GtkWidget *status_bin;
  GtkWidget *zoom_box;
  GtkWidget *zoom_label;
  GtkWidget *view;
  GtkWidget *status;

  GessoContext *context;
  GessoGeneration *generation;
  guint ground;
  guint bar_timer;
  GBinding *fullscreen;
  double pointer_x;
  double pointer_y;
};

void gesso_viewer_next_ground (GessoViewer *self);
void gesso_viewer_add_keys    (GessoViewer *self);

G_END_DECLS

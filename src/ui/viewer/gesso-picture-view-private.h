/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-picture-view.h"

#include "gesso-image-slot.h"
#include "gesso-viewport.h"

G_BEGIN_DECLS

struct _GessoPictureView
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoGeneration *generation;
  GessoViewport viewport;

  GessoImageSlot *preview; /* the stored thumbnail */
  GessoImageSlot *fitted;  /* exactly what fits the room */
  GessoImageSlot *full;    /* all pixels, only while zoomed in */

  double pointer_x;
  double pointer_y;
  double drag_x;
  double drag_y;
  double pinch_zoom;

  /* Beside the one that is seen, decoded ahead. */
  GessoGeneration *near[GESSO_PICTURE_VIEW_NEAR];
  GessoImageSlot *ahead[GESSO_PICTURE_VIEW_NEAR];
};

gboolean gesso_picture_view_has_picture  (GessoPictureView *self);
/* After the viewport was changed. */
void     gesso_picture_view_moved        (GessoPictureView *self);

/* gesso-picture-view-input.c: wheel, pinch, drag and double click */
void     gesso_picture_view_add_input    (GessoPictureView *self);
void     gesso_picture_view_begin_pinch  (GessoPictureView *self);
/* Fingers that are @scale times as far from each other as they were, around a point of the widget. */
void     gesso_picture_view_pinch        (GessoPictureView *self,
                                          double            scale,
                                          double            x,
                                          double            y);

/* gesso-picture-view-ahead.c: the pictures beside the one that is seen */
void     gesso_picture_view_create_ahead (GessoPictureView *self);
void     gesso_picture_view_update_ahead (GessoPictureView *self);
void     gesso_picture_view_free_ahead   (GessoPictureView *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-tile.h"

#include "gesso-image-slot.h"

G_BEGIN_DECLS

struct _GessoTile
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoGeneration *generation;
  GessoImageSlot *slot;
  GtkListItem *item; /* (weak, nullable): its place in a grid, */
  gboolean stale;    /* where another picture is due */
  GList refresh;     /* in the queue */
  gboolean queued;
  guint size;
  gboolean fill;
  gboolean selected;
  gboolean hovered;

  /* There only while they are needed. */
  GtkWidget *status;
  GtkWidget *ring;
  GtkWidget *scrim;
  GtkWidget *badge;
  guint turn; /* the status waits for the next frame */
  guint count; /* of the stack that it stands for */

  /* Whose focus the tile shows: itself, or the cell of the list that holds it. */
  GtkWidget *focus_holder;
};

/* Looks at the generation again: now, or before the next frame, together with all others. */
void gesso_tile_refresh           (GessoTile       *self);
void gesso_tile_queue_refresh     (GessoTile       *self);
void gesso_tile_unqueue_refresh   (GessoTile       *self);

/* Where the picture is, or will be, in px of the widget; on whole device pixels. */
void gesso_tile_get_picture_rect  (GessoTile       *self,
                                   graphene_rect_t *rect);
void gesso_tile_snapshot_picture  (GessoTile       *self,
                                   GtkSnapshot     *snapshot);
/* Asks for the texture that the allocation needs, if it is mapped and has one. */
void gesso_tile_want_picture      (GessoTile       *self);
/* Whether its file is not where it was kept. */
gboolean gesso_tile_is_missing    (GessoTile       *self);

/* The children come and go with what the tile shows. @missing: see gesso_tile_status_update() */
void gesso_tile_update_status     (GessoTile       *self,
                                   gboolean         wanted,
                                   gboolean         missing);
gboolean gesso_tile_has_status    (GessoTile       *self);
void gesso_tile_update_ring       (GessoTile       *self);
void gesso_tile_update_scrim      (GessoTile       *self);
void gesso_tile_update_badge      (GessoTile       *self);
void gesso_tile_allocate_children (GessoTile       *self);
void gesso_tile_add_drag_source   (GessoTile       *self);

G_END_DECLS

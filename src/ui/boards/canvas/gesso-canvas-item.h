/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-board-item.h"
#include "gesso-image-loader.h"

G_BEGIN_DECLS

/* How the words of a note are set at 1:1: their size and the room around them, px. */
#define GESSO_CANVAS_NOTE_SIZE 18.0
#define GESSO_CANVAS_NOTE_PAD 12.0

/**
 * GessoCanvasItem:
 *
 * One thing on the canvas, with a name for those who hear it. It draws itself as large as it is allocated: pictures
 * from textures of exactly those pixels when the canvas is at rest, from the nearest power of two while it zooms.
 *
 * Signals: "changed": it looks different.
 */
#define GESSO_TYPE_CANVAS_ITEM (gesso_canvas_item_get_type ())
G_DECLARE_FINAL_TYPE (GessoCanvasItem, gesso_canvas_item, GESSO, CANVAS_ITEM, GtkWidget)

GtkWidget            *gesso_canvas_item_new         (GessoImageLoader     *loader);
void                  gesso_canvas_item_set_item    (GessoCanvasItem      *self,
                                                     const GessoBoardItem *item);
const GessoBoardItem *gesso_canvas_item_get_item    (GessoCanvasItem      *self);
/* How large it is on screen. @zoom: that it is allocated for; @hurry: whether it will be another size at once */
void                  gesso_canvas_item_place       (GessoCanvasItem      *self,
                                                     double                zoom,
                                                     gboolean              hurry,
                                                     int                   width,
                                                     int                   height);
/* Where it is on the canvas. Returns %FALSE where it is there already and nothing was done; @anyway, that never is. */
gboolean              gesso_canvas_item_allocate    (GessoCanvasItem      *self,
                                                     int                   x,
                                                     int                   y,
                                                     int                   width,
                                                     int                   height,
                                                     gboolean              anyway);
/* It can't be seen any more: lets go of its pixels. */
void                  gesso_canvas_item_hide        (GessoCanvasItem      *self);
/* Whether it shows the whole picture, and not only what is left of it. */
void                  gesso_canvas_item_set_whole   (GessoCanvasItem      *self,
                                                     gboolean              whole);
/* (transfer none) (nullable): of the whole picture, as it is drawn now */
GdkTexture           *gesso_canvas_item_get_texture (GessoCanvasItem      *self);
/* Whether it shows what it shall, as sharp as can be; or that it can't be shown. */
gboolean              gesso_canvas_item_is_ready    (GessoCanvasItem      *self);

G_END_DECLS

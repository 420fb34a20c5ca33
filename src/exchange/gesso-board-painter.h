/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-item.h"
#include "gesso-decoder.h"

G_BEGIN_DECLS

/* The most that one picture of a board has; what would be larger is made smaller. */
#define GESSO_BOARD_IMAGE_MAX_PIXELS (64 * 1000 * 1000)
#define GESSO_BOARD_IMAGE_MAX_EDGE 16384

/* Around the whole of a board, px at 1:1. */
#define GESSO_BOARD_IMAGE_MARGIN 32

/**
 * GessoBoardArea:
 *
 * A part of a board, px at 1:1.
 */
typedef struct {
  double x;
  double y;
  double width;
  double height;
} GessoBoardArea;

/* All of @items (element-type GessoBoardItem) with a margin; %FALSE where there is none. */
gboolean           gesso_board_area_of_items  (GPtrArray             *items,
                                               GessoBoardArea        *area);
/* @scale, or less where @area would have too many pixels with it. */
double             gesso_board_area_limit     (const GessoBoardArea  *area,
                                               double                 scale);

/**
 * GessoBoardPainter:
 *
 * Paints a board, from its lowest item to its topmost, and writes it as PNG. Used by one thread at a time.
 */
typedef struct _GessoBoardPainter GessoBoardPainter;

/* @ground: 0xRRGGBB. %NULL where there is not enough memory */
GessoBoardPainter *gesso_board_painter_new    (const GessoBoardArea  *area,
                                               double                 scale,
                                               guint32                ground);
void               gesso_board_painter_free   (GessoBoardPainter     *self);
guint              gesso_board_painter_get_width  (GessoBoardPainter *self);
guint              gesso_board_painter_get_height (GessoBoardPainter *self);
/* @pixels: (nullable): of the whole picture; without them it is a grey one */
void               gesso_board_painter_paint  (GessoBoardPainter     *self,
                                               const GessoBoardItem  *item,
                                               const GessoPixels     *pixels);
/* Into a new file that takes the place of @path when it is whole. */
gboolean           gesso_board_painter_write  (GessoBoardPainter     *self,
                                               const char            *path,
                                               GError               **error);

G_END_DECLS

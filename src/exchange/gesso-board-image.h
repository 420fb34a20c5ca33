/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-painter.h"
#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoBoardImage:
 *
 * What was written: px, and how much smaller than 1:1 it had to be.
 */
typedef struct {
  guint  width;
  guint  height;
  double scale;
} GessoBoardImage;

/**
 * gesso_board_image_async:
 * @area: (nullable): what of it; all without
 * @scale: px for each of the board's; 1 for 1:1
 *
 * Writes a board as PNG, up to %GESSO_BOARD_IMAGE_MAX_PIXELS. Pictures are decoded by @decoder, one after the other, as
 * large as they are needed; painting and coding happen in threads.
 */
void     gesso_board_image_async  (GessoLibrary          *library,
                                   GessoDecoder          *decoder,
                                   const char            *board_id,
                                   const GessoBoardArea  *area,
                                   double                 scale,
                                   const char            *path,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               data);
/* An empty board is %G_IO_ERROR_NOT_FOUND. */
gboolean gesso_board_image_finish (GessoLibrary          *library,
                                   GAsyncResult          *result,
                                   GessoBoardImage       *image,
                                   GError               **error);

G_END_DECLS

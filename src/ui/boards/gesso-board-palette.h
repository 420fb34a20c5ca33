/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-item.h"
#include "gesso-context.h"
#include "gesso-palette.h"

G_BEGIN_DECLS

/**
 * GessoBoardPalette:
 * @shades: of all pictures together, most frequent first
 * @keys: (element-type double): for each item that was given, where it belongs by its colour
 */
typedef struct {
  GessoShade shades[GESSO_PALETTE_BOARD];
  guint      n;
  GArray    *keys;
} GessoBoardPalette;

void               gesso_board_palette_free        (GessoBoardPalette    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoardPalette, gesso_board_palette_free)

/**
 * gesso_board_palette_find_async:
 * @items: (element-type GessoBoardItem): pictures and colours count, each as much as any other
 *
 * The pixels are loaded small and counted in a worker; what is known of a content is kept while the program runs.
 * A picture that can't be read is left out.
 */
void               gesso_board_palette_find_async  (GessoContext         *context,
                                                    GPtrArray            *items,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              data);
GessoBoardPalette *gesso_board_palette_find_finish (GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-board-item.h"
#include "gesso-library.h"

G_BEGIN_DECLS

/* What is cut, copied or dragged on a board, within the program. */

/* Boxed: a GArray of gint64, ids on the board it comes from. */
#define GESSO_TYPE_BOARD_IDS (gesso_board_ids_get_type ())
GType               gesso_board_ids_get_type   (void);

/* Boxed: a GPtrArray of GessoBoardItem, as they were then; nobody changes it. */
#define GESSO_TYPE_BOARD_ITEMS (gesso_board_items_get_type ())
GType               gesso_board_items_get_type (void);

/* Both of them, and for other programs the files; of notes and colours, what they say. Keeps @items. */
GdkContentProvider *gesso_board_clip_provide   (GPtrArray            *items);

/* With an id of its own, in no slot. (transfer full) */
GessoBoardItem     *gesso_board_clip_copy_item (const GessoBoardItem *item);
/* (transfer full) (nullable): the picture of an item whose file is known, %NULL for notes and colours */
GessoReferenceFile *gesso_board_clip_get_file  (const GessoBoardItem *item);

G_END_DECLS

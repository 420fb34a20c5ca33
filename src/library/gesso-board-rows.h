/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-board-items.h"
#include "gesso-library-private.h"

G_BEGIN_DECLS

/* Private to the layer: items of boards as the database has them. */

/* Row of the board, 0 with an error where there is none. */
gint64          gesso_board_rows_find   (GessoCall             *call,
                                         GessoSql              *sql,
                                         const char            *board_id,
                                         GError               **error);
/* Appends all items, lowest first, those without a place too. */
gboolean        gesso_board_rows_list   (GessoCall             *call,
                                         GessoSql              *sql,
                                         gint64                 board,
                                         GPtrArray             *items,
                                         GError               **error);
/* (transfer full) (nullable): %NULL without an error where there is none */
GessoBoardItem *gesso_board_rows_get    (GessoCall             *call,
                                         GessoSql              *sql,
                                         gint64                 board,
                                         gint64                 item,
                                         GError               **error);
gboolean        gesso_board_rows_put    (GessoSql              *sql,
                                         gint64                 board,
                                         const GessoBoardItem  *item,
                                         GError               **error);
gboolean        gesso_board_rows_remove (GessoSql              *sql,
                                         gint64                 board,
                                         gint64                 item,
                                         GError               **error);

G_END_DECLS

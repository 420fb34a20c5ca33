/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-boards.h"
#include "krea-request.h"

G_BEGIN_DECLS

/**
 * gesso_board_apply:
 *
 * Makes @request steered by @board, and by no other: its pictures come before the references that were chosen by
 * themselves, its words and its Krea moodboard are taken over, and what board it was, at which revision, is remembered.
 *
 * Returns: how many of its pictures had no room
 */
guint gesso_board_apply (const GessoBoard *board,
                         KreaRequest      *request);

/* Takes out what a board put in. @moodboard: (nullable): id of the one that it is linked to */
void  gesso_board_remove (KreaRequest     *request,
                          const char      *moodboard);

/* Whether @request sends just what @board would make it send now. */
gboolean gesso_board_is_applied (const GessoBoard *board,
                                 KreaRequest      *request);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "boards/gesso-board-model.h"

G_BEGIN_DECLS

/**
 * GessoBoardWords:
 *
 * What a board sends beside its pictures: an entry with its words, and the link to a moodboard of krea.ai.
 */
#define GESSO_TYPE_BOARD_WORDS (gesso_board_words_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardWords, gesso_board_words, GESSO, BOARD_WORDS, GtkWidget)

GtkWidget *gesso_board_words_new       (GessoContext    *context,
                                        GessoBoardModel *model);
GtkWidget *gesso_board_words_get_entry (GessoBoardWords *self);

G_END_DECLS

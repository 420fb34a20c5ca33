/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-board-model.h"

G_BEGIN_DECLS

/* The board's item that a tile's reference stands for; 0 for one of elsewhere. */
void     gesso_strip_drop_set_item (KreaReference   *reference,
                                    gint64           id);
gint64   gesso_strip_drop_get_item (KreaReference   *reference);
/* Whether what is dragged lies on that board: on its canvas, or in another slot. */
gboolean gesso_strip_drop_is_here  (GdkDrop         *drop,
                                    GessoBoardModel *model);

/* Lets @slot take pictures that are not on the board yet: they are put on it, the first goes into that place of the
 * strip, the others into the next free ones, all in one step. */
void gesso_strip_drop_connect (GtkWidget       *slot,
                               GessoContext    *context,
                               GessoBoardModel *model,
                               int              place);

G_END_DECLS

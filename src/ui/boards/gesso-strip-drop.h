/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-board-model.h"

G_BEGIN_DECLS

/* Lets @slot take pictures that are not on the board yet: they are put on it, the first goes into that place of the
 * strip, the others into the next free ones, all in one step. */
void gesso_strip_drop_connect (GtkWidget       *slot,
                               GessoContext    *context,
                               GessoBoardModel *model,
                               int              place);

G_END_DECLS

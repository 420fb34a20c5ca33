/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "boards/gesso-board-model.h"
#include "gesso-board-painter.h"

G_BEGIN_DECLS

/**
 * gesso_board_export_start:
 * @view: emits "message" (char *) for what came of it
 * @way: "file": as one file for another library; "whole": as a picture of all of it; "seen": of @area
 * @area: (nullable): what is seen
 * @scale: px for each of the board's
 *
 * Asks where to, then writes a board in threads.
 */
void gesso_board_export_start (GessoContext         *context,
                               GessoBoardModel      *model,
                               GtkWidget            *view,
                               const char           *way,
                               const GessoBoardArea *area,
                               double                scale);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardTarget:
 *
 * The board to which new pictures are added as they arrive, whether anybody looks at it or not. There is one at most;
 * which, is a setting of the library. Each picture is one step of the board's journal, taken after it was kept.
 *
 * Properties, read-only: "id", "name" (string, %NULL where there is none)
 */
#define GESSO_TYPE_BOARD_TARGET (gesso_board_target_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardTarget, gesso_board_target, GESSO, BOARD_TARGET, GObject)

/* (transfer none): of everybody who has @context */
GessoBoardTarget *gesso_board_target_get      (GessoContext     *context);
const char       *gesso_board_target_get_id   (GessoBoardTarget *self);
const char       *gesso_board_target_get_name (GessoBoardTarget *self);
/* @board_id: (nullable): none */
void              gesso_board_target_set      (GessoBoardTarget *self,
                                               const char       *board_id);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "boards/gesso-board-model.h"

G_BEGIN_DECLS

/**
 * GessoBoardProposals:
 *
 * Pictures that are proposed for the empty slots of a board: those that together represent it best. Nothing is sent
 * because it is proposed.
 *
 * Properties: "busy" while they are looked for; "count". Signals: "changed".
 */
#define GESSO_TYPE_BOARD_PROPOSALS (gesso_board_proposals_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardProposals, gesso_board_proposals, GESSO, BOARD_PROPOSALS, GObject)

GessoBoardProposals  *gesso_board_proposals_new     (GessoContext        *context,
                                                     GessoBoardModel     *model);
/* Fills the empty slots. The same board gives the same proposals. */
void                  gesso_board_proposals_suggest (GessoBoardProposals *self);
/* Puts what is proposed for @slot into it; -1: all of them, as one step. */
void                  gesso_board_proposals_accept  (GessoBoardProposals *self,
                                                     int                  slot);
void                  gesso_board_proposals_clear   (GessoBoardProposals *self);
/* (transfer none) (nullable) */
const GessoBoardItem *gesso_board_proposals_get     (GessoBoardProposals *self,
                                                     int                  slot);
guint                 gesso_board_proposals_get_count (GessoBoardProposals *self);

G_END_DECLS

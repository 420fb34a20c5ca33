/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardPopover:
 *
 * Asks for a name, and saves the request's style references as a board.
 */
#define GESSO_TYPE_BOARD_POPOVER (gesso_board_popover_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardPopover, gesso_board_popover, GESSO, BOARD_POPOVER, GtkPopover)

GtkWidget  *gesso_board_popover_new  (GessoContext      *context);

/* Saves under @name; what goes wrong is said in the popover. */
void        gesso_board_popover_save (GessoBoardPopover *self,
                                      const char        *name);

G_END_DECLS

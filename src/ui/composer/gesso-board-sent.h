/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardSent:
 *
 * What the board of the request makes it send: its pictures with their strengths, its words, its Krea moodboard.
 *
 * Signals: "renew": the board shall be sent as it is now.
 */
#define GESSO_TYPE_BOARD_SENT (gesso_board_sent_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardSent, gesso_board_sent, GESSO, BOARD_SENT, GtkPopover)

GtkWidget  *gesso_board_sent_new         (GessoContext   *context);

/* @earlier: whether it is sent as it was some time ago, and could be as it is now */
void        gesso_board_sent_set_earlier (GessoBoardSent *self,
                                          gboolean        earlier);

G_END_DECLS

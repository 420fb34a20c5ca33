/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoQueueRow:
 *
 * One unfinished generation: how far it is, or why it stopped, and what can be done about it. Waiting ones are
 * moved with the buttons, or with Alt+Up and Alt+Down.
 */
#define GESSO_TYPE_QUEUE_ROW (gesso_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoQueueRow, gesso_queue_row, GESSO, QUEUE_ROW, GtkListBoxRow)

GtkWidget       *gesso_queue_row_new            (GessoContext    *context,
                                                 GessoGeneration *generation);
GessoGeneration *gesso_queue_row_get_generation (GessoQueueRow   *self);

G_END_DECLS

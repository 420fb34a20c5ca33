/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoHistoryPopover:
 *
 * The prompts that were used, newest first, to be searched and used again.
 *
 * Signals: "prompt" (char *recipe): only its prompt is wanted; "recipe" (char *recipe): all of it.
 */
#define GESSO_TYPE_HISTORY_POPOVER (gesso_history_popover_get_type ())
G_DECLARE_FINAL_TYPE (GessoHistoryPopover, gesso_history_popover, GESSO, HISTORY_POPOVER, GtkPopover)

GtkWidget *gesso_history_popover_new         (void);
void       gesso_history_popover_set_context (GessoHistoryPopover *self,
                                              GessoContext        *context);

/* How many prompts are listed. */
guint      gesso_history_popover_count       (GessoHistoryPopover *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoQueueButton:
 *
 * In the header bar while anything waits, runs or failed: spinner and count, and a popover
 * *Running / Waiting / Needs you* with reorder, cancel and *Pause*. Invisible otherwise.
 * Signals: "activated" (#GessoGeneration), "toast" (#AdwToast).
 */
#define GESSO_TYPE_QUEUE_BUTTON (gesso_queue_button_get_type ())
G_DECLARE_FINAL_TYPE (GessoQueueButton, gesso_queue_button, GESSO, QUEUE_BUTTON, GtkWidget)

GtkWidget *gesso_queue_button_new   (GessoContext     *context);

/* Opens the popover. */
void       gesso_queue_button_popup (GessoQueueButton *self);

G_END_DECLS

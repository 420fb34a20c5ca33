/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoMoodboardPopover:
 *
 * What the moodboard drop-down opens: *None*, the boards of this library, the Krea moodboards that it knows, and a
 * way to add one. Reads them anew whenever it opens.
 *
 * Signals: "none", "board" (char *id), "moodboard" (char *id, char *name, double strength), "add".
 */
#define GESSO_TYPE_MOODBOARD_POPOVER (gesso_moodboard_popover_get_type ())
G_DECLARE_FINAL_TYPE (GessoMoodboardPopover, gesso_moodboard_popover, GESSO, MOODBOARD_POPOVER, GtkPopover)

GtkWidget *gesso_moodboard_popover_new (GessoContext *context);

G_END_DECLS

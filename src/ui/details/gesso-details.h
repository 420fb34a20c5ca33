/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoDetails:
 *
 * The pane with the whole recipe of the context's selected generation, its price, times and file, and what can
 * be done with it. Buttons activate the window's actions "win.use-recipe", "win.use-prompt", "win.use-references",
 * "win.use-settings", "win.use-seed", "win.vary", "win.try-large", "win.copy-prompt", "win.copy-picture",
 * "win.show-in-folder".
 */
#define GESSO_TYPE_DETAILS (gesso_details_get_type ())
G_DECLARE_FINAL_TYPE (GessoDetails, gesso_details, GESSO, DETAILS, GtkWidget)

GtkWidget *gesso_details_new (GessoContext *context);

G_END_DECLS

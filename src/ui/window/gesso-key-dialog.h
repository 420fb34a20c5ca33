/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoKeyDialog:
 *
 * Adds or changes the API key: a password row, a check with the server, and what went wrong beside it.
 *
 * Signal: "added" (gboolean checked): the key is in use; whether Krea said that it works.
 */
#define GESSO_TYPE_KEY_DIALOG (gesso_key_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GessoKeyDialog, gesso_key_dialog, GESSO, KEY_DIALOG, GtkWidget)

GtkWidget *gesso_key_dialog_new (GessoEngine *engine);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoMoodboardDialog:
 *
 * Makes a moodboard of krea.ai known here, by its id or the link from *Share*.
 *
 * Signals: "added" (char *id, char *name, double strength).
 */
#define GESSO_TYPE_MOODBOARD_DIALOG (gesso_moodboard_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GessoMoodboardDialog, gesso_moodboard_dialog, GESSO, MOODBOARD_DIALOG, AdwWindow)

/* @parent: a widget of the window it belongs to; the link is filled in where the clipboard holds one */
GtkWidget  *gesso_moodboard_dialog_new       (GessoContext         *context,
                                              GtkWidget            *parent);
void        gesso_moodboard_dialog_set_link  (GessoMoodboardDialog *self,
                                              const char           *link);

/* (nullable): what is said about the link */
const char *gesso_moodboard_dialog_get_error (GessoMoodboardDialog *self);

/* The press of *Add*. */
void        gesso_moodboard_dialog_add       (GessoMoodboardDialog *self);

G_END_DECLS

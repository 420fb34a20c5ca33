/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoExportDialog:
 *
 * Where copies of pictures go, in which format, under which names, and what they say of themselves; then how far it
 * is, and what could not be written. For gesso_dialog_present(). What was chosen last is chosen again.
 *
 * Signals: "exported" (how many as uint, path of the first or of the only one as char *, how many lost their
 * Content Credentials as uint): all went well, and it closes.
 */
#define GESSO_TYPE_EXPORT_DIALOG (gesso_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GessoExportDialog, gesso_export_dialog, GESSO, EXPORT_DIALOG, GtkWidget)

/* @generations: (element-type GessoGeneration): what is selected. @query: (nullable): what is searched for */
GtkWidget *gesso_export_dialog_new      (GessoContext *context,
                                         GPtrArray    *generations,
                                         const char   *query);

G_END_DECLS

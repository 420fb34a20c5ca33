/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoPreferencesPage:
 *
 * What can be set up: the key, the library's folder, the monthly cap, and how pictures are shown. Hosted in
 * whatever libadwaita has for preferences.
 */
#define GESSO_TYPE_PREFERENCES_PAGE (gesso_preferences_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoPreferencesPage, gesso_preferences_page, GESSO, PREFERENCES_PAGE, AdwPreferencesPage)

/* @window: whose actions the buttons activate */
GtkWidget *gesso_preferences_page_new (GessoContext *context,
                                       GtkWidget    *window);

G_END_DECLS

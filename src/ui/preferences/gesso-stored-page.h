/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoStoredPage:
 *
 * What lies at Krea for the account in use, and how it is deleted there. Asks Krea when it is looked at, not before.
 */
#define GESSO_TYPE_STORED_PAGE (gesso_stored_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoStoredPage, gesso_stored_page, GESSO, STORED_PAGE, AdwPreferencesPage)

GtkWidget *gesso_stored_page_new (GessoContext *context);

G_END_DECLS

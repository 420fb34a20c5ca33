/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoSavedSearches:
 *
 * A popover with the searches that were kept: choose, rename, remove, and keep the one that is typed.
 *
 * Signals: "chosen" (char *): what to search for; "toast" (#AdwToast).
 */
#define GESSO_TYPE_SAVED_SEARCHES (gesso_saved_searches_get_type ())
G_DECLARE_FINAL_TYPE (GessoSavedSearches, gesso_saved_searches, GESSO, SAVED_SEARCHES, GtkPopover)

GtkWidget *gesso_saved_searches_new      (GessoContext       *context);

/* What is searched for now, and can be kept. */
void       gesso_saved_searches_set_text (GessoSavedSearches *self,
                                          const char         *text);
/* How many are listed. */
guint      gesso_saved_searches_count    (GessoSavedSearches *self);

G_END_DECLS

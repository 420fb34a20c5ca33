/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoBoardsPage:
 *
 * The boards with covers, names, counts and when they were last used: open, use in the composer, rename, delete with
 * undo; and the one that is open. Signals: "use-board" (char *id), "toast" (#AdwToast).
 */
#define GESSO_TYPE_BOARDS_PAGE (gesso_boards_page_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardsPage, gesso_boards_page, GESSO, BOARDS_PAGE, GtkWidget)

GtkWidget *gesso_boards_page_new  (GessoContext    *context);
/* The board that is open, if one is. */
void       gesso_boards_page_zoom (GessoBoardsPage *self,
                                   gboolean         in);

G_END_DECLS

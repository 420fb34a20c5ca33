/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoPaletteView:
 *
 * The colours of pictures, as buttons that copy what they are; or, with an entry above them, a choice of one.
 *
 * Signals: "chosen" (char *colour), also while one is typed; "copied" (char *text): it is in the clipboard now;
 * "put" (char **colours): they shall go on the board.
 */
#define GESSO_TYPE_PALETTE_VIEW (gesso_palette_view_get_type ())
G_DECLARE_FINAL_TYPE (GessoPaletteView, gesso_palette_view, GESSO, PALETTE_VIEW, GtkWidget)

GtkWidget *gesso_palette_view_new         (GessoContext     *context);
/* Asks for a colour instead of copying, from @colour ("#rrggbb") on. */
void       gesso_palette_view_edit        (GessoPaletteView *self,
                                           const char       *colour);
/* Finds the colours of these items. (element-type GessoBoardItem) */
void       gesso_palette_view_show        (GessoPaletteView *self,
                                           GPtrArray        *items);
void       gesso_palette_view_set_title   (GessoPaletteView *self,
                                           const char       *title);
/* "#rrggbb" of each, most frequent first; empty until they are found. (transfer full) */
char     **gesso_palette_view_get_colours (GessoPaletteView *self);

G_END_DECLS

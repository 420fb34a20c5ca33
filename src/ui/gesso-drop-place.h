/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): with everything connected */
typedef GtkEventController *(*GessoMakeDropTarget) (gpointer data);

/**
 * gesso_drop_place_add:
 *
 * Gives @widget a drop target that can be renewed. GTK 4.8 does not tell the end of a drop to all that it told the
 * beginning, where a page was turned while something was dragged over its name: such a target would go on to wait for a drop
 * that is gone, and take no other one.
 */
void gesso_drop_place_add   (GtkWidget           *widget,
                             GessoMakeDropTarget  make,
                             gpointer             data);

/* After each drop on @widget: with the next turn of the main loop it, and each that it is in, has a new target. */
void gesso_drop_place_renew (GtkWidget           *widget);

G_END_DECLS

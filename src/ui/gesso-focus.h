/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * gesso_focus_children:
 * @widget: one whose grab_focus leads to something in it
 * @direction: %GTK_DIR_TAB_FORWARD or %GTK_DIR_TAB_BACKWARD
 *
 * For the focus of such a widget: through its children in their order, and out. GTK's own takes the focus for the widget
 * itself before it lets it go backward, which would lead into it again, for ever.
 *
 * Returns: whether something in it has the focus now
 */
gboolean gesso_focus_children (GtkWidget        *widget,
                               GtkDirectionType  direction);

/* Whether @direction is one of those two. */
gboolean gesso_focus_is_tab   (GtkDirectionType  direction);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoPane:
 *
 * One child, and a say in how wide it would like to be: what decides when a flap beside it folds.
 *
 * Properties: "child", "natural-width" (px, -1 for the child's own).
 */
#define GESSO_TYPE_PANE (gesso_pane_get_type ())
G_DECLARE_FINAL_TYPE (GessoPane, gesso_pane, GESSO, PANE, GtkWidget)

GtkWidget *gesso_pane_new       (void);
void       gesso_pane_set_child (GessoPane *self,
                                 GtkWidget *child);
GtkWidget *gesso_pane_get_child (GessoPane *self);

G_END_DECLS

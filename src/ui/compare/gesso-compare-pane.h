/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoComparePane:
 *
 * Two children of the same kind: side by side (one above the other where the room is tall), or one over the other with
 * a line between them that can be dragged.
 *
 * Properties: "slider" (whether one lies over the other), "split" (where the line is, 0..1).
 */
#define GESSO_TYPE_COMPARE_PANE (gesso_compare_pane_get_type ())
G_DECLARE_FINAL_TYPE (GessoComparePane, gesso_compare_pane, GESSO, COMPARE_PANE, GtkWidget)

GtkWidget *gesso_compare_pane_new        (GtkWidget        *first,
                                          GtkWidget        *second);
void       gesso_compare_pane_set_slider (GessoComparePane *self,
                                          gboolean          slider);
void       gesso_compare_pane_set_split  (GessoComparePane *self,
                                          double            split);

G_END_DECLS

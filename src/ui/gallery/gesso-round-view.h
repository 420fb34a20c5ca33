/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoRoundView:
 *
 * The generations of one press of Generate as large cells, with the state in each. What is moved to the trash leaves at
 * once, and is back when that is undone.
 *
 * Signals: "activated" (#GessoGeneration), "emptied" when the last one has left.
 */
#define GESSO_TYPE_ROUND_VIEW (gesso_round_view_get_type ())
G_DECLARE_FINAL_TYPE (GessoRoundView, gesso_round_view, GESSO, ROUND_VIEW, GtkWidget)

GtkWidget       *gesso_round_view_new             (GessoContext    *context);

/* @generations: (element-type GessoGeneration) (nullable): empty for none */
void             gesso_round_view_set_generations (GessoRoundView  *self,
                                                   GPtrArray       *generations);
/* Moves the keyboard focus to one of them. Returns whether it is there. */
gboolean         gesso_round_view_focus           (GessoRoundView  *self,
                                                   GessoGeneration *generation);
/* Those that have a cell. (transfer none) (nullable) (element-type GessoGeneration) */
GPtrArray       *gesso_round_view_get_generations (GessoRoundView  *self);

G_END_DECLS

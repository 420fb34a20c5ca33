/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-generation.h"

G_BEGIN_DECLS

/**
 * GessoSelection:
 *
 * A #GtkSelectionModel over generations that remembers by row, not by position: what is selected stays selected
 * when new ones arrive, and when another list is shown and the first one comes back.
 *
 * Signals: "replaced": another list is shown in the place of one.
 */
#define GESSO_TYPE_SELECTION (gesso_selection_get_type ())
G_DECLARE_FINAL_TYPE (GessoSelection, gesso_selection, GESSO, SELECTION, GObject)

GessoSelection *gesso_selection_new          (void);

/* @model: (nullable): of #GessoGeneration. Told as one removal of all and one arrival of all: cheap for a grid. */
void            gesso_selection_set_model    (GessoSelection *self,
                                              GListModel     *model);
GListModel     *gesso_selection_get_model    (GessoSelection *self);

/* Whether such a removal or arrival is being told; "replaced" follows when all is. */
gboolean        gesso_selection_is_being_replaced (GessoSelection *self);

/* The position of a row in the model; %G_MAXUINT if it is not there. */
guint           gesso_selection_find         (GessoSelection *self,
                                              gint64          row_id);

/* How many rows are selected, those out of sight included. */
guint           gesso_selection_get_count    (GessoSelection *self);

/* Whether it is everything there is, without exception. */
gboolean        gesso_selection_is_all       (GessoSelection *self);

/* (transfer full) (element-type gint64): the rows of those that are in the model, in its order */
GArray         *gesso_selection_dup_rows     (GessoSelection *self);

/* (transfer full) (element-type GessoGeneration): those that are in the model, in its order */
GPtrArray      *gesso_selection_dup_selected (GessoSelection *self);

G_END_DECLS

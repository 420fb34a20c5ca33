/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoStacks:
 *
 * Private to the layer: folds ids that come newest first into stacks of one key each, in the order in which their
 * newest came.
 */
typedef struct _GessoStacks GessoStacks;

/* @limit: stacks; 0 for no limit */
GessoStacks *gesso_stacks_new  (guint        limit);
void         gesso_stacks_free (GessoStacks *self);
/* Returns %FALSE where @id would begin one stack too many. */
gboolean     gesso_stacks_add  (GessoStacks *self,
                                gint64       id,
                                gint64       key);
/* (transfer none) (element-type gint64): the newest of each */
GArray      *gesso_stacks_get_ids    (GessoStacks *self);
/* (transfer none) (element-type guint): how many are in each */
GArray      *gesso_stacks_get_counts (GessoStacks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStacks, gesso_stacks_free)

G_END_DECLS

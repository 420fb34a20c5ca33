/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-query-private.h"

G_BEGIN_DECLS

/* Private to the layer: going through sorted lists of row ids without reading more of them than is needed. */

/**
 * GessoStreams:
 *
 * Lists of row ids, newest first, each of which a statement yields in its order. What all of them have, and none of
 * those that exclude, is found by going through them side by side: no sorting, no temporary table, and the first
 * screen is there after the first few steps.
 */
typedef struct _GessoStreams GessoStreams;

/* Row ids from @low to @high. */
GessoStreams *gesso_streams_new     (GessoSql       *sql,
                                     gint64          low,
                                     gint64          high);
void          gesso_streams_free    (GessoStreams   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStreams, gesso_streams_free)

/* Begins a list. Without any statement it is empty. */
void          gesso_streams_add     (GessoStreams   *self,
                                     gboolean        excludes);
/**
 * gesso_streams_add_statement:
 * @text: selects row ids, newest first, from ?1 down to ?2
 * @patience: steps that cost less than looking for a row id anew
 * @parameters: (nullable) (element-type GValue): for ?3 and on; int64 or string
 *
 * Adds what @text yields to the list that was begun last.
 */
gboolean      gesso_streams_add_statement (GessoStreams  *self,
                                     const char     *text,
                                     guint           patience,
                                     GArray         *parameters,
                                     GError        **error);
/* Each id that all have goes to @stacks, with the second column of whichever list has one, until they are enough. */
gboolean      gesso_streams_fold    (GessoStreams   *self,
                                     GessoStacks    *stacks,
                                     GCancellable   *cancellable,
                                     GError        **error);
/* Until @limit (0: none) or @cancellable (nullable). */
gboolean      gesso_streams_collect (GessoStreams   *self,
                                     guint           limit,
                                     GCancellable   *cancellable,
                                     GArray         *ids,
                                     GError        **error);

G_END_DECLS

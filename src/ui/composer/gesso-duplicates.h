/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoDuplicates:
 *
 * Which pictures of the next round are in the library already, so that none is paid for twice unseen. Only a kept seed
 * can ask for the same picture again, and stand-ins of the sandbox do not count.
 *
 * Signals: "changed".
 */
#define GESSO_TYPE_DUPLICATES (gesso_duplicates_get_type ())
G_DECLARE_FINAL_TYPE (GessoDuplicates, gesso_duplicates, GESSO, DUPLICATES, GObject)

GessoDuplicates *gesso_duplicates_new       (GessoContext    *context);

/* How many of the round are here. */
guint            gesso_duplicates_get_count (GessoDuplicates *self);

/* Whether the @n-th of the round is here. */
gboolean         gesso_duplicates_has       (GessoDuplicates *self,
                                             guint            n);

/* (nullable) (transfer none): the first of them */
GessoGeneration *gesso_duplicates_get_first (GessoDuplicates *self);

/* Looks again, @account_counts: whether pictures of the account can be here at all. Calls itself on changes. */
void             gesso_duplicates_look      (GessoDuplicates *self,
                                             gboolean         account_counts);

G_END_DECLS

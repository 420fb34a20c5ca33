/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoDraft:
 *
 * Keeps the request that is being written in the library, a moment after each change, and brings it back at the
 * next start.
 */
#define GESSO_TYPE_DRAFT (gesso_draft_get_type ())
G_DECLARE_FINAL_TYPE (GessoDraft, gesso_draft, GESSO, DRAFT, GObject)

/* Reads what was kept at once; what is written before it arrives wins. */
GessoDraft *gesso_draft_new   (GessoContext *context);

/* Keeps what has changed now instead of in a moment. */
void        gesso_draft_flush (GessoDraft   *self);

G_END_DECLS

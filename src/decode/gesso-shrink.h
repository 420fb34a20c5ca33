/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GessoShrink:
 *
 * Makes a picture smaller, row by row as they come: each pixel is the mean of the area that it stands for.
 */
typedef struct _GessoShrink GessoShrink;

/* px of the source: what a sum of 32 bits has room for. */
#define GESSO_SHRINK_MAX_PIXELS (16 * 1024 * 1024)
#define GESSO_SHRINK_MAX_SIDE   (32 * 1024)

/* @channels: of the target, 3 or 4, which are opaque. It is not larger than the source. %NULL where there is no memory
 * for it. */
GessoShrink *gesso_shrink_new     (guint         source_width,
                                   guint         source_height,
                                   guint         width,
                                   guint         height,
                                   guint         channels);
void         gesso_shrink_free    (GessoShrink  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoShrink, gesso_shrink_free)

/* @row: source_width × 3 bytes */
void         gesso_shrink_add_row (GessoShrink  *self,
                                   const guint8 *row);

/* After the last row: width × height × channels bytes. (transfer full) */
guint8      *gesso_shrink_steal   (GessoShrink  *self);

G_END_DECLS

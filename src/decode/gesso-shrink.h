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
 * Makes RGBA of RGB rows as they come, smaller or as large: each pixel is the mean of the area that it stands for.
 */
typedef struct _GessoShrink GessoShrink;

/* Sides are at most %GESSO_SHRINK_MOST; the target is not larger than the source. */
#define GESSO_SHRINK_MOST 1024

GessoShrink *gesso_shrink_new     (guint         source_width,
                                   guint         source_height,
                                   guint         width,
                                   guint         height);
void         gesso_shrink_free    (GessoShrink  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoShrink, gesso_shrink_free)

/* @row: source_width × 3 bytes */
void         gesso_shrink_add_row (GessoShrink  *self,
                                   const guint8 *row);

/* After the last row: width × height × 4 bytes. (transfer full) */
guint8      *gesso_shrink_steal   (GessoShrink  *self);

G_END_DECLS

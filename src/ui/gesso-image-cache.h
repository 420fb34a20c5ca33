/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * GessoImageCache:
 *
 * Objects by key, least recently used thrown away first, bounded by the bytes they say they hold.
 */
typedef struct _GessoImageCache GessoImageCache;

/* @limit: bytes */
GessoImageCache *gesso_image_cache_new       (gsize            limit);
void             gesso_image_cache_free      (GessoImageCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoImageCache, gesso_image_cache_free)

/* (transfer none) (nullable): it counts as used now. */
gpointer         gesso_image_cache_lookup    (GessoImageCache *self,
                                              const char      *key);

/* Keeps a reference to @object, unless it alone is larger than the limit. @bytes: what it holds */
void             gesso_image_cache_insert    (GessoImageCache *self,
                                              const char      *key,
                                              gpointer         object,
                                              gsize            bytes);
gsize            gesso_image_cache_get_bytes (GessoImageCache *self);

G_END_DECLS

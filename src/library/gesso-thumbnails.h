/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Private to the layer: thumbnails by content, in one SQLite file in the user's cache. Blocks; from any thread.
 * Never fails: a cache that does not work is one that has nothing.
 */

#define GESSO_THUMBNAILS_MAX_BYTES (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)

typedef struct _GessoThumbnails GessoThumbnails;

/* @path: (nullable): the user's. @max_bytes: 0 for %GESSO_THUMBNAILS_MAX_BYTES. Nothing is opened before the first use. */
GessoThumbnails *gesso_thumbnails_new  (const char       *path,
                                        gint64            max_bytes);
void             gesso_thumbnails_free (GessoThumbnails  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoThumbnails, gesso_thumbnails_free)
/* Returns: (transfer full) (nullable): a JPEG */
GBytes          *gesso_thumbnails_get  (GessoThumbnails  *self,
                                        const char       *sha256,
                                        guint             edge);
void             gesso_thumbnails_put  (GessoThumbnails  *self,
                                        const char       *sha256,
                                        guint             edge,
                                        GBytes           *jpeg);

/* Forgets them, to be made anew. */
void             gesso_thumbnails_drop (GessoThumbnails  *self,
                                        const char       *sha256);

G_END_DECLS

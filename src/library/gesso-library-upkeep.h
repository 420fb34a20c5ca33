/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/* Looking after a library: making its database again, checking it, backing it up, and finding what was moved. */

/* How far a long piece of work has come, on the main context, a few times a second; @total is 0 while it is not known. */
typedef void (*GessoProgressFunc) (guint64 done, guint64 total, gpointer data);

/* --- Making the database again --- */

/**
 * GessoRebuilt:
 * @generations: how many there are now, and @kept of them with a picture
 * @missing: kept ones whose file is nowhere in the folder
 * @strays: pictures in the folder that no recipe tells of
 * @damaged: sidecars and lines of the log that could not be read
 * @put_aside: (nullable): where the database that was there is now, absolute
 */
typedef struct {
  guint  generations;
  guint  kept;
  guint  missing;
  guint  strays;
  guint  damaged;
  char  *put_aside;
} GessoRebuilt;

void          gesso_rebuilt_free              (GessoRebuilt        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoRebuilt, gesso_rebuilt_free)

/**
 * gesso_library_rebuild_async:
 * @path: a library that is not open, here or elsewhere
 *
 * Makes the database out of sidecars, log and originals. The one that is there is put aside, never overwritten; until
 * the new one is whole nothing changes. What was not settled with the server is *held* afterwards.
 */
void          gesso_library_rebuild_async     (const char          *path,
                                               GCancellable        *cancellable,
                                               GessoProgressFunc    progress,
                                               gpointer             progress_data,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
GessoRebuilt *gesso_library_rebuild_finish    (GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS

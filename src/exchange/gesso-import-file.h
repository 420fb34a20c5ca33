/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-import.h"

G_BEGIN_DECLS

/* Private to the layer: the blocking steps of an import. For a thread. */

/* Adds to @paths the picture files in @path and below, or @path itself if it is a file; not what is below @skip. */
void         gesso_import_list    (const char    *path,
                                   const char    *skip,
                                   GPtrArray     *paths,
                                   GCancellable  *cancellable);

/* Reads a file as it is, with its hash and time. */
GessoImport *gesso_import_read    (const char    *path,
                                   GCancellable  *cancellable,
                                   GError       **error);

/* What the file says of itself. Returns whether there was a recipe. */
gboolean     gesso_import_read_texts (GessoImport *import,
                                   GHashTable    *texts);

G_END_DECLS

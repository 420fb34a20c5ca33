/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * gesso_named_files_choose_name:
 * @name: (nullable): what a person calls the picture
 * @path: of the file; its extension stays
 *
 * Returns: (transfer full): a name that any file system takes
 */
char   *gesso_named_files_choose_name (const char *name,
                                       const char *path);

/**
 * gesso_named_files_hand_over:
 * @paths: (element-type filename): absolute
 * @names: (element-type utf8): for each; may be %NULL
 *
 * The library names a reference after its content. Others get it under the name that a person knows: a link of the same
 * file, in a folder of the cache that is removed a day later. Links are made in a thread, long before anybody can let go
 * of what is dragged.
 *
 * Returns: (transfer full) (element-type GFile): where they are, or will be in a moment
 */
GSList *gesso_named_files_hand_over   (GPtrArray  *paths,
                                       GPtrArray  *names);

G_END_DECLS

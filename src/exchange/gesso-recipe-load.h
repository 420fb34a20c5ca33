/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * gesso_recipe_load_async:
 * @path: of a picture file; untrusted
 *
 * Reads what a picture file says of how it was made, as a recipe that can be used in @library: of its references and
 * its image source, those are left that the library has.
 */
void   gesso_recipe_load_async  (GessoLibrary         *library,
                                 GessoDecoder         *decoder,
                                 const char           *path,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              data);
/**
 * gesso_recipe_load_finish:
 * @n_missing: (out) (optional): pictures of the recipe that the library has not
 *
 * Returns: (transfer full) (nullable): the recipe; %NULL without an error where the file has none
 */
char  *gesso_recipe_load_finish (GessoLibrary         *library,
                                 GAsyncResult         *result,
                                 guint                *n_missing,
                                 GError              **error);

G_END_DECLS

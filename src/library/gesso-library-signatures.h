/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-item.h"
#include "gesso-library.h"
#include "gesso-signature.h"

G_BEGIN_DECLS

/**
 * gesso_library_load_signatures_async:
 * @items: (element-type GessoBoardItem): pictures; others are passed over
 *
 * What pictures look like: kept from the first time on, made from their thumbnails where it is not there yet. One
 * that can't be decoded is missing in the result.
 */
void        gesso_library_load_signatures_async  (GessoLibrary         *self,
                                                  GessoDecoder         *decoder,
                                                  GPtrArray            *items,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              data);
/* Returns: (transfer full) (element-type utf8 GessoSignature): by sha256 */
GHashTable *gesso_library_load_signatures_finish (GessoLibrary         *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS

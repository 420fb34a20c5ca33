/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * gesso_board_add_async:
 * @files: (element-type GessoReferenceFile)
 *
 * Puts pictures on a board that nobody needs to be looking at, below what lies there, as one step.
 */
void     gesso_board_add_async  (GessoContext         *context,
                                 const char           *board_id,
                                 GPtrArray            *files,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              data);
/* As above; the first goes into @slot of the strip, whatever was there, and the others into the next free ones. */
void     gesso_board_add_in_slot_async (GessoContext         *context,
                                 const char           *board_id,
                                 GPtrArray            *files,
                                 int                   slot,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              data);
gboolean gesso_board_add_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS

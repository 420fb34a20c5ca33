/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-file.h"
#include "gesso-library.h"

G_BEGIN_DECLS

/* A board with its pictures into one file, in a thread. An existing file is replaced. */
void     gesso_board_export_async  (GessoLibrary         *library,
                                    const char           *board_id,
                                    const char           *path,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              data);
gboolean gesso_board_export_finish (GessoLibrary         *library,
                                    GAsyncResult         *result,
                                    GError              **error);

/**
 * GessoBoardImport:
 * @id: of the new board
 * @pictures: how many pictures lie on it
 * @missing: how many could not be taken
 */
typedef struct {
  char  *id;
  char  *name;
  guint  pictures;
  guint  missing;
} GessoBoardImport;

void              gesso_board_import_free   (GessoBoardImport     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoardImport, gesso_board_import_free)

/**
 * gesso_board_import_async:
 *
 * Makes a new board from a file of gesso_board_export_async(). Every picture goes through @decoder before it is kept.
 * Cancelling leaves no board; pictures that were taken by then stay in the library.
 */
void              gesso_board_import_async  (GessoLibrary         *library,
                                             GessoDecoder         *decoder,
                                             const char           *path,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              data);
GessoBoardImport *gesso_board_import_finish (GessoLibrary         *library,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS

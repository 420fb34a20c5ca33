/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-sheet.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * `.gesso-board`: a board with its pictures in one file, for another library. A tar archive without compression (its
 * pictures have their own): first `board.json` (see GessoBoardSheet), then `pictures/<sha256>.<extension>`, each
 * content once. Nothing else is read, nothing is unpacked to where a name says.
 */

#define GESSO_BOARD_FILE_SUFFIX ".gesso-board"
#define GESSO_BOARD_FILE_TYPE "application/x-gesso-board"

/**
 * gesso_board_file_write:
 * @sheet: its pictures are read from the paths of its items
 *
 * Blocks. The file is there whole, or not at all. A picture whose file is missing is left out.
 */
gboolean          gesso_board_file_write     (const GessoBoardSheet  *sheet,
                                              const char             *path,
                                              GCancellable           *cancellable,
                                              GError                **error);

/**
 * GessoBoardReader:
 *
 * Goes through a file of a stranger: one picture is in memory at a time. Used from one thread at a time.
 */
typedef struct _GessoBoardReader GessoBoardReader;

GessoBoardReader *gesso_board_reader_open    (const char             *path,
                                              GError                **error);
GessoBoardReader *gesso_board_reader_open_bytes (GBytes              *bytes,
                                              GError                **error);
void              gesso_board_reader_free    (GessoBoardReader       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoardReader, gesso_board_reader_free)

/* (transfer none) */
GessoBoardSheet  *gesso_board_reader_get_sheet (GessoBoardReader     *self);

/**
 * gesso_board_reader_next:
 * @sha256: (out): content of the picture, which @bytes surely has
 *
 * Pictures that no item has, that are too large or not what their name says are passed over.
 *
 * Returns: %FALSE at the end, and with @error where the file is damaged
 */
gboolean          gesso_board_reader_next    (GessoBoardReader       *self,
                                              char                  **sha256,
                                              GBytes                **bytes,
                                              GError                **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-item.h"
#include "gesso-library-boards.h"

G_BEGIN_DECLS

/**
 * GessoBoardChange:
 * @removed: (element-type gint64): ids of items that are not there any more
 * @items: (element-type GessoBoardItem): items that are new or different
 * @undo_label: (nullable): of the step that Undo takes back
 * @redo_label: (nullable): of the step that Redo does again
 * @revision: of the board, after it
 * @words: (nullable): of the board; like what follows only told, never changed by this
 * @moodboard: (nullable): id of the Krea moodboard it is linked to
 * @grey: whether it is looked at without colours
 *
 * What is to be changed on a board, or was; all of a board when it is loaded. Labels are what the caller gave.
 */
typedef struct {
  GArray    *removed;
  GPtrArray *items;
  char      *undo_label;
  char      *redo_label;
  char      *name;
  guint      revision;
  char      *words;
  char      *moodboard;
  char      *moodboard_name;
  gboolean   moodboard_instead;
  gboolean   grey;
} GessoBoardChange;

GessoBoardChange *gesso_board_change_new               (void);
void              gesso_board_change_free              (GessoBoardChange     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoardChange, gesso_board_change_free)

/* All items of a board, lowest first. What was never put anywhere has a place below the rest. */
void              gesso_library_load_board_async       (GessoLibrary         *self,
                                                        const char           *board_id,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              data);
GessoBoardChange *gesso_library_load_board_finish      (GessoLibrary         *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

/**
 * GessoBoardStep:
 * @GESSO_BOARD_STEP_NEW: one of its own
 * @GESSO_BOARD_STEP_SOON: one with the one before, where that is not a second old
 * @GESSO_BOARD_STEP_SAME: one with the one before, however long ago that was: of the same gesture
 *
 * What a change is to undo. It becomes one only with what has the same label and changed the same items.
 */
typedef enum {
  GESSO_BOARD_STEP_NEW,
  GESSO_BOARD_STEP_SOON,
  GESSO_BOARD_STEP_SAME,
} GessoBoardStep;

/**
 * gesso_library_change_board_async:
 * @change: @items and @removed count
 * @label: what it is called in the journal
 *
 * One step of the board's journal, which can be undone for as long as the board is there. What was undone before
 * can't be done again after it.
 */
void              gesso_library_change_board_async     (GessoLibrary         *self,
                                                        const char           *board_id,
                                                        GessoBoardChange     *change,
                                                        const char           *label,
                                                        GessoBoardStep        step,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              data);
/* Takes the last step back, or does again what was taken back. Finish returns what is different now. */
void              gesso_library_undo_board_async       (GessoLibrary         *self,
                                                        const char           *board_id,
                                                        gboolean              redo,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              data);
/* The end of change and undo: labels and revision as they are now; nothing in it where nothing was to undo. */
GessoBoardChange *gesso_library_change_board_finish    (GessoLibrary         *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

void              gesso_library_rename_board_async     (GessoLibrary         *self,
                                                        const char           *board_id,
                                                        const char           *name,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              data);
/* Its items, not its journal. The end of both is gesso_library_boards_finish(). */
void              gesso_library_duplicate_board_async  (GessoLibrary         *self,
                                                        const char           *board_id,
                                                        const char           *name,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              data);

G_END_DECLS

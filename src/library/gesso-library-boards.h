/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoBoard:
 *
 * A moodboard curated here. Immutable; a change gives a new one with a higher @revision.
 * @references are the slots of its steering strip, in order, at most 10; where none is filled, the first pictures on it:
 * what is sent. @n_pictures is read only, and so are the words and the link: see gesso_library_steer_board_async().
 * @deleted_at: when it was put into the trash; 0 for one that is not there
 */
typedef struct {
  char      *id;        /* UUID */
  char      *name;
  guint      revision;
  gint64     created_at; /* Unix ms */
  gint64     used_at;    /* Unix ms, 0 if never */
  gint64     deleted_at; /* Unix ms */
  guint      n_pictures; /* on its canvas and in its strip */
  GPtrArray *references; /* (element-type GessoRecipeReference) */
  char      *words;      /* (nullable): sent after the prompt */
  char      *moodboard;  /* (nullable): id of a Krea moodboard that is sent too */
  char      *moodboard_name;
  double     moodboard_strength;
  gboolean   moodboard_instead; /* of the pictures */
} GessoBoard;

GessoBoard  *gesso_board_copy                  (const GessoBoard     *self);
void         gesso_board_free                  (GessoBoard           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoBoard, gesso_board_free)

/* Last used first. Returns (transfer full) (element-type GessoBoard) */
void         gesso_library_list_boards_async   (GessoLibrary         *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
GPtrArray   *gesso_library_list_boards_finish  (GessoLibrary         *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Those in the trash, deleted last first. The end of it is gesso_library_list_boards_finish(). */
void         gesso_library_list_deleted_boards_async (GessoLibrary   *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
/* @board->id %NULL makes a new one. Finish returns the board as saved. */
void         gesso_library_save_board_async    (GessoLibrary         *self,
                                                const GessoBoard     *board,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
GessoBoard  *gesso_library_save_board_finish   (GessoLibrary         *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* Deleted boards can be restored until the trash is emptied. */
void         gesso_library_delete_board_async  (GessoLibrary         *self,
                                                const char           *board_id,
                                                gboolean              deleted,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
gboolean     gesso_library_delete_board_finish (GessoLibrary         *self,
                                                GAsyncResult         *result,
                                                GError              **error);
/* @board_id: (nullable): one in the trash; all of them. For good. The end of it is gesso_library_boards_finish(). */
void         gesso_library_purge_boards_async  (GessoLibrary         *self,
                                                const char           *board_id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
void         gesso_library_touch_board_async   (GessoLibrary         *self,
                                                const char           *board_id,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);

/**
 * gesso_library_steer_board_async:
 * @words: (nullable): what it adds to the prompt
 * @moodboard: (nullable): id of a moodboard from gesso_library_list_moodboards_async()
 * @instead: whether @moodboard is sent instead of the pictures
 *
 * What a board sends beside its pictures. The end of it is gesso_library_boards_finish().
 */
void         gesso_library_steer_board_async   (GessoLibrary         *self,
                                                const char           *board_id,
                                                const char           *words,
                                                const char           *moodboard,
                                                gboolean              instead,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);

/* Whether it is looked at without colours. The end of it is gesso_library_boards_finish(). */
void         gesso_library_set_board_grey_async (GessoLibrary        *self,
                                                const char           *board_id,
                                                gboolean              grey,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);

/**
 * GessoKreaMoodboard:
 *
 * A moodboard that lives in Krea's web app, known here by its UUID. @cover: (nullable): sha256 of a reference.
 */
typedef struct {
  char   *id;
  char   *name;
  char   *cover;
  double  strength;
} GessoKreaMoodboard;

void         gesso_krea_moodboard_free             (GessoKreaMoodboard       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoKreaMoodboard, gesso_krea_moodboard_free)
void         gesso_library_list_moodboards_async   (GessoLibrary             *self,
                                                    GCancellable             *cancellable,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  data);
GPtrArray   *gesso_library_list_moodboards_finish  (GessoLibrary             *self,
                                                    GAsyncResult             *result,
                                                    GError                  **error);
void         gesso_library_save_moodboard_async    (GessoLibrary             *self,
                                                    const GessoKreaMoodboard *moodboard,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  data);
void         gesso_library_forget_moodboard_async  (GessoLibrary             *self,
                                                    const char               *id,
                                                    GAsyncReadyCallback       callback,
                                                    gpointer                  data);
/* The end of touch, save_moodboard and forget_moodboard. */
gboolean     gesso_library_boards_finish           (GessoLibrary             *self,
                                                    GAsyncResult             *result,
                                                    GError                  **error);

G_END_DECLS

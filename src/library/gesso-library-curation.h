/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-query.h"

G_BEGIN_DECLS

/**
 * GessoMark:
 * @set_favourite: whether @favourite is meant
 * @set_rating: whether @rating is meant; 0 takes the rating away
 * @add_tags: (nullable): tags to add; case and accents tell no two tags apart
 * @remove_tags: (nullable): tags to take away
 *
 * What to say of pictures; what is not mentioned stays as it is.
 */
typedef struct {
  gboolean           set_favourite;
  gboolean           favourite;
  gboolean           set_rating;
  int                rating;
  const char *const *add_tags;
  const char *const *remove_tags;
} GessoMark;

#define GESSO_MARK_INIT { FALSE, FALSE, FALSE, 0, NULL, NULL }

/**
 * GessoCurationKind:
 * @GESSO_CURATION_NONE: there was nothing to undo or redo
 * @GESSO_CURATION_MARKED: favourite, rating or tags
 * @GESSO_CURATION_DELETED: moved to the trash
 * @GESSO_CURATION_RESTORED: taken out of the trash
 */
typedef enum {
  GESSO_CURATION_NONE,
  GESSO_CURATION_MARKED,
  GESSO_CURATION_DELETED,
  GESSO_CURATION_RESTORED,
} GessoCurationKind;

/*
 * Each of these calls is one step that can be undone, also after a restart, and one line of the log. A step over more
 * than a few hundred pictures is told by the library's "generations-reset" instead of one signal for each.
 */

void       gesso_library_mark_async          (GessoLibrary         *self,
                                              const gint64         *row_ids,
                                              guint                 n_row_ids,
                                              const GessoMark      *mark,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* All that @query finds, wherever it is on screen. */
void       gesso_library_mark_found_async    (GessoLibrary         *self,
                                              const GessoQuery     *query,
                                              const GessoMark      *mark,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Originals go to `.gesso/trash`; sidecars and rows stay. What is not finished yet is left alone. */
void       gesso_library_trash_async         (GessoLibrary         *self,
                                              const gint64         *row_ids,
                                              guint                 n_row_ids,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
void       gesso_library_untrash_async       (GessoLibrary         *self,
                                              const gint64         *row_ids,
                                              guint                 n_row_ids,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Removes the originals in the trash for good. Prompts stay in the history, charges in the ledger. No undo. */
void       gesso_library_empty_trash_async   (GessoLibrary         *self,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* The end of the calls above. @n_changed: (out) (optional): pictures that are different now */
gboolean   gesso_library_step_finish         (GessoLibrary         *self,
                                              GAsyncResult         *result,
                                              guint                *n_changed,
                                              GError              **error);

/* Takes the last step back, or does it again with @redo. */
void       gesso_library_undo_async          (GessoLibrary         *self,
                                              gboolean              redo,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* @kind: (out): the step that was undone or done again. */
gboolean   gesso_library_undo_finish         (GessoLibrary         *self,
                                              GAsyncResult         *result,
                                              GessoCurationKind        *kind,
                                              guint                *n_changed,
                                              GError              **error);

/* Tags that begin with @text, or with one of its words after the first; those used last first. */
void       gesso_library_complete_tag_async  (GessoLibrary         *self,
                                              const char           *text,
                                              guint                 limit,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Returns: (transfer full) (element-type utf8) */
GPtrArray *gesso_library_complete_tag_finish (GessoLibrary         *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* --- Saved searches --- */

/**
 * GessoSavedSearch:
 * @text: what is searched for; there is one search for each text
 * @name: (nullable): what it is called instead
 */
typedef struct {
  char *text;
  char *name;
} GessoSavedSearch;

void       gesso_saved_search_free           (GessoSavedSearch     *self);

/* Keeps it under that name, or under another one. @name: (nullable) */
void       gesso_library_save_search_async   (GessoLibrary         *self,
                                              const char           *text,
                                              const char           *name,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
void       gesso_library_forget_search_async (GessoLibrary         *self,
                                              const char           *text,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* The end of both. */
gboolean   gesso_library_save_search_finish  (GessoLibrary         *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       gesso_library_list_searches_async (GessoLibrary         *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              data);
/* Returns: (transfer full) (element-type GessoSavedSearch): the latest first */
GPtrArray *gesso_library_list_searches_finish (GessoLibrary        *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library.h"

G_BEGIN_DECLS

/**
 * GessoImport:
 * @recipe: what is known of how it was made; see gesso_recipe_read()
 * @path: (nullable): absolute, of its file
 * @name: (nullable): what its file was called, for a picture without a prompt
 * @created_at: Unix ms, by which it is sorted
 * @picture: all of the file, as it is
 * @sha256: of @picture
 * @rating: 0..5
 * @tags: (nullable): as its file has them
 * @row_id: (out): of the generation that holds this content now
 * @is_new: (out): whether it was not there before
 *
 * A picture that comes from a file of somebody's.
 */
typedef struct {
  char               *recipe;
  char               *path;
  char               *name;
  gint64              created_at;
  GBytes             *picture;
  char               *sha256;
  GessoPictureFormat  format;
  guint               width;
  guint               height;
  GBytes             *thumbnails[2]; /* small, large */
  int                 rating;
  char              **tags;

  gint64              row_id;
  gboolean            is_new;
} GessoImport;

void       gesso_import_free               (GessoImport          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoImport, gesso_import_free)

/**
 * gesso_library_import_async:
 * @imports: (element-type GessoImport): a few; all or none of them come in
 *
 * Copies pictures into the folder `Imported` and lists them among the others, at their own time. A file that lies in the
 * library's folder already is the original from now on, where it is. Originals and sidecars are on disk before the rows
 * are; a crash between leaves files that the same import takes up again. What the library has already, outside of its
 * trash, is not kept twice. They cost nothing and are never sent. Durable.
 */
void       gesso_library_import_async      (GessoLibrary         *self,
                                            GPtrArray            *imports,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
gboolean   gesso_library_import_finish     (GessoLibrary         *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/* The row that holds this content outside of the trash; 0 without an error if there is none. */
void       gesso_library_find_content_async  (GessoLibrary       *self,
                                            const char           *sha256,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              data);
gint64     gesso_library_find_content_finish (GessoLibrary       *self,
                                            GAsyncResult         *result,
                                            GError              **error);

/* What an import that did not come to its end was about: see GessoImporter. */
#define GESSO_SETTING_IMPORT "import"

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * GessoStored:
 * @asset_id: Krea's own
 * @sha256: (nullable): of the reference it was made from; %NULL where this library did not upload it
 * @name: for people; what a server says is plain text
 * @size: bytes, 0 where the server did not say
 * @uploaded_at: Unix ms, 0 where the server did not say
 *
 * A file that lies at Krea, for the account in use.
 */
typedef struct {
  char    *asset_id;
  char    *sha256;
  char    *name;
  guint64  size;
  gint64   uploaded_at;
} GessoStored;

void       gesso_stored_free                (GessoStored         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoStored, gesso_stored_free)

/**
 * gesso_engine_list_stored_async:
 * @cursor: (nullable): of the page before
 *
 * What lies at Krea, newest first, a page at a time. Fails with %G_IO_ERROR_NOT_CONNECTED where there is no account.
 */
void       gesso_engine_list_stored_async   (GessoEngine         *self,
                                             const char          *cursor,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             data);
/* @next_cursor: (out): %NULL at the end. Returns: (transfer full) (element-type GessoStored) */
GPtrArray *gesso_engine_list_stored_finish  (GessoEngine         *self,
                                             GAsyncResult        *result,
                                             char               **next_cursor,
                                             GError             **error);

/* Deletes it there; the library keeps its own, and uploads it anew when it is needed. One that is gone is no error. */
void       gesso_engine_delete_stored_async (GessoEngine         *self,
                                             const GessoStored   *stored,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             data);
gboolean   gesso_engine_delete_stored_finish (GessoEngine        *self,
                                             GAsyncResult        *result,
                                             GError             **error);

G_END_DECLS

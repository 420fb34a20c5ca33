/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/*
 * Pictures that come in: one way for drop, paste and the file button. Bytes first, by MIME type, never a
 * decoded object from another program.
 */

typedef void (*GessoPictureInputProgress) (guint done, guint total, gpointer data);

/* Tells how far a reading of several files is that was begun with @cancellable. */
void       gesso_picture_input_report               (GCancellable         *cancellable,
                                                     GessoPictureInputProgress progress,
                                                     gpointer              data);

/* Formats that a drop target for pictures takes; our own generations among them. */
GdkContentFormats *gesso_picture_input_get_formats (void);

/**
 * gesso_picture_input_read_drop_async:
 *
 * Reads what was dropped, stores every picture as a reference in the library, and tells which could not be
 * taken and why. The same for gesso_picture_input_read_clipboard_async() and gesso_picture_input_read_files_async().
 */
void       gesso_picture_input_read_drop_async      (GessoContext         *context,
                                                     GdkDrop              *drop,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
void       gesso_picture_input_read_clipboard_async (GessoContext         *context,
                                                     GdkClipboard         *clipboard,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
void       gesso_picture_input_read_files_async     (GessoContext         *context,
                                                     GListModel           *files,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
/**
 * gesso_picture_input_read_finish:
 * @generation: (out) (optional) (nullable) (transfer full): where one of our own pictures was dropped
 * @refused: (out) (optional) (nullable) (transfer full): one sentence that names what could not be taken
 *
 * Returns: (transfer full) (element-type GessoReferenceFile): what was taken, in order; may be empty
 */
GPtrArray *gesso_picture_input_read_finish          (GAsyncResult         *result,
                                                     GessoGeneration     **generation,
                                                     char                **refused,
                                                     GError              **error);

/* What a tile or the viewer offers when it is dragged: our generation, the original as a file list, a lazy texture, the prompt. */
GdkContentProvider *gesso_picture_input_provide     (GessoContext         *context,
                                                     GessoGeneration      *generation);
/* The bytes of that file as what they are, read when somebody asks for them. */
GdkContentProvider *gesso_picture_input_provide_original (const char      *path);

G_END_DECLS

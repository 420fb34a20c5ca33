/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * File dialogs in the shape of GtkFileDialog (GTK 4.10), on GtkFileChooserNative before it. Closing the dialog
 * without a choice is %G_IO_ERROR_CANCELLED in all of them.
 */

/**
 * gesso_file_dialog_open_multiple_async:
 * @filter_name: (nullable): what the files are, for people
 * @mime_types: (nullable): %NULL-terminated; which files can be chosen
 */
void        gesso_file_dialog_open_multiple_async   (GtkWindow            *parent,
                                                     const char           *title,
                                                     const char           *filter_name,
                                                     const char *const    *mime_types,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
/* Returns: (transfer full): a list of #GFile */
GListModel *gesso_file_dialog_open_multiple_finish  (GAsyncResult         *result,
                                                     GError              **error);

/**
 * gesso_file_dialog_select_folder_async:
 * @initial: (nullable): the folder it starts in
 */
void        gesso_file_dialog_select_folder_async   (GtkWindow            *parent,
                                                     const char           *title,
                                                     GFile                *initial,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GFile      *gesso_file_dialog_select_folder_finish  (GAsyncResult         *result,
                                                     GError              **error);

/* @name: of the file, as it is proposed */
void        gesso_file_dialog_save_async            (GtkWindow            *parent,
                                                     const char           *title,
                                                     const char           *name,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              data);
GFile      *gesso_file_dialog_save_finish           (GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Handing things over to other programs. */

void      gesso_launch_uri_async        (GtkWindow            *parent,
                                         const char           *uri,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);
gboolean  gesso_launch_uri_finish       (GAsyncResult         *result,
                                         GError              **error);

/* Opens the file manager with @file selected, or its folder where no file manager can select. */
void      gesso_show_in_folder_async    (GtkWindow            *parent,
                                         GFile                *file,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);
gboolean  gesso_show_in_folder_finish   (GAsyncResult         *result,
                                         GError              **error);

/* Has the user choose a program for @file, and opens it there. Nothing chosen is %G_IO_ERROR_CANCELLED. */
void      gesso_open_with_async         (GtkWindow            *parent,
                                         GFile                *file,
                                         GAsyncReadyCallback   callback,
                                         gpointer              data);
gboolean  gesso_open_with_finish        (GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-input.h"

GdkContentFormats *
gesso_picture_input_get_formats (void)
{
  return gdk_content_formats_new_for_gtype (GESSO_TYPE_GENERATION);
}

static void
fail (GAsyncReadyCallback callback, gpointer data)
{
  g_task_report_new_error (NULL, callback, data, fail, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not there yet");
}

void
gesso_picture_input_read_drop_async (GessoContext *context, GdkDrop *drop, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  fail (callback, data);
}

void
gesso_picture_input_read_clipboard_async (GessoContext *context, GdkClipboard *clipboard, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  fail (callback, data);
}

void
gesso_picture_input_read_files_async (GessoContext *context, GListModel *files, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  fail (callback, data);
}

GPtrArray *
gesso_picture_input_read_finish (GAsyncResult *result, GessoGeneration **generation, char **refused, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GdkContentProvider *
gesso_picture_input_provide (GessoContext *context, GessoGeneration *generation)
{
  return gdk_content_provider_new_typed (GESSO_TYPE_GENERATION, generation);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-input-private.h"

static void
input_free (GessoInput *self)
{
  g_clear_object (&self->context);
  g_clear_object (&self->drop);
  g_clear_object (&self->clipboard);
  g_clear_pointer (&self->formats, gdk_content_formats_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->picture, g_bytes_unref);
  g_free (self->address);
  g_clear_pointer (&self->tried, g_hash_table_unref);
  g_clear_object (&self->client);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_clear_object (&self->generation);
  g_free (self);
}

static GTask *
input_new (GessoContext        *context,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  GessoInput *self = g_new0 (GessoInput, 1);

  self->context = g_object_ref (context);
  self->taken = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_file_free);
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_input_refusal_free);
  g_task_set_source_tag (task, gesso_picture_input_read_finish);
  g_task_set_task_data (task, self, (GDestroyNotify) input_free);
  return task;
}

void
gesso_picture_input_read_drop_async (GessoContext        *context,
                                     GdkDrop             *drop,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  GessoInput *self;

  g_return_if_fail (GESSO_IS_CONTEXT (context));
  g_return_if_fail (GDK_IS_DROP (drop));

  task = input_new (context, cancellable, callback, data);
  self = g_task_get_task_data (task);
  self->drop = g_object_ref (drop);
  self->formats = gdk_content_formats_ref (gdk_drop_get_formats (drop));
  gesso_input_start (task);
}

void
gesso_picture_input_read_clipboard_async (GessoContext        *context,
                                          GdkClipboard        *clipboard,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  GessoInput *self;

  g_return_if_fail (GESSO_IS_CONTEXT (context));
  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  task = input_new (context, cancellable, callback, data);
  self = g_task_get_task_data (task);
  self->clipboard = g_object_ref (clipboard);
  self->formats = gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard));
  gesso_input_start (task);
}

void
gesso_picture_input_read_files_async (GessoContext        *context,
                                      GListModel          *files,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  GessoInput *self;

  g_return_if_fail (GESSO_IS_CONTEXT (context));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  task = input_new (context, cancellable, callback, data);
  self = g_task_get_task_data (task);
  self->formats = gdk_content_formats_new (NULL, 0);
  gesso_input_expand_async (files, cancellable, gesso_input_expanded_cb, g_object_ref (task));
}

GPtrArray *
gesso_picture_input_read_finish (GAsyncResult     *result,
                                 GessoGeneration **generation,
                                 char            **refused,
                                 GError          **error)
{
  GessoInput *self;

  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_picture_input_read_finish), NULL);

  if (generation != NULL)
    *generation = NULL;
  if (refused != NULL)
    *refused = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  self = g_task_get_task_data (G_TASK (result));
  if (generation != NULL)
    *generation = g_steal_pointer (&self->generation);
  /* What one form of a drop could not give, another one gave; where none did, one form is enough to be told, with all the
   * files that it had. */
  if ((self->files == NULL || self->further) && self->refusals->len > 0)
    g_ptr_array_set_size (self->refusals, self->taken->len > 0 ? 0 : MAX (1, (int) self->refused));
  if (refused != NULL)
    *refused = gesso_input_describe (self->refusals, self->left);
  return g_steal_pointer (&self->taken);
}

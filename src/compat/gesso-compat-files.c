/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-compat"

#include "config.h"

#include "gesso-compat-files.h"

#include <glib/gi18n.h>

static GListModel *
make_filters (const char        *name,
              const char *const *mime_types)
{
  g_autoptr (GtkFileFilter) filter = NULL;
  GListStore *filters;

  if (mime_types == NULL)
    return NULL;

  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; mime_types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, mime_types[i]);
  filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

#if GTK_CHECK_VERSION (4, 10, 0)

/* GtkFileDialog says "dismissed" in a domain of its own; ours is one that is there on every version. */
static void
return_error (GTask  *task,
              GError *error)
{
  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
      g_error_free (error);
      return;
    }
  g_task_return_error (task, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GListModel *files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, g_object_unref);
  else
    return_error (task, error);
}

static void
open_multiple (GTask      *task,
               GtkWindow  *parent,
               const char *title,
               GListModel *filters)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open_multiple (dialog, parent, g_task_get_cancellable (task), opened_cb, g_object_ref (task));
}

static void
selected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GFile *folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  if (folder != NULL)
    g_task_return_pointer (task, folder, g_object_unref);
  else
    return_error (task, error);
}

static void
select_folder (GTask      *task,
               GtkWindow  *parent,
               const char *title,
               GFile      *initial)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  if (initial != NULL)
    gtk_file_dialog_set_initial_folder (dialog, initial);
  gtk_file_dialog_select_folder (dialog, parent, g_task_get_cancellable (task), selected_cb, g_object_ref (task));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    return_error (task, error);
}

static void
choose_name (GTask      *task,
             GtkWindow  *parent,
             const char *title,
             const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, g_task_get_cancellable (task), saved_cb, g_object_ref (task));
}

#else

typedef struct {
  GtkFileChooserNative *chooser;
  gulong cancelled;
} Chooser;

static void
chooser_free (Chooser *self)
{
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_object_unref (self->chooser);
  g_free (self);
}

static void
finish_chooser (GTask *task)
{
  Chooser *chooser = g_task_get_task_data (task);

  g_signal_handlers_disconnect_by_data (chooser->chooser, task);
  g_cancellable_disconnect (g_task_get_cancellable (task), chooser->cancelled);
  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (chooser->chooser));
}

static void
responded_cb (GtkNativeDialog *dialog,
              int              response,
              gpointer         data)
{
  g_autoptr (GTask) task = data;

  finish_chooser (task);
  if (response != GTK_RESPONSE_ACCEPT)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");
  else if (gtk_file_chooser_get_select_multiple (GTK_FILE_CHOOSER (dialog)))
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)), g_object_unref);
}

static gboolean
cancel_idle_cb (gpointer data)
{
  GTask *task = data;
  Chooser *chooser = g_task_get_task_data (task);

  if (!g_task_get_completed (task) && gtk_native_dialog_get_visible (GTK_NATIVE_DIALOG (chooser->chooser)))
    g_signal_emit_by_name (chooser->chooser, "response", GTK_RESPONSE_CANCEL);
  return G_SOURCE_REMOVE;
}

/* A handler of "cancelled" must not disconnect itself, so the dialog is closed a turn later. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, cancel_idle_cb, g_object_ref (data), g_object_unref);
}

static void
show_chooser (GTask                *task,
              GtkFileChooserNative *native)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Chooser *chooser = g_new0 (Chooser, 1);

  chooser->chooser = native;
  g_task_set_task_data (task, chooser, (GDestroyNotify) chooser_free);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect (native, "response", G_CALLBACK (responded_cb), g_object_ref (task));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (native));
  if (cancellable != NULL)
    chooser->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (task),
                                                g_object_unref);
}

static void
open_multiple (GTask      *task,
               GtkWindow  *parent,
               const char *title,
               GListModel *filters)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native), TRUE);
  for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (native), filter);
    }
  show_chooser (task, native);
}

static void
select_folder (GTask      *task,
               GtkWindow  *parent,
               const char *title,
               GFile      *initial)
{
  GtkFileChooserNative *native
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  if (initial != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (native), initial, NULL);
  show_chooser (task, native);
}

static void
choose_name (GTask      *task,
             GtkWindow  *parent,
             const char *title,
             const char *name)
{
  GtkFileChooserNative *native = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  show_chooser (task, native);
}

#endif

void
gesso_file_dialog_save_async (GtkWindow           *parent,
                              const char          *title,
                              const char          *name,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, data);

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  g_task_set_source_tag (task, gesso_file_dialog_save_async);
  choose_name (task, parent, title, name);
}

GFile *
gesso_file_dialog_save_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_file_dialog_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_file_dialog_open_multiple_async (GtkWindow           *parent,
                                       const char          *title,
                                       const char          *filter_name,
                                       const char *const   *mime_types,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, data);
  g_autoptr (GListModel) filters = make_filters (filter_name, mime_types);

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  g_task_set_source_tag (task, gesso_file_dialog_open_multiple_async);
  open_multiple (task, parent, title, filters);
}

GListModel *
gesso_file_dialog_open_multiple_finish (GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_file_dialog_open_multiple_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_file_dialog_select_folder_async (GtkWindow           *parent,
                                       const char          *title,
                                       GFile               *initial,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, data);

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  g_task_set_source_tag (task, gesso_file_dialog_select_folder_async);
  select_folder (task, parent, title, initial);
}

GFile *
gesso_file_dialog_select_folder_finish (GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_file_dialog_select_folder_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

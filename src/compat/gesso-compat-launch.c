/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-compat"

#include "config.h"

#include "gesso-compat-launch.h"

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  gboolean done;

#if GTK_CHECK_VERSION (4, 10, 0)
  done = gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error);
#else
  done = gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error);
#endif
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
launch (GTask      *task,
        GtkWindow  *parent,
        const char *uri)
{
#if GTK_CHECK_VERSION (4, 10, 0)
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, parent, NULL, launched_cb, g_object_ref (task));
#else
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, launched_cb, g_object_ref (task));
#endif
}

void
gesso_launch_uri_async (GtkWindow           *parent,
                        const char          *uri,
                        GAsyncReadyCallback  callback,
                        gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (parent, NULL, callback, data);

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (uri != NULL);

  g_task_set_source_tag (task, gesso_launch_uri_async);
  launch (task, parent, uri);
}

gboolean
gesso_launch_uri_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_launch_uri_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GFile) folder = NULL;
  g_autofree char *uri = NULL;

  if (reply != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_debug ("No file manager answers: %s", error->message);
  folder = g_file_get_parent (g_task_get_task_data (task));
  uri = g_file_get_uri (folder != NULL ? folder : g_task_get_task_data (task));
  launch (task, g_task_get_source_object (task), uri);
}

static void
bus_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  g_autofree char *uri = g_file_get_uri (g_task_get_task_data (task));
  const char *const uris[] = { uri, NULL };

  if (bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems", g_variant_new ("(^ass)", uris, ""), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, shown_cb, g_steal_pointer (&task));
}

void
gesso_show_in_folder_async (GtkWindow           *parent,
                            GFile               *file,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (parent, NULL, callback, data);

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, gesso_show_in_folder_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_steal_pointer (&task));
}

gboolean
gesso_show_in_folder_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_show_in_folder_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- Open with --- */

#if GTK_CHECK_VERSION (4, 12, 0)
static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    {
      g_error_free (error);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was chosen");
    }
  else
    g_task_return_error (task, error);
}

static void
open_with (GTask     *task,
           GtkWindow *parent,
           GFile     *file)
{
  g_autoptr (GtkFileLauncher) launcher = gtk_file_launcher_new (file);

  gtk_file_launcher_set_always_ask (launcher, TRUE);
  gtk_file_launcher_launch (launcher, parent, NULL, opened_cb, g_object_ref (task));
}
#else
static void
chosen_cb (GtkDialog *dialog,
           int        response,
           GTask     *task)
{
  g_autoptr (GAppInfo) program = gtk_app_chooser_get_app_info (GTK_APP_CHOOSER (dialog));
  g_autoptr (GdkAppLaunchContext) context = gdk_display_get_app_launch_context (gtk_widget_get_display (GTK_WIDGET (dialog)));
  GList files = { g_task_get_task_data (task), NULL, NULL };
  GError *error = NULL;

  if (response != GTK_RESPONSE_OK || program == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nothing was chosen");
  else if (g_app_info_launch (program, &files, G_APP_LAUNCH_CONTEXT (context), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
open_with (GTask     *task,
           GtkWindow *parent,
           GFile     *file)
{
  GtkWidget *dialog = gtk_app_chooser_dialog_new (parent, GTK_DIALOG_MODAL | GTK_DIALOG_USE_HEADER_BAR, file);

  g_signal_connect_data (dialog, "response", G_CALLBACK (chosen_cb), g_object_ref (task),
                         (GClosureNotify) (void (*) (void)) g_object_unref, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
#endif

void
gesso_open_with_async (GtkWindow           *parent,
                       GFile               *file,
                       GAsyncReadyCallback  callback,
                       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (parent, NULL, callback, data);

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, gesso_open_with_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  open_with (task, parent, file);
}

gboolean
gesso_open_with_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_open_with_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

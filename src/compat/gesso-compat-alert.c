/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-compat"

#include "config.h"

#include "gesso-compat-alert.h"

/* AdwAlertDialog and AdwMessageDialog have the same methods and signals under two names. */
#if ADW_CHECK_VERSION (1, 5, 0)
#define ALERT_TYPE ADW_TYPE_ALERT_DIALOG
#define ALERT ADW_ALERT_DIALOG
#define alert_add_response adw_alert_dialog_add_response
#define alert_set_response_appearance adw_alert_dialog_set_response_appearance
#define alert_set_response_enabled adw_alert_dialog_set_response_enabled
#define alert_set_close_response adw_alert_dialog_set_close_response
#define alert_set_default_response adw_alert_dialog_set_default_response
#define alert_set_extra_child adw_alert_dialog_set_extra_child
#else
#define ALERT_TYPE ADW_TYPE_MESSAGE_DIALOG
#define ALERT ADW_MESSAGE_DIALOG
#define alert_add_response adw_message_dialog_add_response
#define alert_set_response_appearance adw_message_dialog_set_response_appearance
#define alert_set_response_enabled adw_message_dialog_set_response_enabled
#define alert_set_close_response adw_message_dialog_set_close_response
#define alert_set_default_response adw_message_dialog_set_default_response
#define alert_set_extra_child adw_message_dialog_set_extra_child
#endif

static void
response_cb (GtkWidget  *alert,
             const char *response,
             gpointer    data)
{
  g_autoptr (GTask) task = data;

  g_signal_handlers_disconnect_by_data (alert, task);
  g_task_return_pointer (task, g_strdup (response), g_free);
}

static void
present (GtkWidget *alert,
         GtkWidget *parent)
{
#if ADW_CHECK_VERSION (1, 5, 0)
  adw_dialog_present (ADW_DIALOG (alert), parent);
#else
  gtk_window_set_transient_for (GTK_WINDOW (alert), GTK_WINDOW (gtk_widget_get_root (parent)));
  gtk_window_set_modal (GTK_WINDOW (alert), TRUE);
  gtk_window_present (GTK_WINDOW (alert));
#endif
}

void
gesso_alert_choose_async (GtkWidget                *parent,
                          const char               *heading,
                          const char               *body,
                          GtkWidget                *extra,
                          const GessoAlertResponse *responses,
                          GAsyncReadyCallback       callback,
                          gpointer                  data)
{
  GTask *task = g_task_new (parent, NULL, callback, data);
  GtkWidget *alert = g_object_new (ALERT_TYPE, "heading", heading, "body", body, NULL);

  g_task_set_source_tag (task, gesso_alert_choose_async);
  if (extra != NULL)
    alert_set_extra_child (ALERT (alert), extra);
  alert_set_close_response (ALERT (alert), responses[0].id);
  for (gsize i = 0; responses[i].id != NULL; i++)
    {
      alert_add_response (ALERT (alert), responses[i].id, responses[i].label);
      alert_set_response_appearance (ALERT (alert), responses[i].id, responses[i].appearance);
      alert_set_default_response (ALERT (alert), responses[i].id);
    }
  g_signal_connect (alert, "response", G_CALLBACK (response_cb), task);
  present (alert, parent);
}

char *
gesso_alert_choose_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_alert_choose_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
gesso_alert_set_enabled (GtkWidget  *extra,
                         const char *response,
                         gboolean    enabled)
{
  GtkWidget *alert = gtk_widget_get_ancestor (extra, ALERT_TYPE);

  if (alert != NULL)
    alert_set_response_enabled (ALERT (alert), response, enabled);
}

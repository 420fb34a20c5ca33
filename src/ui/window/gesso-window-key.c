/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-key-dialog.h"

static GessoEngine *
get_engine (GessoWindow *self)
{
  return self->context != NULL ? gesso_context_get_engine (self->context) : NULL;
}

void
gesso_window_key_update (GessoWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GessoEngine *engine = get_engine (self);
  GessoAccountState state = engine != NULL ? gesso_engine_get_account_state (engine) : GESSO_ACCOUNT_UNKNOWN;
  gboolean fixed = engine != NULL && gesso_secrets_is_fixed (gesso_engine_get_secrets (engine));
  gboolean has_key = state == GESSO_ACCOUNT_KREA;

  gtk_widget_action_set_enabled (widget, "win.add-key", engine != NULL && !has_key && !fixed);
  gtk_widget_action_set_enabled (widget, "win.change-key", engine != NULL && !fixed);
  gtk_widget_action_set_enabled (widget, "win.remove-key", has_key && !fixed);
  gtk_widget_action_set_enabled (widget, "win.remove-sandbox", engine != NULL);
  gtk_widget_action_set_enabled (widget, "win.unlock-keyring", state == GESSO_ACCOUNT_KEYRING_LOCKED);
}

static void
added_cb (GessoWindow *self,
          gboolean     checked)
{
  AdwToast *toast = gesso_toast_new (checked ? _("Key works. Generate now spends your API balance.")
                                             : _("Key saved. Generate now spends your API balance."));

  adw_toast_set_button_label (toast, _("Remove Sandbox Pictures"));
  adw_toast_set_action_name (toast, "win.remove-sandbox");
  adw_toast_set_timeout (toast, 10);
  gesso_window_add_toast (self, toast);
}

static void
show_key_dialog_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  GessoEngine *engine = get_engine (GESSO_WINDOW (widget));
  GtkWidget *dialog;

  if (engine == NULL)
    return;
  dialog = gesso_key_dialog_new (engine);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), widget, G_CONNECT_SWAPPED);
  gesso_dialog_present (dialog, widget, g_str_equal (action, "win.add-key") ? _("Add API Key") : _("Change API Key"),
                        440);
  gtk_widget_grab_focus (dialog);
}

static void
key_removed_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (gesso_engine_remove_key_finish (GESSO_ENGINE (source), result, &error))
    gesso_window_toast_text (self, _("Key removed. What was sent with it waits for it."));
  else
    gesso_window_toast_error (self, error);
}

static void
remove_key_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  GessoEngine *engine = get_engine (GESSO_WINDOW (widget));

  if (engine != NULL)
    gesso_engine_remove_key_async (engine, key_removed_cb, g_object_ref (widget));
}

static void
sandbox_removed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (gesso_library_curate_finish (GESSO_LIBRARY (source), result, &error))
    gesso_window_toast_text (self, _("Sandbox pictures are in the trash"));
  else
    gesso_window_toast_error (self, error);
}

static void
remove_sandbox_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context != NULL)
    gesso_library_delete_sandbox_async (gesso_context_get_library (self->context), sandbox_removed_cb,
                                        g_object_ref (self));
}

static void
unlocked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_engine_unlock_finish (GESSO_ENGINE (source), result, &error))
    gesso_window_toast_error (self, error);
}

static void
unlock_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoEngine *engine = get_engine (GESSO_WINDOW (widget));

  if (engine != NULL)
    gesso_engine_unlock_async (engine, NULL, unlocked_cb, g_object_ref (widget));
}

void
gesso_window_install_key (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.add-key", NULL, show_key_dialog_cb);
  gtk_widget_class_install_action (widget_class, "win.change-key", NULL, show_key_dialog_cb);
  gtk_widget_class_install_action (widget_class, "win.remove-key", NULL, remove_key_cb);
  gtk_widget_class_install_action (widget_class, "win.remove-sandbox", NULL, remove_sandbox_cb);
  gtk_widget_class_install_action (widget_class, "win.unlock-keyring", NULL, unlock_cb);
}

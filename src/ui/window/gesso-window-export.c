/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-export-dialog.h"

/* Handing pictures over: export, and opening one with another program. */

#define WIDTH 460

/* What is selected in the grid; otherwise what is looked at; otherwise the dialog takes all that is found. */
static GPtrArray *
get_targets (GessoWindow *self)
{
  GPtrArray *targets = NULL;
  GessoGeneration *looked_at = gesso_context_get_selected (self->context);

  if (!gesso_window_is_viewing (self) && !gesso_gallery_is_round_shown (self->gallery))
    targets = gesso_gallery_get_selection (self->gallery);
  if (targets == NULL)
    targets = g_ptr_array_new_with_free_func (g_object_unref);
  if (targets->len == 0 && looked_at != NULL)
    g_ptr_array_add (targets, g_object_ref (looked_at));
  return targets;
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_show_in_folder_finish (result, &error))
    gesso_window_toast_error (self, error);
}

static void
show_clicked_cb (AdwToast    *toast,
                 GessoWindow *self)
{
  GFile *file = g_object_get_data (G_OBJECT (toast), "gesso-file");

  gesso_show_in_folder_async (GTK_WINDOW (self), file, shown_cb, g_object_ref (self));
}

static void
exported_cb (GessoExportDialog *dialog,
             guint              n,
             const char        *path,
             guint              n_lost,
             GessoWindow       *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u picture exported", "%u pictures exported", n), n);
  g_autofree char *lost = g_strdup_printf (ngettext ("%u without its Content Credentials",
                                                     "%u without their Content Credentials", n_lost), n_lost);
  g_autofree char *both = n_lost > 0 ? g_strdup_printf ("%s · %s", text, lost) : NULL;
  AdwToast *toast = gesso_toast_new (both != NULL ? both : text);

  if (path != NULL)
    {
      adw_toast_set_button_label (toast, _("_Show"));
      g_object_set_data_full (G_OBJECT (toast), "gesso-file", g_file_new_for_path (path), g_object_unref);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (show_clicked_cb), self, 0);
    }
  gesso_window_add_toast (self, toast);
}

static void
export_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  g_autoptr (GPtrArray) targets = NULL;
  g_autofree char *query = NULL;
  GtkWidget *dialog;

  if (self->context == NULL)
    return;
  targets = get_targets (self);
  g_object_get (self->gallery, "query", &query, NULL);
  dialog = gesso_export_dialog_new (self->context, targets, query);
  g_signal_connect_object (dialog, "exported", G_CALLBACK (exported_cb), self, 0);
  gesso_dialog_present (dialog, widget, _("Export"), WIDTH);
  gtk_widget_grab_focus (dialog);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_open_with_finish (result, &error))
    gesso_window_toast_error (self, error);
}

static void
open_with_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoGeneration *selected = self->context != NULL ? gesso_context_get_selected (self->context) : NULL;
  g_autoptr (GFile) file = NULL;

  if (selected == NULL || gesso_generation_get_path (selected) == NULL)
    return;
  file = g_file_new_for_path (gesso_generation_get_path (selected));
  gesso_open_with_async (GTK_WINDOW (self), file, opened_cb, g_object_ref (self));
}

void
gesso_window_install_export (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.open-with", NULL, open_with_cb);
}

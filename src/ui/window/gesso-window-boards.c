/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-board-transfer.h"
#include "gesso-compat.h"

/* Boards that come in as files: opened, dropped or chosen. */

static void
use_cb (AdwToast    *toast,
        GessoWindow *self)
{
  if (self->context != NULL)
    gesso_composer_use_board (self->composer, g_object_get_data (G_OBJECT (toast), "gesso-board"));
}

static void
say_imported (GessoWindow            *self,
              const GessoBoardImport *imported)
{
  g_autofree char *text = NULL;
  g_autofree char *left = NULL;
  AdwToast *toast;

  left = g_strdup_printf (ngettext ("%u picture could not be read.", "%u pictures could not be read.", imported->missing),
                          imported->missing);
  if (imported->missing > 0)
    /* Translators: the name of a board, and how many of its pictures could not be read */
    text = g_markup_printf_escaped (_("“%s” imported. %s"), imported->name, left);
  else
    text = g_markup_printf_escaped (_("“%s” imported"), imported->name);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("_Use in Composer"));
  g_object_set_data_full (G_OBJECT (toast), "gesso-board", g_strdup (imported->id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (use_cb), self, 0);
  gesso_window_add_toast (self, toast);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoBoardImport) imported = gesso_board_import_finish (GESSO_LIBRARY (source), result, &error);

  if (imported == NULL)
    gesso_window_toast_error (self, error);
  else if (self->context != NULL)
    {
      gesso_window_show_page (self, "boards");
      say_imported (self, imported);
    }
}

void
gesso_window_import_board (GessoWindow *self,
                           GFile       *file)
{
  const char *path;

  g_return_if_fail (GESSO_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_peek_path (file);
  if (self->context == NULL)
    {
      if (self->boards_to_import == NULL)
        self->boards_to_import = g_list_store_new (G_TYPE_FILE);
      g_list_store_append (self->boards_to_import, file);
      return;
    }
  if (path == NULL)
    {
      gesso_window_toast_text (self, _("The board has to be a file of this computer."));
      return;
    }
  gesso_board_import_async (gesso_context_get_library (self->context), gesso_context_get_decoder (self->context), path, NULL,
                            imported_cb, g_object_ref (self));
}

static void
import_all (GessoWindow *self,
            GListModel  *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      gesso_window_import_board (self, file);
    }
}

void
gesso_window_boards_set_context (GessoWindow *self)
{
  g_autoptr (GListStore) waiting = NULL;

  if (self->context == NULL)
    return;
  g_signal_connect_object (self->context, "import-board", G_CALLBACK (gesso_window_import_board), self,
                           G_CONNECT_SWAPPED);
  waiting = g_steal_pointer (&self->boards_to_import);
  if (waiting != NULL)
    import_all (self, G_LIST_MODEL (waiting));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GListModel) files = gesso_file_dialog_open_multiple_finish (result, NULL);

  if (files != NULL)
    import_all (self, files);
}

static void
import_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  const char *const types[] = { GESSO_BOARD_FILE_TYPE, "application/x-tar", NULL };

  gesso_file_dialog_open_multiple_async (GTK_WINDOW (widget), _("Import Boards"), _("Boards"), types, NULL, chosen_cb,
                                         g_object_ref (widget));
}

void
gesso_window_install_boards (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import-board", NULL, import_cb);
}

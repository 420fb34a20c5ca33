/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-upkeep.h"

#include <glib/gi18n.h>

#include "gesso-library-upkeep.h"
#include "gesso-window-private.h"

/* --- Locate --- */

typedef struct {
  GessoWindow     *window;
  GessoGeneration *generation;
} Locate;

static void
locate_free (Locate *locate)
{
  g_object_unref (locate->window);
  g_object_unref (locate->generation);
  g_free (locate);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Locate, locate_free)

static void
located_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (gesso_library_locate_finish (GESSO_LIBRARY (source), result, &error))
    gesso_window_toast_text (self, _("The picture is back."));
  else
    gesso_window_toast_error (self, error);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Locate) locate = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = gesso_file_dialog_open_multiple_finish (result, &error);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;

  if (file != NULL && locate->window->context != NULL)
    gesso_library_locate_async (gesso_context_get_library (locate->window->context), locate->generation, file, located_cb,
                                g_object_ref (locate->window));
  else if (error != NULL)
    gesso_window_toast_error (locate->window, error);
}

void
gesso_window_locate (GessoWindow     *self,
                     GessoGeneration *generation)
{
  static const char *const mime_types[] = { "image/png", "image/jpeg", "image/webp", NULL };
  Locate *locate = g_new0 (Locate, 1);

  locate->window = g_object_ref (self);
  locate->generation = g_object_ref (generation);
  gesso_file_dialog_open_multiple_async (GTK_WINDOW (self), _("Where Is This Picture?"), _("Pictures"), mime_types, NULL,
                                         chosen_cb, locate);
}

/* --- Rebuild --- */

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  GessoWindow *self = data;
  g_autofree char *text = NULL;

  /* Translators: how much is done, in percent */
  text = g_strdup_printf (_("%.0f %%"), total > 0 ? 100.0 * done / total : 0);
  adw_status_page_set_description (self->status, text);
}

static void
rebuilt_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoRebuilt) report = gesso_library_rebuild_finish (result, &error);
  g_autofree char *path = g_strdup (self->problem_path);
  g_autofree char *text = NULL;

  if (report == NULL)
    {
      gesso_window_show_problem (self, error, path);
      return;
    }
  text = g_strdup_printf (ngettext ("The index was made again: %u picture.", "The index was made again: %u pictures.",
                                    report->kept),
                          report->kept);
  gesso_window_toast_text (self, text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.reopen-library", NULL);
}

/* What was there is put aside by the library; nothing is written over. */
static void
rebuild_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GtkWidget *child;

  if (self->problem_path == NULL)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->status_actions))) != NULL)
    gtk_box_remove (self->status_actions, child);
  adw_status_page_set_title (self->status, _("Making a New Index"));
  adw_status_page_set_description (self->status, "");
  gesso_library_rebuild_async (self->problem_path, NULL, progress_cb, self, rebuilt_cb, g_object_ref (self));
}

void
gesso_window_install_upkeep (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.rebuild-library", NULL, rebuild_cb);
}

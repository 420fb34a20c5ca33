/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-export-dialog-private.h"

#include <glib/gi18n.h>

#include "gesso-compat.h"

/* Failed pictures that are named; where a disk is full, thousands say the same. */
#define MOST_NAMED 200

static void
progress_cb (GessoExportDialog *self)
{
  const guint done = gesso_exporter_get_done (self->exporter), total = gesso_exporter_get_total (self->exporter);
  g_autofree char *text = g_strdup_printf (_("%u of %u"), done, total);

  gtk_progress_bar_set_fraction (self->progress_bar, total > 0 ? (double) done / total : 0);
  gtk_label_set_text (self->progress_label, text);
}

static void
show_page (GessoExportDialog *self,
           const char        *page)
{
  const gboolean failed = g_str_equal (page, "failed");

  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), g_str_equal (page, "options"));
  gtk_button_set_label (self->cancel_button, failed ? _("_Close") : _("_Cancel"));
  if (!g_str_equal (page, "options"))
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  gesso_export_dialog_update (self);
}

static void
add_failure (GessoExportDialog *self,
             const char        *name,
             const char        *message)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (name, -1);
  g_autofree char *subtitle = g_markup_escape_text (message, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->failed_list, row);
}

static void
show_failures (GessoExportDialog *self,
               GPtrArray         *exported,
               guint              n_failed)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u of %u pictures could not be exported.",
                                                     "%u of %u pictures could not be exported.", exported->len),
                                           n_failed, exported->len);
  guint named = 0;

  gtk_label_set_text (self->failed_label, text);
  for (guint i = 0; i < exported->len && named < MOST_NAMED; i++)
    {
      const GessoExported *each = exported->pdata[i];

      if (each->error == NULL)
        continue;
      add_failure (self, each->source != NULL ? each->source : each->id, each->error->message);
      named++;
    }
  show_page (self, "failed");
}

static void
report (GessoExportDialog *self,
        GPtrArray         *exported)
{
  guint n_failed = 0, n_lost = 0;
  const char *path = NULL;

  for (guint i = 0; i < exported->len; i++)
    {
      const GessoExported *each = exported->pdata[i];

      n_failed += each->error != NULL;
      n_lost += each->error == NULL && each->lost_credentials;
      if (path == NULL)
        path = each->path;
    }
  if (n_failed > 0)
    {
      show_failures (self, exported, n_failed);
      return;
    }
  gesso_export_dialog_exported (self, exported->len, path, n_lost);
  gesso_dialog_close (GTK_WIDGET (self));
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoExportDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) exported = gesso_exporter_run_finish (GESSO_EXPORTER (source), result, &error);

  if (self->context == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  g_clear_object (&self->running);
  if (exported != NULL)
    {
      report (self, exported);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_page (self, "options");
      gtk_widget_grab_focus (GTK_WIDGET (self->export_button));
      return;
    }
  gtk_label_set_text (self->failed_label, error->message);
  show_page (self, "failed");
}

static void
save_settings (GessoExportDialog *self,
               const char        *pattern)
{
  GSettings *settings = gesso_context_get_settings (self->context);

  g_settings_set_string (settings, "export-folder", self->folder);
  g_settings_set_string (settings, "export-format", gesso_export_format_to_nick (gesso_export_dialog_get_format (self)));
  g_settings_set_string (settings, "export-profile",
                         gesso_export_profile_to_nick (gesso_export_dialog_get_profile (self)));
  g_settings_set_string (settings, "export-name", pattern);
}

static GArray *
list_rows (GessoExportDialog *self)
{
  GArray *rows;

  if (gesso_export_dialog_takes_found (self))
    return g_array_ref (self->found);
  rows = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->selected->len);
  for (guint i = 0; i < self->selected->len; i++)
    {
      gint64 row = gesso_generation_get_row_id (self->selected->pdata[i]);

      g_array_append_val (rows, row);
    }
  return rows;
}

void
gesso_export_dialog_run (GessoExportDialog *self)
{
  const char *pattern = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autoptr (GArray) rows = list_rows (self);
  const GessoExportOptions options = {
    .folder = self->folder,
    .pattern = pattern,
    .format = gesso_export_dialog_get_format (self),
    .profile = gesso_export_dialog_get_profile (self),
    .break_credentials = !gtk_switch_get_active (self->beside_switch),
  };

  save_settings (self, pattern);
  g_clear_object (&self->exporter);
  self->exporter = gesso_exporter_new (gesso_context_get_library (self->context),
                                       gesso_context_get_decoder (self->context), &options);
  self->running = g_cancellable_new ();
  g_signal_connect_object (self->exporter, "notify", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  show_page (self, "progress");
  progress_cb (self);
  gesso_exporter_run_async (self->exporter, (const gint64 *) (gpointer) rows->data, rows->len, self->running,
                            exported_cb, g_object_ref (self));
}

void
gesso_export_dialog_stop (GessoExportDialog *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
}

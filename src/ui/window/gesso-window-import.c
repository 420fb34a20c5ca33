/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-board-file.h"
#include "gesso-importer.h"
#include "gesso-library-query.h"
#include "gesso-picture.h"
#include "gesso-recipe-load.h"
#include "gesso-recipe-read.h"

/* Pictures that come in: dropped on the gallery, chosen in a dialog, or left over from an import that was cut off. */

typedef struct {
  GessoWindow   *window;
  GessoLibrary  *library;
  GessoImporter *importer;
  GCancellable  *cancellable;
  AdwToast      *toast;
  gboolean       strays; /* it lies in the library's folder already */
  char          *only;   /* where there is but one file, which may bring a recipe along */
} Import;

static void
import_free (Import *import)
{
  g_object_unref (import->window);
  g_object_unref (import->library);
  g_object_unref (import->importer);
  g_object_unref (import->cancellable);
  g_clear_object (&import->toast);
  g_free (import->only);
  g_free (import);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

/* --- What it brought --- */

static void
selected_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GPtrArray) rows = gesso_library_fetch_finish (GESSO_LIBRARY (source), result, NULL);

  if (rows != NULL && rows->len > 0 && gesso_window_has_library (self, source))
    gesso_gallery_select (self->gallery, rows->pdata[0]);
}

static void
recipe_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  guint n_missing = 0;
  g_autofree char *recipe = gesso_recipe_load_finish (GESSO_LIBRARY (source), result, &n_missing, NULL);

  if (recipe != NULL && gesso_window_has_library (self, source) && gesso_recipe_is_complete (recipe))
    gesso_composer_use_foreign_recipe (self->composer, recipe, n_missing);
}

static void
resume_clicked_cb (AdwToast    *toast,
                   GessoWindow *self)
{
  g_object_set_data (G_OBJECT (toast), "gesso-taken", self);
  if (self->context != NULL)
    gesso_window_import_paths (self, g_object_get_data (G_OBJECT (toast), "gesso-paths"),
                               g_object_get_data (G_OBJECT (toast), "gesso-strays") != NULL);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_importer_forget_finish (GESSO_IMPORTER (source), result, &error))
    gesso_window_toast_error (self, error);
}

/* Closed by hand, it is not offered at the next start, either. A toast that went with its library has no button any more. */
static void
resume_dismissed_cb (AdwToast    *toast,
                     GessoWindow *self)
{
  g_autoptr (GessoImporter) importer = NULL;

  if (self->context == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)) || adw_toast_get_button_label (toast) == NULL ||
      g_object_get_data (G_OBJECT (toast), "gesso-taken") != NULL)
    return;
  importer = gesso_importer_new (gesso_context_get_library (self->context), gesso_context_get_decoder (self->context));
  gesso_importer_forget_async (importer, g_object_get_data (G_OBJECT (toast), "gesso-paths"), forgotten_cb,
                               g_object_ref (self));
}

static void
offer_to_resume (GessoWindow       *self,
                 const char        *text,
                 const char *const *paths,
                 gboolean           strays)
{
  AdwToast *toast = gesso_toast_new (text);

  adw_toast_set_button_label (toast, _("_Resume"));
  adw_toast_set_timeout (toast, 0);
  g_object_set_data_full (G_OBJECT (toast), "gesso-paths", g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_object_set_data (G_OBJECT (toast), "gesso-strays", GINT_TO_POINTER (strays));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (resume_clicked_cb), self, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (resume_dismissed_cb), self, 0);
  gesso_window_add_toast (self, toast);
}

static void
say_what_failed (GessoWindow             *self,
                 const GessoImportReport *report)
{
  const GessoImportFailure *first = report->failures->len > 0 ? report->failures->pdata[0] : NULL;
  g_autofree char *name = first != NULL ? g_filename_display_basename (first->path) : NULL;
  g_autofree char *text = NULL;

  if (first == NULL)
    return;
  if (report->failures->len == 1)
    text = g_strdup_printf ("%s: %s", name, first->error->message);
  else
    /* Translators: how many, the name of the first, and what is wrong with it */
    text = g_strdup_printf (ngettext ("%u file could not be imported. %s: %s", "%u files could not be imported. %s: %s",
                                      report->failures->len),
                            report->failures->len, name, first->error->message);
  gesso_window_toast_text (self, text);
}

static void
say_what_came (GessoWindow             *self,
               const GessoImportReport *report)
{
  g_autofree char *came = g_strdup_printf (ngettext ("%u picture imported", "%u pictures imported", report->n_new),
                                           report->n_new);
  g_autofree char *known = g_strdup_printf (ngettext ("%u was here already", "%u were here already", report->n_known),
                                            report->n_known);
  g_autofree char *both = g_strdup_printf ("%s · %s", came, known);

  if (report->n_known > 0)
    gesso_window_toast_text (self, report->n_new > 0 ? both : known);
  else if (report->n_new > 0)
    gesso_window_toast_text (self, came);
  else if (report->failures->len == 0)
    gesso_window_toast_text (self, _("There are no pictures to import."));
  say_what_failed (self, report);
}

/* Whether it may go well the next time: the disk or the decoder failed, not the picture. */
static gboolean
is_passing (const GError *error)
{
  return error->domain != GESSO_PICTURE_ERROR
           ? !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) /* an empty file, or too long a one */
           : error->code == GESSO_PICTURE_ERROR_DECODER;
}

/* What is left of them is here already, or no picture. */
static void
ignore_rest (Import *import)
{
  const GessoImportReport *report = gesso_importer_get_report (import->importer);
  const char *const *paths = g_object_get_data (G_OBJECT (import->importer), "gesso-paths");
  g_autoptr (GHashTable) again = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  for (guint i = 0; i < report->failures->len; i++)
    {
      const GessoImportFailure *failure = report->failures->pdata[i];

      if (is_passing (failure->error))
        g_hash_table_add (again, failure->path);
    }
  for (; *paths != NULL; paths++)
    if (!g_hash_table_contains (again, *paths))
      g_ptr_array_add (rest, (gpointer) *paths);
  g_ptr_array_add (rest, NULL);
  gesso_window_strays_ignore (import->window, (const char *const *) rest->pdata);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Import) import = data;
  GessoWindow *self = import->window;
  const GessoImportReport *report = gesso_importer_get_report (import->importer);
  g_autoptr (GError) error = NULL;
  gboolean done = gesso_importer_run_finish (import->importer, result, &error);

  /* The window may be gone. */
  if (self->toasts != NULL)
    gesso_toast_dismiss (self->toasts, import->toast);
  if (!gesso_window_has_library (self, import->library))
    return;
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gesso_window_toast_error (self, error);
  else if (!done)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("Import stopped · %u picture imported",
                                                         "Import stopped · %u pictures imported", report->n_new),
                                               report->n_new);

      offer_to_resume (self, text, g_object_get_data (G_OBJECT (import->importer), "gesso-paths"), import->strays);
      return;
    }
  else if (import->strays)
    ignore_rest (import);
  say_what_came (self, report);
  if (report->first_row != 0)
    gesso_library_fetch_async (gesso_context_get_library (self->context), &report->first_row, 1, NULL, selected_cb,
                               g_object_ref (self));
  if (import->only != NULL)
    gesso_recipe_load_async (gesso_context_get_library (self->context), gesso_context_get_decoder (self->context),
                             import->only, NULL, recipe_loaded_cb, g_object_ref (self));
}

/* --- On its way --- */

static void
progress_cb (GessoImporter *importer,
             GParamSpec    *pspec,
             AdwToast      *toast)
{
  g_autofree char *text = g_strdup_printf (_("Importing %u of %u"), gesso_importer_get_done (importer),
                                           gesso_importer_get_total (importer));

  adw_toast_set_title (toast, text);
}

static void
stop_clicked_cb (AdwToast     *toast,
                 GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

void
gesso_window_import_paths (GessoWindow       *self,
                           const char *const *paths,
                           gboolean           strays)
{
  Import *import = g_new0 (Import, 1);

  import->window = g_object_ref (self);
  import->library = g_object_ref (gesso_context_get_library (self->context));
  import->cancellable = g_cancellable_new ();
  import->importer = gesso_importer_new (import->library, gesso_context_get_decoder (self->context));
  import->strays = strays;
  import->only = !strays && paths[0] != NULL && paths[1] == NULL ? g_strdup (paths[0]) : NULL;
  import->toast = gesso_toast_new (_("Importing…"));
  adw_toast_set_timeout (import->toast, 0);
  adw_toast_set_button_label (import->toast, _("_Stop"));
  g_object_set_data_full (G_OBJECT (import->importer), "gesso-paths", g_strdupv ((char **) paths),
                          (GDestroyNotify) g_strfreev);
  g_signal_connect_object (import->importer, "notify", G_CALLBACK (progress_cb), import->toast, 0);
  g_signal_connect_object (import->toast, "button-clicked", G_CALLBACK (stop_clicked_cb), import->cancellable, 0);
  gesso_window_add_toast (self, g_object_ref (import->toast));
  gesso_importer_run_async (import->importer, paths, import->cancellable, imported_cb, import);
}

/* --- Ways in --- */

/* What is dragged within the window is here already. */
static gboolean
accept_cb (GtkDropTarget *target,
           GdkDrop       *drop,
           GessoWindow   *self)
{
  return self->context != NULL && !gesso_library_is_read_only (gesso_context_get_library (self->context)) &&
         !gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GESSO_TYPE_GENERATION);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GessoWindow   *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;
  gboolean taken = FALSE;

  if (self->context == NULL)
    return FALSE;
  for (GSList *item = g_value_get_boxed (value); item != NULL; item = item->next)
    {
      const char *path = g_file_peek_path (item->data);

      if (path == NULL)
        continue;
      taken = TRUE;
      /* A whole board comes in wherever it is let go. */
      if (g_str_has_suffix (path, GESSO_BOARD_FILE_SUFFIX))
        gesso_window_import_board (self, item->data);
      else
        g_strv_builder_add (builder, path);
    }
  paths = g_strv_builder_end (builder);
  if (paths[0] != NULL)
    gesso_window_import_paths (self, (const char *const *) paths, FALSE);
  return taken;
}

static void
unfinished_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_auto (GStrv) paths = gesso_importer_find_unfinished_finish (GESSO_LIBRARY (source), result, NULL);
  g_autofree char *name = paths != NULL ? g_filename_display_basename (paths[0]) : NULL;
  g_autofree char *text = NULL;
  guint more;

  if (paths == NULL || !gesso_window_has_library (self, source) || gesso_library_is_read_only (GESSO_LIBRARY (source)))
    return;
  more = g_strv_length (paths) - 1;
  if (more == 0)
    text = g_strdup_printf (_("The import of “%s” didn’t come to its end."), name);
  else
    /* Translators: the name of a file or folder, and how many more there are */
    text = g_strdup_printf (ngettext ("The import of “%s” and %u more didn’t come to its end.",
                                      "The import of “%s” and %u more didn’t come to its end.", more), name, more);
  offer_to_resume (self, text, (const char *const *) paths, FALSE);
}

void
gesso_window_import_set_context (GessoWindow *self)
{
  GtkDropTarget *target;

  if (self->context == NULL)
    return;
  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->gallery), GTK_EVENT_CONTROLLER (target));
  gesso_importer_find_unfinished_async (gesso_context_get_library (self->context), NULL, unfinished_cb,
                                        g_object_ref (self));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GessoWindow *self = GESSO_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = gesso_file_dialog_select_folder_finish (result, &error);
  const char *paths[] = { folder != NULL ? g_file_peek_path (folder) : NULL, NULL };

  if (folder == NULL)
    gesso_window_toast_error (self, error);
  else if (paths[0] != NULL && self->context != NULL)
    gesso_window_import_paths (self, paths, FALSE);
}

static void
import_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context != NULL && !gesso_library_is_read_only (gesso_context_get_library (self->context)))
    gesso_file_dialog_select_folder_async (GTK_WINDOW (widget), _("Choose a Folder of Pictures"), NULL, NULL,
                                           chosen_cb, NULL);
}

void
gesso_window_install_import (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
}

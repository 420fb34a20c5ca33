/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-export-dialog-private.h"

#include <glib/gi18n.h>

#include "gesso-compat.h"
#include "gesso-focus.h"
#include "gesso-library-query.h"

/* Files that are looked into for Content Credentials before anything is exported. */
#define MOST_LOOKED_INTO 200

enum {
  EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoExportDialog, gesso_export_dialog, GTK_TYPE_WIDGET)

GessoExportFormat
gesso_export_dialog_get_format (GessoExportDialog *self)
{
  return (GessoExportFormat) MIN (adw_combo_row_get_selected (self->format_row), GESSO_EXPORT_WEBP);
}

GessoExportProfile
gesso_export_dialog_get_profile (GessoExportDialog *self)
{
  if (gtk_check_button_get_active (self->clean_check))
    return GESSO_EXPORT_CLEAN;
  return gtk_check_button_get_active (self->full_check) ? GESSO_EXPORT_FULL : GESSO_EXPORT_CREDITED;
}

gboolean
gesso_export_dialog_takes_found (GessoExportDialog *self)
{
  return self->found != NULL && (self->selected->len == 0 || adw_combo_row_get_selected (self->scope_row) == 1);
}

static guint
count (GessoExportDialog *self)
{
  return gesso_export_dialog_takes_found (self) ? self->found->len : self->selected->len;
}

static void
update_example (GessoExportDialog *self,
                const GError      *error)
{
  static const char *const extensions[] = { "png", "jpg", "webp" };
  const char *pattern = gtk_editable_get_text (GTK_EDITABLE (self->name_row));
  g_autofree char *name = NULL;

  if (error != NULL)
    {
      gtk_label_set_text (self->example_label, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (self->example_label), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->example_label), "dim-label");
      return;
    }
  if (self->example != NULL)
    name = gesso_export_name_expand (pattern, self->example, 1, count (self),
                                     extensions[gesso_export_dialog_get_format (self)]);
  gtk_label_set_text (self->example_label, name != NULL ? name : "");
  gtk_widget_add_css_class (GTK_WIDGET (self->example_label), "dim-label");
  gtk_widget_remove_css_class (GTK_WIDGET (self->example_label), "error");
}

/* What happens to them depends on what is written. */
static void
update_credentials (GessoExportDialog *self)
{
  const gboolean copied = gesso_export_dialog_get_format (self) == GESSO_EXPORT_ORIGINAL &&
                          gesso_export_dialog_get_profile (self) != GESSO_EXPORT_CLEAN;
  const gboolean beside = gtk_switch_get_active (self->beside_switch);
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->credentials_group), self->n_credentials > 0);
  title = g_strdup_printf (ngettext ("%u picture has Content Credentials", "%u pictures have Content Credentials",
                                     self->n_credentials), self->n_credentials);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->credentials_row), title);
  adw_action_row_set_subtitle (self->credentials_row,
                               !copied  ? _("The copies will have none.")
                               : beside ? _("The file stays as it is; what it says is in an .xmp file beside it.")
                                        : _("Writing into the file breaks them."));
  gtk_widget_set_visible (GTK_WIDGET (self->beside_switch), copied);
}

void
gesso_export_dialog_update (GessoExportDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = g_filename_display_name (self->folder);
  g_autofree char *subtitle = NULL;
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  const char *home = g_get_home_dir ();
  guint n = count (self);
  gboolean valid;

  if (g_str_has_prefix (shown, home) && (shown[strlen (home)] == '/' || shown[strlen (home)] == '\0'))
    {
      char *shortened = g_strconcat ("~", shown + strlen (home), NULL);

      g_free (shown);
      shown = shortened;
    }
  subtitle = g_strdup_printf (ngettext ("%u picture", "%u pictures", n), n);
  adw_window_title_set_subtitle (self->title, subtitle);
  valid = gesso_export_name_check (gtk_editable_get_text (GTK_EDITABLE (self->name_row)), &error);
  g_clear_pointer (&subtitle, g_free);
  subtitle = g_markup_escape_text (shown, -1);
  adw_action_row_set_subtitle (self->folder_row, subtitle);
  update_example (self, error);
  update_credentials (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.run", valid && n > 0 && g_str_equal (page, "options"));
}

static void
options_changed_cb (GessoExportDialog *self)
{
  /* Not while the template is being built. */
  if (self->context != NULL)
    gesso_export_dialog_update (self);
}

static void
scope_changed_cb (GessoExportDialog *self)
{
  options_changed_cb (self);
}

static void
name_activated_cb (GessoExportDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "export.run", NULL);
}

/* --- What is read for it --- */

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoExportDialog) self = data;
  int n = gesso_export_count_credentials_finish (result, NULL);

  if (n <= 0 || self->context == NULL)
    return;
  self->n_credentials = n;
  gesso_export_dialog_update (self);
}

static void
look_for_credentials (GessoExportDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; i < MIN (self->selected->len, MOST_LOOKED_INTO); i++)
    if (gesso_generation_get_path (self->selected->pdata[i]) != NULL)
      g_strv_builder_add (builder, gesso_generation_get_path (self->selected->pdata[i]));
  paths = g_strv_builder_end (builder);
  gesso_export_count_credentials_async ((const char *const *) paths, self->cancellable, counted_cb,
                                        g_object_ref (self));
}

static void
update_scope (GessoExportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *selected = g_strdup_printf (ngettext ("%u selected", "%u selected", self->selected->len),
                                               self->selected->len);
  const guint n = self->found != NULL ? self->found->len : 0;
  g_autofree char *found = self->query != NULL && *self->query != '\0'
                             ? g_strdup_printf (ngettext ("All %u found", "All %u found", n), n)
                             : g_strdup_printf (ngettext ("All %u in the gallery", "All %u in the gallery", n), n);

  gtk_string_list_append (list, selected);
  gtk_string_list_append (list, found);
  adw_combo_row_set_model (self->scope_row, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->scope_row), n > self->selected->len && self->selected->len > 0);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoExportDialog) self = data;
  g_autoptr (GArray) found = gesso_library_list_ids_finish (GESSO_LIBRARY (source), result, NULL);

  if (found == NULL || self->context == NULL)
    return;
  self->found = g_steal_pointer (&found);
  update_scope (self);
  gesso_export_dialog_update (self);
}

/* Stand-ins are left out, unless there is nothing else. */
static void
take_selected (GessoExportDialog *self,
               GPtrArray         *generations)
{
  gboolean real = FALSE;

  for (guint i = 0; i < generations->len; i++)
    real = real || !gesso_generation_is_sandbox (generations->pdata[i]);
  for (guint i = 0; i < generations->len; i++)
    {
      GessoGeneration *each = generations->pdata[i];

      if (gesso_generation_get_path (each) == NULL)
        continue;
      if (real && gesso_generation_is_sandbox (each))
        self->n_left_out++;
      else
        g_ptr_array_add (self->selected, g_object_ref (each));
    }
  if (self->selected->len > 0)
    self->example = gesso_export_picture_new (self->selected->pdata[0]);
  if (self->n_left_out > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u stand-in picture of the sandbox is left out.",
                                                         "%u stand-in pictures of the sandbox are left out.",
                                                         self->n_left_out), self->n_left_out);

      gtk_label_set_text (self->left_out_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->left_out_label), TRUE);
    }
}

static void
list_found (GessoExportDialog *self)
{
  GessoQuery query = GESSO_QUERY_INIT;

  query.text = self->query;
  query.kept_only = TRUE;
  query.sandbox = self->selected->len > 0 && gesso_generation_is_sandbox (self->selected->pdata[0]) ? -1 : 0;
  gesso_library_list_ids_async (gesso_context_get_library (self->context), &query, self->cancellable, found_cb,
                                g_object_ref (self));
}

static void
load_settings (GessoExportDialog *self)
{
  GSettings *settings = gesso_context_get_settings (self->context);
  g_autofree char *format = g_settings_get_string (settings, "export-format");
  g_autofree char *profile = g_settings_get_string (settings, "export-profile");
  g_autofree char *pattern = g_settings_get_string (settings, "export-name");
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  GessoExportFormat chosen_format = GESSO_EXPORT_ORIGINAL;
  GessoExportProfile chosen_profile = GESSO_EXPORT_CREDITED;

  self->folder = g_settings_get_string (settings, "export-folder");
  if (!g_path_is_absolute (self->folder))
    {
      g_free (self->folder);
      self->folder = g_build_filename (pictures != NULL ? pictures : g_get_home_dir (), _("Exported"), NULL);
    }
  gesso_export_format_from_nick (format, &chosen_format);
  gesso_export_profile_from_nick (profile, &chosen_profile);
  adw_combo_row_set_selected (self->format_row, chosen_format);
  gtk_check_button_set_active (chosen_profile == GESSO_EXPORT_CLEAN  ? self->clean_check
                               : chosen_profile == GESSO_EXPORT_FULL ? self->full_check
                                                                     : self->credited_check,
                               TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row),
                         gesso_export_name_check (pattern, NULL) ? pattern : GESSO_EXPORT_NAME_DEFAULT);
}

/* --- Actions --- */

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GessoExportDialog) self = data;
  g_autoptr (GFile) folder = gesso_file_dialog_select_folder_finish (result, NULL);

  if (folder == NULL || self->context == NULL || g_file_peek_path (folder) == NULL)
    return;
  g_free (self->folder);
  self->folder = g_file_get_path (folder);
  gesso_export_dialog_update (self);
}

static void
choose_folder_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  GessoExportDialog *self = GESSO_EXPORT_DIALOG (widget);
  g_autoptr (GFile) initial = g_file_new_for_path (self->folder);

  gesso_file_dialog_select_folder_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Choose a Folder"), initial,
                                         self->cancellable, folder_chosen_cb, g_object_ref (self));
}

static void
insert_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *word)
{
  GtkEditable *editable = GTK_EDITABLE (GESSO_EXPORT_DIALOG (widget)->name_row);
  int position;

  gtk_editable_delete_selection (editable);
  position = gtk_editable_get_position (editable);
  gtk_editable_insert_text (editable, g_variant_get_string (word, NULL), -1, &position);
  gtk_widget_grab_focus (GTK_WIDGET (editable));
  gtk_editable_set_position (editable, position);
}

static void
run_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  gesso_export_dialog_run (GESSO_EXPORT_DIALOG (widget));
}

static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  GessoExportDialog *self = GESSO_EXPORT_DIALOG (widget);

  if (self->running != NULL)
    gesso_export_dialog_stop (self);
  else
    gesso_dialog_close (widget);
}

void
gesso_export_dialog_exported (GessoExportDialog *self,
                              guint              n,
                              const char        *path,
                              guint              n_lost)
{
  g_signal_emit (self, signals[EXPORTED], 0, n, path, n_lost);
}

/* --- The widget --- */

static void
gesso_export_dialog_dispose (GObject *object)
{
  GessoExportDialog *self = GESSO_EXPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  g_clear_object (&self->exporter);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), GESSO_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (gesso_export_dialog_parent_class)->dispose (object);
}

static void
gesso_export_dialog_finalize (GObject *object)
{
  GessoExportDialog *self = GESSO_EXPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->selected);
  g_clear_pointer (&self->found, g_array_unref);
  g_clear_pointer (&self->example, gesso_export_picture_free);
  g_free (self->query);
  g_free (self->folder);
  G_OBJECT_CLASS (gesso_export_dialog_parent_class)->finalize (object);
}

/* Closed while it works: what was written stays, nothing more comes. */
static void
gesso_export_dialog_unroot (GtkWidget *widget)
{
  GessoExportDialog *self = GESSO_EXPORT_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  GTK_WIDGET_CLASS (gesso_export_dialog_parent_class)->unroot (widget);
}

/* As it was the last time is as it is most often wanted: Enter is enough. */
static gboolean
gesso_export_dialog_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GESSO_EXPORT_DIALOG (widget)->export_button));
}

static gboolean
gesso_export_dialog_focus (GtkWidget        *widget,
                           GtkDirectionType  direction)
{
  if (gesso_focus_is_tab (direction))
    return gesso_focus_children (widget, direction);
  return GTK_WIDGET_CLASS (gesso_export_dialog_parent_class)->focus (widget, direction);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/gesso_app/Gesso/window/gesso-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, beside_switch);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, box);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, clean_check);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, credentials_group);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, credentials_row);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, credited_check);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, example_label);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, failed_label);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, failed_list);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, full_check);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, left_out_label);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, scope_row);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GessoExportDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, scope_changed_cb);
}

static void
gesso_export_dialog_class_init (GessoExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_export_dialog_dispose;
  object_class->finalize = gesso_export_dialog_finalize;
  widget_class->unroot = gesso_export_dialog_unroot;
  widget_class->focus = gesso_export_dialog_focus;
  widget_class->grab_focus = gesso_export_dialog_grab_focus;

  signals[EXPORTED] = g_signal_new ("exported", GESSO_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_STRING, G_TYPE_UINT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "export.run", NULL, run_cb);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "export.choose-folder", NULL, choose_folder_cb);
  gtk_widget_class_install_action (widget_class, "export.insert", "s", insert_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gesso_export_dialog_init (GessoExportDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->selected = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gesso_export_dialog_new (GessoContext *context,
                         GPtrArray    *generations,
                         const char   *query)
{
  GessoExportDialog *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (generations != NULL, NULL);

  self = g_object_new (GESSO_TYPE_EXPORT_DIALOG, NULL);
  self->query = g_strdup (query);
  take_selected (self, generations);
  self->context = g_object_ref (context);
  load_settings (self);
  update_scope (self);
  gesso_export_dialog_update (self);
  list_found (self);
  look_for_credentials (self);
  return GTK_WIDGET (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-window-upkeep.h"

/* What is said of a library that can't be opened, and what can be done. Nothing in it was touched. */
typedef struct {
  GessoLibraryError code;
  const char *title;
  const char *description;
  const char *actions[3];
} Problem;

static const Problem problems[] = {
  { GESSO_LIBRARY_ERROR_LOCKED, N_("Library in Use"),
    N_("Another Gesso is working in %s. It can be looked at meanwhile."),
    { "win.reopen-library", "win.open-read-only", "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_READ_ONLY, N_("Library Can't Be Written"),
    N_("%s can only be read. Pictures and recipes can be looked at, new ones need another folder."),
    { "win.open-read-only", "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_FULL, N_("No Space Left"),
    N_("There is no space left for %s. Nothing was lost."),
    { "win.reopen-library", "win.open-read-only", "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_NEWER, N_("Made by a Newer Gesso"),
    N_("%s was last used with a newer version of Gesso. Nothing in it was touched."),
    { "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_DAMAGED, N_("Library Index Damaged"),
    N_("The index of %s is damaged or missing. The pictures and their recipes are still in the folder, and a new index can "
       "be made from them. What is left of the old one is put aside."),
    { "win.rebuild-library", "win.show-library", "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_NOT_FOUND, N_("Library Not Found"),
    N_("%s isn't there. It may be on a disk that is not connected."),
    { "win.reopen-library", "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_GONE, N_("Library Went Away"),
    N_("%s vanished while it was open. It may be on a disk that is not connected."),
    { "win.reopen-library", "win.choose-folder" } },
  { GESSO_LIBRARY_ERROR_FAILED, N_("Library Can't Be Opened"),
    N_("%s can't be used as a library."),
    { "win.reopen-library", "win.choose-folder" } },
};

static const struct { const char *action; const char *label; } labels[] = {
  { "win.rebuild-library", N_("_Make a New Index") },
  { "win.reopen-library", N_("_Try Again") },
  { "win.open-read-only", N_("_Open Read-only") },
  { "win.show-library", N_("_Show Folder") },
  { "win.choose-folder", N_("_Choose Folder…") },
};

static const Problem *
find_problem (const GError *error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
    if (g_error_matches (error, GESSO_LIBRARY_ERROR, (int) problems[i].code))
      return &problems[i];
  return &problems[G_N_ELEMENTS (problems) - 1];
}

static void
add_button (GessoWindow *self,
            const char  *action,
            gboolean     suggested)
{
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *button;

      if (!g_str_equal (labels[i].action, action))
        continue;
      button = gtk_button_new_with_mnemonic (_(labels[i].label));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_widget_add_css_class (button, "pill");
      if (suggested)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_box_append (self->status_actions, button);
    }
}

void
gesso_window_show_problem (GessoWindow  *self,
                           const GError *error,
                           const char   *path)
{
  const Problem *problem;
  g_autofree char *shown = NULL;
  g_autofree char *bold = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *child;

  g_return_if_fail (GESSO_IS_WINDOW (self));
  g_return_if_fail (error != NULL);
  g_return_if_fail (path != NULL);

  problem = find_problem (error);
  shown = g_filename_display_name (path);
  bold = g_markup_printf_escaped ("<b>%s</b>", shown);
  g_string_append (text, _(problem->description));
  g_string_replace (text, "%s", bold, 1);
  if (problem->code == GESSO_LIBRARY_ERROR_FAILED)
    {
      g_autofree char *why = g_markup_escape_text (error->message, -1);

      g_string_append_printf (text, "\n%s", why);
    }
  g_free (self->problem_path);
  self->problem_path = g_strdup (path);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->status_actions))) != NULL)
    gtk_box_remove (self->status_actions, child);
  for (gsize i = 0; i < G_N_ELEMENTS (problem->actions) && problem->actions[i] != NULL; i++)
    add_button (self, problem->actions[i], i == 0);
  adw_status_page_set_icon_name (self->status, "folder-symbolic");
  adw_status_page_set_title (self->status, _(problem->title));
  adw_status_page_set_description (self->status, text->str);
  gtk_stack_set_visible_child_name (self->states, "status");
}

static void
open_library (GessoWindow *self,
              const char  *path,
              gboolean     read_only)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application != NULL && path != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), "open-library",
                                    g_variant_new ("(sb)", path, read_only));
}

static void
reopen_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  open_library (GESSO_WINDOW (widget), GESSO_WINDOW (widget)->problem_path, g_str_equal (action, "win.open-read-only"));
}

static void
folder_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  GessoWindow *self = GESSO_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = gesso_file_dialog_select_folder_finish (result, &error);

  if (folder == NULL)
    gesso_window_toast_error (self, error);
  else if (g_file_peek_path (folder) == NULL)
    gesso_window_toast_text (self, _("A library has to be in a folder of this computer."));
  else
    {
      g_settings_set_string (self->settings, "library-path", g_file_peek_path (folder));
      open_library (self, g_file_peek_path (folder), FALSE);
    }
}

static char *
get_library_path (GessoWindow *self)
{
  if (self->context != NULL)
    return g_strdup (gesso_library_get_path (gesso_context_get_library (self->context)));
  return g_strdup (self->problem_path);
}

static void
choose_folder_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  g_autofree char *path = get_library_path (GESSO_WINDOW (widget));
  g_autoptr (GFile) initial = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GFile) parent = initial != NULL ? g_file_get_parent (initial) : NULL;

  gesso_file_dialog_select_folder_async (GTK_WINDOW (widget), _("Choose the Library's Folder"), parent, NULL,
                                         folder_chosen_cb, NULL);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!gesso_launch_uri_finish (result, &error))
    gesso_window_toast_error (GESSO_WINDOW (source), error);
}

static void
show_library_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  g_autofree char *path = get_library_path (GESSO_WINDOW (widget));
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (uri != NULL)
    gesso_launch_uri_async (GTK_WINDOW (widget), uri, launched_cb, NULL);
}

void
gesso_window_install_library (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.reopen-library", NULL, reopen_cb);
  gtk_widget_class_install_action (widget_class, "win.open-read-only", NULL, reopen_cb);
  gtk_widget_class_install_action (widget_class, "win.choose-folder", NULL, choose_folder_cb);
  /* The way to free space is to see what takes it. */
  gtk_widget_class_install_action (widget_class, "win.free-space", NULL, show_library_cb);
  gtk_widget_class_install_action (widget_class, "win.show-library", NULL, show_library_cb);
  gesso_window_install_upkeep (widget_class);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-application"

#include "config.h"

#include "gesso-application-private.h"

#include <glib/gi18n.h>
#include <glib-unix.h>

#include "gesso-compat.h"

/* A window that closes at once needs no sentence; ms. */
#define CLOSING_SENTENCE_MS 400

static const struct { const char *action; const char *accels[4]; } accels[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.shortcuts", { "<Control>question" } },
  { "win.focus-prompt", { "<Control>l" } },
  { "win.search", { "<Control>f" } },
  { "win.page::gallery", { "<Alt>1" } },
  { "win.page::boards", { "<Alt>2" } },
  { "win.use-recipe", { "<Control>r" } },
  { "win.clear-prompt", { "<Control>n" } },
  { "win.export", { "<Control><Shift>e" } },
  { "win.show-composer", { "F9" } },
  { "win.show-details", { "<Alt>Return" } },
  { "win.tile-larger", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.tile-smaller", { "<Control>minus", "<Control>KP_Subtract" } },
  { "win.fullscreen", { "F11" } },
};

G_DEFINE_FINAL_TYPE (GessoApplication, gesso_application, ADW_TYPE_APPLICATION)

static gboolean
closing_timer_cb (gpointer data)
{
  GessoApplication *self = data;

  self->closing_timer = 0;
  if (self->window != NULL)
    gesso_window_show_closing (self->window);
  return G_SOURCE_REMOVE;
}

/* The window stays until everything is on disk; the engine waits for an answer at most 10 s. */
static gboolean
close_request_cb (GessoApplication *self)
{
  if (self->closing)
    return GDK_EVENT_STOP;

  self->closing = TRUE;
  self->closing_timer = g_timeout_add (CLOSING_SENTENCE_MS, closing_timer_cb, self);
  g_application_hold (G_APPLICATION (self));
  if (self->opening == NULL)
    gesso_application_close_library (self);
  return GDK_EVENT_STOP;
}

void
gesso_application_closed (GessoApplication *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  if (self->closing)
    g_application_release (G_APPLICATION (self));
  self->closing = FALSE;
}

static char *
choose_library (GessoApplication *self)
{
  g_autofree char *configured = g_settings_get_string (self->settings, "library-path");

  if (self->library_path != NULL)
    return g_strdup (self->library_path);
  if (g_getenv ("GESSO_LIBRARY") == NULL && *configured != '\0')
    return g_steal_pointer (&configured);
  return gesso_library_default_path ();
}

static void
gesso_application_activate (GApplication *application)
{
  GessoApplication *self = GESSO_APPLICATION (application);
  g_autofree char *path = NULL;

  if (self->window == NULL)
    {
      /* Another thread opens it while the window is made. */
      path = choose_library (self);
      gesso_application_open_library (self, path, FALSE);
      self->window = gesso_window_new (GTK_APPLICATION (self), self->settings);
      /* After the window's own, which saves its size and the draft. */
      g_signal_connect_data (self->window, "close-request", G_CALLBACK (close_request_cb), self, NULL,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

/* Relative to the caller's folder, which need not be ours. */
static char *
resolve (GApplicationCommandLine *command_line,
         const char              *path)
{
  g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, path);

  return g_file_get_path (file);
}

static int
gesso_application_command_line (GApplication            *application,
                                GApplicationCommandLine *command_line)
{
  GessoApplication *self = GESSO_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_auto (GStrv) arguments = NULL;
  const char *library = NULL;
  int n_arguments = 0;

  if (g_variant_dict_lookup (options, "library", "^&ay", &library))
    {
      g_autofree char *path = resolve (command_line, library);

      if (path == NULL)
        {
          g_application_command_line_printerr (command_line, "%s\n", _("The library has to be a folder of this computer"));
          return 2;
        }
      g_free (self->library_path);
      self->library_path = g_steal_pointer (&path);
      if (self->window != NULL && g_strcmp0 (self->opening_path, self->library_path) != 0)
        gesso_application_open_library (self, self->library_path, FALSE);
    }
  g_application_activate (application);
  arguments = g_application_command_line_get_arguments (command_line, &n_arguments);
  for (int i = 1; i < n_arguments && self->window != NULL; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, arguments[i]);

      gesso_window_import_board (self->window, file);
    }
  return 0;
}

/* From a file manager, over the bus. */
static void
gesso_application_open (GApplication  *application,
                        GFile        **files,
                        int            n_files,
                        const char    *hint)
{
  GessoApplication *self = GESSO_APPLICATION (application);

  g_application_activate (application);
  for (int i = 0; i < n_files && self->window != NULL; i++)
    gesso_window_import_board (self->window, files[i]);
}

static int
gesso_application_handle_local_options (GApplication *application,
                                        GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Gesso %s\n", GESSO_VERSION);
  return 0;
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GessoApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
open_library_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  const char *path;
  gboolean read_only;

  g_variant_get (parameter, "(&sb)", &path, &read_only);
  gesso_application_open_library (data, path, read_only);
}

/* A button of a notification. What it is about is forgotten as soon as the window has the focus. */
static void
notified_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GessoApplication *self = data;
  const char *name = g_action_get_name (G_ACTION (action));
  g_autoptr (GPtrArray) about = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->notifier != NULL && g_str_equal (name, "try-failed-again"))
    g_ptr_array_extend_and_steal (about, gesso_notifier_list_retryable (self->notifier));
  else if (self->notifier != NULL)
    g_ptr_array_extend (about, g_str_equal (name, "show-done") ? gesso_notifier_get_done (self->notifier)
                                                               : gesso_notifier_get_failed (self->notifier),
                        (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_application_activate (G_APPLICATION (self));
  if (g_str_equal (name, "try-failed-again"))
    gesso_window_try_again (self->window, about);
  else
    gesso_window_show_pictures (self->window, about);
}

static gboolean
signal_cb (gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (data), "quit", NULL);
  return G_SOURCE_CONTINUE;
}

static void
load_accent (void)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (gesso_style_has_accent ())
    return;
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/gesso_app/Gesso/style-accent.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
gesso_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "show-done", .activate = notified_cb },
    { .name = "show-failed", .activate = notified_cb },
    { .name = "try-failed-again", .activate = notified_cb },
    { .name = "open-library", .activate = open_library_cb, .parameter_type = "(sb)" },
  };
  GessoApplication *self = GESSO_APPLICATION (application);

  G_APPLICATION_CLASS (gesso_application_parent_class)->startup (application);

  gesso_mend_button_names ();
  self->settings = g_settings_new (GESSO_APPLICATION_ID);
  g_signal_connect_object (self->settings, "changed::webhook-url", G_CALLBACK (gesso_application_apply_webhook), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::webhook-port", G_CALLBACK (gesso_application_apply_webhook), self,
                           G_CONNECT_SWAPPED);
  self->secrets = gesso_secrets_new ();
  self->decoder = gesso_decoder_new (0);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char **) accels[i].accels);
  g_unix_signal_add (SIGTERM, signal_cb, self);
  g_unix_signal_add (SIGINT, signal_cb, self);
  load_accent ();
  gtk_window_set_default_icon_name (GESSO_APPLICATION_ID);
}

static void
gesso_application_finalize (GObject *object)
{
  GessoApplication *self = GESSO_APPLICATION (object);

  g_clear_handle_id (&self->closing_timer, g_source_remove);
  g_free (self->library_path);
  g_free (self->opening_path);
  g_free (self->next_path);
  g_clear_object (&self->notifier);
  g_clear_object (&self->engine);
  g_clear_object (&self->library);
  g_clear_object (&self->decoder);
  g_clear_object (&self->secrets);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (gesso_application_parent_class)->finalize (object);
}

static void
gesso_application_class_init (GessoApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = gesso_application_finalize;
  application_class->startup = gesso_application_startup;
  application_class->activate = gesso_application_activate;
  application_class->command_line = gesso_application_command_line;
  application_class->open = gesso_application_open;
  application_class->handle_local_options = gesso_application_handle_local_options;
}

static void
gesso_application_init (GessoApplication *self)
{
  const GOptionEntry options[] = {
    { "library", 'l', 0, G_OPTION_ARG_FILENAME, NULL, N_("The library's folder"), N_("DIR") },
    { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

GessoApplication *
gesso_application_new (void)
{
  return g_object_new (GESSO_TYPE_APPLICATION, "application-id", GESSO_APPLICATION_ID, "resource-base-path",
                       "/io/github/gesso_app/Gesso", "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN, NULL);
}

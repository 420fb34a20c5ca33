/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "preferences/gesso-preferences-page.h"
#include "preferences/gesso-stored-page.h"

/* Everything that helps to understand a report, and nothing of what is in the library. */
static char *
describe (GessoWindow *self)
{
  g_autofree char *platform = gesso_platform_describe ();
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  const char *confinement = NULL;
  const char *renderer = "";
  GskRenderer *gsk = gtk_native_get_renderer (GTK_NATIVE (self));

  if (self->context != NULL)
    confinement = gesso_decoder_get_confinement (gesso_context_get_decoder (self->context));
  if (gsk != NULL)
    renderer = G_OBJECT_TYPE_NAME (gsk);
  return g_strdup_printf ("Gesso %s\n%s\nGLib %u.%u.%u\nSystem: %s\nRenderer: %s\nDisplay: %s\nDecoder: %s\n",
                          GESSO_VERSION, platform, glib_major_version, glib_minor_version, glib_micro_version,
                          system != NULL ? system : "unknown", renderer,
                          G_OBJECT_TYPE_NAME (gtk_widget_get_display (GTK_WIDGET (self))),
                          confinement != NULL ? confinement : "not started yet");
}

static void
about_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  g_autofree char *debug_info = describe (self);
  g_autofree char *comments = NULL;
  const char *confinement = NULL;
  GtkWidget *about = gesso_about_new ();

  if (self->context != NULL)
    confinement = gesso_decoder_get_confinement (gesso_context_get_decoder (self->context));
  if (confinement != NULL)
    /* Translators: %s lists how the program that reads pictures is confined: “bubblewrap, seccomp, limits” */
    comments = g_strdup_printf (_("A client for the Krea 2 image model. Every picture you paid for is kept with its full "
                                  "recipe.\n\nPictures are read in a process of its own: %s."),
                                confinement);
  else
    comments = g_strdup (_("A client for the Krea 2 image model. Every picture you paid for is kept with its full "
                           "recipe.\n\nPictures are read in a process of its own, which starts with the first one."));
  g_object_set (about,
                "application-icon", GESSO_APPLICATION_ID,
                "application-name", "Gesso",
                "developer-name", _("The Gesso authors"),
                "version", GESSO_VERSION,
                "comments", comments,
                "copyright", "© The Gesso authors",
                "license-type", GTK_LICENSE_GPL_3_0,
                "debug-info", debug_info,
                "debug-info-filename", "gesso-debug-info.txt",
                /* Translators: your names, one a line */
                "translator-credits", _("translator-credits"),
                NULL);
  gesso_about_present (about, widget);
}

static void
preferences_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GtkWidget *preferences;

  if (self->context == NULL)
    return;
  preferences = gesso_preferences_new ();
  gesso_preferences_add (preferences, ADW_PREFERENCES_PAGE (gesso_preferences_page_new (self->context, widget)));
  gesso_preferences_add (preferences, ADW_PREFERENCES_PAGE (gesso_stored_page_new (self->context)));
  gesso_preferences_present (preferences, widget);
}

/*
 * Built when asked for and destroyed when closed, unlike GtkApplication's help overlay: GTK 4.8 answers a screen reader that
 * asks for a window that has just gone with the last one it knows, and crashes if that one was never shown.
 */
static void
shortcuts_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/gesso_app/Gesso/window/gesso-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

void
gesso_window_install_help (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.about", NULL, about_cb);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_cb);
}

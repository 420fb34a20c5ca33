/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-library-upkeep.h"

/* Pictures that somebody put into the library's folder: offered in the banner until they are imported or ignored. */

static GessoLibrary *
get_library (GessoWindow *self)
{
  return self->context != NULL ? gesso_context_get_library (self->context) : NULL;
}

static void
set_strays (GessoWindow *self,
            guint        n_strays)
{
  self->n_strays = n_strays;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import-strays", n_strays > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.ignore-strays", n_strays > 0);
  gesso_window_queue_update (self);
}

static void
found_cb (GessoWindow  *self,
          guint         n_strays,
          GessoLibrary *library)
{
  g_assert (GESSO_IS_WINDOW (self));

  if (library == get_library (self))
    set_strays (self, n_strays);
}

void
gesso_window_strays_set_context (GessoWindow *self)
{
  if (self->context != NULL)
    g_signal_connect_object (get_library (self), "strays-found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  set_strays (self, 0);
}

GessoSentence *
gesso_window_strays_sentence (GessoWindow *self)
{
  GessoSentence *sentence;

  if (self->n_strays == 0)
    return NULL;
  sentence = gesso_sentence_new (g_strdup_printf (ngettext ("%u new picture is in the library’s folder.",
                                                            "%u new pictures are in the library’s folder.",
                                                            self->n_strays),
                                                  self->n_strays),
                                 NULL);
  gesso_sentence_add_fix (sentence, _("Import"), "win.import-strays");
  return gesso_sentence_add_fix (sentence, _("Ignore"), "win.ignore-strays");
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = gesso_library_list_strays_finish (GESSO_LIBRARY (source), result, &error);

  if (paths == NULL)
    {
      gesso_window_toast_error (self, error);
      return;
    }
  if (paths->len == 0 || get_library (self) != GESSO_LIBRARY (source))
    return;
  g_ptr_array_add (paths, NULL);
  gesso_window_import_paths (self, (const char *const *) paths->pdata, TRUE);
}

static void
import_strays_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (get_library (self) == NULL)
    return;
  gesso_library_list_strays_async (get_library (self), listed_cb, g_object_ref (self));
  set_strays (self, 0);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GPtrArray) paths = gesso_library_list_strays_finish (GESSO_LIBRARY (source), result, NULL);

  if (paths != NULL && gesso_window_has_library (self, source))
    set_strays (self, paths->len);
}

static void
ignored_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_ignore_strays_finish (GESSO_LIBRARY (source), result, &error))
    gesso_window_toast_error (self, error);
  else if (gesso_window_has_library (self, source))
    gesso_library_list_strays_async (GESSO_LIBRARY (source), left_cb, g_object_ref (self));
}

void
gesso_window_strays_ignore (GessoWindow       *self,
                            const char *const *paths)
{
  if (get_library (self) == NULL)
    return;
  gesso_library_ignore_strays_async (get_library (self), paths, ignored_cb, g_object_ref (self));
  set_strays (self, 0);
}

static void
ignore_strays_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  gesso_window_strays_ignore (GESSO_WINDOW (widget), NULL);
}

void
gesso_window_install_strays (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.import-strays", NULL, import_strays_cb);
  gtk_widget_class_install_action (widget_class, "win.ignore-strays", NULL, ignore_strays_cb);
}

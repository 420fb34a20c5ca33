/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include "gesso-compat-launch.h"
#include "gesso-library-query.h"
#include "gesso-words.h"

#define GENERATION "generation:"

/* Where a picture comes from: a page of the web, a file, or the gallery. */

/* (nullable) (transfer none): of the one picture that is selected */
static const char *
get_origin (GessoCanvas *self)
{
  g_autoptr (GPtrArray) items = gesso_canvas_list_in_order (self, TRUE);
  const GessoBoardItem *item = items->len == 1 ? items->pdata[0] : NULL;

  return item != NULL ? item->origin : NULL;
}

gboolean
gesso_canvas_has_origin (GessoCanvas *self)
{
  return get_origin (self) != NULL;
}

static void
complain (GessoCanvas  *self,
          const GError *error)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit_by_name (self, "message", sentence->text);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoCanvas) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_launch_uri_finish (result, &error))
    complain (self, error);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoCanvas) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_show_in_folder_finish (result, &error))
    complain (self, error);
}

static GtkWindow *
get_window (GessoCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* In the viewer; a board's own window has none, but there are folders. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoCanvas) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoGeneration) generation = gesso_library_find_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (GFile) file = NULL;

  if (generation == NULL)
    {
      complain (self, error);
      return;
    }
  gesso_context_set_selected (self->context, generation);
  if (gtk_widget_activate_action (GTK_WIDGET (self), "win.open", NULL) || gesso_generation_get_path (generation) == NULL)
    return;
  file = g_file_new_for_path (gesso_generation_get_path (generation));
  gesso_show_in_folder_async (get_window (self), file, shown_cb, g_object_ref (self));
}

void
gesso_canvas_show_origin (GessoCanvas *self)
{
  const char *origin = get_origin (self);

  if (origin == NULL)
    return;
  if (g_str_has_prefix (origin, GENERATION))
    gesso_library_find_async (gesso_context_get_library (self->context), origin + strlen (GENERATION), self->cancellable,
                              found_cb, g_object_ref (self));
  else if (g_str_has_prefix (origin, "file:"))
    {
      g_autoptr (GFile) file = g_file_new_for_uri (origin);

      gesso_show_in_folder_async (get_window (self), file, shown_cb, g_object_ref (self));
    }
  /* A board may come from a stranger: nothing but a page is opened. */
  else if (g_str_has_prefix (origin, "https://") || g_str_has_prefix (origin, "http://"))
    gesso_launch_uri_async (get_window (self), origin, launched_cb, g_object_ref (self));
}

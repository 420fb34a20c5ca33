/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-boards-page-private.h"

#include <glib/gi18n.h>

#include "gesso-board-add.h"
#include "gesso-board-tile.h"
#include "gesso-board-window.h"
#include "gesso-compat.h"
#include "gesso-drop-place.h"
#include "gesso-picture-input.h"

/* --- Pictures onto a cover --- */

typedef struct {
  GessoBoardsPage *page;
  char            *board;
  char            *name;
  guint            count;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->page);
  g_free (adding->board);
  g_free (adding->name);
  g_free (adding);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static Adding *
adding_new (GessoBoardsPage *self,
            GessoBoardTile  *tile)
{
  Adding *adding = g_new0 (Adding, 1);

  adding->page = g_object_ref (self);
  adding->board = g_strdup (gesso_board_tile_get_board (tile)->id);
  adding->name = g_strdup (gesso_board_tile_get_board (tile)->name);
  return adding;
}

static void
added_to_cover_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (Adding) adding = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AdwToast) toast = NULL;

  if (!gesso_board_add_finish (result, &error))
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gesso_boards_page_complain (adding->page, error);
      return;
    }
  /* Translators: %s is the name of a board */
  text = g_strdup_printf (ngettext ("%u picture added to “%s”", "%u pictures added to “%s”", adding->count), adding->count,
                          adding->name);
  toast = gesso_toast_new (text);
  g_signal_emit_by_name (adding->page, "toast", toast);
}

/* What was refused is said once. (nullable): nothing came of it, and why was said. */
static GPtrArray *
finish_reading (GessoBoardsPage *self,
                GAsyncResult    *result)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (GPtrArray) files = gesso_picture_input_read_finish (result, NULL, &refused, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  if (files == NULL)
    {
      gesso_boards_page_complain (self, error);
      return NULL;
    }
  if (refused != NULL)
    {
      g_autoptr (AdwToast) toast = gesso_toast_new (refused);

      g_signal_emit_by_name (self, "toast", toast);
    }
  return g_steal_pointer (&files);
}

static void
cover_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (Adding) adding = data;
  GessoBoardsPage *self = adding->page;
  g_autoptr (GPtrArray) files = finish_reading (self, result);

  if (files == NULL)
    return;
  adding->count = files->len;
  if (files->len > 0)
    {
      const char *board = adding->board;

      gesso_board_add_async (self->context, board, files, self->cancellable, added_to_cover_cb, g_steal_pointer (&adding));
    }
}

static void
tile_dropped_cb (GessoBoardTile  *tile,
                 GdkDrop         *drop,
                 GessoBoardsPage *self)
{
  gesso_picture_input_read_drop_async (self->context, drop, self->cancellable, cover_read_cb, adding_new (self, tile));
  gesso_drop_place_renew (GTK_WIDGET (self));
}

static void
tile_pasted_cb (GessoBoardTile  *tile,
                GessoBoardsPage *self)
{
  gesso_picture_input_read_clipboard_async (self->context, gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                            self->cancellable, cover_read_cb, adding_new (self, tile));
}

/* --- Pictures beside the covers: a new board --- */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoBoardsPage) self = data;
  g_autoptr (GPtrArray) files = finish_reading (self, result);

  if (files != NULL && files->len > 0)
    gesso_boards_page_make_board (self, files);
}

static GdkDragAction
drop_accepted_cb (GtkDropTargetAsync *target,
                  GdkDrop            *drop,
                  double              x,
                  double              y,
                  GessoBoardsPage    *self)
{
  if (self->view != NULL)
    return 0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "drop-here");
  return GDK_ACTION_COPY;
}

static void
drop_left_cb (GtkDropTargetAsync *target,
              GdkDrop            *drop,
              GessoBoardsPage    *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-here");
}

static gboolean
dropped_cb (GtkDropTargetAsync *target,
            GdkDrop            *drop,
            double              x,
            double              y,
            GessoBoardsPage    *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-here");
  gesso_drop_place_renew (GTK_WIDGET (self));
  if (self->view != NULL)
    return FALSE;
  gesso_picture_input_read_drop_async (self->context, drop, self->cancellable, read_cb, g_object_ref (self));
  return TRUE;
}

static GtkEventController *
make_target (gpointer self)
{
  GtkDropTargetAsync *target
      = gtk_drop_target_async_new (gesso_picture_input_get_formats (), GDK_ACTION_COPY | GDK_ACTION_MOVE);

  g_signal_connect (target, "drag-enter", G_CALLBACK (drop_accepted_cb), self);
  g_signal_connect (target, "drag-leave", G_CALLBACK (drop_left_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  return GTK_EVENT_CONTROLLER (target);
}

void
gesso_boards_page_accept_drops (GessoBoardsPage *self)
{
  gesso_drop_place_add (GTK_WIDGET (self), make_target, self);
}

/* --- Boards in windows of their own --- */

static void
window_used_cb (GessoBoardsPage *self,
                const char      *id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_emit_by_name (self, "use-board", id);
  if (GTK_IS_WINDOW (root))
    gtk_window_present (GTK_WINDOW (root));
}

static void
window_gone_cb (gpointer  data,
                GObject  *window)
{
  g_ptr_array_remove_fast (data, window);
}

/* One window for one board. */
void
gesso_boards_page_open_window (GessoBoardsPage *self,
                               const char      *id)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window;

  for (guint i = 0; i < self->windows->len; i++)
    if (g_str_equal (gesso_board_window_get_id (self->windows->pdata[i]), id))
      {
        gtk_window_present (self->windows->pdata[i]);
        return;
      }
  window = gesso_board_window_new (self->context, id);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (GTK_WINDOW (root)));
  g_signal_connect_object (window, "use-board", G_CALLBACK (window_used_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->windows, window);
  g_object_weak_ref (G_OBJECT (window), window_gone_cb, self->windows);
  gtk_window_present (GTK_WINDOW (window));
}

static void
tile_window_cb (GessoBoardTile  *tile,
                GessoBoardsPage *self)
{
  gesso_boards_page_open_window (self, gesso_board_tile_get_board (tile)->id);
}

void
gesso_boards_page_connect_tile (GessoBoardsPage *self,
                                GtkWidget       *tile)
{
  g_signal_connect (tile, "open-window", G_CALLBACK (tile_window_cb), self);
  g_signal_connect (tile, "dropped", G_CALLBACK (tile_dropped_cb), self);
  g_signal_connect (tile, "pasted", G_CALLBACK (tile_pasted_cb), self);
}

void
gesso_boards_page_close_windows (GessoBoardsPage *self)
{
  for (guint i = 0; i < self->windows->len; i++)
    {
      g_object_weak_unref (self->windows->pdata[i], window_gone_cb, self->windows);
      gtk_window_destroy (self->windows->pdata[i]);
    }
  g_ptr_array_set_size (self->windows, 0);
}

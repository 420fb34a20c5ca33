/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gesso-drop-place.h"
#include "gesso-picture-input.h"
#include "gesso-words.h"

void
gesso_canvas_add (GessoCanvas *self,
                  GPtrArray   *files,
                  double       x,
                  double       y)
{
  GessoRect bounds = gesso_canvas_get_bounds (self, FALSE);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autofree GessoRect *rects = g_new0 (GessoRect, MAX (1, files->len));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  double z = gesso_board_model_get_top (self->model);
  GessoRect all = { 0, 0, 0, 0 };

  gesso_canvas_view_to_board (&self->view, &x, &y);
  for (guint i = 0; i < files->len; i++)
    {
      GessoBoardItem *item = gesso_board_model_make_picture (files->pdata[i]);

      rects[i].width = item->width;
      rects[i].height = item->height;
      item->z = z + i;
      g_ptr_array_add (items, item);
      g_array_append_val (ids, item->id);
    }
  gesso_canvas_lay_grid (rects, files->len, x, y);
  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      item->x = rects[i].x;
      item->y = rects[i].y;
      gesso_rect_unite (&all, &rects[i]);
    }
  if (!gesso_board_model_change (self->model, items, NULL, "add", GESSO_BOARD_STEP_NEW))
    return;
  self->placed = TRUE;
  gesso_canvas_select (self, ids);
  if (bounds.width <= 0)
    gesso_canvas_view_fit (&self->view, &all, 1);
  gesso_canvas_view_changed (self, TRUE);
}

void
gesso_canvas_add_copies (GessoCanvas *self,
                         GPtrArray   *items,
                         double       dx,
                         double       dy,
                         const char  *label)
{
  g_autoptr (GPtrArray) copies = gesso_board_items_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  double z = gesso_board_model_get_top (self->model);

  for (guint i = 0; i < items->len; i++)
    {
      GessoBoardItem *copy = gesso_board_clip_copy_item (items->pdata[i]);

      copy->x += dx;
      copy->y += dy;
      copy->z = z + i;
      g_ptr_array_add (copies, copy);
      g_array_append_val (ids, copy->id);
    }
  if (copies->len > 0 && gesso_board_model_change (self->model, copies, NULL, label, GESSO_BOARD_STEP_NEW))
    gesso_canvas_select (self, ids);
}

/* Items of a board as they were, around the place that was aimed at; where they come from here, a little aside. */
static void
put_items (GessoCanvas *self,
           GPtrArray   *items)
{
  GessoRect bounds = { 0, 0, 0, 0 };
  double x = self->drop_x, y = self->drop_y;

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      gesso_rect_unite (&bounds, &(GessoRect) { item->x, item->y, item->width, item->height });
    }
  gesso_canvas_view_to_board (&self->view, &x, &y);
  self->placed = TRUE;
  gesso_canvas_add_copies (self, items, round (x - bounds.x - bounds.width / 2), round (y - bounds.y - bounds.height / 2),
                           "add");
  gesso_canvas_view_changed (self, FALSE);
}

static void
items_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GessoCanvas) self = data;
  gboolean dropped = GDK_IS_DROP (source);
  const GValue *value = dropped ? gdk_drop_read_value_finish (GDK_DROP (source), result, NULL)
                                : gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);
  gboolean taken = value != NULL && G_VALUE_HOLDS (value, GESSO_TYPE_BOARD_ITEMS);

  if (taken && !g_cancellable_is_cancelled (self->cancellable))
    put_items (self, g_value_get_boxed (value));
  if (dropped)
    gdk_drop_finish (GDK_DROP (source), taken ? GDK_ACTION_COPY : 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoCanvas) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (GPtrArray) files = gesso_picture_input_read_finish (result, NULL, &refused, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gesso_canvas_set_hint (self, NULL);
  if (files != NULL && files->len > 0)
    gesso_canvas_add (self, files, self->drop_x, self->drop_y);
  if (refused != NULL)
    g_signal_emit_by_name (self, "message", refused);
  else if (error != NULL)
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

      g_signal_emit_by_name (self, "message", sentence->text);
    }
}

/* Many take a while: it is said how far they are. */
static void
progress_cb (guint    done,
             guint    total,
             gpointer data)
{
  /* Translators: how many files of a drop have been read */
  g_autofree char *text = g_strdup_printf (_("Reading %u of %u"), done, total);

  gesso_canvas_set_hint (data, text);
}

static void
set_dropping (GessoCanvas *self,
              gboolean     dropping)
{
  if (dropping)
    gtk_widget_add_css_class (GTK_WIDGET (self), "drop-here");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-here");
}

/* Not what comes from this canvas: it is here already. */
static gboolean
accept_cb (GtkDropTargetAsync *target,
           GdkDrop            *drop,
           GessoCanvas        *self)
{
  g_autoptr (GdkContentFormats) formats = gesso_picture_input_get_formats ();

  return !self->dragging_out && gdk_content_formats_match (formats, gdk_drop_get_formats (drop));
}

static GdkDragAction
drag_enter_cb (GtkDropTargetAsync *target,
               GdkDrop            *drop,
               double              x,
               double              y,
               GessoCanvas        *self)
{
  set_dropping (self, TRUE);
  return GDK_ACTION_COPY;
}

static void
drag_leave_cb (GtkDropTargetAsync *target,
               GdkDrop            *drop,
               GessoCanvas        *self)
{
  set_dropping (self, FALSE);
}

static gboolean
dropped_cb (GtkDropTargetAsync *target,
            GdkDrop            *drop,
            double              x,
            double              y,
            GessoCanvas        *self)
{
  set_dropping (self, FALSE);
  gesso_drop_place_renew (GTK_WIDGET (self));
  self->drop_x = x;
  self->drop_y = y;
  if (gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GESSO_TYPE_BOARD_ITEMS))
    gdk_drop_read_value_async (drop, GESSO_TYPE_BOARD_ITEMS, G_PRIORITY_DEFAULT, self->cancellable, items_read_cb,
                               g_object_ref (self));
  else
    gesso_picture_input_read_drop_async (self->context, drop, self->cancellable, read_cb, g_object_ref (self));
  return TRUE;
}

static void
aim_at_the_middle (GessoCanvas *self)
{
  self->drop_x = self->view.width / 2;
  self->drop_y = self->view.height / 2;
}

void
gesso_canvas_paste (GessoCanvas *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  aim_at_the_middle (self);
  if (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GESSO_TYPE_BOARD_ITEMS))
    gdk_clipboard_read_value_async (clipboard, GESSO_TYPE_BOARD_ITEMS, G_PRIORITY_DEFAULT, self->cancellable,
                                    items_read_cb, g_object_ref (self));
  else
    gesso_picture_input_read_clipboard_async (self->context, clipboard, self->cancellable, read_cb, g_object_ref (self));
}

void
gesso_canvas_add_files (GessoCanvas *self,
                        GListModel  *files)
{
  g_return_if_fail (GESSO_IS_CANVAS (self));

  aim_at_the_middle (self);
  gesso_picture_input_read_files_async (self->context, files, self->cancellable, read_cb, g_object_ref (self));
}

static GtkEventController *
make_target (gpointer self)
{
  GtkDropTargetAsync *target
      = gtk_drop_target_async_new (gesso_picture_input_get_formats (), GDK_ACTION_COPY | GDK_ACTION_MOVE);

  g_signal_connect (target, "accept", G_CALLBACK (accept_cb), self);
  g_signal_connect (target, "drag-enter", G_CALLBACK (drag_enter_cb), self);
  g_signal_connect (target, "drag-leave", G_CALLBACK (drag_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (dropped_cb), self);
  return GTK_EVENT_CONTROLLER (target);
}

void
gesso_canvas_drop_init (GessoCanvas *self)
{
  gesso_picture_input_report (self->cancellable, progress_cb, self);
  gesso_drop_place_add (GTK_WIDGET (self), make_target, self);
}

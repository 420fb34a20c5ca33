/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* What follows the pointer and says which colour is under it. */

static void
forget_pixels (GessoCanvas *self)
{
  g_clear_object (&self->pixels_of);
  g_clear_pointer (&self->pixels, g_bytes_unref);
}

static void
download_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GdkTexture *texture = data;
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  gsize size = stride * (gsize) gdk_texture_get_height (texture);
  guchar *pixels = g_malloc (size);

  gdk_texture_download (texture, pixels, stride);
  g_task_return_pointer (task, g_bytes_new_take (pixels, size), (GDestroyNotify) g_bytes_unref);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  GessoCanvas *self = GESSO_CANVAS (source);
  g_autoptr (GBytes) pixels = g_task_propagate_pointer (G_TASK (result), NULL);

  if (pixels == NULL || self->pixels_of != g_task_get_task_data (G_TASK (result)))
    return;
  self->pixels = g_steal_pointer (&pixels);
  gesso_canvas_picker_aim (self, self->pick_x, self->pick_y);
}

/* The pixels of what lies under the pointer are fetched once, by a worker. */
static void
want_pixels (GessoCanvas *self,
             GdkTexture  *texture)
{
  g_autoptr (GTask) task = NULL;

  if (self->pixels_of == texture)
    return;
  forget_pixels (self);
  self->pixels_of = g_object_ref (texture);
  task = g_task_new (self, self->cancellable, downloaded_cb, NULL);
  g_task_set_source_tag (task, want_pixels);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, download_thread);
}

static char *
read_pixel (GessoCanvas          *self,
            const GessoBoardItem *item,
            double                x,
            double                y)
{
  GtkWidget *widget = gesso_canvas_get_widget (self, item->id);
  GdkTexture *texture = widget != NULL ? gesso_canvas_item_get_texture (GESSO_CANVAS_ITEM (widget)) : NULL;
  GessoRect rect = gesso_canvas_get_rect (self, item);
  double across = CLAMP ((x - rect.x) / rect.width, 0, 1), down = CLAMP ((y - rect.y) / rect.height, 0, 1);
  const guint32 *pixels;
  int width, height, column, row;

  if (texture == NULL)
    return NULL;
  want_pixels (self, texture);
  if (self->pixels == NULL)
    return NULL;
  width = gdk_texture_get_width (texture);
  height = gdk_texture_get_height (texture);
  if (item->flip & GESSO_FLIP_HORIZONTAL)
    across = 1 - across;
  if (item->flip & GESSO_FLIP_VERTICAL)
    down = 1 - down;
  column = (int) ((item->crop[0] + across * (1 - item->crop[0] - item->crop[2])) * width);
  row = (int) ((item->crop[1] + down * (1 - item->crop[1] - item->crop[3])) * height);
  pixels = g_bytes_get_data (self->pixels, NULL);
  pixels += (gsize) CLAMP (row, 0, height - 1) * (gsize) width + (gsize) CLAMP (column, 0, width - 1);
  return g_strdup_printf ("#%06x", *pixels & 0xffffff);
}

void
gesso_canvas_picker_aim (GessoCanvas *self,
                         double       x,
                         double       y)
{
  const GessoBoardItem *item = gesso_canvas_pick (self, x, y);
  char *colour = NULL;

  self->pick_x = x;
  self->pick_y = y;
  gesso_canvas_view_to_board (&self->view, &x, &y);
  if (item != NULL && item->kind == GESSO_BOARD_SWATCH)
    colour = g_strdup (item->colour);
  else if (item != NULL && item->kind == GESSO_BOARD_PICTURE)
    colour = read_pixel (self, item, x, y);
  g_free (self->pick_colour);
  self->pick_colour = colour;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gesso_canvas_picker_begin (GessoCanvas *self)
{
  GessoRect bounds = gesso_canvas_get_bounds (self, TRUE);
  GessoRect seen = gesso_canvas_view_to_view (&self->view, &bounds);

  self->picking = TRUE;
  gesso_canvas_set_hint (self, _("Click a colour to copy it, Shift+click to put it on the board. Arrows and Enter do the same."));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  if (bounds.width > 0)
    gesso_canvas_picker_aim (self, seen.x + seen.width / 2, seen.y + seen.height / 2);
  else
    gesso_canvas_picker_aim (self, self->view.width / 2, self->view.height / 2);
}

void
gesso_canvas_picker_end (GessoCanvas *self)
{
  if (!self->picking)
    return;
  self->picking = FALSE;
  forget_pixels (self);
  g_clear_pointer (&self->pick_colour, g_free);
  gesso_canvas_set_hint (self, NULL);
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gesso_canvas_picker_take (GessoCanvas *self,
                          gboolean     put_down)
{
  g_autofree char *colour = g_strdup (self->pick_colour);
  g_autofree char *text = NULL;
  const char *const colours[] = { colour, NULL };

  if (colour == NULL)
    return;
  if (put_down)
    {
      gesso_canvas_add_colours (self, colours, self->pick_x + 72, self->pick_y);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), colour);
  /* Translators: a colour as “#1f6f78” that is in the clipboard now */
  text = g_strdup_printf (_("%s copied"), colour);
  gesso_canvas_picker_end (self);
  g_signal_emit_by_name (self, "message", text);
}

void
gesso_canvas_picker_snapshot (GessoCanvas *self,
                              GtkSnapshot *snapshot)
{
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 0.8f };
  GessoRect cross = { round (self->pick_x) - 5, round (self->pick_y) - 5, 11, 11 };
  g_autoptr (PangoLayout) layout = NULL;
  GskRoundedRect label;
  GdkRGBA colour;
  int width, height;
  float x, y;

  gesso_canvas_append_border (snapshot, &cross, 1, &black);
  cross = (GessoRect) { cross.x + 1, cross.y + 1, 9, 9 };
  gesso_canvas_append_border (snapshot, &cross, 1, &white);
  if (self->pick_colour == NULL || !gdk_rgba_parse (&colour, self->pick_colour))
    return;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->pick_colour);
  pango_layout_get_pixel_size (layout, &width, &height);
  x = (float) round (MIN (self->pick_x + 16, self->view.width - width - 60));
  y = (float) round (MIN (self->pick_y + 16, self->view.height - 44));
  gsk_rounded_rect_init_from_rect (&label, &GRAPHENE_RECT_INIT (x, y, (float) width + 52, 36), 8);
  gtk_snapshot_push_rounded_clip (snapshot, &label);
  gtk_snapshot_append_color (snapshot, &black, &label.bounds);
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x, y, 36, 36));
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + 44, y + (36 - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

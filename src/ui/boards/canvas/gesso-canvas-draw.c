/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <math.h>

static void
get_accent (GessoCanvas *self,
            GdkRGBA     *colour)
{
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", colour))
    gdk_rgba_parse (colour, "#1f6f78");
}

void
gesso_canvas_append_border (GtkSnapshot     *snapshot,
                            const GessoRect *rect,
                            float            width,
                            const GdkRGBA   *colour)
{
  const float widths[] = { width, width, width, width };
  const GdkRGBA colours[] = { *colour, *colour, *colour, *colour };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) round (rect->x) - width, (float) round (rect->y) - width,
                                                        (float) round (rect->width) + 2 * width,
                                                        (float) round (rect->height) + 2 * width),
                                   0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

void
gesso_canvas_append_handle (GtkSnapshot   *snapshot,
                            double         x,
                            double         y,
                            const GdkRGBA *accent)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  GessoRect handle = { round (x) - 4, round (y) - 4, 8, 8 };

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT ((float) handle.x, (float) handle.y, 8, 8));
  gesso_canvas_append_border (snapshot, &handle, 1, accent);
}

static void
snapshot_handles (GessoCanvas   *self,
                  GtkSnapshot   *snapshot,
                  const GdkRGBA *accent)
{
  GessoRect bounds = gesso_canvas_get_bounds (self, TRUE);
  GessoRect seen = gesso_canvas_view_to_view (&self->view, &bounds);

  if (bounds.width <= 0 || seen.width < 3 * GESSO_CANVAS_HANDLE || seen.height < 3 * GESSO_CANVAS_HANDLE)
    return;
  if (g_hash_table_size (self->selected) > 1)
    gesso_canvas_append_border (snapshot, &seen, 1, accent);
  for (int i = 0; i < 4; i++)
    gesso_canvas_append_handle (snapshot, seen.x + (i == 1 || i == 2 ? seen.width : 0), seen.y + (i >= 2 ? seen.height : 0),
                                accent);
}

/* Number of the slot on each picture that steers. */
static void
snapshot_badge (GessoCanvas          *self,
                GtkSnapshot          *snapshot,
                const GessoBoardItem *item,
                const GessoRect      *seen,
                const GdkRGBA        *accent)
{
  g_autofree char *text = g_strdup_printf ("%d", item->slot + 1);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  const GdkRGBA white = { 1, 1, 1, 1 };
  GskRoundedRect round_rect;
  int width, height;

  if (seen->width < 32 || seen->height < 32)
    return;
  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (&round_rect,
                                   &GRAPHENE_RECT_INIT ((float) round (seen->x) + 5, (float) round (seen->y) + 5,
                                                        (float) MAX (22, width + 10), 22),
                                   11);
  gtk_snapshot_push_rounded_clip (snapshot, &round_rect);
  gtk_snapshot_append_color (snapshot, accent, &round_rect.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (round_rect.bounds.origin.x + (round_rect.bounds.size.width - (float) width) / 2,
                                                round_rect.bounds.origin.y + (22 - (float) height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_marks (GessoCanvas *self,
                GtkSnapshot *snapshot)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  const GessoRect room = { 0, 0, self->view.width, self->view.height };
  const gboolean any_selected = g_hash_table_size (self->selected) > 0;
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (self));
  GtkWidget *ring_widget = focused != NULL && gtk_widget_has_visible_focus (focused) ? focused : NULL;
  GdkRGBA accent, faint;

  get_accent (self, &accent);
  faint = accent;
  faint.alpha = 0.18f;
  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      const gboolean selected = any_selected && gesso_canvas_is_selected (self, item->id);
      const gboolean ringed = ring_widget != NULL && g_hash_table_lookup (self->widgets, &item->id) == ring_widget;
      GessoRect rect, seen;

      /* Most of many have none. */
      if (!selected && !ringed && item->slot < 0)
        continue;
      rect = gesso_canvas_get_rect (self, item);
      seen = gesso_canvas_view_to_view (&self->view, &rect);
      if (!gesso_rect_intersects (&seen, &room))
        continue;
      if (selected)
        gesso_canvas_append_border (snapshot, &seen, 2, &accent);
      if (ringed)
        {
          GessoRect ring = { seen.x - 4, seen.y - 4, seen.width + 8, seen.height + 8 };

          gesso_canvas_append_border (snapshot, &ring, 2, &accent);
        }
      if (item->slot >= 0)
        snapshot_badge (self, snapshot, item, &seen, &accent);
    }
  if (self->cropping != 0)
    gesso_canvas_crop_snapshot (self, snapshot, &accent);
  else if (self->gesture != GESSO_CANVAS_MOVING && self->editor == NULL)
    snapshot_handles (self, snapshot, &accent);
  if (self->gesture == GESSO_CANVAS_BANDING)
    {
      GessoRect band = gesso_canvas_view_to_view (&self->view, &self->band);

      gtk_snapshot_append_color (snapshot, &faint,
                                 &GRAPHENE_RECT_INIT ((float) band.x, (float) band.y, (float) band.width, (float) band.height));
      gesso_canvas_append_border (snapshot, &band, 1, &accent);
    }
  if (!isnan (self->guide_x))
    gtk_snapshot_append_color (snapshot, &accent,
                               &GRAPHENE_RECT_INIT ((float) round ((self->guide_x - self->view.x) * self->view.zoom), 0, 1,
                                                    (float) room.height));
  if (!isnan (self->guide_y))
    gtk_snapshot_append_color (snapshot, &accent,
                               &GRAPHENE_RECT_INIT (0, (float) round ((self->guide_y - self->view.y) * self->view.zoom),
                                                    (float) room.width, 1));
}

void
gesso_canvas_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  GessoCanvas *self = GESSO_CANVAS (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->view.width, (float) self->view.height));
  if (self->grey)
    {
      graphene_matrix_t matrix;
      const float luma[] = { 0.2126f, 0.2126f, 0.2126f, 0, 0.7152f, 0.7152f, 0.7152f, 0,
                             0.0722f, 0.0722f, 0.0722f, 0, 0,       0,       0,       1 };

      graphene_matrix_init_from_float (&matrix, luma);
      gtk_snapshot_push_color_matrix (snapshot, &matrix, graphene_vec4_zero ());
    }
  gesso_canvas_snapshot_items (self, snapshot);
  if (self->grey)
    gtk_snapshot_pop (snapshot);
  snapshot_marks (self, snapshot);
  if (self->editor != NULL)
    gtk_widget_snapshot_child (widget, self->editor, snapshot);
  if (self->picking)
    gesso_canvas_picker_snapshot (self, snapshot);
  gtk_snapshot_pop (snapshot);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-tile-private.h"

#include "gesso-picture-input.h"
#include "gesso-tile-state.h"

#define RADIUS 6
#define GROUND_ALPHA 0.07
/* Of a picture of which there is no more than this thumbnail: what is said about it stands before it. */
#define MISSING_OPACITY 0.15

/* The square, or what was allocated, in px. */
static void
get_box (GessoTile *self,
         double    *width,
         double    *height)
{
  *width = *height = self->size;
  if (self->size > 0)
    return;
  *width = gtk_widget_get_width (GTK_WIDGET (self));
  *height = gtk_widget_get_height (GTK_WIDGET (self));
}

static double
get_shape (GessoTile *self)
{
  if (self->generation == NULL)
    return 1;
  return gesso_tile_shape (gesso_generation_get_width (self->generation),
                           gesso_generation_get_height (self->generation),
                           gesso_generation_get_aspect_ratio (self->generation));
}

void
gesso_tile_get_picture_rect (GessoTile       *self,
                             graphene_rect_t *rect)
{
  GdkTexture *texture = gesso_image_slot_get_texture (self->slot);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double shape = get_shape (self);
  double box_width, box_height, width, height;

  get_box (self, &box_width, &box_height);
  if (self->fill)
    {
      width = box_width;
      height = box_height;
    }
  else if (texture != NULL && gesso_image_slot_is_sharp (self->slot))
    {
      width = (double) gdk_texture_get_width (texture) / scale;
      height = (double) gdk_texture_get_height (texture) / scale;
    }
  else
    {
      width = MIN (box_width, floor (box_height * shape * scale) / scale);
      height = MIN (box_height, floor (box_width / shape * scale) / scale);
    }
  graphene_rect_init (rect,
                      floor ((gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2 * scale) / scale,
                      floor ((gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2 * scale) / scale,
                      width, height);
}

/* Exactly the texture's pixels, except while a new size is being decoded. */
static void
get_texture_rect (GessoTile             *self,
                  GdkTexture            *texture,
                  const graphene_rect_t *picture,
                  graphene_rect_t       *rect)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width = (double) gdk_texture_get_width (texture) / scale;
  double height = (double) gdk_texture_get_height (texture) / scale;

  if (!self->fill || !gesso_image_slot_is_sharp (self->slot))
    {
      *rect = *picture;
      return;
    }
  graphene_rect_init (rect,
                      picture->origin.x + floor ((picture->size.width - width) / 2 * scale) / scale,
                      picture->origin.y + floor ((picture->size.height - height) / 2 * scale) / scale,
                      width, height);
}

gboolean
gesso_tile_is_missing (GessoTile *self)
{
  return self->generation != NULL && gesso_generation_get_state (self->generation) == GESSO_STATE_KEPT &&
         gesso_generation_is_missing (self->generation);
}

void
gesso_tile_snapshot_picture (GessoTile   *self,
                             GtkSnapshot *snapshot)
{
  GdkTexture *texture = gesso_image_slot_get_texture (self->slot);
  graphene_rect_t picture, bounds;
  GskRoundedRect outline;

  if (self->generation == NULL)
    return;
  gesso_tile_get_picture_rect (self, &picture);
  gsk_rounded_rect_init_from_rect (&outline, &picture, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  if (texture != NULL)
    {
      gboolean missing = gesso_tile_is_missing (self);

      get_texture_rect (self, texture, &picture, &bounds);
      if (missing)
        gtk_snapshot_push_opacity (snapshot, MISSING_OPACITY);
      gtk_snapshot_append_texture (snapshot, texture, &bounds);
      if (missing)
        gtk_snapshot_pop (snapshot);
    }
  else
    {
      GdkRGBA ground;

      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ground);
      ground.alpha *= GROUND_ALPHA;
      gtk_snapshot_append_color (snapshot, &ground, &picture);
    }
  gtk_snapshot_pop (snapshot);
}

void
gesso_tile_want_picture (GessoTile *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double shape = get_shape (self);
  double width, height;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || self->generation == NULL ||
      gesso_generation_get_state (self->generation) != GESSO_STATE_KEPT ||
      gesso_generation_get_sha256 (self->generation) == NULL)
    return;
  get_box (self, &width, &height);
  if (self->fill)
    {
      /* The smaller side must reach: the box is as much larger as the picture is longer. */
      double across = MAX (width, height * shape);

      height = MAX (height, width / shape);
      width = across;
    }
  if (width >= 1 && height >= 1)
    gesso_image_slot_want (self->slot, gesso_generation_get_sha256 (self->generation),
                           gesso_generation_get_path (self->generation),
                           ceil (width * scale), ceil (height * scale), 10);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 GessoTile     *self)
{
  graphene_rect_t picture;

  g_assert (GESSO_IS_TILE (self));

  gesso_tile_get_picture_rect (self, &picture);
  if (gesso_image_slot_get_texture (self->slot) == NULL ||
      !graphene_rect_contains_point (&picture, &GRAPHENE_POINT_INIT (x, y)))
    return NULL;
  return gesso_picture_input_provide (self->context, self->generation);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               GessoTile     *self)
{
  GdkTexture *texture = gesso_image_slot_get_texture (self->slot);

  g_assert (GESSO_IS_TILE (self));

  if (texture != NULL)
    gtk_drag_source_set_icon (source, GDK_PAINTABLE (texture), 12, 12);
}

void
gesso_tile_add_drag_source (GessoTile *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

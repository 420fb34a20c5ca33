/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-item.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gesso-image-slot.h"
#include "gesso-words.h"

/* Without a file only stored thumbnails can be had. */
#define THUMBNAIL_EDGE 512
#define MOST_EDGE 8192

/* How much rounding makes of it, device px: a side of its item was rounded, too, when it was put down. */
#define MOST_ROUNDED 2

struct _GessoCanvasItem
{
  GtkWidget parent_instance;

  GessoBoardItem *item;
  const GessoBoardItem *told; /* only to tell whether it is another one */
  GessoImageSlot *slot;
  double zoom;
  gboolean hurry;
  gboolean whole; /* what is cropped away is shown, too */
  GdkRectangle room; /* that it was given last */
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoCanvasItem, gesso_canvas_item, GTK_TYPE_WIDGET)

static void
look_changed (GessoCanvasItem *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static char *
describe (const GessoBoardItem *item)
{
  const char *name = item->name != NULL ? item->name : _("Picture");
  g_autofree char *strength = gesso_words_strength (item->strength);

  switch (item->kind)
    {
    case GESSO_BOARD_NOTE:
      /* Translators: a text note on a board, and what it says */
      return g_strdup_printf (_("Note: %s"), item->text != NULL ? item->text : "");
    case GESSO_BOARD_SWATCH:
      return g_strdup_printf (_("Colour %s"), item->colour != NULL ? item->colour : "");
    case GESSO_BOARD_PICTURE:
    default:
      if (item->slot < 0)
        return g_strdup (name);
      /* Translators: a picture's file, its place in the steering strip and its strength, for a screen reader */
      return g_strdup_printf (_("%s, slot %d, strength %s"), name, item->slot + 1, strength);
    }
}

static guint
power_of_two (guint edge)
{
  guint power = 32;

  while (power < edge)
    power *= 2;
  return power;
}

static double
get_crop (GessoCanvasItem *self,
          int              edge)
{
  return self->whole ? 0 : self->item->crop[edge];
}

/* The whole picture's size on screen, device px: what is cropped away is loaded too. */
static void
want (GessoCanvasItem *self,
      double           width,
      double           height)
{
  const GessoBoardItem *item = self->item;
  double scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double full_x = width * scale / (1 - get_crop (self, 0) - get_crop (self, 2));
  double full_y = height * scale / (1 - get_crop (self, 1) - get_crop (self, 3));
  double most = item->path != NULL ? MOST_EDGE : THUMBNAIL_EDGE;
  GdkTexture *texture = gesso_image_slot_get_texture (self->slot);
  double shrink;

  /* So that it covers its room, of which both sides were rounded: the rest of a pixel is left over, not scaled away. */
  if (item->picture_width > 0 && item->picture_height > 0)
    {
      double cover = MIN (1, MAX (round (full_x) / item->picture_width, round (full_y) / item->picture_height));

      full_x = item->picture_width * cover;
      full_y = item->picture_height * cover;
    }
  shrink = MIN (1, most / MAX (full_x, full_y));
  full_x = MAX (1, ceil (full_x * shrink - 1e-6));
  full_y = MAX (1, ceil (full_y * shrink - 1e-6));
  if (self->hurry)
    {
      guint edge = power_of_two ((guint) MAX (full_x, full_y));

      /* Good enough until the zooming ends. */
      if (texture != NULL && gdk_texture_get_width (texture) * 2 >= full_x && gdk_texture_get_width (texture) <= full_x * 4)
        return;
      full_x = full_y = MIN (edge, (guint) most);
    }
  gesso_image_slot_want (self->slot, item->sha256, item->path, (guint) full_x, (guint) full_y, 10);
}

/* What is as large as its room, but for what was rounded, is drawn pixel by pixel. */
static void
fit_pixels (GessoCanvasItem *self,
            GdkTexture      *texture,
            graphene_rect_t *place)
{
  const float scale = (float) gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const float width = (float) gdk_texture_get_width (texture) / scale;
  const float height = (float) gdk_texture_get_height (texture) / scale;

  if (fabsf (width - place->size.width) * scale > MOST_ROUNDED || fabsf (height - place->size.height) * scale > MOST_ROUNDED)
    return;
  graphene_rect_init (place, roundf (place->origin.x * scale) / scale, roundf (place->origin.y * scale) / scale, width, height);
}

static void
snapshot_picture (GessoCanvasItem *self,
                  GtkSnapshot     *snapshot,
                  float            width,
                  float            height)
{
  const GessoBoardItem *item = self->item;
  GdkTexture *texture = gesso_image_slot_get_texture (self->slot);
  gboolean cropped = get_crop (self, 0) + get_crop (self, 1) + get_crop (self, 2) + get_crop (self, 3) > 0;
  float full_x = (float) (width / (1 - get_crop (self, 0) - get_crop (self, 2)));
  float full_y = (float) (height / (1 - get_crop (self, 1) - get_crop (self, 3)));
  graphene_rect_t place
      = GRAPHENE_RECT_INIT ((float) -get_crop (self, 0) * full_x, (float) -get_crop (self, 1) * full_y, full_x, full_y);
  GdkRGBA ground;

  if (texture == NULL)
    {
      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &ground);
      ground.alpha = 0.08f;
      gtk_snapshot_append_color (snapshot, &ground, &GRAPHENE_RECT_INIT (0, 0, width, height));
      return;
    }
  gtk_snapshot_save (snapshot);
  if (item->flip & GESSO_FLIP_HORIZONTAL)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
      gtk_snapshot_scale (snapshot, -1, 1);
    }
  if (item->flip & GESSO_FLIP_VERTICAL)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, height));
      gtk_snapshot_scale (snapshot, 1, -1);
    }
  if (cropped)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  fit_pixels (self, texture, &place);
  gtk_snapshot_append_texture (snapshot, texture, &place);
  if (cropped)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/* Paper in both styles: what is written on it is dark. */
static void
snapshot_note (GessoCanvasItem *self,
               GtkSnapshot     *snapshot,
               float            width,
               float            height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->item->text);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  const GdkRGBA paper = { 0.97f, 0.94f, 0.85f, 1 };
  const GdkRGBA ink = { 0.13f, 0.12f, 0.1f, 1 };
  double pad = GESSO_CANVAS_NOTE_PAD * self->zoom;

  gtk_snapshot_append_color (snapshot, &paper, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (GESSO_CANVAS_NOTE_SIZE * self->zoom < 3)
    return;
  pango_font_description_set_absolute_size (font, GESSO_CANVAS_NOTE_SIZE * self->zoom * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) (MAX (1, width - 2 * pad) * PANGO_SCALE));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) pad, (float) pad));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_pop (snapshot);
}

static void
gesso_canvas_item_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  GessoCanvasItem *self = GESSO_CANVAS_ITEM (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  GdkRGBA colour = { 0.5f, 0.5f, 0.5f, 1 };

  switch (self->item->kind)
    {
    case GESSO_BOARD_NOTE:
      snapshot_note (self, snapshot, width, height);
      break;
    case GESSO_BOARD_SWATCH:
      gdk_rgba_parse (&colour, self->item->colour != NULL ? self->item->colour : "grey");
      gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (0, 0, width, height));
      break;
    case GESSO_BOARD_PICTURE:
    default:
      snapshot_picture (self, snapshot, width, height);
    }
}

static void
gesso_canvas_item_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
gesso_canvas_item_dispose (GObject *object)
{
  GessoCanvasItem *self = GESSO_CANVAS_ITEM (object);

  g_clear_object (&self->slot);
  G_OBJECT_CLASS (gesso_canvas_item_parent_class)->dispose (object);
}

static void
gesso_canvas_item_finalize (GObject *object)
{
  g_clear_pointer (&GESSO_CANVAS_ITEM (object)->item, gesso_board_item_free);
  G_OBJECT_CLASS (gesso_canvas_item_parent_class)->finalize (object);
}

static void
gesso_canvas_item_class_init (GessoCanvasItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_canvas_item_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_canvas_item_finalize;
  signals[CHANGED] = g_signal_new ("changed", GESSO_TYPE_CANVAS_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->measure = gesso_canvas_item_measure;
  widget_class->snapshot = gesso_canvas_item_snapshot;
  gtk_widget_class_set_css_name (widget_class, "canvas-item");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gesso_canvas_item_init (GessoCanvasItem *self)
{
  self->zoom = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
gesso_canvas_item_new (GessoImageLoader *loader)
{
  GessoCanvasItem *self = g_object_new (GESSO_TYPE_CANVAS_ITEM, NULL);

  self->slot = gesso_image_slot_new (loader);
  g_signal_connect_object (self->slot, "changed", G_CALLBACK (look_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
gesso_canvas_item_set_item (GessoCanvasItem      *self,
                            const GessoBoardItem *item)
{
  GessoBoardItem *old;
  g_autofree char *name = NULL;

  g_return_if_fail (GESSO_IS_CANVAS_ITEM (self));

  if (self->told == item)
    return;
  old = self->item;
  self->told = item;
  self->item = gesso_board_item_copy (item);
  g_clear_pointer (&old, gesso_board_item_free);
  name = describe (item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  look_changed (self);
}

const GessoBoardItem *
gesso_canvas_item_get_item (GessoCanvasItem *self)
{
  g_return_val_if_fail (GESSO_IS_CANVAS_ITEM (self), NULL);

  return self->item;
}

void
gesso_canvas_item_place (GessoCanvasItem *self,
                         double           zoom,
                         gboolean         hurry,
                         int              width,
                         int              height)
{
  g_return_if_fail (GESSO_IS_CANVAS_ITEM (self));

  self->zoom = zoom;
  self->hurry = hurry;
  if (self->item->kind == GESSO_BOARD_PICTURE)
    want (self, width, height);
}

gboolean
gesso_canvas_item_allocate (GessoCanvasItem *self,
                            int              x,
                            int              y,
                            int              width,
                            int              height,
                            gboolean         anyway)
{
  const GdkRectangle room = { x, y, width, height };

  g_return_val_if_fail (GESSO_IS_CANVAS_ITEM (self), FALSE);

  if (!anyway && gdk_rectangle_equal (&self->room, &room))
    return FALSE;
  self->room = room;
  gtk_widget_allocate (GTK_WIDGET (self), width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
  return TRUE;
}

void
gesso_canvas_item_set_whole (GessoCanvasItem *self,
                             gboolean         whole)
{
  g_return_if_fail (GESSO_IS_CANVAS_ITEM (self));

  self->whole = whole;
  look_changed (self);
}

GdkTexture *
gesso_canvas_item_get_texture (GessoCanvasItem *self)
{
  g_return_val_if_fail (GESSO_IS_CANVAS_ITEM (self), NULL);

  return gesso_image_slot_get_texture (self->slot);
}

void
gesso_canvas_item_hide (GessoCanvasItem *self)
{
  g_return_if_fail (GESSO_IS_CANVAS_ITEM (self));

  gesso_image_slot_drop (self->slot);
}

gboolean
gesso_canvas_item_is_ready (GessoCanvasItem *self)
{
  g_return_val_if_fail (GESSO_IS_CANVAS_ITEM (self), FALSE);

  return self->item->kind != GESSO_BOARD_PICTURE || gesso_image_slot_is_sharp (self->slot) ||
         gesso_image_slot_is_failed (self->slot);
}

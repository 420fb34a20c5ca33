/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-view-private.h"

/* Ahead of the tiles behind it. */
#define PRIORITY 20

enum {
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoPictureView, gesso_picture_view, GTK_TYPE_WIDGET)

gboolean
gesso_picture_view_has_picture (GessoPictureView *self)
{
  return self->generation != NULL && gesso_generation_get_state (self->generation) == GESSO_STATE_KEPT &&
         gesso_generation_get_sha256 (self->generation) != NULL && gesso_generation_get_width (self->generation) > 0;
}

static void
want (GessoPictureView *self,
      GessoImageSlot   *slot,
      double            width,
      double            height,
      int               priority)
{
  gesso_image_slot_want (slot, gesso_generation_get_sha256 (self->generation),
                         gesso_generation_get_path (self->generation), MAX (1, width), MAX (1, height), priority);
}

static void
update_textures (GessoPictureView *self)
{
  GessoViewport fit = self->viewport;
  double x, y, width, height;

  if (!gesso_picture_view_has_picture (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->viewport.view_width < 1)
    return;
  gesso_viewport_fit (&fit);
  gesso_viewport_get_rect (&fit, &x, &y, &width, &height);
  if (gesso_image_slot_get_texture (self->fitted) == NULL)
    want (self, self->preview, GESSO_THUMBNAIL_LARGE, GESSO_THUMBNAIL_LARGE, PRIORITY + 1);
  want (self, self->fitted, width, height, PRIORITY);
  if (gesso_viewport_is_fit (&self->viewport))
    gesso_image_slot_drop (self->full);
  else
    want (self, self->full, self->viewport.picture_width, self->viewport.picture_height, PRIORITY);
}

/* The viewport moved. */
void
gesso_picture_view_moved (GessoPictureView *self)
{
  update_textures (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), gesso_viewport_is_fit (&self->viewport) ? NULL : "grab");
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
slot_changed_cb (GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (gesso_image_slot_is_sharp (self->fitted))
    gesso_image_slot_drop (self->preview);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GdkTexture *
choose_texture (GessoPictureView *self)
{
  GessoImageSlot *const by_size[] = { self->full, self->fitted, self->preview };

  for (guint i = gesso_viewport_is_fit (&self->viewport); i < G_N_ELEMENTS (by_size); i++)
    if (gesso_image_slot_get_texture (by_size[i]) != NULL)
      return gesso_image_slot_get_texture (by_size[i]);
  return NULL;
}

static void
gesso_picture_view_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  GessoPictureView *self = GESSO_PICTURE_VIEW (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  GdkTexture *texture;
  double x, y, width, height;

  if (!gesso_picture_view_has_picture (self))
    return;
  texture = choose_texture (self);
  if (texture == NULL)
    return;
  gesso_viewport_get_rect (&self->viewport, &x, &y, &width, &height);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT (x / scale, y / scale, width / scale, height / scale));
}

static void
gesso_picture_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  GessoPictureView *self = GESSO_PICTURE_VIEW (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  gesso_viewport_resize (&self->viewport, (double) width * scale, (double) height * scale);
  update_textures (self);
  gesso_picture_view_update_ahead (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
gesso_picture_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_picture_view_parent_class)->map (widget);
  update_textures (GESSO_PICTURE_VIEW (widget));
}

static void
drop_textures (GessoPictureView *self)
{
  gesso_image_slot_drop (self->preview);
  gesso_image_slot_drop (self->fitted);
  gesso_image_slot_drop (self->full);
}

static void
gesso_picture_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_picture_view_parent_class)->unmap (widget);
  drop_textures (GESSO_PICTURE_VIEW (widget));
  gesso_picture_view_update_ahead (GESSO_PICTURE_VIEW (widget));
}

static void
gesso_picture_view_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, GESSO_PICTURE_VIEW (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_picture_view_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  if (id == PROP_CONTEXT)
    GESSO_PICTURE_VIEW (object)->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static GessoImageSlot *
create_slot (GessoPictureView *self)
{
  GessoImageSlot *slot = gesso_image_slot_new (gesso_image_loader_get (self->context));

  g_signal_connect_object (slot, "changed", G_CALLBACK (slot_changed_cb), self, G_CONNECT_SWAPPED);
  return slot;
}

static void
gesso_picture_view_constructed (GObject *object)
{
  GessoPictureView *self = GESSO_PICTURE_VIEW (object);

  G_OBJECT_CLASS (gesso_picture_view_parent_class)->constructed (object);
  self->preview = create_slot (self);
  self->fitted = create_slot (self);
  self->full = create_slot (self);
  gesso_picture_view_create_ahead (self);
}

static void
gesso_picture_view_finalize (GObject *object)
{
  GessoPictureView *self = GESSO_PICTURE_VIEW (object);

  drop_textures (self);
  gesso_picture_view_free_ahead (self);
  g_object_unref (self->preview);
  g_object_unref (self->fitted);
  g_object_unref (self->full);
  g_clear_object (&self->generation);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_picture_view_parent_class)->finalize (object);
}

static void
gesso_picture_view_class_init (GessoPictureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = gesso_picture_view_constructed;
  object_class->finalize = gesso_picture_view_finalize;
  object_class->get_property = gesso_picture_view_get_property;
  object_class->set_property = gesso_picture_view_set_property;
  widget_class->map = gesso_picture_view_map;
  widget_class->size_allocate = gesso_picture_view_size_allocate;
  widget_class->snapshot = gesso_picture_view_snapshot;
  widget_class->unmap = gesso_picture_view_unmap;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", GESSO_TYPE_PICTURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
gesso_picture_view_init (GessoPictureView *self)
{
  self->viewport = (GessoViewport) GESSO_VIEWPORT_INIT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gesso_picture_view_add_input (self);
}

GtkWidget *
gesso_picture_view_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_PICTURE_VIEW, "context", context, NULL);
}

void
gesso_picture_view_set_generation (GessoPictureView *self,
                                   GessoGeneration  *generation)
{
  g_return_if_fail (GESSO_IS_PICTURE_VIEW (self));

  /* Called again when the same one got its picture. */
  if (g_set_object (&self->generation, generation))
    {
      drop_textures (self);
      gesso_viewport_fit (&self->viewport);
    }
  self->viewport.picture_width = generation ? gesso_generation_get_width (generation) : 0;
  self->viewport.picture_height = generation ? gesso_generation_get_height (generation) : 0;
  gesso_picture_view_moved (self);
}

void
gesso_picture_view_match (GessoPictureView *self,
                          GessoPictureView *other)
{
  double zoom = 0;

  g_return_if_fail (GESSO_IS_PICTURE_VIEW (self));
  g_return_if_fail (GESSO_IS_PICTURE_VIEW (other));

  /* As much larger than all of it: two sizes of one picture show the same part. */
  if (!gesso_viewport_is_fit (&other->viewport))
    zoom = other->viewport.zoom / gesso_viewport_get_fit (&other->viewport) * gesso_viewport_get_fit (&self->viewport);
  if (self->viewport.zoom == zoom && self->viewport.center_x == other->viewport.center_x &&
      self->viewport.center_y == other->viewport.center_y)
    return;
  self->viewport.zoom = zoom;
  self->viewport.center_x = other->viewport.center_x;
  self->viewport.center_y = other->viewport.center_y;
  gesso_viewport_resize (&self->viewport, self->viewport.view_width, self->viewport.view_height);
  gesso_picture_view_moved (self);
}

double
gesso_picture_view_get_zoom (GessoPictureView *self)
{
  return gesso_viewport_get_zoom (&self->viewport);
}

gboolean
gesso_picture_view_is_fit (GessoPictureView *self)
{
  return gesso_viewport_is_fit (&self->viewport);
}

void
gesso_picture_view_fit (GessoPictureView *self)
{
  gesso_viewport_fit (&self->viewport);
  gesso_picture_view_moved (self);
}

void
gesso_picture_view_zoom_actual (GessoPictureView *self)
{
  gesso_viewport_zoom_to (&self->viewport, 1, self->viewport.view_width / 2, self->viewport.view_height / 2);
  gesso_picture_view_moved (self);
}

void
gesso_picture_view_zoom_by (GessoPictureView *self,
                            int               steps)
{
  gesso_viewport_zoom_by (&self->viewport, steps, self->viewport.view_width / 2, self->viewport.view_height / 2);
  gesso_picture_view_moved (self);
}

void
gesso_picture_view_pan (GessoPictureView *self,
                        double            dx,
                        double            dy)
{
  gesso_viewport_pan (&self->viewport, dx, dy);
  gesso_picture_view_moved (self);
}

gboolean
gesso_picture_view_is_missing (GessoPictureView *self)
{
  return gesso_picture_view_has_picture (self) && gesso_image_slot_is_failed (self->fitted) && choose_texture (self) == NULL;
}

gboolean
gesso_picture_view_is_sharp (GessoPictureView *self)
{
  return gesso_image_slot_is_sharp (gesso_viewport_is_fit (&self->viewport) ? self->fitted : self->full);
}

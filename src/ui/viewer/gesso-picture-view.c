/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-picture-view.h"

#include "gesso-image-slot.h"
#include "gesso-picture-input.h"
#include "gesso-viewport.h"

/* Ahead of the tiles behind it. */
#define PRIORITY 20

struct _GessoPictureView
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoGeneration *generation;
  GessoViewport viewport;

  GessoImageSlot *preview; /* the stored thumbnail */
  GessoImageSlot *fitted;  /* exactly what fits the room */
  GessoImageSlot *full;    /* all pixels, only while zoomed in */

  double pointer_x;
  double pointer_y;
  double drag_x;
  double drag_y;
  double pinch_zoom;

  /* Beside the one that is seen, decoded ahead. */
  GessoGeneration *near[GESSO_PICTURE_VIEW_NEAR];
  GessoImageSlot *ahead[GESSO_PICTURE_VIEW_NEAR];
};

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

static gboolean
has_picture (GessoPictureView *self)
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

  if (!has_picture (self) || !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->viewport.view_width < 1)
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
static void
moved (GessoPictureView *self)
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

/* Behind everything that can be seen. */
static void
prepare (GessoPictureView *self)
{
  for (guint i = 0; i < GESSO_PICTURE_VIEW_NEAR; i++)
    {
      GessoGeneration *near = self->near[i];
      GessoViewport fit = self->viewport;
      double x, y, width, height;

      if (near == NULL || gesso_generation_get_state (near) != GESSO_STATE_KEPT ||
          gesso_generation_get_sha256 (near) == NULL || gesso_generation_get_width (near) == 0 ||
          !gtk_widget_get_mapped (GTK_WIDGET (self)) || self->viewport.view_width < 1)
        {
          gesso_image_slot_drop (self->ahead[i]);
          continue;
        }
      fit.picture_width = gesso_generation_get_width (near);
      fit.picture_height = gesso_generation_get_height (near);
      gesso_viewport_fit (&fit);
      gesso_viewport_get_rect (&fit, &x, &y, &width, &height);
      gesso_image_slot_want (self->ahead[i], gesso_generation_get_sha256 (near), gesso_generation_get_path (near),
                             MAX (1, width), MAX (1, height), 0);
    }
}

static void
gesso_picture_view_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  GessoPictureView *self = GESSO_PICTURE_VIEW (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  GdkTexture *texture;
  double x, y, width, height;

  if (!has_picture (self))
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
  prepare (self);
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
set_near (GessoPictureView *self,
          guint             i,
          GessoGeneration  *generation)
{
  if (self->near[i] != NULL)
    g_signal_handlers_disconnect_by_func (self->near[i], prepare, self);
  g_set_object (&self->near[i], generation);
  /* A row that was not read yet. */
  if (generation != NULL)
    g_signal_connect_swapped (generation, "notify::sha256", G_CALLBACK (prepare), self);
}

static void
gesso_picture_view_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_picture_view_parent_class)->unmap (widget);
  drop_textures (GESSO_PICTURE_VIEW (widget));
  prepare (GESSO_PICTURE_VIEW (widget));
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           GessoPictureView         *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->pointer_x = x * scale;
  self->pointer_y = y * scale;
}

static gboolean
scroll_cb (GtkEventControllerScroll *scroll,
           double                    dx,
           double                    dy,
           GessoPictureView         *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (!has_picture (self) || dy == 0)
    return GDK_EVENT_PROPAGATE;
  gesso_viewport_zoom_by (&self->viewport, dy < 0 ? 1 : -1, self->pointer_x, self->pointer_y);
  moved (self);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture       *pinch,
                GdkEventSequence *sequence,
                GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  self->pinch_zoom = gesso_viewport_get_zoom (&self->viewport);
  gtk_gesture_set_state (pinch, GTK_EVENT_SEQUENCE_CLAIMED);
}

/* The point between the fingers stays under them. */
static void
pinch_cb (GtkGestureZoom   *pinch,
          double            scale,
          GessoPictureView *self)
{
  int pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double x = self->pointer_x / pixels, y = self->pointer_y / pixels;

  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (!has_picture (self))
    return;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y);
  gesso_viewport_zoom_to (&self->viewport, self->pinch_zoom * scale, x * pixels, y * pixels);
  moved (self);
}

static void
drag_begin_cb (GtkGestureDrag   *drag,
               double            x,
               double            y,
               GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  self->drag_x = self->drag_y = 0;
}

static void
drag_update_cb (GtkGestureDrag   *drag,
                double            dx,
                double            dy,
                GessoPictureView *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (gesso_viewport_is_fit (&self->viewport))
    return;
  gesso_viewport_pan (&self->viewport, (dx - self->drag_x) * scale, (dy - self->drag_y) * scale);
  self->drag_x = dx;
  self->drag_y = dy;
  moved (self);
}

/* All of it in sight: a drag takes the picture along. */
static GdkContentProvider *
source_prepare_cb (GtkDragSource    *source,
                   double            x,
                   double            y,
                   GessoPictureView *self)
{
  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (!has_picture (self) || !gesso_viewport_is_fit (&self->viewport))
    return NULL;
  return gesso_picture_input_provide (self->context, self->generation);
}

static void
pressed_cb (GtkGestureClick  *click,
            int               n_press,
            double            x,
            double            y,
            GessoPictureView *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  g_assert (GESSO_IS_PICTURE_VIEW (self));

  if (n_press != 2 || !has_picture (self))
    return;
  gesso_viewport_zoom_to (&self->viewport, gesso_viewport_is_fit (&self->viewport) ? 1 : 0, x * scale, y * scale);
  moved (self);
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
  for (guint i = 0; i < GESSO_PICTURE_VIEW_NEAR; i++)
    self->ahead[i] = gesso_image_slot_new (gesso_image_loader_get (self->context));
}

static void
gesso_picture_view_finalize (GObject *object)
{
  GessoPictureView *self = GESSO_PICTURE_VIEW (object);

  drop_textures (self);
  for (guint i = 0; i < GESSO_PICTURE_VIEW_NEAR; i++)
    {
      set_near (self, i, NULL);
      gesso_image_slot_drop (self->ahead[i]);
      g_object_unref (self->ahead[i]);
    }
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
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL |
                                                                GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkDragSource *source = gtk_drag_source_new ();

  self->viewport = (GessoViewport) GESSO_VIEWPORT_INIT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (source_prepare_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
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
  moved (self);
}

void
gesso_picture_view_prepare (GessoPictureView *self,
                            GessoGeneration  *previous,
                            GessoGeneration  *next)
{
  g_return_if_fail (GESSO_IS_PICTURE_VIEW (self));

  set_near (self, 0, next);
  set_near (self, 1, previous);
  prepare (self);
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
  moved (self);
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
  moved (self);
}

void
gesso_picture_view_zoom_actual (GessoPictureView *self)
{
  gesso_viewport_zoom_to (&self->viewport, 1, self->viewport.view_width / 2, self->viewport.view_height / 2);
  moved (self);
}

void
gesso_picture_view_zoom_by (GessoPictureView *self,
                            int               steps)
{
  gesso_viewport_zoom_by (&self->viewport, steps, self->viewport.view_width / 2, self->viewport.view_height / 2);
  moved (self);
}

void
gesso_picture_view_pan (GessoPictureView *self,
                        double            dx,
                        double            dy)
{
  gesso_viewport_pan (&self->viewport, dx, dy);
  moved (self);
}

gboolean
gesso_picture_view_is_missing (GessoPictureView *self)
{
  return has_picture (self) && gesso_image_slot_is_failed (self->fitted) && choose_texture (self) == NULL;
}

gboolean
gesso_picture_view_is_sharp (GessoPictureView *self)
{
  return gesso_image_slot_is_sharp (gesso_viewport_is_fit (&self->viewport) ? self->fitted : self->full);
}

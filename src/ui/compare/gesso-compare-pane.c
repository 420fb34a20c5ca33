/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-compare-pane.h"

/* Between two side by side, and how near the line is taken hold of, px. */
#define GAP 6
#define REACH 18
#define LINE 2

struct _GessoComparePane
{
  GtkWidget parent_instance;

  GtkWidget *first;
  GtkWidget *second;
  gboolean slider;
  double split;
  double drag_from;
};

enum {
  PROP_0,
  PROP_SLIDER,
  PROP_SPLIT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoComparePane, gesso_compare_pane, GTK_TYPE_WIDGET)

static void
gesso_compare_pane_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = 120;
  *natural = 400;
}

static void
gesso_compare_pane_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  GessoComparePane *self = GESSO_COMPARE_PANE (widget);
  GtkAllocation first = { 0, 0, width, height }, second = first;

  if (!self->slider && width >= height)
    {
      first.width = (width - GAP) / 2;
      second.x = first.width + GAP;
      second.width = width - second.x;
    }
  else if (!self->slider)
    {
      first.height = (height - GAP) / 2;
      second.y = first.height + GAP;
      second.height = height - second.y;
    }
  gtk_widget_size_allocate (self->first, &first, -1);
  gtk_widget_size_allocate (self->second, &second, -1);
}

static void
gesso_compare_pane_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  GessoComparePane *self = GESSO_COMPARE_PANE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int at = (int) (self->split * width + 0.5);

  if (!self->slider)
    {
      gtk_widget_snapshot_child (widget, self->first, snapshot);
      gtk_widget_snapshot_child (widget, self->second, snapshot);
      return;
    }
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, at, height));
  gtk_widget_snapshot_child (widget, self->first, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (at, 0, width - at, height));
  gtk_widget_snapshot_child (widget, self->second, snapshot);
  gtk_snapshot_pop (snapshot);
  /* Light with a dark edge, to be seen on every picture. */
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 0.5 },
                             &GRAPHENE_RECT_INIT (at - LINE, 0, 2 * LINE, height));
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 1, 1, 1, 1 },
                             &GRAPHENE_RECT_INIT (at - LINE / 2, 0, LINE, height));
}

static gboolean
is_on_line (GessoComparePane *self,
            double            x)
{
  return self->slider && ABS (x - self->split * gtk_widget_get_width (GTK_WIDGET (self))) <= REACH;
}

static void
drag_begin_cb (GtkGestureDrag   *drag,
               double            x,
               double            y,
               GessoComparePane *self)
{
  g_assert (GESSO_IS_COMPARE_PANE (self));

  self->drag_from = x;
  /* Elsewhere the picture is dragged. */
  gtk_gesture_set_state (GTK_GESTURE (drag),
                         is_on_line (self, x) ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag   *drag,
                double            dx,
                double            dy,
                GessoComparePane *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  g_assert (GESSO_IS_COMPARE_PANE (self));

  if (width > 0)
    gesso_compare_pane_set_split (self, (self->drag_from + dx) / width);
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           GessoComparePane         *self)
{
  g_assert (GESSO_IS_COMPARE_PANE (self));

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), is_on_line (self, x) ? "col-resize" : NULL);
}

static void
gesso_compare_pane_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  GessoComparePane *self = GESSO_COMPARE_PANE (object);

  if (id == PROP_SLIDER)
    g_value_set_boolean (value, self->slider);
  else if (id == PROP_SPLIT)
    g_value_set_double (value, self->split);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_compare_pane_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  GessoComparePane *self = GESSO_COMPARE_PANE (object);

  if (id == PROP_SLIDER)
    gesso_compare_pane_set_slider (self, g_value_get_boolean (value));
  else if (id == PROP_SPLIT)
    gesso_compare_pane_set_split (self, g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_compare_pane_dispose (GObject *object)
{
  GessoComparePane *self = GESSO_COMPARE_PANE (object);

  g_clear_pointer (&self->first, gtk_widget_unparent);
  g_clear_pointer (&self->second, gtk_widget_unparent);
  G_OBJECT_CLASS (gesso_compare_pane_parent_class)->dispose (object);
}

static void
gesso_compare_pane_class_init (GessoComparePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gesso_compare_pane_dispose;
  object_class->get_property = gesso_compare_pane_get_property;
  object_class->set_property = gesso_compare_pane_set_property;
  widget_class->measure = gesso_compare_pane_measure;
  widget_class->size_allocate = gesso_compare_pane_size_allocate;
  widget_class->snapshot = gesso_compare_pane_snapshot;
  properties[PROP_SLIDER] = g_param_spec_boolean ("slider", NULL, NULL, FALSE, flags);
  properties[PROP_SPLIT] = g_param_spec_double ("split", NULL, NULL, 0, 1, 0.5, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "gesso-compare-pane");
}

static void
gesso_compare_pane_init (GessoComparePane *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->split = 0.5;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

GtkWidget *
gesso_compare_pane_new (GtkWidget *first,
                        GtkWidget *second)
{
  GessoComparePane *self = g_object_new (GESSO_TYPE_COMPARE_PANE, NULL);

  self->first = first;
  self->second = second;
  gtk_widget_set_parent (first, GTK_WIDGET (self));
  gtk_widget_set_parent (second, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
gesso_compare_pane_set_slider (GessoComparePane *self,
                               gboolean          slider)
{
  g_return_if_fail (GESSO_IS_COMPARE_PANE (self));

  slider = !!slider;
  if (self->slider == slider)
    return;
  self->slider = slider;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SLIDER]);
}

void
gesso_compare_pane_set_split (GessoComparePane *self,
                              double            split)
{
  g_return_if_fail (GESSO_IS_COMPARE_PANE (self));

  split = CLAMP (split, 0, 1);
  if (self->split == split)
    return;
  self->split = split;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPLIT]);
}

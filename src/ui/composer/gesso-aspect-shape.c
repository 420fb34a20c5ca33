/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <math.h>

#include "gesso-aspect-shape.h"

/* Room for the shape, px; every shape has about the same area in it, so that none looks like the larger picture. */
#define BOX_WIDTH  30
#define BOX_HEIGHT 22
#define AREA       300.0

struct _GessoAspectShape
{
  GtkWidget parent_instance;

  double aspect;
};

enum {
  PROP_0,
  PROP_ASPECT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoAspectShape, gesso_aspect_shape, GTK_TYPE_WIDGET)

static void
gesso_aspect_shape_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? BOX_WIDTH : BOX_HEIGHT;
}

static void
gesso_aspect_shape_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  GessoAspectShape *self = GESSO_ASPECT_SHAPE (widget);
  double height = MIN (sqrt (AREA / self->aspect), BOX_HEIGHT);
  double width = MIN (height * self->aspect, BOX_WIDTH);
  float x, y;
  float border[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
  GskRoundedRect outline;
  GdkRGBA colour;
  GdkRGBA colours[4];

  /* Whole pixels, so that the lines are crisp. */
  width = round (width);
  height = round (MIN (height, width / self->aspect));
  x = (float) floor ((gtk_widget_get_width (widget) - width) / 2);
  y = (float) floor ((gtk_widget_get_height (widget) - height) / 2);

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    colours[i] = colour;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, (float) width, (float) height), 2.5f);
  gtk_snapshot_append_border (snapshot, &outline, border, colours);
}

static void
gesso_aspect_shape_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ASPECT:
      g_value_set_double (value, GESSO_ASPECT_SHAPE (object)->aspect);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_aspect_shape_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_ASPECT:
      GESSO_ASPECT_SHAPE (object)->aspect = g_value_get_double (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_aspect_shape_class_init (GessoAspectShapeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gesso_aspect_shape_get_property;
  object_class->set_property = gesso_aspect_shape_set_property;
  widget_class->measure = gesso_aspect_shape_measure;
  widget_class->snapshot = gesso_aspect_shape_snapshot;

  properties[PROP_ASPECT] = g_param_spec_double ("aspect", NULL, NULL, 0.1, 10, 1,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "shape");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
gesso_aspect_shape_init (GessoAspectShape *self)
{
}

GtkWidget *
gesso_aspect_shape_new (double aspect)
{
  return g_object_new (GESSO_TYPE_ASPECT_SHAPE, "aspect", CLAMP (aspect, 0.1, 10), NULL);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "gesso-slider-row.h"

#define LIMIT 100

struct _GessoSliderRow
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *number;
  GtkWidget *scale;
};

enum {
  PROP_0,
  PROP_TITLE,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoSliderRow, gesso_slider_row, GTK_TYPE_WIDGET)

static void
value_changed_cb (GessoSliderRow *self)
{
  int value = gesso_slider_row_get_value (self);
  /* The mark keeps the sign in front where the window runs from right to left. */
  g_autofree char *text = g_strdup_printf ("\u200e%s%d", value < 0 ? "−" : value > 0 ? "+" : "", ABS (value));

  gtk_label_set_label (self->number, text);
  if (value == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->number), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->number), "dim-label");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

static void
pressed_cb (GessoSliderRow  *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  if (n_press != 2)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gesso_slider_row_set_value (self, 0);
}

static void
gesso_slider_row_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  GessoSliderRow *self = GESSO_SLIDER_ROW (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    case PROP_VALUE:
      g_value_set_int (value, gesso_slider_row_get_value (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_slider_row_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  GessoSliderRow *self = GESSO_SLIDER_ROW (object);

  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      g_value_get_string (value), -1);
      break;
    case PROP_VALUE:
      gesso_slider_row_set_value (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_slider_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gesso_slider_row_parent_class)->dispose (object);
}

static void
gesso_slider_row_class_init (GessoSliderRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_slider_row_dispose;
  object_class->get_property = gesso_slider_row_get_property;
  object_class->set_property = gesso_slider_row_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VALUE] = g_param_spec_int ("value", NULL, NULL, -LIMIT, LIMIT, 0,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "slider");
}

static void
gesso_slider_row_init (GessoSliderRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "section-title");
  gtk_box_append (GTK_BOX (labels), GTK_WIDGET (self->title));

  self->number = GTK_LABEL (gtk_label_new ("0"));
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "section-title");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "dim-label");
  gtk_box_append (GTK_BOX (labels), GTK_WIDGET (self->number));
  gtk_widget_set_parent (labels, GTK_WIDGET (self));

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, -LIMIT, LIMIT, 1);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, 10);
  gtk_range_set_value (GTK_RANGE (self->scale), 0);
  gtk_scale_set_has_origin (GTK_SCALE (self->scale), FALSE);
  gtk_scale_add_mark (GTK_SCALE (self->scale), 0, GTK_POS_BOTTOM, NULL);
  gtk_widget_set_tooltip_text (self->scale, _("Double-click for 0"));
  gtk_widget_set_parent (self->scale, GTK_WIDGET (self));
  g_signal_connect_object (self->scale, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);

  /* Before the slider's own gestures, which would jump to where the pointer is. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scale, GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
gesso_slider_row_new (const char *title)
{
  return g_object_new (GESSO_TYPE_SLIDER_ROW, "title", title, NULL);
}

int
gesso_slider_row_get_value (GessoSliderRow *self)
{
  g_return_val_if_fail (GESSO_IS_SLIDER_ROW (self), 0);

  return (int) lround (gtk_range_get_value (GTK_RANGE (self->scale)));
}

void
gesso_slider_row_set_value (GessoSliderRow *self,
                            int             value)
{
  g_return_if_fail (GESSO_IS_SLIDER_ROW (self));

  if (value != gesso_slider_row_get_value (self))
    gtk_range_set_value (GTK_RANGE (self->scale), CLAMP (value, -LIMIT, LIMIT));
}

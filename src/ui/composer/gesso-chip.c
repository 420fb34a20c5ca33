/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-chip.h"

struct _GessoChip
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *content;
  GtkLabel *strength_label;
  double strength;
};

enum {
  PROP_0,
  PROP_STRENGTH,
  N_PROPS
};

enum {
  REMOVE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoChip, gesso_chip, GTK_TYPE_WIDGET)

static void
remove_cb (GessoChip *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
gesso_chip_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STRENGTH:
      g_value_set_double (value, GESSO_CHIP (object)->strength);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_chip_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_STRENGTH:
      gesso_chip_set_strength (GESSO_CHIP (object), g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_chip_dispose (GObject *object)
{
  g_clear_pointer (&GESSO_CHIP (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (gesso_chip_parent_class)->dispose (object);
}

static void
gesso_chip_class_init (GessoChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_chip_dispose;
  object_class->get_property = gesso_chip_get_property;
  object_class->set_property = gesso_chip_set_property;

  properties[PROP_STRENGTH] =
    g_param_spec_double ("strength", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REMOVE] = g_signal_new ("remove", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chip");
}

static void
gesso_chip_init (GessoChip *self)
{
  self->strength = G_MAXDOUBLE;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->strength_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->strength_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->strength_label), "dim-label");
  gtk_widget_set_visible (GTK_WIDGET (self->strength_label), FALSE);
}

GtkWidget *
gesso_chip_new (const char *name,
                GtkWidget  *popover)
{
  GessoChip *self = g_object_new (GESSO_TYPE_CHIP, NULL);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *remove_name = g_strdup_printf (_("Remove %s"), name);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->strength_label));

  if (popover != NULL)
    {
      GtkWidget *button = gtk_menu_button_new ();

      gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
      gtk_widget_set_hexpand (content, TRUE);
      gtk_widget_set_halign (content, GTK_ALIGN_FILL);
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _("Change its strength"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      content = button;
    }
  else
    {
      gtk_widget_add_css_class (content, "name");
    }
  gtk_widget_set_hexpand (content, TRUE);
  gtk_box_append (GTK_BOX (self->box), content);
  self->content = content;

  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_add_css_class (remove, "remove");
  gtk_widget_set_tooltip_text (remove, remove_name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove_name, -1);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), remove);
  return GTK_WIDGET (self);
}

void
gesso_chip_set_tooltip (GessoChip  *self,
                        const char *tooltip)
{
  g_return_if_fail (GESSO_IS_CHIP (self));

  gtk_widget_set_tooltip_text (self->content, tooltip);
}

void
gesso_chip_set_strength (GessoChip *self,
                         double     strength)
{
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_CHIP (self));

  if (self->strength == strength)
    return;

  self->strength = strength;
  text = g_strdup_printf ("%.2f", strength);
  gtk_label_set_label (self->strength_label, strength == G_MAXDOUBLE ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (self->strength_label), strength != G_MAXDOUBLE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRENGTH]);
}

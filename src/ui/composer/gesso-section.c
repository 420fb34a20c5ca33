/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-section.h"

typedef struct
{
  GessoContext *context;
  GtkWidget *header;
  GtkWidget *title;
} GessoSectionPrivate;

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GessoSection, gesso_section, GTK_TYPE_WIDGET)

static void
gesso_section_real_bind (GessoSection *self)
{
}

static gboolean
gesso_section_real_reveal (GessoSection *self,
                           const char   *field)
{
  return FALSE;
}

static void
gesso_section_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (GESSO_SECTION (object));

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, priv->context);
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (priv->title)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_section_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  GessoSection *self = GESSO_SECTION (object);

  switch (id)
    {
    case PROP_CONTEXT:
      gesso_section_set_context (self, g_value_get_object (value));
      break;
    case PROP_TITLE:
      gesso_section_set_title (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_section_dispose (GObject *object)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (GESSO_SECTION (object));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&priv->context);

  G_OBJECT_CLASS (gesso_section_parent_class)->dispose (object);
}

static void
gesso_section_class_init (GessoSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  klass->bind = gesso_section_real_bind;
  klass->reveal = gesso_section_real_reveal;

  object_class->get_property = gesso_section_get_property;
  object_class->set_property = gesso_section_set_property;
  object_class->dispose = gesso_section_dispose;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "section");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gesso_section_init (GessoSection *self)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (self);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);

  priv->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (priv->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (priv->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (priv->title, TRUE);
  gtk_widget_add_css_class (priv->title, "section-title");

  priv->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_visible (priv->header, FALSE);
  gtk_box_append (GTK_BOX (priv->header), priv->title);
  gtk_widget_set_parent (priv->header, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, priv->title, NULL, -1);
}

GessoContext *
gesso_section_get_context (GessoSection *self)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (self);

  g_return_val_if_fail (GESSO_IS_SECTION (self), NULL);

  return priv->context;
}

void
gesso_section_set_context (GessoSection *self,
                           GessoContext *context)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (self);

  g_return_if_fail (GESSO_IS_SECTION (self));
  g_return_if_fail (context == NULL || GESSO_IS_CONTEXT (context));

  if (context == NULL || context == priv->context)
    return;
  g_return_if_fail (priv->context == NULL);

  priv->context = g_object_ref (context);
  GESSO_SECTION_GET_CLASS (self)->bind (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTEXT]);
}

KreaRequest *
gesso_section_get_request (GessoSection *self)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (self);

  g_return_val_if_fail (GESSO_IS_SECTION (self), NULL);

  return priv->context != NULL ? gesso_context_get_request (priv->context) : NULL;
}

void
gesso_section_set_title (GessoSection *self,
                         const char   *title)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (self);

  g_return_if_fail (GESSO_IS_SECTION (self));

  if (g_strcmp0 (title, gtk_label_get_label (GTK_LABEL (priv->title))) == 0)
    return;

  gtk_label_set_label (GTK_LABEL (priv->title), title != NULL ? title : "");
  gtk_widget_set_visible (priv->header, title != NULL && *title != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

void
gesso_section_set_suffix (GessoSection *self,
                          GtkWidget    *widget)
{
  GessoSectionPrivate *priv = gesso_section_get_instance_private (self);

  g_return_if_fail (GESSO_IS_SECTION (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_box_append (GTK_BOX (priv->header), widget);
}

gboolean
gesso_section_reveal (GessoSection *self,
                      const char   *field)
{
  g_return_val_if_fail (GESSO_IS_SECTION (self), FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  return GESSO_SECTION_GET_CLASS (self)->reveal (self, field);
}

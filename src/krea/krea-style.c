/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

struct _KreaStyle
{
  GObject parent_instance;

  char *id;
  char *title;
  double strength;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_STRENGTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KreaStyle, krea_style, G_TYPE_OBJECT)

static void
krea_style_finalize (GObject *object)
{
  KreaStyle *self = KREA_STYLE (object);

  g_free (self->id);
  g_free (self->title);
  G_OBJECT_CLASS (krea_style_parent_class)->finalize (object);
}

static void
krea_style_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  KreaStyle *self = KREA_STYLE (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_STRENGTH:
      g_value_set_double (value, self->strength);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_style_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  KreaStyle *self = KREA_STYLE (object);

  switch (id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      self->title = g_value_dup_string (value);
      break;
    case PROP_STRENGTH:
      krea_style_set_strength (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_style_class_init (KreaStyleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = krea_style_finalize;
  object_class->get_property = krea_style_get_property;
  object_class->set_property = krea_style_set_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_STRENGTH] = g_param_spec_double ("strength", NULL, NULL, -1000, 1000, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
krea_style_init (KreaStyle *self)
{
}

KreaStyle *
krea_style_new (const char *id,
                const char *title,
                double      strength)
{
  return g_object_new (KREA_TYPE_STYLE, "id", id != NULL ? id : "", "title", title, "strength",
                       krea_strength_round (strength), NULL);
}

const char *
krea_style_get_id (KreaStyle *self)
{
  g_return_val_if_fail (KREA_IS_STYLE (self), NULL);

  return self->id;
}

const char *
krea_style_get_title (KreaStyle *self)
{
  g_return_val_if_fail (KREA_IS_STYLE (self), NULL);

  return self->title;
}

double
krea_style_get_strength (KreaStyle *self)
{
  g_return_val_if_fail (KREA_IS_STYLE (self), 0);

  return self->strength;
}

void
krea_style_set_strength (KreaStyle *self,
                         double     strength)
{
  g_return_if_fail (KREA_IS_STYLE (self));

  strength = krea_strength_round (strength);
  if (krea_strength_equal (strength, self->strength))
    return;
  self->strength = strength;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRENGTH]);
}

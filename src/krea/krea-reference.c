/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

#include <math.h>

struct _KreaReference
{
  GObject parent_instance;

  char *sha256;
  char *name;
  char *url;
  double strength;
  gboolean from_board;
};

enum
{
  PROP_0,
  PROP_SHA256,
  PROP_NAME,
  PROP_URL,
  PROP_STRENGTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KreaReference, krea_reference, G_TYPE_OBJECT)

/* Sliders add 0.05 to a double; four decimals keep the recipe and the hash free of the dust of that. */
double
krea_strength_round (double strength)
{
  return isfinite (strength) ? rint (CLAMP (strength, -1000, 1000) * 10000) / 10000 + 0.0 : 0;
}

gboolean
krea_strength_equal (double a,
                     double b)
{
  return fabs (a - b) < 0.00005;
}

static void
krea_reference_finalize (GObject *object)
{
  KreaReference *self = KREA_REFERENCE (object);

  g_free (self->sha256);
  g_free (self->name);
  g_free (self->url);
  G_OBJECT_CLASS (krea_reference_parent_class)->finalize (object);
}

static void
krea_reference_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  KreaReference *self = KREA_REFERENCE (object);

  switch (id)
    {
    case PROP_SHA256:
      g_value_set_string (value, self->sha256);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    case PROP_STRENGTH:
      g_value_set_double (value, self->strength);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_reference_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  KreaReference *self = KREA_REFERENCE (object);

  switch (id)
    {
    case PROP_SHA256:
      self->sha256 = g_value_dup_string (value);
      break;
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_URL:
      krea_reference_set_url (self, g_value_get_string (value));
      break;
    case PROP_STRENGTH:
      krea_reference_set_strength (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_reference_class_init (KreaReferenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = krea_reference_finalize;
  object_class->get_property = krea_reference_get_property;
  object_class->set_property = krea_reference_set_property;
  properties[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, "", flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, flags);
  properties[PROP_STRENGTH] = g_param_spec_double ("strength", NULL, NULL, -1000, 1000, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
krea_reference_init (KreaReference *self)
{
}

KreaReference *
krea_reference_new (const char *sha256,
                    const char *name,
                    double      strength)
{
  return g_object_new (KREA_TYPE_REFERENCE, "sha256", sha256 != NULL ? sha256 : "", "name", name, "strength",
                       krea_strength_round (strength), NULL);
}

KreaReference *
krea_reference_copy (KreaReference *self)
{
  KreaReference *copy;

  g_return_val_if_fail (KREA_IS_REFERENCE (self), NULL);

  copy = krea_reference_new (self->sha256, self->name, self->strength);
  copy->from_board = self->from_board;
  krea_reference_set_url (copy, self->url);
  return copy;
}

gboolean
krea_reference_is_from_board (KreaReference *self)
{
  g_return_val_if_fail (KREA_IS_REFERENCE (self), FALSE);

  return self->from_board;
}

void
krea_reference_set_from_board (KreaReference *self,
                               gboolean       from_board)
{
  g_return_if_fail (KREA_IS_REFERENCE (self));

  self->from_board = from_board;
}

const char *
krea_reference_get_sha256 (KreaReference *self)
{
  g_return_val_if_fail (KREA_IS_REFERENCE (self), NULL);

  return self->sha256;
}

const char *
krea_reference_get_name (KreaReference *self)
{
  g_return_val_if_fail (KREA_IS_REFERENCE (self), NULL);

  return self->name;
}

const char *
krea_reference_get_url (KreaReference *self)
{
  g_return_val_if_fail (KREA_IS_REFERENCE (self), NULL);

  return self->url;
}

void
krea_reference_set_url (KreaReference *self,
                        const char    *url)
{
  g_return_if_fail (KREA_IS_REFERENCE (self));

  if (g_strcmp0 (url, self->url) == 0)
    return;
  g_free (self->url);
  self->url = g_strdup (url);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

double
krea_reference_get_strength (KreaReference *self)
{
  g_return_val_if_fail (KREA_IS_REFERENCE (self), 0);

  return self->strength;
}

void
krea_reference_set_strength (KreaReference *self,
                             double         strength)
{
  g_return_if_fail (KREA_IS_REFERENCE (self));

  strength = krea_strength_round (strength);
  if (krea_strength_equal (strength, self->strength))
    return;
  self->strength = strength;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STRENGTH]);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

static void
set_text (KreaRequest  *self,
          char        **field,
          const char   *text,
          guint         property)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  if (g_strcmp0 (valid, *field) == 0)
    return;
  g_free (*field);
  *field = g_steal_pointer (&valid);
  krea_request_notify (self, property);
  krea_request_changed (self);
}

static void
set_slider (KreaRequest *self,
            int         *field,
            int          value,
            guint        property)
{
  if (*field == value)
    return;
  *field = value;
  krea_request_notify (self, property);
  krea_request_changed (self);
}

const char *
krea_request_get_prompt (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->prompt;
}

void
krea_request_set_prompt (KreaRequest *self,
                         const char  *prompt)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_text (self, &self->prompt, prompt, KREA_REQUEST_PROP_PROMPT);
}

const char *
krea_request_get_variant (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->variant;
}

void
krea_request_set_variant (KreaRequest *self,
                          const char  *variant)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_text (self, &self->variant, variant, KREA_REQUEST_PROP_VARIANT);
}

const char *
krea_request_get_aspect_ratio (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->aspect_ratio;
}

void
krea_request_set_aspect_ratio (KreaRequest *self,
                               const char  *aspect_ratio)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_text (self, &self->aspect_ratio, aspect_ratio, KREA_REQUEST_PROP_ASPECT_RATIO);
}

const char *
krea_request_get_resolution (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->resolution;
}

void
krea_request_set_resolution (KreaRequest *self,
                             const char  *resolution)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_text (self, &self->resolution, resolution, KREA_REQUEST_PROP_RESOLUTION);
}

const char *
krea_request_get_creativity (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->creativity;
}

void
krea_request_set_creativity (KreaRequest *self,
                             const char  *creativity)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_text (self, &self->creativity, creativity, KREA_REQUEST_PROP_CREATIVITY);
}

gint64
krea_request_get_seed (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), KREA_SEED_RANDOM);

  return self->seed;
}

void
krea_request_set_seed (KreaRequest *self,
                       gint64       seed)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  if (seed == self->seed)
    return;
  self->seed = seed;
  krea_request_notify (self, KREA_REQUEST_PROP_SEED);
  krea_request_changed (self);
}

int
krea_request_get_intensity (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), 0);

  return self->intensity;
}

void
krea_request_set_intensity (KreaRequest *self,
                            int          value)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_slider (self, &self->intensity, value, KREA_REQUEST_PROP_INTENSITY);
}

int
krea_request_get_complexity (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), 0);

  return self->complexity;
}

void
krea_request_set_complexity (KreaRequest *self,
                             int          value)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_slider (self, &self->complexity, value, KREA_REQUEST_PROP_COMPLEXITY);
}

int
krea_request_get_movement (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), 0);

  return self->movement;
}

void
krea_request_set_movement (KreaRequest *self,
                           int          value)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  set_slider (self, &self->movement, value, KREA_REQUEST_PROP_MOVEMENT);
}

const char *
krea_request_get_moodboard_id (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->moodboard_id;
}

const char *
krea_request_get_moodboard_name (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->moodboard_name;
}

double
krea_request_get_moodboard_strength (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), 0);

  return self->moodboard_strength;
}

static gboolean
replace_nullable (char       **field,
                  const char  *text)
{
  char *old = *field;

  if (g_strcmp0 (text, old) == 0)
    return FALSE;
  *field = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_free (old);
  return TRUE;
}

void
krea_request_set_moodboard (KreaRequest *self,
                            const char  *id,
                            const char  *name,
                            double       strength)
{
  gboolean changed = FALSE;

  g_return_if_fail (KREA_IS_REQUEST (self));

  if (id != NULL && *id == '\0')
    id = NULL;
  strength = krea_strength_round (strength);
  krea_request_begin (self);
  if (replace_nullable (&self->moodboard_id, id))
    {
      krea_request_notify (self, KREA_REQUEST_PROP_MOODBOARD_ID);
      changed = TRUE;
    }
  if (replace_nullable (&self->moodboard_name, name))
    {
      krea_request_notify (self, KREA_REQUEST_PROP_MOODBOARD_NAME);
      changed = TRUE;
    }
  if (!krea_strength_equal (strength, self->moodboard_strength))
    {
      self->moodboard_strength = strength;
      krea_request_notify (self, KREA_REQUEST_PROP_MOODBOARD_STRENGTH);
      changed = TRUE;
    }
  if (changed)
    krea_request_changed (self);
  krea_request_end (self);
}

KreaReference *
krea_request_get_source (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return self->source;
}

void
krea_request_set_source (KreaRequest   *self,
                         KreaReference *source)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (source == NULL || KREA_IS_REFERENCE (source));

  if (!g_set_object (&self->source, source))
    return;
  krea_request_watch_items (self);
  krea_request_notify (self, KREA_REQUEST_PROP_SOURCE);
  krea_request_changed (self);
}

GListModel *
krea_request_get_references (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return G_LIST_MODEL (self->references);
}

void
krea_request_add_reference (KreaRequest   *self,
                            KreaReference *reference)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (KREA_IS_REFERENCE (reference));

  g_list_store_append (self->references, reference);
}

void
krea_request_insert_reference (KreaRequest   *self,
                               guint          position,
                               KreaReference *reference)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (KREA_IS_REFERENCE (reference));

  g_list_store_insert (self->references, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->references))),
                       reference);
}

void
krea_request_remove_reference (KreaRequest *self,
                               guint        position)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (position < g_list_model_get_n_items (G_LIST_MODEL (self->references)));

  g_list_store_remove (self->references, position);
}

void
krea_request_clear_references (KreaRequest *self)
{
  g_return_if_fail (KREA_IS_REQUEST (self));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->references)) > 0)
    g_list_store_remove_all (self->references);
}

GListModel *
krea_request_get_styles (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  return G_LIST_MODEL (self->styles);
}

void
krea_request_add_style (KreaRequest *self,
                        KreaStyle   *style)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (KREA_IS_STYLE (style));

  g_list_store_append (self->styles, style);
}

void
krea_request_remove_style (KreaRequest *self,
                           guint        position)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (position < g_list_model_get_n_items (G_LIST_MODEL (self->styles)));

  g_list_store_remove (self->styles, position);
}

gint64
krea_request_get_price (KreaRequest *self)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), -1);

  return krea_catalog_get_price (self->catalog, self->variant,
                                 g_list_model_get_n_items (G_LIST_MODEL (self->references)) > 0,
                                 self->moodboard_id != NULL);
}

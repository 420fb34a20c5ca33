/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

#include <glib/gi18n.h>

#include "krea-error.h"

static gboolean
refuse (KreaRequest  *self,
        const char   *field,
        gboolean      wide,
        const char   *message,
        GError      **error)
{
  g_autofree char *allowed = krea_catalog_describe_allowed (self->catalog, field, wide);
  GError *made;

  if (message != NULL)
    made = g_error_new_literal (KREA_ERROR, KREA_ERROR_INVALID_REQUEST, message);
  else
    /* Translators: the first is the name of a setting ("aspect_ratio"), the second what it may be ("raw, low, medium")
     */
    made = g_error_new (KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("%s must be %s"), field, allowed);
  krea_error_edit_details (made)->field = g_strdup (field);
  krea_error_edit_details (made)->allowed = g_steal_pointer (&allowed);
  krea_error_edit_details (made)->nothing_written = TRUE;
  g_propagate_error (error, made);
  return FALSE;
}

gboolean
krea_request_refuse (KreaRequest  *self,
                     const char   *field,
                     const char   *message,
                     GError      **error)
{
  return refuse (self, field, TRUE, message, error);
}

static gboolean
in_range (KreaRequest *self,
          const char  *name,
          gboolean     wide,
          double       value)
{
  const KreaRange *range = krea_catalog_get_range (self->catalog, name);

  return value >= (wide ? range->wide_minimum : range->minimum) &&
         value <= (wide ? range->wide_maximum : range->maximum);
}

static gboolean
is_blank (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)) && !g_unichar_iszerowidth (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

static gboolean
validate_prompt (KreaRequest  *self,
                 GError      **error)
{
  guint limit = krea_catalog_get_prompt_limit (self->catalog);
  g_autofree char *message = NULL;
  g_autofree char *full = NULL;

  if (is_blank (self->prompt))
    return refuse (self, "prompt", FALSE, _("The prompt is empty"), error);
  full = krea_request_dup_full_prompt (self);
  if (g_utf8_strlen (full, -1) <= limit)
    return TRUE;
  message = g_strdup_printf (
    ngettext ("The prompt is longer than %u character", "The prompt is longer than %u characters", limit), limit);
  return refuse (self, "prompt", FALSE, message, error);
}

static gboolean
validate_choices (KreaRequest  *self,
                  GError      **error)
{
  if (krea_catalog_find_model (self->catalog, self->variant) == NULL)
    return refuse (self, "variant", FALSE, NULL, error);
  if (krea_catalog_find_aspect (self->catalog, self->aspect_ratio) == NULL)
    return refuse (self, "aspect_ratio", FALSE, NULL, error);
  if (!g_strv_contains (krea_catalog_get_resolutions (self->catalog), self->resolution))
    return refuse (self, "resolution", FALSE, NULL, error);
  if (!g_strv_contains (krea_catalog_get_creativities (self->catalog), self->creativity))
    return refuse (self, "creativity", FALSE, NULL, error);
  return TRUE;
}

static gboolean
validate_numbers (KreaRequest  *self,
                  GError      **error)
{
  if (self->seed != KREA_SEED_RANDOM && !in_range (self, "seed", FALSE, self->seed))
    return refuse (self, "seed", FALSE, NULL, error);
  if (!in_range (self, "intensity", FALSE, self->intensity))
    return refuse (self, "intensity", FALSE, NULL, error);
  if (!in_range (self, "complexity", FALSE, self->complexity))
    return refuse (self, "complexity", FALSE, NULL, error);
  if (!in_range (self, "movement", FALSE, self->movement))
    return refuse (self, "movement", FALSE, NULL, error);
  if (self->source != NULL && !in_range (self, "strength", FALSE, krea_reference_get_strength (self->source)))
    return refuse (self, "strength", FALSE, NULL, error);
  return TRUE;
}

static gboolean
validate_references (KreaRequest  *self,
                     gboolean      wide,
                     GError      **error)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->references));

  if (n > krea_catalog_get_max_references (self->catalog))
    return refuse (self, "image_style_references", wide, NULL, error);
  for (guint i = 0; i < n; i++)
    {
      double strength = krea_reference_get_strength (krea_request_peek_reference (self, i));
      g_autofree char *field = g_strdup_printf ("image_style_references[%u].strength", i);

      if (!in_range (self, "reference.strength", wide, strength))
        return refuse (self, field, wide, NULL, error);
    }
  return TRUE;
}

static gboolean
validate_moodboard (KreaRequest  *self,
                    gboolean      wide,
                    GError      **error)
{
  if (self->moodboard_id == NULL)
    return TRUE;
  if (!g_uuid_string_is_valid (self->moodboard_id))
    return refuse (self, "moodboards[0].id", wide, _("That isn’t a Krea moodboard link. Use Share on krea.ai."), error);
  if (!in_range (self, "moodboard.strength", wide, self->moodboard_strength))
    return refuse (self, "moodboards[0].strength", wide, NULL, error);
  return TRUE;
}

static gboolean
validate_styles (KreaRequest  *self,
                 GError      **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->styles)); i++)
    {
      KreaStyle *style = krea_request_peek_style (self, i);
      g_autofree char *field = NULL;

      if (*krea_style_get_id (style) == '\0')
        {
          field = g_strdup_printf ("styles[%u].id", i);
          return refuse (self, field, FALSE, _("A style without an id cannot be sent"), error);
        }
      field = g_strdup_printf ("styles[%u].strength", i);
      if (!in_range (self, "style.strength", FALSE, krea_style_get_strength (style)))
        return refuse (self, field, FALSE, NULL, error);
    }
  return TRUE;
}

gboolean
krea_request_validate (KreaRequest  *self,
                       gboolean      wide_strengths,
                       GError      **error)
{
  g_return_val_if_fail (KREA_IS_REQUEST (self), FALSE);

  return validate_prompt (self, error) && validate_choices (self, error) && validate_numbers (self, error) &&
         validate_references (self, wide_strengths, error) && validate_moodboard (self, wide_strengths, error) &&
         validate_styles (self, error);
}

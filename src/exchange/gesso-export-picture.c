/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-picture.h"

#include <string.h>

static const char *const nicks[] = {
  [GESSO_EXPORT_CLEAN] = "clean",
  [GESSO_EXPORT_CREDITED] = "credited",
  [GESSO_EXPORT_FULL] = "full",
};

const char *
gesso_export_profile_to_nick (GessoExportProfile profile)
{
  g_return_val_if_fail ((guint) profile < G_N_ELEMENTS (nicks), nicks[GESSO_EXPORT_CREDITED]);

  return nicks[profile];
}

gboolean
gesso_export_profile_from_nick (const char         *nick,
                                GessoExportProfile *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      {
        *profile = (GessoExportProfile) i;
        return TRUE;
      }
  return FALSE;
}

GessoExportPicture *
gesso_export_picture_new (GessoGeneration *generation)
{
  GessoExportPicture *self = g_new0 (GessoExportPicture, 1);

  g_return_val_if_fail (GESSO_IS_GENERATION (generation), self);

  self->id = g_strdup (gesso_generation_get_id (generation));
  self->recipe = g_strdup (gesso_generation_get_recipe (generation));
  self->prompt = g_strdup (gesso_generation_get_prompt (generation));
  self->variant = g_strdup (gesso_generation_get_variant (generation));
  self->aspect_ratio = g_strdup (gesso_generation_get_aspect_ratio (generation));
  self->creativity = g_strdup (gesso_generation_get_creativity (generation));
  self->seed = gesso_generation_get_seed (generation);
  self->path = g_strdup (gesso_generation_get_path (generation));
  self->tags = g_strdup (gesso_generation_get_tags (generation));
  self->rating = gesso_generation_get_rating (generation);
  self->created_at = gesso_generation_get_created_at (generation);
  self->width = gesso_generation_get_width (generation);
  self->height = gesso_generation_get_height (generation);
  self->sandbox = gesso_generation_is_sandbox (generation);
  self->imported = gesso_generation_is_imported (generation);
  return self;
}

void
gesso_export_picture_free (GessoExportPicture *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->recipe);
  g_free (self->prompt);
  g_free (self->variant);
  g_free (self->aspect_ratio);
  g_free (self->creativity);
  g_free (self->path);
  g_free (self->tags);
  g_free (self);
}

void
gesso_export_picture_stamp (const GessoExportPicture *self,
                            GessoExportProfile        profile,
                            GessoStamp               *stamp)
{
  stamp->xmp = gesso_export_picture_to_xmp (self, profile);
  stamp->parameters = profile == GESSO_EXPORT_FULL ? gesso_export_picture_to_parameters (self) : NULL;
}

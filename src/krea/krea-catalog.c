/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-catalog.h"

#include <string.h>

#include "krea-catalog-private.h"
#include "krea-error.h"
#include "krea-resources.h"

#define DATA_PATH "/io/github/gesso_app/Gesso/krea/krea-catalog.json"

struct _KreaCatalog
{
  GObject parent_instance;

  KreaCatalogData data;
};

G_DEFINE_FINAL_TYPE (KreaCatalog, krea_catalog, G_TYPE_OBJECT)

static void
krea_catalog_finalize (GObject *object)
{
  krea_catalog_data_clear (&KREA_CATALOG (object)->data);
  G_OBJECT_CLASS (krea_catalog_parent_class)->finalize (object);
}

static void
krea_catalog_class_init (KreaCatalogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = krea_catalog_finalize;
}

static void
krea_catalog_init (KreaCatalog *self)
{
}

KreaCatalog *
krea_catalog_get_default (void)
{
  static gsize catalog = 0;

  if (g_once_init_enter (&catalog))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) json = NULL;
      KreaCatalog *read;

      /* Named here: a static library loses a resource that only its own constructor mentions. */
      json = g_resource_lookup_data (krea_get_resource (), DATA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      read = json != NULL ? krea_catalog_new_from_data (json, &error) : NULL;
      if (read == NULL)
        g_error ("The catalog that is compiled in is broken: %s", error->message);
      g_once_init_leave (&catalog, (gsize) read);
    }
  return (KreaCatalog *) catalog;
}

static gboolean
defaults_exist (KreaCatalog  *self,
                GError      **error)
{
  if (krea_catalog_find_model (self, self->data.default_variant) != NULL &&
      krea_catalog_find_aspect (self, self->data.default_aspect) != NULL &&
      g_strv_contains (krea_catalog_get_creativities (self), self->data.default_creativity))
    return TRUE;
  g_set_error_literal (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, "The catalog's defaults are not in the catalog");
  return FALSE;
}

KreaCatalog *
krea_catalog_new_from_data (GBytes  *json,
                            GError **error)
{
  g_autoptr (KreaCatalog) self = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) parse_error = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = gesso_json_parse (json, &parse_error);
  if (gesso_json_object (root) == NULL)
    {
      g_set_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, "The catalog cannot be read: %s",
                   parse_error != NULL ? parse_error->message : "not an object");
      return NULL;
    }
  self = g_object_new (KREA_TYPE_CATALOG, NULL);
  if (!krea_catalog_data_read (&self->data, gesso_json_object (root), error) || !defaults_exist (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

int
krea_catalog_get_revision (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), 0);

  return self->data.revision;
}

const KreaModel *const *
krea_catalog_get_models (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return (const KreaModel *const *) self->data.models->pdata;
}

const KreaAspect *const *
krea_catalog_get_aspects (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return (const KreaAspect *const *) self->data.aspects->pdata;
}

const char *const *
krea_catalog_get_creativities (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return (const char *const *) self->data.creativities->pdata;
}

const char *const *
krea_catalog_get_resolutions (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return (const char *const *) self->data.resolutions->pdata;
}

const KreaModel *
krea_catalog_find_model (KreaCatalog *self,
                         const char  *variant)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  if (variant == NULL)
    return NULL;
  /* The API's own lists spell an id with this in front. */
  if (g_str_has_prefix (variant, "image/krea/"))
    variant += strlen ("image/krea/");
  for (const KreaModel *const *model = krea_catalog_get_models (self); *model != NULL; model++)
    if (g_str_equal (variant, (*model)->variant) || g_str_equal (variant, (*model)->id))
      return *model;
  return NULL;
}

const KreaAspect *
krea_catalog_find_aspect (KreaCatalog *self,
                          const char  *ratio)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  for (const KreaAspect *const *aspect = krea_catalog_get_aspects (self); *aspect != NULL; aspect++)
    if (g_strcmp0 (ratio, (*aspect)->ratio) == 0)
      return *aspect;
  return NULL;
}

const KreaRange *
krea_catalog_get_range (KreaCatalog *self,
                        const char  *field)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return g_hash_table_lookup (self->data.ranges, field);
}

const char *
krea_catalog_get_default_variant (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return self->data.default_variant;
}

const char *
krea_catalog_get_default_aspect (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return self->data.default_aspect;
}

const char *
krea_catalog_get_default_creativity (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);

  return self->data.default_creativity;
}

guint
krea_catalog_get_max_references (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), 0);

  return self->data.max_references;
}

guint
krea_catalog_get_max_moodboards (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), 0);

  return self->data.max_moodboards;
}

guint
krea_catalog_get_prompt_warning (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), 0);

  return self->data.prompt_warning;
}

guint
krea_catalog_get_prompt_limit (KreaCatalog *self)
{
  g_return_val_if_fail (KREA_IS_CATALOG (self), 0);

  return self->data.prompt_limit;
}

gint64
krea_catalog_get_price (KreaCatalog *self,
                        const char  *variant,
                        gboolean     has_references,
                        gboolean     has_moodboard)
{
  const KreaModel *model;

  g_return_val_if_fail (KREA_IS_CATALOG (self), -1);

  model = krea_catalog_find_model (self, variant);
  if (model == NULL)
    return -1;
  if (has_moodboard)
    return model->price_moodboard;
  return has_references ? model->price_references : model->price_text;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-catalog.h"

struct _KreaCatalog
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KreaCatalog, krea_catalog, G_TYPE_OBJECT)

static void
krea_catalog_class_init (KreaCatalogClass *klass)
{
}

static void
krea_catalog_init (KreaCatalog *self)
{
}

KreaCatalog *
krea_catalog_get_default (void)
{
  return 0;
}

KreaCatalog *
krea_catalog_new_from_data (GBytes *json, GError **error)
{
  return 0;
}

int
krea_catalog_get_revision (KreaCatalog *self)
{
  return 0;
}

const KreaModel *const *
krea_catalog_get_models (KreaCatalog *self)
{
  return 0;
}

const KreaAspect *const *
krea_catalog_get_aspects (KreaCatalog *self)
{
  return 0;
}

const char *const *
krea_catalog_get_creativities (KreaCatalog *self)
{
  return 0;
}

const char *const *
krea_catalog_get_resolutions (KreaCatalog *self)
{
  return 0;
}

const KreaModel *
krea_catalog_find_model (KreaCatalog *self, const char *variant)
{
  return 0;
}

const KreaAspect *
krea_catalog_find_aspect (KreaCatalog *self, const char *ratio)
{
  return 0;
}

const KreaRange *
krea_catalog_get_range (KreaCatalog *self, const char *field)
{
  return 0;
}

guint
krea_catalog_get_max_references (KreaCatalog *self)
{
  return 0;
}

guint
krea_catalog_get_max_moodboards (KreaCatalog *self)
{
  return 0;
}

guint
krea_catalog_get_prompt_warning (KreaCatalog *self)
{
  return 0;
}

guint
krea_catalog_get_prompt_limit (KreaCatalog *self)
{
  return 0;
}

gint64
krea_catalog_get_price (KreaCatalog *self, const char *variant, gboolean has_references, gboolean has_moodboard)
{
  return 0;
}

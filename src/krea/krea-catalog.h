/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KreaModel:
 * @variant: Gesso's and the path's word ("medium-turbo", "medium", "large")
 * @id: the API's id ("krea-2/large")
 * @path: where a request is posted ("/generate/image/krea/krea-2/large")
 * @name: a name for people, not translated ("Krea 2 Large")
 * @price_text: µ$ for a picture from text alone
 * @price_references: µ$ with style references
 * @price_moodboard: µ$ with a moodboard, references or not
 * @typical_s: seconds that one picture usually takes
 * @style_base: the base that a trained style must have been trained for ("k2-large")
 *
 * One model of the catalog. Immutable, owned by the catalog.
 */
typedef struct {
  const char *variant;
  const char *id;
  const char *path;
  const char *name;
  gint64      price_text;
  gint64      price_references;
  gint64      price_moodboard;
  guint       typical_s;
  const char *style_base;
} KreaModel;

/**
 * KreaAspect:
 * @ratio: as sent ("2.35:1")
 * @width: px at 1K
 * @height: px at 1K
 */
typedef struct {
  const char *ratio;
  guint       width;
  guint       height;
} KreaAspect;

/**
 * KreaRange:
 *
 * The limits and the default of a number in the request. @wide_minimum and
 * @wide_maximum are what the prose of the documentation allows where the schema
 * is narrower ("extended strengths"); equal to the others where there is no such conflict.
 */
typedef struct {
  double minimum;
  double maximum;
  double wide_minimum;
  double wide_maximum;
  double initial;
} KreaRange;

#define KREA_TYPE_CATALOG (krea_catalog_get_type ())
G_DECLARE_FINAL_TYPE (KreaCatalog, krea_catalog, KREA, CATALOG, GObject)

/**
 * krea_catalog_get_default:
 *
 * Models, ratios, creativities, ranges and prices, read once from the data that is compiled in.
 *
 * Returns: (transfer none): the catalog, never %NULL
 */
KreaCatalog       *krea_catalog_get_default      (void);

/**
 * krea_catalog_new_from_data:
 * @json: catalog data; untrusted
 *
 * Returns: (transfer full) (nullable): a catalog, or %NULL with %KREA_ERROR_BAD_REPLY
 */
KreaCatalog       *krea_catalog_new_from_data    (GBytes       *json,
                                                  GError      **error);

int                krea_catalog_get_revision     (KreaCatalog  *self);
const KreaModel   *const *krea_catalog_get_models (KreaCatalog *self);   /* NULL-terminated, in display order */
const KreaAspect  *const *krea_catalog_get_aspects (KreaCatalog *self);  /* NULL-terminated, in display order */
const char *const *krea_catalog_get_creativities (KreaCatalog  *self);   /* NULL-terminated, raw first */
const char *const *krea_catalog_get_resolutions  (KreaCatalog  *self);
const KreaModel   *krea_catalog_find_model       (KreaCatalog  *self,
                                                  const char   *variant); /* variant or id */
const KreaAspect  *krea_catalog_find_aspect      (KreaCatalog  *self,
                                                  const char   *ratio);

/**
 * krea_catalog_get_range:
 * @field: "intensity", "complexity", "movement", "reference.strength", "moodboard.strength",
 *   "style.strength", "strength" or "seed"
 *
 * Returns: (transfer none) (nullable): its range
 */
const KreaRange   *krea_catalog_get_range        (KreaCatalog  *self,
                                                  const char   *field);

/* What a request starts with on the first run. */
const char        *krea_catalog_get_default_variant (KreaCatalog *self);
const char        *krea_catalog_get_default_aspect (KreaCatalog *self);
const char        *krea_catalog_get_default_creativity (KreaCatalog *self);

/**
 * krea_catalog_describe_allowed:
 * @field: a key of the request, in the server's or this catalog's spelling ("aspect_ratio",
 *   "image_style_references[3].strength")
 *
 * Returns: (transfer full) (nullable): its values for people ("raw, low, medium, high", "−2…2")
 */
char              *krea_catalog_describe_allowed (KreaCatalog  *self,
                                                  const char   *field,
                                                  gboolean      wide_strengths);
guint              krea_catalog_get_max_references (KreaCatalog *self);
guint              krea_catalog_get_max_moodboards (KreaCatalog *self);

/* Characters after which a prompt is counted, and where it stops. */
guint              krea_catalog_get_prompt_warning (KreaCatalog *self);
guint              krea_catalog_get_prompt_limit   (KreaCatalog *self);

/**
 * krea_catalog_get_price:
 *
 * Returns: µ$ for one picture of that kind; -1 if @variant is unknown
 */
gint64             krea_catalog_get_price        (KreaCatalog  *self,
                                                  const char   *variant,
                                                  gboolean      has_references,
                                                  gboolean      has_moodboard);

G_END_DECLS

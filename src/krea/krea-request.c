/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request.h"

struct _KreaReference
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KreaReference, krea_reference, G_TYPE_OBJECT)

static void
krea_reference_class_init (KreaReferenceClass *klass)
{
}

static void
krea_reference_init (KreaReference *self)
{
}

struct _KreaStyle
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KreaStyle, krea_style, G_TYPE_OBJECT)

static void
krea_style_class_init (KreaStyleClass *klass)
{
}

static void
krea_style_init (KreaStyle *self)
{
}

struct _KreaRequest
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KreaRequest, krea_request, G_TYPE_OBJECT)

static void
krea_request_class_init (KreaRequestClass *klass)
{
}

static void
krea_request_init (KreaRequest *self)
{
}

KreaReference *
krea_reference_new (const char *sha256, const char *name, double strength)
{
  return 0;
}

const char *
krea_reference_get_sha256 (KreaReference *self)
{
  return 0;
}

const char *
krea_reference_get_name (KreaReference *self)
{
  return 0;
}

const char *
krea_reference_get_url (KreaReference *self)
{
  return 0;
}

void
krea_reference_set_url (KreaReference *self, const char *url)
{
}

double
krea_reference_get_strength (KreaReference *self)
{
  return 0;
}

void
krea_reference_set_strength (KreaReference *self, double strength)
{
}

KreaStyle *
krea_style_new (const char *id, const char *title, double strength)
{
  return 0;
}

const char *
krea_style_get_id (KreaStyle *self)
{
  return 0;
}

const char *
krea_style_get_title (KreaStyle *self)
{
  return 0;
}

double
krea_style_get_strength (KreaStyle *self)
{
  return 0;
}

void
krea_style_set_strength (KreaStyle *self, double strength)
{
}

KreaRequest *
krea_request_new (KreaCatalog *catalog)
{
  return 0;
}

KreaRequest *
krea_request_copy (KreaRequest *self)
{
  return 0;
}

KreaCatalog *
krea_request_get_catalog (KreaRequest *self)
{
  return 0;
}

const char *
krea_request_get_prompt (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_prompt (KreaRequest *self, const char *prompt)
{
}

const char *
krea_request_get_variant (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_variant (KreaRequest *self, const char *variant)
{
}

const char *
krea_request_get_aspect_ratio (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_aspect_ratio (KreaRequest *self, const char *ratio)
{
}

const char *
krea_request_get_resolution (KreaRequest *self)
{
  return 0;
}

const char *
krea_request_get_creativity (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_creativity (KreaRequest *self, const char *creativity)
{
}

gint64
krea_request_get_seed (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_seed (KreaRequest *self, gint64 seed)
{
}

int
krea_request_get_intensity (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_intensity (KreaRequest *self, int value)
{
}

int
krea_request_get_complexity (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_complexity (KreaRequest *self, int value)
{
}

int
krea_request_get_movement (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_movement (KreaRequest *self, int value)
{
}

const char *
krea_request_get_moodboard_id (KreaRequest *self)
{
  return 0;
}

const char *
krea_request_get_moodboard_name (KreaRequest *self)
{
  return 0;
}

double
krea_request_get_moodboard_strength (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_moodboard (KreaRequest *self, const char *id, const char *name, double strength)
{
}

KreaReference *
krea_request_get_source (KreaRequest *self)
{
  return 0;
}

void
krea_request_set_source (KreaRequest *self, KreaReference *source)
{
}

GListModel *
krea_request_get_references (KreaRequest *self)
{
  return 0;
}

void
krea_request_add_reference (KreaRequest *self, KreaReference *reference)
{
}

void
krea_request_insert_reference (KreaRequest *self, guint position, KreaReference *reference)
{
}

void
krea_request_remove_reference (KreaRequest *self, guint position)
{
}

void
krea_request_clear_references (KreaRequest *self)
{
}

GListModel *
krea_request_get_styles (KreaRequest *self)
{
  return 0;
}

void
krea_request_add_style (KreaRequest *self, KreaStyle *style)
{
}

void
krea_request_remove_style (KreaRequest *self, guint position)
{
}

gint64
krea_request_get_price (KreaRequest *self)
{
  return 0;
}

gboolean
krea_request_validate (KreaRequest *self, gboolean wide_strengths, GError **error)
{
  return 0;
}

GBytes *
krea_request_to_body (KreaRequest *self, GError **error)
{
  return 0;
}

char *
krea_request_to_recipe (KreaRequest *self)
{
  return 0;
}

KreaRequest *
krea_request_new_from_recipe (KreaCatalog *catalog, const char *recipe, GError **error)
{
  return 0;
}

void
krea_request_assign (KreaRequest *self, KreaRequest *other)
{
}

char *
krea_request_hash (KreaRequest *self)
{
  return 0;
}

char *
krea_moodboard_parse (const char *text)
{
  return 0;
}

gint64
krea_seed_random (void)
{
  return 0;
}

gint64
krea_seed_nth (gint64 first, guint n)
{
  return 0;
}

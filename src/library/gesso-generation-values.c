/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-generation.h"

#include "gesso-json.h"
#include "gesso-library-journal.h"
#include "gesso-row.h"

#include <string.h>

static const char *const state_nicks[] = {
  [GESSO_STATE_QUEUED] = "queued",
  [GESSO_STATE_SUBMITTING] = "submitting",
  [GESSO_STATE_SUBMITTED] = "submitted",
  [GESSO_STATE_RUNNING] = "running",
  [GESSO_STATE_DOWNLOADING] = "downloading",
  [GESSO_STATE_KEPT] = "kept",
  [GESSO_STATE_FAILED] = "failed",
  [GESSO_STATE_CANCELLED] = "cancelled",
  [GESSO_STATE_IN_DOUBT] = "in-doubt",
  [GESSO_STATE_HELD] = "held",
};

static const char *const charge_nicks[] = {
  [GESSO_CHARGE_NONE] = "none",
  [GESSO_CHARGE_EXACT] = "exact",
  [GESSO_CHARGE_ESTIMATED] = "estimated",
  [GESSO_CHARGE_UNKNOWN] = "unknown",
};

static int
find_nick (const char *const *nicks,
           guint              n_nicks,
           const char        *nick)
{
  for (guint i = 0; i < n_nicks; i++)
    if (g_strcmp0 (nicks[i], nick) == 0)
      return i;
  return -1;
}

const char *
gesso_state_to_nick (GessoState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_nicks), "held");
  return state_nicks[state];
}

gboolean
gesso_state_from_nick (const char *nick,
                       GessoState *state)
{
  int found = find_nick (state_nicks, G_N_ELEMENTS (state_nicks), nick);

  if (found < 0)
    return FALSE;
  *state = found;
  return TRUE;
}

gboolean
gesso_state_is_final (GessoState state)
{
  return state == GESSO_STATE_KEPT || state == GESSO_STATE_FAILED || state == GESSO_STATE_CANCELLED;
}

const char *
gesso_charge_to_nick (GessoCharge charge)
{
  g_return_val_if_fail (charge < G_N_ELEMENTS (charge_nicks), "unknown");
  return charge_nicks[charge];
}

gboolean
gesso_charge_from_nick (const char  *nick,
                        GessoCharge *charge)
{
  int found = find_nick (charge_nicks, G_N_ELEMENTS (charge_nicks), nick);

  if (found < 0)
    return FALSE;
  *charge = found;
  return TRUE;
}

const char *
gesso_generation_get_id (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->id;
}

gint64
gesso_generation_get_row_id (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->row_id;
}

const char *
gesso_generation_get_round_id (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->round_id;
}

GessoState
gesso_generation_get_state (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), GESSO_STATE_HELD);
  return gesso_generation_peek (self)->state;
}

GessoHold
gesso_generation_get_hold (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), GESSO_HOLD_NONE);
  return gesso_generation_peek (self)->hold;
}

const char *
gesso_generation_get_recipe (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->recipe;
}

const char *
gesso_generation_get_prompt (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->prompt;
}

const char *
gesso_generation_get_variant (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->variant;
}

const char *
gesso_generation_get_aspect_ratio (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->aspect_ratio;
}

const char *
gesso_generation_get_resolution (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->resolution;
}

const char *
gesso_generation_get_creativity (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->creativity;
}

gint64
gesso_generation_get_seed (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->seed;
}

const char *
gesso_generation_get_request_hash (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->request_hash;
}

const char *
gesso_generation_get_origin (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->origin;
}

const char *
gesso_generation_get_account (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->account;
}

gboolean
gesso_generation_is_imported (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);

  return g_strcmp0 (gesso_generation_peek (self)->origin, GESSO_ORIGIN_IMPORT) == 0;
}

gboolean
gesso_generation_is_sandbox (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->sandbox;
}

gint64
gesso_generation_get_price (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->price;
}

GessoCharge
gesso_generation_get_charge (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), GESSO_CHARGE_NONE);
  return gesso_generation_peek (self)->charge;
}

gint64
gesso_generation_get_charged (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->charged;
}

int
gesso_generation_get_catalog_revision (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->catalog_revision;
}

const char *
gesso_generation_get_job_id (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->job_id;
}

gint64
gesso_generation_get_created_at (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->created_at;
}

gint64
gesso_generation_get_submitted_at (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->submitted_at;
}

gint64
gesso_generation_get_completed_at (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->completed_at;
}

const char *
gesso_generation_get_path (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->path;
}

const char *
gesso_generation_get_sha256 (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->sha256;
}

guint
gesso_generation_get_width (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->width;
}

guint
gesso_generation_get_height (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->height;
}

guint64
gesso_generation_get_size (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->size;
}

const char *
gesso_generation_get_error_code (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->error_code;
}

const char *
gesso_generation_get_error_message (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->error_message;
}

const char *
gesso_generation_get_error_json (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->error_json;
}

gboolean
gesso_generation_is_recipe_certain (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->recipe_certain;
}

gboolean
gesso_generation_is_deleted (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->deleted;
}

gboolean
gesso_generation_is_dismissed (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->dismissed;
}

gboolean
gesso_generation_is_purged (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->purged;
}

gboolean
gesso_generation_is_missing (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->missing;
}

gboolean
gesso_generation_is_favourite (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), FALSE);
  return gesso_generation_peek (self)->favourite;
}

int
gesso_generation_get_rating (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), 0);
  return gesso_generation_peek (self)->rating;
}

const char *
gesso_generation_get_tags (GessoGeneration *self)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_generation_peek (self)->tags;
}

void
gesso_generation_get_window (GessoGeneration *self,
                             gint64          *start,
                             gint64          *end)
{
  g_return_if_fail (GESSO_IS_GENERATION (self));
  if (start != NULL)
    *start = gesso_generation_peek (self)->window_start;
  if (end != NULL)
    *end = gesso_generation_peek (self)->window_end;
}

char *
gesso_generation_to_json (GessoGeneration *self,
                          const char      *references_dir)
{
  g_return_val_if_fail (GESSO_IS_GENERATION (self), NULL);
  return gesso_row_to_json (gesso_generation_peek (self), references_dir);
}

static void
reference_free (gpointer data)
{
  GessoRecipeReference *reference = data;

  g_free (reference->sha256);
  g_free (reference->name);
  g_free (reference->role);
  g_free (reference);
}

static void
take_reference (GPtrArray  *references,
                JsonObject *object,
                const char *role)
{
  const char *sha256 = object != NULL ? gesso_json_string (object, "sha256") : NULL;
  GessoRecipeReference *reference;

  if (sha256 == NULL)
    return;
  reference = g_new0 (GessoRecipeReference, 1);
  reference->sha256 = g_strdup (sha256);
  reference->name = g_strdup (gesso_json_string (object, "name"));
  reference->role = g_strdup (role);
  reference->strength = gesso_json_double (object, "strength", 0);
  g_ptr_array_add (references, reference);
}

GPtrArray *
gesso_generation_get_references (GessoGeneration *self)
{
  GPtrArray *references = g_ptr_array_new_with_free_func (reference_free);
  const char *recipe = gesso_generation_get_recipe (self);
  g_autoptr (GBytes) bytes = recipe != NULL ? g_bytes_new_static (recipe, strlen (recipe)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? gesso_json_parse (bytes, NULL) : NULL;
  JsonObject *object = node != NULL ? gesso_json_object (node) : NULL;
  JsonArray *array = object != NULL ? gesso_json_sub_array (object, "references") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    take_reference (references, gesso_json_object (json_array_get_element (array, i)), "style");
  if (object != NULL)
    take_reference (references, gesso_json_sub_object (object, "source"), "source");
  return references;
}

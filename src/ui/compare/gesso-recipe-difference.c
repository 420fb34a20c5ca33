/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-recipe-difference.h"

#include <glib/gi18n.h>
#include <string.h>

#include "../details/gesso-details-text.h"
#include "gesso-json.h"
#include "gesso-word-difference.h"
#include "gesso-words.h"

static void
difference_free (gpointer data)
{
  GessoDifference *difference = data;

  g_free (difference->name);
  g_free (difference->text);
  g_free (difference->markup);
  g_free (difference);
}

/* Takes @text. */
static GessoDifference *
add (GPtrArray  *all,
     const char *name,
     char       *text)
{
  GessoDifference *difference = g_new0 (GessoDifference, 1);

  difference->name = g_strdup (name);
  difference->text = text;
  g_ptr_array_add (all, difference);
  return difference;
}

/* Nothing where both are the same. */
static void
add_change (GPtrArray  *all,
            const char *name,
            const char *before,
            const char *after)
{
  if (g_strcmp0 (before, after) != 0)
    /* Translators: a value, and the one that took its place: “4:5 → 1:1” */
    add (all, name, g_strdup_printf (_("%s → %s"), before, after));
}

static void
add_number (GPtrArray  *all,
            const char *name,
            gint64      before,
            gint64      after)
{
  g_autofree char *old = g_strdup_printf ("%s%" G_GINT64_FORMAT, before < 0 ? "−" : "", ABS (before));
  g_autofree char *new = g_strdup_printf ("%s%" G_GINT64_FORMAT, after < 0 ? "−" : "", ABS (after));

  add_change (all, name, old, new);
}

/* "without “calm”; with “heavy weather”" */
static char *
say_words (GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const GessoWords *each = words->pdata[i];
      g_autofree char *part = NULL;

      if (each->kind == GESSO_WORDS_SAME)
        continue;
      part = g_strdup_printf (each->kind == GESSO_WORDS_ADDED ? _("with “%s”") : _("without “%s”"), each->text);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", part);
    }
  return g_string_free (text, FALSE);
}

static void
add_prompt (GPtrArray   *all,
            KreaRequest *before,
            KreaRequest *after)
{
  const char *old = krea_request_get_prompt (before), *new = krea_request_get_prompt (after);
  g_autoptr (GPtrArray) words = gesso_word_difference (old, new);
  g_autofree char *text = say_words (words);

  /* Without words nothing is made: one that has none is one that nobody knows. */
  if (old == NULL || new == NULL || *old == '\0' || *new == '\0')
    return;
  if (*text != '\0')
    add (all, _("Prompt"), g_steal_pointer (&text))->markup = gesso_word_difference_markup (words);
}

/* --- Things with a name and a strength --- */

typedef struct {
  const char *id;
  const char *name;
  double      strength;
} Part;

static GArray *
get_references (KreaRequest *request)
{
  GListModel *list = krea_request_get_references (request);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (KreaReference) each = g_list_model_get_item (list, i);
      const Part part = { krea_reference_get_sha256 (each), krea_reference_get_name (each),
                          krea_reference_get_strength (each) };

      g_array_append_val (parts, part);
    }
  return parts;
}

static GArray *
get_styles (KreaRequest *request)
{
  GListModel *list = krea_request_get_styles (request);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (KreaStyle) each = g_list_model_get_item (list, i);
      const Part part = { krea_style_get_id (each), krea_style_get_title (each), krea_style_get_strength (each) };

      g_array_append_val (parts, part);
    }
  return parts;
}

static GArray *
get_source (KreaRequest *request)
{
  KreaReference *source = krea_request_get_source (request);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  const Part part = source != NULL ? (Part) { krea_reference_get_sha256 (source), krea_reference_get_name (source),
                                              krea_reference_get_strength (source) }
                                   : (Part) { NULL };

  if (source != NULL)
    g_array_append_val (parts, part);
  return parts;
}

static GArray *
get_moodboard (KreaRequest *request)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  const Part part = { krea_request_get_moodboard_id (request), krea_request_get_moodboard_name (request),
                      krea_request_get_moodboard_strength (request) };

  if (part.id != NULL)
    g_array_append_val (parts, part);
  return parts;
}

static const Part *
find (GArray     *parts,
      const Part *wanted)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_strcmp0 (g_array_index (parts, Part, i).id, wanted->id) == 0)
      return &g_array_index (parts, Part, i);
  return NULL;
}

static const char *
name_of (const Part *part)
{
  return part->name != NULL && *part->name != '\0' ? part->name : _("without a name");
}

/* Takes both. */
static void
add_parts (GPtrArray  *all,
           const char *name,
           GArray     *before,
           GArray     *after)
{
  for (guint i = 0; i < before->len; i++)
    {
      const Part *old = &g_array_index (before, Part, i);
      const Part *new = find (after, old);
      g_autofree char *was = gesso_details_text_strength (old->strength);
      g_autofree char *is = new != NULL ? gesso_details_text_strength (new->strength) : NULL;

      if (new == NULL)
        add (all, name, g_strdup_printf (_("without %s"), name_of (old)));
      else if (g_strcmp0 (was, is) != 0)
        /* Translators: a reference's name, and its strength before and after: “ink.png 0.6 → 0.3” */
        add (all, name, g_strdup_printf (_("%s %s → %s"), name_of (old), was, is));
    }
  for (guint i = 0; i < after->len; i++)
    {
      const Part *new = &g_array_index (after, Part, i);
      g_autofree char *strength = gesso_details_text_strength (new->strength);

      if (find (before, new) == NULL)
        /* Translators: a reference's name and strength: “with ink.png 0.6” */
        add (all, name, g_strdup_printf (_("with %s %s"), name_of (new), strength));
    }
  g_array_unref (before);
  g_array_unref (after);
}

/* A request has a default for all that its recipe leaves out; only what both say was so. */
static gboolean
both_have (JsonObject *const recipes[2],
           const char        *name)
{
  return json_object_has_member (recipes[0], name) && json_object_has_member (recipes[1], name);
}

static void
add_settings (GPtrArray         *all,
              JsonObject *const  recipes[2],
              KreaRequest       *before,
              KreaRequest       *after)
{
  if (both_have (recipes, "variant"))
    add_change (all, _("Variant"), gesso_words_variant (krea_request_get_variant (before)),
                gesso_words_variant (krea_request_get_variant (after)));
  if (both_have (recipes, "aspect_ratio"))
    add_change (all, _("Aspect"), krea_request_get_aspect_ratio (before), krea_request_get_aspect_ratio (after));
  if (both_have (recipes, "resolution"))
    add_change (all, _("Resolution"), krea_request_get_resolution (before), krea_request_get_resolution (after));
  if (both_have (recipes, "creativity"))
    add_change (all, _("Creativity"), gesso_words_creativity (krea_request_get_creativity (before)),
                gesso_words_creativity (krea_request_get_creativity (after)));
  if (both_have (recipes, "seed"))
    add_number (all, _("Seed"), krea_request_get_seed (before), krea_request_get_seed (after));
  /* A slider in the middle isn't written down; another program has none. */
  if (!both_have (recipes, "variant"))
    return;
  add_number (all, _("Intensity"), krea_request_get_intensity (before), krea_request_get_intensity (after));
  add_number (all, _("Complexity"), krea_request_get_complexity (before), krea_request_get_complexity (after));
  add_number (all, _("Movement"), krea_request_get_movement (before), krea_request_get_movement (after));
}

static JsonNode *
parse (const char *recipe)
{
  g_autoptr (GBytes) bytes = g_bytes_new (recipe, strlen (recipe));

  return gesso_json_parse (bytes, NULL);
}

GPtrArray *
gesso_recipe_difference (KreaCatalog *catalog,
                         const char  *before,
                         const char  *after)
{
  g_autoptr (KreaRequest) first = NULL;
  g_autoptr (KreaRequest) second = NULL;
  g_autoptr (JsonNode) first_node = NULL;
  g_autoptr (JsonNode) second_node = NULL;
  JsonObject *recipes[2];
  GPtrArray *all;

  g_return_val_if_fail (KREA_IS_CATALOG (catalog), NULL);
  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  first = krea_request_new_from_recipe (catalog, before, NULL);
  second = krea_request_new_from_recipe (catalog, after, NULL);
  first_node = parse (before);
  second_node = parse (after);
  if (first == NULL || second == NULL || first_node == NULL || second_node == NULL)
    return NULL;
  recipes[0] = gesso_json_object (first_node);
  recipes[1] = gesso_json_object (second_node);
  if (recipes[0] == NULL || recipes[1] == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func (difference_free);
  add_prompt (all, first, second);
  add_parts (all, _("Style reference"), get_references (first), get_references (second));
  add_parts (all, _("Moodboard"), get_moodboard (first), get_moodboard (second));
  add_settings (all, recipes, first, second);
  add_parts (all, _("Image source"), get_source (first), get_source (second));
  add_parts (all, _("Style"), get_styles (first), get_styles (second));
  return all;
}

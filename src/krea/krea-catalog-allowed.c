/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-catalog.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static char *
join (const char *const *words)
{
  return g_strjoinv (", ", (char **) words);
}

static char *
list_models (KreaCatalog *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (const KreaModel *const *model = krea_catalog_get_models (self); *model != NULL; model++)
    g_ptr_array_add (words, (gpointer) (*model)->variant);
  g_ptr_array_add (words, NULL);
  return join ((const char *const *) words->pdata);
}

static char *
list_aspects (KreaCatalog *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (const KreaAspect *const *aspect = krea_catalog_get_aspects (self); *aspect != NULL; aspect++)
    g_ptr_array_add (words, (gpointer) (*aspect)->ratio);
  g_ptr_array_add (words, NULL);
  return join ((const char *const *) words->pdata);
}

static void
append_number (GString *text,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.12g", fabs (value));
  g_string_append (text, value < 0 ? "−" : "");
  g_string_append (text, buffer);
}

static char *
describe_range (KreaCatalog *self,
                const char  *name,
                gboolean     wide)
{
  const KreaRange *range = krea_catalog_get_range (self, name);
  GString *text = g_string_new (NULL);

  append_number (text, wide ? range->wide_minimum : range->minimum);
  g_string_append (text, "…");
  append_number (text, wide ? range->wide_maximum : range->maximum);
  return g_string_free (text, FALSE);
}

/* "image_style_references[3].strength" and "reference.strength" name the same range. */
static const char *
find_range_name (const char *field)
{
  static const struct
  {
    const char *prefix;
    const char *range;
  } spellings[] = {
    { "image_style_references", "reference.strength" },
    { "reference", "reference.strength" },
    { "moodboard", "moodboard.strength" },
    { "style", "style.strength" },
  };
  static const char *const plain[] = { "strength", "seed", "intensity", "complexity", "movement" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (field, plain[i]))
      return plain[i];
  for (guint i = 0; g_str_has_suffix (field, ".strength") && i < G_N_ELEMENTS (spellings); i++)
    if (g_str_has_prefix (field, spellings[i].prefix))
      return spellings[i].range;
  return NULL;
}

char *
krea_catalog_describe_allowed (KreaCatalog *self,
                               const char  *field,
                               gboolean     wide_strengths)
{
  const char *range;

  g_return_val_if_fail (KREA_IS_CATALOG (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (g_str_equal (field, "variant"))
    return list_models (self);
  if (g_str_equal (field, "aspect_ratio"))
    return list_aspects (self);
  if (g_str_equal (field, "creativity"))
    return join (krea_catalog_get_creativities (self));
  if (g_str_equal (field, "resolution"))
    return join (krea_catalog_get_resolutions (self));
  if (g_str_equal (field, "prompt"))
    return g_strdup_printf (ngettext ("1…%u character", "1…%u characters", krea_catalog_get_prompt_limit (self)),
                            krea_catalog_get_prompt_limit (self));
  if (g_str_equal (field, "image_style_references"))
    return g_strdup_printf (
      ngettext ("at most %u picture", "at most %u pictures", krea_catalog_get_max_references (self)),
      krea_catalog_get_max_references (self));
  if (g_str_equal (field, "moodboards"))
    return g_strdup_printf (
      ngettext ("at most %u moodboard", "at most %u moodboards", krea_catalog_get_max_moodboards (self)),
      krea_catalog_get_max_moodboards (self));
  range = find_range_name (field);
  return range != NULL ? describe_range (self, range, wide_strengths) : NULL;
}

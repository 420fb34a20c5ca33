/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-recipe-private.h"

#include <string.h>

#include "gesso-json.h"
#include "krea-catalog.h"

/*
 * The prompt, in any number of lines; "Negative prompt: " and more lines; and a last line of "Key: value" pairs with
 * commas between them, where a value that has a comma or a colon in it is a JSON string.
 */
#define NEGATIVE   "Negative prompt:"
#define MIN_PAIRS  3
#define MAX_PAIRS  200
#define MAX_KEY    60

static const char *
skip_spaces (const char *p)
{
  return p + strspn (p, " \t");
}

/* The value at @p, and where it ends. */
static char *
read_value (const char  *p,
            const char **end)
{
  const char *q = p + 1;

  if (*p == '"')
    {
      while (*q != '\0' && *q != '"')
        q += *q == '\\' && q[1] != '\0' ? 2 : 1;
      if (*q == '"')
        {
          g_autofree char *quoted = g_strndup (p, q + 1 - p);
          g_autofree char *wrapped = g_strdup_printf ("[%s]", quoted);
          g_autoptr (JsonNode) node = gesso_recipe_parse_json (wrapped);

          *end = q + 1;
          if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 1)
            return g_strdup (json_array_get_string_element (json_node_get_array (node), 0));
          return g_strndup (p + 1, q - p - 1);
        }
    }
  q = strchrnul (p, ',');
  *end = q;
  return g_strchomp (g_strndup (p, q - p));
}

/* (element-type utf8 utf8) */
static GHashTable *
read_pairs (const char *line)
{
  GHashTable *pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *p = skip_spaces (line);

  while (*p != '\0' && g_hash_table_size (pairs) < MAX_PAIRS)
    {
      const char *comma = strchrnul (p, ',');
      const char *colon = memchr (p, ':', comma - p);

      if (colon == NULL || colon - p > MAX_KEY || colon == p)
        {
          /* Not a pair: goes on behind it. */
          p = skip_spaces (*comma == ',' ? comma + 1 : comma);
          continue;
        }
      else
        {
          g_autofree char *key = g_strndup (p, colon - p);
          char *value = read_value (skip_spaces (colon + 1), &p);

          g_hash_table_replace (pairs, g_steal_pointer (&key), value);
        }
      p = strchrnul (p, ',');
      p = skip_spaces (*p == ',' ? p + 1 : p);
    }
  return pairs;
}

static void
take_pairs (GHashTable       *pairs,
            GessoFoundRecipe *found)
{
  const char *seed = g_hash_table_lookup (pairs, "Seed");
  const char *model = g_hash_table_lookup (pairs, "Model");
  const KreaModel *krea = model != NULL ? krea_catalog_find_model (krea_catalog_get_default (), model) : NULL;

  if (seed != NULL && g_ascii_isdigit (*seed))
    found->seed = g_ascii_strtoll (seed, NULL, 10);
  if (krea == NULL)
    {
      found->model = gesso_recipe_model_name (model);
      return;
    }
  found->program = "Gesso";
  found->variant = g_strdup (krea->variant);
  found->creativity = g_strdup (g_hash_table_lookup (pairs, "Creativity"));
  found->aspect_ratio = g_strdup (g_hash_table_lookup (pairs, "Aspect ratio"));
}

gboolean
gesso_recipe_read_a1111 (const char       *text,
                         GessoFoundRecipe *found)
{
  g_autofree char *copy = g_strchomp (g_strdup (text));
  char *last = strrchr (copy, '\n');
  char *line = last != NULL ? last + 1 : copy;
  g_autoptr (GHashTable) pairs = read_pairs (line);
  char *negative;

  found->program = "A1111";
  if (g_hash_table_size (pairs) >= MIN_PAIRS || g_hash_table_contains (pairs, "Steps"))
    {
      take_pairs (pairs, found);
      /* A picture made from no words at all has but this line. */
      if (last == NULL)
        return FALSE;
      *last = '\0';
    }
  else if (*copy == '{')
    return FALSE;
  negative = g_str_has_prefix (copy, NEGATIVE) ? copy : strstr (copy, "\n" NEGATIVE);
  if (negative != NULL)
    {
      const char *start = negative + (*negative == '\n') + strlen (NEGATIVE);

      found->negative = g_strstrip (g_strdup (start));
      *negative = '\0';
    }
  found->prompt = g_strdup (copy);
  return TRUE;
}

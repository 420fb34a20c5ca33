/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-details-text.h"

#include "gesso-json.h"
#include "gesso-money.h"
#include "gesso-words.h"

#define SEPARATOR " · "

static char *
finish (GPtrArray  *parts,
        const char *separator)
{
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (separator, (char **) parts->pdata);
}

char *
gesso_details_text_settings (GessoGeneration *generation)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (gesso_generation_get_variant (generation) != NULL)
    g_ptr_array_add (parts, g_strdup (gesso_words_variant (gesso_generation_get_variant (generation))));
  if (gesso_generation_get_aspect_ratio (generation) != NULL)
    g_ptr_array_add (parts, g_strdup (gesso_generation_get_aspect_ratio (generation)));
  if (gesso_generation_get_creativity (generation) != NULL)
    g_ptr_array_add (parts, g_strdup (gesso_words_creativity (gesso_generation_get_creativity (generation))));
  if (gesso_generation_get_seed (generation) >= 0)
    {
      g_autofree char *seed = g_strdup_printf ("%" G_GINT64_FORMAT, gesso_generation_get_seed (generation));

      /* Translators: stands last in "Large · 4:5 · High · seed 42" */
      g_ptr_array_add (parts, g_strdup_printf (_("seed %s"), seed));
    }
  return finish (parts, SEPARATOR);
}

static void
add_slider (GPtrArray  *parts,
            const char *name,
            int         value)
{
  if (value != 0)
    g_ptr_array_add (parts, g_strdup_printf ("%s %s%d", name, value < 0 ? "−" : "", ABS (value)));
}

char *
gesso_details_text_sliders (KreaRequest *request)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (request == NULL)
    return NULL;
  add_slider (parts, _("Intensity"), krea_request_get_intensity (request));
  add_slider (parts, _("Complexity"), krea_request_get_complexity (request));
  add_slider (parts, _("Movement"), krea_request_get_movement (request));
  return finish (parts, SEPARATOR);
}

char *
gesso_details_text_strength (double strength)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.2f", ABS (strength));
  while (g_str_has_suffix (number, "0") && strchr (number, '.') != NULL)
    number[strlen (number) - 1] = '\0';
  if (g_str_has_suffix (number, "."))
    number[strlen (number) - 1] = '\0';
  return g_strconcat (strength < -0.004 ? "−" : "", number, NULL);
}

char *
gesso_details_text_moodboard (KreaRequest *request)
{
  g_autofree char *strength = NULL;
  const char *name;

  if (request == NULL || krea_request_get_moodboard_id (request) == NULL)
    return NULL;
  name = krea_request_get_moodboard_name (request);
  strength = gesso_details_text_strength (krea_request_get_moodboard_strength (request));
  return g_strconcat (name ? name : krea_request_get_moodboard_id (request), SEPARATOR, strength, NULL);
}

char *
gesso_details_text_styles (KreaRequest *request)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  GListModel *styles;

  if (request == NULL)
    return NULL;
  styles = krea_request_get_styles (request);
  for (guint i = 0; i < g_list_model_get_n_items (styles); i++)
    {
      g_autoptr (KreaStyle) style = g_list_model_get_item (styles, i);
      g_autofree char *strength = gesso_details_text_strength (krea_style_get_strength (style));
      const char *title = krea_style_get_title (style);

      g_ptr_array_add (parts, g_strconcat (title ? title : krea_style_get_id (style), SEPARATOR, strength, NULL));
    }
  return finish (parts, ", ");
}

static char *
format_charge (GessoGeneration *generation)
{
  g_autofree char *price = gesso_money_format (gesso_generation_get_price (generation));
  g_autofree char *charged = gesso_money_format (gesso_generation_get_charged (generation));

  switch (gesso_generation_get_charge (generation))
    {
    case GESSO_CHARGE_EXACT:
      return g_steal_pointer (&charged);
    case GESSO_CHARGE_ESTIMATED:
      return g_strdup_printf (_("about %s"), charged);
    case GESSO_CHARGE_UNKNOWN:
      return g_strdup_printf (_("%s, perhaps charged"), price);
    case GESSO_CHARGE_NONE:
    default:
      return gesso_state_is_final (gesso_generation_get_state (generation)) &&
                 gesso_generation_get_state (generation) != GESSO_STATE_KEPT
               ? g_strdup (_("Not charged"))
               : g_steal_pointer (&price);
    }
}

/* What is known of where a file came from, in place of a price: it never had one here. */
static char *
describe_import (GessoGeneration *generation)
{
  const char *recipe = gesso_generation_get_recipe (generation);
  g_autoptr (GBytes) bytes = g_bytes_new (recipe, strlen (recipe));
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, NULL);
  JsonObject *object = node != NULL ? gesso_json_object (node) : NULL;
  JsonObject *imported = object != NULL ? gesso_json_sub_object (object, "imported") : NULL;
  const char *program = imported != NULL ? gesso_json_string (imported, "program") : NULL;
  const char *model = imported != NULL ? gesso_json_string (imported, "model") : NULL;

  if (program == NULL)
    return g_strdup (_("Imported"));
  if (model == NULL)
    return g_strconcat (_("Imported"), SEPARATOR, program, NULL);
  return g_strconcat (_("Imported"), SEPARATOR, program, SEPARATOR, model, NULL);
}

char *
gesso_details_text_price (GessoGeneration *generation)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 took = gesso_generation_get_completed_at (generation) - gesso_generation_get_submitted_at (generation);

  if (gesso_generation_is_imported (generation))
    return describe_import (generation);
  if (gesso_generation_is_sandbox (generation))
    {
      g_ptr_array_add (parts, g_strdup (_("Free")));
      g_ptr_array_add (parts, g_strdup (_("sandbox")));
    }
  else
    g_ptr_array_add (parts, format_charge (generation));
  if (gesso_generation_get_state (generation) == GESSO_STATE_KEPT && gesso_generation_get_submitted_at (generation) > 0 &&
      took > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%d s"), (int) MAX (1, (took + 500) / 1000)));
  return finish (parts, SEPARATOR);
}

char *
gesso_details_text_size (GessoGeneration *generation)
{
  if (gesso_generation_get_width (generation) == 0)
    return NULL;
  return g_strdup_printf (_("%u × %u px"), gesso_generation_get_width (generation),
                          gesso_generation_get_height (generation));
}

char *
gesso_details_text_time (gint64 ms)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (ms <= 0)
    return NULL;
  utc = g_date_time_new_from_unix_utc (ms / 1000);
  local = utc ? g_date_time_to_local (utc) : NULL;
  /* Translators: a date and a time, as g_date_time_format() has them */
  return local ? g_date_time_format (local, _("%-d %B %Y, %H:%M")) : NULL;
}

char *
gesso_details_text_banner (GessoGeneration *generation)
{
  if (!gesso_generation_is_recipe_certain (generation))
    return g_strdup (_("Recovered. It was paid for, but which recipe made it is not certain."));
  if (gesso_generation_is_deleted (generation) || gesso_generation_is_missing (generation))
    return g_strdup (_("The file was moved or deleted. Its recipe is still here."));
  return NULL;
}

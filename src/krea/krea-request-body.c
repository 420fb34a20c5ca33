/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "krea-error.h"

char *
krea_json_object_to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return gesso_json_to_text (node);
}

void
krea_request_write_sliders (KreaRequest *self,
                            JsonObject  *object)
{
  if (self->intensity != 0)
    json_object_set_int_member (object, "intensity", self->intensity);
  if (self->complexity != 0)
    json_object_set_int_member (object, "complexity", self->complexity);
  if (self->movement != 0)
    json_object_set_int_member (object, "movement", self->movement);
}

static gboolean
is_sendable_url (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://") ||
                         g_str_has_prefix (url, "data:image/"));
}

static gboolean
write_references (KreaRequest  *self,
                  JsonObject   *body,
                  GError      **error)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->references));
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; i < n; i++)
    {
      KreaReference *reference = krea_request_peek_reference (self, i);
      JsonObject *item;

      if (!is_sendable_url (krea_reference_get_url (reference)))
        {
          g_autofree char *field = g_strdup_printf ("image_style_references[%u].url", i);

          return krea_request_refuse (self, field, _("A reference has not been uploaded yet"), error);
        }
      item = json_object_new ();
      json_object_set_string_member (item, "url", krea_reference_get_url (reference));
      json_object_set_double_member (item, "strength", krea_reference_get_strength (reference));
      json_array_add_object_element (array, item);
    }
  if (n > 0)
    json_object_set_array_member (body, "image_style_references", g_steal_pointer (&array));
  return TRUE;
}

static void
write_moodboard (KreaRequest *self,
                 JsonObject  *body)
{
  JsonArray *array;
  JsonObject *item;

  if (self->moodboard_id == NULL)
    return;
  array = json_array_new ();
  item = json_object_new ();
  json_object_set_string_member (item, "id", self->moodboard_id);
  json_object_set_double_member (item, "strength", self->moodboard_strength);
  json_array_add_object_element (array, item);
  json_object_set_array_member (body, "moodboards", array);
}

static void
write_styles (KreaRequest *self,
              JsonObject  *body)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->styles));
  JsonArray *array;

  if (n == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < n; i++)
    {
      KreaStyle *style = krea_request_peek_style (self, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "id", krea_style_get_id (style));
      json_object_set_double_member (item, "strength", krea_style_get_strength (style));
      json_array_add_object_element (array, item);
    }
  json_object_set_array_member (body, "styles", array);
}

GBytes *
krea_request_to_body (KreaRequest  *self,
                      GError      **error)
{
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *prompt = NULL;
  char *text;

  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  /* Whether the person wants the wide ranges is decided before; here nothing wider may pass. */
  if (!krea_request_validate (self, TRUE, error))
    return NULL;
  if (self->seed == KREA_SEED_RANDOM)
    {
      krea_request_refuse (self, "seed", _("The seed has not been chosen yet"), error);
      return NULL;
    }
  prompt = krea_request_dup_full_prompt (self);
  json_object_set_string_member (body, "prompt", prompt);
  json_object_set_string_member (body, "aspect_ratio", self->aspect_ratio);
  json_object_set_string_member (body, "resolution", self->resolution);
  json_object_set_int_member (body, "seed", self->seed);
  json_object_set_string_member (body, "creativity", self->creativity);
  krea_request_write_sliders (self, body);
  if (!write_references (self, body, error))
    return NULL;
  write_moodboard (self, body);
  write_styles (self, body);
  if (self->source != NULL)
    {
      if (!is_sendable_url (krea_reference_get_url (self->source)))
        {
          krea_request_refuse (self, "image_url", _("The image source has not been uploaded yet"), error);
          return NULL;
        }
      json_object_set_string_member (body, "image_url", krea_reference_get_url (self->source));
      json_object_set_double_member (body, "strength", krea_reference_get_strength (self->source));
    }
  text = krea_json_object_to_text (body);
  return g_bytes_new_take (text, strlen (text));
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-order.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gesso-json.h"

GessoOrderPicture *
gesso_order_picture_new (const char *path,
                         double      strength)
{
  GessoOrderPicture *self = g_new0 (GessoOrderPicture, 1);

  self->path = g_strdup (path);
  self->strength = strength;
  return self;
}

void
gesso_order_picture_free (GessoOrderPicture *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

GessoOrder *
gesso_order_new (void)
{
  GessoOrder *self = g_new0 (GessoOrder, 1);

  self->request = krea_request_new (krea_catalog_get_default ());
  self->references = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_order_picture_free);
  self->images = 1;
  return self;
}

void
gesso_order_free (GessoOrder *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->request);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->source, gesso_order_picture_free);
  g_free (self->board);
  g_free (self);
}

static JsonNode *
picture_to_node (const GessoOrderPicture *picture)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "path", picture->path);
  json_object_set_double_member (object, "strength", picture->strength);
  json_node_take_object (node, object);
  return node;
}

char *
gesso_order_to_json (GessoOrder *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *references = json_array_new ();
  g_autofree char *recipe = krea_request_to_recipe (self->request);

  json_object_set_string_member (object, "recipe", recipe);
  for (guint i = 0; i < self->references->len; i++)
    json_array_add_element (references, picture_to_node (self->references->pdata[i]));
  json_object_set_array_member (object, "references", references);
  if (self->source != NULL)
    json_object_set_member (object, "source", picture_to_node (self->source));
  if (self->board != NULL)
    json_object_set_string_member (object, "board", self->board);
  json_object_set_int_member (object, "images", self->images);
  json_object_set_boolean_member (object, "reuse", self->reuse);
  json_node_take_object (root, object);
  return gesso_json_to_text (root);
}

static GessoOrderPicture *
picture_from_node (JsonNode *node)
{
  JsonObject *object = gesso_json_object (node);
  const char *path = object != NULL ? gesso_json_string (object, "path") : NULL;

  return path != NULL ? gesso_order_picture_new (path, gesso_json_double (object, "strength", 0.5)) : NULL;
}

GessoOrder *
gesso_order_new_from_json (const char  *json,
                           GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) root = gesso_json_parse (bytes, error);
  g_autoptr (GessoOrder) self = gesso_order_new ();
  JsonObject *object = root != NULL ? gesso_json_object (root) : NULL;
  JsonArray *references = object != NULL ? gesso_json_sub_array (object, "references") : NULL;
  const char *recipe = object != NULL ? gesso_json_string (object, "recipe") : NULL;

  if (root == NULL)
    return NULL;
  if (recipe == NULL)
    {
      g_set_error_literal (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_FAILED, _("The order has no recipe."));
      return NULL;
    }
  g_clear_object (&self->request);
  self->request = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, error);
  if (self->request == NULL)
    return NULL;
  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++)
    {
      GessoOrderPicture *picture = picture_from_node (json_array_get_element (references, i));

      if (picture != NULL)
        g_ptr_array_add (self->references, picture);
    }
  if (gesso_json_member (object, "source") != NULL)
    self->source = picture_from_node (gesso_json_member (object, "source"));
  self->board = g_strdup (gesso_json_string (object, "board"));
  self->images = CLAMP (gesso_json_int (object, "images", 1), 1, GESSO_ROUND_MAX);
  self->reuse = gesso_json_boolean (object, "reuse", FALSE);
  return g_steal_pointer (&self);
}

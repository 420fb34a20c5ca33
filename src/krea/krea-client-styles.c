/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "krea-client-private.h"
#include "krea-error.h"
#include "krea-text.h"

void
krea_style_info_free (KreaStyleInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->cover_url);
  g_strfreev (self->models);
  g_free (self);
}

/* A style that does not say what it was trained for is left to the server to judge. */
gboolean
krea_style_info_fits (const KreaStyleInfo *self,
                      const char          *variant)
{
  const KreaModel *model;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->models == NULL || self->models[0] == NULL)
    return TRUE;
  model = krea_catalog_find_model (krea_catalog_get_default (), variant);
  if (model == NULL)
    return FALSE;
  for (char **base = self->models; *base != NULL; base++)
    if (g_strcmp0 (*base, model->style_base) == 0 || g_str_equal (*base, model->id))
      return TRUE;
  return FALSE;
}

static char **
read_models (JsonArray *array)
{
  GPtrArray *models = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (models, json_node_dup_string (node));
    }
  g_ptr_array_add (models, NULL);
  return (char **) g_ptr_array_free (models, FALSE);
}

static gpointer
read_style (JsonObject  *object,
            GError     **error)
{
  const char *id = gesso_json_string (object, "id");
  KreaStyleInfo *style;

  if (id == NULL || *id == '\0')
    {
      g_set_error_literal (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, _("Krea’s answer is not a style"));
      return NULL;
    }
  style = g_new0 (KreaStyleInfo, 1);
  style->id = g_strdup (id);
  style->title = krea_text_sanitise (gesso_json_string (object, "title"), -1, NULL);
  if (style->title == NULL)
    style->title = g_strdup (id);
  style->cover_url = g_strdup (gesso_json_string (object, "cover_url"));
  style->models = read_models (gesso_json_sub_array (object, "models"));
  return style;
}

static gpointer
parse_styles (KreaReply  *reply,
              GError    **error)
{
  return krea_page_parse (reply, read_style, (GDestroyNotify) krea_style_info_free, FALSE, error);
}

void
krea_client_list_styles_async (KreaClient          *self,
                               guint                limit,
                               const char          *cursor,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_return_if_fail (KREA_IS_CLIENT (self));

  krea_client_call (self,
                    &(KreaCall){ .method = "GET",
                                 .path = krea_listing_path ("/styles", limit, cursor, NULL),
                                 .what = _("Listing the styles"),
                                 .parse = parse_styles,
                                 .free_result = krea_page_free,
                                 .source_tag = krea_client_list_styles_async },
                    cancellable, callback, data);
}

GPtrArray *
krea_client_list_styles_finish (KreaClient    *self,
                                GAsyncResult  *result,
                                char         **next_cursor,
                                GError       **error)
{
  return krea_page_open (krea_client_call_finish (self, result, krea_client_list_styles_async, error), next_cursor);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-importer.h"

#include "gesso-importer-private.h"
#include "gesso-json.h"
#include "gesso-library-import.h"
#include "gesso-recipe-private.h"

char *
gesso_importer_write_unfinished (const char *const *paths)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  /* As addresses: a path need not be text. */
  for (; *paths != NULL; paths++)
    {
      g_autofree char *uri = g_filename_to_uri (*paths, NULL, NULL);

      if (uri != NULL)
        json_array_add_string_element (array, uri);
    }
  json_node_take_array (node, array);
  return gesso_json_to_text (node);
}

char **
gesso_importer_read_unfinished (const char *text)
{
  g_autoptr (JsonNode) node = gesso_recipe_parse_json (text);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_auto (GStrv) result = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *each = json_array_get_element (json_node_get_array (node), i);
      const char *uri = JSON_NODE_HOLDS_VALUE (each) ? json_node_get_string (each) : NULL;
      g_autofree char *path = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  result = g_strv_builder_end (paths);
  return result[0] != NULL ? g_steal_pointer (&result) : NULL;
}

static void
parse_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, gesso_importer_read_unfinished (data), (GDestroyNotify) g_strfreev);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autofree char *text = gesso_library_get_setting_finish (GESSO_LIBRARY (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (text == NULL)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&text), g_free);
  g_task_run_in_thread (task, parse_thread);
}

void
gesso_importer_find_unfinished_async (GessoLibrary        *library,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             data)
{
  GTask *task;

  g_return_if_fail (GESSO_IS_LIBRARY (library));

  task = g_task_new (library, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_importer_find_unfinished_async);
  gesso_library_get_setting_async (library, GESSO_SETTING_IMPORT, cancellable, read_cb, task);
}

char **
gesso_importer_find_unfinished_finish (GessoLibrary  *library,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_importer_find_unfinished_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

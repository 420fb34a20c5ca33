/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-recipe-load.h"

#include <string.h>

#include "gesso-import-file.h"
#include "gesso-json.h"
#include "gesso-recipe-private.h"

typedef struct {
  /* inputs */
  char         *path;
  GessoDecoder *decoder;
  /* in progress */
  GessoImport  *import;
  GHashTable   *texts;
  GPtrArray    *wanted; /* hashes of its pictures */
  GHashTable   *known;  /* those that the library has */
  guint         next;
  /* outputs */
  char         *recipe;
  guint         n_missing;
} Load;

static void read_cb (GObject *source, GAsyncResult *result, gpointer data);
static void texts_cb (GObject *source, GAsyncResult *result, gpointer data);
static void composed_cb (GObject *source, GAsyncResult *result, gpointer data);
static void found_cb (GObject *source, GAsyncResult *result, gpointer data);
static void reduced_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->path);
  g_clear_object (&load->decoder);
  g_clear_pointer (&load->import, gesso_import_free);
  g_clear_pointer (&load->texts, g_hash_table_unref);
  g_ptr_array_unref (load->wanted);
  g_hash_table_unref (load->known);
  g_free (load->recipe);
  g_free (load);
}

static void
run_in_thread (GTask               *task,
               GTaskThreadFunc      func,
               GAsyncReadyCallback  callback)
{
  g_autoptr (GTask) step = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), callback,
                                       g_object_ref (task));

  g_task_set_source_tag (step, run_in_thread);
  g_task_set_task_data (step, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (step, func);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;

  load->import = gesso_import_read (load->path, cancellable, &error);
  if (load->import == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_error (task, error);
  else
    gesso_decoder_read_metadata_async (load->decoder, load->import->picture, g_task_get_cancellable (task), texts_cb,
                                       g_object_ref (task));
}

/* --- Pictures of the recipe --- */

/* Calls back with each picture that a recipe names; removes those for which @keep is %FALSE. */
static guint
visit_pictures (JsonObject *recipe,
                gboolean  (*keep) (const char *sha256, gpointer data),
                gpointer    data)
{
  JsonArray *references = gesso_json_sub_array (recipe, "references");
  JsonObject *source = gesso_json_sub_object (recipe, "source");
  guint n_removed = 0;

  for (guint i = references != NULL ? json_array_get_length (references) : 0; i-- > 0;)
    {
      JsonObject *each = gesso_json_object (json_array_get_element (references, i));
      const char *sha256 = each != NULL ? gesso_json_string (each, "sha256") : NULL;

      if (sha256 != NULL && keep (sha256, data))
        continue;
      json_array_remove_element (references, i);
      n_removed++;
    }
  if (source != NULL && (gesso_json_string (source, "sha256") == NULL ||
                         !keep (gesso_json_string (source, "sha256"), data)))
    {
      json_object_remove_member (recipe, "source");
      n_removed++;
    }
  return n_removed;
}

static gboolean
note (const char *sha256,
      gpointer    data)
{
  g_ptr_array_add (data, g_strdup (sha256));
  return TRUE;
}

static gboolean
is_known (const char *sha256,
          gpointer    data)
{
  return g_hash_table_contains (data, sha256);
}

/* One that may be changed: what is parsed may not. */
static JsonNode *
parse_copy (const char *recipe)
{
  g_autoptr (JsonNode) node = gesso_recipe_parse_json (recipe);
  JsonNode *copy;

  if (node == NULL || gesso_json_object (node) == NULL)
    return NULL;
  copy = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (copy, gesso_recipe_copy_known (gesso_json_object (node)));
  return copy;
}

static void
compose_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Load *load = data;
  g_autoptr (JsonNode) node = NULL;

  load->recipe = gesso_recipe_read (load->texts, load->import->width, load->import->height);
  node = load->recipe != NULL ? parse_copy (load->recipe) : NULL;
  if (node != NULL)
    visit_pictures (gesso_json_object (node), note, load->wanted);
  g_task_return_boolean (task, TRUE);
}

static void
reduce_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Load *load = data;
  g_autoptr (JsonNode) node = parse_copy (load->recipe);

  if (node != NULL)
    {
      load->n_missing = visit_pictures (gesso_json_object (node), is_known, load->known);
      g_free (load->recipe);
      load->recipe = gesso_json_to_text (node);
    }
  g_task_return_boolean (task, TRUE);
}

static void
texts_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->texts = gesso_decoder_read_metadata_finish (GESSO_DECODER (source), result, &error);
  if (load->texts == NULL)
    g_task_return_error (task, error);
  else
    run_in_thread (task, compose_thread, composed_cb);
}

/* Asks for one picture after the other; the few there are make no queue. */
static void
find_next (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (load->next < load->wanted->len)
    gesso_library_find_reference_async (g_task_get_source_object (task), load->wanted->pdata[load->next],
                                        g_task_get_cancellable (task), found_cb, g_object_ref (task));
  else if (load->recipe != NULL)
    run_in_thread (task, reduce_thread, reduced_cb);
  else
    g_task_return_boolean (task, TRUE);
}

static void
composed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    find_next (task);
  else
    g_task_return_error (task, error);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  Load *load = g_task_get_task_data (task);
  g_autoptr (GessoReferenceFile) file = gesso_library_find_reference_finish (GESSO_LIBRARY (source), result, NULL);

  if (file != NULL)
    g_hash_table_add (load->known, g_strdup (load->wanted->pdata[load->next]));
  load->next++;
  find_next (task);
}

static void
reduced_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
gesso_recipe_load_async (GessoLibrary        *library,
                         GessoDecoder        *decoder,
                         const char          *path,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (GESSO_IS_LIBRARY (library));
  g_return_if_fail (GESSO_IS_DECODER (decoder));
  g_return_if_fail (path != NULL);

  load = g_new0 (Load, 1);
  load->path = g_strdup (path);
  load->decoder = g_object_ref (decoder);
  load->wanted = g_ptr_array_new_with_free_func (g_free);
  load->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  task = g_task_new (library, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_recipe_load_async);
  g_task_set_task_data (task, load, load_free);
  run_in_thread (task, read_thread, read_cb);
}

char *
gesso_recipe_load_finish (GessoLibrary  *library,
                          GAsyncResult  *result,
                          guint         *n_missing,
                          GError       **error)
{
  Load *load;

  g_return_val_if_fail (g_task_is_valid (result, library), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_recipe_load_async), NULL);

  load = g_task_get_task_data (G_TASK (result));
  if (n_missing != NULL)
    *n_missing = load->n_missing;
  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&load->recipe) : NULL;
}

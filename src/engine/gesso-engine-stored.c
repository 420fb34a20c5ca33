/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-stored.h"

#include <string.h>

#include <glib/gi18n.h>

#include "gesso-engine-private.h"

/* What lies at Krea, as Krea says; the library knows whose picture it is. */

#define PAGE 100

typedef struct {
  /* inputs */
  GessoRoute *route;
  char       *asset_id; /* of what is deleted */
  char       *sha256;

  /* outputs */
  GPtrArray  *assets;
  char       *next_cursor;
} StoredData;

static void listed_cb  (GObject *source, GAsyncResult *result, gpointer data);
static void known_cb   (GObject *source, GAsyncResult *result, gpointer data);
static void deleted_cb (GObject *source, GAsyncResult *result, gpointer data);

void
gesso_stored_free (GessoStored *self)
{
  g_free (self->asset_id);
  g_free (self->sha256);
  g_free (self->name);
  g_free (self);
}

static void
stored_data_free (StoredData *data)
{
  g_clear_pointer (&data->route, gesso_route_unref);
  g_clear_pointer (&data->assets, g_ptr_array_unref);
  g_free (data->asset_id);
  g_free (data->sha256);
  g_free (data->next_cursor);
  g_free (data);
}

/* (transfer full) (nullable): %NULL where it has failed already */
static GTask *
new_task (GessoEngine         *self,
          gpointer             tag,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GessoRoute *route = gesso_engine_active_route (self);
  StoredData *data;

  g_task_set_source_tag (task, tag);
  if (route == NULL || self->stopping)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _("There is no usable API key"));
      return NULL;
    }
  data = g_new0 (StoredData, 1);
  data->route = gesso_route_ref (route);
  g_task_set_task_data (task, data, (GDestroyNotify) stored_data_free);
  return g_steal_pointer (&task);
}

void
gesso_engine_list_stored_async (GessoEngine         *self,
                                const char          *cursor,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             data)
{
  GTask *task;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  task = new_task (self, gesso_engine_list_stored_async, cancellable, callback, data);
  if (task != NULL)
    krea_client_list_assets_async (((StoredData *) g_task_get_task_data (task))->route->client, PAGE, cursor, cancellable,
                                   listed_cb, task);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoEngine *self = g_task_get_source_object (task);
  StoredData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  data->assets = krea_client_list_assets_finish (KREA_CLIENT (source), result, &data->next_cursor, &error);
  gesso_route_note_clock (data->route);
  if (data->assets == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    gesso_library_list_assets_async (self->library, gesso_account_get_id (data->route->account),
                                     g_task_get_cancellable (task), known_cb, g_object_ref (task));
}

/* Krea puts the time before it: "…/1795300000000-ink.png". */
static char *
name_from_url (const char *url)
{
  g_autofree char *base = g_path_get_basename (url);
  g_autofree char *name = g_uri_unescape_string (base, NULL);
  const char *start = name != NULL ? name : base;
  gsize digits = strspn (start, "0123456789");

  if (digits > 0 && start[digits] == '-' && start[digits + 1] != '\0')
    start += digits + 1;
  return g_utf8_make_valid (start, -1);
}

static GessoStored *
stored_new (const KreaAsset          *asset,
            const GessoUploadedAsset *known)
{
  GessoStored *stored = g_new0 (GessoStored, 1);

  stored->asset_id = g_strdup (asset->id);
  stored->sha256 = known != NULL ? g_strdup (known->sha256) : NULL;
  stored->name = known != NULL && known->name != NULL ? g_strdup (known->name) : name_from_url (asset->url);
  stored->size = asset->size;
  stored->uploaded_at = asset->uploaded_at;
  return stored;
}

static void
known_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  StoredData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known = gesso_library_list_assets_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) stored = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_stored_free);

  if (known == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; i < known->len; i++)
    g_hash_table_insert (by_id, ((GessoUploadedAsset *) known->pdata[i])->asset_id, known->pdata[i]);
  for (guint i = 0; i < data->assets->len; i++)
    {
      const KreaAsset *asset = data->assets->pdata[i];

      g_ptr_array_add (stored, stored_new (asset, g_hash_table_lookup (by_id, asset->id)));
    }
  g_task_return_pointer (task, g_steal_pointer (&stored), (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
gesso_engine_list_stored_finish (GessoEngine   *self,
                                 GAsyncResult  *result,
                                 char         **next_cursor,
                                 GError       **error)
{
  GPtrArray *stored;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_list_stored_async), NULL);

  stored = g_task_propagate_pointer (G_TASK (result), error);
  if (next_cursor != NULL)
    *next_cursor = stored != NULL ? g_strdup (((StoredData *) g_task_get_task_data (G_TASK (result)))->next_cursor) : NULL;
  return stored;
}

void
gesso_engine_delete_stored_async (GessoEngine         *self,
                                  const GessoStored   *stored,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  StoredData *data;
  GTask *task;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (stored != NULL && stored->asset_id != NULL);

  task = new_task (self, gesso_engine_delete_stored_async, cancellable, callback, user_data);
  if (task == NULL)
    return;
  data = g_task_get_task_data (task);
  data->asset_id = g_strdup (stored->asset_id);
  data->sha256 = g_strdup (stored->sha256);
  /* From now on it is asked for before it is used. */
  if (data->sha256 != NULL)
    g_hash_table_remove (data->route->assets, data->sha256);
  krea_client_delete_asset_async (data->route->client, data->asset_id, cancellable, deleted_cb, task);
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GessoEngine *self = g_task_get_source_object (task);
  StoredData *data = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  gesso_route_note_clock (data->route);
  if (!krea_client_delete_asset_finish (KREA_CLIENT (source), result, &error)
      && !g_error_matches (error, KREA_ERROR, KREA_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (data->sha256 != NULL && self->library != NULL)
    gesso_library_remember_asset_async (self->library, gesso_account_get_id (data->route->account), data->sha256, NULL, NULL,
                                        NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

gboolean
gesso_engine_delete_stored_finish (GessoEngine   *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_delete_stored_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

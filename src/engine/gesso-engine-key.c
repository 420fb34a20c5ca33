/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "gesso-engine-private.h"

/* The key that the user types in, changes or removes while Gesso runs. */

typedef struct {
  char *key;
  gboolean keep;
  KreaClient *client;
} UseKey;

static void
use_key_free (gpointer data)
{
  UseKey *self = data;

  if (self->key != NULL)
    memset (self->key, 0, strlen (self->key));
  g_free (self->key);
  g_clear_object (&self->client);
  g_free (self);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  UseKey *use = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!gesso_secrets_store_finish (GESSO_SECRETS (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  gesso_engine_switch_to_key (self, use->key);
  g_task_return_boolean (task, TRUE);
}

static void
store (GTask *task)
{
  GessoEngine *self = g_task_get_source_object (task);
  UseKey *use = g_task_get_task_data (task);

  if (use->keep)
    {
      gesso_secrets_store_async (self->secrets, self->origin, use->key, g_task_get_cancellable (task), stored_cb,
                                 g_object_ref (task));
      return;
    }
  gesso_engine_switch_to_key (self, use->key);
  g_task_return_boolean (task, TRUE);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (krea_client_check_key_finish (KREA_CLIENT (source), result, &error))
    store (task);
  /* A key with an empty balance is a good key. */
  else if (g_error_matches (error, KREA_ERROR, KREA_ERROR_PAYMENT_REQUIRED))
    store (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
gesso_engine_use_key_async (GessoEngine         *self,
                            const char          *key,
                            gboolean             check,
                            gboolean             keep,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  UseKey *use;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (key != NULL);

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_engine_use_key_async);
  use = g_new0 (UseKey, 1);
  use->key = g_strstrip (g_strdup (key));
  use->keep = keep;
  g_task_set_task_data (task, use, use_key_free);
  if (*use->key == '\0')
    {
      g_task_return_new_error (task, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_ACCOUNT, "%s", _("The key is empty."));
      return;
    }
  if (!check)
    {
      store (task);
      return;
    }
  use->client = krea_client_new (self->origin, use->key);
  krea_client_check_key_async (use->client, cancellable, checked_cb, g_steal_pointer (&task));
}

gboolean
gesso_engine_use_key_finish (GessoEngine   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_use_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- removing it --- */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (gesso_engine_find_account_finish (GESSO_ENGINE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!gesso_secrets_clear_finish (GESSO_SECRETS (source), result, &error)
      && !g_error_matches (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  gesso_engine_forget_key (self);
  gesso_engine_find_account_async (self, FALSE, NULL, found_cb, g_steal_pointer (&task));
}

void
gesso_engine_remove_key_async (GessoEngine         *self,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, gesso_engine_remove_key_async);
  if (gesso_secrets_is_fixed (self->secrets))
    g_task_return_new_error (task, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE, "%s",
                             _("The key comes from KREA_API_TOKEN and can’t be removed here."));
  else
    gesso_secrets_clear_async (self->secrets, self->origin, NULL, cleared_cb, g_steal_pointer (&task));
}

gboolean
gesso_engine_remove_key_finish (GessoEngine   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_remove_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

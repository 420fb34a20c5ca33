/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-secrets"

#include "gesso-secrets-private.h"

#include <string.h>

typedef struct {
  char *origin;
  char *key;
  gboolean unlock;
} Request;

G_DEFINE_QUARK (gesso-secrets-error-quark, gesso_secrets_error)
G_DEFINE_TYPE (GessoSecrets, gesso_secrets, G_TYPE_OBJECT)

void
gesso_secrets_key_free (char *key)
{
  if (key == NULL)
    return;
  explicit_bzero (key, strlen (key));
  g_free (key);
}

static void
request_free (Request *request)
{
  g_free (request->origin);
  gesso_secrets_key_free (request->key);
  g_free (request);
}

static GTask *
task_new (GessoSecrets        *self,
          const char          *origin,
          const char          *key,
          gboolean             unlock,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  Request *request = g_new0 (Request, 1);

  request->origin = g_strdup (origin);
  request->key = g_strdup (key);
  request->unlock = unlock;
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  return task;
}

/* What the calls of a thread leave to be done in its main context is done before the thread goes on to other work. */
static GMainContext *
enter_context (void)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  return context;
}

static void
leave_context (GMainContext *context)
{
  while (g_main_context_iteration (context, FALSE))
    ;
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
}

static void
lookup_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Request *request = data;
  GMainContext *context = enter_context ();
  GError *error = NULL;
  char *key;

  key = GESSO_SECRETS_GET_CLASS (source)->lookup (source, request->origin, request->unlock, cancellable, &error);
  leave_context (context);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, key, (GDestroyNotify) gesso_secrets_key_free);
}

static void
store_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Request *request = data;
  GMainContext *context = enter_context ();
  GError *error = NULL;
  gboolean done;

  done = GESSO_SECRETS_GET_CLASS (source)->store (source, request->origin, request->key, cancellable, &error);
  leave_context (context);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
clear_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Request *request = data;
  GMainContext *context = enter_context ();
  GError *error = NULL;
  gboolean done;

  done = GESSO_SECRETS_GET_CLASS (source)->clear (source, request->origin, cancellable, &error);
  leave_context (context);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
gesso_secrets_class_init (GessoSecretsClass *klass)
{
}

static void
gesso_secrets_init (GessoSecrets *self)
{
}

GessoSecrets *
gesso_secrets_new (void)
{
  return g_object_new (GESSO_TYPE_SECRETS_KEYRING, NULL);
}

gboolean
gesso_secrets_is_fixed (GessoSecrets *self)
{
  g_return_val_if_fail (GESSO_IS_SECRETS (self), FALSE);

  return GESSO_IS_SECRETS_KEYRING (self) && gesso_secrets_environment_has_key ();
}

void
gesso_secrets_lookup_async (GessoSecrets        *self,
                            const char          *origin,
                            gboolean             unlock,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_SECRETS (self));
  g_return_if_fail (origin != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = task_new (self, origin, NULL, unlock, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_secrets_lookup_async);
  g_task_run_in_thread (task, lookup_in_thread);
}

char *
gesso_secrets_lookup_finish (GessoSecrets  *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == gesso_secrets_lookup_async, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_secrets_store_async (GessoSecrets        *self,
                           const char          *origin,
                           const char          *key,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_SECRETS (self));
  g_return_if_fail (origin != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = task_new (self, origin, key, FALSE, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_secrets_store_async);
  g_task_run_in_thread (task, store_in_thread);
}

gboolean
gesso_secrets_store_finish (GessoSecrets  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == gesso_secrets_store_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_secrets_clear_async (GessoSecrets        *self,
                           const char          *origin,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_SECRETS (self));
  g_return_if_fail (origin != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = task_new (self, origin, NULL, FALSE, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_secrets_clear_async);
  g_task_run_in_thread (task, clear_in_thread);
}

gboolean
gesso_secrets_clear_finish (GessoSecrets  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == gesso_secrets_clear_async, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

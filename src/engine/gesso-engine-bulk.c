/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-library-query.h"

/* What the user does with many at once: all that wait, all that failed. */

/* --- what waits --- */

GPtrArray *
gesso_engine_list_waiting (GessoEngine *self)
{
  GPtrArray *waiting;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->n_unfinished; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (gesso_generation_get_state (generation) == GESSO_STATE_QUEUED)
        g_ptr_array_add (waiting, g_steal_pointer (&generation));
    }
  return waiting;
}

void
gesso_engine_cancel_waiting_async (GessoEngine         *self,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data)
{
  g_autoptr (GPtrArray) waiting = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  waiting = gesso_engine_list_waiting (self);
  gesso_engine_cancel_async (self, waiting, callback, data);
}

/* --- what failed --- */

/* The words, the settings or the size were at fault: they are changed by a person, not tried again. */
static gboolean
is_refusal (GessoGeneration *generation)
{
  KreaError code;

  if (!krea_error_code_from_nick (gesso_generation_get_error_code (generation), &code))
    return FALSE;
  return code == KREA_ERROR_INVALID_REQUEST || code == KREA_ERROR_MODERATED || code == KREA_ERROR_GONE
         || code == KREA_ERROR_TOO_LARGE;
}

GPtrArray *
gesso_engine_list_retryable (GessoEngine *self,
                             gint64      *price)
{
  GPtrArray *failed;
  guint n;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  failed = g_ptr_array_new_with_free_func (g_object_unref);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  if (price != NULL)
    *price = 0;
  for (guint i = self->n_unfinished; i < n; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      g_autoptr (KreaRequest) request = NULL;

      if (gesso_generation_is_dismissed (generation) || g_hash_table_contains (self->retrying, generation)
          || is_refusal (generation))
        continue;
      request = krea_request_new_from_recipe (krea_catalog_get_default (), gesso_generation_get_recipe (generation),
                                              NULL);
      if (request == NULL || !krea_request_validate (request, TRUE, NULL))
        continue;
      if (price != NULL)
        *price += krea_request_get_price (request);
      g_ptr_array_add (failed, g_steal_pointer (&generation));
    }
  return failed;
}

void
gesso_engine_retry_many_async (GessoEngine         *self,
                               GPtrArray           *generations,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (generations != NULL);

  gesso_engine_generate_again (self, generations, gesso_engine_retry_many_async, callback, data);
}

GPtrArray *
gesso_engine_retry_many_finish (GessoEngine   *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_retry_many_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_engine_retry_async (GessoEngine         *self,
                          GessoGeneration     *generation,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GPtrArray) one = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (generation));

  one = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (one, g_object_ref (generation));
  gesso_engine_generate_again (self, one, gesso_engine_retry_async, callback, data);
}

GPtrArray *
gesso_engine_retry_finish (GessoEngine   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_retry_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
gesso_engine_unlist (GessoEngine *self,
                     GPtrArray   *generations)
{
  GPtrArray *failed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < generations->len; i++)
    {
      GessoState state = gesso_generation_get_state (generations->pdata[i]);
      guint position;

      if (state != GESSO_STATE_FAILED && state != GESSO_STATE_CANCELLED)
        continue;
      g_ptr_array_add (failed, g_object_ref (generations->pdata[i]));
      if (g_list_store_find (self->queue, generations->pdata[i], &position) && position >= self->n_unfinished)
        g_list_store_remove (self->queue, position);
    }
  return failed;
}

void
gesso_engine_dismiss (GessoEngine *self,
                      GPtrArray   *generations)
{
  g_autoptr (GPtrArray) failed = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (generations != NULL);

  failed = gesso_engine_unlist (self, generations);
  if (failed->len > 0)
    gesso_library_dismiss_async (self->library, failed, NULL, NULL);
  gesso_engine_count (self);
}

void
gesso_engine_dismiss_failed (GessoEngine *self)
{
  g_autoptr (GPtrArray) failed = NULL;
  guint n;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  failed = g_ptr_array_new_with_free_func (g_object_unref);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  for (guint i = self->n_unfinished; i < n; i++)
    g_ptr_array_add (failed, g_list_model_get_item (G_LIST_MODEL (self->queue), i));
  gesso_engine_dismiss (self, failed);
}

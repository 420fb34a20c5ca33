/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-engine-private.h"
#include "gesso-library-query.h"

/* A press of Generate becomes a round in the journal; sending is the queue's business. */

/* One bit for each picture that is skipped. */
G_STATIC_ASSERT (GESSO_ROUND_MAX <= 64);

/**
 * Generate:
 * @request: (nullable): what to make, with seeds that follow one another; without it the recipes of @again
 * @skip: bit n: not the n-th of them
 * @again: (nullable): failed ones in whose place the new ones come
 */
typedef struct {
  KreaRequest *request;
  guint count;
  guint64 skip;
  GPtrArray *again;
  GPtrArray *round;
} Generate;

static void
generate_free (gpointer data)
{
  Generate *self = data;

  g_clear_pointer (&self->again, g_ptr_array_unref);
  g_clear_object (&self->request);
  g_clear_pointer (&self->round, g_ptr_array_unref);
  g_free (self);
}

/* --- What is tried again --- */

/* Those in whose place nobody puts another already: a second press is not paid, however late it comes. What was dismissed
 * is not tried again, either; in one that is looked at or searched for, the button is still there. (transfer full) */
static GPtrArray *
claim (GessoEngine *self,
       GPtrArray   *generations)
{
  GPtrArray *claimed = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < generations->len; i++)
    {
      GessoGeneration *each = generations->pdata[i];

      if (gesso_generation_is_dismissed (each) || g_hash_table_contains (self->retrying, each))
        continue;
      g_hash_table_insert (self->retrying, g_object_ref (each), g_object_ref (each));
      g_ptr_array_add (claimed, g_object_ref (each));
    }
  return claimed;
}

static void
release (GessoEngine *self,
         GPtrArray   *claimed)
{
  for (guint i = 0; claimed != NULL && i < claimed->len; i++)
    g_hash_table_remove (self->retrying, claimed->pdata[i]);
}

static void
give_up (GTask  *task,
         GError *error)
{
  Generate *generate = g_task_get_task_data (task);

  release (g_task_get_source_object (task), generate->again);
  g_task_return_error (task, error);
}

/* They were dismissed with the round, and stay claimed for this session. */
static void
hand_over_places (GessoEngine    *self,
                  const Generate *generate)
{
  g_autoptr (GPtrArray) gone = gesso_engine_unlist (self, generate->again);

  for (guint i = 0; i < generate->again->len; i++)
    g_hash_table_insert (self->retrying, g_object_ref (generate->again->pdata[i]),
                         g_object_ref (generate->round->pdata[i]));
  gesso_engine_count (self);
}

void
gesso_engine_recall (GessoEngine     *self,
                     GessoGeneration *taken_back)
{
  g_autoptr (GPtrArray) failed = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->retrying);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (value == taken_back)
      {
        g_ptr_array_add (failed, g_object_ref (key));
        g_hash_table_iter_remove (&iter);
      }
  if (failed->len == 0)
    return;
  gesso_library_recall_async (self->library, failed, NULL, NULL);
  g_list_store_append (self->queue, failed->pdata[0]);
  gesso_engine_count (self);
}

/* --- The round --- */

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  Generate *generate = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *recipe = NULL;

  if (!gesso_library_add_round_finish (GESSO_LIBRARY (source), result, &error))
    {
      give_up (task, g_steal_pointer (&error));
      return;
    }
  if (generate->request != NULL)
    {
      recipe = krea_request_to_recipe (generate->request);
      gesso_library_add_history_async (self->library, recipe, NULL, NULL);
    }
  if (generate->again != NULL)
    hand_over_places (self, generate);
  /* With the engine stopped they are in the journal, and go on at the next start. */
  if (!self->stopping)
    {
      for (guint i = 0; i < generate->round->len; i++)
        gesso_engine_add_drive (self, generate->round->pdata[i]);
      gesso_engine_emit (self, SIGNAL_ROUND_ADDED, generate->round);
      gesso_engine_step (self, generate->round->pdata[0], "added");
    }
  g_task_return_pointer (task, g_steal_pointer (&generate->round), (GDestroyNotify) g_ptr_array_unref);
  gesso_engine_pump (self);
}

/* Takes one picture of a round. */
static gboolean
add_to_round (GPtrArray    *round,
              KreaRequest  *request,
              const char   *round_id,
              GError      **error)
{
  g_autofree char *recipe = krea_request_to_recipe (request);
  g_autofree char *hash = krea_request_hash (request);
  int revision = krea_catalog_get_revision (krea_request_get_catalog (request));
  GessoGeneration *generation = gesso_generation_new (recipe, round_id, hash, krea_request_get_price (request),
                                                      revision, error);

  if (generation == NULL)
    return FALSE;
  g_ptr_array_add (round, generation);
  return TRUE;
}

static gboolean
is_skipped (const Generate *self,
            guint           n)
{
  return ((self->skip >> n) & 1) != 0;
}

/* One generation for each picture, their seeds following one another. Returns (transfer full) (nullable) */
static GPtrArray *
make_round (const Generate  *self,
            GError         **error)
{
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *round_id = g_uuid_string_random ();
  gint64 first = krea_request_get_seed (self->request);

  if (first == KREA_SEED_RANDOM)
    first = krea_seed_random ();
  for (guint i = 0; i < self->count; i++)
    {
      g_autoptr (KreaRequest) one = NULL;

      if (is_skipped (self, i))
        continue;
      one = krea_request_copy (self->request);
      krea_request_set_seed (one, krea_seed_nth (first, i));
      if (!add_to_round (round, one, round_id, error))
        return NULL;
    }
  return g_steal_pointer (&round);
}

/* The same recipes, with today's prices. Returns (transfer full) (nullable) */
static GPtrArray *
make_round_again (GPtrArray  *again,
                  GError    **error)
{
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *round_id = g_uuid_string_random ();

  for (guint i = 0; i < again->len; i++)
    {
      const char *recipe = gesso_generation_get_recipe (again->pdata[i]);
      g_autoptr (KreaRequest) one = krea_request_new_from_recipe (krea_catalog_get_default (), recipe, error);

      if (one == NULL || !krea_request_validate (one, TRUE, error) || !add_to_round (round, one, round_id, error))
        return NULL;
    }
  return g_steal_pointer (&round);
}

static void
generate (GTask *task)
{
  GessoEngine *self = g_task_get_source_object (task);
  Generate *state = g_task_get_task_data (task);
  GessoRoute *route = gesso_engine_active_route (self);
  g_autoptr (GError) error = NULL;

  if (gesso_library_is_read_only (self->library))
    g_set_error (&error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_READ_ONLY, "%s",
                 _("This library can’t be written."));
  else if (gesso_library_is_moved (self->library))
    g_set_error (&error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_MOVED, "%s",
                 _("This library was copied or restored."));
  else if (route == NULL)
    g_set_error (&error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_ACCOUNT, "%s",
                 self->account_error != NULL ? self->account_error->message : _("There is no API key."));
  else if (self->stopping)
    g_set_error (&error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE, "%s", _("Gesso is closing."));
  else
    {
      state->round = state->request != NULL ? make_round (state, &error) : make_round_again (state->again, &error);
      if (state->round != NULL)
        gesso_library_add_round_async (self->library, state->round, state->again,
                                       gesso_account_get_origin (route->account),
                                       gesso_account_get_id (route->account), gesso_account_is_sandbox (route->account),
                                       added_cb, g_object_ref (task));
    }
  if (error != NULL)
    give_up (task, g_steal_pointer (&error));
}

void
gesso_engine_run_deferred (GessoEngine *self)
{
  g_autoptr (GPtrArray) deferred = g_steal_pointer (&self->deferred);

  self->deferred = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < deferred->len; i++)
    generate (deferred->pdata[i]);
}

static void
generate_or_defer (GTask *task)
{
  GessoEngine *self = g_task_get_source_object (task);

  if (self->starting)
    g_ptr_array_add (self->deferred, g_object_ref (task));
  else
    generate (task);
}

/* Nobody else has the failed ones, and not all of it is skipped. */
static gboolean
is_anything_left (const Generate *state)
{
  guint wanted = 0;

  for (guint i = 0; i < state->count; i++)
    wanted += !is_skipped (state, i);
  return wanted > 0 && (state->again == NULL || state->again->len > 0);
}

/* @request or @failed may be %NULL, not both. */
static void
start (GessoEngine         *self,
       KreaRequest         *request,
       guint                count,
       guint64              skip,
       GPtrArray           *failed,
       gpointer             tag,
       GAsyncReadyCallback  callback,
       gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_autoptr (GError) error = NULL;
  Generate *state = g_new0 (Generate, 1);

  g_task_set_source_tag (task, tag);
  state->request = request != NULL ? krea_request_copy (request) : NULL;
  state->count = CLAMP (count, 1, GESSO_ROUND_MAX);
  state->skip = skip;
  state->again = failed != NULL ? claim (self, failed) : NULL;
  g_task_set_task_data (task, state, generate_free);
  /* The widgets keep to the narrow ranges unless extended strengths are on; both are valid here. */
  if (!is_anything_left (state))
    g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref);
  else if (state->request == NULL || krea_request_validate (state->request, TRUE, &error))
    generate_or_defer (task);
  else
    give_up (task, g_steal_pointer (&error));
}

void
gesso_engine_generate_async (GessoEngine         *self,
                             KreaRequest         *request,
                             guint                count,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (KREA_IS_REQUEST (request));

  start (self, request, count, 0, NULL, gesso_engine_generate_async, callback, data);
}

void
gesso_engine_generate_missing_async (GessoEngine         *self,
                                     KreaRequest         *request,
                                     guint                count,
                                     guint64              skip,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (KREA_IS_REQUEST (request));

  start (self, request, count, skip, NULL, gesso_engine_generate_async, callback, data);
}

void
gesso_engine_generate_instead_async (GessoEngine         *self,
                                     GessoGeneration     *failed,
                                     KreaRequest         *request,
                                     GAsyncReadyCallback  callback,
                                     gpointer             data)
{
  g_autoptr (GPtrArray) one = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (GESSO_IS_GENERATION (failed));
  g_return_if_fail (KREA_IS_REQUEST (request));

  one = g_ptr_array_new ();
  g_ptr_array_add (one, failed);
  start (self, request, 1, 0, one, gesso_engine_generate_async, callback, data);
}

GPtrArray *
gesso_engine_generate_finish (GessoEngine   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_generate_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_engine_generate_again (GessoEngine         *self,
                             GPtrArray           *again,
                             gpointer             tag,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  start (self, NULL, 1, 0, again, tag, callback, data);
}

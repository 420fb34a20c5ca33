/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-library-query.h"
#include "gesso-time.h"

/* What was spent this month (UTC), the cap on it, and how long a picture usually takes. */

static void
spending_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoEngine) self = data;
  GessoSpending spending = { 0 };

  if (!gesso_library_spending_finish (GESSO_LIBRARY (source), result, &spending, NULL))
    return;
  if (self->spent != spending.spent)
    {
      self->spent = spending.spent;
      gesso_engine_notify (self, PROP_SPENT);
    }
  self->capped = FALSE;
  gesso_engine_pump (self);
}

void
gesso_engine_refresh_spent (GessoEngine *self)
{
  g_free (self->month);
  self->month = gesso_time_month (gesso_time_now_ms ());
  gesso_library_spending_async (self->library, self->month, self->cancellable, spending_cb, g_object_ref (self));
}

gint64
gesso_engine_get_spent (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  return self->spent;
}

gint64
gesso_engine_get_cap (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  return self->cap;
}

static void
cap_written_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (gesso_library_set_setting_finish (GESSO_LIBRARY (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
gesso_engine_set_cap_async (GessoEngine         *self,
                            gint64               cap,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, gesso_engine_set_cap_async);
  cap = MAX (cap, 0);
  text = cap > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, cap) : NULL;
  gesso_library_set_setting_async (self->library, GESSO_SETTING_CAP, text, cap_written_cb, g_steal_pointer (&task));
  if (self->cap == cap)
    return;
  self->cap = cap;
  self->capped = FALSE;
  gesso_engine_notify (self, PROP_CAP);
  gesso_engine_pump (self);
}

gboolean
gesso_engine_set_cap_finish (GessoEngine   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_set_cap_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_set_cap (GessoEngine *self,
                      gint64       cap)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  if (self->cap != MAX (cap, 0))
    gesso_engine_set_cap_async (self, cap, NULL, NULL);
}

guint
gesso_engine_count_over_cap (GessoEngine *self,
                             gint64       price,
                             guint        count)
{
  GessoRoute *route;
  gint64 room;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  route = gesso_engine_active_route (self);
  if (self->cap == 0 || price <= 0 || (route != NULL && gesso_account_is_sandbox (route->account)))
    return 0;
  room = self->cap - self->spent - gesso_engine_get_committed (self);
  for (guint i = 0; i < self->n_unfinished; i++)
    {
      g_autoptr (GessoGeneration) generation = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (gesso_generation_get_state (generation) == GESSO_STATE_QUEUED && !gesso_generation_is_sandbox (generation))
        room -= gesso_generation_get_price (generation);
    }
  return room <= 0 ? count : count - MIN (count, room / price);
}

/* --- how long a picture takes --- */

typedef struct {
  GessoEngine *engine;
  const KreaModel *model; /* owned by the catalog, which lives for ever */
} Median;

static void
median_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Median *median = data;
  g_autoptr (GessoEngine) self = median->engine;
  double seconds = gesso_library_median_finish (GESSO_LIBRARY (source), result, NULL);

  if (seconds > 0)
    g_hash_table_insert (self->medians, g_strdup (median->model->variant), g_memdup2 (&seconds, sizeof seconds));
  else
    g_hash_table_remove (self->medians, median->model->variant);
  g_free (median);
}

void
gesso_engine_learn_medians (GessoEngine *self)
{
  const KreaModel *const *models = krea_catalog_get_models (krea_catalog_get_default ());
  GessoRoute *route = gesso_engine_active_route (self);
  gboolean sandbox = route != NULL && gesso_account_is_sandbox (route->account);

  for (guint i = 0; models[i] != NULL; i++)
    {
      Median *median = g_new0 (Median, 1);

      median->engine = g_object_ref (self);
      median->model = models[i];
      gesso_library_median_async (self->library, models[i]->variant, sandbox, self->cancellable, median_cb, median);
    }
}

double
gesso_engine_get_typical (GessoEngine *self,
                          const char  *variant)
{
  const KreaModel *model;
  const double *median;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  if (variant == NULL)
    return 0;
  median = g_hash_table_lookup (self->medians, variant);
  if (median != NULL)
    return *median;
  model = krea_catalog_find_model (krea_catalog_get_default (), variant);
  return model != NULL ? model->typical_s : 0;
}

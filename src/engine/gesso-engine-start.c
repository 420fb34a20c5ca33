/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"

/* Start: settings, account, then everything that is unfinished. Stop: waits for a POST, for nothing else. */

/* --- start --- */

static void
start_done (GTask  *task,
            GError *error)
{
  GessoEngine *self = g_task_get_source_object (task);

  self->starting = FALSE;
  self->started = error == NULL;
  gesso_engine_run_deferred (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  gesso_engine_expect_calls (self);
  gesso_engine_pump (self);
}

/* Of what an earlier run left behind: with "only mine", what is in doubt still stands in the way and is settled. */
static gboolean
is_ours (GessoEngine     *self,
         GessoGeneration *generation)
{
  return !(self->flags & GESSO_ENGINE_ONLY_MINE) || gesso_generation_get_state (generation) == GESSO_STATE_IN_DOUBT;
}

static void
resume (GessoEngine *self,
        GPtrArray   *unfinished)
{
  g_autoptr (GPtrArray) drives = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_drive_unref);
  gboolean sandbox_work = FALSE;

  for (guint i = 0; i < unfinished->len; i++)
    if (is_ours (self, unfinished->pdata[i]))
      g_ptr_array_add (drives, gesso_drive_ref (gesso_engine_add_drive (self, unfinished->pdata[i])));

  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];
      GessoState state = gesso_generation_get_state (drive->generation);

      if (!gesso_generation_is_sandbox (drive->generation) || self->krea == NULL)
        gesso_drive_advance (drive);
      else if (state == GESSO_STATE_QUEUED || state == GESSO_STATE_HELD)
        gesso_drive_conclude_cancelled (drive, GESSO_CHARGE_NONE); /* never sent to Krea */
      else
        sandbox_work = TRUE;
    }
  if (sandbox_work)
    gesso_engine_start_sandbox (self);
}

static void
unfinished_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) unfinished = gesso_library_list_unfinished_finish (GESSO_LIBRARY (source), result, &error);

  if (unfinished == NULL)
    {
      start_done (task, g_steal_pointer (&error));
      return;
    }
  if (!self->stopping)
    {
      resume (self, unfinished);
      gesso_engine_refresh_spent (self);
      gesso_engine_learn_medians (self);
    }
  start_done (task, NULL);
}

static void
account_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = GESSO_ENGINE (source);

  /* Without an account what is there is still shown. */
  gesso_engine_find_account_finish (self, result, NULL);
  gesso_library_list_unfinished_async (self->library, g_task_get_cancellable (task), unfinished_cb,
                                       g_object_ref (task));
}

static void
paused_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  g_autofree char *paused = gesso_library_get_setting_finish (GESSO_LIBRARY (source), result, NULL);

  self->paused = g_strcmp0 (paused, "1") == 0;
  gesso_engine_notify (self, PROP_PAUSED);
  gesso_engine_update_hold (self);
  gesso_engine_find_account_async (self, FALSE, g_task_get_cancellable (task), account_cb, g_object_ref (task));
}

static void
cap_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *cap = gesso_library_get_setting_finish (GESSO_LIBRARY (source), result, &error);

  /* A cap that can't be read is not the same as none. */
  if (error != NULL)
    {
      start_done (task, g_steal_pointer (&error));
      return;
    }
  self->cap = cap != NULL ? MAX (g_ascii_strtoll (cap, NULL, 10), 0) : 0;
  gesso_engine_notify (self, PROP_CAP);
  gesso_library_get_setting_async (self->library, GESSO_SETTING_PAUSED, g_task_get_cancellable (task), paused_cb,
                                   g_object_ref (task));
}

void
gesso_engine_start_async (GessoEngine         *self,
                          GessoEngineFlags     flags,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, gesso_engine_start_async);
  if (self->starting || self->started || self->stopping)
    {
      g_task_return_new_error (task, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_STATE, "The engine was started before");
      return;
    }
  self->flags = flags;
  /* A library that is only read has nothing to drive and needs no account. */
  if (gesso_library_is_read_only (self->library))
    {
      gesso_engine_refresh_spent (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->starting = TRUE;
  gesso_engine_watch (self);
  gesso_library_get_setting_async (self->library, GESSO_SETTING_CAP, cancellable, cap_cb, g_steal_pointer (&task));
}

gboolean
gesso_engine_start_finish (GessoEngine   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_start_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- stop --- */

static void
let_go (GessoEngine *self)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (self);

  g_clear_handle_id (&self->stop_timer, g_source_remove);
  g_clear_handle_id (&self->poll_timer, g_source_remove);
  g_clear_pointer (&self->sender, gesso_drive_unref);
  for (guint i = 0; i < drives->len; i++)
    {
      gesso_drive_answer_cancel (drives->pdata[i], FALSE);
      gesso_drive_disconnect (drives->pdata[i]);
    }
  g_queue_clear_full (&self->poll_line, (GDestroyNotify) gesso_drive_unref);
  gesso_engine_close_routes (self);
}

/* The POST's end, if there was one under way, is on disk. */
void
gesso_engine_stop_if_idle (GessoEngine *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->stop_task == NULL || self->sender != NULL)
    return;
  task = g_steal_pointer (&self->stop_task);
  let_go (self);
  g_task_return_boolean (task, TRUE);
}

static void
left_in_doubt_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;

  /* If even this fails, "submitting" on disk says the same at the next start. */
  gesso_library_commit_finish (GESSO_LIBRARY (source), result, NULL);
  g_task_return_boolean (task, TRUE);
}

static gboolean
stop_timeout_cb (gpointer data)
{
  GessoEngine *self = data;
  g_autoptr (GessoDrive) sender = gesso_drive_ref (self->sender);
  g_autoptr (GTask) task = g_steal_pointer (&self->stop_task);
  gboolean posted = sender->posted && !sender->outcome.pending;
  gint64 end = gesso_route_server_now (sender->route) + 1000 + gesso_engine_settle_margin (self, sender->route);

  self->stop_timer = 0;
  let_go (self);
  if (posted)
    gesso_library_commit_in_doubt_async (self->library, sender->generation, end, left_in_doubt_cb,
                                         g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

void
gesso_engine_stop_async (GessoEngine         *self,
                         GAsyncReadyCallback  callback,
                         gpointer             data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) drives = NULL;

  g_return_if_fail (GESSO_IS_ENGINE (self));

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, gesso_engine_stop_async);
  if (self->stopping)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->stopping = TRUE;
  gesso_engine_set_webhook (self, NULL, 0, NULL);
  g_cancellable_cancel (self->cancellable);
  gesso_engine_unwatch (self);
  g_clear_handle_id (&self->pump_source, g_source_remove);
  drives = gesso_engine_list_drives (self);
  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];

      g_clear_handle_id (&drive->timer, g_source_remove);
      g_cancellable_cancel (drive->cancellable);
    }
  gesso_engine_check_uploads (self);
  self->stop_task = g_steal_pointer (&task);
  self->stop_timer = g_timeout_add (self->times.stop_wait, stop_timeout_cb, self);
  gesso_engine_stop_if_idle (self);
}

gboolean
gesso_engine_stop_finish (GessoEngine   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_stop_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-engine-private.h"
#include "gesso-library-query.h"

/*
 * Accounts. What was queued for the sandbox has only the sandbox's route, and the sandbox is only the stand-in that
 * Gesso started itself: there is no way from one to the other.
 */

GessoRoute *
gesso_engine_active_route (GessoEngine *self)
{
  return self->krea != NULL ? self->krea : self->account_state == GESSO_ACCOUNT_SANDBOX ? self->sandbox : NULL;
}

/*
 * The one way that a generation may take; %NULL while its key is not here. What was sent belongs to the key that sent
 * it. What was not goes out with whichever key there is, as long as it goes where it was meant to.
 */
GessoRoute *
gesso_engine_route_for (GessoEngine     *self,
                        GessoGeneration *generation)
{
  const char *ours, *theirs;

  if (gesso_generation_is_sandbox (generation))
    return self->sandbox;
  if (self->krea == NULL)
    return NULL;
  if (gesso_generation_get_state (generation) == GESSO_STATE_QUEUED)
    {
      ours = gesso_account_get_origin (self->krea->account);
      theirs = gesso_generation_get_origin (generation);
    }
  else
    {
      ours = gesso_account_get_id (self->krea->account);
      theirs = gesso_generation_get_account (generation);
    }
  return g_strcmp0 (ours, theirs) == 0 ? self->krea : NULL;
}

const char *
gesso_engine_get_needed_account (GessoEngine     *self,
                                 GessoGeneration *generation)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  if (gesso_state_is_final (gesso_generation_get_state (generation))
      || gesso_engine_route_for (self, generation) != NULL)
    return NULL;
  return gesso_generation_get_account (generation);
}

const GError *
gesso_engine_get_problem (GessoEngine     *self,
                          GessoGeneration *generation)
{
  GessoDrive *drive;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  drive = gesso_engine_find_drive (self, generation);
  return drive != NULL ? drive->problem : NULL;
}

static void
close_route (GessoRoute **route)
{
  if (*route == NULL)
    return;
  (*route)->engine = NULL;
  g_signal_handlers_disconnect_by_data ((*route)->client, *route);
  g_clear_handle_id (&(*route)->settle_timer, g_source_remove);
  g_clear_pointer (route, gesso_route_unref);
}

void
gesso_engine_close_routes (GessoEngine *self)
{
  close_route (&self->krea);
  close_route (&self->sandbox);
  if (self->process != NULL)
    gesso_sandbox_process_stop (self->process);
  g_clear_object (&self->process);
}

static void
sunset_cb (KreaClient *client,
           const char *variant,
           const char *date,
           gpointer    data)
{
  GessoRoute *route = data;

  if (route->engine != NULL)
    gesso_engine_emit (route->engine, SIGNAL_SUNSET, variant, date);
}

static GessoRoute *
open_route (GessoEngine *self,
            const char  *origin,
            const char  *key,
            gboolean     sandbox)
{
  g_autoptr (GessoAccount) account
    = gesso_account_new (origin, key, gesso_library_get_salt (self->library), sandbox);
  GessoRoute *route = gesso_route_new (self, account);

  g_signal_connect (route->client, "sunset", G_CALLBACK (sunset_cb), route);
  return route;
}

static void
set_account_state (GessoEngine       *self,
                   GessoAccountState  state,
                   const GError      *error)
{
  self->account_state = state;
  g_clear_error (&self->account_error);
  if (error != NULL)
    self->account_error = g_error_copy (error);
  gesso_engine_notify (self, PROP_ACCOUNT_STATE);
  gesso_engine_notify (self, PROP_ACCOUNT_ERROR);
  gesso_engine_notify (self, PROP_ONLINE);
}

/* Another account, other obstacles; and whoever waited for this one goes on. */
static void
account_changed (GessoEngine *self)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (self);

  gesso_engine_unblock (self);
  self->capped = FALSE;
  self->continue_anyway = FALSE;
  gesso_engine_update_hold (self);
  for (guint i = 0; i < drives->len; i++)
    {
      gesso_drive_tell_waiting (drives->pdata[i]);
      gesso_drive_advance (drives->pdata[i]);
    }
  gesso_engine_pump (self);
}

/* --- the sandbox --- */

static void
process_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSandboxProcess) process = gesso_sandbox_process_start_finish (result, &error);

  self->sandbox_starting = FALSE;
  if (self->stopping)
    {
      if (process != NULL)
        gesso_sandbox_process_stop (process);
      g_task_return_boolean (task, FALSE);
      return;
    }
  close_route (&self->sandbox);
  g_clear_object (&self->process);
  if (process != NULL)
    {
      self->sandbox = open_route (self, gesso_sandbox_process_get_url (process),
                                  gesso_sandbox_process_get_token (process), TRUE);
      self->process = g_steal_pointer (&process);
    }
  if (self->krea == NULL)
    set_account_state (self, self->sandbox != NULL ? GESSO_ACCOUNT_SANDBOX : GESSO_ACCOUNT_FAILED, error);
  if (self->sandbox != NULL)
    account_changed (self);
  g_task_return_boolean (task, TRUE);
}

static void
start_sandbox (GessoEngine *self,
               GTask       *task)
{
  const char *speed = g_getenv ("GESSO_SANDBOX_SPEED");

  self->sandbox_speed = speed != NULL ? CLAMP (g_ascii_strtod (speed, NULL), 0.01, 1000) : 1;
  self->sandbox_starting = TRUE;
  gesso_sandbox_process_start_async (gesso_library_get_uuid (self->library), self->cancellable, process_cb,
                                     g_object_ref (task));
}

/* Where the stand-in has ended by itself, or has work left from before there was a key. */
void
gesso_engine_start_sandbox (GessoEngine *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->sandbox_starting || self->stopping || (self->flags & GESSO_ENGINE_NO_SANDBOX))
    return;
  task = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_source_tag (task, gesso_engine_start_sandbox);
  start_sandbox (self, task);
}

/* With a key, the stand-in is kept only until its jobs are done. */
void
gesso_engine_drop_idle_sandbox (GessoEngine *self)
{
  g_autoptr (GPtrArray) drives = NULL;

  if (self->krea == NULL || self->process == NULL)
    return;
  drives = gesso_engine_list_drives (self);
  for (guint i = 0; i < drives->len; i++)
    if (gesso_generation_is_sandbox (((GessoDrive *) drives->pdata[i])->generation))
      return;
  gesso_sandbox_process_stop (self->process);
  g_clear_object (&self->process);
  close_route (&self->sandbox);
}

/* --- looking for the key --- */

static void
use_krea (GessoEngine *self,
          const char  *key)
{
  close_route (&self->krea);
  self->krea = open_route (self, self->origin, key, FALSE);
  set_account_state (self, GESSO_ACCOUNT_KREA, NULL);
  account_changed (self);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  GessoEngine *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = gesso_secrets_lookup_finish (GESSO_SECRETS (source), result, &error);

  if (self->stopping)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  if (key != NULL && *key != '\0')
    {
      use_krea (self, key);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (error == NULL && !(self->flags & GESSO_ENGINE_NO_SANDBOX))
    {
      start_sandbox (self, task);
      return;
    }
  if (g_error_matches (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_LOCKED))
    set_account_state (self, GESSO_ACCOUNT_KEYRING_LOCKED, error);
  else if (g_error_matches (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT))
    set_account_state (self, GESSO_ACCOUNT_KEYRING_ABSENT, error);
  else
    {
      if (error == NULL)
        g_set_error_literal (&error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_ACCOUNT, _("There is no API key."));
      set_account_state (self, GESSO_ACCOUNT_FAILED, error);
    }
  g_task_return_boolean (task, TRUE);
}

void
gesso_engine_find_account_async (GessoEngine         *self,
                                 gboolean             unlock,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, gesso_engine_find_account_async);
  if (self->flags & GESSO_ENGINE_SANDBOX)
    start_sandbox (self, task);
  else
    gesso_secrets_lookup_async (self->secrets, self->origin, unlock, cancellable, lookup_cb, g_steal_pointer (&task));
}

gboolean
gesso_engine_find_account_finish (GessoEngine   *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_find_account_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_unlock_async (GessoEngine         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  gesso_engine_find_account_async (self, TRUE, cancellable, callback, data);
}

gboolean
gesso_engine_unlock_finish (GessoEngine   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  if (!gesso_engine_find_account_finish (self, result, error))
    return FALSE;
  if (self->account_error == NULL)
    return TRUE;
  if (error != NULL)
    *error = g_error_copy (self->account_error);
  return FALSE;
}

/* --- the user gives another key --- */

/* One that is on its way to the intent is cancelled before it gets there. */
static void
cancel_queued (GessoDrive *drive)
{
  gesso_generation_set_cancel_requested (drive->generation, TRUE);
  if (!drive->busy && !drive->outcome.pending)
    gesso_drive_conclude_cancelled (drive, GESSO_CHARGE_NONE);
}

void
gesso_engine_switch_to_key (GessoEngine *self,
                            const char  *key)
{
  g_autoptr (GPtrArray) drives = gesso_engine_list_drives (self);

  /* What was queued for the sandbox is never sent to Krea. */
  for (guint i = 0; i < drives->len; i++)
    {
      GessoDrive *drive = drives->pdata[i];

      if (gesso_generation_is_sandbox (drive->generation)
          && gesso_generation_get_state (drive->generation) == GESSO_STATE_QUEUED)
        cancel_queued (drive);
    }
  use_krea (self, key);
  gesso_engine_drop_idle_sandbox (self);
}

void
gesso_engine_forget_key (GessoEngine *self)
{
  close_route (&self->krea);
  set_account_state (self, self->sandbox != NULL ? GESSO_ACCOUNT_SANDBOX : GESSO_ACCOUNT_UNKNOWN, NULL);
  account_changed (self);
}

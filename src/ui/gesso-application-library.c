/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-application"

#include "config.h"

#include "gesso-application-private.h"

#include "gesso-library-upkeep.h"

/* What was moved meanwhile can wait until the first pictures are on screen. */
#define RESCAN_DELAY_S 3

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoApplication) self = data;
  g_autoptr (GError) error = NULL;

  /* Why it could not find an account is a property of the engine, which the window shows. */
  if (!gesso_engine_start_finish (GESSO_ENGINE (source), result, &error))
    {
      g_debug ("The engine has not started: %s", error->message);
      return;
    }
  if (self->engine != GESSO_ENGINE (source) || self->closing)
    return;
  self->handover = gesso_handover_new (self->engine, &error);
  if (self->handover == NULL)
    g_warning ("The command line can't use this library while it is open: %s", error->message);
}

static void
rescanned_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  GessoRescan found;

  if (gesso_library_rescan_finish (GESSO_LIBRARY (source), result, &found, &error))
    g_debug ("%u of %u folders read: %u moved, %u missing, %u back, %u strays", found.folders_read, found.folders,
             found.moved, found.missing, found.back, found.strays);
  else
    g_debug ("Not rescanned: %s", error->message);
}

static gboolean
rescan_cb (gpointer data)
{
  GessoApplication *self = data;

  self->rescan_timer = 0;
  gesso_library_rescan_async (self->library, FALSE, rescanned_cb, NULL);
  return G_SOURCE_REMOVE;
}

void
gesso_application_apply_webhook (GessoApplication *self)
{
  g_autofree char *url = g_settings_get_string (self->settings, "webhook-url");
  g_autoptr (GError) error = NULL;

  /* Without it jobs are asked after, as ever. */
  if (self->engine != NULL
      && !gesso_engine_set_webhook (self->engine, url, g_settings_get_uint (self->settings, "webhook-port"), &error))
    g_warning ("Nobody can call: %s", error->message);
}

static void
take_library (GessoApplication *self,
              GessoLibrary     *library)
{
  g_autoptr (GessoContext) context = NULL;

  self->library = library;
  self->engine = gesso_engine_new (library, self->decoder, self->secrets, NULL);
  context = gesso_context_new (self->engine, self->settings);
  gesso_window_set_context (self->window, context);
  self->notifier = gesso_notifier_new (G_APPLICATION (self), self->engine, self->settings);
  gesso_application_apply_webhook (self);
  g_object_bind_property (self->window, "is-active", self->notifier, "seen", G_BINDING_SYNC_CREATE);
  self->engine_started = !gesso_library_is_read_only (library);
  if (self->engine_started)
    self->rescan_timer = g_timeout_add_seconds (RESCAN_DELAY_S, rescan_cb, self);
  if (self->engine_started)
    gesso_engine_start_async (self->engine, GESSO_ENGINE_DEFAULT, NULL, started_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GessoApplication) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoLibrary) library = gesso_library_open_finish (result, &error);

  g_clear_object (&self->opening);
  if (self->closing || self->window == NULL || self->next_path != NULL)
    {
      self->library = g_steal_pointer (&library);
      gesso_application_close_library (self);
    }
  else if (library != NULL)
    take_library (self, g_steal_pointer (&library));
  else
    gesso_window_show_problem (self->window, error, self->opening_path);
}

void
gesso_application_open_library (GessoApplication *self,
                                const char       *path,
                                gboolean          read_only)
{
  g_return_if_fail (GESSO_IS_APPLICATION (self));
  g_return_if_fail (path != NULL);

  if (self->library != NULL || self->opening != NULL)
    {
      g_free (self->next_path);
      self->next_path = g_strdup (path);
      self->next_read_only = read_only;
      if (self->opening == NULL)
        gesso_application_close_library (self);
      return;
    }

  g_free (self->opening_path);
  self->opening_path = g_strdup (path);
  self->opening = g_cancellable_new ();
  gesso_library_open_async (path, read_only ? GESSO_LIBRARY_READ : GESSO_LIBRARY_DEFAULT, self->opening, opened_cb,
                            g_object_ref (self));
}

static void
finish_closing (GessoApplication *self)
{
  g_autofree char *path = g_steal_pointer (&self->next_path);

  g_clear_handle_id (&self->closing_timer, g_source_remove);
  g_clear_object (&self->library);
  if (path != NULL && !self->closing)
    gesso_application_open_library (self, path, self->next_read_only);
  else
    gesso_application_closed (self);
}

static void
library_closed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr (GessoApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_close_finish (GESSO_LIBRARY (source), result, &error))
    g_warning ("The library was not closed properly: %s", error->message);
  finish_closing (self);
}

static void
close_files (GessoApplication *self)
{
  if (self->window != NULL)
    gesso_window_set_context (self->window, NULL);
  g_clear_object (&self->notifier);
  g_clear_object (&self->engine);
  if (self->library != NULL)
    gesso_library_close_async (self->library, library_closed_cb, g_object_ref (self));
  else
    finish_closing (self);
}

static void
stopped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_engine_stop_finish (GESSO_ENGINE (source), result, &error))
    g_debug ("The engine was not stopped in time: %s", error->message);
  close_files (self);
}

/* Engine first, since it may still have to write down what the server answered. */
void
gesso_application_close_library (GessoApplication *self)
{
  g_return_if_fail (GESSO_IS_APPLICATION (self));

  g_clear_handle_id (&self->rescan_timer, g_source_remove);
  if (self->engine != NULL && self->engine_started)
    {
      self->engine_started = FALSE;
      g_clear_object (&self->handover);
      gesso_engine_stop_async (self->engine, stopped_cb, g_object_ref (self));
    }
  else
    close_files (self);
}

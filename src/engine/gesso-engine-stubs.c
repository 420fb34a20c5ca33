/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-engine.h"
#include "gesso-sandbox-process.h"

#pragma GCC diagnostic ignored "-Wunused-parameter"
struct _GessoEngine { GObject parent; };
struct _GessoSandboxProcess { GObject parent; };
G_DEFINE_FINAL_TYPE (GessoEngine, gesso_engine, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (GessoSandboxProcess, gesso_sandbox_process, G_TYPE_OBJECT)
static void gesso_engine_class_init (GessoEngineClass *k) {}
static void gesso_engine_init (GessoEngine *s) {}
static void gesso_sandbox_process_class_init (GessoSandboxProcessClass *k) {}
static void gesso_sandbox_process_init (GessoSandboxProcess *s) {}
G_DEFINE_QUARK (gesso-engine-error-quark, gesso_engine_error)

GessoEngine       *
gesso_engine_new (GessoLibrary *library, GessoDecoder *decoder, GessoSecrets *secrets, const char *origin)
{
  return g_object_new (GESSO_TYPE_ENGINE, NULL);
}

void
gesso_engine_start_async (GessoEngine *self, GessoEngineFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

gboolean
gesso_engine_start_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_stop_async (GessoEngine *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

gboolean
gesso_engine_stop_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GessoLibrary      *
gesso_engine_get_library (GessoEngine *self)
{
  return NULL;
}

GessoDecoder      *
gesso_engine_get_decoder (GessoEngine *self)
{
  return NULL;
}

GessoSecrets      *
gesso_engine_get_secrets (GessoEngine *self)
{
  return NULL;
}

const char        *
gesso_engine_get_api_origin (GessoEngine *self)
{
  return NULL;
}

GessoAccount      *
gesso_engine_get_account (GessoEngine *self)
{
  return NULL;
}

KreaClient        *
gesso_engine_get_client (GessoEngine *self)
{
  return NULL;
}

GessoAccountState
gesso_engine_get_account_state (GessoEngine *self)
{
  return 0;
}

GessoQueueHold
gesso_engine_get_hold (GessoEngine *self)
{
  return 0;
}

const GError      *
gesso_engine_get_hold_error (GessoEngine *self)
{
  return NULL;
}

gint64
gesso_engine_get_retry_at (GessoEngine *self)
{
  return 0;
}

gboolean
gesso_engine_is_paused (GessoEngine *self)
{
  return 0;
}

void
gesso_engine_set_paused (GessoEngine *self, gboolean paused)
{
  
}

gint64
gesso_engine_get_spent (GessoEngine *self)
{
  return 0;
}

gint64
gesso_engine_get_cap (GessoEngine *self)
{
  return 0;
}

void
gesso_engine_set_cap (GessoEngine *self, gint64 cap)
{
  
}

guint
gesso_engine_get_waiting (GessoEngine *self)
{
  return 0;
}

guint
gesso_engine_get_running (GessoEngine *self)
{
  return 0;
}

guint
gesso_engine_count_over_cap (GessoEngine *self, gint64 price, guint count)
{
  return 0;
}

GListModel        *
gesso_engine_get_queue (GessoEngine *self)
{
  return NULL;
}

double
gesso_engine_get_typical (GessoEngine *self, const char *variant)
{
  return 0;
}

void
gesso_engine_generate_async (GessoEngine *self, KreaRequest *request, guint count, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

GPtrArray         *
gesso_engine_generate_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_engine_cancel_async (GessoEngine *self, GPtrArray *generations, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

gboolean
gesso_engine_cancel_finish (GessoEngine *self, GAsyncResult *result, guint *unsent, guint *asked, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_retry_async (GessoEngine *self, GessoGeneration *generation, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

GPtrArray         *
gesso_engine_retry_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gesso_engine_send_held (GessoEngine *self, GessoGeneration *generation)
{
  
}

void
gesso_engine_discard_held (GessoEngine *self, GessoGeneration *generation)
{
  
}

void
gesso_engine_continue_anyway (GessoEngine *self)
{
  
}

void
gesso_engine_try_again (GessoEngine *self)
{
  
}

void
gesso_engine_move (GessoEngine *self, GessoGeneration *generation, guint position)
{
  
}

void
gesso_engine_download_anyway (GessoEngine *self, GessoGeneration *generation)
{
  
}

void
gesso_engine_dismiss_failed (GessoEngine *self)
{
  
}

void
gesso_engine_use_key_async (GessoEngine *self, const char *key, gboolean check, gboolean keep, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

gboolean
gesso_engine_use_key_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_remove_key_async (GessoEngine *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

gboolean
gesso_engine_remove_key_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_engine_unlock_async (GessoEngine *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

gboolean
gesso_engine_unlock_finish (GessoEngine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gesso_sandbox_process_start_async (const char *library_uuid, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not there yet");
}

GessoSandboxProcess *
gesso_sandbox_process_start_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char          *
gesso_sandbox_process_get_url (GessoSandboxProcess *self)
{
  return NULL;
}

const char          *
gesso_sandbox_process_get_token (GessoSandboxProcess *self)
{
  return NULL;
}

void
gesso_sandbox_process_stop (GessoSandboxProcess *self)
{
  
}

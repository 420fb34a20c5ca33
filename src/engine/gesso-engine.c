/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-time.h"

#define DEFAULT_ORIGIN "https://api.krea.ai"

G_DEFINE_QUARK (gesso-engine-error-quark, gesso_engine_error)
G_DEFINE_FINAL_TYPE (GessoEngine, gesso_engine, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* Whatever the monitor thinks, and whatever the last call met. */
static gboolean
is_online (GessoEngine *self)
{
  GessoRoute *route = gesso_engine_active_route (self);

  if (self->block == GESSO_QUEUE_OFFLINE)
    return FALSE;
  return gesso_engine_has_network (self, route);
}

void
gesso_engine_notify (GessoEngine *self,
                     int          property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
gesso_engine_emit (GessoEngine *self,
                   int          signal,
                   ...)
{
  va_list arguments;

  va_start (arguments, signal);
  g_signal_emit_valist (self, signals[signal], 0, arguments);
  va_end (arguments);
}

void
gesso_engine_step (GessoEngine     *self,
                   GessoGeneration *generation,
                   const char      *step)
{
  g_debug ("%s: %s", generation != NULL ? gesso_generation_get_id (generation) : "account", step);
  if (self->hook != NULL)
    self->hook (self, generation, step, self->hook_data);
}

static void
gesso_engine_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  GessoEngine *self = GESSO_ENGINE (object);

  switch (property_id)
    {
    case PROP_ACCOUNT_STATE:
      g_value_set_uint (value, self->account_state);
      break;
    case PROP_ACCOUNT_ERROR:
      g_value_set_string (value, self->account_error != NULL ? self->account_error->message : NULL);
      break;
    case PROP_HOLD:
      g_value_set_uint (value, self->hold);
      break;
    case PROP_HOLD_ERROR:
      g_value_set_boxed (value, gesso_engine_get_hold_error (self));
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, self->retry_at);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_RUNNING:
      g_value_set_uint (value, self->running);
      break;
    case PROP_FAILED:
      g_value_set_uint (value, self->failed);
      break;
    case PROP_HELD:
      g_value_set_uint (value, self->held);
      break;
    case PROP_IN_DOUBT:
      g_value_set_uint (value, self->in_doubt);
      break;
    case PROP_SPENT:
      g_value_set_int64 (value, self->spent);
      break;
    case PROP_CAP:
      g_value_set_int64 (value, self->cap);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, is_online (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
gesso_engine_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  GessoEngine *self = GESSO_ENGINE (object);

  switch (property_id)
    {
    case PROP_PAUSED:
      gesso_engine_set_paused (self, g_value_get_boolean (value));
      break;
    case PROP_CAP:
      gesso_engine_set_cap (self, g_value_get_int64 (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

/* Nothing may call back into an engine that is gone: drives are cut off, and calls under way end in nothing. */
static void
gesso_engine_dispose (GObject *object)
{
  GessoEngine *self = GESSO_ENGINE (object);

  self->stopping = TRUE;
  gesso_engine_unwatch (self);
  g_cancellable_cancel (self->cancellable);
  if (self->drives != NULL)
    {
      g_autoptr (GPtrArray) drives = gesso_engine_list_drives (self);

      for (guint i = 0; i < drives->len; i++)
        gesso_drive_disconnect (drives->pdata[i]);
      g_hash_table_remove_all (self->drives);
    }
  gesso_engine_end_uploads (self);
  g_queue_clear_full (&self->poll_line, (GDestroyNotify) gesso_drive_unref);
  g_clear_pointer (&self->sender, gesso_drive_unref);
  if (self->webhook != NULL)
    g_signal_handlers_disconnect_by_data (self->webhook, self);
  g_clear_object (&self->webhook);
  g_clear_handle_id (&self->pump_source, g_source_remove);
  g_clear_handle_id (&self->poll_timer, g_source_remove);
  g_clear_handle_id (&self->stop_timer, g_source_remove);
  gesso_engine_close_routes (self);
  g_clear_pointer (&self->deferred, g_ptr_array_unref);
  g_clear_object (&self->stop_task);
  g_clear_object (&self->queue);
  g_clear_object (&self->library);
  g_clear_object (&self->decoder);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (gesso_engine_parent_class)->dispose (object);
}

static void
gesso_engine_finalize (GObject *object)
{
  GessoEngine *self = GESSO_ENGINE (object);

  g_clear_pointer (&self->drives, g_hash_table_unref);
  g_clear_pointer (&self->uploads, g_hash_table_unref);
  g_clear_pointer (&self->medians, g_hash_table_unref);
  g_clear_pointer (&self->retrying, g_hash_table_unref);
  g_clear_pointer (&self->handed_out, g_hash_table_unref);
  g_clear_pointer (&self->recovered, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->account_error);
  g_clear_error (&self->block_error);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->month, g_free);

  G_OBJECT_CLASS (gesso_engine_parent_class)->finalize (object);
}

static GParamSpec *
uint_property (const char *name)
{
  return g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
gesso_engine_class_init (GessoEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = gesso_engine_get_property;
  object_class->set_property = gesso_engine_set_property;
  object_class->dispose = gesso_engine_dispose;
  object_class->finalize = gesso_engine_finalize;

  properties[PROP_ACCOUNT_STATE] = uint_property ("account-state");
  properties[PROP_ACCOUNT_ERROR] = g_param_spec_string ("account-error", NULL, NULL, NULL, readable);
  properties[PROP_HOLD] = uint_property ("hold");
  properties[PROP_HOLD_ERROR] = g_param_spec_boxed ("hold-error", NULL, NULL, G_TYPE_ERROR, readable);
  properties[PROP_RETRY_AT] = g_param_spec_int64 ("retry-at", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, writable);
  properties[PROP_WAITING] = uint_property ("waiting");
  properties[PROP_RUNNING] = uint_property ("running");
  properties[PROP_FAILED] = uint_property ("failed");
  properties[PROP_HELD] = uint_property ("held");
  properties[PROP_IN_DOUBT] = uint_property ("in-doubt");
  properties[PROP_SPENT] = g_param_spec_int64 ("spent", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_CAP] = g_param_spec_int64 ("cap", NULL, NULL, 0, G_MAXINT64, 0, writable);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_ROUND_ADDED] = g_signal_new ("round-added", GESSO_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_KEPT] = g_signal_new ("kept", GESSO_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", GESSO_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
  signals[SIGNAL_RECOVERED] = g_signal_new ("recovered", GESSO_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_SUNSET] = g_signal_new ("sunset", GESSO_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
gesso_engine_init (GessoEngine *self)
{
  static const GessoEngineTimes times = GESSO_ENGINE_TIMES_INIT;

  self->times = times;
  self->sandbox_speed = 1;
  self->cancellable = g_cancellable_new ();
  self->deferred = g_ptr_array_new_with_free_func (g_object_unref);
  self->queue = g_list_store_new (GESSO_TYPE_GENERATION);
  self->drives = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) gesso_drive_unref);
  self->recovered = g_ptr_array_new_with_free_func (g_object_unref);
  self->handed_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->retrying = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->medians = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&self->poll_line);
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_queue_init (&self->upload_line);
}

GessoEngine *
gesso_engine_new (GessoLibrary *library,
                  GessoDecoder *decoder,
                  GessoSecrets *secrets,
                  const char   *origin)
{
  GessoEngine *self;

  g_return_val_if_fail (GESSO_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (GESSO_IS_DECODER (decoder), NULL);
  g_return_val_if_fail (GESSO_IS_SECRETS (secrets), NULL);

  if (origin == NULL)
    origin = g_getenv ("KREA_API_URL");
  if (origin == NULL || *origin == '\0')
    origin = DEFAULT_ORIGIN;

  self = g_object_new (GESSO_TYPE_ENGINE, NULL);
  self->library = g_object_ref (library);
  self->decoder = g_object_ref (decoder);
  self->secrets = g_object_ref (secrets);
  self->origin = g_strdup (origin);
  return self;
}

void
gesso_engine_set_times (GessoEngine            *self,
                        const GessoEngineTimes *times)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  self->times = *times;
}

void
gesso_engine_set_step_hook (GessoEngine   *self,
                            GessoStepHook  hook,
                            gpointer       data)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  self->hook = hook;
  self->hook_data = data;
}

void
gesso_engine_set_monitor (GessoEngine     *self,
                          GNetworkMonitor *monitor)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (G_IS_NETWORK_MONITOR (monitor));

  g_set_object (&self->monitor, monitor);
  self->monitor_given = TRUE;
}

GessoLibrary *
gesso_engine_get_library (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  return self->library;
}

GessoDecoder *
gesso_engine_get_decoder (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  return self->decoder;
}

GessoSecrets *
gesso_engine_get_secrets (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  return self->secrets;
}

const char *
gesso_engine_get_api_origin (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  return self->origin;
}

GessoAccount *
gesso_engine_get_account (GessoEngine *self)
{
  GessoRoute *route;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  route = gesso_engine_active_route (self);
  return route != NULL ? route->account : NULL;
}

KreaClient *
gesso_engine_get_client (GessoEngine *self)
{
  GessoRoute *route;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  route = gesso_engine_active_route (self);
  return route != NULL ? route->client : NULL;
}

GessoAccountState
gesso_engine_get_account_state (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), GESSO_ACCOUNT_UNKNOWN);

  return self->account_state;
}

guint
gesso_engine_get_waiting (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  return self->waiting;
}

guint
gesso_engine_get_running (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), 0);

  return self->running;
}

GListModel *
gesso_engine_get_queue (GessoEngine *self)
{
  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);

  return G_LIST_MODEL (self->queue);
}

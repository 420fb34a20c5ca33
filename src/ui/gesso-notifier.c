/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-notifier"

#include "config.h"

#include "gesso-notifier.h"

#include <glib/gi18n.h>

#include "gesso-words.h"

/* Pictures that end together are told together, ms. */
#define SOON 500
/* What is done of a round that does not end is told after this, ms. */
#define LATEST 60000

/* What ended since the window was last looked at. */
typedef struct {
  GPtrArray *generations;
  gboolean   untold;      /* more of them than the notification says */
} Batch;

struct _GessoNotifier
{
  GObject parent_instance;

  GApplication *application;
  GessoEngine *engine;
  GSettings *settings;

  gboolean seen;
  Batch done;
  Batch failed;
  guint timer;
  gint64 due; /* monotonic µs */
};

enum {
  PROP_0,
  PROP_SEEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (GessoNotifier, gesso_notifier, G_TYPE_OBJECT)

/* --- what is said --- */

/* The prompt that all of them have in common. */
static char *
common_prompt (GPtrArray *generations)
{
  const char *prompt = gesso_generation_get_prompt (generations->pdata[0]);

  for (guint i = 1; i < generations->len; i++)
    if (g_strcmp0 (gesso_generation_get_prompt (generations->pdata[i]), prompt) != 0)
      return NULL;
  return g_strdelimit (g_strdup (prompt), "\n\r\t", ' ');
}

static void
tell_done (GessoNotifier *self)
{
  GPtrArray *done = self->done.generations;
  g_autofree char *title = g_strdup_printf (ngettext ("%u picture is ready", "%u pictures are ready", done->len),
                                            done->len);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *prompt = common_prompt (done);

  if (prompt != NULL)
    g_notification_set_body (notification, prompt);
  g_notification_set_category (notification, "transfer.complete");
  g_notification_set_default_action (notification, "app.show-done");
  g_notification_add_button (notification, _("Open"), "app.show-done");
  g_application_send_notification (self->application, "done", notification);
}

static void
tell_failed (GessoNotifier *self)
{
  GPtrArray *failed = self->failed.generations;
  g_autofree char *title = g_strdup_printf (ngettext ("%u picture failed", "%u pictures failed", failed->len),
                                            failed->len);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GessoSentence) why = gesso_words_for_failure (failed->pdata[0]);
  g_autoptr (GPtrArray) retryable = gesso_notifier_list_retryable (self);
  gint64 price = 0;

  for (guint i = 0; i < retryable->len; i++)
    if (!gesso_generation_is_sandbox (retryable->pdata[i]))
      price += gesso_generation_get_price (retryable->pdata[i]);
  if (why != NULL)
    g_notification_set_body (notification, why->text);
  g_notification_set_category (notification, "transfer.error");
  g_notification_set_default_action (notification, "app.show-failed");
  g_notification_add_button (notification, _("Open"), "app.show-failed");
  if (retryable->len > 0)
    g_notification_add_button (notification, gesso_words_try_again (price), "app.try-failed-again");
  g_application_send_notification (self->application, "failed", notification);
}

/* --- when --- */

static gboolean
timer_cb (gpointer data)
{
  GessoNotifier *self = data;

  self->timer = 0;
  if (self->done.untold)
    tell_done (self);
  if (self->failed.untold)
    tell_failed (self);
  self->done.untold = FALSE;
  self->failed.untold = FALSE;
  return G_SOURCE_REMOVE;
}

static void
tell_in (GessoNotifier *self,
         guint          ms)
{
  gint64 due = g_get_monotonic_time () + (gint64) ms * 1000;

  if (self->timer != 0 && self->due <= due)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->due = due;
  self->timer = g_timeout_add (ms, timer_cb, self);
}

static gboolean
round_goes_on (GessoNotifier   *self,
               GessoGeneration *generation)
{
  GListModel *queue = gesso_engine_get_queue (self->engine);
  const char *round_id = gesso_generation_get_round_id (generation);
  guint n = g_list_model_get_n_items (queue);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GessoGeneration) other = g_list_model_get_item (queue, i);
      GessoState state = gesso_generation_get_state (other);

      if (other != generation && !gesso_state_is_final (state) && state != GESSO_STATE_HELD
          && g_strcmp0 (gesso_generation_get_round_id (other), round_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
note (GessoNotifier   *self,
      Batch           *batch,
      GessoGeneration *generation)
{
  if (self->seen || !g_settings_get_boolean (self->settings, "notifications"))
    return;
  g_ptr_array_add (batch->generations, g_object_ref (generation));
  batch->untold = TRUE;
  tell_in (self, round_goes_on (self, generation) ? LATEST : SOON);
}

static void
kept_cb (GessoNotifier   *self,
         GessoGeneration *generation)
{
  note (self, &self->done, generation);
}

static void
failed_cb (GessoNotifier   *self,
           GessoGeneration *generation)
{
  note (self, &self->failed, generation);
}

/* --- seen --- */

static void
forget (GessoNotifier *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->done.generations->len > 0)
    g_application_withdraw_notification (self->application, "done");
  if (self->failed.generations->len > 0)
    g_application_withdraw_notification (self->application, "failed");
  g_ptr_array_set_size (self->done.generations, 0);
  g_ptr_array_set_size (self->failed.generations, 0);
  self->done.untold = FALSE;
  self->failed.untold = FALSE;
}

void
gesso_notifier_set_seen (GessoNotifier *self,
                         gboolean       seen)
{
  g_return_if_fail (GESSO_IS_NOTIFIER (self));

  self->seen = seen;
  if (seen)
    forget (self);
}

GPtrArray *
gesso_notifier_get_done (GessoNotifier *self)
{
  g_return_val_if_fail (GESSO_IS_NOTIFIER (self), NULL);

  return self->done.generations;
}

GPtrArray *
gesso_notifier_get_failed (GessoNotifier *self)
{
  g_return_val_if_fail (GESSO_IS_NOTIFIER (self), NULL);

  return self->failed.generations;
}

GPtrArray *
gesso_notifier_list_retryable (GessoNotifier *self)
{
  g_autoptr (GPtrArray) possible = NULL;
  GPtrArray *retryable;

  g_return_val_if_fail (GESSO_IS_NOTIFIER (self), NULL);

  possible = gesso_engine_list_retryable (self->engine, NULL);
  retryable = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->failed.generations->len; i++)
    if (g_ptr_array_find (possible, self->failed.generations->pdata[i], NULL))
      g_ptr_array_add (retryable, g_object_ref (self->failed.generations->pdata[i]));
  return retryable;
}

static void
gesso_notifier_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_SEEN:
      gesso_notifier_set_seen (GESSO_NOTIFIER (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_notifier_dispose (GObject *object)
{
  GessoNotifier *self = GESSO_NOTIFIER (object);

  if (self->application != NULL)
    forget (self);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_object (&self->application);
  G_OBJECT_CLASS (gesso_notifier_parent_class)->dispose (object);
}

static void
gesso_notifier_finalize (GObject *object)
{
  GessoNotifier *self = GESSO_NOTIFIER (object);

  g_ptr_array_unref (self->done.generations);
  g_ptr_array_unref (self->failed.generations);
  G_OBJECT_CLASS (gesso_notifier_parent_class)->finalize (object);
}

static void
gesso_notifier_class_init (GessoNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = gesso_notifier_set_property;
  object_class->dispose = gesso_notifier_dispose;
  object_class->finalize = gesso_notifier_finalize;

  properties[PROP_SEEN] = g_param_spec_boolean ("seen", NULL, NULL, FALSE,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gesso_notifier_init (GessoNotifier *self)
{
  self->done.generations = g_ptr_array_new_with_free_func (g_object_unref);
  self->failed.generations = g_ptr_array_new_with_free_func (g_object_unref);
}

GessoNotifier *
gesso_notifier_new (GApplication *application,
                    GessoEngine  *engine,
                    GSettings    *settings)
{
  GessoNotifier *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (GESSO_TYPE_NOTIFIER, NULL);
  self->application = g_object_ref (application);
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  g_signal_connect_swapped (engine, "kept", G_CALLBACK (kept_cb), self);
  g_signal_connect_swapped (engine, "failed", G_CALLBACK (failed_cb), self);
  return self;
}

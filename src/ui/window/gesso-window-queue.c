/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

#include <glib/gi18n.h>

#include "gesso-cap-entry.h"
#include "gesso-money.h"
#include "gesso-time.h"

#define TOP_UP_URI "https://www.krea.ai/app/api"

static GessoEngine *
get_engine (GessoWindow *self)
{
  return self->context != NULL ? gesso_context_get_engine (self->context) : NULL;
}

static gboolean
hold_timer_cb (gpointer data)
{
  GessoWindow *self = data;

  self->hold_timer = 0;
  gesso_window_queue_update (self);
  return G_SOURCE_REMOVE;
}

/* The composer's footer says these, where it is on screen. */
static gboolean
is_said_below (GessoWindow *self,
               GessoEngine *engine)
{
  GessoAccountState account = gesso_engine_get_account_state (engine);
  GessoQueueHold hold = gesso_engine_get_hold (engine);

  if (!adw_flap_get_reveal_flap (self->composer_flap))
    return FALSE;
  return (account == GESSO_ACCOUNT_KREA && (hold == GESSO_QUEUE_PAUSED || hold == GESSO_QUEUE_OFFLINE))
         || (account == GESSO_ACCOUNT_SANDBOX && hold == GESSO_QUEUE_PAUSED);
}

void
gesso_window_queue_update (GessoWindow *self)
{
  GessoEngine *engine = get_engine (self);
  g_autoptr (GessoSentence) sentence = NULL;
  gboolean waiting = engine != NULL && gesso_engine_get_waiting (engine) > 0;
  guint held;

  if (engine != NULL && gesso_library_is_moved (gesso_engine_get_library (engine)))
    {
      g_object_get (engine, "held", &held, NULL);
      sentence = gesso_words_for_moved (held);
    }
  else if (engine != NULL && gesso_library_is_read_only (gesso_engine_get_library (engine)))
    {
      sentence = gesso_sentence_new (g_strdup (_("This library can be looked at, but not changed.")), NULL);
      gesso_sentence_add_fix (sentence, _("Choose Folder…"), "win.choose-folder");
    }
  else if (engine != NULL && !is_said_below (self, engine))
    sentence = gesso_words_for_hold (engine);
  if (sentence == NULL)
    sentence = gesso_window_strays_sentence (self);

  gesso_banner_set_sentence (self->banner, sentence);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel-waiting", waiting);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.pause", engine != NULL);

  /* "Trying again in 0:12" counts down. */
  if (engine != NULL && gesso_engine_get_retry_at (engine) > gesso_time_now_ms () && self->hold_timer == 0)
    self->hold_timer = g_timeout_add_seconds (1, hold_timer_cb, self);
}

static gboolean
hold_idle_cb (gpointer data)
{
  GessoWindow *self = data;

  self->hold_idle = 0;
  gesso_window_queue_update (self);
  gesso_window_key_update (self);
  return G_SOURCE_REMOVE;
}

/* The engine notifies several things at once; one look at the end is enough. */
static void
engine_notify_cb (GessoWindow *self)
{
  if (self->hold_idle == 0)
    self->hold_idle = g_idle_add (hold_idle_cb, self);
}

static void
recovered_cb (GessoWindow *self,
              GPtrArray   *found)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_recovered (found->len);

  g_clear_pointer (&self->recovered, g_ptr_array_unref);
  self->recovered = g_ptr_array_ref (found);
  gesso_window_toast_sentence (self, sentence);
}

static void
sunset_cb (GessoWindow *self,
           const char  *variant,
           const char  *date)
{
  g_autoptr (GessoSentence) sentence = gesso_words_for_sunset (variant, date);

  gesso_window_toast_sentence (self, sentence);
}

void
gesso_window_queue_set_context (GessoWindow *self)
{
  if (self->queue_signals == NULL)
    {
      self->queue_signals = g_signal_group_new (GESSO_TYPE_ENGINE);
      g_signal_group_connect_swapped (self->queue_signals, "notify", G_CALLBACK (engine_notify_cb), self);
      g_signal_group_connect_swapped (self->queue_signals, "recovered", G_CALLBACK (recovered_cb), self);
      g_signal_group_connect_swapped (self->queue_signals, "sunset", G_CALLBACK (sunset_cb), self);
    }
  g_clear_handle_id (&self->hold_idle, g_source_remove);
  g_clear_handle_id (&self->hold_timer, g_source_remove);
  g_clear_pointer (&self->recovered, g_ptr_array_unref);
  g_signal_group_set_target (self->queue_signals, get_engine (self));
  if (self->context != NULL)
    g_signal_connect_object (gesso_context_get_library (self->context), "notify::moved",
                             G_CALLBACK (engine_notify_cb), self, G_CONNECT_SWAPPED);
  gesso_window_queue_update (self);
}

static void
engine_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  GessoEngine *engine = get_engine (GESSO_WINDOW (widget));

  if (engine == NULL)
    return;
  if (g_str_equal (action, "win.try-again"))
    gesso_engine_try_again (engine);
  else if (g_str_equal (action, "win.continue-anyway"))
    gesso_engine_continue_anyway (engine);
  else if (g_str_equal (action, "win.resume"))
    gesso_engine_set_paused (engine, FALSE);
  else if (g_str_equal (action, "win.dismiss-failed"))
    gesso_engine_dismiss_failed (engine);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint unsent = 0;

  if (!gesso_engine_cancel_finish (GESSO_ENGINE (source), result, &unsent, NULL, &error))
    {
      gesso_window_toast_error (self, error);
      return;
    }
  text = g_strdup_printf (ngettext ("%u picture cancelled", "%u pictures cancelled", unsent), unsent);
  gesso_window_toast_text (self, text);
}

static void
cancel_waiting_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  GessoEngine *engine = get_engine (self);

  if (engine != NULL && gesso_engine_get_waiting (engine) > 0)
    gesso_engine_cancel_waiting_async (engine, cancelled_cb, g_object_ref (self));
}

static void
retried_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) round = gesso_engine_retry_many_finish (GESSO_ENGINE (source), result, &error);

  if (round == NULL)
    gesso_window_toast_error (self, error);
  else if (round->len > 0)
    gesso_window_announce_round (self, round);
}

void
gesso_window_try_again (GessoWindow *self,
                        GPtrArray   *generations)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));

  if (self->context != NULL)
    gesso_engine_retry_many_async (get_engine (self), generations, retried_cb, g_object_ref (self));
}

static void
retry_failed_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);
  g_autoptr (GPtrArray) failed = NULL;

  if (self->context == NULL)
    return;
  failed = gesso_engine_list_retryable (get_engine (self), NULL);
  gesso_window_try_again (self, failed);
}

static void
cap_chosen_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GtkWidget) entry = data;
  GessoWindow *self = GESSO_WINDOW (source);
  GessoEngine *engine = get_engine (self);
  g_autofree char *response = gesso_alert_choose_finish (result);
  gint64 cap;

  if (g_strcmp0 (response, "raise") == 0 && engine != NULL && gesso_cap_entry_get (entry, &cap))
    gesso_engine_set_cap (engine, cap);
}

static void
raise_cap_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  const GessoAlertResponse responses[] = {
    { "cancel", _("_Cancel"), ADW_RESPONSE_DEFAULT },
    { "raise", _("_Raise Cap"), ADW_RESPONSE_SUGGESTED },
    { NULL, NULL, ADW_RESPONSE_DEFAULT },
  };
  GessoEngine *engine = get_engine (GESSO_WINDOW (widget));
  g_autofree char *spent = NULL;
  g_autofree char *body = NULL;
  GtkWidget *entry;

  if (engine == NULL)
    return;
  entry = gesso_cap_entry_new (gesso_engine_get_cap (engine), "raise");
  spent = gesso_money_format (gesso_engine_get_spent (engine));
  body = g_strdup_printf (_("Spent this month: %s. Leave it empty for no cap."), spent);
  gesso_alert_choose_async (widget, _("Monthly Cap"), body, entry, responses, cap_chosen_cb, g_object_ref (entry));
}

static void
accepted_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gesso_library_accept_moved_finish (GESSO_LIBRARY (source), result, &error))
    gesso_window_toast_error (self, error);
  else if (self->queue != NULL)
    gesso_queue_button_popup (self->queue);
}

static void
review_moved_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context != NULL)
    gesso_library_accept_moved_async (gesso_context_get_library (self->context), accepted_cb, g_object_ref (self));
}

static void
show_recovered_cb (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  GessoWindow *self = GESSO_WINDOW (widget);

  if (self->context != NULL && self->recovered != NULL)
    gesso_window_show_pictures (self, self->recovered);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GError) error = NULL;

  if (!gesso_launch_uri_finish (result, &error))
    gesso_window_toast_error (GESSO_WINDOW (source), error);
}

static void
open_krea_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  gesso_launch_uri_async (GTK_WINDOW (widget), TOP_UP_URI, launched_cb, NULL);
}

void
gesso_window_install_queue (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, engine_action_cb);
  gtk_widget_class_install_action (widget_class, "win.continue-anyway", NULL, engine_action_cb);
  gtk_widget_class_install_action (widget_class, "win.resume", NULL, engine_action_cb);
  gtk_widget_class_install_action (widget_class, "win.dismiss-failed", NULL, engine_action_cb);
  gtk_widget_class_install_action (widget_class, "win.cancel-waiting", NULL, cancel_waiting_cb);
  gtk_widget_class_install_action (widget_class, "win.retry-failed", NULL, retry_failed_cb);
  gtk_widget_class_install_action (widget_class, "win.raise-cap", NULL, raise_cap_cb);
  gtk_widget_class_install_action (widget_class, "win.review-moved", NULL, review_moved_cb);
  gtk_widget_class_install_action (widget_class, "win.show-recovered", NULL, show_recovered_cb);
  gtk_widget_class_install_action (widget_class, "win.open-top-up", NULL, open_krea_cb);
  gtk_widget_class_install_action (widget_class, "win.open-krea", NULL, open_krea_cb);
}

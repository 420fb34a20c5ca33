/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

/* What is told for a while; and what a toast offers, which is about the library that was open then. */

static void
offer_dismissed_cb (AdwToast    *toast,
                    GessoWindow *self)
{
  if (self->offers != NULL)
    g_ptr_array_remove_fast (self->offers, toast);
}

void
gesso_window_drop_offers (GessoWindow *self)
{
  g_autoptr (GPtrArray) offers = g_steal_pointer (&self->offers);

  for (guint i = 0; offers != NULL && i < offers->len; i++)
    {
      /* It may stay for a moment. */
      adw_toast_set_button_label (offers->pdata[i], NULL);
      gesso_toast_dismiss (self->toasts, offers->pdata[i]);
    }
}

void
gesso_window_add_toast (GessoWindow *self,
                        AdwToast    *toast)
{
  g_return_if_fail (GESSO_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  /* What was under way may outlive the window, and has nobody to tell. */
  if (self->toasts == NULL)
    {
      g_object_unref (toast);
      return;
    }
  if (self->context != NULL && adw_toast_get_button_label (toast) != NULL)
    {
      if (self->offers == NULL)
        self->offers = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (self->offers, g_object_ref (toast));
      g_signal_connect_object (toast, "dismissed", G_CALLBACK (offer_dismissed_cb), self, 0);
    }
  gesso_toast_add (self->toasts, toast);
}

void
gesso_window_toast_text (GessoWindow *self,
                         const char  *text)
{
  gesso_window_add_toast (self, gesso_toast_new (text));
}

/* The first fix becomes the toast's button. */
void
gesso_window_toast_sentence (GessoWindow         *self,
                             const GessoSentence *sentence)
{
  AdwToast *toast = gesso_toast_new (sentence->text);

  if (sentence->fixes[0].label != NULL)
    {
      adw_toast_set_button_label (toast, sentence->fixes[0].label);
      adw_toast_set_detailed_action_name (toast, sentence->fixes[0].action);
    }
  gesso_window_add_toast (self, toast);
}

void
gesso_window_toast_error (GessoWindow  *self,
                          const GError *error)
{
  g_autoptr (GessoSentence) sentence = NULL;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  sentence = gesso_words_for_error (error);
  if (sentence != NULL)
    gesso_window_toast_sentence (self, sentence);
}

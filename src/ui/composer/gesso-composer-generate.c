/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-composer-private.h"
#include "gesso-words.h"

/* How long Undo is offered for what costs money, s. */
#define UNDO_SECONDS 8

static void generated_cb (GObject *source, GAsyncResult *result, gpointer data);
static void cancelled_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoComposer) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint unsent = 0, asked = 0;

  if (!gesso_engine_cancel_finish (GESSO_ENGINE (source), result, &unsent, &asked, &error))
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

      gesso_composer_say (self, sentence->text);
      return;
    }

  text = gesso_words_cancelled (unsent, asked);
  gesso_composer_say (self, text);
}

static void
undo_cb (AdwToast      *toast,
         GessoComposer *self)
{
  GPtrArray *round = g_object_get_data (G_OBJECT (toast), "gesso-round");

  gesso_engine_cancel_async (gesso_context_get_engine (self->context), round, cancelled_cb, g_object_ref (self));
}

static void
generated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoComposer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) round = gesso_engine_generate_finish (GESSO_ENGINE (source), result, &error);
  g_autoptr (AdwToast) toast = NULL;
  g_autofree char *text = NULL;

  if (self->context == NULL)
    return;
  if (round == NULL)
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);
      const KreaErrorDetails *details = krea_error_get_details (error);

      gesso_composer_say (self, sentence->text);
      if (details != NULL && details->field != NULL)
        gesso_composer_show_setting (self, details->field);
      return;
    }

  if (round->len > 0)
    gesso_seed_section_set_last (self->seed, gesso_generation_get_seed (g_ptr_array_index (round, 0)));
  g_signal_emit_by_name (self, "generated", round);

  text = gesso_composer_footer_get_toast (self->footer, round->len);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  /* A second press must not wait until the first one's toast has gone. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "gesso-round", g_ptr_array_ref (round), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_cb), self, 0);
  g_signal_emit_by_name (self, "toast", toast);
}

/* The round, without the pictures that are here already. */
static void
send (GessoComposer *self,
      KreaRequest   *request)
{
  guint count = gesso_composer_footer_get_count (self->footer);
  guint64 skip = 0;

  for (guint i = 0; i < count; i++)
    if (!gesso_composer_footer_is_wanted (self->footer, i))
      skip |= G_GUINT64_CONSTANT (1) << i;
  gesso_engine_generate_missing_async (gesso_context_get_engine (self->context), request, count, skip, generated_cb,
                                       g_object_ref (self));
}

void
gesso_composer_generate (GessoComposer *self)
{
  KreaRequest *request;
  g_autoptr (GError) error = NULL;
  g_autofree char *prompt = NULL;
  gboolean wide;

  g_return_if_fail (GESSO_IS_COMPOSER (self));

  request = gesso_context_get_request (self->context);
  prompt = g_strstrip (g_strdup (krea_request_get_prompt (request) != NULL ? krea_request_get_prompt (request) : ""));
  if (*prompt == '\0')
    {
      gesso_composer_focus_prompt (self);
      return;
    }

  wide = g_settings_get_boolean (gesso_context_get_settings (self->context), "extended-strengths");
  if (!krea_request_validate (request, wide, &error))
    {
      const KreaErrorDetails *details = krea_error_get_details (error);

      gesso_composer_say (self, error->message);
      if (details != NULL && details->field != NULL)
        gesso_composer_show_setting (self, details->field);
      return;
    }
  if (!gesso_composer_footer_confirm (self->footer))
    return;

  gesso_composer_push_history (self);
  send (self, request);
}

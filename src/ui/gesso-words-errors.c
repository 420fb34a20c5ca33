/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-money.h"
#include "gesso-time.h"
#include "gesso-words-private.h"

GessoSentence *
gesso_sentence_new (char       *text,
                    const char *details)
{
  GessoSentence *self = g_new0 (GessoSentence, 1);

  self->text = text;
  if (details != NULL && *details != '\0')
    self->details = g_utf8_make_valid (details, -1);
  return self;
}

GessoSentence *
gesso_sentence_add_fix (GessoSentence *self,
                        const char    *label,
                        const char    *action)
{
  for (gsize i = 0; i + 1 < G_N_ELEMENTS (self->fixes); i++)
    {
      if (self->fixes[i].label != NULL)
        continue;
      self->fixes[i].label = label;
      self->fixes[i].action = action;
      return self;
    }

  g_return_val_if_reached (self);
}

void
gesso_sentence_free (GessoSentence *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->details);
  g_free (self);
}

void
gesso_fix_bind (const GessoFix  *fix,
                GtkActionable   *button,
                GessoGeneration *generation)
{
  g_return_if_fail (fix != NULL && fix->action != NULL);
  g_return_if_fail (GTK_IS_ACTIONABLE (button));

  /* What it was about before does not fit the next action. */
  gtk_actionable_set_action_name (button, NULL);
  if (g_str_has_prefix (fix->action, "win.generation-") && generation != NULL)
    {
      gtk_actionable_set_action_target (button, "s", gesso_generation_get_id (generation));
      gtk_actionable_set_action_name (button, fix->action);
    }
  else
    gtk_actionable_set_detailed_action_name (button, fix->action);
}

/* The settings of the composer, by the request's keys. What a server says is never put into an action's name. */
static const struct
{
  const char *field;
  const char *name;
  const char *action;
} settings[] = {
  { "prompt", N_("the prompt"), "win.show-setting('prompt')" },
  { "aspect_ratio", N_("the aspect ratio"), "win.show-setting('aspect_ratio')" },
  { "resolution", N_("the resolution"), "win.show-setting('aspect_ratio')" },
  { "seed", N_("the seed"), "win.show-setting('seed')" },
  { "creativity", N_("the creativity"), "win.show-setting('creativity')" },
  { "image_style_references", N_("the style references"), "win.show-setting('image_style_references')" },
  { "moodboards", N_("the moodboard"), "win.show-setting('moodboards')" },
  { "styles", N_("the styles"), "win.show-setting('styles')" },
  { "intensity", N_("the intensity"), "win.show-setting('intensity')" },
  { "complexity", N_("the complexity"), "win.show-setting('complexity')" },
  { "movement", N_("the movement"), "win.show-setting('movement')" },
  { "image_url", N_("the image source"), "win.show-setting('image_url')" },
  { "strength", N_("the image source"), "win.show-setting('image_url')" },
};

static int
find_setting (const char *field)
{
  gsize length;

  if (field == NULL)
    return -1;

  /* "image_style_references[3].strength" is about the references. */
  length = strcspn (field, "[.");
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (strlen (settings[i].field) == length && strncmp (settings[i].field, field, length) == 0)
        return (int) i;
    }

  return -1;
}

static GessoSentence *
words_for_refused (const GError           *error,
                   const KreaErrorDetails *details,
                   const char             *aspect_ratio)
{
  const char *message = error->message;
  int setting = find_setting (details != NULL ? details->field : NULL);
  GessoSentence *sentence;

  if (details != NULL && details->server_message != NULL && *details->server_message != '\0')
    message = details->server_message;
  if (setting < 0)
    return gesso_sentence_new (g_strdup_printf (_("Krea refused the request: %s"), message), error->message);

  /* What was found here before sending was refused by nobody: the message names field and values. */
  if (details->http_status == 0)
    sentence = gesso_sentence_new (g_strdup (error->message), NULL);
  else
    /* Translators: the name of a setting, then the server's own words */
    sentence = gesso_sentence_new (g_strdup_printf (_("Krea refused %s: %s"), _(settings[setting].name), message),
                                   details->allowed);
  gesso_sentence_add_fix (sentence, _("Show Setting"), settings[setting].action);
  if (g_str_equal (settings[setting].field, "aspect_ratio") && g_strcmp0 (aspect_ratio, "3:4") == 0)
    gesso_sentence_add_fix (sentence, _("Use 4:5"), "win.use-aspect('4:5')");
  return sentence;
}

static GessoSentence *
words_for_retired (const GError           *error,
                   const KreaErrorDetails *details,
                   const char             *variant)
{
  KreaCatalog *catalog = krea_catalog_get_default ();
  const KreaModel *model = variant != NULL ? krea_catalog_find_model (catalog, variant) : NULL;
  const KreaModel *replacement = NULL;
  const char *name = model != NULL ? model->name : _("this model");
  const char *said = details != NULL ? details->replacement : NULL;
  GessoSentence *sentence;

  if (said != NULL)
    replacement = krea_catalog_find_model (catalog, said);
  if (said == NULL || *said == '\0')
    return gesso_sentence_new (g_strdup_printf (_("Krea has retired %s."), name), error->message);

  sentence = gesso_sentence_new (g_strdup_printf (_("Krea has retired %s. Its replacement is %s."), name,
                                                  replacement != NULL ? replacement->name : said),
                                 details->server_message);
  if (replacement != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("Use %s"), gesso_words_variant (replacement->variant));
      g_autofree char *action = g_strdup_printf ("win.use-variant('%s')", replacement->variant);

      /* Both come from the catalog, so there are few of them. */
      gesso_sentence_add_fix (sentence, g_intern_string (label), g_intern_string (action));
    }
  return sentence;
}

static GessoSentence *
words_for_moderation (const GError           *error,
                      const KreaErrorDetails *details)
{
  static const struct
  {
    const char *code;
    const char *reason;
  } reasons[] = {
    { "nsfw", N_("Krea's filter stopped this: nudity. Not charged.") },
    { "violence", N_("Krea's filter stopped this: violence. Not charged.") },
    { "ip_detected", N_("Krea's filter stopped this: protected character or brand. Not charged.") },
    { "personal_info", N_("Krea's filter stopped this: personal data. Not charged.") },
  };
  const char *text = _("Krea's filter stopped this. Not charged.");
  const char *server = details != NULL ? details->server_message : error->message;

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      if (details != NULL && g_strcmp0 (reasons[i].code, details->reason) == 0)
        text = _(reasons[i].reason);
    }

  return gesso_sentence_add_fix (gesso_sentence_new (g_strdup (text), server), _("Edit Prompt"),
                                 "win.generation-edit-prompt");
}

const char *
gesso_words_try_again (gint64 price)
{
  g_autofree char *money = NULL;
  g_autofree char *label = NULL;

  if (price <= 0)
    return _("Try Again");

  money = gesso_money_format (price);
  label = g_strdup_printf (_("Try Again · %s"), money);
  return g_intern_string (label);
}

static GessoSentence *
words_for_too_large (const GError           *error,
                     const KreaErrorDetails *details)
{
  const char *file = details != NULL ? details->field : NULL;
  char *text = file != NULL && find_setting (file) < 0 ? g_strdup_printf (_("%s is too large to send."), file)
                                                       : g_strdup (_("A picture is too large to send."));
  GessoSentence *sentence = gesso_sentence_new (text, error->message);

  gesso_sentence_add_fix (sentence, _("Send Smaller"), "win.generation-send-smaller");
  return gesso_sentence_add_fix (sentence, _("Leave Out"), "win.generation-leave-out");
}

/* Nothing was sent yet, so nothing was paid. */
static GessoSentence *
words_for_upload (const GError           *error,
                  const KreaErrorDetails *details)
{
  const char *server = details->server_message != NULL ? details->server_message : error->message;
  char *text = details->field != NULL ? g_strdup_printf (_("%s could not be uploaded."), details->field)
                                      : g_strdup (_("A picture could not be uploaded."));
  GessoSentence *sentence = gesso_sentence_new (text, server);

  gesso_sentence_add_fix (sentence, _("Retry"), "win.generation-retry");
  return gesso_sentence_add_fix (sentence, _("Leave Out"), "win.generation-leave-out");
}

/* What the account and the connection can have against any request. */
static GessoSentence *
words_for_connection (const GError           *error,
                      const KreaErrorDetails *details)
{
  const char *server = details != NULL && details->server_message != NULL ? details->server_message : error->message;
  g_autofree char *when = NULL;

  switch ((KreaError) error->code)
    {
    case KREA_ERROR_UNAUTHORIZED:
      return gesso_sentence_add_fix (gesso_sentence_new (g_strdup (_("Krea didn't accept the API key.")), server),
                                     _("Change Key…"), "win.change-key");
    case KREA_ERROR_PAYMENT_REQUIRED:
      return gesso_sentence_add_fix (
        gesso_sentence_add_fix (
          gesso_sentence_new (
            g_strdup (_("Your Krea API balance is empty. It is separate from a Krea subscription.")), server),
          _("Top Up…"), "win.open-top-up"),
        _("Try Again"), "win.try-again");
    case KREA_ERROR_FORBIDDEN:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("This key may not use the Krea API. A workspace owner can allow it.")), server),
        _("Open Krea…"), "win.open-krea");
    case KREA_ERROR_BUSY:
      if (details == NULL || details->retry_after_s < 0)
        return gesso_sentence_new (g_strdup (_("Krea is busy. Trying again soon.")), server);
      when = gesso_words_duration (details->retry_after_s);
      return gesso_sentence_new (g_strdup_printf (_("Krea is busy. Trying again in %s."), when), server);
    case KREA_ERROR_TLS:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("The connection to Krea isn't secure, so nothing was sent.")), server),
        _("Try Again"), "win.try-again");
    case KREA_ERROR_OFFLINE:
      return gesso_sentence_new (g_strdup (_("Offline. Will send when back.")), server);
    case KREA_ERROR_SERVER:
    case KREA_ERROR_CONNECTION:
    case KREA_ERROR_TIMEOUT:
      return gesso_sentence_new (g_strdup (_("No answer from Krea.")), server);
    default:
      return NULL;
    }
}

GessoSentence *
gesso_words_for_krea_error (const GError *error,
                            const char   *variant,
                            const char   *aspect_ratio,
                            gint64        price)
{
  const KreaErrorDetails *details = krea_error_get_details (error);
  const char *server = details != NULL && details->server_message != NULL ? details->server_message : error->message;
  GessoSentence *sentence = words_for_connection (error, details);

  if (sentence != NULL)
    return sentence;
  if (details != NULL && g_strcmp0 (details->reason, KREA_ERROR_REASON_UPLOAD) == 0 && error->code != KREA_ERROR_TOO_LARGE)
    return words_for_upload (error, details);

  switch ((KreaError) error->code)
    {
    case KREA_ERROR_INVALID_REQUEST:
      return words_for_refused (error, details, aspect_ratio);
    case KREA_ERROR_GONE:
      return words_for_retired (error, details, variant);
    case KREA_ERROR_TOO_LARGE:
      return words_for_too_large (error, details);
    case KREA_ERROR_MODERATED:
      return words_for_moderation (error, details);
    case KREA_ERROR_NO_PICTURE:
      return gesso_sentence_add_fix (
        gesso_sentence_new (
          g_strdup (_("Krea finished but sent no picture. Check your Krea balance for a charge.")), server),
        gesso_words_try_again (price), "win.generation-retry");
    case KREA_ERROR_JOB_FAILED:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("Krea couldn't draw this. Not charged.")), server), gesso_words_try_again (price),
        "win.generation-retry");
    case KREA_ERROR_NOT_FOUND:
      return gesso_sentence_new (g_strdup (_("Krea doesn't know this picture, style or model.")), server);
    case KREA_ERROR_REDIRECT:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("The picture is at an address that Gesso doesn't expect.")), server),
        _("Download Anyway"), "win.generation-download-anyway");
    case KREA_ERROR_REPLY_TOO_BIG:
      return gesso_sentence_new (g_strdup (_("The reply is larger than a picture can be.")), server);
    default:
      return gesso_sentence_new (g_strdup (_("Krea's reply could not be understood.")), server);
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-time.h"
#include "gesso-words-private.h"

/* A picture that takes longer than this is said to, ms. */
#define SLOW_MS (5 * 60 * 1000)

/* @text and how many pictures wait because of it, if any. Takes @text. */
static char *
with_waiting (char  *text,
              guint  waiting)
{
  g_autofree char *first = text;
  g_autofree char *second = NULL;

  if (waiting == 0)
    return g_steal_pointer (&first);

  second = g_strdup_printf (ngettext ("%u picture is waiting.", "%u pictures are waiting.", waiting), waiting);
  /* Translators: what happened, then how many pictures are waiting */
  return g_strdup_printf (C_("two sentences", "%s %s"), first, second);
}

static GessoSentence *
words_for_cap (guint  waiting,
               gint64 cap)
{
  g_autofree char *budget = gesso_words_budget (cap);
  char *text = g_strdup_printf (_("Monthly cap of %s reached."), budget);
  GessoSentence *sentence = gesso_sentence_new (with_waiting (text, waiting), NULL);

  gesso_sentence_add_fix (sentence, _("Raise Cap…"), "win.raise-cap");
  return gesso_sentence_add_fix (sentence, _("Cancel Waiting"), "win.cancel-waiting");
}

static GessoSentence *
words_for_full (guint waiting)
{
  char *text = waiting == 0 ? g_strdup (_("No space for new pictures. Nothing is lost."))
                            : g_strdup_printf (_("No space for new pictures. Nothing is lost; Krea still has %u."),
                                               waiting);
  GessoSentence *sentence = gesso_sentence_new (text, NULL);

  gesso_sentence_add_fix (sentence, _("Free Space…"), "win.free-space");
  return gesso_sentence_add_fix (sentence, _("Choose Folder…"), "win.choose-folder");
}

static GessoSentence *
words_for_code (KreaError     code,
                const GError *error,
                guint         waiting)
{
  g_autoptr (GError) bare = NULL;
  GessoSentence *sentence;

  /* What the server said is kept; that it was this code is what the hold says. */
  if (error == NULL || !g_error_matches (error, KREA_ERROR, (int) code))
    {
      bare = g_error_new_literal (KREA_ERROR, (int) code, error != NULL ? error->message : "");
      error = bare;
    }

  sentence = gesso_words_for_krea_error (error, NULL, NULL, 0);
  sentence->text = with_waiting (sentence->text, waiting);
  return sentence;
}

static GessoSentence *
words_for_busy (const GError *error,
                gint64        retry_at)
{
  gint64 left = retry_at - gesso_time_now_ms ();
  g_autofree char *when = NULL;

  if (retry_at == 0 || left <= 0)
    return gesso_sentence_new (g_strdup (_("Krea is busy. Trying again.")), error != NULL ? error->message : NULL);

  when = gesso_words_duration ((double) left / 1000);
  return gesso_sentence_new (g_strdup_printf (_("Krea is busy. Trying again in %s."), when),
                             error != NULL ? error->message : NULL);
}

GessoSentence *
gesso_words_for_queue (GessoQueueHold  hold,
                       const GError   *error,
                       guint           waiting,
                       gint64          cap,
                       gint64          retry_at)
{
  switch (hold)
    {
    case GESSO_QUEUE_PAUSED:
      return gesso_sentence_add_fix (
        gesso_sentence_new (
          g_strdup_printf (ngettext ("Paused: %u waiting.", "Paused: %u waiting.", waiting), waiting), NULL),
        _("Resume"), "win.resume");
    case GESSO_QUEUE_OFFLINE:
      return gesso_sentence_new (g_strdup (_("Offline. Will send when back.")), error != NULL ? error->message : NULL);
    case GESSO_QUEUE_BUSY:
      return words_for_busy (error, retry_at);
    case GESSO_QUEUE_UNAUTHORIZED:
      return words_for_code (KREA_ERROR_UNAUTHORIZED, error, 0);
    case GESSO_QUEUE_NO_BALANCE:
      return words_for_code (KREA_ERROR_PAYMENT_REQUIRED, error, waiting);
    case GESSO_QUEUE_FORBIDDEN:
      return words_for_code (KREA_ERROR_FORBIDDEN, error, 0);
    case GESSO_QUEUE_INSECURE:
      return words_for_code (KREA_ERROR_TLS, error, 0);
    case GESSO_QUEUE_CAP:
      return words_for_cap (waiting, cap);
    case GESSO_QUEUE_IN_DOUBT:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("No answer from Krea. This may already be paid for; checking before anything "
                                        "is sent again.")),
                            error != NULL ? error->message : NULL),
        _("Continue Anyway"), "win.continue-anyway");
    case GESSO_QUEUE_DISK_FULL:
      return words_for_full (waiting);
    case GESSO_QUEUE_RUNS:
    default:
      return NULL;
    }
}

GessoSentence *
gesso_words_for_account (GessoAccountState  state,
                         const char        *error)
{
  switch (state)
    {
    case GESSO_ACCOUNT_KEYRING_LOCKED:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("Your keyring is locked, so Gesso can't read the API key.")), error),
        _("Unlock"), "win.unlock-keyring");
    case GESSO_ACCOUNT_KEYRING_ABSENT:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("No keyring is running. Enter the key for this session.")), error),
        _("Enter Key…"), "win.add-key");
    case GESSO_ACCOUNT_FAILED:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("Neither a key nor the sandbox is there, so nothing can be drawn.")), error),
        _("Add Key…"), "win.add-key");
    case GESSO_ACCOUNT_UNKNOWN:
    case GESSO_ACCOUNT_KREA:
    case GESSO_ACCOUNT_SANDBOX:
    default:
      return NULL;
    }
}

GessoSentence *
gesso_words_for_hold (GessoEngine *engine)
{
  g_autofree char *account_error = NULL;
  GessoSentence *sentence;

  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);

  g_object_get (engine, "account-error", &account_error, NULL);
  sentence = gesso_words_for_account (gesso_engine_get_account_state (engine), account_error);
  if (sentence != NULL)
    return sentence;

  return gesso_words_for_queue (gesso_engine_get_hold (engine), gesso_engine_get_hold_error (engine),
                                gesso_engine_get_waiting (engine), gesso_engine_get_cap (engine),
                                gesso_engine_get_retry_at (engine));
}

static GessoSentence *
words_for_held (GessoHold hold)
{
  const char *text = NULL;

  switch (hold)
    {
    case GESSO_HOLD_NOT_SENT:
      text = _("Krea has no record of this picture. Sending it again should not charge you twice.");
      break;
    case GESSO_HOLD_UNCERTAIN:
      text = _("One of the recovered pictures may be this one. Look at them before sending it again.");
      break;
    case GESSO_HOLD_MOVED:
      text = _("This library was copied or restored. This picture may be sent and paid already.");
      break;
    case GESSO_HOLD_NONE:
    default:
      return NULL;
    }

  return gesso_sentence_add_fix (
    gesso_sentence_add_fix (gesso_sentence_new (g_strdup (text), NULL), _("Send"), "win.generation-send"),
    _("Remove"), "win.generation-discard");
}

static GessoSentence *
words_for_failed (GessoGeneration *generation)
{
  const char *json = gesso_generation_get_error_json (generation);
  const char *message = gesso_generation_get_error_message (generation);
  gint64 price = gesso_generation_is_sandbox (generation) ? 0 : gesso_generation_get_price (generation);
  g_autoptr (GError) error = NULL;
  KreaError code;

  if (json != NULL)
    error = krea_error_new_from_json (json);
  if (error == NULL && krea_error_code_from_nick (gesso_generation_get_error_code (generation), &code))
    error = g_error_new_literal (KREA_ERROR, (int) code, message != NULL ? message : "");
  if (error != NULL && error->domain == KREA_ERROR)
    return gesso_words_for_krea_error (error, gesso_generation_get_variant (generation),
                                       gesso_generation_get_aspect_ratio (generation), price);

  return gesso_sentence_add_fix (
    gesso_sentence_new (g_strdup (message != NULL && *message != '\0' ? message : _("This picture failed.")), NULL),
    _("Try Again"), "win.generation-retry");
}

/* Another took its place, or nobody wanted it: what would order one in its place is not offered. */
static GessoSentence *
drop_orders (GessoSentence *sentence)
{
  static const char *const orders[] = { "win.generation-retry", "win.generation-send-smaller", "win.generation-leave-out",
                                        "win.use-aspect(", "win.use-variant(" };
  GessoFix left[G_N_ELEMENTS (sentence->fixes)] = { 0 };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sentence->fixes) && sentence->fixes[i].label != NULL; i++)
    {
      gboolean is_order = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (orders); k++)
        is_order = is_order || g_str_has_prefix (sentence->fixes[i].action, orders[k]);
      if (!is_order)
        left[n++] = sentence->fixes[i];
    }
  memcpy (sentence->fixes, left, sizeof left);
  return sentence;
}

GessoSentence *
gesso_words_for_failure (GessoGeneration *generation)
{
  gint64 since;

  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  switch (gesso_generation_get_state (generation))
    {
    case GESSO_STATE_FAILED:
      return gesso_generation_is_dismissed (generation) ? drop_orders (words_for_failed (generation))
                                                        : words_for_failed (generation);
    case GESSO_STATE_HELD:
      return words_for_held (gesso_generation_get_hold (generation));
    case GESSO_STATE_IN_DOUBT:
      return gesso_sentence_new (
        g_strdup (_("No answer from Krea. This may already be paid for; checking before anything is sent again.")),
        gesso_generation_get_error_message (generation));
    case GESSO_STATE_SUBMITTED:
    case GESSO_STATE_RUNNING:
      since = gesso_generation_get_submitted_at (generation);
      if (since == 0 || gesso_time_now_ms () - since < SLOW_MS)
        return NULL;
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("Taking longer than usual. Still checking.")), NULL), _("Stop Waiting"),
        "win.generation-stop-waiting");
    case GESSO_STATE_QUEUED:
    case GESSO_STATE_SUBMITTING:
    case GESSO_STATE_DOWNLOADING:
    case GESSO_STATE_KEPT:
    case GESSO_STATE_CANCELLED:
    default:
      return NULL;
    }
}

/* The details say which, as it is written in the library: what is left of a key there is a fingerprint. */
static GessoSentence *
words_for_other_key (GessoEngine     *engine,
                     GessoGeneration *generation)
{
  const char *origin = gesso_generation_get_origin (generation);
  g_autoptr (GUri) uri = origin != NULL ? g_uri_parse (origin, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "Krea";
  char *text;

  if (gesso_generation_get_state (generation) == GESSO_STATE_QUEUED)
    /* Translators: %s is a server, as in “api.krea.ai” */
    text = g_strdup_printf (_("Waits for an API key of %s."), host);
  else
    /* Translators: %s is a server, as in “api.krea.ai” */
    text = g_strdup_printf (_("Waits for the API key of %s that it was sent with. Nothing is lost."), host);
  return gesso_sentence_add_fix (gesso_sentence_new (text, gesso_engine_get_needed_account (engine, generation)),
                                 _("Enter Key…"), "win.add-key");
}

GessoSentence *
gesso_words_for_rest (GessoEngine     *engine,
                      GessoGeneration *generation)
{
  const GError *problem;

  g_return_val_if_fail (GESSO_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (GESSO_IS_GENERATION (generation), NULL);

  switch (gesso_engine_get_rest (engine, generation))
    {
    case GESSO_REST_ASKED:
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("Not waited for any more. It is kept whenever it comes.")), NULL),
        _("Check Now"), "win.generation-check-now");
    case GESSO_REST_STUCK:
      problem = gesso_engine_get_problem (engine, generation);
      if (g_error_matches (problem, KREA_ERROR, KREA_ERROR_REDIRECT))
        return gesso_words_for_krea_error (problem, gesso_generation_get_variant (generation),
                                           gesso_generation_get_aspect_ratio (generation),
                                           gesso_generation_get_price (generation));
      return gesso_sentence_add_fix (
        gesso_sentence_new (g_strdup (_("The picture is done but could not be downloaded. Nothing is lost.")),
                            problem != NULL ? problem->message : NULL),
        _("Try Again"), "win.generation-check-now");
    case GESSO_REST_OTHER_KEY:
      return words_for_other_key (engine, generation);
    case GESSO_REST_NONE:
    default:
      return NULL;
    }
}

static GessoSentence *
words_for_library (const GError *error)
{
  const char *text = NULL;

  switch ((GessoLibraryError) error->code)
    {
    case GESSO_LIBRARY_ERROR_LOCKED:
      text = _("Another Gesso is using this library.");
      break;
    case GESSO_LIBRARY_ERROR_READ_ONLY:
      text = _("This library can be looked at, but not changed.");
      break;
    case GESSO_LIBRARY_ERROR_FULL:
      return words_for_full (0);
    case GESSO_LIBRARY_ERROR_NEWER:
      text = _("This library was made by a newer Gesso. It was left as it is.");
      break;
    case GESSO_LIBRARY_ERROR_DAMAGED:
      text = _("The library's index can't be read. Your pictures are untouched.");
      break;
    case GESSO_LIBRARY_ERROR_GONE:
      text = _("The library's folder is not there any more.");
      break;
    case GESSO_LIBRARY_ERROR_NOT_FOUND:
    case GESSO_LIBRARY_ERROR_FAILED:
    default:
      return gesso_sentence_new (g_strdup (error->message), NULL);
    }

  return gesso_sentence_add_fix (gesso_sentence_new (g_strdup (text), error->message), _("Choose Folder…"),
                                 "win.choose-folder");
}

GessoSentence *
gesso_words_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == KREA_ERROR)
    return gesso_words_for_krea_error (error, NULL, NULL, 0);
  if (error->domain == GESSO_LIBRARY_ERROR)
    return words_for_library (error);
  if (g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_ACCOUNT))
    return gesso_sentence_add_fix (gesso_sentence_new (g_strdup (_("There is no key to send this with.")),
                                                       error->message),
                                   _("Add Key…"), "win.add-key");
  if (g_error_matches (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_MOVED))
    return gesso_words_for_moved (0);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return words_for_full (0);

  return gesso_sentence_new (g_strdup (error->message), NULL);
}

GessoSentence *
gesso_words_for_moved (guint waiting)
{
  char *text;

  if (waiting == 0)
    text = g_strdup (_("This library was copied or restored."));
  else
    text = g_strdup_printf (ngettext ("This library was copied or restored. %u picture was waiting to be sent; it may "
                                      "be sent and paid already.",
                                      "This library was copied or restored. %u pictures were waiting to be sent; some "
                                      "may be sent and paid already.",
                                      waiting),
                            waiting);

  return gesso_sentence_add_fix (gesso_sentence_new (text, NULL), _("Review"), "win.review-moved");
}

GessoSentence *
gesso_words_for_recovered (guint count)
{
  char *text = g_strdup_printf (ngettext ("Recovered %u picture you had already paid for.",
                                          "Recovered %u pictures you had already paid for.", count),
                                count);

  return gesso_sentence_add_fix (gesso_sentence_new (text, NULL), _("Show"), "win.show-recovered");
}

GessoSentence *
gesso_words_for_sunset (const char *variant,
                        const char *date)
{
  gint64 when = date != NULL ? gesso_time_from_iso (date) : 0;
  const KreaModel *model = variant != NULL ? krea_catalog_find_model (krea_catalog_get_default (), variant) : NULL;
  g_autoptr (GDateTime) day = when != 0 ? g_date_time_new_from_unix_utc (when / 1000) : NULL;
  g_autofree char *text = NULL;

  /* Translators: a date as in "3 March 2027" */
  if (day != NULL)
    text = g_date_time_format (day, _("%-e %B %Y"));

  return gesso_sentence_new (g_strdup_printf (_("Krea retires %s on %s."),
                                              model != NULL ? model->name : gesso_words_variant (variant),
                                              text != NULL ? text : (date != NULL ? date : "")),
                             NULL);
}

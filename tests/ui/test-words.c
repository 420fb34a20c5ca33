/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-test.h"
#include "gesso-time.h"
#include "gesso-words.h"

static void
assert_sentence (GessoSentence *sentence,
                 const char    *text,
                 const char    *first,
                 const char    *second)
{
  g_assert_nonnull (sentence);
  g_assert_cmpstr (sentence->text, ==, text);
  g_assert_cmpstr (sentence->fixes[0].action, ==, first);
  g_assert_cmpstr (sentence->fixes[1].action, ==, second);
  g_assert_null (sentence->fixes[2].label);
  gesso_sentence_free (sentence);
}

static GessoSentence *
words_for_code (KreaError   code,
                const char *field,
                const char *message,
                const char *reason,
                const char *replacement)
{
  g_autoptr (GError) error = g_error_new_literal (KREA_ERROR, (int) code, "unspecified");
  KreaErrorDetails *details = krea_error_edit_details (error);

  details->http_status = 400;
  details->field = g_strdup (field);
  details->server_message = g_strdup (message);
  details->reason = g_strdup (reason);
  details->replacement = g_strdup (replacement);
  return gesso_words_for_error (error);
}

static void
test_queue (void)
{
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_UNAUTHORIZED, NULL, 4, 0, 0),
                   "Krea didn't accept the API key.", "win.change-key", NULL);
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_NO_BALANCE, NULL, 4, 0, 0),
                   "Your Krea API balance is empty. It is separate from a Krea subscription. 4 pictures are waiting.",
                   "win.open-top-up", "win.try-again");
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_FORBIDDEN, NULL, 4, 0, 0),
                   "This key may not use the Krea API. A workspace owner can allow it.", "win.open-krea", NULL);
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_CAP, NULL, 5, 20000000, 0),
                   "Monthly cap of $20 reached. 5 pictures are waiting.", "win.raise-cap", "win.cancel-waiting");
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_PAUSED, NULL, 5, 0, 0), "Paused: 5 waiting.", "win.resume", NULL);
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_OFFLINE, NULL, 5, 0, 0), "Offline. Will send when back.", NULL,
                   NULL);
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_DISK_FULL, NULL, 3, 0, 0),
                   "No space for new pictures. Nothing is lost; Krea still has 3.", "win.free-space",
                   "win.choose-folder");
  assert_sentence (gesso_words_for_queue (GESSO_QUEUE_BUSY, NULL, 3, 0, gesso_time_now_ms () + 12200),
                   "Krea is busy. Trying again in 0:12.", NULL, NULL);
  g_assert_null (gesso_words_for_queue (GESSO_QUEUE_RUNS, NULL, 3, 0, 0));
}

static void
test_account (void)
{
  assert_sentence (gesso_words_for_account (GESSO_ACCOUNT_KEYRING_LOCKED, NULL),
                   "Your keyring is locked, so Gesso can't read the API key.", "win.unlock-keyring", NULL);
  assert_sentence (gesso_words_for_account (GESSO_ACCOUNT_KEYRING_ABSENT, NULL),
                   "No keyring is running. Enter the key for this session.", "win.add-key", NULL);
  g_assert_null (gesso_words_for_account (GESSO_ACCOUNT_SANDBOX, NULL));
}

static void
test_refused (void)
{
  GessoSentence *hostile;

  assert_sentence (words_for_code (KREA_ERROR_INVALID_REQUEST, "image_style_references[3].strength", "too strong", NULL,
                                   NULL),
                   "Krea refused the style references: too strong", "win.show-setting('image_style_references')", NULL);

  /* What a server calls a field never becomes an action. */
  hostile = words_for_code (KREA_ERROR_INVALID_REQUEST, "x'); win.quit", "no", NULL, NULL);
  assert_sentence (hostile, "Krea refused the request: no", NULL, NULL);
}

static void
test_moderation (void)
{
  assert_sentence (words_for_code (KREA_ERROR_MODERATED, NULL, "blocked", "ip_detected", NULL),
                   "Krea's filter stopped this: protected character or brand. Not charged.",
                   "win.generation-edit-prompt", NULL);
  assert_sentence (words_for_code (KREA_ERROR_MODERATED, NULL, "blocked", "whatever", NULL),
                   "Krea's filter stopped this. Not charged.", "win.generation-edit-prompt", NULL);
}

static void
test_retired (void)
{
  assert_sentence (words_for_code (KREA_ERROR_GONE, NULL, "gone", NULL, "krea-2/large"),
                   "Krea has retired this model. Its replacement is Krea 2 Large.", "win.use-variant('large')", NULL);
  assert_sentence (words_for_code (KREA_ERROR_GONE, NULL, "gone", NULL, "krea-9/x"),
                   "Krea has retired this model. Its replacement is krea-9/x.", NULL, NULL);
}

static void
test_hints (void)
{
  static const struct
  {
    const char *variant;
    const char *hint;
  } hints[] = {
    { "medium-turbo", "Quick sketches. About 4 s." },
    { "medium", "Steady. Illustration, painting, anime. About 12 s." },
    { "large", "Raw and textured. Photographs, grain. About 25 s." },
  };
  g_autofree char *measured = gesso_words_variant_hint ("large", 31.4);

  for (gsize i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      g_autofree char *hint = gesso_words_variant_hint (hints[i].variant, 0);

      g_assert_cmpstr (hint, ==, hints[i].hint);
    }
  g_assert_cmpstr (measured, ==, "Raw and textured. Photographs, grain. About 31 s.");
  g_assert_cmpstr (gesso_words_creativity_hint ("raw"), ==, "Draws only what you wrote.");
  g_assert_cmpstr (gesso_words_creativity ("medium"), ==, "Medium");
  g_assert_cmpstr (gesso_words_variant ("medium-turbo"), ==, "Turbo");
}

static void
test_numbers (void)
{
  g_autofree char *seconds = gesso_words_duration (14.2);
  g_autofree char *minutes = gesso_words_duration (125);
  g_autofree char *whole = gesso_words_budget (20000000);
  g_autofree char *cents = gesso_words_budget (1840000);

  g_assert_cmpstr (seconds, ==, "0:14");
  g_assert_cmpstr (minutes, ==, "2:05");
  g_assert_cmpstr (whole, ==, "$20");
  g_assert_cmpstr (cents, ==, "$1.84");
}

/* As short as it is exact, the sign in front in any direction of writing. */
static void
test_strengths (void)
{
  const struct
  {
    double strength;
    const char *text;
  } cases[] = { { 0.5, "0.5" }, { 0.6, "0.6" }, { 1, "1.0" }, { 1.25, "1.25" }, { 0.35, "0.35" },
                { -1.75, "\u200e−1.75" }, { 0, "0.0" }, { -0.001, "0.0" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = gesso_words_strength (cases[i].strength);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_library (void)
{
  assert_sentence (gesso_words_for_moved (3),
                   "This library was copied or restored. 3 pictures were waiting to be sent; some may be sent and paid "
                   "already.",
                   "win.review-moved", NULL);
  assert_sentence (gesso_words_for_recovered (2), "Recovered 2 pictures you had already paid for.",
                   "win.show-recovered", NULL);
  assert_sentence (gesso_words_for_sunset ("large", "2027-03-03"), "Krea retires Krea 2 Large on 3 March 2027.", NULL,
                   NULL);
}

static void
assert_cancelled (guint       unsent,
                  guint       asked,
                  const char *wanted)
{
  g_autofree char *text = gesso_words_cancelled (unsent, asked);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_cancelled (void)
{
  assert_cancelled (1, 0, "1 cancelled before it was sent.");
  assert_cancelled (0, 2, "Krea was asked to cancel 2.");
  assert_cancelled (3, 1, "3 cancelled before they were sent. Krea was asked to cancel 1.");
  assert_cancelled (0, 0, "Nothing was left to cancel.");
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/queue", test_queue);
  g_test_add_func ("/words/account", test_account);
  g_test_add_func ("/words/refused", test_refused);
  g_test_add_func ("/words/moderation", test_moderation);
  g_test_add_func ("/words/retired", test_retired);
  g_test_add_func ("/words/hints", test_hints);
  g_test_add_func ("/words/numbers", test_numbers);
  g_test_add_func ("/words/strengths", test_strengths);
  g_test_add_func ("/words/library", test_library);
  g_test_add_func ("/words/cancelled", test_cancelled);
  return g_test_run ();
}

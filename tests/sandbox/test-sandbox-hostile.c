/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-fixture.h"

#include <string.h>

static Reply *
submit_once (Fixture    *fixture,
             const char *prompt)
{
  g_autofree char *body = body_for (prompt);

  return ask (fixture, "POST", MEDIUM, body);
}

static guint
count_jobs (Fixture *fixture)
{
  g_autoptr (Reply) reply = ask (fixture, "GET", "/jobs", NULL);

  return json_array_get_length (json_object_get_array_member (reply->object, "items"));
}

/* Every status of section 9, by token and by spec, and what it leaves behind. */
static void
test_statuses (void)
{
  static const guint statuses[] = { 400, 401, 402, 403, 404, 408, 409, 410, 413, 422, 425, 429, 500, 502, 503, 504 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autofree char *token = g_strdup_printf ("a boat [%u]", statuses[i]);
      g_autofree char *spec = g_strdup_printf ("%u@1", statuses[i]);
      g_autoptr (Reply) by_token = NULL;
      g_autoptr (Reply) by_spec = NULL;
      g_autoptr (Reply) after = NULL;

      fixture_set_up (&fixture, NULL, spec);
      by_spec = submit_once (&fixture, "a boat");
      g_assert_cmpuint (by_spec->status, ==, statuses[i]);
      by_token = submit_once (&fixture, token);
      g_assert_cmpuint (by_token->status, ==, statuses[i]);
      g_assert_nonnull (by_token->object);
      g_assert_cmpuint (count_jobs (&fixture), ==, 0);
      after = submit_once (&fixture, "a boat");
      g_assert_cmpuint (after->status, ==, 200);
    }
}

static void
test_gone (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (Reply) reply = NULL;

  fixture_set_up (&fixture, NULL, "");
  reply = submit_once (&fixture, "a boat [410]");
  g_assert_cmpstr (string_member (reply, "error"), ==, "model_unavailable");
  g_assert_nonnull (string_member (reply, "replacement"));
  g_assert_nonnull (string_member (reply, "sunset_date"));
  g_assert_nonnull (string_member (reply, "migration_url"));
}

/* The connection breaks: only one of the two leaves a job behind. */
static void
test_drops (void)
{
  static const struct {
    const char *prompt;
    guint       jobs;
  } cases[] = { { "a boat [drop-before]", 0 }, { "a boat [drop]", 0 }, { "a boat [drop-after]", 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (Reply) reply = NULL;

      fixture_set_up (&fixture, NULL, "");
      reply = submit_once (&fixture, cases[i].prompt);
      g_assert_nonnull (reply->error);
      g_assert_cmpuint (count_jobs (&fixture), ==, cases[i].jobs);
      g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
    }
}

static void
test_before_and_after (void)
{
  static const struct {
    const char *prompt;
    guint       status;
    guint       jobs;
  } cases[] = {
    { "[500-before]", 500, 0 }, { "[500-after]", 500, 1 }, { "[504-after]", 504, 1 },   { "[html]", 502, 0 },
    { "[html=503]", 503, 0 },   { "[garbage]", 200, 1 },   { "[empty]", 200, 1 },       { "[cut-json]", 200, 1 },
    { "[redirect]", 307, 0 },   { "[deep]", 200, 1 },      { "[wrong-types]", 200, 1 }, { "[huge-number]", 200, 1 },
    { "[bad-utf8]", 200, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (Reply) reply = NULL;

      g_test_message ("%s", cases[i].prompt);
      fixture_set_up (&fixture, NULL, "");
      reply = submit_once (&fixture, cases[i].prompt);
      g_assert_no_error (reply->error);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_cmpuint (count_jobs (&fixture), ==, cases[i].jobs);
      if (cases[i].status == 200)
        g_assert_null (string_member (reply, "job_id"));
    }
}

static void
test_html_body (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) missing = NULL;

  fixture_set_up (&fixture, NULL, "not_found_body=html");
  page = submit_once (&fixture, "[html]");
  g_assert_true (g_str_has_prefix (g_bytes_get_data (page->body, NULL), "<!DOCTYPE html>"));
  missing = ask (&fixture, "GET", "/nowhere", NULL);
  g_assert_cmpuint (missing->status, ==, 404);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (missing->body, NULL), "<!DOCTYPE html>"));
}

/* Replies that must be stopped by their size: on the wire, or only after inflating. */
static void
test_large (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (Reply) big = NULL;
  g_autoptr (Reply) bomb = NULL;

  fixture_set_up (&fixture, NULL, "");
  big = submit_once (&fixture, "[big]");
  g_assert_cmpuint (g_bytes_get_size (big->body), >, 30 * 1000 * 1000);
  soup_session_remove_feature_by_type (fixture.session, SOUP_TYPE_CONTENT_DECODER);
  bomb = submit_once (&fixture, "[bomb]");
  g_assert_cmpstr (
    soup_message_headers_get_one (soup_message_get_response_headers (bomb->message), "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (g_bytes_get_size (bomb->body), <, 4 * 1000 * 1000);
}

/* What comes a byte at a time comes whole in the end, and what has no end is stopped by who reads it. */
static void
test_streams (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (Reply) slow = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL, "list:huge@1");
  slow = submit_once (&fixture, "[drip=1]");
  g_assert_nonnull (string_member (slow, "job_id"));

  message = message_new (&fixture, "GET", "/jobs");
  soup_session_send_async (fixture.session, message, G_PRIORITY_DEFAULT, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  stream = soup_session_send_finish (fixture.session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gesso_sandbox_get_streamed (fixture.sandbox), >, 0);
  soup_session_abort (fixture.session);
  g_assert_cmpuint (count_jobs (&fixture), ==, 1);
  g_assert_cmpuint (gesso_sandbox_get_streamed (fixture.sandbox), <, 64 * 1024 * 1024);
}

static void
test_delay_and_hang (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (SoupMessage) message = NULL;
  g_autofree char *body = body_for ("[hang]");
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (Reply) reply = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  gint64 start = g_get_monotonic_time ();

  fixture_set_up (&fixture, NULL, "");
  reply = submit_once (&fixture, "[delay=150]");
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 150000);

  message = message_new (&fixture, "POST", MEDIUM);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (fixture.session, message, G_PRIORITY_DEFAULT, NULL, gesso_test_result_cb, &slot);
  gesso_test_settle (100);
  g_assert_null (slot);
  g_assert_cmpuint (count_jobs (&fixture), ==, 2);
  soup_session_abort (fixture.session);
  result = gesso_test_await_result (&slot);
}

static void
test_polls (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autofree char *other_id = NULL;
  static const guint expected[] = { 500, 500, 200 };

  fixture_set_up (&fixture, NULL, "");
  job_id = submit (&fixture, MEDIUM, "a boat [poll500]");
  other_id = submit (&fixture, MEDIUM, "a boat [poll:404@1]");
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (Reply) reply = poll_job (&fixture, job_id);
      g_autoptr (Reply) other = poll_job (&fixture, other_id);

      g_assert_cmpuint (reply->status, ==, expected[i]);
      g_assert_cmpuint (other->status, ==, i == 0 ? 404 : 200);
    }
}

/* A fault for a kind of request leaves the others alone. */
static void
test_kinds (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Reply) list = NULL;
  g_autoptr (Reply) cancel = NULL;
  g_autoptr (Reply) styles = NULL;
  g_autoptr (Reply) job = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL, "list:503@1,cancel:500-after,styles:garbage");
  job_id = submit (&fixture, "/generate/image/krea/krea-2/large", "a boat [stuck]");
  path = g_strconcat ("/jobs/", job_id, NULL);
  list = ask (&fixture, "GET", "/jobs", NULL);
  g_assert_cmpuint (list->status, ==, 503);
  g_assert_cmpuint (count_jobs (&fixture), ==, 1);
  cancel = ask (&fixture, "DELETE", path, NULL);
  g_assert_cmpuint (cancel->status, ==, 500);
  job = poll_job (&fixture, job_id);
  g_assert_cmpstr (string_member (job, "status"), ==, "cancelled");
  styles = ask (&fixture, "GET", "/styles", NULL);
  g_assert_cmpuint (styles->status, ==, 200);
  g_assert_null (styles->object);
  g_assert_false (gesso_sandbox_set_faults (fixture.sandbox, "poll:stuck", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
}

static void
test_moderation (void)
{
  static const char *const codes[] = { "nsfw", "ip_detected", "violence", "personal_info" };
  g_auto (Fixture) fixture = { NULL };

  fixture_set_up (&fixture, NULL, "");
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *prompt = g_strdup_printf ("a boat [%s]", codes[i]);
      g_autofree char *job_id = submit (&fixture, MEDIUM, prompt);
      g_autoptr (Reply) reply = await_status (&fixture, job_id, "failed");
      JsonObject *error = json_object_get_object_member (reply->object, "error");

      g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, codes[i]);
      g_assert_nonnull (json_object_get_string_member (error, "message"));
      g_assert_cmpuint (json_object_get_size (json_object_get_object_member (reply->object, "result")), ==, 0);
    }
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
}

/* A job that completes without a picture is billed; one that fails is not. */
static void
test_without_picture (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *empty = NULL;
  g_autofree char *absent = NULL;
  g_autofree char *list = NULL;
  g_autofree char *silent = NULL;
  g_autofree char *failed = NULL;
  g_autoptr (Reply) reply = NULL;
  JsonObject *result;

  fixture_set_up (&fixture, NULL, "");
  empty = submit (&fixture, MEDIUM, "[no-urls]");
  absent = submit (&fixture, MEDIUM, "[no-urls=absent]");
  list = submit (&fixture, MEDIUM, "[no-urls=list]");
  silent = submit (&fixture, MEDIUM, "[fail-silent]");
  failed = submit (&fixture, MEDIUM, "[fail=timeout]");
  reply = await_status (&fixture, empty, "completed");
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (reply->object, "result")), ==, 0);
  reply_free (g_steal_pointer (&reply));
  reply = await_status (&fixture, absent, "completed");
  g_assert_false (json_object_has_member (reply->object, "result"));
  reply_free (g_steal_pointer (&reply));
  reply = await_status (&fixture, list, "completed");
  result = json_object_get_object_member (reply->object, "result");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "urls")), ==, 0);
  reply_free (g_steal_pointer (&reply));
  reply = await_status (&fixture, silent, "failed");
  g_assert_false (json_object_has_member (reply->object, "error"));
  reply_free (g_steal_pointer (&reply));
  reply = await_status (&fixture, failed, "failed");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (reply->object, "error"), "code"), ==,
                   "timeout");
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 90000);
}

static void
test_odd_statuses (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *unknown = NULL;
  g_autofree char *stuck = NULL;
  g_autofree char *other = NULL;

  fixture_set_up (&fixture, NULL, "");
  stuck = submit (&fixture, MEDIUM, "[stuck]");
  other = submit (&fixture, MEDIUM, "[stuck=sampling]");
  reply_free (await_status (&fixture, stuck, "processing"));
  reply_free (await_status (&fixture, other, "sampling"));
  unknown = submit (&fixture, MEDIUM, "[unknown-status]");
  reply_free (await_status (&fixture, unknown, "warming-up"));
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, 0);
}

static void
test_downloads (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *whole_url = NULL;
  g_autofree char *cut_url = NULL;
  g_autofree char *truncated_url = NULL;
  g_autofree char *missing_url = NULL;
  g_autoptr (Reply) whole = NULL;
  g_autoptr (Reply) cut = NULL;
  g_autoptr (Reply) truncated = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) missing = NULL;

  fixture_set_up (&fixture, NULL, "");
  whole_url = make_picture (&fixture, "a boat");
  cut_url = make_picture (&fixture, "a boat [cut]");
  truncated_url = make_picture (&fixture, "a boat [truncated@1]");
  missing_url = make_picture (&fixture, "a boat [download:410]");
  whole = ask (&fixture, "GET", whole_url, NULL);
  g_assert_cmpuint (whole->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (soup_message_get_response_headers (whole->message), NULL), ==,
                   "image/png");
  cut = ask (&fixture, "GET", cut_url, NULL);
  g_assert_no_error (cut->error);
  g_assert_cmpuint (g_bytes_get_size (cut->body), <, g_bytes_get_size (whole->body));
  truncated = ask (&fixture, "GET", truncated_url, NULL);
  g_assert_true (truncated->error != NULL || g_bytes_get_size (truncated->body) < g_bytes_get_size (whole->body));
  g_assert_cmpint (
    soup_message_headers_get_content_length (soup_message_get_response_headers (truncated->message)), >,
    truncated->body != NULL ? (goffset) g_bytes_get_size (truncated->body) : 0);
  again = ask (&fixture, "GET", truncated_url, NULL);
  g_assert_no_error (again->error);
  g_assert_cmpint (soup_message_headers_get_content_length (soup_message_get_response_headers (again->message)), ==,
                   g_bytes_get_size (again->body));
  missing = ask (&fixture, "GET", missing_url, NULL);
  g_assert_cmpuint (missing->status, ==, 410);
}

static void
test_slow_download (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *url = NULL;
  g_autoptr (Reply) reply = NULL;
  gint64 start;

  fixture_set_up (&fixture, NULL, "");
  url = make_picture (&fixture, "a boat [slow=0.3]");
  start = g_get_monotonic_time ();
  reply = ask (&fixture, "GET", url, NULL);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 250000);
  g_assert_no_error (reply->error);
  g_assert_cmpint (soup_message_headers_get_content_length (soup_message_get_response_headers (reply->message)), ==,
                   g_bytes_get_size (reply->body));
}

/* The sandbox ends while a download and a delayed reply are on their way. */
static void
test_end_in_between (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *url = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  fixture_set_up (&fixture, NULL, "");
  url = make_picture (&fixture, "a boat [slow=30]");
  message = message_new (&fixture, "GET", url);
  soup_session_send_and_read_async (fixture.session, message, G_PRIORITY_DEFAULT, NULL, gesso_test_result_cb, &slot);
  gesso_test_settle (100);
  g_clear_object (&fixture.sandbox);
  result = gesso_test_await_result (&slot);
  body = soup_session_send_and_read_finish (fixture.session, result, &error);
  g_assert_true (error != NULL || g_bytes_get_size (body) < 5000);
}

static void
test_dates (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (Reply) now = NULL;
  g_autoptr (Reply) skewed = NULL;
  g_autoptr (GDateTime) real = NULL;
  g_autoptr (GDateTime) wrong = NULL;
  gint64 difference;

  fixture_set_up (&fixture, NULL, "");
  now = ask (&fixture, "GET", "/jobs", NULL);
  real = soup_date_time_new_from_http_string (
    soup_message_headers_get_one (soup_message_get_response_headers (now->message), "Date"));
  g_assert_cmpint (ABS (g_date_time_to_unix (real) - g_get_real_time () / G_USEC_PER_SEC), <=, 2);
  g_assert_true (gesso_sandbox_set_faults (fixture.sandbox, "pictures=plain,date_skew=-3600,sunset=2027-01-31", NULL));
  skewed = submit_once (&fixture, "a boat");
  wrong = soup_date_time_new_from_http_string (
    soup_message_headers_get_one (soup_message_get_response_headers (skewed->message), "Date"));
  difference = g_date_time_to_unix (real) - g_date_time_to_unix (wrong);
  g_assert_cmpint (ABS (difference - 3600), <=, 2);
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (skewed->message), "Sunset"), ==,
                   "2027-01-31");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/hostile/statuses", test_statuses);
  g_test_add_func ("/sandbox/hostile/gone", test_gone);
  g_test_add_func ("/sandbox/hostile/drops", test_drops);
  g_test_add_func ("/sandbox/hostile/before-and-after", test_before_and_after);
  g_test_add_func ("/sandbox/hostile/html-body", test_html_body);
  g_test_add_func ("/sandbox/hostile/large", test_large);
  g_test_add_func ("/sandbox/hostile/streams", test_streams);
  g_test_add_func ("/sandbox/hostile/delay-and-hang", test_delay_and_hang);
  g_test_add_func ("/sandbox/hostile/polls", test_polls);
  g_test_add_func ("/sandbox/hostile/kinds", test_kinds);
  g_test_add_func ("/sandbox/hostile/moderation", test_moderation);
  g_test_add_func ("/sandbox/hostile/without-picture", test_without_picture);
  g_test_add_func ("/sandbox/hostile/odd-statuses", test_odd_statuses);
  g_test_add_func ("/sandbox/hostile/downloads", test_downloads);
  g_test_add_func ("/sandbox/hostile/slow-download", test_slow_download);
  g_test_add_func ("/sandbox/hostile/end-in-between", test_end_in_between);
  g_test_add_func ("/sandbox/hostile/dates", test_dates);
  return g_test_run ();
}

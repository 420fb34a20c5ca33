/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-test.h"
#include "krea-test.h"

#define JOB "{\"job_id\":\"j1\",\"status\":\"queued\",\"created_at\":\"2026-11-22T09:15:02.118Z\",\"result\":null}"

static const char *
ok_with (const char *headers,
         const char *body)
{
  static char *reply;

  g_free (reply);
  reply = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n%s\r\n%s", strlen (body),
                           headers, body);
  return reply;
}

/* A submit and a get against one reply: both must fail with @code. */
static void
expect (const char *reply,
        gssize      length,
        KreaError   code,
        guint       status)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, reply, length);
  g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GError) submit_error = NULL;
  g_autoptr (GError) get_error = NULL;

  g_assert_null (test_submit (client, request, &submit_error));
  g_assert_error (submit_error, KREA_ERROR, (int) code);
  g_assert_false (krea_error_get_details (submit_error)->nothing_written);
  g_assert_cmpuint (krea_error_get_details (submit_error)->http_status, ==, status);
  g_assert_cmpuint (raw_server_count (server), ==, 1);
  g_assert_null (test_get_job (client, "j1", &get_error));
  g_assert_error (get_error, KREA_ERROR, (int) code);
  g_assert_null (strstr (submit_error->message, "s3cret"));
}

static void
test_not_json (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) number = g_string_new ("{\"job_id\":");

  expect (ok_with ("Content-Type: text/html\r\n", "<html><body>Welcome</body></html>"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", ""), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "[1,2,3]"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "{\"job_id\":7}"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "{\"job_id\":\"../../etc\"}"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "{\"job_id\":\"j\",\"job_id\":\"k\"}"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "{\"job_id\":\"j\",\"x\":NaN}"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "{\"job_id\":\"\\ud800\"}"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect (ok_with ("", "{\"job_id\":\"\xff\xfe\"}"), -1, KREA_ERROR_BAD_REPLY, 200);
  expect ("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", -1, KREA_ERROR_BAD_REPLY, 204);
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  expect (ok_with ("", deep->str), -1, KREA_ERROR_BAD_REPLY, 200);
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (number, '9');
  g_string_append_c (number, '}');
  expect (ok_with ("", number->str), -1, KREA_ERROR_BAD_REPLY, 200);
}

static void
test_not_http (void)
{
  expect ("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n", -1, KREA_ERROR_BAD_REPLY, 0);
  expect ("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15, KREA_ERROR_BAD_REPLY, 0);
}

static void
test_truncated (void)
{
  static const char *const half = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"job_id\":\"j1\"";
  static const char *const chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"job_id\":\"j1\"";

  expect (half, -1, KREA_ERROR_CONNECTION, 200);
  expect (chunk, -1, KREA_ERROR_CONNECTION, 200);
  /* Bytes that are JSON already do not make a truncated reply whole. */
  expect ("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" JOB, -1, KREA_ERROR_CONNECTION, 200);
}

static void
test_too_big (void)
{
  g_autoptr (GBytes) bomb = test_make_gzip_bomb (300 * 1024 * 1024);
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autofree char *head =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
                     g_bytes_get_size (bomb));
  g_autoptr (RawServer) server = NULL;
  g_autoptr (KreaClient) client = NULL;
  gint64 quickest = G_MAXINT64;

  expect ("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n{", -1, KREA_ERROR_REPLY_TOO_BIG, 200);

  g_byte_array_append (reply, (const guint8 *) head, strlen (head));
  g_byte_array_append (reply, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  expect ((const char *) reply->data, reply->len, KREA_ERROR_REPLY_TOO_BIG, 200);

  server = raw_server_new (RAW_REPLY, (const char *) reply->data, reply->len);
  client = test_client_new (raw_server_get_url (server));
  /* Under 100 ms alone on a machine; the bound only has to tell it from 300 MB of inflating and reading. */
  for (guint i = 0; i < 5 && quickest >= 380 * 1000; i++)
    {
      gint64 before = g_get_monotonic_time ();
      g_autoptr (GError) error = NULL;

      g_assert_null (test_get_job (client, "j1", &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG);
      quickest = MIN (quickest, g_get_monotonic_time () - before);
    }
  g_test_message ("a bomb ended after %" G_GINT64_FORMAT " µs", quickest);
  if (g_getenv ("GESSO_TEST_VALGRIND") == NULL)
    g_assert_cmpint (quickest, <, 380 * 1000);
}

static void
test_corrupt_gzip (void)
{
  expect ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\nConnection: close\r\n\r\nnot gzip at all", -1,
          KREA_ERROR_BAD_REPLY, 200);
}

static void
test_dropped (void)
{
  static const RawBehaviour behaviours[] = { RAW_DROP_UNREAD, RAW_DROP_READ };

  for (guint i = 0; i < G_N_ELEMENTS (behaviours); i++)
    {
      g_autoptr (RawServer) server = raw_server_new (behaviours[i], NULL, 0);
      g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));
      g_autoptr (KreaRequest) request = test_request_new ();
      g_autoptr (GError) error = NULL;

      g_assert_null (test_submit (client, request, &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_CONNECTION);
      /* It cannot be known whether the server read it: it must not be sent again. */
      g_assert_false (krea_error_get_details (error)->nothing_written);
      g_assert_cmpuint (raw_server_count (server), ==, 1);
    }
}

static void
test_refused_connection (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, NULL, 0);
  g_autofree char *url = g_strdup (raw_server_get_url (server));
  g_autoptr (KreaClient) client = test_client_new (url);
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&server, raw_server_free);
  g_assert_null (test_submit (client, request, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_OFFLINE);
  g_assert_true (krea_error_get_details (error)->nothing_written);
}

static void
test_unknown_name (void)
{
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.invalid");
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (test_submit (client, request, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_OFFLINE);
  g_assert_true (krea_error_get_details (error)->nothing_written);
}

static void
test_no_tls (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", -1);
  g_autofree char *url = g_strconcat ("https", raw_server_get_url (server) + strlen ("http"), NULL);
  g_autoptr (KreaClient) client = test_client_new (url);
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autofree char *requests = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (test_submit (client, request, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_TLS);
  g_assert_true (krea_error_get_details (error)->nothing_written);
  requests = raw_server_dup_requests (server);
  g_assert_null (strstr (requests, "Bearer"));
}

static void
test_plain_http_elsewhere (void)
{
  static const char *const origins[] = {
    "http://api.krea.ai", "http://192.168.1.1", "ftp://127.0.0.1", "https://user@api.krea.ai", "https://api.krea.ai/x", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_autoptr (KreaClient) client = test_client_new (origins[i]);
      g_autoptr (KreaRequest) request = test_request_new ();
      g_autoptr (GError) error = NULL;

      g_assert_null (test_submit (client, request, &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_TLS);
      g_assert_true (krea_error_get_details (error)->nothing_written);
    }
}

static gboolean
is_filled (gpointer slot)
{
  return *(GAsyncResult **) slot != NULL;
}

static void
test_silent_server (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_HANG, "HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{", -1);
  g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));
  g_autoptr (KreaRequest) request = test_request_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *submitted = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  krea_client_submit_async (client, request, NULL, gesso_test_result_cb, &submitted);
  g_assert_null (test_get_job (client, "j1", &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_TIMEOUT);
  g_assert_false (krea_error_get_details (error)->nothing_written);
  /* The POST outlives every time-out; only the end of the connection ends it. */
  g_assert_false (gesso_test_await (is_filled, &submitted, 600));
  g_clear_error (&error);
  g_clear_pointer (&server, raw_server_free);
  result = gesso_test_await_result (&submitted);
  g_assert_null (krea_client_submit_finish (client, result, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_CONNECTION);
}

static void
test_cancelled (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_HANG, "", 0);
  g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  gpointer weak = client;

  krea_client_get_job_async (client, "j1", cancellable, gesso_test_result_cb, &slot);
  gesso_test_settle (50);
  g_assert_null (slot);
  g_cancellable_cancel (cancellable);
  result = gesso_test_await_result (&slot);
  g_assert_null (krea_client_get_job_finish (client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_object_add_weak_pointer (G_OBJECT (client), &weak);
  g_clear_object (&client);
  gesso_test_await_finalized (&weak);
}

static void
test_redirects_of_the_api (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (RawServer) target = raw_server_new (RAW_REPLY, ok_with ("", JOB), -1);
      g_autofree char *reply =
        g_strdup_printf ("HTTP/1.1 %u Elsewhere\r\nLocation: %s/jobs/j1\r\nContent-Length: 0\r\n\r\n", statuses[i],
                         raw_server_get_url (target));

      expect (reply, -1, KREA_ERROR_REDIRECT, statuses[i]);
      g_assert_cmpuint (raw_server_count (target), ==, 0);
    }
}

static void
test_status_without_its_words (void)
{
  /* The explanation broke off, but 402 is 402: holding the queue must not become "in doubt". */
  expect ("HTTP/1.1 402 Payment Required\r\nContent-Length: 500\r\n\r\n{\"mess", -1, KREA_ERROR_PAYMENT_REQUIRED, 402);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/krea/hostile/not-json", test_not_json);
  g_test_add_func ("/krea/hostile/not-http", test_not_http);
  g_test_add_func ("/krea/hostile/truncated", test_truncated);
  g_test_add_func ("/krea/hostile/too-big", test_too_big);
  g_test_add_func ("/krea/hostile/corrupt-gzip", test_corrupt_gzip);
  g_test_add_func ("/krea/hostile/dropped", test_dropped);
  g_test_add_func ("/krea/hostile/refused-connection", test_refused_connection);
  g_test_add_func ("/krea/hostile/unknown-name", test_unknown_name);
  g_test_add_func ("/krea/hostile/no-tls", test_no_tls);
  g_test_add_func ("/krea/hostile/plain-http-elsewhere", test_plain_http_elsewhere);
  g_test_add_func ("/krea/hostile/silent-server", test_silent_server);
  g_test_add_func ("/krea/hostile/cancelled", test_cancelled);
  g_test_add_func ("/krea/hostile/redirects-of-the-api", test_redirects_of_the_api);
  g_test_add_func ("/krea/hostile/status-without-its-words", test_status_without_its_words);
  return g_test_run ();
}

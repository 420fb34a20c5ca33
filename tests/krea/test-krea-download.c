/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "gesso-test.h"
#include "krea-address.h"
#include "krea-test.h"

#define BODY "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 8\r\nConnection: close\r\n\r\n\x89PNG\r\n\x1a\n"

static char *
redirect_to (guint       status,
             const char *url)
{
  return g_strdup_printf ("HTTP/1.1 %u Elsewhere\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", status,
                          url);
}

static void
progress_cb (guint64  received,
             guint64  total,
             gpointer data)
{
  guint64 *seen = data;

  seen[0] = received;
  seen[1] = total;
}

static void
test_plain (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, BODY, -1);
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *requests = NULL;
  GAsyncResult *slot = NULL;
  guint64 seen[2] = { 0, 0 };

  krea_client_download_async (client, raw_server_get_url (server), KREA_DOWNLOAD_RESULT, 1000, progress_cb, seen, NULL,
                              gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  bytes = krea_client_download_finish (client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 8);
  g_assert_cmpuint (seen[0], ==, 8);
  g_assert_cmpuint (seen[1], ==, 8);
  requests = raw_server_dup_requests (server);
  g_assert_null (strstr (requests, "Authorization"));
  g_assert_null (strstr (requests, "Cookie"));
}

static void
test_no_key_at_a_redirect_target (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (RawServer) target = raw_server_new (RAW_REPLY, BODY, -1);
      g_autofree char *reply = redirect_to (statuses[i], raw_server_get_url (target));
      g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, reply, -1);
      /* Even where the picture lies on the API's own origin. */
      g_autoptr (KreaClient) client = test_client_new (raw_server_get_url (server));
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes =
        test_download (client, raw_server_get_url (server), KREA_DOWNLOAD_RESULT, 1000, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 8);
      first = raw_server_dup_requests (server);
      second = raw_server_dup_requests (target);
      g_assert_nonnull (strstr (second, "GET "));
      g_assert_null (strstr (first, "Authorization"));
      g_assert_null (strstr (second, "Authorization"));
      g_assert_null (strstr (second, "s3cret"));
    }
}

static void
test_endless_redirect (void)
{
  g_autofree char *reply = redirect_to (302, "/again");
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, reply, -1);
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");
  g_autoptr (GError) error = NULL;

  g_assert_null (test_download (client, raw_server_get_url (server), KREA_DOWNLOAD_RESULT, 1000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REDIRECT);
  g_assert_cmpuint (raw_server_count (server), ==, 6);
}

static void
test_refused_targets (void)
{
  static const char *const targets[] = { "http://example.com/x.png", "file:///etc/passwd", "ftp://example.com/", "https://" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *reply = redirect_to (302, targets[i]);
      g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, reply, -1);
      g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");
      g_autoptr (GError) error = NULL;

      g_assert_null (test_download (client, raw_server_get_url (server), KREA_DOWNLOAD_RESULT, 1000, &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_REDIRECT);
    }
}

static void
test_plain_http_elsewhere (void)
{
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");
  g_autoptr (GError) error = NULL;

  g_assert_null (test_download (client, "http://example.com/x.png", KREA_DOWNLOAD_RESULT, 1000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_TLS);
  g_clear_error (&error);
  g_assert_null (test_download (client, "no address", KREA_DOWNLOAD_RESULT, 1000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
}

static void
test_strict (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, BODY, -1);
  g_autofree char *secure = g_strconcat ("https", raw_server_get_url (server) + strlen ("http"), NULL);
  const char *port = strrchr (secure, ':');
  /* Written so that only the connection shows where they lead. */
  g_autofree char *spelled = g_strconcat ("https://pictures.localhost", port, "/", NULL);
  g_autofree char *mapped = g_strconcat ("https://[::ffff:127.0.0.1]", port, "/", NULL);
  const char *addresses[] = { raw_server_get_url (server), secure, spelled, mapped, "https://10.1.2.3/", "https://169.254.1.1/" };
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (test_download (client, addresses[i], KREA_DOWNLOAD_STRICT, 1000, &error));
      g_test_message ("%s: %s", addresses[i], error->message);
      g_assert_error (error, KREA_ERROR, KREA_ERROR_REDIRECT);
      g_assert_true (krea_error_get_details (error)->nothing_written);
    }
  g_assert_cmpuint (raw_server_count (server), ==, 0);
}

static void
test_strict_hops (void)
{
  g_autofree char *reply = redirect_to (302, "https://10.0.0.1/x.png");
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, reply, -1);
  g_autoptr (KreaClient) client = g_object_new (KREA_TYPE_CLIENT, "allow-loopback", TRUE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (test_download (client, raw_server_get_url (server), KREA_DOWNLOAD_STRICT, 1000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REDIRECT);
  g_assert_cmpuint (raw_server_count (server), ==, 1);
}

static void
test_limits (void)
{
  g_autoptr (GBytes) bomb = test_make_gzip_bomb (64 * 1024 * 1024);
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  static const char *const head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
  g_autoptr (RawServer) server = raw_server_new (RAW_REPLY, BODY, -1);
  g_autoptr (RawServer) bomber = NULL;
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");
  g_autoptr (GError) error = NULL;

  g_assert_null (test_download (client, raw_server_get_url (server), KREA_DOWNLOAD_RESULT, 7, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG);
  g_clear_error (&error);
  g_byte_array_append (reply, (const guint8 *) head, strlen (head));
  g_byte_array_append (reply, g_bytes_get_data (bomb, NULL), g_bytes_get_size (bomb));
  bomber = raw_server_new (RAW_REPLY, (const char *) reply->data, reply->len);
  g_assert_null (test_download (client, raw_server_get_url (bomber), KREA_DOWNLOAD_RESULT, 1024 * 1024, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_REPLY_TOO_BIG);
}

static void
test_broken (void)
{
  g_autoptr (RawServer) half =
    raw_server_new (RAW_REPLY, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\x89PNG", -1);
  g_autoptr (RawServer) silent = raw_server_new (RAW_HANG, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\x89PNG", -1);
  g_autoptr (RawServer) slow = raw_server_new (RAW_DRIBBLE, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n\x89PNG", -1);
  g_autoptr (RawServer) empty = raw_server_new (RAW_REPLY, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", -1);
  g_autoptr (RawServer) missing = raw_server_new (RAW_REPLY, "HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\nno", -1);
  g_autoptr (KreaClient) client = test_client_new ("https://api.krea.ai");
  g_autoptr (GError) error = NULL;

  g_assert_null (test_download (client, raw_server_get_url (half), KREA_DOWNLOAD_RESULT, 9000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_CONNECTION);
  g_clear_error (&error);
  g_assert_null (test_download (client, raw_server_get_url (silent), KREA_DOWNLOAD_RESULT, 9000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_TIMEOUT);
  g_clear_error (&error);
  g_assert_null (test_download (client, raw_server_get_url (slow), KREA_DOWNLOAD_RESULT, 9000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_TIMEOUT);
  g_clear_error (&error);
  g_assert_null (test_download (client, raw_server_get_url (empty), KREA_DOWNLOAD_RESULT, 9000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
  g_clear_error (&error);
  g_assert_null (test_download (client, raw_server_get_url (missing), KREA_DOWNLOAD_RESULT, 9000, &error));
  g_assert_error (error, KREA_ERROR, KREA_ERROR_NOT_FOUND);
}

static void
ignore_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  guint *finished = data;

  ++*finished;
}

static gboolean
all_finished (gpointer finished)
{
  return *(guint *) finished == 9;
}

static void
test_at_most_four (void)
{
  g_autoptr (RawServer) server = raw_server_new (RAW_HANG, "", 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (KreaClient) client =
    g_object_new (KREA_TYPE_CLIENT, "origin", "https://api.krea.ai", "key", TEST_KEY, NULL);
  guint finished = 0;

  for (guint i = 0; i < 9; i++)
    krea_client_download_async (client, raw_server_get_url (server), KREA_DOWNLOAD_RESULT, 100, NULL, NULL, cancellable,
                                ignore_cb, &finished);
  gesso_test_settle (150);
  g_assert_cmpuint (raw_server_count (server), ==, 4);
  g_cancellable_cancel (cancellable);
  g_assert_true (gesso_test_await (all_finished, &finished, 5000));
}

static void
test_addresses (void)
{
  static const char *const public[] = { "8.8.8.8", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2606:4700::1", "::ffff:8.8.8.8" };
  static const char *const private[] = {
    "0.0.0.0",     "10.0.0.1",  "100.64.0.1", "127.0.0.1",        "127.9.9.9",       "169.254.169.254", "172.16.0.1",
    "172.31.9.9",  "192.0.0.8", "192.168.1.1", "198.18.0.1",      "224.0.0.1",       "255.255.255.255", "::",
    "::1",         "fc00::1",   "fd12::1",    "fe80::1",          "ff02::1",         "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "2002:a00:1::", "::127.0.0.1", "2001::1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (public); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (public[i]);

      g_assert_true (krea_address_is_public (address));
    }
  for (guint i = 0; i < G_N_ELEMENTS (private); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (private[i]);

      g_test_message ("%s", private[i]);
      g_assert_false (krea_address_is_public (address));
    }
  g_assert_true (krea_host_is_loopback ("LocalHost"));
  g_assert_true (krea_host_is_loopback ("127.0.0.1"));
  g_assert_true (krea_host_is_loopback ("::1"));
  g_assert_false (krea_host_is_loopback ("localhost.example.com"));
  g_assert_false (krea_host_is_loopback ("127.0.0.1.example.com"));
  g_assert_false (krea_host_is_loopback (NULL));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/krea/download/plain", test_plain);
  g_test_add_func ("/krea/download/no-key-at-a-redirect-target", test_no_key_at_a_redirect_target);
  g_test_add_func ("/krea/download/endless-redirect", test_endless_redirect);
  g_test_add_func ("/krea/download/refused-targets", test_refused_targets);
  g_test_add_func ("/krea/download/plain-http-elsewhere", test_plain_http_elsewhere);
  g_test_add_func ("/krea/download/strict", test_strict);
  g_test_add_func ("/krea/download/strict-hops", test_strict_hops);
  g_test_add_func ("/krea/download/limits", test_limits);
  g_test_add_func ("/krea/download/broken", test_broken);
  g_test_add_func ("/krea/download/at-most-four", test_at_most_four);
  g_test_add_func ("/krea/download/addresses", test_addresses);
  return g_test_run ();
}

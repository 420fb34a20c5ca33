/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "gesso-test.h"
#include "krea-error.h"
#include "krea-webhook.h"

/* Whoever calls is a stranger until a secret says otherwise. */

#define JOB "01234567-89ab-4cde-8f01-23456789abcd"

typedef struct {
  KreaWebhook *webhook;
  SoupSession *session;
  char        *secret;
  guint        calls;
  char        *job_id;
} Fixture;

static void
called_cb (KreaWebhook *webhook,
           const char  *secret,
           const char  *job_id,
           Fixture     *self)
{
  g_assert_cmpstr (secret, ==, self->secret);
  self->calls++;
  g_free (self->job_id);
  self->job_id = g_strdup (job_id);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  self->webhook = krea_webhook_new ("https://tunnel.example/krea/", 0, &error);
  g_assert_no_error (error);
  self->secret = krea_webhook_hand_out (self->webhook);
  self->session = soup_session_new ();
  g_signal_connect (self->webhook, "called", G_CALLBACK (called_cb), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->session);
  g_assert_finalize_object (self->webhook);
  g_free (self->secret);
  g_free (self->job_id);
}

/* Returns: the status, 0 where the connection was cut */
static guint
call (Fixture    *self,
      const char *method,
      const char *secret,
      const char *body,
      gsize       length)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/any/where/%s", krea_webhook_get_port (self->webhook),
                                          secret);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = g_bytes_new (body, length);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) reply = NULL;

  if (length > 0)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  reply = soup_session_send_and_read_finish (self->session, result, NULL);
  return reply != NULL ? soup_message_get_status (message) : 0;
}

static void
test_secrets (Fixture       *self,
              gconstpointer  data)
{
  const char body[] = "{\"job_id\": \"" JOB "\", \"status\": \"completed\"}";
  g_autofree char *other = krea_webhook_hand_out (self->webhook);
  g_autofree char *url = krea_webhook_dup_url (self->webhook, self->secret);
  g_autofree char *wanted = g_strconcat ("https://tunnel.example/krea/", self->secret, NULL);
  g_autofree char *near = g_strdup (self->secret);

  g_assert_cmpstr (url, ==, wanted);
  g_assert_cmpstr (self->secret, !=, other);
  g_assert_cmpuint (strlen (self->secret), ==, 48);
  near[47] = near[47] == '0' ? '1' : '0';

  g_assert_cmpuint (call (self, "POST", self->secret, body, strlen (body)), ==, 204);
  g_assert_cmpuint (self->calls, ==, 1);
  g_assert_cmpstr (self->job_id, ==, JOB);

  g_assert_cmpuint (call (self, "POST", near, body, strlen (body)), ==, 404);
  g_assert_cmpuint (call (self, "POST", "", body, strlen (body)), ==, 404);
  g_assert_cmpuint (call (self, "GET", self->secret, NULL, 0), ==, 404);
  krea_webhook_forget (self->webhook, other);
  g_assert_cmpuint (call (self, "POST", other, body, strlen (body)), ==, 404);
  g_assert_cmpuint (self->calls, ==, 1);
}

/* What is no job's id is no hint; the call is one all the same. */
static void
test_bodies (Fixture       *self,
             gconstpointer  data)
{
  static const char *const bodies[] = {
    "", "garbage", "[]", "{}", "{\"job_id\": 7}", "{\"job_id\": \"../../assets\"}", "{\"job_id\": \"" JOB "/x\"}",
  };
  g_autofree char *nested = g_strnfill (40000, '[');
  g_autofree char *huge = g_strnfill (8 * 1024 * 1024, ' ');
  guint before;

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_cmpuint (call (self, "POST", self->secret, bodies[i], strlen (bodies[i])), ==, 204);
      g_assert_null (self->job_id);
    }
  g_assert_cmpuint (call (self, "POST", self->secret, nested, strlen (nested)), ==, 204);
  g_assert_null (self->job_id);
  before = self->calls;
  g_assert_cmpuint (call (self, "POST", self->secret, huge, strlen (huge)), !=, 204);
  g_assert_cmpuint (self->calls, ==, before);
}

static void
test_addresses (void)
{
  static const char *const bad[] = {
    "", "tunnel.example", "http://tunnel.example/", "ftp://tunnel.example/", "https://", "https://a.example/?x=1",
    "https://a.example/#x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (krea_webhook_is_address (bad[i]));
      g_assert_null (krea_webhook_new (bad[i], 0, &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST);
    }
}

/* The port is somebody else's. */
static void
test_port_taken (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (krea_webhook_new ("https://a.example", (guint16) krea_webhook_get_port (self->webhook), &error));
  g_assert_nonnull (error);
}

/* --- whoever takes his time --- */

#define PATIENCE_MS 200

static const char *const beginnings[] = {
  "",
  "POST /x/",
  "POST /x/%s HTTP/1.1\r\nHost: tunnel.example\r\nContent-Le",
  "POST /x/%s HTTP/1.1\r\nHost: tunnel.example\r\nContent-Length: 900\r\n\r\n",
  "POST /x/%s HTTP/1.1\r\nHost: tunnel.example\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n",
};

typedef struct {
  GSocketConnection *connection;
  gboolean           over;
} Slow;

static gboolean
dribble_cb (gpointer data)
{
  Slow *slow = data;
  GSocket *socket = g_socket_connection_get_socket (slow->connection);
  char buffer[256];
  gssize n = g_socket_receive_with_blocking (socket, buffer, sizeof buffer, FALSE, NULL, NULL);

  slow->over = n == 0 || (n < 0 && g_socket_condition_check (socket, G_IO_HUP | G_IO_ERR));
  if (!slow->over)
    g_socket_send_with_blocking (socket, "a", 1, FALSE, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_over (gpointer data)
{
  return ((Slow *) data)->over;
}

static GSocketConnection *
begin_call (Fixture    *self,
            const char *beginning)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_auto (GStrv) parts = g_strsplit (beginning, "%s", 2);
  g_autofree char *text = g_strjoinv (self->secret, parts);
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                                   krea_webhook_get_port (self->webhook), NULL, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  return connection;
}

/* A byte now and then keeps nobody on the line: a call has its time as a whole. Meanwhile others are heard. */
static void
test_slow (Fixture       *self,
           gconstpointer  data)
{
  const char body[] = "{\"job_id\": \"" JOB "\"}";

  krea_webhook_set_timeout (self->webhook, PATIENCE_MS);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (GSocketConnection) connection = begin_call (self, beginnings[i]);
      Slow slow = { connection, FALSE };
      gint64 begin = g_get_monotonic_time ();
      guint ticker = g_timeout_add (PATIENCE_MS / 8, dribble_cb, &slow);

      g_assert_cmpuint (call (self, "POST", self->secret, body, strlen (body)), ==, 204);
      g_assert_cmpuint (self->calls, ==, i + 1);
      g_assert_true (gesso_test_await (is_over, &slow, GESSO_TEST_TIMEOUT_MS));
      g_assert_cmpint (g_get_monotonic_time () - begin, >=, PATIENCE_MS * 1000 / 2);
      g_source_remove (ticker);
    }
  g_assert_cmpuint (self->calls, ==, G_N_ELEMENTS (beginnings));
}

/* Whoever is still talking when nobody listens any more meets nothing. */
static void
test_closed (Fixture       *self,
             gconstpointer  data)
{
  GSocketConnection *connections[G_N_ELEMENTS (beginnings)];

  krea_webhook_set_timeout (self->webhook, PATIENCE_MS);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    connections[i] = begin_call (self, beginnings[i]);
  gesso_test_settle (PATIENCE_MS / 4);
  g_assert_finalize_object (self->webhook);
  gesso_test_settle (PATIENCE_MS * 3 / 2);
  for (gsize i = 0; i < G_N_ELEMENTS (beginnings); i++)
    g_object_unref (connections[i]);
  self->webhook = krea_webhook_new ("https://a.example", 0, NULL);
  g_assert_cmpuint (self->calls, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/krea/webhook/secrets", Fixture, NULL, set_up, test_secrets, tear_down);
  g_test_add ("/krea/webhook/bodies", Fixture, NULL, set_up, test_bodies, tear_down);
  g_test_add_func ("/krea/webhook/addresses", test_addresses);
  g_test_add ("/krea/webhook/slow", Fixture, NULL, set_up, test_slow, tear_down);
  g_test_add ("/krea/webhook/closed", Fixture, NULL, set_up, test_closed, tear_down);
  g_test_add ("/krea/webhook/port-taken", Fixture, NULL, set_up, test_port_taken, tear_down);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-private.h"
#include "sandbox-fixture.h"

#include <string.h>

static Reply *
finished (Fixture    *fixture,
          const char *faults,
          const char *prompt,
          const char *status)
{
  g_autofree char *job_id = NULL;

  fixture_set_up (fixture, NULL, faults);
  job_id = submit (fixture, MEDIUM, prompt);
  return await_status (fixture, job_id, status);
}

static JsonNode *
urls_of (Reply *reply)
{
  return json_object_get_member (json_object_get_object_member (reply->object, "result"), "urls");
}

static void
test_urls_shape (void)
{
  static const char *const shapes[] = { "strings", "objects", "map" };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *spec = g_strconcat ("urls_shape=", shapes[i], NULL);
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (Reply) reply = finished (&fixture, spec, "a boat", "completed");
      JsonNode *urls = urls_of (reply);
      const char *url;

      if (i == 0)
        url = json_array_get_string_element (json_node_get_array (urls), 0);
      else if (i == 1)
        url = json_object_get_string_member (json_array_get_object_element (json_node_get_array (urls), 0), "url");
      else
        url = json_object_get_string_member (json_node_get_object (urls), "model");
      g_assert_true (g_str_has_prefix (url, gesso_sandbox_get_url (fixture.sandbox)));
      g_assert_true (g_str_has_suffix (url, ".png"));
    }
}

static void
test_errors (void)
{
  static const struct {
    const char *spec;
    gboolean    top;
    gboolean    object;
  } cases[] = {
    { "", TRUE, TRUE },
    { "error_location=result", FALSE, TRUE },
    { "error_shape=string", TRUE, FALSE },
    { "error_location=result,error_shape=string", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (Reply) reply = finished (&fixture, cases[i].spec, "a boat [violence]", "failed");
      JsonObject *place = cases[i].top ? reply->object : json_object_get_object_member (reply->object, "result");

      g_assert_true (json_object_has_member (reply->object, "error") == cases[i].top);
      g_assert_true (JSON_NODE_HOLDS_OBJECT (json_object_get_member (place, "error")) == cases[i].object);
    }
}

static void
test_unauthorized (void)
{
  static const char *const keys[] = { "message", "error" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *spec = g_strconcat ("unauthorized_body=", keys[i], NULL);
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (SoupMessage) message = NULL;
      g_autoptr (Reply) reply = NULL;

      fixture_set_up (&fixture, NULL, spec);
      message = message_new (&fixture, "GET", "/jobs");
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", "Key " TOKEN);
      reply = ask_message (&fixture, message);
      g_assert_cmpuint (reply->status, ==, 401);
      g_assert_cmpstr (string_member (reply, keys[i]), ==, "Unauthorized");
    }
}

/* Submissions: the first status, and what stands in result before there is one. */
static void
test_first_reply (void)
{
  static const struct {
    const char *spec;
    const char *status;
    JsonNodeType result;
    gboolean     has_result;
  } cases[] = {
    { "", "queued", JSON_NODE_NULL, TRUE },
    { "first_status=processing,result=empty", "processing", JSON_NODE_OBJECT, TRUE },
    { "first_status=none,result=absent", NULL, JSON_NODE_NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autofree char *body = body_for ("a boat");
      g_autofree char *spec = g_strconcat (cases[i].spec, ",type=externalImage", NULL);
      g_autoptr (Reply) reply = NULL;

      fixture_set_up (&fixture, NULL, spec);
      reply = ask (&fixture, "POST", MEDIUM, body);
      g_assert_cmpstr (string_member (reply, "status"), ==, cases[i].status);
      g_assert_cmpstr (string_member (reply, "type"), ==, "externalImage");
      g_assert_nonnull (string_member (reply, "created_at"));
      g_assert_true (json_object_get_null_member (reply->object, "completed_at"));
      g_assert_true (json_object_has_member (reply->object, "result") == cases[i].has_result);
      if (cases[i].has_result)
        g_assert_cmpint (json_node_get_node_type (json_object_get_member (reply->object, "result")), ==,
                         cases[i].result);
    }
}

static void
test_previews (void)
{
  GessoSandboxOptions options = GESSO_SANDBOX_OPTIONS_INIT;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *job_id = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) preview = NULL;
  JsonObject *entry;

  options.speed = 20;
  fixture_set_up (&fixture, &options, "previews=1,urls_shape=objects");
  job_id = submit (&fixture, MEDIUM, "a boat");
  reply = await_status (&fixture, job_id, "sampling");
  entry = json_array_get_object_element (json_node_get_array (urls_of (reply)), 0);
  g_assert_cmpstr (json_object_get_string_member (entry, "type"), ==, "preview");
  preview = ask (&fixture, "GET", json_object_get_string_member (entry, "url"), NULL);
  g_assert_cmpuint (preview->status, ==, 200);
}

/* A PNG of exactly the size, no key needed, the same for the same request and another for another seed. */
static void
test_picture (void)
{
  GessoSandboxMedia media;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *first_url = NULL;
  g_autofree char *second_url = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) missing = NULL;

  fixture_set_up (&fixture, NULL, "");
  first_url = make_picture (&fixture, "a boat");
  second_url = make_picture (&fixture, "a boat");
  g_assert_cmpstr (first_url, !=, second_url);
  message = message_new (&fixture, "GET", first_url);
  soup_message_headers_remove (soup_message_get_request_headers (message), "Authorization");
  first = ask_message (&fixture, message);
  second = ask (&fixture, "GET", second_url, NULL);
  g_assert_true (gesso_sandbox_sniff (first->body, &media));
  g_assert_cmpuint (media.width, ==, 1024);
  g_assert_cmpuint (media.height, ==, 1024);
  g_assert_true (g_bytes_equal (first->body, second->body));
  missing = ask (&fixture, "GET", "/images/00000000-0000-4000-8000-000000000000.png", NULL);
  g_assert_cmpuint (missing->status, ==, 404);
}

/* The painter's own picture comes through as well. */
static void
test_painted (void)
{
  GessoSandboxMedia media;
  g_auto (Fixture) fixture = { NULL };
  g_autofree char *url = NULL;
  g_autoptr (Reply) picture = NULL;

  fixture_set_up (&fixture, NULL, "pictures=painted");
  url = make_picture (&fixture, "a boat");
  picture = ask (&fixture, "GET", url, NULL);
  g_assert_true (gesso_sandbox_sniff (picture->body, &media));
  g_assert_cmpuint (media.width, ==, 1024);
}

static void
called_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  GPtrArray *calls = data;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  g_ptr_array_add (calls, g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)));
  soup_server_message_set_status (message, 200, NULL);
}

static gboolean
was_called_twice (gpointer calls)
{
  return ((GPtrArray *) calls)->len >= 2;
}

/* At the end of a job its whole state is posted; the options can double it. */
static void
test_webhook (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *body = body_for ("a boat");
  g_autofree char *url = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Reply) reply = NULL;
  g_autoptr (JsonNode) call = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, called_cb, calls, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("http://127.0.0.1:%d/secret", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture_set_up (&fixture, NULL, "webhooks=2");
  message = message_new (&fixture, "POST", MEDIUM);
  soup_message_headers_append (soup_message_get_request_headers (message), "X-Webhook-URL", url);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  reply = ask_message (&fixture, message);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (gesso_test_await (was_called_twice, calls, GESSO_TEST_TIMEOUT_MS));
  call = json_from_string (calls->pdata[0], NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (call), "job_id"), ==,
                   string_member (reply, "job_id"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (call), "status"), ==, "completed");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/replies/urls-shape", test_urls_shape);
  g_test_add_func ("/sandbox/replies/errors", test_errors);
  g_test_add_func ("/sandbox/replies/unauthorized", test_unauthorized);
  g_test_add_func ("/sandbox/replies/first-reply", test_first_reply);
  g_test_add_func ("/sandbox/replies/previews", test_previews);
  g_test_add_func ("/sandbox/replies/picture", test_picture);
  g_test_add_func ("/sandbox/replies/painted", test_painted);
  g_test_add_func ("/sandbox/replies/webhook", test_webhook);
  return g_test_run ();
}

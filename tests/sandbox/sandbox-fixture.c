/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox-fixture.h"

#include <string.h>

void
fixture_set_up (Fixture             *fixture,
                GessoSandboxOptions *options,
                const char          *faults)
{
  GessoSandboxOptions usual = GESSO_SANDBOX_OPTIONS_INIT;
  g_autofree char *spec = g_strconcat ("pictures=plain,", faults, NULL);
  g_autoptr (GError) error = NULL;

  if (options != NULL)
    usual = *options;
  else
    usual.speed = 1000;
  fixture->state_dir = usual.state_dir != NULL ? g_strdup (usual.state_dir) : gesso_test_make_dir ();
  usual.state_dir = fixture->state_dir;
  usual.token = TOKEN;
  usual.faults = spec;
  fixture->sandbox = gesso_sandbox_new (&usual, &error);
  g_assert_no_error (error);
  fixture->session = soup_session_new ();
}

void
fixture_tear_down (Fixture *fixture)
{
  gpointer weak = fixture->sandbox;

  soup_session_abort (fixture->session);
  g_clear_object (&fixture->session);
  if (weak != NULL)
    g_object_add_weak_pointer (weak, &weak);
  g_clear_object (&fixture->sandbox);
  gesso_test_await_finalized (&weak);
  g_clear_pointer (&fixture->state_dir, g_free);
}

SoupMessage *
message_new (Fixture    *fixture,
             const char *method,
             const char *path)
{
  g_autofree char *url = g_str_has_prefix (path, "http") ? g_strdup (path)
                                                         : g_strconcat (gesso_sandbox_get_url (fixture->sandbox), path, NULL);
  SoupMessage *message = soup_message_new (method, url);

  g_assert_nonnull (message);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", "Bearer " TOKEN);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  return message;
}

Reply *
ask_message (Fixture     *fixture,
             SoupMessage *message)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  Reply *reply = g_new0 (Reply, 1);

  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  reply->message = g_object_ref (message);
  reply->body = soup_session_send_and_read_finish (fixture->session, result, &reply->error);
  reply->status = soup_message_get_status (message);
  if (reply->body != NULL && g_bytes_get_size (reply->body) > 0 && g_bytes_get_size (reply->body) < 1000000)
    {
      const char *text = g_bytes_get_data (reply->body, NULL);
      g_autofree char *copy = g_strndup (text, g_bytes_get_size (reply->body));

      if (*copy == '{' && g_utf8_validate (copy, -1, NULL))
        reply->node = json_from_string (copy, NULL);
    }
  if (reply->node != NULL && JSON_NODE_HOLDS_OBJECT (reply->node))
    reply->object = json_node_get_object (reply->node);
  return reply;
}

Reply *
ask (Fixture    *fixture,
     const char *method,
     const char *path,
     const char *body)
{
  g_autoptr (SoupMessage) message = message_new (fixture, method, path);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  return ask_message (fixture, message);
}

void
reply_free (Reply *reply)
{
  g_clear_object (&reply->message);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->node, json_node_unref);
  g_clear_error (&reply->error);
  g_free (reply);
}

char *
body_for (const char *prompt)
{
  return g_strdup_printf ("{\"prompt\":\"%s\",\"aspect_ratio\":\"1:1\",\"resolution\":\"1K\",\"seed\":7}", prompt);
}

const char *
string_member (Reply      *reply,
               const char *name)
{
  JsonNode *node = reply->object != NULL ? json_object_get_member (reply->object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

char *
submit (Fixture    *fixture,
        const char *path,
        const char *prompt)
{
  g_autofree char *body = body_for (prompt);
  g_autoptr (Reply) reply = ask (fixture, "POST", path, body);

  g_assert_no_error (reply->error);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (string_member (reply, "job_id"));
  return g_strdup (string_member (reply, "job_id"));
}

Reply *
poll_job (Fixture    *fixture,
          const char *job_id)
{
  g_autofree char *path = g_strconcat ("/jobs/", job_id, NULL);

  return ask (fixture, "GET", path, NULL);
}

Reply *
await_status (Fixture    *fixture,
              const char *job_id,
              const char *status)
{
  gint64 deadline = g_get_monotonic_time () + GESSO_TEST_TIMEOUT_MS * G_GINT64_CONSTANT (1000);

  while (g_get_monotonic_time () < deadline)
    {
      g_autoptr (Reply) reply = poll_job (fixture, job_id);

      if (g_strcmp0 (string_member (reply, "status"), status) == 0)
        return g_steal_pointer (&reply);
      gesso_test_settle (2);
    }
  g_error ("The job never was %s", status);
}

char *
make_picture (Fixture    *fixture,
              const char *prompt)
{
  g_autofree char *job_id = submit (fixture, MEDIUM, prompt);
  g_autoptr (Reply) reply = await_status (fixture, job_id, "completed");
  JsonObject *result = json_object_get_object_member (reply->object, "result");

  return g_strdup (json_array_get_string_element (json_object_get_array_member (result, "urls"), 0));
}

Reply *
upload (Fixture    *fixture,
        GBytes     *bytes,
        const char *name,
        const char *type)
{
  g_autoptr (SoupMessage) message = message_new (fixture, "POST", "/assets");
  SoupMultipart *multipart = soup_multipart_new ("multipart/form-data");
  g_autofree char *content_type = NULL;
  g_autoptr (GBytes) body = NULL;

  soup_multipart_append_form_file (multipart, "file", name, type, bytes);
  soup_multipart_append_form_string (multipart, "description", "ink study");
  soup_multipart_to_message (multipart, soup_message_get_request_headers (message), &body);
  content_type = g_strdup (soup_message_headers_get_one (soup_message_get_request_headers (message), "Content-Type"));
  soup_message_set_request_body_from_bytes (message, content_type, body);
  soup_multipart_free (multipart);
  return ask_message (fixture, message);
}

gint64
ledger_member (Fixture    *fixture,
               const char *name)
{
  g_autoptr (Reply) reply = ask (fixture, "GET", "/sandbox/ledger", NULL);

  g_assert_cmpuint (reply->status, ==, 200);
  return json_object_get_int_member (reply->object, name);
}

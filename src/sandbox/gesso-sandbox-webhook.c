/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-json.h"

#include <string.h>

static void
sent_cb (GObject      *session,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (session), result, &error);

  if (error != NULL)
    g_debug ("A webhook was not taken: %s", error->message);
}

/* The sandbox calls nobody but this computer: it must not be a way to make requests elsewhere. */
static gboolean
is_on_loopback (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && (strcmp (host, "127.0.0.1") == 0 || strcmp (host, "localhost") == 0 || strcmp (host, "::1") == 0);
}

/* The whole job, as a poll would tell it. Once, unless the options want it missing or doubled. */
void
gesso_sandbox_call_webhook (GessoSandbox    *self,
                            GessoSandboxJob *job)
{
  guint times = g_ascii_strtoull (gesso_sandbox_faults_option (self->faults, "webhooks"), NULL, 10);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;
  JsonObject *reply;

  if (job->webhook == NULL || !is_on_loopback (job->webhook))
    return;
  reply = gesso_sandbox_job_to_reply (job, self->faults, self->url);
  node = json_node_init_object (json_node_alloc (), reply);
  json_object_unref (reply);
  text = gesso_json_to_text (node);
  body = g_bytes_new (text, strlen (text));
  for (guint i = 0; i < times; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("POST", job->webhook);

      soup_message_set_request_body_from_bytes (message, "application/json", body);
      soup_session_send_async (self->webhooks, message, G_PRIORITY_DEFAULT, NULL, sent_cb, NULL);
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "krea"

#include "config.h"

#include "krea-webhook.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/random.h>

#include "gesso-json.h"
#include "krea-address.h"
#include "krea-error.h"

/* A job as it ends is a few kB. */
#define BODY_LIMIT (64 * 1024)
/* A call that takes longer is cut off. */
#define CALL_MS 10000
#define SECRET_BYTES 24

struct _KreaWebhook
{
  GObject parent_instance;

  SoupServer *server;
  char *url;        /* without a slash at its end */
  guint port;
  guint timeout_ms;
  GHashTable *secrets; /* digest → secret, so that looking one up says nothing of how near a guess was */
};

enum {
  CALLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KreaWebhook, krea_webhook, G_TYPE_OBJECT)

static char *
digest (const char *secret)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);
}

/* --- one call --- */

static void
cut_off (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static gboolean
late_cb (gpointer data)
{
  g_object_steal_data (data, "krea-timer");
  cut_off (data);
  return G_SOURCE_REMOVE;
}

static void
remove_timer (gpointer timer)
{
  g_source_remove (GPOINTER_TO_UINT (timer));
}

static void
finished_cb (SoupServerMessage *message)
{
  g_object_set_data (G_OBJECT (message), "krea-timer", NULL);
}

static void
chunk_cb (SoupServerMessage *message,
          GBytes            *chunk)
{
  if (soup_server_message_get_request_body (message)->length > BODY_LIMIT)
    cut_off (message);
}

static void
headers_cb (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (soup_message_headers_get_content_length (headers) > BODY_LIMIT)
    cut_off (message);
}

static void
started_cb (KreaWebhook       *self,
            SoupServerMessage *message)
{
  guint timer = g_timeout_add (self->timeout_ms, late_cb, message);

  /* A message may also go without a word, with its server. */
  g_object_set_data_full (G_OBJECT (message), "krea-timer", GUINT_TO_POINTER (timer), remove_timer);
  g_signal_connect (message, "got-headers", G_CALLBACK (headers_cb), NULL);
  g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_cb), NULL);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), NULL);
  g_signal_connect (message, "disconnected", G_CALLBACK (finished_cb), NULL);
}

static char *
read_job_id (SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonNode) root = gesso_json_parse (body, NULL);
  JsonObject *object = root != NULL ? gesso_json_object (root) : NULL;
  const char *id = object != NULL ? gesso_json_string (object, "job_id") : NULL;

  return id != NULL && g_uuid_string_is_valid (id) ? g_strdup (id) : NULL;
}

static void
called_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           data)
{
  KreaWebhook *self = data;
  const char *last = strrchr (path, '/');
  g_autofree char *hash = digest (last != NULL ? last + 1 : path);
  g_autofree char *secret = g_strdup (g_hash_table_lookup (self->secrets, hash));
  g_autofree char *job_id = NULL;

  /* To whoever has no secret, nothing is here. */
  if (secret == NULL || strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) != 0)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  job_id = read_job_id (message);
  soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
  g_signal_emit (self, signals[CALLED], 0, secret, job_id);
}

/* --- secrets --- */

char *
krea_webhook_hand_out (KreaWebhook *self)
{
  guint8 bytes[SECRET_BYTES];
  GString *secret;

  g_return_val_if_fail (KREA_IS_WEBHOOK (self), NULL);

  while (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    if (errno != EINTR)
      return NULL;
  secret = g_string_new (NULL);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_string_append_printf (secret, "%02x", bytes[i]);
  krea_webhook_expect (self, secret->str);
  return g_string_free (secret, FALSE);
}

void
krea_webhook_expect (KreaWebhook *self,
                     const char  *secret)
{
  g_return_if_fail (KREA_IS_WEBHOOK (self));

  if (secret != NULL && strlen (secret) >= SECRET_BYTES)
    g_hash_table_replace (self->secrets, digest (secret), g_strdup (secret));
}

void
krea_webhook_forget (KreaWebhook *self,
                     const char  *secret)
{
  g_autofree char *hash = NULL;

  g_return_if_fail (KREA_IS_WEBHOOK (self));
  g_return_if_fail (secret != NULL);

  hash = digest (secret);
  g_hash_table_remove (self->secrets, hash);
}

char *
krea_webhook_dup_url (KreaWebhook *self,
                      const char  *secret)
{
  g_return_val_if_fail (KREA_IS_WEBHOOK (self), NULL);

  return g_strconcat (self->url, "/", secret, NULL);
}

guint
krea_webhook_get_port (KreaWebhook *self)
{
  g_return_val_if_fail (KREA_IS_WEBHOOK (self), 0);

  return self->port;
}

void
krea_webhook_set_timeout (KreaWebhook *self,
                          guint        ms)
{
  g_return_if_fail (KREA_IS_WEBHOOK (self));

  self->timeout_ms = ms;
}

/* --- the object --- */

static void
krea_webhook_dispose (GObject *object)
{
  KreaWebhook *self = KREA_WEBHOOK (object);

  if (self->server != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      soup_server_remove_handler (self->server, NULL);
      soup_server_disconnect (self->server);
    }
  g_clear_object (&self->server);
  G_OBJECT_CLASS (krea_webhook_parent_class)->dispose (object);
}

static void
krea_webhook_finalize (GObject *object)
{
  KreaWebhook *self = KREA_WEBHOOK (object);

  g_free (self->url);
  g_hash_table_unref (self->secrets);
  G_OBJECT_CLASS (krea_webhook_parent_class)->finalize (object);
}

static void
krea_webhook_class_init (KreaWebhookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = krea_webhook_dispose;
  G_OBJECT_CLASS (klass)->finalize = krea_webhook_finalize;

  signals[CALLED] = g_signal_new ("called", KREA_TYPE_WEBHOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_STRING);
}

static void
krea_webhook_init (KreaWebhook *self)
{
  self->timeout_ms = CALL_MS;
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

gboolean
krea_webhook_is_address (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  return strcmp (g_uri_get_scheme (uri), "https") == 0
         || (strcmp (g_uri_get_scheme (uri), "http") == 0 && krea_host_is_loopback (host));
}

KreaWebhook *
krea_webhook_new (const char  *url,
                  guint16      port,
                  GError     **error)
{
  g_autoptr (KreaWebhook) self = NULL;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoslist (GUri) uris = NULL;

  if (!krea_webhook_is_address (url))
    {
      g_set_error (error, KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("“%s” cannot be a webhook"),
                   url != NULL ? url : "");
      return NULL;
    }
  self = g_object_new (KREA_TYPE_WEBHOOK, NULL);
  self->url = g_strdup (url);
  while (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  self->server = soup_server_new ("server-header", "", NULL);
  soup_server_add_handler (self->server, NULL, called_cb, self, NULL);
  g_signal_connect_swapped (self->server, "request-started", G_CALLBACK (started_cb), self);
  if (!soup_server_listen (self->server, address, 0, error))
    return NULL;
  uris = soup_server_get_uris (self->server);
  self->port = uris != NULL ? (guint) g_uri_get_port (uris->data) : port;
  return g_steal_pointer (&self);
}

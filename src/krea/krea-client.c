/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-krea"

#include "krea-client-private.h"

#include <string.h>

#include "krea-address.h"
#include "krea-reply.h"

#define API_CONNECTIONS 4
#define DOWNLOAD_CONNECTIONS 4

enum
{
  PROP_0,
  PROP_ORIGIN,
  PROP_KEY,
  PROP_TIMEOUT_MS,
  PROP_UPLOAD_TIMEOUT_MS,
  PROP_STALL_TIMEOUT_MS,
  PROP_ALLOW_LOOPBACK,
  N_PROPS
};

enum
{
  SUNSET,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KreaClient, krea_client, G_TYPE_OBJECT)

/* "https://host[:port]" without anything behind it, or NULL: nothing else gets the key. */
static char *
read_origin (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (GUri) uri = g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *host = NULL;
  gboolean secure;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL ||
      (*g_uri_get_path (uri) != '\0' && !g_str_equal (g_uri_get_path (uri), "/")))
    return NULL;
  secure = g_str_equal (g_uri_get_scheme (uri), "https");
  if (!secure && !(g_str_equal (g_uri_get_scheme (uri), "http") && krea_host_is_loopback (g_uri_get_host (uri))))
    return NULL;
  port = g_uri_get_port (uri) == (secure ? 443 : 80) ? -1 : g_uri_get_port (uri);
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, port, "", NULL, NULL);
}

static SoupSession *
make_session (guint    connections,
              gboolean direct)
{
  SoupSession *session = soup_session_new_with_options ("max-conns", connections, "max-conns-per-host", connections,
                                                        "timeout", 0, "user-agent", "Gesso/" GESSO_VERSION, NULL);

  /* Nothing but our own code may put credentials into a request. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (direct)
    soup_session_set_proxy_resolver (session, NULL);
  return session;
}

static void
krea_client_constructed (GObject *object)
{
  KreaClient *self = KREA_CLIENT (object);
  g_autofree char *good = read_origin (self->origin);
  gboolean local = good != NULL && g_str_has_prefix (good, "http:");

  G_OBJECT_CLASS (krea_client_parent_class)->constructed (object);
  self->origin_is_good = good != NULL;
  if (good != NULL)
    {
      g_free (self->origin);
      self->origin = g_steal_pointer (&good);
    }
  /* A proxy would see the key of a connection that is not encrypted. */
  self->sessions[KREA_SESSION_API] = make_session (API_CONNECTIONS, local);
  self->sessions[KREA_SESSION_SUBMIT] = make_session (API_CONNECTIONS, local);
  self->sessions[KREA_SESSION_UPLOAD] = make_session (API_CONNECTIONS, local);
  self->sessions[KREA_SESSION_DOWNLOAD] = make_session (DOWNLOAD_CONNECTIONS, FALSE);
  self->sessions[KREA_SESSION_DIRECT] = make_session (DOWNLOAD_CONNECTIONS, TRUE);
}

static void
krea_client_finalize (GObject *object)
{
  KreaClient *self = KREA_CLIENT (object);

  for (guint i = 0; i < KREA_N_SESSIONS; i++)
    g_clear_object (&self->sessions[i]);
  g_hash_table_unref (self->sunsets);
  g_free (self->origin);
  g_free (self->key);
  G_OBJECT_CLASS (krea_client_parent_class)->finalize (object);
}

static void
krea_client_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  KreaClient *self = KREA_CLIENT (object);

  switch (id)
    {
    case PROP_ORIGIN:
      g_value_set_string (value, self->origin);
      break;
    case PROP_TIMEOUT_MS:
      g_value_set_uint (value, self->timeout_ms);
      break;
    case PROP_UPLOAD_TIMEOUT_MS:
      g_value_set_uint (value, self->upload_timeout_ms);
      break;
    case PROP_STALL_TIMEOUT_MS:
      g_value_set_uint (value, self->stall_timeout_ms);
      break;
    case PROP_ALLOW_LOOPBACK:
      g_value_set_boolean (value, self->allow_loopback);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_client_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  KreaClient *self = KREA_CLIENT (object);

  switch (id)
    {
    case PROP_ORIGIN:
      self->origin = g_value_dup_string (value);
      break;
    case PROP_KEY:
      self->key = g_strstrip (g_strdup (g_value_get_string (value) != NULL ? g_value_get_string (value) : ""));
      break;
    case PROP_TIMEOUT_MS:
      self->timeout_ms = g_value_get_uint (value);
      break;
    case PROP_UPLOAD_TIMEOUT_MS:
      self->upload_timeout_ms = g_value_get_uint (value);
      break;
    case PROP_STALL_TIMEOUT_MS:
      self->stall_timeout_ms = g_value_get_uint (value);
      break;
    case PROP_ALLOW_LOOPBACK:
      self->allow_loopback = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
krea_client_class_init (KreaClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = krea_client_constructed;
  object_class->finalize = krea_client_finalize;
  object_class->get_property = krea_client_get_property;
  object_class->set_property = krea_client_set_property;
  properties[PROP_ORIGIN] = g_param_spec_string ("origin", NULL, NULL, "https://api.krea.ai", flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags & ~G_PARAM_READABLE);
  properties[PROP_TIMEOUT_MS] = g_param_spec_uint ("timeout-ms", NULL, NULL, 1, G_MAXUINT, 30 * 1000, flags);
  properties[PROP_UPLOAD_TIMEOUT_MS] =
    g_param_spec_uint ("upload-timeout-ms", NULL, NULL, 1, G_MAXUINT, 5 * 60 * 1000, flags);
  properties[PROP_STALL_TIMEOUT_MS] =
    g_param_spec_uint ("stall-timeout-ms", NULL, NULL, 1, G_MAXUINT, 30 * 1000, flags);
  properties[PROP_ALLOW_LOOPBACK] = g_param_spec_boolean ("allow-loopback", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * KreaClient::sunset:
   * @variant: a variant of the catalog
   * @date: the ISO date after which it is retired
   *
   * Said once for each variant.
   */
  signals[SUNSET] = g_signal_new ("sunset", KREA_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_STRING, G_TYPE_STRING);
}

static void
krea_client_init (KreaClient *self)
{
  self->sunsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
learn_server_time (KreaClient         *self,
                   SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (date != NULL)
    self->server_time = MAX (self->server_time, g_date_time_to_unix (date) * 1000);
}

void
krea_client_learn (KreaClient *self,
                   KreaReply  *reply,
                   const char *variant)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (reply->message);
  g_autofree char *date = NULL;

  learn_server_time (self, headers);
  if (variant == NULL || g_hash_table_contains (self->sunsets, variant))
    return;
  date = krea_date_parse (soup_message_headers_get_one (headers, "Sunset"));
  if (date == NULL)
    return;
  g_hash_table_insert (self->sunsets, g_strdup (variant), g_strdup (date));
  g_signal_emit (self, signals[SUNSET], 0, variant, date);
}

KreaClient *
krea_client_new (const char *origin,
                 const char *key)
{
  return g_object_new (KREA_TYPE_CLIENT, "origin", origin, "key", key, NULL);
}

const char *
krea_client_get_origin (KreaClient *self)
{
  g_return_val_if_fail (KREA_IS_CLIENT (self), NULL);

  return self->origin;
}

gint64
krea_client_get_server_time (KreaClient *self)
{
  g_return_val_if_fail (KREA_IS_CLIENT (self), 0);

  return self->server_time;
}

const char *
krea_client_get_sunset (KreaClient *self,
                        const char *variant)
{
  g_return_val_if_fail (KREA_IS_CLIENT (self), NULL);
  g_return_val_if_fail (variant != NULL, NULL);

  return g_hash_table_lookup (self->sunsets, variant);
}

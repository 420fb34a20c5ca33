/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-time.h"

GessoRoute *
gesso_route_new (GessoEngine  *engine,
                 GessoAccount *account)
{
  GessoRoute *self = g_rc_box_new0 (GessoRoute);

  self->engine = engine;
  self->account = g_object_ref (account);
  self->client = krea_client_new (gesso_account_get_origin (account), gesso_account_get_key (account));
  self->assets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

GessoRoute *
gesso_route_ref (GessoRoute *self)
{
  return g_rc_box_acquire (self);
}

static void
gesso_route_clear (gpointer data)
{
  GessoRoute *self = data;

  g_clear_handle_id (&self->settle_timer, g_source_remove);
  g_clear_pointer (&self->assets, g_hash_table_unref);
  g_clear_object (&self->client);
  g_clear_object (&self->account);
}

void
gesso_route_unref (GessoRoute *self)
{
  g_rc_box_release_full (self, gesso_route_clear);
}

void
gesso_route_note_clock (GessoRoute *self)
{
  gint64 seen = krea_client_get_server_time (self->client);

  if (seen > self->server_seen)
    {
      self->server_seen = seen;
      self->server_seen_at = g_get_monotonic_time ();
    }
}

/* The server's clock by ours since its last reply; this computer's where it never said. */
gint64
gesso_route_server_now (GessoRoute *self)
{
  if (self->server_seen == 0)
    return gesso_time_now_ms ();
  return self->server_seen + (g_get_monotonic_time () - self->server_seen_at) / 1000;
}

gboolean
gesso_route_is_loopback (GessoRoute *self)
{
  g_autoptr (GUri) uri = g_uri_parse (gesso_account_get_origin (self->account), G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return g_strcmp0 (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

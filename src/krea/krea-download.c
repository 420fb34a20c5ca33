/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "krea-address.h"
#include "krea-client-private.h"
#include "krea-error.h"
#include "krea-reply.h"

#define MAX_HOPS 5

typedef struct
{
  /* inputs */
  KreaDownloadFlags flags;
  KreaHttpOptions options;

  /* in progress */
  GUri *uri;
  gboolean began_on_loopback;
  guint hops;
} Download;

static void fetch (GTask *task);
static void fetched_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data);

static void
download_free (gpointer data)
{
  Download *download = data;

  g_clear_pointer (&download->uri, g_uri_unref);
  g_free (download);
}

static GError *
new_error (KreaError   code,
           const char *why,
           GUri       *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_error_new (KREA_ERROR, code, "%s: %s", host != NULL ? host : "", why);
}

/* NULL if the next hop may be fetched. Only the scheme and the written host: the address behind the
 * name is judged when the connection is made. */
static GError *
check_hop (KreaClient *self,
           Download   *download)
{
  const char *scheme = g_uri_get_scheme (download->uri);
  gboolean loopback = krea_host_is_loopback (g_uri_get_host (download->uri));
  gboolean strict = (download->flags & KREA_DOWNLOAD_STRICT) != 0;

  if (g_uri_get_host (download->uri) == NULL || *g_uri_get_host (download->uri) == '\0' ||
      !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    return new_error (KREA_ERROR_REDIRECT, _("this is not a web address"), download->uri);
  if (strict && loopback && !self->allow_loopback)
    return new_error (KREA_ERROR_REDIRECT, _("not a public address"), download->uri);
  /* A page out there has no business on this computer. */
  if (loopback && !download->began_on_loopback && !(download->flags & KREA_DOWNLOAD_ANYWHERE))
    return new_error (KREA_ERROR_REDIRECT, _("not a public address"), download->uri);
  if (g_str_equal (scheme, "https") || loopback || (download->flags & KREA_DOWNLOAD_ANYWHERE) != 0)
    return NULL;
  return new_error (download->hops > 0 ? KREA_ERROR_REDIRECT : KREA_ERROR_TLS, _("the connection isn’t secure"),
                    download->uri);
}

static SoupSession *
choose_session (KreaClient *self,
                Download   *download)
{
  if (download->options.public_only || krea_host_is_loopback (g_uri_get_host (download->uri)))
    return self->sessions[KREA_SESSION_DIRECT];
  return self->sessions[KREA_SESSION_DOWNLOAD];
}

static void
fetch (GTask *task)
{
  KreaClient *self = g_task_get_source_object (task);
  Download *download = g_task_get_task_data (task);
  GError *error = check_hop (self, download);
  g_autoptr (SoupMessage) message = NULL;

  if (error != NULL)
    {
      krea_error_edit_details (error)->nothing_written = download->hops == 0;
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  message = soup_message_new_from_uri ("GET", download->uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT |
                                     (download->options.public_only ? SOUP_MESSAGE_NEW_CONNECTION : 0));
  krea_http_send_async (choose_session (self, download), message, &download->options, g_task_get_cancellable (task),
                        fetched_cb, task);
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* The next address, or an error. Whoever and whatever it was that was called, the next is a plain GET. */
static GError *
follow (Download  *download,
        KreaReply *reply)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (reply->message), "Location");
  GUri *next = NULL;

  if (++download->hops > MAX_HOPS)
    return new_error (KREA_ERROR_REDIRECT, _("too many redirects"), download->uri);
  if (location != NULL)
    next = g_uri_parse_relative (download->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (next == NULL)
    return new_error (KREA_ERROR_REDIRECT, _("a redirect without an address"), download->uri);
  g_uri_unref (download->uri);
  download->uri = next;
  return NULL;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (KreaReply) reply = NULL;
  KreaClient *self = g_task_get_source_object (task);
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  g_assert (SOUP_IS_SESSION (source));

  reply = krea_http_send_finish (SOUP_SESSION (source), result, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (is_redirect (reply->status))
    {
      error = follow (download, reply);
      if (error != NULL)
        g_task_return_error (task, error);
      else
        fetch (g_steal_pointer (&task));
      return;
    }
  if (!SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    error = krea_reply_to_error (reply, _("Downloading the picture"), self->key);
  else if (g_bytes_get_size (reply->body) == 0)
    error = new_error (KREA_ERROR_BAD_REPLY, _("the answer is empty"), download->uri);
  if (error != NULL)
    {
      krea_error_edit_details (error)->http_status = reply->status;
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&reply->body), (GDestroyNotify) g_bytes_unref);
}

void
krea_client_download_async (KreaClient          *self,
                            const char          *url,
                            KreaDownloadFlags    flags,
                            guint64              limit,
                            KreaProgressFunc     progress,
                            gpointer             progress_data,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GUri) uri = NULL;
  Download *download;
  GTask *task;

  g_return_if_fail (KREA_IS_CLIENT (self));
  g_return_if_fail (url != NULL);

  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      krea_client_refuse (self,
                          g_error_new_literal (KREA_ERROR, KREA_ERROR_INVALID_REQUEST, _("This is not a web address")),
                          krea_client_download_async, callback, data);
      return;
    }
  task = g_task_new (self, cancellable, callback, data);
  download = g_new0 (Download, 1);
  g_task_set_source_tag (task, krea_client_download_async);
  g_task_set_task_data (task, download, download_free);
  download->flags = flags;
  download->uri = g_steal_pointer (&uri);
  download->began_on_loopback = krea_host_is_loopback (g_uri_get_host (download->uri));
  download->options.limit = limit;
  download->options.stall_ms = self->stall_timeout_ms;
  download->options.public_only = (flags & KREA_DOWNLOAD_STRICT) != 0;
  download->options.allow_loopback = self->allow_loopback;
  download->options.progress = progress;
  download->options.progress_data = progress_data;
  fetch (task);
}

GBytes *
krea_client_download_finish (KreaClient    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return krea_client_call_finish (self, result, krea_client_download_async, error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include <string.h>

/* A slow download comes in so many pieces. */
#define PIECES 10

/* One download, from the request to the last byte. The message may finish early, the sandbox may end. */
typedef struct {
  GWeakRef            sandbox;
  SoupServerMessage  *message;
  GessoSandboxFault  *fault;
  GBytes             *png;
  gsize               sent;
  GSource            *timer;
  gulong              finished;
  gboolean            gone;
} Download;

static gboolean send_piece_cb (gpointer data);

static void
download_free (gpointer data)
{
  Download *download = data;

  g_clear_signal_handler (&download->finished, download->message);
  g_weak_ref_clear (&download->sandbox);
  g_object_unref (download->message);
  g_clear_pointer (&download->fault, gesso_sandbox_fault_free);
  g_clear_pointer (&download->png, g_bytes_unref);
  g_free (download);
}

static void
gone_cb (SoupServerMessage *message,
         Download          *download)
{
  download->gone = TRUE;
}

static void
send_whole (Download *download,
            gsize     length)
{
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (download->png, 0, length);

  soup_message_body_append_bytes (soup_server_message_get_response_body (download->message), part);
  soup_message_body_complete (soup_server_message_get_response_body (download->message));
  soup_server_message_unpause (download->message);
  download_free (download);
}

/* Frees the download when it is over, and schedules the next piece otherwise. */
static void
send_piece (Download *download)
{
  g_autoptr (GessoSandbox) self = g_weak_ref_get (&download->sandbox);
  gsize length = g_bytes_get_size (download->png);
  gsize piece = MIN (length / PIECES + 1, length - download->sent);
  gboolean truncated = download->fault->effect == GESSO_SANDBOX_TRUNCATED;
  guint ms = truncated ? 20 : 1000 * g_ascii_strtod (download->fault->value, NULL) / PIECES;
  g_autoptr (GBytes) part = g_bytes_new_from_bytes (download->png, download->sent, piece);

  if (self == NULL || download->gone)
    {
      download_free (download);
      return;
    }
  if (truncated && download->sent >= length / 2)
    {
      gesso_sandbox_drop (download->message);
      download_free (download);
      return;
    }
  if (piece == 0)
    {
      soup_message_body_complete (soup_server_message_get_response_body (download->message));
      soup_server_message_unpause (download->message);
      download_free (download);
      return;
    }
  soup_message_body_append_bytes (soup_server_message_get_response_body (download->message), part);
  download->sent += piece;
  soup_server_message_unpause (download->message);
  gesso_sandbox_later (self, MAX (1, ms), send_piece_cb, download, NULL, &download->timer);
}

static gboolean
send_piece_cb (gpointer data)
{
  send_piece (data);
  return G_SOURCE_REMOVE;
}

static void
painted_cb (GObject      *studio,
            GAsyncResult *result,
            gpointer      data)
{
  Download *download = data;
  gsize length;
  gboolean cut = download->fault != NULL && download->fault->effect == GESSO_SANDBOX_CUT;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (download->message);

  download->png = gesso_sandbox_studio_paint_finish (GESSO_SANDBOX_STUDIO (studio), result, NULL);
  if (download->gone || download->png == NULL)
    {
      download_free (download);
      return;
    }
  length = g_bytes_get_size (download->png) / (cut ? 2 : 1);
  soup_server_message_set_status (download->message, 200, NULL);
  soup_message_headers_set_content_type (headers, "image/png", NULL);
  soup_message_headers_set_content_length (headers, length);
  if (download->fault == NULL || cut)
    send_whole (download, length);
  else
    send_piece (download);
}

static GessoSandboxJob *
find_picture (GessoSandboxExchange *exchange)
{
  g_autofree char *picture = g_strndup (exchange->rest, strcspn (exchange->rest, "."));
  GessoSandboxJob *job = g_hash_table_lookup (exchange->sandbox->jobs_by_picture, picture);
  gboolean has_preview = gesso_sandbox_faults_option_is (exchange->sandbox->faults, "previews", "1");

  if (job == NULL || !g_str_has_suffix (exchange->rest, ".png"))
    return NULL;
  if (job->state == GESSO_SANDBOX_COMPLETED || (job->state == GESSO_SANDBOX_RUNNING && has_preview))
    return job;
  return NULL;
}

static gboolean
is_download_effect (GessoSandboxEffect effect)
{
  return effect >= GESSO_SANDBOX_SLOW && effect <= GESSO_SANDBOX_CUT;
}

void
gesso_sandbox_serve_picture (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  GessoSandboxJob *job = find_picture (exchange);
  GessoPaintingSpec spec;
  Download *download;

  if (job != NULL)
    {
      exchange->prompt = g_strdup (job->prompt);
      exchange->scope = g_strdup (job->id);
    }
  if (gesso_sandbox_fault_before (exchange))
    return;
  if (job == NULL)
    {
      gesso_sandbox_reply_status (exchange, 404);
      return;
    }
  download = g_new0 (Download, 1);
  g_weak_ref_init (&download->sandbox, self);
  download->message = g_object_ref (exchange->message);
  download->finished = g_signal_connect (exchange->message, "finished", G_CALLBACK (gone_cb), download);
  download->fault =
    gesso_sandbox_faults_take (self->faults, GESSO_SANDBOX_DOWNLOAD, GESSO_SANDBOX_AFTER, exchange->scope, job->prompt);
  soup_server_message_set_status (exchange->message, 200, NULL);
  if (download->fault != NULL && !is_download_effect (download->fault->effect))
    {
      gesso_sandbox_spoil (exchange, download->fault);
      download_free (download);
      return;
    }
  exchange->done = TRUE;
  soup_server_message_pause (exchange->message);
  gesso_sandbox_job_get_spec (job, &spec);
  gesso_sandbox_studio_paint_async (self->studio, job->picture, &spec,
                                    gesso_sandbox_faults_option_is (self->faults, "pictures", "plain"), NULL,
                                    painted_cb, download);
}

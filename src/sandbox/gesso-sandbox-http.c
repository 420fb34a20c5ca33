/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include <string.h>

/* Of a request's body; an upload may have as much around its file. */
#define MAX_JSON_BYTES (8 * 1024 * 1024)
#define MAX_UPLOAD_BYTES (76 * 1024 * 1024)

typedef void (*ServeFunc) (GessoSandboxExchange *exchange);

/* The path ends there, or something follows it. */
typedef struct {
  const char       *method;
  const char       *prefix;
  gboolean          with_rest;
  gboolean          is_open; /* needs no token */
  GessoSandboxKind  kind;
  ServeFunc         serve;
} Route;

static const Route routes[] = {
  { "POST", "/generate/image/krea/", TRUE, FALSE, GESSO_SANDBOX_SUBMIT, gesso_sandbox_serve_submit },
  { "GET", "/jobs", FALSE, FALSE, GESSO_SANDBOX_LIST, gesso_sandbox_serve_jobs },
  { "GET", "/jobs/", TRUE, FALSE, GESSO_SANDBOX_POLL, gesso_sandbox_serve_jobs },
  { "DELETE", "/jobs/", TRUE, FALSE, GESSO_SANDBOX_CANCEL, gesso_sandbox_serve_jobs },
  { "POST", "/assets", FALSE, FALSE, GESSO_SANDBOX_UPLOAD, gesso_sandbox_serve_upload },
  { "GET", "/assets", FALSE, FALSE, GESSO_SANDBOX_ASSETS, gesso_sandbox_serve_assets },
  { "GET", "/assets/", TRUE, FALSE, GESSO_SANDBOX_ASSETS, gesso_sandbox_serve_assets },
  { "DELETE", "/assets/", TRUE, FALSE, GESSO_SANDBOX_ASSETS, gesso_sandbox_serve_assets },
  { "GET", "/styles", FALSE, FALSE, GESSO_SANDBOX_STYLES, gesso_sandbox_serve_styles },
  { "GET", "/styles/", TRUE, FALSE, GESSO_SANDBOX_STYLES, gesso_sandbox_serve_styles },
  { "GET", "/images/", TRUE, TRUE, GESSO_SANDBOX_DOWNLOAD, gesso_sandbox_serve_picture },
  { "GET", "/uploads/", TRUE, TRUE, GESSO_SANDBOX_DOWNLOAD, gesso_sandbox_serve_file },
  { "GET", "/sandbox/ledger", FALSE, FALSE, GESSO_SANDBOX_ANY, gesso_sandbox_serve_ledger },
};

static const Route *
find_route (const char *method,
            const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const Route *route = &routes[i];

      if (strcmp (route->method, method) != 0)
        continue;
      if (route->with_rest ? g_str_has_prefix (path, route->prefix) : strcmp (path, route->prefix) == 0)
        return route;
    }
  return NULL;
}

static const KreaModel *
find_model (GessoSandbox *self,
            const char   *path)
{
  for (const KreaModel *const *model = krea_catalog_get_models (self->catalog); *model != NULL; model++)
    if (strcmp ((*model)->path, path) == 0)
      return *model;
  return NULL;
}

static void
reply_not_found (GessoSandboxExchange *exchange)
{
  static const char page[] = "<!DOCTYPE html><html><body><h1>404</h1></body></html>";

  gesso_sandbox_reply_status (exchange, 404);
  if (!gesso_sandbox_faults_option_is (exchange->sandbox->faults, "not_found_body", "html"))
    return;
  soup_message_body_truncate (soup_server_message_get_response_body (exchange->message));
  soup_server_message_set_response (exchange->message, "text/html", SOUP_MEMORY_STATIC, page, sizeof page - 1);
}

static gboolean
is_authorized (GessoSandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *header = soup_message_headers_get_one (headers, "Authorization");

  return header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0 &&
         strcmp (header + 7, exchange->sandbox->token) == 0;
}

static void
skew_date (GessoSandboxExchange *exchange)
{
  const char *skew = gesso_sandbox_faults_option (exchange->sandbox->faults, "date_skew");
  const char *clock = gesso_sandbox_faults_option (exchange->sandbox->faults, "clock");
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, (skew != NULL ? g_ascii_strtod (skew, NULL) : 0)
                                                               + (clock != NULL ? g_ascii_strtod (clock, NULL) : 0));
  g_autofree char *text = then != NULL ? soup_date_time_to_string (then, SOUP_DATE_HTTP) : NULL;

  if (text != NULL)
    soup_message_headers_replace (headers, "Date", text);
}

static void
serve (GessoSandboxExchange *exchange,
       const char           *path)
{
  const Route *route = find_route (soup_server_message_get_method (exchange->message), path);

  if (route == NULL)
    {
      reply_not_found (exchange);
      return;
    }
  exchange->kind = route->kind;
  exchange->rest = route->with_rest ? path + strlen (route->prefix) : "";
  exchange->model = route->kind == GESSO_SANDBOX_SUBMIT ? find_model (exchange->sandbox, path) : NULL;
  if (route->kind == GESSO_SANDBOX_SUBMIT && exchange->model == NULL)
    {
      reply_not_found (exchange);
      return;
    }
  if (route->kind == GESSO_SANDBOX_SUBMIT)
    exchange->sandbox->submits++;
  if (!route->is_open && !is_authorized (exchange))
    {
      gesso_sandbox_reply_status (exchange, 401);
      return;
    }
  route->serve (exchange);
  gesso_sandbox_fault_after (exchange);
}

void
gesso_sandbox_serve_cb (SoupServer        *server,
                        SoupServerMessage *message,
                        const char        *path,
                        GHashTable        *query,
                        gpointer           data)
{
  GessoSandbox *self = GESSO_SANDBOX (data);
  GessoSandboxExchange exchange = { .sandbox = self, .message = message, .query = query };

  self->last_request_us = g_get_monotonic_time ();
  if (g_object_get_data (G_OBJECT (message), "gesso-too-large") != NULL)
    gesso_sandbox_reply_status (&exchange, 413);
  else
    serve (&exchange, path);
  skew_date (&exchange);
  g_free (exchange.scope);
  g_free (exchange.prompt);
}

static void
stop_reading (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_object_set_data (G_OBJECT (message), "gesso-too-large", GINT_TO_POINTER (TRUE));
  soup_message_body_truncate (body);
  soup_message_body_set_accumulate (body, FALSE);
}

static void
chunk_cb (SoupServerMessage *message,
          GBytes            *chunk,
          gpointer           limit)
{
  if (soup_server_message_get_request_body (message)->length > (goffset) GPOINTER_TO_SIZE (limit))
    stop_reading (message);
}

/* Bodies are limited while they arrive, said or unsaid how long they are. */
void
gesso_sandbox_headers_cb (SoupServer        *server,
                          SoupServerMessage *message,
                          const char        *path,
                          GHashTable        *query,
                          gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gsize limit = g_str_has_prefix (path, "/assets") ? MAX_UPLOAD_BYTES : MAX_JSON_BYTES;

  if (soup_message_headers_get_content_length (headers) > (goffset) limit)
    stop_reading (message);
  else
    g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_cb), GSIZE_TO_POINTER (limit));
}

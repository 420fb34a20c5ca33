/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-sandbox-schema.h"
#include "gesso-time.h"

#include <string.h>

#define MAX_PALETTE 8
/* A moodboard that nobody has. Any other is taken to exist. */
#define NO_MOODBOARD "00000000-0000-0000-0000-000000000000"

static void
reply_invalid (GessoSandboxExchange *exchange,
               const char           *field,
               const char           *reason)
{
  GessoSandboxFaults *options = exchange->sandbox->faults;
  const char *shape = gesso_sandbox_faults_option (options, "validation_body");
  guint status = gesso_sandbox_faults_option_is (options, "validation_status", "422") ? 422 : 400;
  g_autofree char *text = field != NULL ? g_strconcat (field, ": ", reason, NULL) : g_strdup (reason);
  JsonObject *object;
  JsonObject *issue;
  JsonArray *place;
  JsonArray *issues;

  if (strcmp (shape, "error") == 0)
    {
      gesso_sandbox_reply_error (exchange, status, text);
      return;
    }
  object = json_object_new ();
  issue = json_object_new ();
  place = json_array_new ();
  issues = json_array_new ();
  if (strcmp (shape, "detail") == 0)
    json_array_add_string_element (place, "body");
  if (field != NULL)
    json_array_add_string_element (place, field);
  json_object_set_array_member (issue, strcmp (shape, "detail") == 0 ? "loc" : "path", place);
  json_object_set_string_member (issue, strcmp (shape, "detail") == 0 ? "msg" : "message", reason);
  json_object_set_string_member (issue, "type", "invalid");
  json_array_add_object_element (issues, issue);
  json_object_set_array_member (object, shape, issues);
  gesso_sandbox_reply_object (exchange->message, status, object);
}

static void
append_colours (GArray *palette,
                GArray *colours)
{
  for (guint i = 0; i < colours->len && palette->len < MAX_PALETTE; i++)
    g_array_append_val (palette, g_array_index (colours, guint32, i));
}

/* Returns: (nullable): the picture within a data URI */
static GBytes *
read_data_uri (const char *url)
{
  const char *comma = strchr (url, ',');
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GessoSandboxMedia media;
  gsize length;

  if (comma == NULL || comma - url < 7 || strncmp (comma - 7, ";base64", 7) != 0)
    return NULL;
  data = g_base64_decode (comma + 1, &length);
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  return gesso_sandbox_sniff (bytes, &media) ? g_steal_pointer (&bytes) : NULL;
}

/* A result of this sandbox may be a reference, as those of the real service may. */
static gboolean
is_own_picture (GessoSandbox *self,
                const char   *url)
{
  const char *name = strrchr (url, '/');
  g_autofree char *picture = name != NULL ? g_strndup (name + 1, strcspn (name + 1, ".")) : NULL;

  return g_str_has_prefix (url, self->url) && picture != NULL && g_hash_table_contains (self->jobs_by_picture, picture);
}

/* Adds what the painter makes of the picture. Returns: FALSE if there is nothing at @url */
static gboolean
add_reference (GessoSandboxExchange *exchange,
               const char           *url,
               GArray               *palette)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  gboolean no_retention =
    g_strcmp0 (soup_message_headers_get_one (headers, "X-Api-Zero-Data-Retention"), "1") == 0;
  gboolean is_data = g_str_has_prefix (url, "data:");
  GessoSandboxAsset *asset = is_data || no_retention ? NULL : gesso_sandbox_find_asset (exchange->sandbox, url);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) colours = NULL;

  if (asset != NULL)
    {
      append_colours (palette, asset->palette);
      return TRUE;
    }
  if (is_data)
    bytes = read_data_uri (url);
  else if (!no_retention && (g_str_has_prefix (url, "https://") || is_own_picture (exchange->sandbox, url)))
    bytes = g_bytes_new (url, strlen (url));
  if (bytes == NULL)
    return FALSE;
  colours = gesso_sandbox_palette (bytes);
  append_colours (palette, colours);
  return TRUE;
}

/* What the schema cannot know: whether what the request names exists. */
static gboolean
add_existing (GessoSandboxExchange *exchange,
              GessoSandboxRequest  *request,
              GessoSandboxJob      *job)
{
  for (guint i = 0; i < request->styles->len; i++)
    {
      g_autofree char *refusal = gesso_sandbox_refuse_style (request->styles->pdata[i], exchange->model->variant);

      if (refusal != NULL)
        {
          gesso_sandbox_reply_error (exchange, 400, refusal);
          return FALSE;
        }
    }
  if (request->moodboards->len > 0 && strcmp (request->moodboards->pdata[0], NO_MOODBOARD) == 0)
    {
      gesso_sandbox_reply_error (exchange, 400, "Invalid ids detected or no access");
      return FALSE;
    }
  for (guint i = 0; i < request->references->len; i++)
    {
      GessoSandboxReference *reference = request->references->pdata[i];

      if (!add_reference (exchange, reference->url, job->palette))
        {
          gesso_sandbox_reply_error (exchange, 422, "Invalid asset URL");
          return FALSE;
        }
      job->palette_strength = MAX (job->palette_strength, CLAMP (reference->strength, 0, 1));
    }
  if (request->image_url != NULL && !add_reference (exchange, request->image_url, job->palette))
    {
      gesso_sandbox_reply_error (exchange, 422, "Invalid asset URL");
      return FALSE;
    }
  if (request->image_url != NULL)
    job->palette_strength = MAX (job->palette_strength, 1 - request->strength);
  return TRUE;
}

static void
describe_job (GessoSandboxExchange *exchange,
              GessoSandboxRequest  *request,
              GessoSandboxJob      *job)
{
  KreaCatalog *catalog = exchange->sandbox->catalog;
  const KreaAspect *aspect = krea_catalog_find_aspect (catalog, request->aspect_ratio);
  gint64 seed = request->seed >= 0 ? request->seed : g_random_int_range (0, G_MAXINT32);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);

  job->prompt = g_strdup (request->prompt);
  job->variant = g_strdup (exchange->model->variant);
  job->aspect_ratio = g_strdup (request->aspect_ratio);
  job->creativity = g_strdup (request->creativity);
  job->webhook = g_strdup (soup_message_headers_get_one (headers, "X-Webhook-URL"));
  job->width = aspect != NULL ? aspect->width : 1024;
  job->height = aspect != NULL ? aspect->height : 1024;
  job->seed = seed;
  job->intensity = request->intensity;
  job->complexity = request->complexity;
  job->movement = request->movement;
  job->n_references = request->references->len;
  job->n_moodboards = request->moodboards->len;
  job->price =
    krea_catalog_get_price (catalog, job->variant, job->n_references > 0, job->n_moodboards > 0);
}

/* Only a job that is accepted uses up a fault. */
static gboolean
accept_job (GessoSandboxExchange  *exchange,
            GessoSandboxJob       *job,
            GError               **error)
{
  GessoSandbox *self = exchange->sandbox;

  job->outcome = gesso_sandbox_faults_take (self->faults, GESSO_SANDBOX_JOB, GESSO_SANDBOX_OUTCOME, exchange->scope,
                                            exchange->prompt);
  return gesso_sandbox_add_job (self, job, error);
}

/* What the jobs on their way will cost is spoken for. */
static gboolean
can_pay (GessoSandbox    *self,
         GessoSandboxJob *job)
{
  gint64 left = gesso_sandbox_get_balance (self) - job->price;

  for (guint i = 0; i < self->jobs->len; i++)
    if (gesso_sandbox_job_is_pending (self->jobs->pdata[i]))
      left -= ((GessoSandboxJob *) self->jobs->pdata[i])->price;
  return self->first_balance < 0 || left >= 0;
}

static void
add_sunset (GessoSandboxExchange *exchange)
{
  const char *date = gesso_sandbox_faults_option (exchange->sandbox->faults, "sunset");
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  if (date == NULL)
    return;
  soup_message_headers_replace (headers, "Deprecation", "true");
  soup_message_headers_replace (headers, "Sunset", date);
  soup_message_headers_replace (headers, "Link", "<https://docs.krea.ai/developers/deprecations>; rel=\"sunset\"");
}

static void
reply_accepted (GessoSandboxExchange *exchange,
                GessoSandboxJob      *job)
{
  GessoSandbox *self = exchange->sandbox;
  JsonObject *reply = gesso_sandbox_job_to_reply (job, self->faults, self->url);
  const char *first = gesso_sandbox_faults_option (self->faults, "first_status");

  if (g_strcmp0 (first, "none") == 0)
    json_object_remove_member (reply, "status");
  else if (first != NULL && strcmp (first, "actual") != 0)
    json_object_set_string_member (reply, "status", first);
  gesso_sandbox_reply_object (exchange->message, 200, reply);
}

static gboolean
is_webhook_bad (GessoSandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *url = soup_message_headers_get_one (headers, "X-Webhook-URL");
  const char *scheme = url != NULL ? g_uri_peek_scheme (url) : NULL;

  return url != NULL && (scheme == NULL || (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0) ||
                         !g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL));
}

void
gesso_sandbox_serve_submit (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (exchange->message));
  g_autofree char *field = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GessoSandboxRequest) request =
    gesso_sandbox_request_parse (body, self->faults, &field, &reason);
  g_autoptr (GessoSandboxJob) job = gesso_sandbox_job_new ();
  g_autoptr (GError) error = NULL;
  GessoSandboxJob *accepted = job;

  add_sunset (exchange);
  if (request == NULL)
    {
      reply_invalid (exchange, field, reason);
      return;
    }
  exchange->prompt = g_strdup (request->prompt);
  exchange->scope = g_strdup (request->prompt);
  if (is_webhook_bad (exchange))
    gesso_sandbox_reply_error (exchange, 400, "X-Webhook-URL: Invalid url");
  else if (!add_existing (exchange, request, job) || gesso_sandbox_fault_before (exchange))
    return;
  else
    {
      describe_job (exchange, request, job);
      job->body = g_bytes_ref (body);
      if (!can_pay (self, job))
        gesso_sandbox_reply_status (exchange, 402);
      else if (self->running >= self->slots && gesso_sandbox_count_waiting (self) >= self->backlog)
        gesso_sandbox_reply_status (exchange, 429);
      else if (accept_job (exchange, g_steal_pointer (&job), &error))
        reply_accepted (exchange, accepted);
      else
        gesso_sandbox_reply_error (exchange, 500, error->message);
    }
}

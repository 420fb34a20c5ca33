/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-private.h"

#include "gesso-json.h"
#include "gesso-time.h"

#include <string.h>

gint64
gesso_sandbox_get_balance (GessoSandbox *self)
{
  return self->first_balance < 0 ? -1 : self->first_balance - gesso_sandbox_get_billed (self);
}

static GessoSandboxJob *
find_job (GessoSandboxExchange *exchange)
{
  GessoSandboxJob *job = g_hash_table_lookup (exchange->sandbox->jobs_by_id, exchange->rest);

  return job != NULL && !job->removed ? job : NULL;
}

static void
list_jobs (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  const char *status = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "status") : NULL;
  JsonArray *items;
  g_autofree char *cursor = NULL;
  gint64 before;
  gint64 last = 0;
  guint limit;

  if (!gesso_sandbox_read_page (exchange, &limit, &before))
    return;
  if (status != NULL && !gesso_sandbox_is_status (status))
    {
      gesso_sandbox_reply_error (exchange, 400, "status is not one of the nine");
      return;
    }
  items = json_array_new ();
  for (guint i = self->jobs->len; i > 0 && cursor == NULL; i--)
    {
      GessoSandboxJob *job = self->jobs->pdata[i - 1];

      if (job->removed || job->created_ms >= before ||
          (status != NULL && strcmp (gesso_sandbox_job_get_status (job), status) != 0))
        continue;
      if (json_array_get_length (items) == limit)
        cursor = gesso_time_to_iso (last);
      else
        json_array_add_object_element (items, gesso_sandbox_job_to_reply (job, self->faults, self->url));
      last = job->created_ms;
    }
  gesso_sandbox_reply_page (exchange, items, cursor);
}

static void
cancel_job (GessoSandboxExchange *exchange,
            GessoSandboxJob      *job)
{
  g_autoptr (GError) error = NULL;

  if (!gesso_sandbox_cancel_job (exchange->sandbox, job, &error))
    gesso_sandbox_reply_error (exchange, 500, error->message);
  else
    soup_server_message_set_status (exchange->message, 200, NULL);
}

void
gesso_sandbox_serve_jobs (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  GessoSandboxJob *job = exchange->kind == GESSO_SANDBOX_LIST ? NULL : find_job (exchange);

  if (job != NULL)
    {
      exchange->prompt = g_strdup (job->prompt);
      exchange->scope = g_strdup (job->id);
    }
  if (gesso_sandbox_fault_before (exchange))
    return;
  if (exchange->kind == GESSO_SANDBOX_LIST)
    list_jobs (exchange);
  else if (job == NULL)
    gesso_sandbox_reply_error (exchange, 404, "Job not found");
  else if (exchange->kind == GESSO_SANDBOX_CANCEL)
    cancel_job (exchange, job);
  else
    gesso_sandbox_reply_object (exchange->message, 200, gesso_sandbox_job_to_reply (job, self->faults, self->url));
}

static JsonObject *
ledger_entry (GessoSandboxJob *job)
{
  JsonObject *entry = json_object_new ();
  g_autofree char *created = gesso_time_to_iso (job->created_ms);
  g_autofree char *completed = job->completed_ms != 0 ? gesso_time_to_iso (job->completed_ms) : NULL;

  json_object_set_string_member (entry, "job_id", job->id);
  json_object_set_string_member (entry, "status", gesso_sandbox_job_get_status (job));
  json_object_set_string_member (entry, "prompt", job->prompt);
  json_object_set_string_member (entry, "variant", job->variant);
  json_object_set_int_member (entry, "seed", job->seed);
  json_object_set_string_member (entry, "aspect_ratio", job->aspect_ratio);
  json_object_set_string_member (entry, "creativity", job->creativity);
  json_object_set_int_member (entry, "references", job->n_references);
  json_object_set_int_member (entry, "moodboards", job->n_moodboards);
  json_object_set_string_member (entry, "created_at", created);
  if (completed != NULL)
    json_object_set_string_member (entry, "completed_at", completed);
  else
    json_object_set_null_member (entry, "completed_at");
  json_object_set_int_member (entry, "billed_micro_usd", job->billed);
  /* Told by the process that took it. */
  if (job->body != NULL)
    json_object_set_member (entry, "request", gesso_json_parse (job->body, NULL));
  return entry;
}

/* Not part of the API: what a test holds a client's own ledger against. Removed jobs are in it. */
void
gesso_sandbox_serve_ledger (GessoSandboxExchange *exchange)
{
  GessoSandbox *self = exchange->sandbox;
  JsonObject *object = json_object_new ();
  JsonArray *jobs = json_array_new ();

  exchange->done = TRUE;
  for (guint i = 0; i < self->jobs->len; i++)
    json_array_add_object_element (jobs, ledger_entry (self->jobs->pdata[i]));
  json_object_set_int_member (object, "total_micro_usd", gesso_sandbox_get_billed (self));
  if (self->first_balance >= 0)
    json_object_set_int_member (object, "balance_micro_usd", gesso_sandbox_get_balance (self));
  else
    json_object_set_null_member (object, "balance_micro_usd");
  json_object_set_int_member (object, "submits", self->submits);
  json_object_set_array_member (object, "jobs", jobs);
  gesso_sandbox_reply_object (exchange->message, 200, object);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-job.h"

#include "gesso-json.h"
#include "gesso-time.h"

#include <string.h>

/* The statuses of a job that has a slot. */
static const char *const stages[] = { "queued", "scheduled", "processing", "sampling", "intermediate-complete" };
static const char *const ends[] = { "completed", "failed", "cancelled" };

/* How the time after the two waits is shared out, in per cent. */
static const guint shares[] = { 0, 0, 30, 55, 15 };

#define QUEUED_MS 300
#define SCHEDULED_MS 200

guint
gesso_sandbox_stage_ms (const char *variant,
                        guint       stage)
{
  guint total = 24000;

  if (strcmp (variant, "medium-turbo") == 0)
    total = 4000;
  else if (strcmp (variant, "medium") == 0)
    total = 12000;
  if (stage == 0)
    return QUEUED_MS;
  if (stage == 1)
    return SCHEDULED_MS;
  return stage < G_N_ELEMENTS (shares) ? (total - QUEUED_MS - SCHEDULED_MS) * shares[stage] / 100 : 0;
}

GessoSandboxJob *
gesso_sandbox_job_new (void)
{
  GessoSandboxJob *job = g_new0 (GessoSandboxJob, 1);

  job->id = g_uuid_string_random ();
  job->picture = g_uuid_string_random ();
  job->palette = g_array_new (FALSE, FALSE, sizeof (guint32));
  return job;
}

void
gesso_sandbox_job_free (GessoSandboxJob *job)
{
  g_free (job->id);
  g_free (job->picture);
  g_free (job->prompt);
  g_free (job->variant);
  g_free (job->aspect_ratio);
  g_free (job->creativity);
  g_free (job->webhook);
  g_clear_pointer (&job->body, g_bytes_unref);
  g_clear_pointer (&job->palette, g_array_unref);
  g_clear_pointer (&job->outcome, gesso_sandbox_fault_free);
  g_free (job);
}

gboolean
gesso_sandbox_is_status (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (strcmp (stages[i], word) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    if (strcmp (ends[i], word) == 0)
      return TRUE;
  return strcmp (word, "backlogged") == 0;
}

gboolean
gesso_sandbox_job_is_pending (GessoSandboxJob *job)
{
  return job->state == GESSO_SANDBOX_WAITING || job->state == GESSO_SANDBOX_RUNNING;
}

gboolean
gesso_sandbox_job_has_effect (GessoSandboxJob    *job,
                              GessoSandboxEffect  effect)
{
  return job->outcome != NULL && job->outcome->effect == effect;
}

const char *
gesso_sandbox_job_get_status (GessoSandboxJob *job)
{
  guint last = G_N_ELEMENTS (stages) - 1;

  if (job->state >= GESSO_SANDBOX_COMPLETED)
    return ends[job->state - GESSO_SANDBOX_COMPLETED];
  if (gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_UNKNOWN_STATUS))
    return job->outcome->value;
  if (job->state == GESSO_SANDBOX_WAITING)
    return "backlogged";
  if (gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_STUCK) && job->stage > 1)
    return job->outcome->value;
  return stages[MIN (job->stage, last)];
}

void
gesso_sandbox_job_get_spec (GessoSandboxJob   *job,
                            GessoPaintingSpec *spec)
{
  *spec = (GessoPaintingSpec) {
    .prompt = job->prompt,
    .variant = job->variant,
    .creativity = job->creativity,
    .width = job->width,
    .height = job->height,
    .seed = job->seed,
    .intensity = job->intensity,
    .complexity = job->complexity,
    .movement = job->movement,
    .palette = job->palette->len > 0 ? (const guint32 *) (gpointer) job->palette->data : NULL,
    .n_palette = job->palette->len,
    .palette_strength = job->palette_strength,
  };
}

static JsonNode *
urls_to_json (GessoSandboxFaults *faults,
              const char         *url,
              const char         *type)
{
  JsonNode *node = json_node_new (JSON_NODE_NULL);
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();

  if (gesso_sandbox_faults_option_is (faults, "urls_shape", "map"))
    {
      json_object_set_string_member (object, type, url);
      json_array_unref (array);
      json_node_init_object (node, object);
      json_object_unref (object);
      return node;
    }
  if (gesso_sandbox_faults_option_is (faults, "urls_shape", "objects"))
    {
      json_object_set_string_member (object, "type", type);
      json_object_set_string_member (object, "url", url);
      json_array_add_object_element (array, json_object_ref (object));
    }
  else
    json_array_add_string_element (array, url);
  json_object_unref (object);
  json_node_init_array (node, array);
  json_array_unref (array);
  return node;
}

static void
add_empty_result (JsonObject *reply,
                  const char *shape)
{
  if (g_strcmp0 (shape, "absent") == 0)
    return;
  if (g_strcmp0 (shape, "null") == 0)
    {
      json_object_set_null_member (reply, "result");
      return;
    }
  json_object_set_object_member (reply, "result", json_object_new ());
  if (g_strcmp0 (shape, "list") == 0)
    json_object_set_array_member (json_object_get_object_member (reply, "result"), "urls", json_array_new ());
}

static void
add_result (JsonObject         *reply,
            GessoSandboxJob    *job,
            GessoSandboxFaults *faults,
            const char         *base)
{
  gboolean completed = job->state == GESSO_SANDBOX_COMPLETED;
  gboolean preview = job->state == GESSO_SANDBOX_RUNNING && job->stage > 2 &&
                     gesso_sandbox_faults_option_is (faults, "previews", "1");
  g_autofree char *url = g_strconcat (base, "/images/", job->picture, preview ? ".png?preview=1" : ".png", NULL);
  JsonObject *result;

  if (completed && gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_NO_URLS))
    add_empty_result (reply, job->outcome->value);
  else if (completed || preview)
    {
      result = json_object_new ();
      json_object_set_member (result, "urls", urls_to_json (faults, url, preview ? "preview" : "model"));
      json_object_set_object_member (reply, "result", result);
    }
  else if (job->state == GESSO_SANDBOX_FAILED)
    add_empty_result (reply, "empty");
  else
    add_empty_result (reply, gesso_sandbox_faults_option (faults, "result"));
}

static void
add_error (JsonObject         *reply,
           GessoSandboxJob    *job,
           GessoSandboxFaults *faults)
{
  gboolean moderated = gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_MODERATED);
  const char *message = moderated ? "The request was blocked by content moderation." : "The picture could not be made.";
  JsonNode *error = json_node_new (JSON_NODE_NULL);
  JsonObject *object;

  if (gesso_sandbox_faults_option_is (faults, "error_shape", "string"))
    json_node_init_string (error, moderated ? job->outcome->value : message);
  else
    {
      object = json_object_new ();
      json_object_set_string_member (object, "code", job->outcome->value);
      json_object_set_string_member (object, "message", message);
      json_node_init_object (error, object);
      json_object_unref (object);
    }
  if (gesso_sandbox_faults_option_is (faults, "error_location", "result"))
    json_object_set_member (json_object_get_object_member (reply, "result"), "error", error);
  else
    json_object_set_member (reply, "error", error);
}

JsonObject *
gesso_sandbox_job_to_reply (GessoSandboxJob    *job,
                            GessoSandboxFaults *faults,
                            const char         *base)
{
  JsonObject *reply = json_object_new ();
  g_autofree char *created = gesso_time_to_iso (job->created_ms);
  g_autofree char *completed = job->completed_ms != 0 ? gesso_time_to_iso (job->completed_ms) : NULL;
  const char *type = gesso_sandbox_faults_option (faults, "type");

  json_object_set_string_member (reply, "job_id", job->id);
  json_object_set_string_member (reply, "status", gesso_sandbox_job_get_status (job));
  if (type != NULL)
    json_object_set_string_member (reply, "type", type);
  json_object_set_string_member (reply, "created_at", created);
  if (completed != NULL)
    json_object_set_string_member (reply, "completed_at", completed);
  else
    json_object_set_null_member (reply, "completed_at");
  add_result (reply, job, faults, base);
  if (job->state == GESSO_SANDBOX_FAILED && !gesso_sandbox_job_has_effect (job, GESSO_SANDBOX_FAIL_SILENT))
    add_error (reply, job, faults);
  return reply;
}

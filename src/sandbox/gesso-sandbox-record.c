/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-job.h"

#include "gesso-json.h"

JsonArray *
gesso_sandbox_palette_to_json (GArray *palette)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < palette->len; i++)
    json_array_add_int_element (array, g_array_index (palette, guint32, i));
  return array;
}

GArray *
gesso_sandbox_palette_from_json (JsonArray *array)
{
  GArray *palette = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      guint32 colour = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) & 0xffffff : 0;

      g_array_append_val (palette, colour);
    }
  return palette;
}

static void
add_outcome (JsonObject        *record,
             GessoSandboxFault *outcome)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "effect", outcome->effect);
  if (outcome->value != NULL)
    json_object_set_string_member (object, "value", outcome->value);
  json_object_set_object_member (record, "outcome", object);
}

JsonObject *
gesso_sandbox_job_to_record (GessoSandboxJob *job)
{
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "id", job->id);
  json_object_set_string_member (record, "picture", job->picture);
  json_object_set_string_member (record, "prompt", job->prompt);
  json_object_set_string_member (record, "variant", job->variant);
  json_object_set_string_member (record, "aspect_ratio", job->aspect_ratio);
  json_object_set_string_member (record, "creativity", job->creativity);
  if (job->webhook != NULL)
    json_object_set_string_member (record, "webhook", job->webhook);
  json_object_set_int_member (record, "width", job->width);
  json_object_set_int_member (record, "height", job->height);
  json_object_set_int_member (record, "seed", job->seed);
  json_object_set_int_member (record, "intensity", job->intensity);
  json_object_set_int_member (record, "complexity", job->complexity);
  json_object_set_int_member (record, "movement", job->movement);
  json_object_set_int_member (record, "references", job->n_references);
  json_object_set_int_member (record, "moodboards", job->n_moodboards);
  json_object_set_array_member (record, "palette", gesso_sandbox_palette_to_json (job->palette));
  json_object_set_double_member (record, "palette_strength", job->palette_strength);
  json_object_set_int_member (record, "created_ms", job->created_ms);
  json_object_set_int_member (record, "completed_ms", job->completed_ms);
  json_object_set_int_member (record, "price", job->price);
  json_object_set_int_member (record, "billed", job->billed);
  json_object_set_int_member (record, "state", job->state);
  json_object_set_boolean_member (record, "removed", job->removed);
  if (job->outcome != NULL)
    add_outcome (record, job->outcome);
  return record;
}

static char *
dup_member (JsonObject *record,
            const char *name)
{
  return g_strdup (gesso_json_string (record, name));
}

static GessoSandboxFault *
read_outcome (JsonObject *object)
{
  GessoSandboxFault *outcome = g_new0 (GessoSandboxFault, 1);

  outcome->kind = GESSO_SANDBOX_JOB;
  outcome->effect = CLAMP (gesso_json_int (object, "effect", GESSO_SANDBOX_FAIL),
                           GESSO_SANDBOX_MODERATED,
                           GESSO_SANDBOX_UNKNOWN_STATUS);
  outcome->value = g_strdup (gesso_json_string (object, "value"));
  outcome->left = -1;
  return outcome;
}

static void
read_request (GessoSandboxJob *job,
              JsonObject      *record)
{
  job->prompt = dup_member (record, "prompt");
  job->variant = dup_member (record, "variant");
  job->aspect_ratio = dup_member (record, "aspect_ratio");
  job->creativity = dup_member (record, "creativity");
  job->webhook = dup_member (record, "webhook");
  job->width = CLAMP (gesso_json_int (record, "width", 1024), 1, 4096);
  job->height = CLAMP (gesso_json_int (record, "height", 1024), 1, 4096);
  job->seed = gesso_json_int (record, "seed", 0);
  job->intensity = CLAMP (gesso_json_int (record, "intensity", 0), -100, 100);
  job->complexity = CLAMP (gesso_json_int (record, "complexity", 0), -100, 100);
  job->movement = CLAMP (gesso_json_int (record, "movement", 0), -100, 100);
  job->n_references = gesso_json_int (record, "references", 0);
  job->n_moodboards = gesso_json_int (record, "moodboards", 0);
  g_array_unref (job->palette);
  job->palette = gesso_sandbox_palette_from_json (gesso_json_sub_array (record, "palette"));
  job->palette_strength = CLAMP (gesso_json_double (record, "palette_strength", 0), 0, 1);
}

GessoSandboxJob *
gesso_sandbox_job_from_record (JsonObject *record)
{
  g_autoptr (GessoSandboxJob) job = gesso_sandbox_job_new ();
  JsonObject *outcome = gesso_json_sub_object (record, "outcome");

  g_free (job->id);
  g_free (job->picture);
  job->id = dup_member (record, "id");
  job->picture = dup_member (record, "picture");
  read_request (job, record);
  job->created_ms = gesso_json_int (record, "created_ms", 0);
  job->completed_ms = gesso_json_int (record, "completed_ms", 0);
  job->price = gesso_json_int (record, "price", 0);
  job->billed = gesso_json_int (record, "billed", 0);
  job->state = CLAMP (gesso_json_int (record, "state", 0), GESSO_SANDBOX_WAITING, GESSO_SANDBOX_CANCELLED);
  job->removed = gesso_json_boolean (record, "removed", FALSE);
  job->outcome = outcome != NULL ? read_outcome (outcome) : NULL;
  if (job->state == GESSO_SANDBOX_RUNNING)
    job->state = GESSO_SANDBOX_WAITING;
  if (job->id == NULL || job->picture == NULL || job->prompt == NULL || job->variant == NULL ||
      job->aspect_ratio == NULL || job->creativity == NULL)
    return NULL;
  return g_steal_pointer (&job);
}

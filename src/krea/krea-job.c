/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-job.h"

#include <glib/gi18n.h>
#include <string.h>

#include "krea-error.h"
#include "krea-job-private.h"
#include "krea-text.h"

/* An id becomes part of an address; a longer one is not an id. */
#define MAX_ID_LENGTH 256
#define MAX_URL_LENGTH 8192

struct _KreaJob
{
  GObject parent_instance;

  char *id;
  char *status;
  gint64 created_at;
  gint64 completed_at;
  char *picture_url;
  char *error_code;
  char *error_message;
};

G_DEFINE_FINAL_TYPE (KreaJob, krea_job, G_TYPE_OBJECT)

static void
krea_job_finalize (GObject *object)
{
  KreaJob *self = KREA_JOB (object);

  g_free (self->id);
  g_free (self->status);
  g_free (self->picture_url);
  g_free (self->error_code);
  g_free (self->error_message);
  G_OBJECT_CLASS (krea_job_parent_class)->finalize (object);
}

static void
krea_job_class_init (KreaJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = krea_job_finalize;
}

static void
krea_job_init (KreaJob *self)
{
}

static gboolean
is_good_id (const char *id)
{
  gboolean any = FALSE;

  if (id == NULL || strlen (id) > MAX_ID_LENGTH)
    return FALSE;
  for (const char *c = id; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("-_.:", *c) == NULL)
        return FALSE;
      any = any || g_ascii_isalnum (*c);
    }
  return any;
}

static const char *
node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static const char *
node_web_address (JsonNode *node)
{
  const char *url = node_string (node);

  if (url == NULL || strlen (url) > MAX_URL_LENGTH)
    return NULL;
  return g_ascii_strncasecmp (url, "https://", 8) == 0 || g_ascii_strncasecmp (url, "http://", 7) == 0 ? url : NULL;
}

static gboolean
is_preview (const char *word)
{
  g_autofree char *lower = word != NULL ? g_ascii_strdown (word, -1) : NULL;

  return lower != NULL && (strstr (lower, "preview") != NULL || strstr (lower, "thumb") != NULL);
}

/* A string, or {"type": …, "url": …}. */
static const char *
find_url_in_item (JsonNode *node)
{
  JsonObject *object = gesso_json_object (node);

  if (object == NULL)
    return node_web_address (node);
  return is_preview (gesso_json_string (object, "type")) ? NULL : node_web_address (gesso_json_member (object, "url"));
}

static const char *
find_url_in_map (JsonObject *map)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      const char *url = is_preview (name) ? NULL : find_url_in_item (member);

      if (url != NULL)
        return url;
    }
  return NULL;
}

static const char *
find_url (JsonObject *result)
{
  JsonNode *urls = gesso_json_member (result, "urls");
  JsonArray *array;

  if (urls == NULL)
    return NULL;
  if (gesso_json_object (urls) != NULL)
    return find_url_in_map (gesso_json_object (urls));
  if (!JSON_NODE_HOLDS_ARRAY (urls))
    return node_web_address (urls);
  array = json_node_get_array (urls);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *url = find_url_in_item (json_array_get_element (array, i));

      if (url != NULL)
        return url;
    }
  return NULL;
}

static void
read_error (KreaJob  *self,
            JsonNode *node)
{
  JsonObject *object = gesso_json_object (node);
  const char *message = object != NULL ? gesso_json_string (object, "message") : node_string (node);
  const char *code = object != NULL ? gesso_json_string (object, "code") : node_string (node);

  if (self->error_message == NULL)
    self->error_message = krea_text_sanitise (message, -1, NULL);
  if (self->error_code == NULL)
    self->error_code = krea_text_sanitise (code, -1, NULL);
}

KreaJob *
krea_job_new_from_object (JsonObject  *object,
                          GError     **error)
{
  const char *id = gesso_json_string (object, "job_id");
  JsonObject *result = gesso_json_sub_object (object, "result");
  KreaJob *self;

  if (!is_good_id (id))
    {
      g_set_error_literal (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, _("Krea’s answer has no usable job id"));
      return NULL;
    }
  self = g_object_new (KREA_TYPE_JOB, NULL);
  self->id = g_strdup (id);
  self->status = krea_text_sanitise (gesso_json_string (object, "status"), -1, NULL);
  /* No job is older than the epoch; 0 is what stands for unknown. */
  self->created_at = MAX (gesso_json_time (object, "created_at"), 0);
  self->completed_at = MAX (gesso_json_time (object, "completed_at"), 0);
  /* A picture that is there before the end is a preview. */
  if (krea_job_get_state (self) == KREA_JOB_COMPLETED)
    self->picture_url = g_strdup (find_url (result));
  read_error (self, gesso_json_member (object, "error"));
  read_error (self, gesso_json_member (result, "error"));
  return self;
}

KreaJob *
krea_job_new_from_data (GBytes  *json,
                        GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) parse_error = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  root = gesso_json_parse (json, &parse_error);
  if (root == NULL)
    {
      g_set_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY, _ ("Krea’s answer cannot be read: %s"),
                   parse_error->message);
      return NULL;
    }
  return krea_job_new_from_object (gesso_json_object (root), error);
}

const char *
krea_job_get_id (KreaJob *self)
{
  g_return_val_if_fail (KREA_IS_JOB (self), NULL);

  return self->id;
}

const char *
krea_job_get_status (KreaJob *self)
{
  g_return_val_if_fail (KREA_IS_JOB (self), NULL);

  return self->status;
}

KreaJobState
krea_job_get_state (KreaJob *self)
{
  g_return_val_if_fail (KREA_IS_JOB (self), KREA_JOB_PENDING);

  if (g_strcmp0 (self->status, "completed") == 0)
    return KREA_JOB_COMPLETED;
  if (g_strcmp0 (self->status, "failed") == 0)
    return KREA_JOB_FAILED;
  if (g_strcmp0 (self->status, "cancelled") == 0)
    return KREA_JOB_CANCELLED;
  return KREA_JOB_PENDING;
}

gint64
krea_job_get_created_at (KreaJob *self)
{
  g_return_val_if_fail (KREA_IS_JOB (self), 0);

  return self->created_at;
}

gint64
krea_job_get_completed_at (KreaJob *self)
{
  g_return_val_if_fail (KREA_IS_JOB (self), 0);

  return self->completed_at;
}

const char *
krea_job_get_picture_url (KreaJob *self)
{
  g_return_val_if_fail (KREA_IS_JOB (self), NULL);

  return self->picture_url;
}

/* The moderation code that @word is or names, NULL if it names none. */
static const char *
find_moderation_code (const char *word)
{
  static const char *const codes[] = { "nsfw", "ip_detected", "violence", "personal_info" };
  g_autofree char *lower = word != NULL ? g_ascii_strdown (word, -1) : NULL;

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (lower, codes[i]))
      return codes[i];
  return NULL;
}

static gboolean
speaks_of_moderation (const char *text)
{
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL && (strstr (lower, "moderat") != NULL || strstr (lower, "safety_filter") != NULL ||
                           strstr (lower, "safety filter") != NULL || strstr (lower, "content policy") != NULL);
}

GError *
krea_job_get_error (KreaJob *self)
{
  KreaJobState state;
  const char *reason;
  GError *error;

  g_return_val_if_fail (KREA_IS_JOB (self), NULL);

  state = krea_job_get_state (self);
  reason = find_moderation_code (self->error_code);
  if (state == KREA_JOB_COMPLETED && self->picture_url == NULL)
    error = g_error_new (KREA_ERROR, KREA_ERROR_NO_PICTURE, _("Krea finished job %s but sent no picture"), self->id);
  else if (state != KREA_JOB_FAILED)
    return NULL;
  else if (reason != NULL || speaks_of_moderation (self->error_code) || speaks_of_moderation (self->error_message))
    error = g_error_new (KREA_ERROR, KREA_ERROR_MODERATED, _("Krea’s filter stopped job %s"), self->id);
  else
    error = g_error_new (KREA_ERROR, KREA_ERROR_JOB_FAILED, _("Job %s failed at Krea: %s"), self->id,
                         self->error_message != NULL ? self->error_message : _("no reason was given"));
  krea_error_edit_details (error)->reason = g_strdup (reason);
  krea_error_edit_details (error)->server_message = g_strdup (self->error_message);
  return error;
}

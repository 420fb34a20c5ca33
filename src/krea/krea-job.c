/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-job.h"

struct _KreaJob
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KreaJob, krea_job, G_TYPE_OBJECT)

static void
krea_job_class_init (KreaJobClass *klass)
{
}

static void
krea_job_init (KreaJob *self)
{
}

KreaJob *
krea_job_new_from_data (GBytes *json, GError **error)
{
  return 0;
}

const char *
krea_job_get_id (KreaJob *self)
{
  return 0;
}

const char *
krea_job_get_status (KreaJob *self)
{
  return 0;
}

KreaJobState
krea_job_get_state (KreaJob *self)
{
  return 0;
}

gint64
krea_job_get_created_at (KreaJob *self)
{
  return 0;
}

gint64
krea_job_get_completed_at (KreaJob *self)
{
  return 0;
}

const char *
krea_job_get_picture_url (KreaJob *self)
{
  return 0;
}

GError *
krea_job_get_error (KreaJob *self)
{
  return 0;
}

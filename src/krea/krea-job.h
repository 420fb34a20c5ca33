/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KreaJobState:
 *
 * What a job's status means here. Every status that is not one of the terminal three, a
 * missing one included, is pending.
 */
typedef enum {
  KREA_JOB_PENDING,
  KREA_JOB_COMPLETED,
  KREA_JOB_FAILED,
  KREA_JOB_CANCELLED,
} KreaJobState;

/**
 * KreaJob:
 *
 * A job as the API reports it. Immutable.
 */
#define KREA_TYPE_JOB (krea_job_get_type ())
G_DECLARE_FINAL_TYPE (KreaJob, krea_job, KREA, JOB, GObject)

/**
 * krea_job_new_from_data:
 * @json: a reply's body; untrusted
 *
 * Reads every shape in the contract: `result` null, {} or absent; `urls` as strings, objects or a map;
 * `error` at the top or in `result`, as a string or an object.
 *
 * Returns: (transfer full) (nullable): the job, or %NULL with %KREA_ERROR_BAD_REPLY
 */
KreaJob      *krea_job_new_from_data     (GBytes   *json,
                                          GError  **error);

const char   *krea_job_get_id            (KreaJob  *self);
const char   *krea_job_get_status        (KreaJob  *self);  /* (nullable), the API's own word */
KreaJobState  krea_job_get_state         (KreaJob  *self);
gint64        krea_job_get_created_at    (KreaJob  *self);  /* Unix ms in server time, 0 if unknown */
gint64        krea_job_get_completed_at  (KreaJob  *self);  /* Unix ms in server time, 0 if unknown */
const char   *krea_job_get_picture_url   (KreaJob  *self);  /* (nullable), never a preview */

/**
 * krea_job_get_error:
 *
 * Returns: (transfer full) (nullable): why there is no picture: %KREA_ERROR_MODERATED or
 *   %KREA_ERROR_JOB_FAILED for a failed job, %KREA_ERROR_NO_PICTURE for one that completed without
 *   a URL; %NULL otherwise
 */
GError       *krea_job_get_error         (KreaJob  *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"
#include "krea-error.h"
#include "krea-job.h"

/* A job as GET /jobs/{id} and the submitting POST reply with it. */

static void
check_error (KreaJob *job)
{
  g_autoptr (GError) error = krea_job_get_error (job);
  g_autoptr (GError) again = NULL;
  g_autofree char *json = NULL;

  if (krea_job_get_state (job) == KREA_JOB_COMPLETED)
    g_assert_true ((krea_job_get_picture_url (job) == NULL) == g_error_matches (error, KREA_ERROR, KREA_ERROR_NO_PICTURE));
  if (krea_job_get_state (job) == KREA_JOB_FAILED)
    g_assert_nonnull (error);
  if (error == NULL)
    return;
  fuzz_assert_text (error->message);
  json = krea_error_to_json (error);
  again = krea_error_new_from_json (json);
  g_assert_error (again, KREA_ERROR, error->code);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (KreaJob) job = krea_job_new_from_data (bytes, &error);

  fuzz_assert_result (job, error);
  if (job == NULL)
    {
      g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
      return 0;
    }
  g_assert_nonnull (krea_job_get_id (job));
  fuzz_assert_text (krea_job_get_id (job));
  fuzz_assert_text (krea_job_get_status (job));
  fuzz_assert_text (krea_job_get_picture_url (job));
  g_assert_cmpint (krea_job_get_created_at (job), >=, 0);
  check_error (job);
  return 0;
}

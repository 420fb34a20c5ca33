/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "krea-error.h"
#include "krea-job.h"

#define HEAD "{\"job_id\":\"c1a5\",\"created_at\":\"2026-11-22T09:15:02.118Z\",\"status\":"
#define URL "https://gen.krea.ai/images/1.png"

static KreaJob *
read_job (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  KreaJob *job = krea_job_new_from_data (bytes, &error);

  g_test_message ("%s", text);
  g_assert_no_error (error);
  return job;
}

static void
test_pending (void)
{
  static const char *const shapes[] = {
    "{\"job_id\":\"c1a5\"}",
    "{\"job_id\":\"c1a5\",\"status\":7,\"result\":[]}",
    HEAD "\"queued\",\"completed_at\":null,\"result\":null}",
    HEAD "\"scheduled\",\"result\":{},\"type\":\"externalImage\"}",
    HEAD "\"processing\",\"result\":{\"urls\":[\"" URL "\"]}}",
    HEAD "\"intermediate-complete\",\"result\":{\"urls\":[{\"type\":\"model\",\"url\":\"" URL "\"}]}}",
    HEAD "\"paused-by-martians\"}",
    HEAD "\"COMPLETED\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (KreaJob) job = read_job (shapes[i]);

      g_assert_cmpstr (krea_job_get_id (job), ==, "c1a5");
      g_assert_cmpint (krea_job_get_state (job), ==, KREA_JOB_PENDING);
      g_assert_null (krea_job_get_picture_url (job));
      g_assert_null (krea_job_get_error (job));
    }
}

static void
test_completed (void)
{
  static const char *const shapes[] = {
    HEAD "\"completed\",\"completed_at\":\"2026-11-22T09:15:14.902Z\",\"result\":{\"urls\":[\"" URL "\"]}}",
    HEAD "\"completed\",\"result\":{\"urls\":[{\"type\":\"preview\",\"url\":\"https://p/\"},{\"type\":\"model\",\"url\":\"" URL
         "\"}]}}",
    HEAD "\"completed\",\"result\":{\"urls\":{\"preview\":\"https://p/\",\"model\":\"" URL "\"}}}",
    HEAD "\"completed\",\"result\":{\"urls\":{\"image\":{\"url\":\"" URL "\"}}}}",
    HEAD "\"completed\",\"result\":{\"urls\":[7,null,\"javascript:x\",\"" URL "\",\"https://second/\"]}}",
    HEAD "\"completed\",\"error\":null,\"result\":{\"urls\":\"" URL "\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (KreaJob) job = read_job (shapes[i]);

      g_assert_cmpint (krea_job_get_state (job), ==, KREA_JOB_COMPLETED);
      g_assert_cmpstr (krea_job_get_picture_url (job), ==, URL);
      g_assert_null (krea_job_get_error (job));
      g_assert_cmpint (krea_job_get_created_at (job), ==, G_GINT64_CONSTANT (1795338902118));
      g_assert_cmpint (krea_job_get_completed_at (job), ==, i == 0 ? G_GINT64_CONSTANT (1795338914902) : 0);
    }
}

static void
expect_error (const char *text,
              KreaError   code,
              const char *reason,
              const char *message)
{
  g_autoptr (KreaJob) job = read_job (text);
  g_autoptr (GError) error = krea_job_get_error (job);

  g_assert_error (error, KREA_ERROR, (int) code);
  g_assert_cmpstr (krea_error_get_details (error)->reason, ==, reason);
  g_assert_cmpstr (krea_error_get_details (error)->server_message, ==, message);
  g_assert_null (krea_job_get_picture_url (job));
}

static void
test_failed (void)
{
  expect_error (HEAD "\"failed\",\"error\":{\"code\":\"nsfw\",\"message\":\"Blocked.\"},\"result\":{}}", KREA_ERROR_MODERATED,
                "nsfw", "Blocked.");
  expect_error (HEAD "\"failed\",\"result\":{\"error\":{\"code\":\"ip_detected\",\"message\":\"B\"}}}", KREA_ERROR_MODERATED,
                "ip_detected", "B");
  expect_error (HEAD "\"failed\",\"error\":\"violence\"}", KREA_ERROR_MODERATED, "violence", "violence");
  expect_error (HEAD "\"failed\",\"result\":{\"error\":\"PERSONAL_INFO\"}}", KREA_ERROR_MODERATED, "personal_info",
                "PERSONAL_INFO");
  expect_error (HEAD "\"failed\",\"error\":\"Stopped by content moderation\"}", KREA_ERROR_MODERATED, NULL,
                "Stopped by content moderation");
  expect_error (HEAD "\"failed\",\"error\":{\"code\":\"oom\",\"message\":\"out of\\nmemory\"}}", KREA_ERROR_JOB_FAILED, NULL,
                "out of memory");
  expect_error (HEAD "\"failed\",\"result\":{}}", KREA_ERROR_JOB_FAILED, NULL, NULL);
  expect_error (HEAD "\"failed\",\"error\":[1],\"result\":7}", KREA_ERROR_JOB_FAILED, NULL, NULL);
  expect_error (HEAD "\"failed\",\"result\":{\"urls\":[\"" URL "\"]}}", KREA_ERROR_JOB_FAILED, NULL, NULL);
  expect_error (HEAD "\"completed\",\"result\":{}}", KREA_ERROR_NO_PICTURE, NULL, NULL);
  expect_error (HEAD "\"completed\"}", KREA_ERROR_NO_PICTURE, NULL, NULL);
  expect_error (HEAD "\"completed\",\"result\":{\"urls\":[]}}", KREA_ERROR_NO_PICTURE, NULL, NULL);
  expect_error (HEAD "\"completed\",\"result\":{\"urls\":{\"preview\":\"https://p/\"}}}", KREA_ERROR_NO_PICTURE, NULL, NULL);
  expect_error (HEAD "\"completed\",\"result\":{\"urls\":[\"file:///etc/passwd\"]}}", KREA_ERROR_NO_PICTURE, NULL, NULL);
}

static void
test_cancelled (void)
{
  g_autoptr (KreaJob) job = read_job (HEAD "\"cancelled\",\"result\":{}}");

  g_assert_cmpint (krea_job_get_state (job), ==, KREA_JOB_CANCELLED);
  g_assert_null (krea_job_get_error (job));
}

static void
test_no_job (void)
{
  static const char *const bad[] = {
    "", "null", "[]", "{}", "{\"job_id\":null}", "{\"job_id\":\"\"}", "{\"job_id\":\"..\"}", "{\"job_id\":\"a b\"}",
    "{\"job_id\":\"a/../b\"}", "{\"job_id\":\"é\"}", "{\"job_id\":[]}", "<html>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (krea_job_new_from_data (bytes, &error));
      g_assert_error (error, KREA_ERROR, KREA_ERROR_BAD_REPLY);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/krea/job/pending", test_pending);
  g_test_add_func ("/krea/job/completed", test_completed);
  g_test_add_func ("/krea/job/failed", test_failed);
  g_test_add_func ("/krea/job/cancelled", test_cancelled);
  g_test_add_func ("/krea/job/no-job", test_no_job);
  return g_test_run ();
}

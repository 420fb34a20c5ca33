/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-client.h"
#include "sandbox-fixture.h"

/* The project's own client against the sandbox: both were written from the contract, neither from the other. */

static KreaJob *
client_submit (KreaClient   *client,
               KreaRequest  *request,
               GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  krea_client_submit_async (client, request, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return krea_client_submit_finish (client, result, error);
}

static KreaJob *
client_await (KreaClient *client,
              const char *job_id)
{
  gint64 deadline = g_get_monotonic_time () + GESSO_TEST_TIMEOUT_MS * G_GINT64_CONSTANT (1000);

  while (g_get_monotonic_time () < deadline)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (KreaJob) job = NULL;
      GAsyncResult *slot = NULL;

      krea_client_get_job_async (client, job_id, NULL, gesso_test_result_cb, &slot);
      result = gesso_test_await_result (&slot);
      job = krea_client_get_job_finish (client, result, &error);
      g_assert_no_error (error);
      if (krea_job_get_state (job) != KREA_JOB_PENDING)
        return g_steal_pointer (&job);
      gesso_test_settle (2);
    }
  g_assert_not_reached ();
}

static KreaAsset *
client_upload (KreaClient *client,
               GBytes     *bytes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  KreaAsset *asset;

  krea_client_upload_asset_async (client, bytes, "ink.png", NULL, NULL, NULL, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  asset = krea_client_upload_asset_finish (client, result, &error);
  g_assert_no_error (error);
  return asset;
}

static GBytes *
client_download (KreaClient *client,
                 const char *url)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GBytes *bytes;

  krea_client_download_async (client, url, KREA_DOWNLOAD_RESULT, 64 * 1024 * 1024, NULL, NULL, NULL,
                              gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  bytes = krea_client_download_finish (client, result, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Every field that the client can send is taken by the strict schema, and a picture of the right price comes back. */
static void
test_everything (void)
{
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (GBytes) png = gesso_test_make_png (64, 64, 0x336699);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  g_autoptr (KreaRequest) request = krea_request_new (krea_catalog_get_default ());
  g_autoptr (KreaReference) reference = krea_reference_new (sha256, "ink.png", 0.6);
  g_autoptr (KreaReference) source = krea_reference_new (sha256, "ink.png", 0.9);
  g_autoptr (KreaStyle) style = krea_style_new ("p8w2m4d6t", "Riso grain", 1);
  g_autoptr (KreaClient) client = NULL;
  g_autoptr (KreaAsset) asset = NULL;
  g_autoptr (KreaJob) accepted = NULL;
  g_autoptr (KreaJob) job = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL, "strict_strength=1");
  client = krea_client_new (gesso_sandbox_get_url (fixture.sandbox), TOKEN);
  asset = client_upload (client, png);
  g_assert_cmpuint (asset->width, ==, 64);
  krea_request_set_prompt (request, "a paper boat on a “rain” puddle\n");
  krea_request_set_variant (request, "large");
  krea_request_set_aspect_ratio (request, "4:5");
  krea_request_set_creativity (request, "high");
  krea_request_set_seed (request, 42);
  krea_request_set_intensity (request, 25);
  krea_request_set_complexity (request, -40);
  krea_request_set_movement (request, 10);
  krea_request_set_moodboard (request, "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21", "Harbour", 0.35);
  krea_reference_set_url (reference, asset->url);
  krea_reference_set_url (source, asset->url);
  krea_request_add_reference (request, reference);
  krea_request_set_source (request, source);
  krea_request_add_style (request, style);
  accepted = client_submit (client, request, &error);
  g_assert_no_error (error);
  job = client_await (client, krea_job_get_id (accepted));
  g_assert_cmpint (krea_job_get_state (job), ==, KREA_JOB_COMPLETED);
  picture = client_download (client, krea_job_get_picture_url (job));
  g_assert_cmpuint (g_bytes_get_size (picture), >, 100);
  g_assert_cmpint (gesso_sandbox_get_billed (fixture.sandbox), ==, krea_request_get_price (request));
}

/* One fault of each family becomes the error that the client promises. */
static void
test_errors (void)
{
  static const struct {
    const char *prompt;
    int         code;
  } cases[] = {
    { "[400]", KREA_ERROR_INVALID_REQUEST }, { "[401]", KREA_ERROR_UNAUTHORIZED }, { "[402]", KREA_ERROR_PAYMENT_REQUIRED },
    { "[403]", KREA_ERROR_FORBIDDEN },       { "[410]", KREA_ERROR_GONE },         { "[413]", KREA_ERROR_TOO_LARGE },
    { "[422]", KREA_ERROR_INVALID_REQUEST }, { "[429]", KREA_ERROR_BUSY },         { "[500-after]", KREA_ERROR_SERVER },
    { "[html]", KREA_ERROR_SERVER },         { "[garbage]", KREA_ERROR_BAD_REPLY }, { "[empty]", KREA_ERROR_BAD_REPLY },
    { "[redirect]", KREA_ERROR_REDIRECT },   { "[drop-after]", KREA_ERROR_CONNECTION },
    { "[bomb]", KREA_ERROR_REPLY_TOO_BIG },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { NULL };
      g_autoptr (KreaClient) client = NULL;
      g_autoptr (KreaRequest) request = krea_request_new (krea_catalog_get_default ());
      g_autoptr (KreaJob) job = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].prompt);
      fixture_set_up (&fixture, NULL, "");
      client = krea_client_new (gesso_sandbox_get_url (fixture.sandbox), TOKEN);
      krea_request_set_prompt (request, cases[i].prompt);
      krea_request_set_seed (request, 1);
      job = client_submit (client, request, &error);
      g_assert_null (job);
      g_assert_error (error, KREA_ERROR, cases[i].code);
    }
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/client/everything", test_everything);
  g_test_add_func ("/sandbox/client/errors", test_errors);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"
#include "gesso-stored.h"
#include "gesso-upload.h"

#include <glib/gstdio.h>

#define LARGE_EDGE 2200

/* What the server has of this account, newest first. (transfer full) (element-type KreaAsset) */
static GPtrArray *
list_assets (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *assets;

  krea_client_list_assets_async (gesso_engine_get_client (fixture->engine), 100, NULL, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  assets = krea_client_list_assets_finish (gesso_engine_get_client (fixture->engine), result, NULL, &error);
  g_assert_no_error (error);
  return assets;
}

static guint
count_assets (Fixture *fixture)
{
  g_autoptr (GPtrArray) assets = list_assets (fixture);

  return assets->len;
}

static gboolean
is_prepared (gpointer upload)
{
  return gesso_upload_is_prepared (upload);
}

static gboolean
is_sending (gpointer upload)
{
  return gesso_upload_is_sending (upload);
}

static gboolean
is_not_sending (gpointer upload)
{
  return !gesso_upload_is_sending (upload);
}

static KreaRequest *
request_with (const char *sha256,
              const char *name)
{
  KreaRequest *request = fixture_request ("a harbour");
  g_autoptr (KreaReference) reference = krea_reference_new (sha256, name, 0.5);

  krea_request_add_reference (request, reference);
  return request;
}

static GBytes *
prepare (Fixture    *fixture,
         const char *sha256)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  gesso_library_prepare_reference_async (fixture->library, fixture->decoder, sha256, 0, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  bytes = gesso_library_prepare_reference_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  return bytes;
}

/* What is too large is made smaller when it is added, and nothing leaves the computer before Generate. */
static void
test_prepared (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GBytes) large = gesso_test_make_png (LARGE_EDGE, LARGE_EDGE, 0x336699);
  g_autoptr (GBytes) prepared = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoReferenceFile) file = NULL;
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GPtrArray) assets = NULL;
  GessoUpload *upload;
  guint width = 0, height = 0;

  fixture_set_up (&fixture, NULL);
  gesso_library_add_reference_async (fixture.library, fixture.decoder, large, "large.png", NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  file = gesso_library_add_reference_finish (fixture.library, result, NULL);
  g_assert_nonnull (file);

  upload = gesso_engine_get_upload (fixture.engine, file->sha256);
  g_assert_false (gesso_upload_is_prepared (upload));
  gesso_engine_add_reference (fixture.engine, file->sha256, "large.png");
  g_assert_true (gesso_test_await (is_prepared, upload, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (count_assets (&fixture), ==, 0);

  /* It comes from the cache: the original could be gone. */
  g_assert_cmpint (g_remove (file->path), ==, 0);
  prepared = prepare (&fixture, file->sha256);
  gesso_picture_read_header (g_bytes_get_data (prepared, NULL), g_bytes_get_size (prepared), &width, &height, NULL);
  g_assert_cmpuint (width, ==, height);
  g_assert_cmpuint (width, >, 2000);
  g_assert_cmpuint (width * height, <=, GESSO_REFERENCE_MAX_PIXELS);

  request = request_with (file->sha256, "large.png");
  round = fixture_generate (&fixture, request, 1);
  await_state (round->pdata[0], GESSO_STATE_KEPT);
  assets = list_assets (&fixture);
  g_assert_cmpuint (assets->len, ==, 1);
  g_assert_cmpuint (((KreaAsset *) assets->pdata[0])->width, ==, width);
}

/* What needs no change goes as it is. */
static void
test_as_it_is (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *sha256 = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (GBytes) prepared = NULL;

  fixture_set_up (&fixture, NULL);
  sha256 = fixture_add_reference (&fixture, 0x202020);
  prepared = prepare (&fixture, sha256);
  sent = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, prepared);
  g_assert_cmpstr (sent, ==, sha256);
}

static gboolean
has_one_asset (gpointer fixture)
{
  return count_assets (fixture) == 1;
}

/* Where that is wanted, it goes when it is added: once, and Generate finds it there. */
static void
test_early (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *sha256 = NULL;
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  GessoUpload *upload;

  fixture_set_up (&fixture, NULL);
  sha256 = fixture_add_reference (&fixture, 0x202020);
  upload = gesso_engine_get_upload (fixture.engine, sha256);
  gesso_engine_set_upload_early (fixture.engine, TRUE);
  gesso_engine_add_reference (fixture.engine, sha256, "ink.png");
  gesso_engine_add_reference (fixture.engine, sha256, "ink.png");
  g_assert_true (gesso_test_await (has_one_asset, &fixture, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gesso_test_await (is_not_sending, upload, GESSO_TEST_TIMEOUT_MS));
  gesso_engine_add_reference (fixture.engine, sha256, "ink.png");

  request = request_with (sha256, "ink.png");
  round = fixture_generate (&fixture, request, 1);
  await_state (round->pdata[0], GESSO_STATE_KEPT);
  g_assert_cmpuint (count_assets (&fixture), ==, 1);
}

/* A reference that is taken away again is not waited for; a paused queue sends none. */
static void
test_dropped (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *sha256 = NULL;
  GessoUpload *upload;

  fixture_set_up (&fixture, "upload:hang");
  sha256 = fixture_add_reference (&fixture, 0x202020);
  upload = gesso_engine_get_upload (fixture.engine, sha256);
  gesso_engine_set_upload_early (fixture.engine, TRUE);
  gesso_engine_add_reference (fixture.engine, sha256, "ink.png");
  g_assert_true (gesso_test_await (is_sending, upload, GESSO_TEST_TIMEOUT_MS));
  gesso_engine_drop_reference (fixture.engine, sha256);
  g_assert_true (gesso_test_await (is_not_sending, upload, GESSO_TEST_TIMEOUT_MS));

  gesso_engine_set_paused (fixture.engine, TRUE);
  gesso_engine_add_reference (fixture.engine, sha256, "ink.png");
  gesso_test_settle (100);
  g_assert_false (gesso_upload_is_sending (upload));
}

/* Generate takes over what is on its way already. Stopping it fails the generation, names the picture, and costs nothing;
 * cancelling the generation stops it too. */
static void
test_stopped (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *sha256 = NULL;
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;
  GessoUpload *upload;

  fixture_set_up (&fixture, "upload:hang");
  sha256 = fixture_add_reference (&fixture, 0x202020);
  upload = gesso_engine_get_upload (fixture.engine, sha256);
  gesso_engine_set_upload_early (fixture.engine, TRUE);
  gesso_engine_add_reference (fixture.engine, sha256, "ink.png");
  g_assert_true (gesso_test_await (is_sending, upload, GESSO_TEST_TIMEOUT_MS));
  request = request_with (sha256, "ink.png");
  round = fixture_generate (&fixture, request, 1);
  /* Early or not: somebody waits for it now. */
  gesso_test_settle (50);
  gesso_engine_set_upload_early (fixture.engine, FALSE);
  g_assert_true (gesso_upload_is_sending (upload));
  g_assert_cmpfloat (gesso_upload_get_progress (upload), >, 0);

  gesso_upload_cancel (upload);
  await_state (round->pdata[0], GESSO_STATE_FAILED);
  error = krea_error_new_from_json (gesso_generation_get_error_json (round->pdata[0]));
  g_assert_cmpstr (krea_error_get_details (error)->reason, ==, KREA_ERROR_REASON_UPLOAD);
  g_assert_cmpstr (krea_error_get_details (error)->field, ==, "ink.png");
  g_assert_cmpint (gesso_generation_get_charged (round->pdata[0]), ==, 0);

  again = fixture_generate (&fixture, request, 1);
  g_assert_true (gesso_test_await (is_sending, upload, GESSO_TEST_TIMEOUT_MS));
  fixture_cancel (&fixture, again->pdata[0], NULL);
  await_state (again->pdata[0], GESSO_STATE_CANCELLED);
  g_assert_false (gesso_upload_is_sending (upload));
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 0);
}

/* An engine may go away amid an upload. */
static void
test_gone (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *sha256 = NULL;
  g_autoptr (GessoUpload) upload = NULL;
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;

  fixture_set_up (&fixture, "upload:hang");
  sha256 = fixture_add_reference (&fixture, 0x202020);
  upload = g_object_ref (gesso_engine_get_upload (fixture.engine, sha256));
  request = request_with (sha256, "ink.png");
  round = fixture_generate (&fixture, request, 1);
  g_assert_true (gesso_test_await (is_sending, upload, GESSO_TEST_TIMEOUT_MS));
  fixture_stop_engine (&fixture);
  g_assert_true (gesso_test_await (is_not_sending, upload, GESSO_TEST_TIMEOUT_MS));
  fixture_make_engine (&fixture, NULL, TEST_KEY);
  fixture_start_engine (&fixture, GESSO_ENGINE_DEFAULT);
}

/* What lies at the server, and whose picture it is; what is deleted there is uploaded anew when it is needed. */
static void
test_stored (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *sha256 = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (KreaRequest) request = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GError) error = NULL;
  const GessoStored *one;

  fixture_set_up (&fixture, NULL);
  sha256 = fixture_add_reference (&fixture, 0x202020);
  request = request_with (sha256, "ink.png");
  round = fixture_generate (&fixture, request, 1);
  await_state (round->pdata[0], GESSO_STATE_KEPT);

  gesso_engine_list_stored_async (fixture.engine, NULL, NULL, gesso_test_result_cb, &listed);
  listed = gesso_test_await_result (&listed);
  stored = gesso_engine_list_stored_finish (fixture.engine, listed, &cursor, &error);
  g_assert_no_error (error);
  g_assert_null (cursor);
  g_assert_cmpuint (stored->len, ==, 1);
  one = stored->pdata[0];
  g_assert_cmpstr (one->sha256, ==, sha256);
  g_assert_cmpstr (one->name, ==, "ink.png");
  g_assert_cmpuint (one->size, >, 0);
  g_assert_cmpint (one->uploaded_at, >, 0);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) deleted = NULL;

      /* The second time it is gone already, which is as good. */
      gesso_engine_delete_stored_async (fixture.engine, one, NULL, gesso_test_result_cb, &deleted);
      deleted = gesso_test_await_result (&deleted);
      g_assert_true (gesso_engine_delete_stored_finish (fixture.engine, deleted, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (count_assets (&fixture), ==, 0);
    }
  again = fixture_generate (&fixture, request, 1);
  await_state (again->pdata[0], GESSO_STATE_KEPT);
  g_assert_cmpuint (count_assets (&fixture), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uploads/prepared", test_prepared);
  g_test_add_func ("/uploads/as-it-is", test_as_it_is);
  g_test_add_func ("/uploads/early", test_early);
  g_test_add_func ("/uploads/dropped", test_dropped);
  g_test_add_func ("/uploads/stopped", test_stopped);
  g_test_add_func ("/uploads/gone", test_gone);
  g_test_add_func ("/uploads/stored", test_stored);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/*
 * The server does not say how long it keeps what was uploaded, and another client of the account may delete it. What is
 * there is looked at with a client of its own, which the engine knows nothing of.
 */

#define N_REFERENCES 6
/* AT_ONCE of gesso-engine-uploads.c */
#define AT_ONCE 4

typedef struct {
  Fixture     fixture;
  KreaClient *client;
} Checked;

static void
checked_set_up (Checked    *self,
                const char *faults)
{
  fixture_set_up (&self->fixture, faults);
  self->client = krea_client_new (gesso_sandbox_get_url (self->fixture.sandbox), TEST_KEY);
}

static void
checked_clear (Checked *self)
{
  g_clear_object (&self->client);
  fixture_tear_down (&self->fixture);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Checked, checked_clear)

/* Returns: (transfer full) (element-type KreaAsset) */
static GPtrArray *
list_assets (Checked *self)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *assets;

  krea_client_list_assets_async (self->client, 100, NULL, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  assets = krea_client_list_assets_finish (self->client, slot, NULL, &error);
  g_assert_no_error (error);
  return assets;
}

static guint
count_assets (Checked *self)
{
  g_autoptr (GPtrArray) assets = list_assets (self);

  return assets->len;
}

/* The only one. Returns: (transfer full): its id */
static char *
get_asset_id (Checked *self)
{
  g_autoptr (GPtrArray) assets = list_assets (self);

  g_assert_cmpuint (assets->len, ==, 1);
  return g_strdup (((KreaAsset *) assets->pdata[0])->id);
}

static void
delete_asset (Checked    *self,
              const char *id)
{
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  krea_client_delete_asset_async (self->client, id, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  krea_client_delete_asset_finish (self->client, slot, &error);
  g_assert_no_error (error);
}

static GessoGeneration *
generate_with (Checked           *self,
               const char *const *references,
               guint              n)
{
  g_autoptr (KreaRequest) request = fixture_request ("a harbour");
  g_autoptr (GPtrArray) round = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (KreaReference) reference = krea_reference_new (references[i], "ink.png", 0.5);

      krea_request_add_reference (request, reference);
    }
  round = fixture_generate (&self->fixture, request, 1);
  return g_object_ref (round->pdata[0]);
}

static void
start_anew (Checked *self)
{
  fixture_stop_engine (&self->fixture);
  fixture_make_engine (&self->fixture, NULL, TEST_KEY);
  fixture_start_engine (&self->fixture, GESSO_ENGINE_DEFAULT);
}

/* After a start what was uploaded is asked for before it is used: what is there is used again, what is gone is uploaded
 * anew, once. */
static void
test_after_start (void)
{
  g_auto (Checked) checked = { 0 };
  g_autofree char *sha256 = NULL;
  g_autofree char *id = NULL;
  g_autofree char *kept_id = NULL;
  g_autofree char *new_id = NULL;
  g_autoptr (GessoGeneration) first = NULL;
  g_autoptr (GessoGeneration) second = NULL;
  g_autoptr (GessoGeneration) third = NULL;

  checked_set_up (&checked, NULL);
  sha256 = fixture_add_reference (&checked.fixture, 0x202020);
  first = generate_with (&checked, (const char *const *) &sha256, 1);
  await_state (first, GESSO_STATE_KEPT);
  id = get_asset_id (&checked);

  start_anew (&checked);
  second = generate_with (&checked, (const char *const *) &sha256, 1);
  await_state (second, GESSO_STATE_KEPT);
  kept_id = get_asset_id (&checked);
  g_assert_cmpstr (kept_id, ==, id);

  start_anew (&checked);
  delete_asset (&checked, id);
  third = generate_with (&checked, (const char *const *) &sha256, 1);
  await_state (third, GESSO_STATE_KEPT);
  new_id = get_asset_id (&checked);
  g_assert_cmpstr (new_id, !=, id);
  g_assert_cmpuint (gesso_sandbox_get_submits (checked.fixture.sandbox), ==, 3);
}

/* Gone amid a session, when it was looked at already: the server refuses the request, nothing is charged, and trying again
 * uploads it anew. */
static void
test_amid_session (void)
{
  g_auto (Checked) checked = { 0 };
  g_autofree char *sha256 = NULL;
  g_autofree char *id = NULL;
  g_autofree char *new_id = NULL;
  g_autoptr (GessoGeneration) first = NULL;
  g_autoptr (GessoGeneration) refused = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) error = NULL;

  checked_set_up (&checked, NULL);
  sha256 = fixture_add_reference (&checked.fixture, 0x202020);
  first = generate_with (&checked, (const char *const *) &sha256, 1);
  await_state (first, GESSO_STATE_KEPT);
  id = get_asset_id (&checked);
  delete_asset (&checked, id);

  refused = generate_with (&checked, (const char *const *) &sha256, 1);
  await_state (refused, GESSO_STATE_FAILED);
  refusal = krea_error_new_from_json (gesso_generation_get_error_json (refused));
  g_assert_cmpuint (krea_error_get_details (refusal)->http_status, ==, 422);
  g_assert_cmpint (gesso_generation_get_charged (refused), ==, 0);
  g_assert_cmpuint (count_assets (&checked), ==, 0);

  gesso_engine_retry_async (checked.fixture.engine, refused, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  round = gesso_engine_retry_finish (checked.fixture.engine, slot, &error);
  g_assert_no_error (error);
  await_state (round->pdata[0], GESSO_STATE_KEPT);
  new_id = get_asset_id (&checked);
  g_assert_cmpstr (new_id, !=, id);
  g_assert_cmpuint (gesso_sandbox_get_submits (checked.fixture.sandbox), ==, 3);
}

static gboolean
has_all_at_once (gpointer checked)
{
  return count_assets (checked) == AT_ONCE;
}

/* Four at once reach the server, and no fifth, while their replies do not come; what was sent before them goes on
 * meanwhile: its polls have connections of their own. */
static void
test_at_once (void)
{
  g_auto (Checked) checked = { 0 };
  char *hashes[N_REFERENCES + 1] = { NULL };
  g_autoptr (GessoGeneration) before = NULL;
  g_autoptr (GessoGeneration) waiting = NULL;

  checked_set_up (&checked, "upload:hang");
  for (guint i = 0; i < N_REFERENCES; i++)
    hashes[i] = fixture_add_reference (&checked.fixture, 0x202020 * (i + 1));
  before = fixture_generate_one (&checked.fixture, "a boat [stuck]");
  await_state (before, GESSO_STATE_RUNNING);

  waiting = generate_with (&checked, (const char *const *) hashes, N_REFERENCES);
  g_assert_true (gesso_test_await (has_all_at_once, &checked, GESSO_TEST_TIMEOUT_MS));
  fixture_cancel (&checked.fixture, before, NULL);
  await_state (before, GESSO_STATE_CANCELLED);
  g_assert_cmpuint (count_assets (&checked), ==, AT_ONCE);
  g_assert_cmpuint (gesso_sandbox_get_submits (checked.fixture.sandbox), ==, 1);

  fixture_cancel (&checked.fixture, waiting, NULL);
  await_state (waiting, GESSO_STATE_CANCELLED);
  for (guint i = 0; i < N_REFERENCES; i++)
    g_free (hashes[i]);
}

int
main (int   argc,
      char *argv[])
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uploads/checked/after-start", test_after_start);
  g_test_add_func ("/uploads/checked/amid-session", test_amid_session);
  g_test_add_func ("/uploads/checked/at-once", test_at_once);
  return g_test_run ();
}

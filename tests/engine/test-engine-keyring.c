/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "engine-fixture.h"

/* Keyrings that are locked, absent, or emptied. */

#define TEST_TYPE_SECRETS (test_secrets_get_type ())
G_DECLARE_FINAL_TYPE (TestSecrets, test_secrets, TEST, SECRETS, GessoSecrets)

struct _TestSecrets
{
  GessoSecrets parent_instance;
  int code; /* a #GessoSecretsError, or -1 */
};

G_DEFINE_FINAL_TYPE (TestSecrets, test_secrets, GESSO_TYPE_SECRETS)

static char *
test_secrets_lookup (GessoSecrets  *secrets,
                     const char    *origin,
                     gboolean       unlock,
                     GCancellable  *cancellable,
                     GError       **error)
{
  TestSecrets *self = TEST_SECRETS (secrets);

  if (self->code >= 0 && !(unlock && self->code == GESSO_SECRETS_ERROR_LOCKED))
    {
      g_set_error_literal (error, GESSO_SECRETS_ERROR, self->code, "no");
      return NULL;
    }
  return g_strdup (TEST_KEY);
}

static gboolean
test_secrets_store (GessoSecrets  *secrets,
                    const char    *origin,
                    const char    *key,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_set_error_literal (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT, "no");
  return FALSE;
}

static void
test_secrets_class_init (TestSecretsClass *klass)
{
  GESSO_SECRETS_CLASS (klass)->lookup = test_secrets_lookup;
  GESSO_SECRETS_CLASS (klass)->store = test_secrets_store;
}

static void
test_secrets_init (TestSecrets *self)
{
}

static void
set_up (Fixture *fixture,
        int      code)
{
  TestSecrets *secrets = g_object_new (TEST_TYPE_SECRETS, NULL);

  secrets->code = code;
  fixture_set_up (fixture, NULL);
  fixture_stop_engine (fixture);
  fixture_make_engine (fixture, NULL, NULL);
  g_object_unref (fixture->engine->secrets);
  fixture->engine->secrets = GESSO_SECRETS (secrets);
  fixture_start_engine (fixture, GESSO_ENGINE_DEFAULT);
}

static void
check_no_account (Fixture *fixture)
{
  g_autoptr (KreaRequest) request = fixture_request ("a boat");
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GError) error = NULL;

  /* Neither starts the stand-in: there may well be a key. */
  g_assert_null (fixture->engine->process);
  g_assert_null (gesso_engine_get_account (fixture->engine));
  gesso_engine_generate_async (fixture->engine, request, 1, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  round = gesso_engine_generate_finish (fixture->engine, slot, &error);
  g_assert_null (round);
  g_assert_error (error, GESSO_ENGINE_ERROR, GESSO_ENGINE_ERROR_ACCOUNT);
}

static void
test_locked (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GessoGeneration) generation = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, GESSO_SECRETS_ERROR_LOCKED);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_KEYRING_LOCKED);
  check_no_account (&fixture);

  gesso_engine_unlock_async (fixture.engine, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_unlock_finish (fixture.engine, slot, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_KREA);
  generation = fixture_generate_one (&fixture, "a boat");
  await_state (generation, GESSO_STATE_KEPT);
}

/* A key for this session only works without a keyring. */
static void
test_absent (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GAsyncResult) kept = NULL, session = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, GESSO_SECRETS_ERROR_ABSENT);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_KEYRING_ABSENT);
  check_no_account (&fixture);

  gesso_engine_use_key_async (fixture.engine, TEST_KEY, TRUE, TRUE, NULL, gesso_test_result_cb, &kept);
  kept = gesso_test_await_result (&kept);
  g_assert_false (gesso_engine_use_key_finish (fixture.engine, kept, &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_ABSENT);
  g_clear_error (&error);
  gesso_engine_use_key_async (fixture.engine, TEST_KEY, TRUE, FALSE, NULL, gesso_test_result_cb, &session);
  session = gesso_test_await_result (&session);
  g_assert_true (gesso_engine_use_key_finish (fixture.engine, session, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_KREA);
}

/* Without its key a job waits, and the stand-in takes over what comes next. */
static void
test_removed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GessoGeneration) real = NULL, stand_in = NULL;
  g_autoptr (GAsyncResult) slot = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  real = fixture_generate_one (&fixture, "a boat [stuck]");
  await_state (real, GESSO_STATE_RUNNING);
  gesso_engine_remove_key_async (fixture.engine, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  g_assert_true (gesso_engine_remove_key_finish (fixture.engine, slot, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (gesso_engine_get_account_state (fixture.engine), ==, GESSO_ACCOUNT_SANDBOX);
  g_assert_nonnull (gesso_engine_get_needed_account (fixture.engine, real));

  stand_in = fixture_generate_one (&fixture, "a lighthouse");
  g_assert_true (gesso_generation_is_sandbox (stand_in));
  await_state (stand_in, GESSO_STATE_KEPT);
  g_assert_cmpuint (gesso_sandbox_get_submits (fixture.sandbox), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_setenv ("GESSO_SANDBOX_SPEED", "40", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/keyring/locked", test_locked);
  g_test_add_func ("/engine/keyring/absent", test_absent);
  g_test_add_func ("/engine/keyring/removed", test_removed);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-secrets.h"
#include "gesso-test.h"
#include "secrets-calls.h"

#include <string.h>

#define KREA  "https://api.krea.ai"
#define OTHER "https://example.org"

/* Stored, found under its own origin alone, replaced, cleared; twice clearing is no error. */
static void
check_life (GessoSecrets *secrets)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (gesso_secrets_is_fixed (secrets));
  secrets_assert_key (secrets, KREA, NULL);
  g_assert_true (secrets_store (secrets, KREA, "id:one", &error));
  g_assert_no_error (error);
  secrets_assert_key (secrets, KREA, "id:one");
  secrets_assert_key (secrets, OTHER, NULL);
  g_assert_true (secrets_store (secrets, KREA, "id:two", &error));
  g_assert_true (secrets_store (secrets, OTHER, "id:other", &error));
  secrets_assert_key (secrets, KREA, "id:two");
  g_assert_true (secrets_clear (secrets, KREA, &error));
  g_assert_no_error (error);
  secrets_assert_key (secrets, KREA, NULL);
  secrets_assert_key (secrets, OTHER, "id:other");
  g_assert_true (secrets_clear (secrets, KREA, &error));
  g_assert_no_error (error);
}

static void
test_session (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session (NULL);

  check_life (secrets);
}

static void
test_session_key (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session ("id:given");
  g_autoptr (GError) error = NULL;

  secrets_assert_key (secrets, KREA, "id:given");
  secrets_assert_key (secrets, OTHER, "id:given");
  g_assert_true (secrets_clear (secrets, KREA, &error));
  secrets_assert_key (secrets, KREA, NULL);
  secrets_assert_key (secrets, OTHER, "id:given");
}

/* libsecret's file: what a Flatpak uses, and what needs no service. */
static void
test_file (void)
{
  g_autofree char *contents = NULL;
  gsize length;

  {
    g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();

    check_life (secrets);
  }
  {
    g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();

    secrets_assert_key (secrets, OTHER, "id:other");
  }
  g_assert_true (g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &contents, &length, NULL));
  g_assert_null (memmem (contents, length, "id:other", 8));
}

static void
test_cancel (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_cancellable_cancel (cancellable);
  gesso_secrets_lookup_async (secrets, KREA, FALSE, cancellable, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_null (gesso_secrets_lookup_finish (secrets, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_finalized (void)
{
  gpointer weak = gesso_secrets_new_for_session ("id:key");
  GessoSecrets *secrets = weak;

  g_object_add_weak_pointer (G_OBJECT (secrets), &weak);
  secrets_assert_key (secrets, KREA, "id:key");
  g_object_unref (secrets);
  gesso_test_await_finalized (&weak);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  gesso_test_isolate ();
  folder = gesso_test_make_dir ();
  path = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/session", test_session);
  g_test_add_func ("/secrets/session-key", test_session_key);
  g_test_add_func ("/secrets/file", test_file);
  g_test_add_func ("/secrets/cancel", test_cancel);
  g_test_add_func ("/secrets/finalized", test_finalized);

  return g_test_run ();
}

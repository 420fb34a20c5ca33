/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "secrets-calls.h"

#include "gesso-test.h"

char *
secrets_lookup (GessoSecrets  *secrets,
                const char    *origin,
                gboolean       unlock,
                GError       **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_secrets_lookup_async (secrets, origin, unlock, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_secrets_lookup_finish (secrets, result, error);
}

void
secrets_assert_key (GessoSecrets *secrets,
                    const char   *origin,
                    const char   *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = secrets_lookup (secrets, origin, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  gesso_secrets_key_free (key);
}

gboolean
secrets_store (GessoSecrets  *secrets,
               const char    *origin,
               const char    *key,
               GError       **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_secrets_store_async (secrets, origin, key, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_secrets_store_finish (secrets, result, error);
}

gboolean
secrets_clear (GessoSecrets  *secrets,
               const char    *origin,
               GError       **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_secrets_clear_async (secrets, origin, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_secrets_clear_finish (secrets, result, error);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-process.h"
#include "gesso-test.h"
#include "krea-client.h"

static GessoSandboxProcess *
start (const char  *uuid,
       GError     **error)
{
  g_autoptr (GAsyncResult) slot = NULL;

  gesso_sandbox_process_start_async (uuid, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  return gesso_sandbox_process_start_finish (slot, error);
}

static gboolean
answers (GessoSandboxProcess *process)
{
  g_autoptr (KreaClient) client = krea_client_new (gesso_sandbox_process_get_url (process),
                                                   gesso_sandbox_process_get_token (process));
  g_autoptr (GAsyncResult) slot = NULL;

  krea_client_check_key_async (client, NULL, gesso_test_result_cb, &slot);
  slot = gesso_test_await_result (&slot);
  return krea_client_check_key_finish (client, slot, NULL);
}

static gboolean
is_gone (gpointer data)
{
  return !answers (data);
}

/* One that runs is used again, with the same token; stopped, it is gone. */
static void
test_process (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSandboxProcess) first = start ("6b0f5d0e-1111-4c7e-9d53-3f7f1f9b7a01", &error);
  g_autoptr (GessoSandboxProcess) second = NULL;
  g_autoptr (GessoSandboxProcess) third = NULL;
  g_autofree char *token = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (gesso_sandbox_process_get_url (first), "http://127.0.0.1:"));
  g_assert_true (answers (first));
  token = g_strdup (gesso_sandbox_process_get_token (first));

  second = start ("6b0f5d0e-1111-4c7e-9d53-3f7f1f9b7a01", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_sandbox_process_get_url (second), ==, gesso_sandbox_process_get_url (first));

  /* The one that found it running ends it too. */
  gesso_sandbox_process_stop (second);
  g_assert_true (gesso_test_await (is_gone, first, GESSO_TEST_TIMEOUT_MS));

  third = start ("6b0f5d0e-1111-4c7e-9d53-3f7f1f9b7a01", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_sandbox_process_get_token (third), ==, token);
  gesso_sandbox_process_stop (third);
}

static void
test_not_a_sandbox (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSandboxProcess) process = NULL;

  g_setenv ("GESSO_SANDBOX_PROGRAM", "/bin/true", TRUE);
  process = start ("00000000-1111-4c7e-9d53-3f7f1f9b7a01", &error);
  g_assert_null (process);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);

  g_setenv ("GESSO_SANDBOX_PROGRAM", "/nowhere/at/all", TRUE);
  process = start ("00000000-1111-4c7e-9d53-3f7f1f9b7a01", &error);
  g_assert_null (process);
  g_assert_nonnull (error);
  g_unsetenv ("GESSO_SANDBOX_PROGRAM");
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox-process/start-and-stop", test_process);
  g_test_add_func ("/sandbox-process/not-a-sandbox", test_not_a_sandbox);
  return g_test_run ();
}

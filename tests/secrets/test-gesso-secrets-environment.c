/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-secrets.h"
#include "gesso-test.h"
#include "secrets-calls.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KREA "https://api.krea.ai"

static void
test_taken (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (g_getenv ("KREA_API_TOKEN"));
  g_assert_true (gesso_secrets_is_fixed (secrets));
  /* No service is asked: there is none here. */
  secrets_assert_key (secrets, KREA, "id:from-environment");
  g_assert_false (secrets_store (secrets, KREA, "id:other", &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (secrets_clear (secrets, KREA, &error));
  g_assert_error (error, GESSO_SECRETS_ERROR, GESSO_SECRETS_ERROR_FAILED);
  secrets_assert_key (secrets, KREA, "id:from-environment");
}

static void
test_not_for_session (void)
{
  g_autoptr (GessoSecrets) secrets = gesso_secrets_new_for_session (NULL);

  g_assert_false (gesso_secrets_is_fixed (secrets));
  secrets_assert_key (secrets, KREA, NULL);
}

static void
test_not_inherited (void)
{
  const char *argv[] = { "env", NULL };
  g_autofree char *output = NULL;
  g_autofree char *block = NULL;
  gsize length;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, NULL));
  g_assert_null (strstr (output, "from-environment"));
  /* Nor does the kernel show it to whoever may look at this process. */
  g_assert_true (g_file_get_contents ("/proc/self/environ", &block, &length, NULL));
  g_assert_null (memmem (block, length, "from-environment", strlen ("from-environment")));
}

int
main (int    argc,
      char **argv)
{
  /* The first start hands itself the key as a shell would: in the block that the kernel keeps. */
  if (g_getenv ("KREA_API_TOKEN") == NULL)
    {
      g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

      g_setenv ("KREA_API_TOKEN", " id:from-environment\n", TRUE);
      execv (self, argv);
      return 1;
    }
  gesso_secrets_take_environment ();
  gesso_test_isolate ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/environment/taken", test_taken);
  g_test_add_func ("/secrets/environment/not-for-session", test_not_for_session);
  g_test_add_func ("/secrets/environment/not-inherited", test_not_inherited);

  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-account.h"
#include "gesso-test.h"

static void
test_fingerprint (void)
{
  g_autoptr (GessoAccount) one = gesso_account_new ("https://api.krea.ai", "id:secret", "salt", FALSE);
  g_autoptr (GessoAccount) same = gesso_account_new ("https://api.krea.ai/", " id:secret\n", "salt", FALSE);
  g_autoptr (GessoAccount) key = gesso_account_new ("https://api.krea.ai", "id:other", "salt", FALSE);
  g_autoptr (GessoAccount) salt = gesso_account_new ("https://api.krea.ai", "id:secret", "pepper", FALSE);

  g_assert_cmpstr (gesso_account_get_id (one), ==, gesso_account_get_id (same));
  g_assert_cmpstr (gesso_account_get_id (one), !=, gesso_account_get_id (key));
  g_assert_cmpstr (gesso_account_get_id (one), !=, gesso_account_get_id (salt));
  g_assert_true (g_str_has_prefix (gesso_account_get_id (one), "https://api.krea.ai#"));
  g_assert_null (strstr (gesso_account_get_id (one), "secret"));
  g_assert_cmpuint (strlen (gesso_account_get_fingerprint (one)), ==, 16);
  g_assert_cmpstr (gesso_account_get_key (same), ==, "id:secret");
  g_assert_cmpstr (gesso_account_get_origin (same), ==, "https://api.krea.ai");
}

/* The stand-in is the same account whatever port it has. */
static void
test_sandbox (void)
{
  g_autoptr (GessoAccount) one = gesso_account_new ("http://127.0.0.1:1111", "token", "salt", TRUE);
  g_autoptr (GessoAccount) other = gesso_account_new ("http://127.0.0.1:2222", "token", "salt", TRUE);

  g_assert_true (gesso_account_is_sandbox (one));
  g_assert_cmpstr (gesso_account_get_id (one), ==, gesso_account_get_id (other));
  g_assert_true (g_str_has_prefix (gesso_account_get_id (one), "sandbox#"));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account/fingerprint", test_fingerprint);
  g_test_add_func ("/account/sandbox", test_sandbox);
  return g_test_run ();
}

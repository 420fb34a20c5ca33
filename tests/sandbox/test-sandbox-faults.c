/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-sandbox-faults.h"
#include "gesso-test.h"

#include <string.h>

static void
test_grammar (void)
{
  static const struct {
    const char *spec;
    gboolean    valid;
  } cases[] = {
    { NULL, TRUE },
    { "", TRUE },
    { " 429@2 , urls_shape=map,", TRUE },
    { "poll:503@1", TRUE },
    { "any:html=500", TRUE },
    { "download:slow=0.5@3", TRUE },
    { "poll500@7", TRUE },
    { "list:garbage", TRUE },
    { "399", FALSE },
    { "600", FALSE },
    { "4290", FALSE },
    { "500-later", FALSE },
    { "429@0", FALSE },
    { "429@x", FALSE },
    { "nonsense", FALSE },
    { "everything:500", FALSE },
    { "poll:nsfw", FALSE },
    { "poll:truncated", FALSE },
    { "urls_shape=circle", FALSE },
    { "html=999", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoSandboxFaults) faults = gesso_sandbox_faults_parse (cases[i].spec, &error);

      g_test_message ("%s", cases[i].spec);
      g_assert_true ((faults != NULL) == cases[i].valid);
      if (!cases[i].valid)
        g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
    }
}

static guint
take_status (GessoSandboxFaults *faults,
             GessoSandboxKind    kind,
             const char         *scope,
             const char         *prompt)
{
  g_autoptr (GessoSandboxFault) fault =
    gesso_sandbox_faults_take (faults, kind, GESSO_SANDBOX_BEFORE, scope, prompt);

  return fault != NULL ? fault->status : 0;
}

static void
test_counts (void)
{
  g_autoptr (GessoSandboxFaults) faults = gesso_sandbox_faults_parse ("429@2,any:503@1,list:500", NULL);

  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_SUBMIT, NULL, NULL), ==, 429);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_POLL, NULL, NULL), ==, 503);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_POLL, NULL, NULL), ==, 0);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_SUBMIT, NULL, NULL), ==, 429);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_SUBMIT, NULL, NULL), ==, 0);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_LIST, NULL, NULL), ==, 500);
}

static void
test_tokens (void)
{
  g_autoptr (GessoSandboxFaults) faults = gesso_sandbox_faults_parse (NULL, NULL);
  const char *prompt = "a [wooden] boat [429@1] [poll:404@2] [";

  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_SUBMIT, prompt, prompt), ==, 429);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_SUBMIT, prompt, prompt), ==, 0);
  /* Polls are counted for each job. */
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_POLL, "a", prompt), ==, 404);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_POLL, "b", prompt), ==, 404);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_POLL, "a", prompt), ==, 404);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_POLL, "a", prompt), ==, 0);
  g_assert_cmpuint (take_status (faults, GESSO_SANDBOX_SUBMIT, "x", "plain [text] only"), ==, 0);
}

static void
test_options (void)
{
  g_autoptr (GessoSandboxFaults) faults = gesso_sandbox_faults_parse ("ratios=8,date_skew=-30", NULL);

  g_assert_cmpstr (gesso_sandbox_faults_option (faults, "ratios"), ==, "8");
  g_assert_cmpstr (gesso_sandbox_faults_option (faults, "date_skew"), ==, "-30");
  g_assert_cmpstr (gesso_sandbox_faults_option (faults, "urls_shape"), ==, "strings");
  g_assert_null (gesso_sandbox_faults_option (faults, "sunset"));
  g_assert_true (gesso_sandbox_faults_option_is (faults, "validation_status", "400"));
}

static void
test_help (void)
{
  static const char *const names[] = { "urls_shape=", "nsfw", "drop-after", "KIND", "truncated", "500-after" };
  g_autofree char *help = gesso_sandbox_faults_help ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_nonnull (strstr (help, names[i]));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sandbox/faults/grammar", test_grammar);
  g_test_add_func ("/sandbox/faults/counts", test_counts);
  g_test_add_func ("/sandbox/faults/tokens", test_tokens);
  g_test_add_func ("/sandbox/faults/options", test_options);
  g_test_add_func ("/sandbox/faults/help", test_help);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "library-fixture.h"

#include <string.h>

/* From the click to the kept picture, and again after a restart. */
static void
test_keep_and_reopen (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "A paper boat", "job-1");
  g_autoptr (GessoGeneration) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (gesso_generation_get_id (generation));
  g_autofree char *path = g_strdup (gesso_generation_get_path (generation));
  g_autofree char *before = gesso_generation_to_json (generation, NULL);
  g_autofree char *after = NULL;
  g_autofree char *sidecar = g_strdup_printf ("%s/.gesso/recipes/%s.json", dir, id);

  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_KEPT);
  g_assert_nonnull (path);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_nonnull (strstr (path, " a-paper-boat "));
  g_assert_true (g_file_test (sidecar, G_FILE_TEST_IS_REGULAR));
  g_clear_object (&generation);
  library_close (library);

  library = library_open (dir);
  found = library_find (library, id, &error);
  g_assert_no_error (error);
  after = gesso_generation_to_json (found, NULL);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (gesso_generation_get_seed (found), ==, 42);
  g_assert_cmpint (gesso_generation_get_charged (found), ==, 65000);
  g_assert_false (gesso_library_is_moved (library));
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/keep-and-reopen", test_keep_and_reopen);
  return g_test_run ();
}

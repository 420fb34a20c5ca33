/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "library-fixture.h"

/* What happens to a library that was copied, rolled back or opened on another machine. */

static char *
make_library (void)
{
  char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "waiting", "sent", "in between", NULL);

  library_submit (library, round->pdata[1], "job-1");
  library_submit (library, round->pdata[2], NULL);
  g_clear_pointer (&round, g_ptr_array_unref);
  library_close (library);
  return dir;
}

static char *
copy_library (const char *dir)
{
  char *copy = gesso_test_make_dir ();
  g_autofree char *from = g_strconcat (dir, "/.", NULL);
  const char *argv[] = { "cp", "-a", from, copy, NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return copy;
}

static void
assert_all_held (GessoLibrary *library,
                 guint         n)
{
  g_autoptr (GPtrArray) unfinished = library_unfinished (library);

  g_assert_cmpuint (unfinished->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (gesso_generation_get_state (unfinished->pdata[i]), ==, GESSO_STATE_HELD);
      g_assert_cmpint (gesso_generation_get_hold (unfinished->pdata[i]), ==, GESSO_HOLD_MOVED);
    }
}

static void
accept (GessoLibrary *library)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_accept_moved_async (library, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_accept_moved_finish (library, result, &error));
  g_assert_no_error (error);
}

static void
test_same (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *renamed = g_strconcat (dir, "-renamed", NULL);
  GessoLibrary *library;
  g_autoptr (GPtrArray) unfinished = NULL;

  /* Renaming the folder is no copy. */
  g_assert_cmpint (g_rename (dir, renamed), ==, 0);
  library = library_open (renamed);
  g_assert_false (gesso_library_is_moved (library));
  unfinished = library_unfinished (library);
  g_assert_cmpint (gesso_generation_get_state (unfinished->pdata[0]), ==, GESSO_STATE_QUEUED);
  g_assert_cmpint (gesso_generation_get_state (unfinished->pdata[1]), ==, GESSO_STATE_SUBMITTED);
  g_assert_cmpint (gesso_generation_get_state (unfinished->pdata[2]), ==, GESSO_STATE_IN_DOUBT);
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  library_close (library);
  g_assert_cmpint (g_rename (renamed, dir), ==, 0);
}

static void
test_copied (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *copy = copy_library (dir);
  GessoLibrary *library = library_open (copy);

  g_assert_true (gesso_library_is_moved (library));
  assert_all_held (library, 3);
  library_close (library);

  /* Looking away is not looking. */
  library = library_open (copy);
  g_assert_true (gesso_library_is_moved (library));
  accept (library);
  g_assert_false (gesso_library_is_moved (library));
  assert_all_held (library, 3);
  library_close (library);

  library = library_open (copy);
  g_assert_false (gesso_library_is_moved (library));
  assert_all_held (library, 3);
  library_close (library);

  /* Now the other one is the copy. */
  library = library_open (dir);
  g_assert_true (gesso_library_is_moved (library));
  library_close (library);
}

static void
test_other_machine (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *record = g_build_filename (g_get_user_state_dir (), "gesso", "machine-id", NULL);
  g_autofree char *aside = g_strconcat (record, ".aside", NULL);
  GessoLibrary *library;

  g_assert_cmpint (g_rename (record, aside), ==, 0);
  library = library_open (dir);
  g_assert_true (gesso_library_is_moved (library));
  assert_all_held (library, 3);
  library_close (library);
  g_assert_cmpint (g_rename (aside, record), ==, 0);
}

/* The database of last week in the folder of today: its sequence is lower than what was seen here. */
static void
test_rolled_back (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *old = copy_library (dir);
  g_autofree char *database = g_build_filename (dir, ".gesso", "library.db", NULL);
  g_autofree char *old_database = g_build_filename (old, ".gesso", "library.db", NULL);
  g_autofree char *data = NULL;
  gsize length;
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "paid for", "job-2");

  g_clear_object (&generation);
  library_close (library);
  g_assert_true (g_file_get_contents (old_database, &data, &length, NULL));
  g_assert_true (g_file_set_contents (database, data, length, NULL));
  library = library_open (dir);
  g_assert_true (gesso_library_is_moved (library));
  assert_all_held (library, 3);
  library_close (library);
}

/* Where nothing could be sent twice, nobody is asked. */
static void
test_nothing_to_hold (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "kept", "job-1");
  g_autofree char *copy = NULL;

  g_clear_object (&generation);
  library_close (library);
  copy = copy_library (dir);
  library = library_open (copy);
  g_assert_false (gesso_library_is_moved (library));
  library_close (library);
}

static guint
mode_of (const char *dir,
         const char *name)
{
  g_autofree char *path = g_build_filename (dir, ".gesso", name, NULL);
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

/* A copy that everybody may read is closed again; what reads only leaves it as it is. */
static void
test_permissions (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *hidden = g_build_filename (dir, ".gesso", NULL);
  g_autofree char *database = g_build_filename (hidden, "library.db", NULL);
  GessoLibrary *library;

  g_assert_cmpint (g_chmod (hidden, 0755), ==, 0);
  g_assert_cmpint (g_chmod (database, 0644), ==, 0);
  library = library_try_open (dir, GESSO_LIBRARY_READ, NULL);
  g_assert_nonnull (library);
  library_close (library);
  g_assert_cmpuint (mode_of (dir, "library.db"), ==, 0644);

  library = library_open (dir);
  g_assert_cmpuint (mode_of (dir, ""), ==, 0700);
  g_assert_cmpuint (mode_of (dir, "library.db"), ==, 0600);
  g_assert_cmpuint (mode_of (dir, "library.db-wal"), ==, 0600);
  g_assert_cmpuint (mode_of (dir, "library.db-shm"), ==, 0600);
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/moved/same", test_same);
  g_test_add_func ("/library/moved/copied", test_copied);
  g_test_add_func ("/library/moved/other-machine", test_other_machine);
  g_test_add_func ("/library/moved/rolled-back", test_rolled_back);
  g_test_add_func ("/library/moved/nothing-to-hold", test_nothing_to_hold);
  g_test_add_func ("/library/moved/permissions", test_permissions);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* RTLD_NEXT */
#define _GNU_SOURCE 1

#include "config.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "gesso-library-curation.h"
#include "gesso-library-upkeep.h"
#include "library-fixture.h"

/* What happens in the folder while nobody looks is followed. */

/* --- A disk that fails, in the place of the C library's --- */

static const char *bad_name;  /* can't be looked at */
static gboolean bad_folders;  /* can't be listed to their end */

static void *
next_symbol (const char *name,
             const char *other)
{
  void *symbol = dlsym (RTLD_NEXT, name);

  return symbol != NULL ? symbol : dlsym (RTLD_NEXT, other);
}

int
fstatat (int                      folder,
         const char *restrict     name,
         struct stat *restrict    info,
         int                      flags)
{
  static int (*real) (int, const char *, struct stat *, int);

  if (real == NULL)
    real = next_symbol ("fstatat64", "fstatat");
  if (g_strcmp0 (name, bad_name) == 0)
    {
      errno = EIO;
      return -1;
    }
  return real (folder, name, info, flags);
}

struct dirent *
readdir (DIR *dir)
{
  static struct dirent *(*real) (DIR *);

  if (real == NULL)
    real = next_symbol ("readdir64", "readdir");
  if (bad_folders)
    {
      errno = EIO;
      return NULL;
    }
  return real (dir);
}

static GessoRescan
rescan (GessoLibrary *library,
        gboolean      everything)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GessoRescan report;

  gesso_library_rescan_async (library, everything, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_library_rescan_finish (library, result, &report, &error);
  g_assert_no_error (error);
  return report;
}

/* So that the folder is not one that changed a moment ago, and the file not one that is still being written. */
static void
make_old (const char *path)
{
  const time_t then = time (NULL) - 3600;
  const struct utimbuf times = { then, then };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
make_folder_old (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);

  make_old (folder);
}

static void
test_moved (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *place = g_build_filename (dir, "For the client", NULL);
  g_autofree char *deeper = g_build_filename (place, "final", NULL);
  g_autofree char *moved = g_build_filename (deeper, "cover.png", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GessoGeneration) lamp = library_add_kept (library, "a lamp", "job-2");
  g_autofree char *renamed = g_strconcat (gesso_generation_get_path (lamp), " (lamp).png", NULL);
  GessoRescan report = rescan (library, FALSE);

  g_assert_cmpuint (report.moved + report.missing + report.back + report.strays, ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (deeper, 0700), ==, 0);
  g_assert_cmpint (g_rename (gesso_generation_get_path (boat), moved), ==, 0);
  g_assert_cmpint (g_rename (gesso_generation_get_path (lamp), renamed), ==, 0);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.moved, ==, 2);
  g_assert_cmpuint (report.missing, ==, 0);
  g_assert_cmpuint (report.strays, ==, 0);
  g_assert_cmpstr (gesso_generation_get_path (boat), ==, moved);
  g_assert_cmpstr (gesso_generation_get_path (lamp), ==, renamed);
  g_clear_object (&boat);
  g_clear_object (&lamp);
  library_close (library);
}

/* Whole folders, with two pictures of the same content in them: each finds its own by its name. */
static void
test_moved_folder (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *year = NULL;
  g_autofree char *other = g_build_filename (dir, "Old", NULL);
  g_auto (GStrv) names = g_new0 (char *, 3);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 5, 42);
  g_autoptr (GPtrArray) round = library_queue (library, FALSE, "twin", "other twin", NULL);
  GessoRescan report;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *job = g_strdup_printf ("job-%u", i);

      library_submit (library, round->pdata[i], job);
      g_assert_true (library_keep (library, round->pdata[i], picture, NULL));
      names[i] = g_path_get_basename (gesso_generation_get_path (round->pdata[i]));
    }
  year = g_build_filename (dir, "2026", NULL);
  rescan (library, FALSE);
  g_assert_cmpint (g_rename (year, other), ==, 0);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.moved, ==, 2);
  g_assert_cmpuint (report.missing, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *expected = g_build_filename (other, "11", names[i], NULL);

      g_assert_cmpstr (gesso_generation_get_path (round->pdata[i]), ==, expected);
    }
  g_clear_pointer (&round, g_ptr_array_unref);
  library_close (library);
}

static void
test_missing_and_back (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *outside = gesso_test_make_dir ();
  g_autofree char *away = g_build_filename (outside, "away.png", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autofree char *path = g_strdup (gesso_generation_get_path (boat));
  GessoRescan report;

  g_assert_cmpint (g_rename (path, away), ==, 0);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.missing, ==, 1);
  g_assert_true (gesso_generation_is_missing (boat));
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.missing, ==, 0);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.back, ==, 1);
  g_assert_false (gesso_generation_is_missing (boat));

  /* Missing, and later found under another name. */
  g_assert_cmpint (g_rename (path, away), ==, 0);
  rescan (library, FALSE);
  g_free (path);
  path = g_build_filename (dir, "found.png", NULL);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.moved, ==, 1);
  g_assert_false (gesso_generation_is_missing (boat));
  g_assert_cmpstr (gesso_generation_get_path (boat), ==, path);
  g_clear_object (&boat);
  library_close (library);
}

/* What a failing disk doesn't tell is not missing, and is asked for again when it does. */
static void
test_bad_disk (gconstpointer everything)
{
  const gboolean all = GPOINTER_TO_INT (everything);
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GessoGeneration) lamp = library_add_kept (library, "a lamp", "job-2");
  g_autofree char *boat_name = g_path_get_basename (gesso_generation_get_path (boat));
  g_autofree char *path = g_strdup (gesso_generation_get_path (boat));
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  const char *const names[] = { boat_name, "2026" };

  if (!all)
    rescan (library, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      bad_name = names[i];
      g_assert_cmpuint (rescan (library, all).missing, ==, 0);
      bad_name = NULL;
    }
  bad_folders = TRUE;
  g_assert_cmpuint (rescan (library, all).missing, ==, 0);
  bad_folders = FALSE;
  g_assert_false (gesso_generation_is_missing (boat));
  g_assert_false (gesso_generation_is_missing (lamp));

  /* What happened there meanwhile is found, even where the folder's time is that of the bad reading. */
  g_assert_cmpint (g_rename (path, away), ==, 0);
  make_folder_old (path);
  bad_name = boat_name;
  bad_folders = TRUE;
  g_assert_cmpuint (rescan (library, FALSE).missing, ==, 0);
  bad_name = NULL;
  bad_folders = FALSE;
  g_assert_cmpuint (rescan (library, FALSE).missing, ==, 1);
  g_assert_true (gesso_generation_is_missing (boat));
  g_assert_false (gesso_generation_is_missing (lamp));
  g_clear_object (&boat);
  g_clear_object (&lamp);
  library_close (library);
}

static void
count_cb (GessoLibrary *library,
          guint         n_strays,
          guint        *told)
{
  *told = n_strays;
}

static GPtrArray *
list_strays (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_list_strays_async (library, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_list_strays_finish (library, result, NULL);
}

static void
ignore_strays (GessoLibrary      *library,
               const char *const *paths)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_ignore_strays_async (library, paths, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_ignore_strays_finish (library, result, NULL));
}

static void
test_strays (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *file = g_build_filename (dir, "from the scanner.JPG", NULL);
  g_autofree char *young = g_build_filename (dir, "still coming.png", NULL);
  g_autofree char *note = g_build_filename (dir, "notes.txt", NULL);
  g_autofree char *hidden = g_build_filename (dir, ".hidden.png", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) strays = NULL;
  guint told = 0;

  g_signal_connect (library, "strays-found", G_CALLBACK (count_cb), &told);
  g_assert_true (g_file_set_contents (file, "jpeg", -1, NULL));
  g_assert_true (g_file_set_contents (young, "png", -1, NULL));
  g_assert_true (g_file_set_contents (note, "text", -1, NULL));
  g_assert_true (g_file_set_contents (hidden, "png", -1, NULL));
  make_old (file);
  g_assert_cmpuint (rescan (library, FALSE).strays, ==, 1);
  g_assert_cmpuint (told, ==, 1);
  strays = list_strays (library);
  g_assert_cmpuint (strays->len, ==, 1);
  g_assert_cmpstr (strays->pdata[0], ==, file);

  ignore_strays (library, NULL);
  make_old (young);
  g_assert_cmpuint (rescan (library, FALSE).strays, ==, 1);
  /* Those that are named, and no others. */
  ignore_strays (library, (const char *const[]) { note, "/elsewhere/still coming.png", NULL });
  g_assert_cmpuint (rescan (library, FALSE).strays, ==, 1);
  ignore_strays (library, (const char *const[]) { young, NULL });
  g_assert_cmpuint (rescan (library, FALSE).strays, ==, 0);

  /* One that can't be looked at is not forgotten, and told anew. */
  bad_name = "from the scanner.JPG";
  rescan (library, FALSE);
  bad_name = NULL;
  g_assert_cmpuint (rescan (library, TRUE).strays, ==, 0);
  g_assert_cmpint (g_unlink (young), ==, 0);
  g_assert_cmpuint (rescan (library, FALSE).strays, ==, 0);
  library_close (library);
}

/* What did not change is not read again; what is being closed is not waited for. */
static void
test_unchanged (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autofree char *year = g_build_filename (dir, "2026", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GessoRescan report;

  make_folder_old (gesso_generation_get_path (boat));
  make_old (year);
  make_old (dir);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.folders_read, ==, report.folders);
  g_assert_cmpuint (report.folders, ==, 3);
  report = rescan (library, FALSE);
  g_assert_cmpuint (report.folders_read, ==, 0);
  g_assert_cmpuint (report.folders, ==, 3);
  report = rescan (library, TRUE);
  g_assert_cmpuint (report.folders_read, ==, 3);

  g_clear_object (&boat);
  gesso_library_rescan_async (library, TRUE, gesso_test_result_cb, &slot);
  gesso_library_close_async (library, NULL, NULL);
  result = gesso_test_await_result (&slot);
  if (!gesso_library_rescan_finish (library, result, NULL, &error))
    g_assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                   g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED));
  g_object_unref (library);
}

/* --- Locate --- */

static gboolean
locate (GessoLibrary     *library,
        GessoGeneration  *generation,
        const char       *path,
        GError          **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_locate_async (library, generation, file, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_locate_finish (library, result, error);
}

static void
test_locate (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *outside = gesso_test_make_dir ();
  g_autofree char *away = g_build_filename (outside, "away.png", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GessoGeneration) lamp = library_add_kept (library, "a lamp", "job-2");
  g_autofree char *path = g_strdup (gesso_generation_get_path (boat));
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (path, away), ==, 0);
  rescan (library, FALSE);
  g_assert_false (locate (library, boat, gesso_generation_get_path (lamp), &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_OTHER_PICTURE);
  g_assert_nonnull (strstr (error->message, "is another picture"));
  g_clear_error (&error);
  g_assert_false (locate (library, boat, "/nowhere/at all.png", &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_OTHER_PICTURE);
  g_clear_error (&error);
  g_assert_true (gesso_generation_is_missing (boat));

  /* From elsewhere it is copied back. */
  g_assert_true (locate (library, boat, away, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (gesso_generation_get_path (boat), ==, path);
  g_assert_false (gesso_generation_is_missing (boat));
  g_assert_true (g_file_test (away, G_FILE_TEST_EXISTS));

  /* In the library it stays where it is. */
  g_free (away);
  away = g_build_filename (dir, "here.png", NULL);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  g_assert_true (locate (library, boat, away, &error));
  g_assert_cmpstr (gesso_generation_get_path (boat), ==, away);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_object (&boat);
  g_clear_object (&lamp);
  library_close (library);
}

/* Its place was taken while it was in the trash: neither file is lost, nor after a rebuild. */
static void
test_restore_taken (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autofree char *path = g_strdup (gesso_generation_get_path (boat));
  g_autofree char *text = NULL;
  const gint64 row_id = gesso_generation_get_row_id (boat);
  g_autoptr (GAsyncResult) trashed = NULL, restored = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_trash_async (library, &row_id, 1, gesso_test_result_cb, &slot);
  trashed = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_step_finish (library, trashed, NULL, NULL));
  g_assert_true (g_file_set_contents (path, "somebody's", -1, NULL));
  gesso_library_untrash_async (library, &row_id, 1, gesso_test_result_cb, &slot);
  restored = gesso_test_await_result (&slot);
  gesso_library_step_finish (library, restored, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&trashed);
  g_clear_object (&restored);
  g_assert_false (gesso_generation_is_deleted (boat));
  g_assert_cmpstr (gesso_generation_get_path (boat), !=, path);
  g_assert_true (g_file_test (gesso_generation_get_path (boat), G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "somebody's");
  g_clear_object (&boat);
  library_close (library);
}

/* What a crash left half written where a missing picture was goes, wherever that is. */
static void
test_locate_swept (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *old = g_build_filename (dir, "For the client", NULL);
  g_autofree char *moved = g_build_filename (old, "boat.png", NULL);
  g_autofree char *half = g_build_filename (old, ".gesso-new-1", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");

  g_assert_cmpint (g_mkdir (old, 0700), ==, 0);
  g_assert_cmpint (g_rename (gesso_generation_get_path (boat), moved), ==, 0);
  g_assert_cmpuint (rescan (library, FALSE).moved, ==, 1);
  g_assert_cmpint (g_unlink (moved), ==, 0);
  g_assert_cmpuint (rescan (library, FALSE).missing, ==, 1);
  g_clear_object (&boat);
  library_close (library);
  g_assert_true (g_file_set_contents (half, "half", -1, NULL));
  library_close (library_open (dir));
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/rescan/moved", test_moved);
  g_test_add_func ("/library/rescan/moved-folder", test_moved_folder);
  g_test_add_func ("/library/rescan/missing-and-back", test_missing_and_back);
  g_test_add_data_func ("/library/rescan/bad-disk", GINT_TO_POINTER (FALSE), test_bad_disk);
  g_test_add_data_func ("/library/rescan/bad-disk-everything", GINT_TO_POINTER (TRUE), test_bad_disk);
  g_test_add_func ("/library/rescan/strays", test_strays);
  g_test_add_func ("/library/rescan/unchanged", test_unchanged);
  g_test_add_func ("/library/rescan/locate", test_locate);
  g_test_add_func ("/library/rescan/locate-swept", test_locate_swept);
  g_test_add_func ("/library/rescan/restore-taken", test_restore_taken);
  return g_test_run ();
}

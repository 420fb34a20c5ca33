/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gesso-files.h"
#include "gesso-folder.h"
#include "library-fixture.h"

/* --- A VFS that counts fsyncs --- */

static int n_database_syncs; /* atomic */
static sqlite3_vfs *real_vfs;

typedef struct {
  sqlite3_file  base;
  sqlite3_file *real;
} CountedFile;

static const sqlite3_io_methods *
methods_of (sqlite3_file *file)
{
  return ((CountedFile *) file)->real->pMethods;
}

#define REAL(file) (((CountedFile *) (file))->real)

static int c_close (sqlite3_file *f) { return methods_of (f)->xClose (REAL (f)); }
static int c_read (sqlite3_file *f, void *b, int n, sqlite3_int64 o) { return methods_of (f)->xRead (REAL (f), b, n, o); }
static int c_write (sqlite3_file *f, const void *b, int n, sqlite3_int64 o) { return methods_of (f)->xWrite (REAL (f), b, n, o); }
static int c_truncate (sqlite3_file *f, sqlite3_int64 n) { return methods_of (f)->xTruncate (REAL (f), n); }
static int c_size (sqlite3_file *f, sqlite3_int64 *n) { return methods_of (f)->xFileSize (REAL (f), n); }
static int c_lock (sqlite3_file *f, int l) { return methods_of (f)->xLock (REAL (f), l); }
static int c_unlock (sqlite3_file *f, int l) { return methods_of (f)->xUnlock (REAL (f), l); }
static int c_reserved (sqlite3_file *f, int *r) { return methods_of (f)->xCheckReservedLock (REAL (f), r); }
static int c_control (sqlite3_file *f, int o, void *p) { return methods_of (f)->xFileControl (REAL (f), o, p); }
static int c_sector (sqlite3_file *f) { return methods_of (f)->xSectorSize (REAL (f)); }
static int c_traits (sqlite3_file *f) { return methods_of (f)->xDeviceCharacteristics (REAL (f)); }
static int c_map (sqlite3_file *f, int p, int n, int e, void volatile **m) { return methods_of (f)->xShmMap (REAL (f), p, n, e, m); }
static int c_shmlock (sqlite3_file *f, int o, int n, int l) { return methods_of (f)->xShmLock (REAL (f), o, n, l); }
static void c_barrier (sqlite3_file *f) { methods_of (f)->xShmBarrier (REAL (f)); }
static int c_unmap (sqlite3_file *f, int d) { return methods_of (f)->xShmUnmap (REAL (f), d); }

static int
c_sync (sqlite3_file *file,
        int           flags)
{
  g_atomic_int_inc (&n_database_syncs);
  return methods_of (file)->xSync (REAL (file), flags);
}

static const sqlite3_io_methods counted_methods = {
  2, c_close, c_read, c_write, c_truncate, c_sync, c_size, c_lock, c_unlock, c_reserved, c_control, c_sector, c_traits,
  c_map, c_shmlock, c_barrier, c_unmap, NULL, NULL,
};

static int
counted_open (sqlite3_vfs  *vfs,
              const char   *name,
              sqlite3_file *file,
              int           flags,
              int          *out_flags)
{
  CountedFile *counted = (CountedFile *) file;
  int result;

  counted->real = (sqlite3_file *) (counted + 1);
  counted->base.pMethods = NULL;
  result = real_vfs->xOpen (real_vfs, name, counted->real, flags, out_flags);
  if (counted->real->pMethods != NULL)
    counted->base.pMethods = &counted_methods;
  return result;
}

static void
count_database_syncs (void)
{
  static sqlite3_vfs vfs;

  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.szOsFile = sizeof (CountedFile) + real_vfs->szOsFile;
  vfs.zName = "counted";
  vfs.pNext = NULL;
  vfs.xOpen = counted_open;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
}

static guint
n_all_syncs (void)
{
  return gesso_files_n_syncs () + g_atomic_int_get (&n_database_syncs);
}

/* Intent, job id, original and its folder, sidecar and its folder, kept: seven, and not one more or less. */
static void
test_syncs (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) first = library_add_kept (library, "the first of its month", "job-1");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *job = g_strdup_printf ("job-more-%u", i);
      guint before = n_all_syncs ();
      g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
      g_autoptr (GBytes) picture = gesso_test_make_png (4, 4, i);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (n_all_syncs () - before, ==, 0);
      library_submit (library, generation, NULL);
      g_assert_cmpuint (n_all_syncs () - before, ==, 1);
      library_submit (library, generation, job);
      g_assert_cmpuint (n_all_syncs () - before, ==, 3);
      before++; /* the intent was committed twice above */
      g_assert_true (library_keep (library, generation, picture, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_all_syncs () - before, ==, 7);
    }
  g_clear_object (&first);
  library_close (library);
}

/* What a crash left half written goes, when nobody waits; a stranger's file stays, and so does a refused library. */
static void
test_sweep (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *half = g_build_filename (dir, ".gesso", "recipes", ".gesso-new-1", NULL);
  g_autofree char *stranger = g_build_filename (dir, ".gesso", "recipes", "stranger.json", NULL);
  g_autofree char *mark = g_build_filename (dir, ".gesso", "library.json", NULL);
  g_autofree char *mark_text = NULL;
  g_autoptr (GError) error = NULL;
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");

  g_clear_object (&generation);
  library_close (library);
  g_assert_true (g_file_set_contents (half, "{", -1, NULL));
  g_assert_true (g_file_set_contents (stranger, "{}", -1, NULL));
  g_assert_true (g_file_get_contents (mark, &mark_text, NULL, NULL));
  g_assert_true (g_file_set_contents (mark, "{\"format\": 2}", -1, NULL));
  g_assert_null (library_try_open (dir, GESSO_LIBRARY_DEFAULT, &error));
  g_assert_true (g_file_test (half, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (mark, mark_text, -1, NULL));
  library = library_open (dir);
  library_close (library);
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (stranger, G_FILE_TEST_EXISTS));
}

/* A file that was moved to the trash before the power went is back where its row says it is. */
static void
test_half_deleted (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");
  g_autofree char *path = g_strdup (gesso_generation_get_path (generation));
  g_autofree char *folder = g_build_filename (dir, ".gesso", "trash", NULL);
  g_autofree char *trash = g_strdup_printf ("%s/%s.png", folder, gesso_generation_get_id (generation));

  g_clear_object (&generation);
  library_close (library);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_rename (path, trash), ==, 0);
  library = library_open (dir);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (trash, G_FILE_TEST_EXISTS));
  library_close (library);
}

/* --- A full disk, at every step --- */

static int steps_left; /* atomic: the step that fails */
static int n_steps;    /* atomic */

static int
fail_step (GessoStep step)
{
  g_atomic_int_inc (&n_steps);
  return g_atomic_int_dec_and_test (&steps_left) ? ENOSPC : 0;
}

static void
test_full_disk (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 4, 1);
  guint before;
  guint n_failed = 0;

  library_submit (library, generation, "job-1");
  before = count_files (dir);
  gesso_step_hook = fail_step;
  for (int k = 1; k < 40; k++)
    {
      g_autoptr (GError) error = NULL;

      g_atomic_int_set (&steps_left, k);
      if (library_keep (library, generation, picture, &error))
        break;
      n_failed++;
      g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FULL);
      g_assert_nonnull (strstr (error->message, "No space left"));
      g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_SUBMITTED);
      g_assert_null (gesso_generation_get_path (generation));
      g_assert_cmpuint (count_files (dir), ==, before);
    }
  gesso_step_hook = NULL;
  /* Two files of five steps, two new folders of two, and the commit. */
  g_assert_cmpuint (n_failed, >=, 11);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_KEPT);
  g_clear_object (&generation);
  library_close (library);
}

/* --- A power cut, at every step --- */

static int
die_at_step (GessoStep step)
{
  if (g_atomic_int_dec_and_test (&steps_left))
    kill (getpid (), SIGKILL);
  return 0;
}

/* In a process of its own: keeps one generation, and dies on the way. */
static void
test_power_cut_subprocess (void)
{
  GessoLibrary *library;
  g_autoptr (GPtrArray) unfinished = NULL;
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 4, 1);
  g_autoptr (GError) error = NULL;

  g_setenv ("XDG_STATE_HOME", g_getenv ("GESSO_TEST_STATE"), TRUE);
  library = library_open (g_getenv ("GESSO_TEST_DIR"));
  unfinished = library_unfinished (library);
  g_assert_cmpuint (unfinished->len, ==, 1);
  g_assert_cmpint (gesso_generation_get_state (unfinished->pdata[0]), ==, GESSO_STATE_SUBMITTED);
  g_atomic_int_set (&steps_left, atoi (g_getenv ("GESSO_TEST_STEP")));
  gesso_step_hook = die_at_step;
  library_keep (library, unfinished->pdata[0], picture, &error);
  g_assert_no_error (error);
  gesso_step_hook = NULL;
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  library_close (library);
}

static void
test_power_cut (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *originals = g_build_filename (dir, "2026", NULL);
  g_autofree char *recipes = g_build_filename (dir, ".gesso", "recipes", NULL);
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = NULL;
  g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
  g_autoptr (GError) error = NULL;
  gboolean survived = FALSE;
  guint n_deaths = 0;

  library_submit (library, generation, "job-1");
  id = g_strdup (gesso_generation_get_id (generation));
  g_clear_object (&generation);
  library_close (library);

  g_setenv ("GESSO_TEST_STATE", g_getenv ("XDG_STATE_HOME"), TRUE);
  g_setenv ("GESSO_TEST_DIR", dir, TRUE);
  for (int k = 1; k < 40 && !survived; k++)
    {
      g_autofree char *step = g_strdup_printf ("%d", k);

      g_setenv ("GESSO_TEST_STEP", step, TRUE);
      g_test_trap_subprocess ("/library/faults/power-cut/subprocess", 0, 0);
      survived = g_test_trap_has_passed ();
      n_deaths += !survived;
    }
  g_assert_true (survived);
  g_assert_cmpuint (n_deaths, >=, 11);
  g_assert_cmpuint (count_files (originals), ==, 1);
  g_assert_cmpuint (count_files (recipes), ==, 1);

  library = library_open (dir);
  generation = library_find (library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_KEPT);
  g_assert_true (g_file_test (gesso_generation_get_path (generation), G_FILE_TEST_IS_REGULAR));
  g_clear_object (&generation);
  library_close (library);
}

/* What died in the middle of a POST is in doubt, with an open window. */
static void
test_died_submitting_subprocess (void)
{
  GessoLibrary *library;
  g_autoptr (GessoGeneration) generation = NULL;

  g_setenv ("XDG_STATE_HOME", g_getenv ("GESSO_TEST_STATE"), TRUE);
  library = library_open (g_getenv ("GESSO_TEST_DIR"));
  generation = library_queue_one (library, "a boat");
  library_submit (library, generation, NULL);
  kill (getpid (), SIGKILL);
}

static void
test_died_submitting (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autoptr (GPtrArray) unfinished = NULL;
  GessoLibrary *library;
  gint64 start, end;

  g_setenv ("GESSO_TEST_STATE", g_getenv ("XDG_STATE_HOME"), TRUE);
  g_setenv ("GESSO_TEST_DIR", dir, TRUE);
  g_test_trap_subprocess ("/library/faults/died-submitting/subprocess", 0, 0);
  g_assert_false (g_test_trap_has_passed ());

  library = library_open (dir);
  g_assert_false (gesso_library_is_moved (library));
  unfinished = library_unfinished (library);
  g_assert_cmpuint (unfinished->len, ==, 1);
  g_assert_cmpint (gesso_generation_get_state (unfinished->pdata[0]), ==, GESSO_STATE_IN_DOUBT);
  gesso_generation_get_window (unfinished->pdata[0], &start, &end);
  g_assert_cmpint (start, ==, 1000);
  g_assert_cmpint (end, ==, 0);
  g_clear_pointer (&unfinished, g_ptr_array_unref);
  library_close (library);
}

/* --- Libraries that can't be opened as usual --- */

static char *
make_library (void)
{
  char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");

  g_clear_object (&generation);
  library_close (library);
  return dir;
}

static GBytes *
read_database (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, ".gesso", "library.db", NULL);
  char *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

static void
write_database (const char   *dir,
                gsize         offset,
                const guint8 *bytes,
                gsize         length)
{
  g_autofree char *path = g_build_filename (dir, ".gesso", "library.db", NULL);
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  fclose (file);
}

static void
assert_refused (const char        *dir,
                GessoLibraryError  code,
                const char        *words)
{
  g_autoptr (GBytes) before = read_database (dir);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (library_try_open (dir, GESSO_LIBRARY_DEFAULT, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (strstr (error->message, dir));
  gesso_test_settle (20);
  after = read_database (dir);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_newer (void)
{
  static const guint8 version[] = { 0, 0, 0, 99 };
  g_autofree char *dir = make_library ();

  write_database (dir, 60, version, sizeof version);
  assert_refused (dir, GESSO_LIBRARY_ERROR_NEWER, "newer version");
}

static void
test_newer_format (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *mark = g_build_filename (dir, ".gesso", "library.json", NULL);

  g_assert_true (g_file_set_contents (mark, "{\"format\": 2}", -1, NULL));
  assert_refused (dir, GESSO_LIBRARY_ERROR_NEWER, "newer version");
}

static void
test_damaged (void)
{
  static const guint8 rubbish[4096] = { 0x55, };
  g_autofree char *dir = make_library ();
  g_autofree char *other = make_library ();

  write_database (dir, 0, rubbish, sizeof rubbish);
  assert_refused (dir, GESSO_LIBRARY_ERROR_DAMAGED, "library rebuild");
  /* The header is whole, the schema is not. */
  write_database (other, 100, rubbish, 3000);
  assert_refused (other, GESSO_LIBRARY_ERROR_DAMAGED, "library rebuild");
}

static void
test_locked (void)
{
  g_autofree char *dir = make_library ();
  GessoLibrary *library = library_open (dir);
  GessoLibrary *reader;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  const GessoQuery query = GESSO_QUERY_INIT;

  g_assert_null (library_try_open (dir, GESSO_LIBRARY_DEFAULT, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_LOCKED);
  g_clear_error (&error);

  /* Reading goes on beside it. */
  reader = library_try_open (dir, GESSO_LIBRARY_READ, &error);
  g_assert_no_error (error);
  g_assert_true (gesso_library_is_read_only (reader));
  g_assert_cmpstr (gesso_library_get_uuid (reader), ==, gesso_library_get_uuid (library));
  ids = library_ids (reader, &query);
  g_assert_cmpuint (ids->len, ==, 1);
  library_close (reader);
  library_close (library);

  library = library_open (dir);
  library_close (library);
}

static void
test_read_only (void)
{
  g_autofree char *dir = make_library ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  const GessoQuery query = GESSO_QUERY_INIT;
  GessoLibrary *library = library_try_open (dir, GESSO_LIBRARY_READ, &error);

  g_assert_no_error (error);
  ids = library_ids (library, &query);
  g_assert_cmpuint (ids->len, ==, 1);
  g_ptr_array_add (round, generation_make ("a boat", "round"));
  gesso_library_add_round_async (library, round, NULL, TEST_ORIGIN, TEST_ACCOUNT, FALSE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_false (gesso_library_add_round_finish (library, result, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_READ_ONLY);
  g_clear_object (&result);
  library_close (library);
}

/* A folder without the right to write, as on a mounted backup: opened all the same, and read. */
static void
test_read_only_folder (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *inside = g_build_filename (dir, ".gesso", NULL);
  g_autofree char *database = g_build_filename (inside, "library.db", NULL);
  g_autofree char *lock = g_build_filename (inside, "lock", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  const GessoQuery query = GESSO_QUERY_INIT;
  GessoLibrary *library;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write anywhere");
      return;
    }
  g_chmod (database, 0400);
  g_chmod (lock, 0400);
  g_chmod (inside, 0500);
  library = library_try_open (dir, GESSO_LIBRARY_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (gesso_library_is_read_only (library));
  ids = library_ids (library, &query);
  g_assert_cmpuint (ids->len, ==, 1);
  library_close (library);
  g_chmod (inside, 0700);
}

static void
test_missing (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *nowhere = g_build_filename (dir, "nowhere", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (library_try_open (nowhere, GESSO_LIBRARY_READ, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
}

static void
test_gone (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *elsewhere = g_strconcat (dir, "-elsewhere", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 4, 1);
  g_autoptr (GError) error = NULL;

  library_submit (library, generation, "job-2");
  g_assert_cmpint (g_rename (dir, elsewhere), ==, 0);
  g_assert_false (library_keep (library, generation, picture, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_GONE);
  g_assert_cmpint (gesso_generation_get_state (generation), ==, GESSO_STATE_SUBMITTED);
  g_assert_cmpint (g_rename (elsewhere, dir), ==, 0);
  g_clear_error (&error);
  g_assert_true (library_keep (library, generation, picture, &error));
  g_clear_object (&generation);
  library_close (library);
}

static void
test_file_systems (void)
{
  g_assert_true (gesso_folder_is_local_type (0xef53));       /* ext4 */
  g_assert_true (gesso_folder_is_local_type (0x9123683e));   /* btrfs */
  g_assert_false (gesso_folder_is_local_type (0x6969));      /* NFS */
  g_assert_false (gesso_folder_is_local_type (0x65735546));  /* FUSE */
  /* As a signed word has it. */
  g_assert_false (gesso_folder_is_local_type ((gint32) 0xff534d42));
}

/* A link in the place of a folder leads nowhere: nothing is written through it. */
static void
test_symlink (void)
{
  g_autofree char *dir = make_library ();
  g_autofree char *outside = gesso_test_make_dir ();
  g_autofree char *year = g_build_filename (dir, "2026", NULL);
  g_autofree char *aside = g_build_filename (dir, "aside", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_queue_one (library, "a boat");
  g_autoptr (GBytes) picture = gesso_test_make_png (4, 4, 1);
  g_autoptr (GError) error = NULL;

  library_submit (library, generation, "job-2");
  g_assert_cmpint (g_rename (year, aside), ==, 0);
  g_assert_cmpint (symlink (outside, year), ==, 0);
  g_assert_false (library_keep (library, generation, picture, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FAILED);
  g_assert_cmpuint (count_files (outside), ==, 0);
  g_clear_object (&generation);
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  count_database_syncs ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/faults/syncs", test_syncs);
  g_test_add_func ("/library/faults/sweep", test_sweep);
  g_test_add_func ("/library/faults/half-deleted", test_half_deleted);
  g_test_add_func ("/library/faults/full-disk", test_full_disk);
  g_test_add_func ("/library/faults/power-cut", test_power_cut);
  g_test_add_func ("/library/faults/power-cut/subprocess", test_power_cut_subprocess);
  g_test_add_func ("/library/faults/died-submitting", test_died_submitting);
  g_test_add_func ("/library/faults/died-submitting/subprocess", test_died_submitting_subprocess);
  g_test_add_func ("/library/faults/newer", test_newer);
  g_test_add_func ("/library/faults/newer-format", test_newer_format);
  g_test_add_func ("/library/faults/damaged", test_damaged);
  g_test_add_func ("/library/faults/locked", test_locked);
  g_test_add_func ("/library/faults/read-only", test_read_only);
  g_test_add_func ("/library/faults/read-only-folder", test_read_only_folder);
  g_test_add_func ("/library/faults/missing", test_missing);
  g_test_add_func ("/library/faults/file-systems", test_file_systems);
  g_test_add_func ("/library/faults/gone", test_gone);
  g_test_add_func ("/library/faults/symlink", test_symlink);
  return g_test_run ();
}

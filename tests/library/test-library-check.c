/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <utime.h>

#include "gesso-library-curation.h"
#include "gesso-library-upkeep.h"
#include "gesso-thumbnails.h"
#include "library-fixture.h"

/* Everything that can be wrong with a library is found, and nothing else; and what was backed up is whole. */

typedef struct {
  char            *dir;
  GessoLibrary    *library;
  GessoDecoder    *decoder;
  GessoGeneration *boat;
  GessoGeneration *lamp;
  char            *reference;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GBytes) picture = gesso_test_make_png (9, 7, 0x2060a0);
  g_autoptr (GessoReferenceFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  fixture->dir = gesso_test_make_dir ();
  fixture->library = library_open (fixture->dir);
  fixture->decoder = gesso_decoder_new (2);
  fixture->boat = library_add_kept (fixture->library, "a boat", "job-1");
  fixture->lamp = library_add_kept (fixture->library, "a lamp", "job-2");
  gesso_library_add_reference_async (fixture->library, fixture->decoder, picture, "ink.png", NULL, gesso_test_result_cb,
                                     &slot);
  result = gesso_test_await_result (&slot);
  file = gesso_library_add_reference_finish (fixture->library, result, NULL);
  g_assert_nonnull (file);
  fixture->reference = g_strdup (file->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->boat);
  g_clear_object (&fixture->lamp);
  g_clear_object (&fixture->decoder);
  library_close (fixture->library);
  g_free (fixture->dir);
  g_free (fixture->reference);
}

static GessoChecked *
check_library (GessoLibrary *library,
               GessoDecoder *decoder,
               GCancellable *cancellable,
               GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_check_async (library, decoder, cancellable, NULL, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_check_finish (library, result, error);
}

static GessoChecked *
check (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GessoChecked *report = check_library (fixture->library, fixture->decoder, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static const GessoFinding *
find (GessoChecked *report,
      const char   *kind)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const GessoFinding *finding = report->findings->pdata[i];

      if (g_str_equal (finding->kind, kind))
        return finding;
    }
  return NULL;
}

/* What the fixture's thumbnails are is no JPEG: they are dropped by the first check. */
static void
test_nothing_wrong (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GessoChecked) first = check (fixture);
  g_autoptr (GessoChecked) report = check (fixture);

  g_assert_nonnull (find (first, "damaged-thumbnail"));
  g_assert_cmpuint (first->faults, ==, 0);
  g_assert_cmpuint (report->findings->len, ==, 0);
  g_assert_cmpuint (report->pictures, ==, 2);
  g_assert_cmpuint (report->recipes, ==, 2);
  g_assert_cmpuint (report->references, ==, 1);
  g_assert_cmpuint (report->lines, >, 8);
}

static void
assert_one_fault (Fixture    *fixture,
                  const char *kind,
                  const char *path)
{
  g_autoptr (GessoChecked) report = check (fixture);
  const GessoFinding *finding = find (report, kind);

  if (finding == NULL)
    g_error ("%s was not found", kind);
  g_assert_true (finding->is_fault);
  g_assert_cmpuint (report->faults, ==, 1);
  if (path != NULL)
    g_assert_cmpstr (finding->path, ==, path + strlen (fixture->dir) + 1);
}

static void
change_byte (const char *path,
             gsize       at)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  data[at < length ? at : length - 1] ^= 0x40;
  g_assert_true (g_file_set_contents (path, data, length, NULL));
}

static char *
sidecar_of (Fixture         *fixture,
            GessoGeneration *generation)
{
  return g_strdup_printf ("%s/.gesso/recipes/%s.json", fixture->dir, gesso_generation_get_id (generation));
}

static void
run_sql (Fixture    *fixture,
         const char *text)
{
  g_autofree char *path = g_build_filename (fixture->dir, ".gesso", "library.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, text, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_changed_byte (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GessoChecked) report = NULL;
  const char *path = gesso_generation_get_path (fixture->boat);

  /* In the pixels: it can no longer be decoded either. */
  change_byte (path, 45);
  report = check (fixture);
  g_assert_nonnull (find (report, "changed-picture"));
  g_assert_cmpstr (find (report, "changed-picture")->id, ==, gesso_generation_get_id (fixture->boat));
  g_assert_nonnull (find (report, "undecodable-picture"));
  g_assert_cmpuint (report->faults, ==, 2);
}

static void
test_missing_file (Fixture       *fixture,
                   gconstpointer  data)
{
  const char *path = gesso_generation_get_path (fixture->lamp);

  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_one_fault (fixture, "missing-picture", path);
}

static void
test_missing_row (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = sidecar_of (fixture, fixture->boat);
  g_autoptr (GessoChecked) report = NULL;

  run_sql (fixture, "DELETE FROM ledger WHERE job_id = 'job-1'; DELETE FROM generation WHERE job_id = 'job-1'");
  assert_one_fault (fixture, "missing-row", path);
  /* Its picture is nobody's now. */
  report = check (fixture);
  g_assert_nonnull (find (report, "foreign-file"));
}

static void
test_foreign_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "2026", "mine.png", NULL);
  g_autoptr (GessoChecked) report = NULL;
  const GessoFinding *finding;

  g_assert_true (g_file_set_contents (path, "png", -1, NULL));
  report = check (fixture);
  finding = find (report, "foreign-file");
  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->path, ==, "2026/mine.png");
  g_assert_false (finding->is_fault);
  g_assert_cmpuint (report->faults, ==, 0);
}

static void
test_sidecars (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = sidecar_of (fixture, fixture->boat);
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;
  char *price;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  other = g_strdup (text);
  price = strstr (other, "\"charged_micro_usd\":65000");
  g_assert_nonnull (price);
  price[strlen ("\"charged_micro_usd\":")] = '7';
  g_assert_true (g_file_set_contents (path, other, -1, NULL));
  assert_one_fault (fixture, "sidecar-disagrees", path);
  g_assert_true (g_file_set_contents (path, text, strlen (text) / 2, NULL));
  assert_one_fault (fixture, "damaged-sidecar", path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_one_fault (fixture, "missing-sidecar", path);
}

static void
test_log_and_ledger (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *logs = g_build_filename (fixture->dir, ".gesso", "log", NULL);
  g_autoptr (GDir) folder = g_dir_open (logs, 0, NULL);
  g_autofree char *log = g_build_filename (logs, g_dir_read_name (folder), NULL);
  g_autofree char *text = NULL;
  g_autofree char *torn = NULL;

  g_assert_true (g_file_get_contents (log, &text, NULL, NULL));
  torn = g_strconcat (text, "{\"time\":\"20", NULL);
  g_assert_true (g_file_set_contents (log, torn, -1, NULL));
  assert_one_fault (fixture, "damaged-log", log);
  g_assert_true (g_file_set_contents (log, text, -1, NULL));
  run_sql (fixture, "UPDATE ledger SET amount = 1 WHERE job_id = 'job-1'");
  assert_one_fault (fixture, "ledger", NULL);
}

static void
test_reference (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GessoChecked) report = NULL;

  change_byte (fixture->reference, 45);
  report = check (fixture);
  g_assert_nonnull (find (report, "changed-reference"));
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (check_library (fixture->library, fixture->decoder, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- Backing up --- */

static gboolean
back_up (GessoLibrary  *library,
         const char    *path,
         guint         *n_files,
         GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_backup_async (library, path, NULL, NULL, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_backup_finish (library, result, n_files, NULL, error);
}

/* Unpacked by a program that knows nothing of us. (transfer full): the library in it */
static char *
unpack (const char *archive,
        const char *name)
{
  g_autofree char *folder = gesso_test_make_dir ();
  const char *argv[] = { "tar", "-xf", archive, "-C", folder, NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return g_build_filename (folder, name, NULL);
}

static void
test_backup (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *outside = gesso_test_make_dir ();
  g_autofree char *archive = g_build_filename (outside, "backup.tar", NULL);
  g_autofree char *inside = g_build_filename (fixture->dir, "2026", "backup.tar", NULL);
  g_autofree char *long_name = g_strdup_printf ("%s/2026/%0150d é.png", fixture->dir, 7);
  g_autofree char *name = g_path_get_basename (fixture->dir);
  g_autofree char *restored = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GessoGeneration) found = NULL;
  g_autoptr (GessoChecked) report = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 lamp = gesso_generation_get_row_id (fixture->lamp);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) trashed = NULL;
  GessoLibrary *copy;
  guint n_files;

  g_assert_cmpint (g_rename (gesso_generation_get_path (fixture->boat), long_name), ==, 0);
  gesso_library_rescan_async (fixture->library, TRUE, gesso_test_result_cb, &slot);
  g_object_unref (gesso_test_await_result (&slot));
  gesso_library_trash_async (fixture->library, &lamp, 1, gesso_test_result_cb, &slot);
  trashed = gesso_test_await_result (&slot);
  g_clear_object (&trashed);
  g_assert_true (back_up (fixture->library, archive, &n_files, &error));
  g_assert_no_error (error);
  /* Two pictures and their recipes, one reference, database, mark and log. */
  g_assert_cmpuint (n_files, ==, 8);
  g_assert_cmpuint (count_files (outside), ==, 1);

  restored = unpack (archive, name);
  copy = library_open (restored);
  report = check_library (copy, fixture->decoder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->faults, ==, 0);
  g_assert_cmpuint (report->pictures, ==, 2);
  found = library_find (copy, gesso_generation_get_id (fixture->boat), NULL);
  g_assert_true (g_str_has_suffix (gesso_generation_get_path (found), " é.png"));
  g_assert_true (g_file_get_contents (gesso_generation_get_path (found), &text, NULL, NULL));
  g_clear_object (&found);
  library_close (copy);

  /* Neither over another file, nor into itself. */
  g_assert_false (back_up (fixture->library, archive, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (back_up (fixture->library, inside, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpuint (count_files (outside), ==, 1);
}

#define ADD(path, func) g_test_add ("/library/check/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing-wrong", test_nothing_wrong);
  ADD ("changed-byte", test_changed_byte);
  ADD ("missing-file", test_missing_file);
  ADD ("missing-row", test_missing_row);
  ADD ("foreign-file", test_foreign_file);
  ADD ("sidecars", test_sidecars);
  ADD ("log-and-ledger", test_log_and_ledger);
  ADD ("reference", test_reference);
  ADD ("cancel", test_cancel);
  ADD ("backup", test_backup);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <glib/gstdio.h>
#include <utime.h>

#include "gesso-importer.h"
#include "gesso-library-upkeep.h"

/* What somebody put into the library's folder becomes a picture of it where it is. */

static GessoDecoder *decoder;

/* As one that was put there an hour ago. */
static char *
put (const char *root,
     const char *name,
     GBytes     *bytes)
{
  const time_t then = time (NULL) - 3600;
  char *path = g_build_filename (root, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
  g_assert_cmpint (utime (path, &(struct utimbuf) { then, then }), ==, 0);
  return path;
}

static guint
rescan (GessoLibrary *library)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GessoRescan report;

  gesso_library_rescan_async (library, TRUE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_rescan_finish (library, result, &report, NULL));
  g_assert_cmpuint (report.missing, ==, 0);
  return report.strays;
}

static char **
list_strays (GessoLibrary *library)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *paths;

  gesso_library_list_strays_async (library, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  paths = gesso_library_list_strays_finish (library, result, NULL);
  g_assert_nonnull (paths);
  g_ptr_array_add (paths, NULL);
  return (char **) g_ptr_array_free (paths, FALSE);
}

static void
import (GessoLibrary *library,
        char        **paths,
        guint         n_new,
        guint         n_known)
{
  g_autoptr (GessoImporter) importer = gesso_importer_new (library, decoder);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_importer_run_async (importer, (const char *const *) paths, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_importer_run_finish (importer, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gesso_importer_get_report (importer)->n_new, ==, n_new);
  g_assert_cmpuint (gesso_importer_get_report (importer)->n_known, ==, n_known);
}

/* The only picture of a library. */
static GessoGeneration *
get_only (GessoLibrary *library)
{
  const GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GArray) ids = library_ids (library, &query);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) fetched = NULL;

  g_assert_cmpuint (ids->len, ==, 1);
  gesso_library_fetch_async (library, (const gint64 *) (gpointer) ids->data, 1, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  fetched = gesso_library_fetch_finish (library, result, NULL);
  return g_object_ref (fetched->pdata[0]);
}

static void
test_adopted (void)
{
  g_autofree char *root = gesso_test_make_dir ();
  g_autofree char *copies = g_build_filename (root, "Imported", NULL);
  GessoLibrary *library = library_open (root);
  g_autoptr (GBytes) picture = gesso_test_make_png (16, 20, 0x335577);
  g_autofree char *path = put (root, "From Ada/boat.png", picture);
  g_auto (GStrv) strays = NULL;
  g_auto (GStrv) none = NULL;

  g_assert_cmpuint (rescan (library), ==, 1);
  strays = list_strays (library);
  g_assert_cmpstr (strays[0], ==, path);
  import (library, strays, 1, 0);
  {
    g_autoptr (GessoGeneration) boat = get_only (library);

    g_assert_true (gesso_generation_is_imported (boat));
    g_assert_cmpstr (gesso_generation_get_path (boat), ==, path);
  }
  /* Not copied, and nothing that anybody would offer again. */
  g_assert_false (g_file_test (copies, G_FILE_TEST_EXISTS));
  none = list_strays (library);
  g_assert_null (none[0]);
  g_assert_cmpuint (rescan (library), ==, 0);
  library_close (library);

  /* It comes back from its sidecar like any other. */
  {
    GAsyncResult *slot = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GessoRebuilt) report = NULL;

    gesso_library_rebuild_async (root, NULL, NULL, NULL, gesso_test_result_cb, &slot);
    result = gesso_test_await_result (&slot);
    report = gesso_library_rebuild_finish (result, NULL);
    g_assert_nonnull (report);
    g_assert_cmpuint (report->kept, ==, 1);
    g_assert_cmpuint (report->strays + report->missing, ==, 0);
  }
}

/* A second file of what is kept already stays a file of somebody's. */
static void
test_known (void)
{
  g_autofree char *root = gesso_test_make_dir ();
  GessoLibrary *library = library_open (root);
  g_autoptr (GBytes) picture = gesso_test_make_png (16, 20, 0x335577);
  g_autofree char *first = put (root, "a.png", picture);
  g_autofree char *second = put (root, "b.png", picture);
  g_auto (GStrv) strays = NULL;

  g_assert_cmpuint (rescan (library), ==, 2);
  strays = list_strays (library);
  import (library, strays, 1, 1);
  {
    g_autoptr (GessoGeneration) only = get_only (library);

    g_assert_true (g_str_equal (gesso_generation_get_path (only), first) ||
                   g_str_equal (gesso_generation_get_path (only), second));
  }
  g_assert_true (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (rescan (library), ==, 1);
  library_close (library);
}

/* What Gesso itself keeps beside the pictures is nobody's original: a reference is copied. */
static void
test_reference (void)
{
  g_autofree char *root = gesso_test_make_dir ();
  GessoLibrary *library = library_open (root);
  g_autoptr (GBytes) picture = gesso_test_make_png (16, 20, 0x335577);
  g_autofree char *path = put (root, ".gesso/references/ink.png", picture);
  char *paths[] = { path, NULL };

  import (library, paths, 1, 0);
  {
    g_autoptr (GessoGeneration) only = get_only (library);

    g_assert_nonnull (g_strstr_len (gesso_generation_get_path (only), -1, "/Imported/"));
  }
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (2);
  g_test_add_func ("/import-strays/adopted", test_adopted);
  g_test_add_func ("/import-strays/known", test_known);
  g_test_add_func ("/import-strays/reference", test_reference);
  status = g_test_run ();
  g_object_unref (decoder);
  return status;
}

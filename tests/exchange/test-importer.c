/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "gesso-files.h"
#include "gesso-importer.h"
#include "gesso-library-curation.h"
#include "gesso-library-import.h"
#include "gesso-recipe-read.h"

static GessoDecoder *decoder;

typedef struct {
  GessoLibrary *library;
  char         *root;
  char         *from;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = gesso_test_make_dir ();
  fixture->from = gesso_test_make_dir ();
  fixture->library = library_open (fixture->root);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gesso_step_hook = NULL;
  library_close (fixture->library);
  g_free (fixture->root);
  g_free (fixture->from);
}

static void
put (Fixture    *fixture,
     const char *name,
     GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (fixture->from, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
}

static void
put_colour (Fixture    *fixture,
            const char *name,
            guint32     colour)
{
  g_autoptr (GBytes) picture = gesso_test_make_png (16, 20, colour);

  put (fixture, name, picture);
}

static GessoImporter *
run (Fixture       *fixture,
     GCancellable  *cancellable,
     GError       **error)
{
  GessoImporter *importer = gesso_importer_new (fixture->library, decoder);
  const char *paths[] = { fixture->from, NULL };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_importer_run_async (importer, paths, cancellable, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  gesso_importer_run_finish (importer, result, error);
  return importer;
}

static void
check_run (Fixture *fixture,
           guint    n_new,
           guint    n_known,
           guint    n_failed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoImporter) importer = run (fixture, NULL, &error);
  const GessoImportReport *report = gesso_importer_get_report (importer);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_new, ==, n_new);
  g_assert_cmpuint (report->n_known, ==, n_known);
  g_assert_cmpuint (report->failures->len, ==, n_failed);
  g_assert_cmpuint (gesso_importer_get_done (importer), ==, n_new + n_known + n_failed);
  g_assert_cmpuint (gesso_importer_get_total (importer), ==, n_new + n_known + n_failed);
}

/* The second is not forgotten because the first has ended, nor begun before; one that waits can be stopped. */
static void
test_one_after_the_other (Fixture       *fixture,
                          gconstpointer  data)
{
  GessoImporter *importers[3];
  GAsyncResult *results[3] = { NULL };
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const char *paths[] = { fixture->from, NULL };

  put_colour (fixture, "a.png", 0x112233);
  put_colour (fixture, "b.png", 0x445566);
  for (guint i = 0; i < 3; i++)
    {
      importers[i] = gesso_importer_new (fixture->library, decoder);
      gesso_importer_run_async (importers[i], paths, i == 1 ? stop : NULL, gesso_test_result_cb, &results[i]);
    }
  g_cancellable_cancel (stop);
  results[1] = gesso_test_await_result (&results[1]);
  g_assert_null (results[0]);
  g_assert_false (gesso_importer_run_finish (importers[1], results[1], &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  results[0] = gesso_test_await_result (&results[0]);
  g_assert_true (gesso_importer_run_finish (importers[0], results[0], NULL));
  g_assert_cmpuint (gesso_importer_get_report (importers[0])->n_new, ==, 2);
  g_assert_null (results[2]);
  g_assert_cmpuint (gesso_importer_get_done (importers[2]), ==, 0);
  results[2] = gesso_test_await_result (&results[2]);
  g_assert_true (gesso_importer_run_finish (importers[2], results[2], NULL));
  g_assert_cmpuint (gesso_importer_get_report (importers[2])->n_known, ==, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_object_unref (results[i]);
      g_object_unref (importers[i]);
    }
}

static GPtrArray *
list (Fixture *fixture)
{
  const GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GArray) ids = library_ids (fixture->library, &query);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_fetch_async (fixture->library, (const gint64 *) (gpointer) ids->data, ids->len, NULL,
                             gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_fetch_finish (fixture->library, result, NULL);
}

static void
test_folder (Fixture       *fixture,
             gconstpointer  data)
{
  static const char text[] = "parameters\0a teal lighthouse\nSteps: 20, Seed: 1234, Model: dreamy";
  g_autoptr (GBytes) with_recipe = make_png_with_chunk ("tEXt", text, sizeof text - 1);
  g_autoptr (GBytes) jpeg = make_picture ("jpeg", 40, 30, FALSE);
  g_autoptr (GBytes) broken = g_bytes_new_static ("\x89PNG\r\n\x1a\n and so on", 18);
  g_autoptr (GPtrArray) made = NULL;
  gboolean seen = FALSE;

  put (fixture, "one/lighthouse.png", with_recipe);
  put (fixture, "two/photo.JPG", jpeg);
  put (fixture, "two/again.png", with_recipe);
  put (fixture, "broken.png", broken);
  put (fixture, "notes.txt", broken);
  put (fixture, ".hidden/picture.jpg", jpeg);
  check_run (fixture, 2, 1, 1);

  made = list (fixture);
  g_assert_cmpuint (made->len, ==, 2);
  for (guint i = 0; i < made->len; i++)
    {
      GessoGeneration *each = made->pdata[i];
      g_autoptr (GBytes) kept = file_bytes (gesso_generation_get_path (each));
      const gboolean is_png = g_str_has_suffix (gesso_generation_get_path (each), ".png");

      g_assert_true (gesso_generation_is_imported (each));
      g_assert_cmpint (gesso_generation_get_state (each), ==, GESSO_STATE_KEPT);
      g_assert_cmpint (gesso_generation_get_price (each), ==, 0);
      g_assert_cmpint (gesso_generation_get_charge (each), ==, GESSO_CHARGE_NONE);
      g_assert_true (g_bytes_equal (kept, is_png ? with_recipe : jpeg));
      g_assert_nonnull (strstr (gesso_generation_get_path (each), "/Imported/20"));
      g_assert_cmpstr (gesso_generation_get_prompt (each), ==, is_png ? "a teal lighthouse" : "");
      /* Without a prompt the file's own name says what it is. */
      g_assert_nonnull (strstr (gesso_generation_get_path (each), is_png ? " a-teal-lighthouse " : " photo "));
      seen = seen || is_png;
    }
  g_assert_true (seen);
  {
    GessoQuery query = GESSO_QUERY_INIT;
    g_autoptr (GArray) imported = NULL, others = NULL, words = NULL;

    query.text = "is:imported";
    imported = library_ids (fixture->library, &query);
    query.text = "-is:imported";
    others = library_ids (fixture->library, &query);
    query.text = "is:imported teal";
    words = library_ids (fixture->library, &query);
    g_assert_cmpuint (imported->len, ==, 2);
    g_assert_cmpuint (others->len, ==, 0);
    g_assert_cmpuint (words->len, ==, 1);
  }
}

static void
test_once (Fixture       *fixture,
           gconstpointer  data)
{
  put_colour (fixture, "a.png", 0x112233);
  put_colour (fixture, "b.png", 0x445566);
  put_colour (fixture, "c.png", 0x112233);
  check_run (fixture, 2, 1, 0);
  check_run (fixture, 0, 3, 0);
  put_colour (fixture, "d.png", 0x778899);
  check_run (fixture, 1, 3, 0);
}

/* As a folder of files that were unpacked in one moment: each is a row of its own, in order. */
static void
import_hundred (Fixture    *fixture,
                guint       first,
                GHashTable *rows)
{
  g_autoptr (GPtrArray) imports = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_import_free);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < first + 100; i++)
    {
      GessoImport *import = g_new0 (GessoImport, 1);
      g_autofree char *text = g_strdup_printf ("%u", i);

      import->recipe = gesso_recipe_new_empty (4, 4);
      import->picture = g_bytes_new (text, strlen (text));
      import->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, import->picture);
      import->format = GESSO_PICTURE_PNG;
      import->created_at = 1700000000000;
      g_ptr_array_add (imports, import);
    }
  gesso_library_import_async (fixture->library, imports, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_import_finish (fixture->library, result, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < imports->len; i++)
    g_assert_true (g_hash_table_add (rows, g_memdup2 (&((GessoImport *) imports->pdata[i])->row_id, sizeof (gint64))));
}

static void
test_one_time (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  /* A millisecond has room for 1024. */
  for (guint first = 0; first < 1100; first += 100)
    import_hundred (fixture, first, rows);
  g_assert_cmpuint (g_hash_table_size (rows), ==, 1100);
}

/* A disk that fails, and files without rows as a power cut leaves them: the next run ends with each file once. */
static guint n_steps;

static int
fail_cb (GessoStep step)
{
  return step == GESSO_STEP_RENAME && --n_steps == 0 ? ENOSPC : 0;
}

static void
test_resumed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *imported = g_build_filename (fixture->root, "Imported", NULL);

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.png", i);

      put_colour (fixture, name, 0x100000 + i * 37);
    }
  for (n_steps = 1; n_steps < 30; n_steps += 11)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoImporter) importer = NULL;
      guint before = n_steps;
      g_auto (GStrv) unfinished = NULL;
      GAsyncResult *slot = NULL;
      g_autoptr (GAsyncResult) result = NULL;

      gesso_step_hook = fail_cb;
      importer = run (fixture, NULL, &error);
      gesso_step_hook = NULL;
      g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_FULL);
      n_steps = before;
      gesso_importer_find_unfinished_async (fixture->library, NULL, gesso_test_result_cb, &slot);
      result = gesso_test_await_result (&slot);
      unfinished = gesso_importer_find_unfinished_finish (fixture->library, result, NULL);
      g_assert_nonnull (unfinished);
      g_assert_cmpstr (unfinished[0], ==, fixture->from);
    }
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (GessoImporter) importer = run (fixture, NULL, &error);
    const GessoImportReport *report = gesso_importer_get_report (importer);
    g_autoptr (GPtrArray) made = list (fixture);
    GAsyncResult *slot = NULL;
    g_autoptr (GAsyncResult) result = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (report->n_new + report->n_known, ==, 20);
    g_assert_cmpuint (made->len, ==, 20);
    g_assert_cmpuint (count_files (imported), ==, 20);
    gesso_importer_find_unfinished_async (fixture->library, NULL, gesso_test_result_cb, &slot);
    result = gesso_test_await_result (&slot);
    g_assert_null (gesso_importer_find_unfinished_finish (fixture->library, result, NULL));
  }
}

static char **
find_unfinished (Fixture *fixture)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_importer_find_unfinished_async (fixture->library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_importer_find_unfinished_finish (fixture->library, result, NULL);
}

static void
run_paths (Fixture           *fixture,
           const char *const *paths)
{
  g_autoptr (GessoImporter) importer = gesso_importer_new (fixture->library, decoder);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_importer_run_async (importer, paths, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_importer_run_finish (importer, result, NULL));
}

static gboolean
has_begun (gpointer importer)
{
  return gesso_importer_get_done (importer) > 0;
}

/* Two at once: both are remembered while the first is under way, what was stopped after the other came to its end. */
static void
test_line (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->from, "a", NULL);
  g_autofree char *file = g_build_filename (fixture->from, "b.png", NULL);
  const char *paths[][2] = { { folder, NULL }, { file, NULL } };
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  g_autoptr (GessoImporter) first = gesso_importer_new (fixture->library, decoder);
  g_autoptr (GessoImporter) second = gesso_importer_new (fixture->library, decoder);
  g_autoptr (GAsyncResult) first_result = NULL, second_result = NULL;
  GAsyncResult *slots[2] = { NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) both = NULL, one = NULL, none = NULL;

  put_colour (fixture, "b.png", 0xabcdef);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("a/%02u.png", i);

      put_colour (fixture, name, 0x100000 + i * 37);
    }
  gesso_importer_run_async (first, paths[0], stop, gesso_test_result_cb, &slots[0]);
  gesso_importer_run_async (second, paths[1], NULL, gesso_test_result_cb, &slots[1]);
  g_assert_true (gesso_test_await (has_begun, first, GESSO_TEST_TIMEOUT_MS));
  both = find_unfinished (fixture);
  g_assert_cmpuint (both != NULL ? g_strv_length (both) : 0, ==, 2);
  g_assert_cmpstr (both[0], ==, folder);
  g_assert_cmpstr (both[1], ==, file);

  g_cancellable_cancel (stop);
  first_result = gesso_test_await_result (&slots[0]);
  g_assert_false (gesso_importer_run_finish (first, first_result, &error));
  second_result = gesso_test_await_result (&slots[1]);
  g_assert_true (gesso_importer_run_finish (second, second_result, NULL));
  one = find_unfinished (fixture);
  g_assert_cmpuint (one != NULL ? g_strv_length (one) : 0, ==, 1);
  g_assert_cmpstr (one[0], ==, folder);

  g_clear_pointer (&one, g_strfreev);

  /* Also by who comes later, until it is gone through itself. */
  g_clear_object (&first_result);
  g_clear_object (&second_result);
  g_clear_object (&first);
  g_clear_object (&second);
  library_close (fixture->library);
  fixture->library = library_open (fixture->root);
  run_paths (fixture, paths[1]);
  one = find_unfinished (fixture);
  g_assert_cmpstr (one != NULL ? one[0] : NULL, ==, folder);
  run_paths (fixture, paths[0]);
  none = find_unfinished (fixture);
  g_assert_null (none);
}

static void
cancel_cb (GessoImporter *importer,
           GParamSpec    *pspec,
           GCancellable  *cancellable)
{
  if (gesso_importer_get_done (importer) >= 8)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GessoImporter) importer = gesso_importer_new (fixture->library, decoder);
  const char *paths[] = { fixture->from, NULL };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.png", i);

      put_colour (fixture, name, 0x100000 + i * 37);
    }
  g_signal_connect (importer, "notify::done", G_CALLBACK (cancel_cb), cancellable);
  gesso_importer_run_async (importer, paths, cancellable, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_false (gesso_importer_run_finish (importer, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n = gesso_importer_get_report (importer)->n_new;
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (n, <, 40);
  check_run (fixture, 40 - n, n, 0);
}

/* What is not wanted any more is not offered again, and nothing else is forgotten with it. */
static void
test_forgotten (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->from, "a", NULL);
  g_autofree char *file = g_build_filename (fixture->from, "b.png", NULL);
  const char *both[] = { folder, file, NULL };
  const char *first[] = { folder, NULL };

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("a/%02u.png", i);

      put_colour (fixture, name, 0x100000 + i * 37);
    }
  put_colour (fixture, "b.png", 0xabcdef);
  {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GessoImporter) importer = gesso_importer_new (fixture->library, decoder);
    GAsyncResult *slot = NULL;
    g_autoptr (GAsyncResult) result = NULL;

    g_signal_connect (importer, "notify::done", G_CALLBACK (cancel_cb), cancellable);
    gesso_importer_run_async (importer, both, cancellable, gesso_test_result_cb, &slot);
    result = gesso_test_await_result (&slot);
    g_assert_false (gesso_importer_run_finish (importer, result, NULL));
  }
  /* At the next start, where nobody has read yet what is left. */
  library_close (fixture->library);
  fixture->library = library_open (fixture->root);
  {
    g_autoptr (GessoImporter) importer = gesso_importer_new (fixture->library, decoder);
    GAsyncResult *slot = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_auto (GStrv) left = NULL;

    gesso_importer_forget_async (importer, first, gesso_test_result_cb, &slot);
    result = gesso_test_await_result (&slot);
    g_assert_true (gesso_importer_forget_finish (importer, result, NULL));
    left = find_unfinished (fixture);
    g_assert_cmpuint (left != NULL ? g_strv_length (left) : 0, ==, 1);
    g_assert_cmpstr (left[0], ==, file);
  }
}

static void
mark (GessoLibrary *library,
      gint64        row)
{
  const char *const tags[] = { "teal", "night sky & sea", NULL };
  const GessoMark marks = { .set_rating = TRUE, .rating = 4, .add_tags = tags };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_mark_async (library, &row, 1, &marks, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_step_finish (library, result, NULL, NULL));
}

/* Out with everything and in again, into another library: the recipe is the same one, and what was thought of it. */
static void
test_exported (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *other_root = gesso_test_make_dir ();
  GessoLibrary *other = library_open (other_root);
  static const GessoExportFormat formats[] = { GESSO_EXPORT_ORIGINAL, GESSO_EXPORT_JPEG, GESSO_EXPORT_WEBP };
  guint n = 0;

  {
    g_autoptr (GessoGeneration) generation = library_queue_one (other, "a quiet bay, \xe7\x81\xaf\xe5\x8f\xb0");
    g_autoptr (GBytes) picture = make_picture ("png", 32, 40, FALSE);
    gint64 row = gesso_generation_get_row_id (generation);

    library_submit (other, generation, "job");
    g_assert_true (library_keep (other, generation, picture, NULL));
    mark (other, row);
    for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
      {
        const GessoExportOptions options = {
          .folder = fixture->from, .pattern = "{id}", .format = formats[i], .profile = GESSO_EXPORT_FULL,
        };
        g_autoptr (GessoExporter) exporter = gesso_exporter_new (other, decoder, &options);
        g_autoptr (GPtrArray) exported = NULL;
        GAsyncResult *slot = NULL;
        g_autoptr (GAsyncResult) result = NULL;

        gesso_exporter_run_async (exporter, &row, 1, NULL, gesso_test_result_cb, &slot);
        result = gesso_test_await_result (&slot);
        exported = gesso_exporter_run_finish (exporter, result, NULL);
        n += ((GessoExported *) exported->pdata[0])->error == NULL;
      }
  }
  library_close (other);
  g_assert_cmpuint (n, >=, 2);
  check_run (fixture, n, 0, 0);
  {
    g_autoptr (GPtrArray) made = list (fixture);

    for (guint i = 0; i < made->len; i++)
      {
        GessoGeneration *each = made->pdata[i];
        g_autoptr (GPtrArray) references = gesso_generation_get_references (each);

        g_test_message ("%s", gesso_generation_get_path (each));
        g_assert_cmpstr (gesso_generation_get_prompt (each), ==, "a quiet bay, \xe7\x81\xaf\xe5\x8f\xb0");
        g_assert_cmpstr (gesso_generation_get_variant (each), ==, "large");
        g_assert_cmpint (gesso_generation_get_seed (each), ==, 42);
        g_assert_cmpint (gesso_generation_get_rating (each), ==, 4);
        g_assert_cmpstr (gesso_generation_get_tags (each), ==, "night sky & sea\nteal");
        g_assert_cmpuint (references->len, ==, 1);
        g_assert_cmpstr (((GessoRecipeReference *) references->pdata[0])->sha256, ==, "ab12");
      }
  }
}

#define ADD(name, func) g_test_add ("/importer/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (2);
  ADD ("one-after-the-other", test_one_after_the_other);
  ADD ("folder", test_folder);
  ADD ("once", test_once);
  ADD ("one-time", test_one_time);
  ADD ("resumed", test_resumed);
  ADD ("cancelled", test_cancelled);
  ADD ("forgotten", test_forgotten);
  ADD ("line", test_line);
  ADD ("exported", test_exported);
  status = g_test_run ();
  g_object_unref (decoder);
  return status;
}

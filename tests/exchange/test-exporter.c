/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "exchange-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "gesso-library-curation.h"

#define PROMPT "a lighthouse & <cliffs>, \xe7\x81\xaf\xe5\x8f\xb0"
#define JOB_ID "9a1d0c5e-1111-4222-8333-444455556666"

static GessoDecoder *decoder;

static GPtrArray *
run (ExchangeFixture    *fixture,
     GessoExportOptions *options,
     const gint64       *rows,
     guint               n_rows)
{
  g_autoptr (GessoExporter) exporter = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *exported;

  options->folder = fixture->folder;
  if (options->pattern == NULL)
    options->pattern = "{prompt}";
  exporter = gesso_exporter_new (fixture->library, decoder, options);
  gesso_exporter_run_async (exporter, rows, n_rows, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  exported = gesso_exporter_run_finish (exporter, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exported->len, ==, n_rows);
  g_assert_cmpuint (gesso_exporter_get_done (exporter), ==, n_rows);
  g_assert_cmpuint (gesso_exporter_get_total (exporter), ==, n_rows);
  return exported;
}

static GessoExported *
run_one (ExchangeFixture    *fixture,
         GessoExportOptions *options,
         gint64              row)
{
  g_autoptr (GPtrArray) exported = run (fixture, options, &row, 1);

  return g_ptr_array_steal_index (exported, 0);
}

static GessoGeneration *
add_picture (ExchangeFixture *fixture,
             GBytes          *picture)
{
  GessoGeneration *generation = library_queue_one (fixture->library, PROMPT);
  g_autoptr (GError) error = NULL;

  library_submit (fixture->library, generation, JOB_ID);
  g_assert_true (library_keep (fixture->library, generation, picture, &error));
  g_assert_no_error (error);
  return generation;
}

static void
mark (ExchangeFixture *fixture,
      GessoGeneration *generation)
{
  const char *tags[] = { "coast & sea", "teal", NULL };
  const GessoMark what = { .set_rating = TRUE, .rating = 4, .add_tags = tags };
  gint64 row = gesso_generation_get_row_id (generation);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_library_mark_async (fixture->library, &row, 1, &what, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_step_finish (fixture->library, result, NULL, &error));
}

/* Nothing that is the user's own business, in any profile and format. */
static void
check_private (ExchangeFixture *fixture,
               GBytes          *file)
{
  const char *const secrets[] = {
    fixture->root, g_get_home_dir (), JOB_ID, "ink.png", TEST_ACCOUNT, "0123456789abcdef", "api.krea.ai", "/home/", "file:",
  };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_false (bytes_contain (file, secrets[i]));
}

static void
check_full_tags (GHashTable *tags)
{
  g_assert_cmpstr (g_hash_table_lookup (tags, "XMP-iptcExt:AISystemUsed"), ==, "Krea 2 Large");
  g_assert_cmpstr (g_hash_table_lookup (tags, "XMP-iptcExt:DigitalSourceType"), ==,
                   "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
  g_assert_cmpstr (g_hash_table_lookup (tags, "XMP-xmp:Rating"), ==, "4");
  g_assert_cmpstr (g_hash_table_lookup (tags, "XMP-dc:Subject"), ==, "coast & sea, teal");
  g_assert_nonnull (strstr (g_hash_table_lookup (tags, "XMP-gesso:Recipe"), "\"ab12\""));
}

static void
check_full (ExchangeFixture *fixture,
            const char      *path)
{
  g_autoptr (GBytes) file = file_bytes (path);
  g_autoptr (GHashTable) texts = picture_texts (decoder, file);
  g_autoptr (GHashTable) tags = exiftool_tags (path);
  const char *parameters = g_hash_table_lookup (texts, "parameters");

  check_private (fixture, file);
  if (parameters == NULL)
    parameters = g_hash_table_lookup (texts, "Exif.Photo.UserComment");
  g_assert_nonnull (parameters);
  g_assert_true (g_str_has_prefix (parameters, PROMPT "\nSeed: 42, Size: "));
  g_assert_nonnull (strstr (parameters, "Model: krea-2/large, Creativity: high, Aspect ratio: \"4:5\""));
  g_assert_cmpstr (g_hash_table_lookup (texts, "Xmp.xmp.Rating"), ==, "4");
  if (tags != NULL)
    check_full_tags (tags);
  else
    g_test_message ("exiftool is not installed");
}

static void
test_full (ExchangeFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (GBytes) picture = make_picture ("png", 64, 80, FALSE);
  g_autoptr (GessoGeneration) generation = add_picture (fixture, picture);
  g_autoptr (GBytes) before = picture_pixels (picture);

  mark (fixture, generation);
  for (GessoExportFormat format = GESSO_EXPORT_ORIGINAL; format <= GESSO_EXPORT_WEBP; format++)
    {
      GessoExportOptions options = { .format = format, .profile = GESSO_EXPORT_FULL };
      g_autoptr (GessoExported) exported = run_one (fixture, &options, gesso_generation_get_row_id (generation));
      g_autoptr (GBytes) file = NULL;

      if (format == GESSO_EXPORT_WEBP &&
          g_error_matches (exported->error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_UNSUPPORTED))
        continue;
      g_assert_no_error (exported->error);
      g_assert_null (exported->sidecar);
      file = file_bytes (exported->path);
      g_assert_true (picture_decodes (decoder, file));
      check_full (fixture, exported->path);
      if (format == GESSO_EXPORT_ORIGINAL)
        {
          g_autoptr (GBytes) pixels = picture_pixels (file);

          g_assert_true (g_bytes_equal (before, pixels));
        }
    }
}

static void
test_credited (ExchangeFixture *fixture,
               gconstpointer    data)
{
  g_autoptr (GBytes) picture = make_png_with_chunk ("tEXt", "Comment\0what was there", 22);
  g_autoptr (GessoGeneration) generation = add_picture (fixture, picture);
  GessoExportOptions options = { .profile = GESSO_EXPORT_CREDITED };
  g_autoptr (GessoExported) exported = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GHashTable) tags = NULL;

  mark (fixture, generation);
  exported = run_one (fixture, &options, gesso_generation_get_row_id (generation));
  g_assert_no_error (exported->error);
  file = file_bytes (exported->path);
  check_private (fixture, file);
  g_assert_true (bytes_contain (file, "Krea 2 Large"));
  g_assert_true (bytes_contain (file, "trainedAlgorithmicMedia"));
  g_assert_false (bytes_contain (file, "lighthouse"));
  g_assert_false (bytes_contain (file, "teal"));
  g_assert_false (bytes_contain (file, "what was there"));
  g_assert_false (bytes_contain (file, "parameters"));
  tags = exiftool_tags (exported->path);
  if (tags != NULL)
    {
      g_assert_cmpstr (g_hash_table_lookup (tags, "XMP-iptcExt:AISystemUsed"), ==, "Krea 2 Large");
      g_assert_null (g_hash_table_lookup (tags, "XMP-iptcExt:AIPromptInformation"));
      g_assert_null (g_hash_table_lookup (tags, "XMP-xmp:Rating"));
    }
}

static void
test_clean (ExchangeFixture *fixture,
            gconstpointer    data)
{
  g_autoptr (GBytes) picture = make_png_with_chunk ("tEXt", "Comment\0what was there", 22);
  g_autoptr (GBytes) plain = make_picture ("png", 8, 8, FALSE);
  g_autoptr (GessoGeneration) generation = add_picture (fixture, picture);
  GessoExportOptions options = { .profile = GESSO_EXPORT_CLEAN };
  g_autoptr (GessoExported) exported = run_one (fixture, &options, gesso_generation_get_row_id (generation));
  g_autoptr (GBytes) file = NULL;

  g_assert_no_error (exported->error);
  file = file_bytes (exported->path);
  check_private (fixture, file);
  g_assert_false (bytes_contain (file, "tEXt"));
  g_assert_false (bytes_contain (file, "iTXt"));
  g_assert_false (bytes_contain (file, "Krea"));
}

/* The colour profile goes along into every format. */
static void
test_profile_is_kept (ExchangeFixture *fixture,
                      gconstpointer    data)
{
  const char icc[200] = "a profile that is long enough";
  g_autofree char *base64 = g_base64_encode ((const guchar *) icc, sizeof icc);
  g_autoptr (GdkPixbuf) pixbuf = make_pixbuf (16, 16, FALSE);
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GessoGeneration) generation = NULL;
  char *buffer;
  gsize length;

  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", NULL, "icc-profile", base64, NULL));
  picture = g_bytes_new_take (buffer, length);
  generation = add_picture (fixture, picture);
  for (GessoExportFormat format = GESSO_EXPORT_ORIGINAL; format <= GESSO_EXPORT_WEBP; format++)
    {
      GessoExportOptions options = { .format = format, .profile = GESSO_EXPORT_CLEAN };
      g_autoptr (GessoExported) exported = run_one (fixture, &options, gesso_generation_get_row_id (generation));
      g_autoptr (GBytes) file = NULL;

      if (exported->error != NULL)
        continue;
      file = file_bytes (exported->path);
      g_assert_true (bytes_contain (file, icc));
    }
}

static void
test_credentials (ExchangeFixture *fixture,
                  gconstpointer    data)
{
  g_autoptr (GBytes) picture = make_png_with_chunk ("caBX", "a manifest that is signed", 25);
  g_autoptr (GessoGeneration) generation = add_picture (fixture, picture);
  gint64 row = gesso_generation_get_row_id (generation);
  GessoExportOptions options = { .profile = GESSO_EXPORT_FULL };
  g_autoptr (GessoExported) beside = run_one (fixture, &options, row);
  g_autoptr (GessoExported) broken = NULL, clean = NULL;
  g_autoptr (GBytes) file = NULL, sidecar = NULL;
  const char *paths[] = { gesso_generation_get_path (generation), "/nowhere", NULL };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  /* Untouched, and what would have gone into it lies beside it. */
  g_assert_no_error (beside->error);
  file = file_bytes (beside->path);
  g_assert_true (g_bytes_equal (file, picture));
  g_assert_true (g_str_has_suffix (beside->sidecar, ".xmp"));
  g_assert_false (beside->lost_credentials);
  sidecar = file_bytes (beside->sidecar);
  g_assert_true (bytes_contain (sidecar, "AIPromptInformation"));
  check_private (fixture, sidecar);

  options.break_credentials = TRUE;
  broken = run_one (fixture, &options, row);
  g_assert_null (broken->sidecar);
  g_assert_true (broken->lost_credentials);
  options = (GessoExportOptions) { .profile = GESSO_EXPORT_CLEAN };
  clean = run_one (fixture, &options, row);
  g_assert_true (clean->lost_credentials);

  gesso_export_count_credentials_async (paths, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_cmpint (gesso_export_count_credentials_finish (result, NULL), ==, 1);
}

static void
test_many (ExchangeFixture *fixture,
           gconstpointer    data)
{
  g_autoptr (GBytes) picture = make_picture ("png", 8, 8, FALSE);
  GessoExportOptions options = { .profile = GESSO_EXPORT_CREDITED, .pattern = "picture" };
  g_autoptr (GPtrArray) exported = NULL;
  gint64 rows[70];
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  guint failed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GessoGeneration) generation = add_picture (fixture, picture);

      rows[i] = gesso_generation_get_row_id (generation);
      if (i == 3)
        g_assert_cmpint (g_unlink (gesso_generation_get_path (generation)), ==, 0);
    }
  exported = run (fixture, &options, rows, G_N_ELEMENTS (rows));
  for (guint i = 0; i < exported->len; i++)
    {
      GessoExported *each = exported->pdata[i];

      g_assert_true ((each->path != NULL) == (each->error == NULL));
      g_assert_nonnull (each->source);
      failed += each->error != NULL;
      /* All have the same name, and none replaced another. */
      if (each->path != NULL)
        g_assert_true (g_hash_table_add (paths, each->path));
    }
  g_assert_cmpuint (failed, ==, 1);
  g_assert_cmpuint (count_files (fixture->folder), ==, G_N_ELEMENTS (rows) - 1);
}

static void
test_cancelled (ExchangeFixture *fixture,
                gconstpointer    data)
{
  g_autoptr (GBytes) picture = make_picture ("png", 8, 8, FALSE);
  g_autoptr (GessoGeneration) generation = add_picture (fixture, picture);
  GessoExportOptions options = { .folder = fixture->folder, .pattern = "{id}" };
  g_autoptr (GessoExporter) exporter = gesso_exporter_new (fixture->library, decoder, &options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint64 row = gesso_generation_get_row_id (generation);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_exporter_run_async (exporter, &row, 1, cancellable, gesso_test_result_cb, &slot);
  g_cancellable_cancel (cancellable);
  result = gesso_test_await_result (&slot);
  g_assert_null (gesso_exporter_run_finish (exporter, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

static void
test_not_into_the_library (ExchangeFixture *fixture,
                           gconstpointer    data)
{
  g_autofree char *inside = g_build_filename (fixture->root, "out", NULL);
  GessoExportOptions options = { .folder = inside, .pattern = "{id}" };
  g_autoptr (GessoExporter) exporter = gesso_exporter_new (fixture->library, decoder, &options);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 row = 1;

  gesso_exporter_run_async (exporter, &row, 1, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_null (gesso_exporter_run_finish (exporter, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* A stand-in is not called the work of a model. */
static void
test_sandbox_is_honest (ExchangeFixture *fixture,
                        gconstpointer    data)
{
  const GessoExportPicture picture = {
    .recipe = (char *) "{\"prompt\": \"x\", \"variant\": \"large\"}", .variant = (char *) "large", .sandbox = TRUE,
  };
  const GessoExportPicture composite = {
    .recipe = (char *) "{\"prompt\": \"x\", \"source\": {\"sha256\": \"cd34\"}}", .variant = (char *) "medium",
  };
  const GessoExportPicture photograph = { .recipe = (char *) "{\"prompt\": \"\"}", .imported = TRUE };
  g_autofree char *drawn = gesso_export_picture_to_xmp (&picture, GESSO_EXPORT_CREDITED);
  g_autofree char *mixed = gesso_export_picture_to_xmp (&composite, GESSO_EXPORT_CREDITED);

  g_assert_nonnull (strstr (drawn, "/algorithmicMedia<"));
  g_assert_null (strstr (drawn, "Krea"));
  g_assert_nonnull (strstr (mixed, "/compositeWithTrainedAlgorithmicMedia<"));
  /* What nobody knows is not said. */
  g_assert_null (gesso_export_picture_to_xmp (&photograph, GESSO_EXPORT_CREDITED));
}

#define ADD(name, func) g_test_add ("/exporter/" name, ExchangeFixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  decoder = gesso_decoder_new (2);
  ADD ("full", test_full);
  ADD ("credited", test_credited);
  ADD ("clean", test_clean);
  ADD ("profile-is-kept", test_profile_is_kept);
  ADD ("credentials", test_credentials);
  ADD ("many", test_many);
  ADD ("cancelled", test_cancelled);
  ADD ("not-into-the-library", test_not_into_the_library);
  ADD ("sandbox-is-honest", test_sandbox_is_honest);
  status = g_test_run ();
  g_object_unref (decoder);
  return status;
}

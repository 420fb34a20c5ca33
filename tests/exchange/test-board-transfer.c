/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "exchange-fixture.h"
#include "gesso-board-image.h"
#include "gesso-board-transfer.h"
#include "gesso-library-board-items.h"

#define MOODBOARD "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"

static GAsyncResult *slot;

/* --- Boards --- */

static char *
make_board (GessoLibrary *library,
            GPtrArray    *items)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GessoBoard board = { .name = (char *) "Harbour", .references = none };
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) changed = NULL;
  g_autoptr (GessoBoardChange) change = gesso_board_change_new ();
  g_autoptr (GessoBoardChange) state = NULL;
  GessoBoard *made;
  char *id;

  gesso_library_save_board_async (library, &board, gesso_test_result_cb, &slot);
  saved = gesso_test_await_result (&slot);
  made = gesso_library_save_board_finish (library, saved, NULL);
  id = g_strdup (made->id);
  gesso_board_free (made);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (change->items, gesso_board_item_copy (items->pdata[i]));
  gesso_library_change_board_async (library, id, change, "add", GESSO_BOARD_STEP_NEW, gesso_test_result_cb, &slot);
  changed = gesso_test_await_result (&slot);
  state = gesso_library_change_board_finish (library, changed, NULL);
  g_assert_nonnull (state);
  return id;
}

static GessoBoardChange *
load (GessoLibrary *library,
      const char   *id)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_load_board_async (library, id, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_load_board_finish (library, result, NULL);
}

static GessoBoardItem *
add_picture (GessoLibrary *library,
             GessoDecoder *decoder,
             guint32       colour,
             double        x)
{
  g_autoptr (GBytes) png = gesso_test_make_png (100, 80, colour);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoReferenceFile) file = NULL;
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

  gesso_library_add_reference_async (library, decoder, png, "ink.png", NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  file = gesso_library_add_reference_finish (library, result, NULL);
  item->sha256 = g_strdup (file->sha256);
  item->name = g_strdup ("ink.png");
  item->x = x;
  item->width = 100;
  item->height = 80;
  return item;
}

static void
steer (GessoLibrary *library,
       const char   *id)
{
  const GessoKreaMoodboard sea = { (char *) MOODBOARD, (char *) "Sea", NULL, 0.4 };
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_save_moodboard_async (library, &sea, NULL, NULL);
  gesso_library_steer_board_async (library, id, "muted", MOODBOARD, TRUE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_boards_finish (library, result, NULL));
}

static GPtrArray *
make_items (GessoLibrary *library,
            GessoDecoder *decoder)
{
  GPtrArray *items = gesso_board_items_new ();
  GessoBoardItem *item = add_picture (library, decoder, 0xd04020, 0);

  item->slot = 2;
  item->strength = 0.8;
  item->flip = GESSO_FLIP_HORIZONTAL | GESSO_FLIP_VERTICAL;
  item->crop[0] = 0.25;
  item->origin = g_strdup ("file:///pictures/secret/ink.png");
  g_ptr_array_add (items, item);
  item = add_picture (library, decoder, 0x2040d0, 150);
  item->origin = g_strdup ("https://example.org/sea.png");
  item->z = 1;
  g_ptr_array_add (items, item);
  item = add_picture (library, decoder, 0xd04020, 300);
  item->z = 2;
  g_ptr_array_add (items, item);
  item = gesso_board_item_new (GESSO_BOARD_NOTE);
  item->text = g_strdup ("fog, not rain");
  item->y = 100;
  item->width = item->height = 60;
  item->z = 3;
  g_ptr_array_add (items, item);
  item = gesso_board_item_new (GESSO_BOARD_SWATCH);
  item->colour = g_strdup ("#1f6f78");
  item->x = 100;
  item->y = 100;
  item->width = item->height = 60;
  item->z = 4;
  g_ptr_array_add (items, item);
  return items;
}

static gboolean
export (GessoLibrary *library,
        const char   *id,
        const char   *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  gesso_board_export_async (library, id, path, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  done = gesso_board_export_finish (library, result, &error);
  g_assert_no_error (error);
  return done;
}

static GessoBoardImport *
import (GessoLibrary  *library,
        GessoDecoder  *decoder,
        const char    *path,
        GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_board_import_async (library, decoder, path, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_board_import_finish (library, result, error);
}

/* To a library that knows nothing of it, whole; but for what was only meant for the first. */
static void
test_round_trip (void)
{
  g_autofree char *here = gesso_test_make_dir ();
  g_autofree char *there = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (here, "Harbour.gesso-board", NULL);
  g_autofree char *second = g_build_filename (here, "again.gesso-board", NULL);
  GessoLibrary *library = library_open (here);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autoptr (GPtrArray) items = make_items (library, decoder);
  g_autofree char *id = make_board (library, items);
  g_autoptr (GessoBoardImport) imported = NULL;
  g_autoptr (GessoBoardChange) board = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GBytes) same = NULL;
  g_autoptr (GError) error = NULL;
  const GessoBoardItem *item;

  steer (library, id);
  g_assert_true (export (library, id, path));
  g_assert_true (export (library, id, second));
  file = file_bytes (path);
  same = file_bytes (second);
  g_assert_true (g_bytes_equal (file, same));
  g_assert_false (bytes_contain (file, "secret"));
  g_assert_true (bytes_contain (file, "https://example.org/sea.png"));
  library_close (library);

  library = library_open (there);
  imported = import (library, decoder, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (imported->name, ==, "Harbour");
  g_assert_cmpstr (imported->id, !=, id);
  g_assert_cmpuint (imported->pictures, ==, 3);
  g_assert_cmpuint (imported->missing, ==, 0);
  board = load (library, imported->id);
  g_assert_cmpuint (board->items->len, ==, 5);
  g_assert_cmpstr (board->words, ==, "muted");
  g_assert_cmpstr (board->moodboard_name, ==, "Sea");
  g_assert_true (board->moodboard_instead);
  item = board->items->pdata[0];
  g_assert_cmpint (item->slot, ==, 2);
  g_assert_cmpfloat (item->strength, ==, 0.8);
  g_assert_cmpfloat (item->crop[0], ==, 0.25);
  g_assert_cmpint (item->flip, ==, GESSO_FLIP_HORIZONTAL | GESSO_FLIP_VERTICAL);
  g_assert_null (item->origin);
  g_assert_true (g_file_test (item->path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpstr (((GessoBoardItem *) board->items->pdata[3])->text, ==, "fog, not rain");
  g_assert_cmpstr (((GessoBoardItem *) board->items->pdata[4])->colour, ==, "#1f6f78");
  library_close (library);
}

/* --- What a stranger wrote --- */

static void
tar_add (GByteArray *tar,
         const char *name,
         char        type,
         gconstpointer data,
         gsize       length)
{
  char header[512] = { 0 };
  guint sum = 0;
  static const guint8 zeros[512];

  g_snprintf (header, 100, "%s", name);
  memcpy (header + 100, "0000644", 8);
  g_snprintf (header + 124, 12, "%011o", (guint) length);
  memcpy (header + 136, "00000000000", 12);
  memset (header + 148, ' ', 8);
  header[156] = type;
  memcpy (header + 257, "ustar\00000", 8);
  for (gsize i = 0; i < sizeof header; i++)
    sum += (guchar) header[i];
  g_snprintf (header + 148, 8, "%06o", sum);
  g_byte_array_append (tar, (guint8 *) header, sizeof header);
  g_byte_array_append (tar, data, (guint) length);
  g_byte_array_append (tar, zeros, (guint) ((512 - length % 512) % 512));
}

static char *
write_tar (const char *dir,
           const char *json,
           const char *name,
           GBytes     *picture)
{
  g_autoptr (GByteArray) tar = g_byte_array_new ();
  char *path = g_build_filename (dir, "stranger.gesso-board", NULL);

  tar_add (tar, "board.json", '0', json, strlen (json));
  tar_add (tar, "pictures/link", '2', "", 0);
  tar_add (tar, "../../escape.png", '0', "x", 1);
  if (picture != NULL)
    tar_add (tar, name, '0', g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  g_assert_true (g_file_set_contents (path, (char *) tar->data, tar->len, NULL));
  return path;
}

static void
test_stranger (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *folder = g_build_filename (dir, "library", NULL);
  GessoLibrary *library = library_open (folder);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autoptr (GBytes) png = gesso_test_make_png (20, 20, 0x00ff00);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  g_autofree char *name = g_strdup_printf ("pictures/%s.png", sha256);
  g_autofree char *wrong = g_strdup_printf ("pictures/%064d.png", 0);
  g_autofree char *json = g_strdup_printf (
    "{\"format\": \"gesso-board\", \"version\": 1, \"name\": \"%0500d\", \"items\": ["
    "{\"id\": 1, \"kind\": \"picture\", \"sha256\": \"%s\", \"width\": 10, \"height\": 10, \"slot\": 0},"
    "{\"id\": 1, \"kind\": \"picture\", \"sha256\": \"%s\", \"width\": 10, \"height\": 10, \"slot\": 0},"
    "{\"id\": 2, \"kind\": \"picture\", \"sha256\": \"../../etc/passwd\", \"width\": 10, \"height\": 10},"
    "{\"id\": 3, \"kind\": \"picture\", \"sha256\": \"%064d\", \"width\": 10, \"height\": 10},"
    "{\"id\": 4, \"kind\": \"note\", \"width\": 1e300, \"height\": 10}, 7]}",
    0, sha256, sha256, 0);
  g_autofree char *path = write_tar (dir, json, name, png);
  g_autoptr (GessoBoardImport) imported = NULL;
  g_autoptr (GessoBoardChange) board = NULL;
  g_autoptr (GError) error = NULL;

  imported = import (library, decoder, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->pictures, ==, 2);
  g_assert_cmpuint (imported->missing, ==, 1);
  g_assert_cmpuint (strlen (imported->name), ==, GESSO_BOARD_SHEET_MAX_NAME);
  board = load (library, imported->id);
  g_assert_cmpuint (board->items->len, ==, 2);
  g_assert_cmpint (((GessoBoardItem *) board->items->pdata[0])->slot
                     + ((GessoBoardItem *) board->items->pdata[1])->slot,
                   ==, -1);
  g_assert_false (g_file_test ("../../escape.png", G_FILE_TEST_EXISTS));

  /* Under a name that it does not have. */
  g_free (path);
  path = write_tar (dir, json, wrong, png);
  g_clear_pointer (&imported, gesso_board_import_free);
  imported = import (library, decoder, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (imported->pictures, ==, 0);
  g_assert_cmpuint (imported->missing, ==, 3);
  library_close (library);
}

static void
test_no_board (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *folder = g_build_filename (dir, "library", NULL);
  GessoLibrary *library = library_open (folder);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  static const char *const sheets[] = { "{}", "[]", "", "{\"format\": \"gesso-board\", \"version\": 99}" };
  g_autofree char *path = g_build_filename (dir, "no.gesso-board", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *tar = write_tar (dir, sheets[i], NULL, NULL);

      g_assert_null (import (library, decoder, tar, &error));
      g_assert_true (g_error_matches (error, G_IO_ERROR, i < 3 ? G_IO_ERROR_INVALID_DATA : G_IO_ERROR_NOT_SUPPORTED));
      g_clear_error (&error);
    }
  g_assert_true (g_file_set_contents (path, "GIF89a", -1, NULL));
  g_assert_null (import (library, decoder, path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (import (library, decoder, "/dev/zero", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  library_close (library);
}

/* --- As a picture --- */

static guint32
pixel (GessoPixels *pixels,
       guint        x,
       guint        y)
{
  const guint8 *p = (const guint8 *) g_bytes_get_data (pixels->data, NULL) + y * pixels->stride + x * 4;

  return (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2];
}

static void
test_image (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *path = g_build_filename (dir, "board.png", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autoptr (GPtrArray) items = make_items (library, decoder);
  g_autoptr (GPtrArray) none = gesso_board_items_new ();
  g_autofree char *id = make_board (library, items);
  g_autofree char *empty = make_board (library, none);
  const GessoBoardArea part = { 100, 100, 60, 60 };
  GessoBoardImage image;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GessoPixels) pixels = NULL;
  g_autoptr (GError) error = NULL;

  gesso_board_image_async (library, decoder, id, NULL, 1, path, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_board_image_finish (library, result, &image, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (image.width, ==, 400 + 2 * GESSO_BOARD_IMAGE_MARGIN);
  g_assert_cmpuint (image.height, ==, 160 + 2 * GESSO_BOARD_IMAGE_MARGIN);
  file = file_bytes (path);
  g_clear_object (&result);
  gesso_decoder_load_async (decoder, file, 0, 0, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  pixels = gesso_decoder_load_finish (decoder, result, &error);
  g_assert_no_error (error);
  g_assert_cmphex (pixel (pixels, 32 + 50, 32 + 40), ==, 0xd04020);
  g_assert_cmphex (pixel (pixels, 32 + 200, 32 + 40), ==, 0x2040d0);
  g_assert_cmphex (pixel (pixels, 32 + 130, 32 + 130), ==, 0x1f6f78);
  g_assert_cmphex (pixel (pixels, 4, 4), ==, 0xe6e6e6);

  g_clear_object (&result);
  gesso_board_image_async (library, decoder, id, &part, 2, path, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_board_image_finish (library, result, &image, &error));
  g_assert_cmpuint (image.width, ==, 120);

  g_clear_object (&result);
  gesso_board_image_async (library, decoder, empty, NULL, 1, path, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_false (gesso_board_image_finish (library, result, &image, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_object (&result);
  library_close (library);
}

static void
test_image_limit (void)
{
  const GessoBoardArea small = { 0, 0, 1000, 1000 }, wide = { 0, 0, 40000, 10 }, large = { 0, 0, 16000, 16000 };

  g_assert_cmpfloat (gesso_board_area_limit (&small, 1), ==, 1);
  g_assert_cmpfloat (gesso_board_area_limit (&small, 100) * 1000 * gesso_board_area_limit (&small, 100) * 1000, <=,
                     GESSO_BOARD_IMAGE_MAX_PIXELS + 1);
  g_assert_cmpfloat_with_epsilon (gesso_board_area_limit (&wide, 1), 16384.0 / 40000, 1e-9);
  g_assert_cmpfloat_with_epsilon (gesso_board_area_limit (&large, 1), 0.5, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-transfer/round-trip", test_round_trip);
  g_test_add_func ("/board-transfer/stranger", test_stranger);
  g_test_add_func ("/board-transfer/no-board", test_no_board);
  g_test_add_func ("/board-transfer/image", test_image);
  g_test_add_func ("/board-transfer/image-limit", test_image_limit);
  return g_test_run ();
}

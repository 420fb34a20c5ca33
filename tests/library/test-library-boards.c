/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "library-fixture.h"

#define AWAIT(call_with_slot) \
  G_STMT_START \
  { \
    slot = NULL; \
    g_clear_object (&result); \
    call_with_slot; \
    result = gesso_test_await_result (&slot); \
  } \
  G_STMT_END

/* --- Boards --- */

static void
add_reference (GessoBoard *board,
               const char *sha256,
               double      strength)
{
  GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

  reference->sha256 = g_strdup (sha256);
  reference->name = g_strdup_printf ("%s.png", sha256);
  reference->role = g_strdup ("style");
  reference->strength = strength;
  g_ptr_array_add (board->references, reference);
}

static GessoBoard *
save (GessoLibrary      *library,
      const GessoBoard  *board,
      GError           **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  AWAIT (gesso_library_save_board_async (library, board, gesso_test_result_cb, &slot));
  return gesso_library_save_board_finish (library, result, error);
}

static GPtrArray *
list (GessoLibrary *library)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *boards;

  AWAIT (gesso_library_list_boards_async (library, NULL, gesso_test_result_cb, &slot));
  boards = gesso_library_list_boards_finish (library, result, &error);
  g_assert_no_error (error);
  return boards;
}

static GessoBoard *
make_board (const char *name)
{
  g_autofree GessoBoard *blank = g_new0 (GessoBoard, 1);

  blank->name = (char *) name;
  return gesso_board_copy (blank);
}

static void
count_cb (GObject *object,
          guint   *count)
{
  ++*count;
}

static void
test_boards (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoBoard) harbour = make_board ("Harbour");
  g_autoptr (GessoBoard) saved = NULL;
  g_autoptr (GessoBoard) changed = NULL;
  g_autoptr (GPtrArray) boards = NULL;
  g_autoptr (GError) error = NULL;
  const GessoBoard *read;
  guint n_changes = 0;

  g_signal_connect (library, "boards-changed", G_CALLBACK (count_cb), &n_changes);
  add_reference (harbour, "aa", 0.6);
  add_reference (harbour, "bb", -0.3);
  for (guint i = 0; i < 12; i++)
    add_reference (harbour, "cc", 1);
  saved = save (library, harbour, &error);
  g_assert_no_error (error);
  g_assert_true (g_uuid_string_is_valid (saved->id));
  g_assert_cmpuint (saved->revision, ==, 1);
  g_assert_cmpuint (saved->references->len, ==, 10);
  g_assert_cmpuint (n_changes, ==, 1);

  g_free (saved->name);
  saved->name = g_strdup ("Harbour at night");
  g_ptr_array_set_size (saved->references, 2);
  changed = save (library, saved, &error);
  g_assert_cmpuint (changed->revision, ==, 2);
  library_close (library);

  library = library_open (dir);
  boards = list (library);
  g_assert_cmpuint (boards->len, ==, 1);
  read = boards->pdata[0];
  g_assert_cmpstr (read->name, ==, "Harbour at night");
  g_assert_cmpuint (read->revision, ==, 2);
  g_assert_cmpuint (read->references->len, ==, 2);
  g_assert_cmpstr (((GessoRecipeReference *) read->references->pdata[1])->sha256, ==, "bb");
  g_assert_cmpfloat (((GessoRecipeReference *) read->references->pdata[1])->strength, ==, -0.3);
  library_close (library);
}

static void
test_boards_delete (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *logs = g_build_filename (dir, ".gesso", "log", NULL);
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoBoard) a = make_board ("A");
  g_autoptr (GessoBoard) b = make_board ("B");
  g_autoptr (GessoBoard) saved_a = save (library, a, NULL);
  g_autoptr (GessoBoard) saved_b = save (library, b, NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) boards = NULL;

  g_usleep (2000);
  AWAIT (gesso_library_touch_board_async (library, saved_a->id, gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_boards_finish (library, result, &error));
  boards = list (library);
  g_assert_cmpstr (((GessoBoard *) boards->pdata[0])->name, ==, "A");
  g_assert_cmpint (((GessoBoard *) boards->pdata[0])->used_at, >, 0);
  g_clear_pointer (&boards, g_ptr_array_unref);

  AWAIT (gesso_library_delete_board_async (library, saved_a->id, TRUE, gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_delete_board_finish (library, result, &error));
  boards = list (library);
  g_assert_cmpuint (boards->len, ==, 1);
  g_clear_pointer (&boards, g_ptr_array_unref);
  AWAIT (gesso_library_delete_board_async (library, saved_a->id, FALSE, gesso_test_result_cb, &slot));
  boards = list (library);
  g_assert_cmpuint (boards->len, ==, 2);
  AWAIT (gesso_library_delete_board_async (library, "no such id", TRUE, gesso_test_result_cb, &slot));
  g_assert_false (gesso_library_delete_board_finish (library, result, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_files (logs), ==, 1);
  g_clear_object (&result);
  library_close (library);
}

static GPtrArray *
list_deleted (GessoLibrary *library)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *boards;

  AWAIT (gesso_library_list_deleted_boards_async (library, NULL, gesso_test_result_cb, &slot));
  boards = gesso_library_list_boards_finish (library, result, &error);
  g_assert_no_error (error);
  return boards;
}

/* What is deleted is listed, last first, until it is restored or gone for good; what is not deleted can't be gone. */
static void
test_boards_trash (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const char *const names[] = { "A", "B", "C" };
  GessoBoard *saved[3];
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) boards = list_deleted (library);

  g_assert_cmpuint (boards->len, ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GessoBoard) board = make_board (names[i]);

      saved[i] = save (library, board, NULL);
      g_usleep (2000);
      if (i < 2)
        AWAIT (gesso_library_delete_board_async (library, saved[i]->id, TRUE, gesso_test_result_cb, &slot));
    }
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = list_deleted (library);
  g_assert_cmpuint (boards->len, ==, 2);
  g_assert_cmpstr (((GessoBoard *) boards->pdata[0])->name, ==, "B");
  g_assert_cmpint (((GessoBoard *) boards->pdata[0])->deleted_at, >, ((GessoBoard *) boards->pdata[1])->deleted_at);

  AWAIT (gesso_library_purge_boards_async (library, saved[2]->id, gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_boards_finish (library, result, NULL));
  AWAIT (gesso_library_purge_boards_async (library, saved[0]->id, gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_boards_finish (library, result, NULL));
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = list_deleted (library);
  g_assert_cmpuint (boards->len, ==, 1);
  g_assert_cmpstr (((GessoBoard *) boards->pdata[0])->name, ==, "B");
  AWAIT (gesso_library_purge_boards_async (library, NULL, gesso_test_result_cb, &slot));
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = list_deleted (library);
  g_assert_cmpuint (boards->len, ==, 0);
  g_clear_pointer (&boards, g_ptr_array_unref);
  boards = list (library);
  g_assert_cmpuint (boards->len, ==, 1);
  g_assert_cmpstr (((GessoBoard *) boards->pdata[0])->name, ==, "C");
  for (guint i = 0; i < 3; i++)
    gesso_board_free (saved[i]);
  g_clear_object (&result);
  library_close (library);
}

static void
test_moodboards (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoKreaMoodboard moodboard = { (char *) "m1", (char *) "Sea", NULL, 0.35 };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) moodboards = NULL;

  AWAIT (gesso_library_save_moodboard_async (library, &moodboard, gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_boards_finish (library, result, &error));
  AWAIT (gesso_library_list_moodboards_async (library, NULL, gesso_test_result_cb, &slot));
  moodboards = gesso_library_list_moodboards_finish (library, result, &error);
  g_assert_cmpuint (moodboards->len, ==, 1);
  g_assert_cmpfloat (((GessoKreaMoodboard *) moodboards->pdata[0])->strength, ==, 0.35);
  g_clear_pointer (&moodboards, g_ptr_array_unref);
  AWAIT (gesso_library_forget_moodboard_async (library, "m1", gesso_test_result_cb, &slot));
  AWAIT (gesso_library_list_moodboards_async (library, NULL, gesso_test_result_cb, &slot));
  moodboards = gesso_library_list_moodboards_finish (library, result, &error);
  g_assert_cmpuint (moodboards->len, ==, 0);
  g_clear_object (&result);
  library_close (library);
}

/* --- Settings, history, assets --- */

static char *
get_setting (GessoLibrary *library,
             const char   *key)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *value;

  AWAIT (gesso_library_get_setting_async (library, key, NULL, gesso_test_result_cb, &slot));
  value = gesso_library_get_setting_finish (library, result, &error);
  g_assert_no_error (error);
  return value;
}

/* Of many that wait, the last one counts; every call still ends. */
static void
test_settings (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GAsyncResult *slots[50] = { NULL, };
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *none = get_setting (library, GESSO_SETTING_CAP);
  g_autofree char *last = NULL;
  g_autofree char *removed = NULL;

  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autofree char *value = g_strdup_printf ("draft %u", i);

      gesso_library_set_setting_async (library, GESSO_SETTING_DRAFT, value, gesso_test_result_cb, &slots[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (GAsyncResult) each = gesso_test_await_result (&slots[i]);

      g_assert_true (gesso_library_set_setting_finish (library, each, NULL));
    }
  last = get_setting (library, GESSO_SETTING_DRAFT);
  g_assert_cmpstr (last, ==, "draft 49");
  AWAIT (gesso_library_set_setting_async (library, GESSO_SETTING_DRAFT, NULL, gesso_test_result_cb, &slot));
  removed = get_setting (library, GESSO_SETTING_DRAFT);
  g_assert_null (removed);
  g_clear_object (&result);
  library_close (library);
}

static void
add_history (GessoLibrary *library,
             const char   *recipe)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  AWAIT (gesso_library_add_history_async (library, recipe, gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_add_history_finish (library, result, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list_history (GessoLibrary *library,
              const char   *text,
              guint         limit)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  AWAIT (gesso_library_list_history_async (library, text, limit, NULL, gesso_test_result_cb, &slot));
  return gesso_library_list_history_finish (library, result, NULL);
}

static void
test_history (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) limited = NULL;

  add_history (library, "{\"prompt\": \"A GREY boat\", \"seed\": 1}");
  add_history (library, "{\"prompt\": \"a lighthouse\"}");
  g_usleep (2000);
  add_history (library, "{\"prompt\": \"A GREY boat\", \"seed\": 2}");
  all = list_history (library, NULL, 0);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_nonnull (strstr (all->pdata[0], "\"seed\": 2"));
  found = list_history (library, "boat grey", 10);
  g_assert_cmpuint (found->len, ==, 1);
  limited = list_history (library, NULL, 1);
  g_assert_cmpuint (limited->len, ==, 1);
  library_close (library);
}

static void
test_assets (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoUploadedAsset) asset = NULL;

  AWAIT (gesso_library_remember_asset_async (library, "one", "aa", "asset-1", "https://x/1", gesso_test_result_cb, &slot));
  g_assert_true (gesso_library_remember_asset_finish (library, result, &error));
  AWAIT (gesso_library_find_asset_async (library, "one", "aa", NULL, gesso_test_result_cb, &slot));
  asset = gesso_library_find_asset_finish (library, result, &error);
  g_assert_cmpstr (asset->url, ==, "https://x/1");
  AWAIT (gesso_library_find_asset_async (library, "two", "aa", NULL, gesso_test_result_cb, &slot));
  g_assert_null (gesso_library_find_asset_finish (library, result, &error));
  g_assert_no_error (error);
  AWAIT (gesso_library_remember_asset_async (library, "one", "aa", NULL, NULL, gesso_test_result_cb, &slot));
  AWAIT (gesso_library_find_asset_async (library, "one", "aa", NULL, gesso_test_result_cb, &slot));
  g_assert_null (gesso_library_find_asset_finish (library, result, &error));
  g_clear_object (&result);

  g_assert_false (gesso_library_account_is_shared (library, "one"));
  gesso_library_mark_account_shared (library, "one");
  g_assert_true (gesso_library_account_is_shared (library, "one"));
  library_close (library);
  library = library_open (dir);
  g_assert_true (gesso_library_account_is_shared (library, "one"));
  library_close (library);
}

/* --- References --- */

static void
test_references (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  g_autofree char *references = NULL;
  g_autofree char *file = g_build_filename (dir, "ink.png", NULL);
  g_autofree char *link = g_build_filename (dir, "link.png", NULL);
  g_autofree char *digest = NULL;
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autoptr (GBytes) png = gesso_test_make_png (300, 200, 0x112233);
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (GFile) gfile = g_file_new_for_path (file);
  g_autoptr (GFile) glink = g_file_new_for_path (link);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  references = gesso_library_get_references_dir (library);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png);
  g_assert_true (g_file_set_contents (file, g_bytes_get_data (png, NULL), g_bytes_get_size (png), NULL));
  g_assert_cmpint (symlink (file, link), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GessoReferenceFile) reference = NULL;

      AWAIT (gesso_library_add_reference_file_async (library, decoder, gfile, NULL, gesso_test_result_cb, &slot));
      reference = gesso_library_add_reference_file_finish (library, result, &error);
      if (g_error_matches (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER))
        {
          g_test_skip ("gesso-decode is not built");
          g_clear_object (&result);
          library_close (library);
          return;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (reference->sha256, ==, digest);
      g_assert_cmpstr (reference->name, ==, "ink.png");
      g_assert_cmpuint (reference->width, ==, 300);
      g_assert_true (g_file_test (reference->path, G_FILE_TEST_IS_REGULAR));
    }
  g_assert_cmpuint (count_files (references), ==, 1);
  AWAIT (gesso_library_add_reference_file_async (library, decoder, glink, NULL, gesso_test_result_cb, &slot));
  g_assert_null (gesso_library_add_reference_file_finish (library, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);

  AWAIT (gesso_library_read_reference_async (library, digest, NULL, gesso_test_result_cb, &slot));
  read = gesso_library_read_reference_finish (library, result, &error);
  g_assert_true (g_bytes_equal (read, png));
  AWAIT (gesso_library_load_thumbnail_async (library, decoder, digest, NULL, 256, 0, NULL, gesso_test_result_cb, &slot));
  thumbnail = gesso_library_load_thumbnail_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gesso_picture_sniff (g_bytes_get_data (thumbnail, NULL), 12), ==, GESSO_PICTURE_JPEG);
  AWAIT (gesso_library_find_reference_async (library, "00", NULL, gesso_test_result_cb, &slot));
  g_assert_null (gesso_library_find_reference_finish (library, result, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_clear_object (&result);
  library_close (library);
}

/* Stored in the cache when a picture is kept; no decoder needed to show it. */
static void
test_thumbnail_of_kept (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoGeneration) generation = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GBytes) thumbnail = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  AWAIT (gesso_library_load_thumbnail_async (library, NULL, gesso_generation_get_sha256 (generation), NULL, 512, 0, NULL,
                                             gesso_test_result_cb, &slot));
  thumbnail = gesso_library_load_thumbnail_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (thumbnail, NULL), g_bytes_get_size (thumbnail), "jpeg", 4);
  AWAIT (gesso_library_load_thumbnail_async (library, NULL, "unknown", NULL, 256, 0, NULL, gesso_test_result_cb, &slot));
  g_assert_null (gesso_library_load_thumbnail_finish (library, result, &error));
  g_assert_error (error, GESSO_LIBRARY_ERROR, GESSO_LIBRARY_ERROR_NOT_FOUND);
  g_clear_object (&result);
  g_clear_object (&generation);
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/boards", test_boards);
  g_test_add_func ("/library/boards/delete", test_boards_delete);
  g_test_add_func ("/library/boards/trash", test_boards_trash);
  g_test_add_func ("/library/moodboards", test_moodboards);
  g_test_add_func ("/library/settings", test_settings);
  g_test_add_func ("/library/history", test_history);
  g_test_add_func ("/library/assets", test_assets);
  g_test_add_func ("/library/references", test_references);
  g_test_add_func ("/library/thumbnail-of-kept", test_thumbnail_of_kept);
  return g_test_run ();
}

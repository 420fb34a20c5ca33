/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-library-board-items.h"
#include "gesso-library-signatures.h"
#include "library-fixture.h"

#define MOODBOARD "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"

static GAsyncResult *slot;

static void
await_boards (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = gesso_test_await_result (&slot);
  g_autoptr (GError) error = NULL;

  gesso_library_boards_finish (library, result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_list_boards_async (library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_library_list_boards_finish (library, result, NULL);
}

static char *
make_board (GessoLibrary *library,
            const char   *name)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GessoBoard board = { .name = (char *) name, .references = none };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoard) saved = NULL;

  gesso_library_save_board_async (library, &board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (library, result, NULL);
  return g_strdup (saved->id);
}

static void
steer (GessoLibrary *library,
       const char   *id,
       const char   *words,
       const char   *moodboard,
       gboolean      instead)
{
  gesso_library_steer_board_async (library, id, words, moodboard, instead, gesso_test_result_cb, &slot);
  await_boards (library);
}

static void
test_words_and_link (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  const GessoKreaMoodboard sea = { (char *) MOODBOARD, (char *) "Sea", NULL, 0.4 };
  g_autofree char *id = make_board (library, "Harbour");
  g_autoptr (GPtrArray) boards = NULL;
  const GessoBoard *board;

  gesso_library_save_moodboard_async (library, &sea, gesso_test_result_cb, &slot);
  await_boards (library);
  steer (library, id, "muted, grainy", MOODBOARD, TRUE);
  gesso_library_duplicate_board_async (library, id, "Copy", gesso_test_result_cb, &slot);
  await_boards (library);
  library_close (library);

  library = library_open (dir);
  boards = list (library);
  g_assert_cmpuint (boards->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      board = boards->pdata[i];
      g_assert_cmpstr (board->words, ==, "muted, grainy");
      g_assert_cmpstr (board->moodboard, ==, MOODBOARD);
      g_assert_cmpstr (board->moodboard_name, ==, "Sea");
      g_assert_cmpfloat (board->moodboard_strength, ==, 0.4);
      g_assert_true (board->moodboard_instead);
    }
  g_clear_pointer (&boards, g_ptr_array_unref);

  /* Each change is a revision; no words are none, and without a link nothing is sent instead. */
  steer (library, id, "", NULL, TRUE);
  boards = list (library);
  board = boards->pdata[0];
  g_assert_cmpuint (board->revision, ==, 3);
  g_assert_null (board->words);
  g_assert_null (board->moodboard);
  g_assert_false (board->moodboard_instead);
  g_clear_pointer (&boards, g_ptr_array_unref);

  /* A moodboard that was forgotten is linked no more. */
  steer (library, id, NULL, MOODBOARD, TRUE);
  gesso_library_forget_moodboard_async (library, MOODBOARD, gesso_test_result_cb, &slot);
  await_boards (library);
  boards = list (library);
  g_assert_null (((GessoBoard *) boards->pdata[0])->moodboard);
  g_assert_false (((GessoBoard *) boards->pdata[0])->moodboard_instead);
  library_close (library);
}

static guint
count (GessoLibrary *library,
       const char   *text)
{
  GessoQuery query = GESSO_QUERY_INIT;
  g_autoptr (GArray) ids = NULL;

  query.text = text;
  ids = library_ids (library, &query);
  return ids->len;
}

/* By the board that the recipe names, whatever it is called and holds by now; and by what lies on it. */
static void
test_search (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = make_board (library, "Sea fog");
  g_autofree char *recipe = g_strdup_printf ("{\"prompt\": \"a pier\", \"board\": {\"id\": \"%s\", \"revision\": 3}}", id);
  g_autoptr (GPtrArray) round = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GessoGeneration) boat = library_add_kept (library, "a boat", "job-1");
  g_autoptr (GessoBoardChange) change = gesso_board_change_new ();
  g_autoptr (GessoBoardChange) changed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

  g_ptr_array_add (round, gesso_generation_new (recipe, "r", "hash", 65000, 3, NULL));
  gesso_library_add_round_async (library, round, NULL, TEST_ORIGIN, TEST_ACCOUNT, FALSE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_add_round_finish (library, result, NULL));
  g_clear_object (&result);
  g_assert_cmpuint (count (library, "board:\"Sea fog\""), ==, 1);

  item->sha256 = g_strdup (gesso_generation_get_sha256 (boat));
  item->width = item->height = 100;
  g_ptr_array_add (change->items, item);
  gesso_library_change_board_async (library, id, change, "add", GESSO_BOARD_STEP_NEW, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  changed = gesso_library_change_board_finish (library, result, NULL);
  g_assert_nonnull (changed);
  g_assert_cmpuint (count (library, "board:\"Sea fog\""), ==, 2);
  g_assert_cmpuint (count (library, "-board:\"Sea fog\""), ==, 0);
  g_assert_cmpuint (count (library, "board:\"Sea fog\" boat"), ==, 1);
  gesso_library_rename_board_async (library, id, "Mist", gesso_test_result_cb, &slot);
  await_boards (library);
  g_assert_cmpuint (count (library, "board:mist"), ==, 2);
  g_clear_object (&result);
  g_clear_object (&boat);
  g_clear_pointer (&round, g_ptr_array_unref);
  library_close (library);
}

static GHashTable *
load_signatures (GessoLibrary *library,
                 GessoDecoder *decoder,
                 GPtrArray    *items)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GHashTable *signatures;

  gesso_library_load_signatures_async (library, decoder, items, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  signatures = gesso_library_load_signatures_finish (library, result, &error);
  g_assert_no_error (error);
  return signatures;
}

static void
add_picture (GessoLibrary *library,
             GessoDecoder *decoder,
             GPtrArray    *items,
             guint32       colour)
{
  g_autoptr (GBytes) png = gesso_test_make_png (100, 80, colour);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoReferenceFile) file = NULL;
  g_autoptr (GError) error = NULL;
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

  gesso_library_add_reference_async (library, decoder, png, "a.png", NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  file = gesso_library_add_reference_finish (library, result, &error);
  g_assert_no_error (error);
  item->sha256 = g_strdup (file->sha256);
  item->path = g_strdup (file->path);
  g_ptr_array_add (items, item);
}

/* Made once; kept across a restart; what can't be read is left out. */
static void
test_signatures (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (1);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GHashTable) made = NULL;
  g_autoptr (GHashTable) kept = NULL;
  const GessoBoardItem *first;

  for (guint i = 0; i < 70; i++)
    add_picture (library, decoder, items, 0x030201 * i);
  g_ptr_array_add (items, gesso_board_item_copy (items->pdata[0]));
  g_ptr_array_add (items, gesso_board_item_new (GESSO_BOARD_NOTE));
  {
    GessoBoardItem *lost = gesso_board_item_new (GESSO_BOARD_PICTURE);

    lost->sha256 = g_strdup ("00");
    g_ptr_array_add (items, lost);
  }
  made = load_signatures (library, decoder, items);
  g_assert_cmpuint (g_hash_table_size (made), ==, 70);
  library_close (library);
  g_clear_object (&decoder);

  library = library_open (dir);
  first = items->pdata[0];
  decoder = gesso_decoder_new (1);
  kept = load_signatures (library, decoder, items);
  g_assert_cmpuint (g_hash_table_size (kept), ==, 70);
  g_assert_cmpmem (g_hash_table_lookup (kept, first->sha256), sizeof (GessoSignature),
                   g_hash_table_lookup (made, first->sha256), sizeof (GessoSignature));
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/steering/words-and-link", test_words_and_link);
  g_test_add_func ("/library/steering/search", test_search);
  g_test_add_func ("/library/steering/signatures", test_signatures);
  return g_test_run ();
}

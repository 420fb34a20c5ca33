/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "gesso-library-board-items.h"
#include "library-fixture.h"

static GAsyncResult *slot;

static char *
make_board (GessoLibrary *library)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GessoBoard board = { .name = (char *) "Harbour", .references = none };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoard) saved = NULL;

  gesso_library_save_board_async (library, &board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (library, result, NULL);
  return g_strdup (saved->id);
}

static GessoBoardChange *
load (GessoLibrary *library,
      const char   *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoBoardChange *board;

  gesso_library_load_board_async (library, id, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  board = gesso_library_load_board_finish (library, result, &error);
  g_assert_no_error (error);
  return board;
}

static GessoBoardChange *
finish_change (GessoLibrary *library)
{
  g_autoptr (GAsyncResult) result = gesso_test_await_result (&slot);
  g_autoptr (GError) error = NULL;
  GessoBoardChange *changed = gesso_library_change_board_finish (library, result, &error);

  g_assert_no_error (error);
  return changed;
}

/* One item moved to @x; @remove: taken away instead */
static void
change (GessoLibrary         *library,
        const char           *id,
        const GessoBoardItem *item,
        double                x,
        gboolean              remove,
        GessoBoardStep        kind)
{
  g_autoptr (GessoBoardChange) step = gesso_board_change_new ();
  g_autoptr (GessoBoardChange) changed = NULL;
  GessoBoardItem *copy = gesso_board_item_copy (item);

  copy->x = x;
  if (remove)
    g_array_append_val (step->removed, item->id);
  else
    g_ptr_array_add (step->items, gesso_board_item_copy (copy));
  gesso_board_item_free (copy);
  gesso_library_change_board_async (library, id, step, "move", kind, gesso_test_result_cb, &slot);
  changed = finish_change (library);
  g_assert_cmpstr (changed->undo_label, ==, "move");
  g_assert_null (changed->redo_label);
}

static GessoBoardChange *
undo (GessoLibrary *library,
      const char   *id,
      gboolean      redo)
{
  gesso_library_undo_board_async (library, id, redo, gesso_test_result_cb, &slot);
  return finish_change (library);
}

static GessoBoardItem *
make_item (const char *sha256)
{
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

  item->sha256 = g_strdup (sha256);
  item->name = g_strdup ("ink.png");
  item->origin = g_strdup ("file:///tmp/ink.png");
  item->width = 300;
  item->height = 200;
  item->crop[1] = 0.25;
  item->flip = GESSO_FLIP_VERTICAL;
  item->slot = 3;
  item->strength = 0.8;
  return item;
}

static void
assert_x (GessoLibrary *library,
          const char   *id,
          double        x)
{
  g_autoptr (GessoBoardChange) board = load (library, id);

  if (isnan (x))
    {
      g_assert_cmpuint (board->items->len, ==, 0);
      return;
    }
  g_assert_cmpuint (board->items->len, ==, 1);
  g_assert_cmpfloat (((GessoBoardItem *) board->items->pdata[0])->x, ==, x);
}

/* Everything an item is comes back; each step is undone and done again, after the library was closed too. */
static void
test_journal (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = make_board (library);
  g_autoptr (GessoBoardItem) item = make_item ("aa");
  g_autoptr (GessoBoardChange) board = NULL;
  g_autoptr (GessoBoardChange) undone = NULL;
  g_autoptr (GessoBoardChange) redone = NULL;
  const GessoBoardItem *read;

  change (library, id, item, 10, FALSE, GESSO_BOARD_STEP_NEW);
  change (library, id, item, 20, FALSE, GESSO_BOARD_STEP_NEW);
  change (library, id, item, 20, TRUE, GESSO_BOARD_STEP_NEW);
  library_close (library);
  library = library_open (dir);
  assert_x (library, id, NAN);
  g_clear_pointer (&undone, gesso_board_change_free);
  undone = undo (library, id, FALSE);
  g_assert_cmpuint (undone->items->len, ==, 1);
  g_assert_cmpstr (undone->redo_label, ==, "move");
  assert_x (library, id, 20);
  board = load (library, id);
  read = board->items->pdata[0];
  g_assert_cmpint (read->id, ==, item->id);
  g_assert_cmpstr (read->name, ==, "ink.png");
  g_assert_cmpstr (read->origin, ==, "file:///tmp/ink.png");
  g_assert_cmpfloat (read->crop[1], ==, 0.25);
  g_assert_cmpint (read->flip, ==, GESSO_FLIP_VERTICAL);
  g_assert_cmpint (read->slot, ==, 3);
  g_assert_cmpfloat (read->strength, ==, 0.8);
  g_assert_cmpuint (board->revision, ==, 5);

  gesso_board_change_free (undo (library, id, FALSE));
  assert_x (library, id, 10);
  gesso_board_change_free (undo (library, id, FALSE));
  assert_x (library, id, NAN);
  gesso_board_change_free (undo (library, id, FALSE));
  assert_x (library, id, NAN);
  for (guint i = 0; i < 2; i++)
    gesso_board_change_free (undo (library, id, TRUE));
  assert_x (library, id, 20);
  /* Another turn: what was undone is gone. */
  change (library, id, item, 30, FALSE, GESSO_BOARD_STEP_NEW);
  redone = undo (library, id, TRUE);
  g_assert_cmpuint (redone->items->len + redone->removed->len, ==, 0);
  assert_x (library, id, 30);
  library_close (library);
}

/* Many small steps of one gesture are one step to undo. */
static void
test_merge (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = make_board (library);
  g_autoptr (GessoBoardItem) item = make_item ("aa");

  change (library, id, item, 0, FALSE, GESSO_BOARD_STEP_NEW);
  for (guint i = 1; i <= 5; i++)
    change (library, id, item, i, FALSE, i > 1 ? GESSO_BOARD_STEP_SOON : GESSO_BOARD_STEP_NEW);
  assert_x (library, id, 5);
  gesso_board_change_free (undo (library, id, FALSE));
  assert_x (library, id, 0);

  /* So are those of one that takes its time; what comes later by itself is not. */
  change (library, id, item, 6, FALSE, GESSO_BOARD_STEP_NEW);
  gesso_test_settle (1100);
  change (library, id, item, 7, FALSE, GESSO_BOARD_STEP_SAME);
  gesso_test_settle (1100);
  change (library, id, item, 8, FALSE, GESSO_BOARD_STEP_SOON);
  gesso_board_change_free (undo (library, id, FALSE));
  assert_x (library, id, 7);
  gesso_board_change_free (undo (library, id, FALSE));
  assert_x (library, id, 0);
  library_close (library);
}

/* What is in the strip alone gets a place; what lies on the canvas alone is sent where the strip is empty. */
static void
test_strip_and_canvas (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = make_board (library);
  g_autoptr (GessoBoardItem) item = make_item ("aa");
  g_autoptr (GPtrArray) boards = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  const GessoBoard *listed;

  item->slot = -1;
  change (library, id, item, 0, FALSE, GESSO_BOARD_STEP_NEW);
  gesso_library_list_boards_async (library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  boards = gesso_library_list_boards_finish (library, result, NULL);
  listed = boards->pdata[0];
  g_assert_cmpuint (listed->n_pictures, ==, 1);
  g_assert_cmpuint (listed->references->len, ==, 1);
  g_assert_cmpstr (((GessoRecipeReference *) listed->references->pdata[0])->sha256, ==, "aa");
  g_clear_object (&result);
  library_close (library);
}

static void
test_names (void)
{
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = make_board (library);
  g_autoptr (GessoBoardItem) item = make_item ("aa");
  g_autoptr (GPtrArray) boards = NULL;
  g_autoptr (GAsyncResult) renamed = NULL;
  g_autoptr (GAsyncResult) copied = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoardChange) copy = NULL;
  const GessoBoard *newest;

  change (library, id, item, 7, FALSE, GESSO_BOARD_STEP_NEW);
  gesso_library_rename_board_async (library, id, "Sea", gesso_test_result_cb, &slot);
  renamed = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_boards_finish (library, renamed, NULL));
  g_usleep (2000);
  gesso_library_duplicate_board_async (library, id, "Sea again", gesso_test_result_cb, &slot);
  copied = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_boards_finish (library, copied, NULL));
  gesso_library_list_boards_async (library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  boards = gesso_library_list_boards_finish (library, result, NULL);
  g_assert_cmpuint (boards->len, ==, 2);
  newest = boards->pdata[0];
  g_assert_cmpstr (newest->name, ==, "Sea again");
  g_assert_cmpstr (((GessoBoard *) boards->pdata[1])->name, ==, "Sea");
  copy = load (library, newest->id);
  g_assert_cmpuint (copy->items->len, ==, 1);
  g_assert_cmpint (((GessoBoardItem *) copy->items->pdata[0])->id, !=, item->id);
  g_assert_cmpint (((GessoBoardItem *) copy->items->pdata[0])->slot, ==, 3);
  g_assert_null (copy->undo_label);
  g_clear_object (&renamed);
  g_clear_object (&copied);
  g_clear_object (&result);
  library_close (library);
}

/* Numbers from a file are never believed. */
static void
test_json (void)
{
  g_autoptr (GessoBoardItem) item = make_item ("aa");
  g_autoptr (GessoBoardItem) same = NULL;
  JsonObject *object = gesso_board_item_to_json (item);

  same = gesso_board_item_from_json (object);
  g_assert_cmpstr (same->sha256, ==, "aa");
  g_assert_cmpfloat (same->width, ==, 300);
  json_object_set_double_member (object, "width", 1e12);
  g_assert_null (gesso_board_item_from_json (object));
  json_object_set_double_member (object, "width", 300);
  json_object_set_double_member (object, "crop_bottom", 0.8);
  g_assert_null (gesso_board_item_from_json (object));
  json_object_remove_member (object, "crop_bottom");
  json_object_set_int_member (object, "slot", 10);
  g_assert_null (gesso_board_item_from_json (object));
  json_object_unref (object);
}

/* Row by row, whatever the heights; what is sent of a board without slots is read the same way. */
static void
test_reading_order (void)
{
  const double places[][3] = { { 300, 0, 240 }, { 0, 40, 160 }, { 0, 260, 240 }, { 600, 100, 40 } };
  const char *const read[] = { "1", "0", "3", "2" };
  g_autofree char *dir = gesso_test_make_dir ();
  GessoLibrary *library = library_open (dir);
  g_autofree char *id = make_board (library);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) boards = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);

      item->name = g_strdup_printf ("%u", i);
      item->sha256 = g_strdup_printf ("%064u", i);
      item->y = places[i][1];
      item->width = item->height = places[i][2];
      change (library, id, item, places[i][0], FALSE, GESSO_BOARD_STEP_NEW);
      item->x = places[i][0];
      g_ptr_array_add (items, item);
    }
  gesso_board_items_sort (items);
  gesso_library_list_boards_async (library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  boards = gesso_library_list_boards_finish (library, result, NULL);
  g_clear_object (&result);
  for (guint i = 0; i < G_N_ELEMENTS (read); i++)
    {
      const GessoRecipeReference *reference = ((GessoBoard *) boards->pdata[0])->references->pdata[i];

      g_assert_cmpstr (((GessoBoardItem *) items->pdata[i])->name, ==, read[i]);
      g_assert_cmpstr (reference->name, ==, read[i]);
    }
  library_close (library);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/library/board-items/journal", test_journal);
  g_test_add_func ("/library/board-items/merge", test_merge);
  g_test_add_func ("/library/board-items/strip", test_strip_and_canvas);
  g_test_add_func ("/library/board-items/names", test_names);
  g_test_add_func ("/library/board-items/json", test_json);
  g_test_add_func ("/library/board-items/reading-order", test_reading_order);
  return g_test_run ();
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "boards/gesso-board-add.h"
#include "boards/gesso-board-model.h"
#include "boards/gesso-board-target-toggle.h"
#include "boards/gesso-board-target.h"
#include "composer/gesso-target-row.h"
#include "gesso-library-board-items.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static GessoUiTest test;

static void
arrive (const char *prompt,
        guint       width,
        guint       height,
        guint32     colour)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, prompt, width, height, colour);

  g_signal_emit_by_name (test.engine, "kept", generation);
}

/* (transfer full): what is on disk */
static GessoBoardChange *
load (const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoBoardChange *board;

  gesso_library_load_board_async (test.library, id, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  board = gesso_library_load_board_finish (test.library, result, &error);
  g_assert_no_error (error);
  return board;
}

typedef struct {
  const char *board;
  guint count;
} Wanted;

static gboolean
has_items (gpointer data)
{
  const Wanted *wanted = data;
  g_autoptr (GessoBoardChange) board = load (wanted->board);

  return board->items->len == wanted->count;
}

static void
await_items (const char *id,
             guint       count)
{
  Wanted wanted = { id, count };

  g_assert_true (gesso_test_await (has_items, &wanted, GESSO_TEST_TIMEOUT_MS));
}

static gboolean
overlap (const GessoBoardItem *a,
         const GessoBoardItem *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
undo (const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoardChange) change = NULL;

  gesso_library_undo_board_async (test.library, id, FALSE, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  change = gesso_library_change_board_finish (test.library, result, NULL);
  g_assert_nonnull (change);
}

/* Pictures come to a board that nobody looks at: beside each other, over nothing, each a step, with where they came from. */
static void
test_arrive (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Harbour");
  GessoBoardTarget *target = gesso_board_target_get (test.context);
  g_autoptr (GessoBoardChange) board = NULL;

  arrive ("before", 256, 256, 0x101010);
  gesso_board_target_set (target, id);
  for (guint i = 0; i < 6; i++)
    arrive ("a boat", i % 2 == 0 ? 256 : 128, 192, 0x203040 + i * 0x101010);
  await_items (id, 6);
  board = load (id);
  for (guint i = 0; i < 6; i++)
    {
      const GessoBoardItem *item = board->items->pdata[i];

      g_assert_true (g_str_has_prefix (item->origin, "generation:"));
      for (guint k = 0; k < i; k++)
        g_assert_false (overlap (item, board->items->pdata[k]));
    }
  /* More than one in a row. */
  g_assert_cmpfloat (((GessoBoardItem *) board->items->pdata[1])->x, >, ((GessoBoardItem *) board->items->pdata[0])->x);
  undo (id);
  await_items (id, 5);

  gesso_board_target_set (target, NULL);
  arrive ("after", 256, 256, 0x908070);
  gesso_test_settle (100);
  await_items (id, 5);
}

static gboolean
is_on_disk (gpointer id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *value = NULL;

  gesso_library_get_setting_async (test.library, "target-board", NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  value = gesso_library_get_setting_finish (test.library, result, NULL);
  return g_strcmp0 (value, id) == 0;
}

static gboolean
has_name (gpointer target)
{
  return g_strcmp0 (gesso_board_target_get_name (target), "Open sea") == 0;
}

static gboolean
has_none (gpointer target)
{
  return gesso_board_target_get_id (target) == NULL;
}

/* It is the library's, so another session has it, too; with a new name, and not after the board is gone. */
static void
test_kept (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Coast");
  GessoContext *again;
  GessoBoardTarget *target;

  gesso_board_target_set (gesso_board_target_get (test.context), id);
  gesso_library_rename_board_async (test.library, id, "Open sea", NULL, NULL);
  g_assert_true (gesso_test_await (is_on_disk, id, GESSO_TEST_TIMEOUT_MS));
  again = gesso_context_new (test.engine, test.settings);
  target = gesso_board_target_get (again);
  g_assert_true (target != gesso_board_target_get (test.context));
  g_assert_true (gesso_test_await (has_name, target, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (gesso_board_target_get_id (target), ==, id);

  gesso_library_delete_board_async (test.library, id, TRUE, NULL, NULL);
  g_assert_true (gesso_test_await (has_none, target, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gesso_test_await (has_none, gesso_board_target_get (test.context), GESSO_TEST_TIMEOUT_MS));
  g_object_unref (again);
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

/* There is one at most; the toggles of two boards and the composer agree about which. */
static void
test_widgets (void)
{
  g_autofree char *one = gesso_ui_test_save_board (&test, "One");
  g_autofree char *two = gesso_ui_test_save_board (&test, "Two");
  GessoBoardTarget *target = gesso_board_target_get (test.context);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gesso_board_target_toggle_new (test.context, one);
  GtkWidget *second = gesso_board_target_toggle_new (test.context, two);
  GtkWidget *row = gesso_target_row_new (test.context);
  GtkWidget *window;

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_box_append (GTK_BOX (box), row);
  window = gesso_ui_test_present (box, 300, 200);
  g_assert_false (gtk_widget_get_visible (row));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (first), TRUE);
  g_assert_cmpstr (gesso_board_target_get_id (target), ==, one);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (second), TRUE);
  g_assert_cmpstr (gesso_board_target_get_id (target), ==, two);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (first)));
  g_assert_true (gesso_test_await (is_visible, row, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (gtk_label_get_label (gesso_ui_test_find (row, GTK_TYPE_LABEL)), ==, "New pictures go to “Two”");

  g_signal_emit_by_name (gesso_ui_test_find (row, GTK_TYPE_BUTTON), "clicked");
  g_assert_null (gesso_board_target_get_id (target));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (second)));
  g_assert_false (gtk_widget_get_visible (row));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GessoReferenceFile *
add_file (guint32 colour)
{
  g_autoptr (GBytes) png = gesso_test_make_png (64, 48, colour);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoReferenceFile *file;

  gesso_library_add_reference_async (test.library, test.decoder, png, "ink.png", NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  file = gesso_library_add_reference_finish (test.library, result, &error);
  g_assert_no_error (error);
  return file;
}

static void
add_in_slot (const char *id,
             guint       n,
             guint32     colour,
             int         slot)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_reference_file_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (files, add_file (colour + i));
  gesso_board_add_in_slot_async (test.context, id, files, slot, NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  g_assert_true (gesso_board_add_finish (result, &error));
  g_assert_no_error (error);
}

static int
count_in_slots (const GessoBoardChange *board)
{
  int n = 0;

  for (guint i = 0; i < board->items->len; i++)
    n += ((GessoBoardItem *) board->items->pdata[i])->slot >= 0;
  return n;
}

/* Dropped on a slot: on the board and in the strip at once; what was there only leaves the strip. */
static void
test_slots (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Strip");
  g_autoptr (GessoBoardChange) two = NULL;
  g_autoptr (GessoBoardChange) four = NULL;
  g_autoptr (GessoBoardChange) undone = NULL;

  add_in_slot (id, 2, 0x400000, 3);
  await_items (id, 2);
  two = load (id);
  g_assert_cmpint (((GessoBoardItem *) two->items->pdata[0])->slot, ==, 3);
  g_assert_cmpint (((GessoBoardItem *) two->items->pdata[1])->slot, ==, 4);

  add_in_slot (id, 2, 0x004000, 3);
  await_items (id, 4);
  four = load (id);
  g_assert_cmpint (count_in_slots (four), ==, 3);
  g_assert_cmpint (((GessoBoardItem *) four->items->pdata[0])->slot, ==, -1);
  g_assert_cmpint (((GessoBoardItem *) four->items->pdata[2])->slot, ==, 3);
  g_assert_cmpint (((GessoBoardItem *) four->items->pdata[3])->slot, ==, 5);

  undo (id);
  undone = load (id);
  g_assert_cmpuint (undone->items->len, ==, 2);
  g_assert_cmpint (((GessoBoardItem *) undone->items->pdata[0])->slot, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/board-target/arrive", test_arrive);
  g_test_add_func ("/board-target/kept", test_kept);
  g_test_add_func ("/board-target/widgets", test_widgets);
  g_test_add_func ("/board-target/slots", test_slots);
  return gesso_ui_test_run (&test);
}

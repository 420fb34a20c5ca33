/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "boards/gesso-board-tile.h"
#include "boards/gesso-board-trash.h"
#include "boards/gesso-board-view.h"
#include "boards/gesso-board-window.h"
#include "boards/gesso-boards-page.h"
#include "boards/gesso-steering-strip.h"
#include "gesso-library-boards.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static GessoUiTest test;

static void
reference_free (gpointer data)
{
  GessoRecipeReference *reference = data;

  g_free (reference->sha256);
  g_free (reference->name);
  g_free (reference->role);
  g_free (reference);
}

static void
add_references (GPtrArray *references,
                guint      n)
{
  for (guint i = 0; i < n; i++)
    {
      GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

      reference->sha256 = g_strdup_printf ("%064u", i);
      reference->name = g_strdup ("ink.png");
      reference->role = g_strdup ("style");
      reference->strength = 0.6;
      g_ptr_array_add (references, reference);
    }
}

/* Returns its id. */
static char *
save_board (const char *name,
            guint       n)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  GessoBoard board = { .name = (char *) name, .references = references };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoard) saved = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  add_references (references, n);
  gesso_library_save_board_async (test.library, &board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (test.library, result, &error);
  g_assert_no_error (error);
  return g_strdup (saved->id);
}

static gboolean
has_tile (gpointer page)
{
  return gesso_ui_test_find (page, GESSO_TYPE_BOARD_TILE) != NULL;
}

static gboolean
has_no_tile (gpointer page)
{
  return !has_tile (page);
}

static gboolean
is_renamed (gpointer page)
{
  GessoBoardTile *tile = gesso_ui_test_find (page, GESSO_TYPE_BOARD_TILE);

  return tile != NULL && g_str_equal (gesso_board_tile_get_board (tile)->name, "Open sea");
}

static void
use_cb (const char **id,
        const char  *board)
{
  *id = g_intern_string (board);
}

static void
toast_cb (AdwToast **slot,
          AdwToast  *toast)
{
  g_set_object (slot, toast);
}

static void
test_page (void)
{
  GtkWidget *page = gesso_boards_page_new (test.context);
  GtkWidget *window = gesso_ui_test_present (page, 600, 400);
  g_autoptr (AdwToast) toast = NULL;
  GtkWidget *tile, *entry;
  const char *id = NULL;
  gpointer weak = page;

  g_signal_connect_swapped (page, "use-board", G_CALLBACK (use_cb), &id);
  g_signal_connect_swapped (page, "toast", G_CALLBACK (toast_cb), &toast);
  gesso_test_settle (50);
  g_assert_false (has_tile (page));

  g_free (save_board ("Harbour", 3));
  g_assert_true (gesso_test_await (has_tile, page, GESSO_TEST_TIMEOUT_MS));
  tile = gesso_ui_test_find (page, GESSO_TYPE_BOARD_TILE);
  g_assert_cmpstr (gesso_board_tile_get_board (GESSO_BOARD_TILE (tile))->name, ==, "Harbour");
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, "Harbour, 3 pictures · not used yet");
  gtk_widget_activate_action (tile, "board.use", NULL);
  g_assert_cmpstr (id, ==, gesso_board_tile_get_board (GESSO_BOARD_TILE (tile))->id);

  gtk_widget_activate_action (tile, "board.rename", NULL);
  entry = gesso_ui_test_find (tile, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "  Open sea ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gesso_test_await (is_renamed, page, GESSO_TEST_TIMEOUT_MS));

  tile = gesso_ui_test_find (page, GESSO_TYPE_BOARD_TILE);
  gtk_widget_activate_action (tile, "board.delete", NULL);
  g_assert_true (gesso_test_await (has_no_tile, page, GESSO_TEST_TIMEOUT_MS));
  g_assert_nonnull (toast);
  g_signal_emit_by_name (toast, "button-clicked");
  g_assert_true (gesso_test_await (has_tile, page, GESSO_TEST_TIMEOUT_MS));

  gesso_test_settle (50);
  g_clear_object (&toast);
  g_object_add_weak_pointer (G_OBJECT (page), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

/* --- Search, duplicate, a window of its own, and the trash --- */

/* The tile of that name that can be seen. */
static GtkWidget *
find_tile (GtkWidget  *page,
           const char *name)
{
  GtkWidget *flow = gesso_ui_test_find (page, GTK_TYPE_FLOW_BOX);
  GtkFlowBoxChild *child;

  for (int i = 0; (child = gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (flow), i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (child)) &&
        g_str_equal (gesso_board_tile_get_board (GESSO_BOARD_TILE (child))->name, name))
      return GTK_WIDGET (child);
  return NULL;
}

typedef struct {
  GtkWidget  *page;
  const char *name;
} Named;

static gboolean
is_there (gpointer data)
{
  return find_tile (((Named *) data)->page, ((Named *) data)->name) != NULL;
}

static gboolean
is_gone (gpointer data)
{
  return !is_there (data);
}

static void
await_tile (GtkWidget  *page,
            const char *name,
            gboolean    there)
{
  Named named = { page, name };

  g_assert_true (gesso_test_await (there ? is_there : is_gone, &named, GESSO_TEST_TIMEOUT_MS));
}

static GtkWidget *
find_label (GtkWidget  *root,
            const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

static void
test_search (void)
{
  GtkWidget *page = gesso_boards_page_new (test.context);
  GtkWidget *window = gesso_ui_test_present (page, 600, 400);
  GtkEditable *search = gesso_ui_test_find (page, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *nothing = find_label (page, "No board has that name.");

  g_free (save_board ("Söderhamn", 1));
  g_free (save_board ("Attic", 1));
  await_tile (page, "Söderhamn", TRUE);
  await_tile (page, "Attic", TRUE);
  gtk_editable_set_text (search, " SÖDER ");
  await_tile (page, "Attic", FALSE);
  g_assert_nonnull (find_tile (page, "Söderhamn"));
  g_assert_false (gtk_widget_get_visible (nothing));
  gtk_editable_set_text (search, "cellar");
  await_tile (page, "Söderhamn", FALSE);
  g_assert_true (gtk_widget_get_visible (nothing));
  /* Escape in the entry shows them all again. */
  g_signal_emit_by_name (search, "stop-search");
  await_tile (page, "Attic", TRUE);
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_window (gpointer slot)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (GESSO_IS_BOARD_WINDOW (window))
        *(GtkWidget **) slot = window;
    }
  return *(GtkWidget **) slot != NULL;
}

static void
test_duplicate_and_window (void)
{
  GtkWidget *page = gesso_boards_page_new (test.context);
  GtkWidget *window = gesso_ui_test_present (page, 600, 400);
  GtkWidget *own = NULL, *again = NULL;
  GtkWidget *tile;

  await_tile (page, "Attic", TRUE);
  gtk_widget_activate_action (find_tile (page, "Attic"), "board.duplicate", NULL);
  await_tile (page, "Attic (copy)", TRUE);
  tile = find_tile (page, "Attic (copy)");
  g_assert_cmpuint (gesso_board_tile_get_board (GESSO_BOARD_TILE (tile))->n_pictures, ==, 1);
  g_assert_cmpstr (gesso_board_tile_get_board (GESSO_BOARD_TILE (tile))->id, !=,
                   gesso_board_tile_get_board (GESSO_BOARD_TILE (find_tile (page, "Attic")))->id);

  gtk_widget_activate_action (tile, "board.open-window", NULL);
  g_assert_true (gesso_test_await (has_window, &own, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (gesso_board_window_get_id (GESSO_BOARD_WINDOW (own)), ==,
                   gesso_board_tile_get_board (GESSO_BOARD_TILE (tile))->id);
  /* One window for one board; it goes with the page. */
  gtk_widget_activate_action (tile, "board.open-window", NULL);
  g_assert_true (gesso_test_await (has_window, &again, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (own == again);
  g_object_add_weak_pointer (G_OBJECT (own), (gpointer *) &own);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized ((gpointer *) &own);
}

static gboolean
counts_one (gpointer trash)
{
  return gesso_board_trash_get_count (trash) == 1;
}

static gboolean
counts_none (gpointer trash)
{
  return gesso_board_trash_get_count (trash) == 0;
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  GtkWidget *text = find_label (root, label);

  g_assert_nonnull (text);
  return gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON);
}

static void
test_trash (void)
{
  GtkWidget *page = gesso_boards_page_new (test.context);
  GtkWidget *window = gesso_ui_test_present (page, 600, 400);
  GtkWidget *stack = gesso_ui_test_find (page, GTK_TYPE_STACK);
  GtkWidget *trash = gesso_ui_test_find (page, GESSO_TYPE_BOARD_TRASH);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  await_tile (page, "Attic", TRUE);
  g_assert_true (counts_none (trash));
  gtk_widget_activate_action (find_tile (page, "Attic"), "board.delete", NULL);
  await_tile (page, "Attic", FALSE);
  g_assert_true (gesso_test_await (counts_one, trash, GESSO_TEST_TIMEOUT_MS));

  gtk_widget_activate_action (page, "boards.show-deleted", NULL);
  g_assert_true (gtk_stack_get_visible_child (GTK_STACK (stack)) == trash);
  g_assert_nonnull (find_label (trash, "1 picture · deleted today"));
  gtk_test_accessible_assert_property (find_button (trash, "Restore"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Restore “Attic”");
  g_signal_emit_by_name (find_button (trash, "Restore"), "clicked");
  /* What it was the last of is left. */
  await_tile (page, "Attic", TRUE);
  g_assert_true (gesso_test_await (counts_none, trash, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "boards");

  /* For good: only what is in the trash. */
  gtk_widget_activate_action (find_tile (page, "Attic"), "board.delete", NULL);
  g_assert_true (gesso_test_await (counts_one, trash, GESSO_TEST_TIMEOUT_MS));
  gesso_library_purge_boards_async (test.library, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_library_boards_finish (test.library, result, &error));
  g_assert_no_error (error);
  g_assert_true (gesso_test_await (counts_none, trash, GESSO_TEST_TIMEOUT_MS));
  g_assert_nonnull (find_tile (page, "Söderhamn"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The narrowest window has 360 px, its borders with them, whatever the board is called. */
static void
test_narrow (void)
{
  g_autofree char *id = save_board ("All that was ever collected about harbours at dusk, and a little more", 0);
  GtkWidget *view = gesso_board_view_new (test.context, id);
  GtkWidget *window = gesso_ui_test_present (view, 340, 700);
  GtkWidget *strip = gesso_ui_test_find (view, GESSO_TYPE_STEERING_STRIP);
  int minimum, high, low;

  gesso_test_settle (100);
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 340);
  /* What finds no room in a line is in the next one. */
  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, 340, &high, NULL, NULL, NULL);
  gtk_widget_measure (strip, GTK_ORIENTATION_VERTICAL, 700, &low, NULL, NULL, NULL);
  g_assert_cmpint (high, >, low);
  for (GtkWidget *child = gtk_widget_get_first_child (strip); child != NULL; child = gtk_widget_get_next_sibling (child))
    g_assert_cmpint (gtk_widget_get_width (child), <=, gtk_widget_get_width (strip));
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_settle (50);
}

/* All of it but the gaps, whatever it has. */
static void
test_covers_are_full (void)
{
  for (guint n = 1; n <= 5; n++)
    {
      g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
      const GessoBoard board = { .id = (char *) "b", .name = (char *) "Harbour", .n_pictures = n, .references = references };
      GtkWidget *flow = gtk_flow_box_new ();
      GtkWidget *tile, *cover, *window;
      guint count = 0;
      int covered = 0;

      add_references (references, n);
      tile = gesso_board_tile_new (test.context, &board);
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), tile, -1);
      window = gesso_ui_test_present (flow, 400, 400);
      cover = gesso_ui_test_find (tile, GTK_TYPE_GRID);
      for (GtkWidget *child = gtk_widget_get_first_child (cover); child != NULL; child = gtk_widget_get_next_sibling (child))
        {
          covered += gtk_widget_get_width (child) * gtk_widget_get_height (child);
          count++;
        }
      g_assert_cmpuint (count, ==, MIN (n, 4));
      g_assert_cmpint (covered, >, gtk_widget_get_width (cover) * gtk_widget_get_height (cover) * 95 / 100);
      gesso_ui_test_close (window, tile);
    }
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/boards/page", test_page);
  g_test_add_func ("/boards/search", test_search);
  g_test_add_func ("/boards/duplicate-and-window", test_duplicate_and_window);
  g_test_add_func ("/boards/trash", test_trash);
  g_test_add_func ("/boards/narrow", test_narrow);
  g_test_add_func ("/boards/covers-are-full", test_covers_are_full);
  return gesso_ui_test_run (&test);
}

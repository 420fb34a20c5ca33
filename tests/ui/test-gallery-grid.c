/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/gallery/gesso-grid.h"
#include "../../src/ui/gallery/gesso-tile-status.h"
#include "../../src/ui/gallery/gesso-tile-private.h"
#include "../../src/ui/gesso-image-loader-private.h"
#include "gesso-generation-list.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

#define N_PICTURES 24
/* More than the toolkit keeps cells for. */
#define N_ROUNDS 3
#define N_IMAGES 64

static GessoUiTest test;

static GessoGenerationList *
load_query (const GessoQuery *query)
{
  GessoGenerationList *list = gesso_generation_list_new (test.library, query);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_generation_list_load_async (list, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_generation_list_load_finish (list, result, &error));
  g_assert_no_error (error);
  return list;
}

static GListModel *
load_list (void)
{
  const GessoQuery query = GESSO_QUERY_INIT;

  return G_LIST_MODEL (load_query (&query));
}

static gint64
row_at (gpointer model,
        guint    position)
{
  g_autoptr (GessoGeneration) generation = g_list_model_get_item (model, position);

  return gesso_generation_get_row_id (generation);
}

static void
test_selection (void)
{
  g_autoptr (GessoSelection) selection = gesso_selection_new ();
  g_autoptr (GListModel) list = load_list ();
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GessoGeneration) arrived = NULL;
  gint64 row;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 0);
  gesso_selection_set_model (selection, list);
  row = row_at (selection, 2);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 2, TRUE);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 2));

  /* What arrives moves it, and it stays selected. */
  arrived = gesso_ui_test_add (&test, "a newcomer", "1:1", NULL);
  g_assert_cmpint (row_at (selection, 0), ==, gesso_generation_get_row_id (arrived));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 2));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 3));
  g_assert_cmpuint (gesso_selection_find (selection, row), ==, 3);

  /* Another list and back. */
  gesso_selection_set_model (selection, NULL);
  selected = gesso_selection_dup_selected (selection);
  g_assert_cmpuint (selected->len, ==, 0);
  gesso_selection_set_model (selection, list);
  g_clear_pointer (&selected, g_ptr_array_unref);
  selected = gesso_selection_dup_selected (selection);
  g_assert_cmpuint (selected->len, ==, 1);
  g_assert_cmpint (gesso_generation_get_row_id (selected->pdata[0]), ==, row);

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, 3, FALSE);
  g_assert_cmpuint (gesso_selection_get_count (selection), ==, 4);
  gtk_selection_model_unselect_range (GTK_SELECTION_MODEL (selection), 0, 2);
  g_assert_cmpuint (gesso_selection_get_count (selection), ==, 2);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gesso_selection_get_count (selection), ==, g_list_model_get_n_items (list));
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpuint (gesso_selection_get_count (selection), ==, 0);
}

static GtkWidget *
present_grid (GListModel  *list,
              GtkWidget  **window)
{
  GtkWidget *grid = gesso_grid_new (test.context);

  gesso_selection_set_model (gesso_grid_get_selection (GESSO_GRID (grid)), list);
  *window = gesso_ui_test_present (grid, 800, 600);
  return grid;
}

static guint
get_columns (GtkWidget *grid)
{
  return gtk_grid_view_get_max_columns (gesso_ui_test_find (grid, GTK_TYPE_GRID_VIEW));
}

static gboolean
all_is_loaded (gpointer loader)
{
  return gesso_image_loader_get_cached (loader) > 0 && gesso_image_loader_get_active (loader) == 0;
}

static void
test_budget (void)
{
  g_autoptr (GListModel) list = load_list ();
  GessoImageLoader *loader = gesso_image_loader_get (test.context);
  GtkWidget *window;
  GtkWidget *grid = present_grid (list, &window);
  g_autoptr (GessoGeneration) arrived = NULL;
  guint before;

  gesso_test_settle (300);
  g_assert_true (gesso_test_await (all_is_loaded, loader, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (get_columns (grid), ==, (800 - 12) / (176 + GESSO_TILE_GUTTER));
  /* What the toolkit keeps for that many columns, and no more. */
  g_assert_cmpuint (gesso_grid_count_cells (GESSO_GRID (grid)), <=, 32 * get_columns (grid) + 1);
  /* Four rows of four fit at most: nothing below them was decoded. */
  g_assert_cmpuint (gesso_image_loader_get_started (loader), <=, 16);

  /* A newcomer binds the cells again, and nothing is decoded again for it. */
  before = gesso_image_loader_get_started (loader);
  arrived = gesso_ui_test_add (&test, "on top", "1:1", NULL);
  gesso_test_settle (300);
  g_assert_cmpuint (gesso_image_loader_get_started (loader), <=, before + 1);
  g_assert_true (gesso_grid_is_at_top (GESSO_GRID (grid)));

  gesso_grid_set_tile_size (GESSO_GRID (grid), 4);
  gesso_test_settle (100);
  g_assert_cmpuint (get_columns (grid), ==, 2);
  gesso_ui_test_close (window, grid);
}

static GtkAdjustment *
get_adjustment (GtkWidget *grid)
{
  return gtk_scrolled_window_get_vadjustment (gesso_ui_test_find (grid, GTK_TYPE_SCROLLED_WINDOW));
}

static gboolean
is_scrolled (gpointer adjustment)
{
  return gtk_adjustment_get_value (adjustment) > 100;
}

static void
test_scroll_and_focus (void)
{
  g_autoptr (GListModel) list = load_list ();
  GtkWidget *window;
  GtkWidget *grid = present_grid (list, &window);
  guint last = g_list_model_get_n_items (list) - 1;
  GessoGeneration *selected;

  gesso_grid_scroll_to (GESSO_GRID (grid), last, TRUE);
  g_assert_true (gesso_test_await (is_scrolled, get_adjustment (grid), GESSO_TEST_TIMEOUT_MS));
  g_assert_false (gesso_grid_is_at_top (GESSO_GRID (grid)));
  selected = gesso_context_get_selected (test.context);
  g_assert_nonnull (selected);
  g_assert_cmpint (gesso_generation_get_row_id (selected), ==, row_at (list, last));
  gesso_grid_scroll_to (GESSO_GRID (grid), 100000, TRUE);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (gesso_grid_get_selection (GESSO_GRID (grid))));
  g_assert_null (gesso_context_get_selected (test.context));
  gesso_ui_test_close (window, grid);
}

typedef struct {
  GtkWidget *grid;
  gint64     row_id;
} Cell;

/* Whether a picture is drawn: a cell for it is mapped. */
static gboolean
is_shown (gpointer data)
{
  const Cell *cell = data;
  GtkWidget *view = gesso_ui_test_find (cell->grid, GTK_TYPE_GRID_VIEW);

  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *tile = gtk_widget_get_first_child (child);
      GessoGeneration *generation = GESSO_IS_TILE (tile) ? gesso_tile_get_generation (GESSO_TILE (tile)) : NULL;

      if (generation != NULL && gesso_generation_get_row_id (generation) == cell->row_id && gtk_widget_get_mapped (tile))
        return TRUE;
    }
  return FALSE;
}

static GListModel *
get_places (GtkWidget *grid)
{
  return G_LIST_MODEL (gtk_grid_view_get_model (gesso_ui_test_find (grid, GTK_TYPE_GRID_VIEW)));
}

static gboolean
is_complete (gpointer grid)
{
  return g_list_model_get_n_items (get_places (grid)) ==
         g_list_model_get_n_items (G_LIST_MODEL (gesso_grid_get_selection (grid)));
}

static void
jump_to_end (GtkWidget *grid,
             gint64     last)
{
  GtkAdjustment *adjustment = get_adjustment (grid);
  Cell cell = { grid, last };

  g_assert_true (gesso_test_await (is_complete, grid, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  g_assert_false (is_shown (&cell));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
  g_assert_true (gesso_test_await (is_shown, &cell, GESSO_TEST_TIMEOUT_MS));
}

/* The first jump of a view may go further than it has cells, and so may that of every list that it shows after it. */
static void
test_first_jump (void)
{
  g_autoptr (GListModel) list = load_list ();
  g_autoptr (GListModel) other = load_list ();
  GtkWidget *window;
  GtkWidget *grid = present_grid (list, &window);
  GessoSelection *selection = gesso_grid_get_selection (GESSO_GRID (grid));
  Cell first = { grid, row_at (list, 0) };
  const gint64 last = row_at (list, g_list_model_get_n_items (list) - 1);

  g_assert_true (gesso_test_await (is_shown, &first, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  jump_to_end (grid, last);
  gesso_selection_set_model (selection, NULL);
  gesso_test_settle (50);
  gesso_selection_set_model (selection, other);
  g_assert_true (gesso_test_await (is_shown, &first, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  jump_to_end (grid, last);
  gesso_ui_test_close (window, grid);
}

static guint
count_shown (GtkWidget *grid,
             gpointer   list,
             guint      n)
{
  guint shown = 0;

  for (guint i = 0; i < n; i++)
    {
      Cell cell = { grid, row_at (list, i) };

      shown += is_shown (&cell);
    }
  return shown;
}

static GessoGenerationList *
search_for (const char *text)
{
  GessoQuery query = GESSO_QUERY_INIT;

  query.text = text;
  return load_query (&query);
}

/* Another list makes no cells, and those that can be seen show it before the next frame. */
static void
test_replaced (void)
{
  g_autoptr (GListModel) list = load_list ();
  g_autoptr (GessoGenerationList) found = search_for ("waiting");
  GtkWidget *window;
  GtkWidget *grid = present_grid (list, &window);
  GessoSelection *selection = gesso_grid_get_selection (GESSO_GRID (grid));
  g_autoptr (GPtrArray) before = g_ptr_array_new ();
  GtkWidget *view = gesso_ui_test_find (grid, GTK_TYPE_GRID_VIEW);
  guint cells, i = 0;

  g_assert_true (gesso_test_await (is_complete, grid, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  cells = gesso_grid_count_cells (GESSO_GRID (grid));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 1, TRUE);
  for (GtkWidget *cell = gtk_widget_get_first_child (view); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    g_ptr_array_add (before, cell);

  gesso_selection_set_model (selection, G_LIST_MODEL (found));
  g_assert_cmpuint (count_shown (grid, found, 4), ==, 4);
  g_assert_true (gesso_test_await (is_complete, grid, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (gesso_grid_count_cells (GESSO_GRID (grid)), <=, cells);
  for (GtkWidget *cell = gtk_widget_get_first_child (view); cell != NULL; cell = gtk_widget_get_next_sibling (cell), i++)
    if (GESSO_IS_TILE (gtk_widget_get_first_child (cell)))
      g_assert_true (g_ptr_array_find (before, cell, NULL));
  gesso_ui_test_close (window, grid);
}

/* All of it is gone, and there is something again: at the top, whatever was in sight before. */
static void
test_emptied (void)
{
  g_autoptr (GListModel) list = load_list ();
  g_autoptr (GessoGenerationList) nothing = search_for ("nowhere-to-be-found");
  GtkWidget *window;
  GtkWidget *grid = present_grid (list, &window);
  GessoSelection *selection = gesso_grid_get_selection (GESSO_GRID (grid));
  Cell first = { grid, row_at (list, 0) };

  g_assert_true (gesso_test_await (is_shown, &first, GESSO_TEST_TIMEOUT_MS));
  jump_to_end (grid, row_at (list, g_list_model_get_n_items (list) - 1));
  gesso_selection_set_model (selection, G_LIST_MODEL (nothing));
  g_assert_true (gesso_test_await (is_complete, grid, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (gesso_grid_count_cells (GESSO_GRID (grid)), ==, 0);
  gesso_selection_set_model (selection, list);
  gesso_grid_scroll_to (GESSO_GRID (grid), 0, FALSE);
  g_assert_true (gesso_test_await (is_shown, &first, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gesso_test_await (is_complete, grid, GESSO_TEST_TIMEOUT_MS));
  gesso_test_settle (50);
  g_assert_cmpfloat (gtk_adjustment_get_value (get_adjustment (grid)), ==, 0);
  gesso_ui_test_close (window, grid);
}

static guint n_activated;

static void
activated_cb (void)
{
  n_activated++;
}

static gboolean
has_focus (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (window);

  return focus != NULL && gtk_widget_get_first_child (focus) != NULL && GESSO_IS_TILE (gtk_widget_get_first_child (focus));
}

static void
test_keys (void)
{
  g_autoptr (GListModel) list = load_list ();
  GtkWidget *window;
  GtkWidget *grid = present_grid (list, &window);
  GtkWidget *focus;
  GtkPopoverMenu *menu;
  g_autoptr (GMenuModel) section = NULL;
  g_autofree char *action = NULL;

  g_signal_connect (grid, "activated", G_CALLBACK (activated_cb), NULL);
  gesso_grid_scroll_to (GESSO_GRID (grid), 0, TRUE);
  g_assert_true (gesso_test_await (has_focus, window, GESSO_TEST_TIMEOUT_MS));
  focus = gtk_root_get_focus (GTK_ROOT (window));
  /* Space looks, and leaves the list's own selecting to Ctrl+Space. */
  g_assert_true (gesso_ui_test_press_key (focus, GDK_KEY_space, 0));
  g_assert_cmpuint (n_activated, ==, 1);
  g_assert_false (gesso_ui_test_press_key (focus, GDK_KEY_space, GDK_CONTROL_MASK));
  g_assert_true (gesso_ui_test_press_key (focus, GDK_KEY_Escape, 0));
  g_assert_cmpuint (gesso_selection_get_count (gesso_grid_get_selection (GESSO_GRID (grid))), ==, 0);
  g_assert_false (gesso_ui_test_press_key (focus, GDK_KEY_Escape, 0));
  /* The menu is about the tile that has the focus. */
  g_assert_true (gesso_ui_test_press_key (focus, GDK_KEY_Menu, 0));
  g_assert_cmpuint (gesso_selection_get_count (gesso_grid_get_selection (GESSO_GRID (grid))), ==, 1);
  menu = gesso_ui_test_find (grid, GTK_TYPE_POPOVER_MENU);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (menu)));
  section = g_menu_model_get_item_link (gtk_popover_menu_get_menu_model (menu), 2, G_MENU_LINK_SECTION);
  g_assert_true (g_menu_model_get_item_attribute (section, 1, "action", "s", &action));
  g_assert_cmpstr (action, ==, "win.trash");
  gesso_ui_test_close (window, grid);
}

static gboolean
tile_has_texture (gpointer tile)
{
  return gesso_tile_get_texture (tile) != NULL;
}

static void
test_tile (void)
{
  GtkWidget *tile = g_object_ref_sink (gesso_tile_new (test.context));
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add (&test, "a small boat", "4:5", NULL);
  g_autoptr (GBytes) picture = gesso_test_make_png (80, 100, 0x808080);
  GtkWidget *window;
  int width, height;

  gesso_tile_set_size (GESSO_TILE (tile), 176);
  gesso_tile_set_generation (GESSO_TILE (tile), generation);
  window = gesso_ui_test_present (tile, 300, 300);
  /* Waiting: words and cancel, in the same room as a picture. */
  g_assert_nonnull (gesso_ui_test_find (tile, GESSO_TYPE_TILE_STATUS));
  gtk_widget_measure (tile, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gesso_ui_test_keep (&test, generation, picture);
  g_assert_true (gesso_test_await (tile_has_texture, tile, GESSO_TEST_TIMEOUT_MS));
  g_assert_false (gesso_tile_has_status (GESSO_TILE (tile)));
  gtk_widget_measure (tile, GTK_ORIENTATION_HORIZONTAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, height);
  /* Never enlarged. */
  g_assert_cmpint (gdk_texture_get_width (gesso_tile_get_texture (GESSO_TILE (tile))), ==, 80);
  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (tile), GTK_ACCESSIBLE_PROPERTY_LABEL));
  gesso_tile_set_selected (GESSO_TILE (tile), TRUE);
  gtk_test_accessible_assert_state (tile, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  /* Out of sight it holds nothing. */
  gtk_widget_set_visible (tile, FALSE);
  g_assert_null (gesso_tile_get_texture (GESSO_TILE (tile)));
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (tile);
}

static gboolean
is_refreshed (gpointer tile)
{
  return !GESSO_TILE (tile)->queued;
}

static void
test_failed_tile (void)
{
  GtkWidget *tile = gesso_tile_new (test.context);
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add (&test, "a famous mouse", "1:1", NULL);
  GtkWidget *window;
  gpointer status;

  gesso_tile_set_size (GESSO_TILE (tile), 240);
  gesso_tile_set_generation (GESSO_TILE (tile), generation);
  window = gesso_ui_test_present (tile, 300, 300);
  gesso_ui_test_submit (&test, generation);
  g_assert_true (gesso_test_await (is_refreshed, tile, GESSO_TEST_TIMEOUT_MS));
  status = gesso_ui_test_find (tile, GESSO_TYPE_TILE_STATUS);
  g_assert_true (gtk_widget_get_visible (gesso_ui_test_find (status, GTK_TYPE_PROGRESS_BAR)));
  gesso_ui_test_fail (&test, generation, "moderated", "{\"code\": \"moderated\", \"reason\": \"nsfw\"}");
  g_assert_true (gesso_test_await (is_refreshed, tile, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gesso_ui_test_find (tile, GESSO_TYPE_TILE_STATUS) == status);
  g_assert_false (gtk_widget_get_visible (gesso_ui_test_find (status, GTK_TYPE_PROGRESS_BAR)));
  g_assert_true (gtk_widget_get_visible (gesso_ui_test_find (status, GTK_TYPE_IMAGE)));
  gesso_ui_test_close (window, tile);
}

static gboolean
all_have_status (gpointer box)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (box); tile != NULL; tile = gtk_widget_get_next_sibling (tile))
    if (!gesso_tile_has_status (GESSO_TILE (tile)))
      return FALSE;
  return TRUE;
}

/* More than one frame has time for: the others come with the next ones. */
static void
test_many_failed (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *window;

  for (guint i = 0; i < 16; i++)
    {
      GtkWidget *tile = gesso_tile_new (test.context);
      g_autoptr (GessoGeneration) generation = gesso_ui_test_add (&test, "a famous mouse", "1:1", NULL);

      gesso_tile_set_size (GESSO_TILE (tile), 96);
      gesso_tile_set_generation (GESSO_TILE (tile), generation);
      gtk_box_append (GTK_BOX (box), tile);
    }
  window = gesso_ui_test_present (box, 1600, 120);
  g_assert_true (gesso_test_await (all_have_status, box, GESSO_TEST_TIMEOUT_MS));
  gesso_ui_test_close (window, box);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  for (guint i = 0; i < N_ROUNDS; i++)
    g_ptr_array_unref (gesso_ui_test_add_round (&test, "waiting", "1:1", NULL, N_IMAGES));
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *prompt = g_strdup_printf ("picture %u", i);

      g_object_unref (gesso_ui_test_add_kept (&test, prompt, 64 + i, 64, 0x102030 * i));
    }
  g_test_add_func ("/gallery/grid/budget", test_budget);
  g_test_add_func ("/gallery/selection", test_selection);
  g_test_add_func ("/gallery/grid/first-jump", test_first_jump);
  g_test_add_func ("/gallery/grid/replaced", test_replaced);
  g_test_add_func ("/gallery/grid/emptied", test_emptied);
  g_test_add_func ("/gallery/grid/scroll", test_scroll_and_focus);
  g_test_add_func ("/gallery/grid/keys", test_keys);
  g_test_add_func ("/gallery/tile/picture", test_tile);
  g_test_add_func ("/gallery/tile/failed", test_failed_tile);
  g_test_add_func ("/gallery/tile/many-failed", test_many_failed);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/gallery/gesso-gallery.h"
#include "../../src/ui/gallery/gesso-grid.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

/* What is in sight and what is selected stay so: when pictures come in, when a filter comes and goes. */

#define N_ROUNDS 40
#define N_IMAGES 8

static GessoUiTest test;

typedef struct {
  GtkWidget *window;
  GtkWidget *gallery;
  GessoGrid *grid;
  guint      wanted;
  gint64     row;
} Room;

static GListModel *
get_list (const Room *room)
{
  return G_LIST_MODEL (gesso_grid_get_selection (room->grid));
}

static gboolean
has_wanted (gpointer data)
{
  const Room *room = data;

  return g_list_model_get_n_items (get_list (room)) == room->wanted;
}

static void
await_count (Room *room,
             guint count)
{
  room->wanted = count;
  g_assert_true (gesso_test_await (has_wanted, room, GESSO_TEST_TIMEOUT_MS));
}

static GtkAdjustment *
get_adjustment (const Room *room)
{
  return gtk_scrolled_window_get_vadjustment (gesso_ui_test_find (GTK_WIDGET (room->grid), GTK_TYPE_SCROLLED_WINDOW));
}

static void
open_gallery (Room *room)
{
  room->gallery = gesso_gallery_new (test.context);
  room->window = gesso_ui_test_present (room->gallery, 900, 700);
  room->grid = gesso_ui_test_find (room->gallery, GESSO_TYPE_GRID);
  await_count (room, N_ROUNDS * N_IMAGES);
  gesso_test_settle (50);
}

static void
close_gallery (Room *room)
{
  gpointer weak = room->gallery;

  g_object_add_weak_pointer (G_OBJECT (room->gallery), &weak);
  gtk_window_destroy (GTK_WINDOW (room->window));
  gesso_test_await_finalized (&weak);
}

static void
scroll_to_middle (Room *room)
{
  GtkAdjustment *adjustment = get_adjustment (room);

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  gesso_test_settle (50);
  g_assert_false (gesso_grid_is_at_top (room->grid));
  room->row = gesso_grid_get_top_row (room->grid);
}

/* In the first row of what is seen, or the row above it, that is cut. */
static gboolean
is_in_place (gpointer data)
{
  const Room *room = data;
  const gint64 per_row = gtk_grid_view_get_max_columns (gesso_ui_test_find (GTK_WIDGET (room->grid), GTK_TYPE_GRID_VIEW));
  GessoSelection *selection = gesso_grid_get_selection (room->grid);
  const gint64 top = gesso_selection_find (selection, gesso_grid_get_top_row (room->grid));
  const gint64 was = gesso_selection_find (selection, room->row);

  return ABS (top - was) <= 2 * per_row;
}

static void
test_arrivals (void)
{
  Room room = { NULL };
  g_autoptr (GPtrArray) arrived = NULL;

  open_gallery (&room);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (gesso_grid_get_selection (room.grid)), 100, TRUE);
  scroll_to_middle (&room);
  arrived = gesso_ui_test_add_round (&test, "a newcomer", "1:1", NULL, 16);
  await_count (&room, N_ROUNDS * N_IMAGES + 16);
  gesso_test_settle (50);
  g_assert_true (gesso_test_await (is_in_place, &room, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (gesso_grid_get_selection (room.grid)), 116));
  g_assert_cmpuint (gesso_gallery_count_selected (GESSO_GALLERY (room.gallery)), ==, 1);
  close_gallery (&room);
}

static void
test_filter (void)
{
  Room room = { NULL };
  const guint all = N_ROUNDS * N_IMAGES + 16;

  room.gallery = gesso_gallery_new (test.context);
  room.window = gesso_ui_test_present (room.gallery, 900, 700);
  room.grid = gesso_ui_test_find (room.gallery, GESSO_TYPE_GRID);
  await_count (&room, all);
  gesso_test_settle (50);
  /* Without a selection the place counts. */
  scroll_to_middle (&room);
  g_object_set (room.gallery, "query", "newcomer", NULL);
  await_count (&room, 16);
  g_object_set (room.gallery, "query", NULL, NULL);
  await_count (&room, all);
  g_assert_true (gesso_test_await (is_in_place, &room, GESSO_TEST_TIMEOUT_MS));

  /* What is selected stays so where the filter leaves it, and is there again where it did not. */
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (gesso_grid_get_selection (room.grid)), 3, TRUE);
  g_object_set (room.gallery, "query", "newcomer", NULL);
  await_count (&room, 16);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (gesso_grid_get_selection (room.grid)), 3));
  g_object_set (room.gallery, "query", "boat", NULL);
  await_count (&room, N_ROUNDS * N_IMAGES);
  g_assert_cmpuint (gesso_gallery_count_selected (GESSO_GALLERY (room.gallery)), ==, 0);
  g_object_set (room.gallery, "query", NULL, NULL);
  await_count (&room, all);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (gesso_grid_get_selection (room.grid)), 3));
  close_gallery (&room);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  for (guint i = 0; i < N_ROUNDS; i++)
    g_ptr_array_unref (gesso_ui_test_add_round (&test, "a boat", "1:1", NULL, N_IMAGES));
  g_test_add_func ("/gallery/place/arrivals", test_arrivals);
  g_test_add_func ("/gallery/place/filter", test_filter);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "boards/gesso-board-tile.h"
#include "boards/gesso-boards-page.h"
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
save_board (const char *name,
            guint       n)
{
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (reference_free);
  GessoBoard board = { .name = (char *) name, .references = references };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoard) saved = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  for (guint i = 0; i < n; i++)
    {
      GessoRecipeReference *reference = g_new0 (GessoRecipeReference, 1);

      reference->sha256 = g_strdup_printf ("%064u", i);
      reference->name = g_strdup ("ink.png");
      reference->role = g_strdup ("style");
      reference->strength = 0.6;
      g_ptr_array_add (references, reference);
    }
  gesso_library_save_board_async (test.library, &board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (test.library, result, &error);
  g_assert_no_error (error);
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

  save_board ("Harbour", 3);
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

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gesso_ui_test_set_up (&test);
  g_test_add_func ("/boards/page", test_page);
  status = g_test_run ();
  gesso_ui_test_tear_down (&test);
  return status;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "boards/gesso-board-view.h"
#include "../../src/ui/gallery/gesso-gallery.h"
#include "../../src/ui/gallery/gesso-grid.h"
#include "gesso-library-boards.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "../../src/ui/window/gesso-export-dialog.h"
#include "../../src/ui/window/gesso-key-dialog.h"

/* More than any of these has. */
#define MOST_STOPS 60

static GessoUiTest test;

/* What has the focus after each Tab, until it comes round to where it began. */
static GPtrArray *
go_round (GtkWidget        *window,
          GtkWidget        *start,
          GtkDirectionType  direction)
{
  GPtrArray *stops = g_ptr_array_new ();

  g_assert_true (gtk_widget_grab_focus (start));
  for (guint i = 0; i < MOST_STOPS; i++)
    {
      g_signal_emit_by_name (window, "move-focus", direction);
      g_assert_nonnull (gtk_root_get_focus (GTK_ROOT (window)));
      if (gtk_root_get_focus (GTK_ROOT (window)) == start)
        return stops;
      g_ptr_array_add (stops, gtk_root_get_focus (GTK_ROOT (window)));
    }
  g_error ("Tab stays at a %s", G_OBJECT_TYPE_NAME (gtk_root_get_focus (GTK_ROOT (window))));
}

/* With something before and behind it: out of it in both directions, and through the same. */
static void
go_through (GtkWidget *widget)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *before = gtk_button_new_with_label ("Before");
  GtkWidget *behind = gtk_button_new_with_label ("Behind");
  g_autoptr (GPtrArray) forward = NULL;
  g_autoptr (GPtrArray) backward = NULL;
  GtkWidget *window;

  gtk_widget_set_vexpand (widget, TRUE);
  gtk_box_append (GTK_BOX (box), before);
  gtk_box_append (GTK_BOX (box), widget);
  gtk_box_append (GTK_BOX (box), behind);
  window = gesso_ui_test_present (box, 700, 600);
  gesso_test_settle (100);
  forward = go_round (window, before, GTK_DIR_TAB_FORWARD);
  backward = go_round (window, before, GTK_DIR_TAB_BACKWARD);
  g_assert_cmpuint (forward->len, >=, 2);
  g_assert_cmpuint (backward->len, ==, forward->len);
  for (guint i = 0; i < forward->len; i++)
    g_assert_true (g_ptr_array_find (backward, forward->pdata[i], NULL));
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_settle (50);
}

static void
add_pictures (void)
{
  for (guint i = 0; i < 3; i++)
    g_object_unref (gesso_ui_test_add_kept (&test, "a boat", 64, 64, 0x204060 + i));
}

static void
test_gallery (void)
{
  add_pictures ();
  go_through (gesso_gallery_new (test.context));
}

static void
test_search (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);

  g_object_set (gallery, "search-mode", TRUE, NULL);
  go_through (gallery);
}

static void
test_board (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GessoBoard board = { .name = (char *) "Harbour", .references = none };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GessoBoard) saved = NULL;
  GAsyncResult *slot = NULL;

  gesso_library_save_board_async (test.library, &board, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  saved = gesso_library_save_board_finish (test.library, result, NULL);
  go_through (gesso_board_view_new (test.context, saved->id));
}

static void
test_key_dialog (void)
{
  go_through (gesso_key_dialog_new (test.engine));
}

static void
test_export_dialog (void)
{
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (generations, gesso_ui_test_add_kept (&test, "a boat", 64, 64, 0x204060));
  go_through (gesso_export_dialog_new (test.context, generations, NULL));
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
  g_test_add_func ("/focus/gallery", test_gallery);
  g_test_add_func ("/focus/search", test_search);
  g_test_add_func ("/focus/board", test_board);
  g_test_add_func ("/focus/key-dialog", test_key_dialog);
  g_test_add_func ("/focus/export-dialog", test_export_dialog);
  status = g_test_run ();
  gesso_ui_test_tear_down (&test);
  return status;
}

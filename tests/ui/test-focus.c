/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "boards/canvas/gesso-canvas.h"
#include "boards/gesso-board-view.h"
#include "../../src/ui/gallery/gesso-gallery.h"
#include "../../src/ui/gallery/gesso-grid.h"
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

/* With something before and behind it: out of it in both directions, and through the same. @is_ready: (nullable): whether
 * all that it will have is there */
static void
go_through (GtkWidget *widget,
            gboolean (*is_ready) (gpointer widget))
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
  if (is_ready != NULL)
    g_assert_true (gesso_test_await (is_ready, widget, GESSO_TEST_TIMEOUT_MS));
  gtk_test_widget_wait_for_draw (window);
  forward = go_round (window, before, GTK_DIR_TAB_FORWARD);
  backward = go_round (window, before, GTK_DIR_TAB_BACKWARD);
  g_assert_cmpuint (forward->len, >=, 2);
  g_assert_cmpuint (backward->len, ==, forward->len);
  for (guint i = 0; i < forward->len; i++)
    g_assert_true (g_ptr_array_find (backward, forward->pdata[i], NULL));
  gesso_ui_test_close (window, widget);
}

static void
add_pictures (void)
{
  for (guint i = 0; i < 3; i++)
    g_object_unref (gesso_ui_test_add_kept (&test, "a boat", 64, 64, 0x204060 + i));
}

static gboolean
shows_pictures (gpointer gallery)
{
  GessoGrid *grid = gesso_ui_test_find (gallery, GESSO_TYPE_GRID);

  return gtk_widget_get_mapped (GTK_WIDGET (grid)) &&
         g_list_model_get_n_items (G_LIST_MODEL (gesso_grid_get_selection (grid))) > 0;
}

static gboolean
shows_board (gpointer view)
{
  return gesso_canvas_is_sharp (gesso_ui_test_find (view, GESSO_TYPE_CANVAS));
}

static void
test_gallery (void)
{
  add_pictures ();
  go_through (gesso_gallery_new (test.context), shows_pictures);
}

static void
test_search (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);

  g_object_set (gallery, "search-mode", TRUE, NULL);
  go_through (gallery, shows_pictures);
}

static void
test_board (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Harbour");

  go_through (gesso_board_view_new (test.context, id), shows_board);
}

static void
test_key_dialog (void)
{
  go_through (gesso_key_dialog_new (test.engine), NULL);
}

static void
test_export_dialog (void)
{
  g_autoptr (GPtrArray) generations = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (generations, gesso_ui_test_add_kept (&test, "a boat", 64, 64, 0x204060));
  go_through (gesso_export_dialog_new (test.context, generations, NULL), NULL);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/focus/gallery", test_gallery);
  g_test_add_func ("/focus/search", test_search);
  g_test_add_func ("/focus/board", test_board);
  g_test_add_func ("/focus/key-dialog", test_key_dialog);
  g_test_add_func ("/focus/export-dialog", test_export_dialog);
  return gesso_ui_test_run (&test);
}

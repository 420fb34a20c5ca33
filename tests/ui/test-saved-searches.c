/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/gallery/gesso-saved-searches.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

/* Keeping a search, naming it, choosing it, and taking it out again. */

static GessoUiTest test;
static GtkWidget *window;
static GtkWidget *searches;
static char *chosen;
static AdwToast *toast;

static void
chosen_cb (GtkWidget  *popover,
           const char *text)
{
  g_free (chosen);
  chosen = g_strdup (text);
}

static void
toast_cb (GtkWidget *popover,
          AdwToast  *said)
{
  g_set_object (&toast, said);
}

static gboolean
has_none (gpointer data)
{
  return gesso_saved_searches_count (data) == 0;
}

static gboolean
has_one (gpointer data)
{
  return gesso_saved_searches_count (data) == 1;
}

static void
await (gboolean (*condition) (gpointer))
{
  g_assert_true (gesso_test_await (condition, searches, GESSO_TEST_TIMEOUT_MS));
}

static GtkWidget *
get_row (void)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (gesso_ui_test_find (searches, GTK_TYPE_LIST_BOX), 0));
}

/* Of the row: 0 renames, 1 removes. */
static GtkWidget *
get_button (guint number)
{
  GtkWidget *child = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (get_row ())));

  return number == 1 ? child : gtk_widget_get_prev_sibling (child);
}

static const char *
get_shown (void)
{
  return gtk_editable_get_text (gesso_ui_test_find (get_row (), GTK_TYPE_EDITABLE_LABEL));
}

static gboolean
is_renamed (gpointer data)
{
  return has_one (data) && g_str_equal (get_shown (), "The client’s favourites");
}

static void
open_popover (void)
{
  GtkWidget *button = gtk_menu_button_new ();

  searches = gesso_saved_searches_new (test.context);
  g_signal_connect (searches, "chosen", G_CALLBACK (chosen_cb), NULL);
  g_signal_connect (searches, "toast", G_CALLBACK (toast_cb), NULL);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), searches);
  window = gesso_ui_test_present (button, 600, 500);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
}

static void
test_all (void)
{
  GtkWidget *save;
  GtkWidget *editing;

  open_popover ();
  save = gesso_ui_test_find (searches, GTK_TYPE_BUTTON);
  gesso_saved_searches_set_text (GESSO_SAVED_SEARCHES (searches), "  ");
  g_assert_false (gtk_widget_get_sensitive (save));
  gesso_saved_searches_set_text (GESSO_SAVED_SEARCHES (searches), " teal is:favourite ");
  g_assert_true (gtk_widget_get_sensitive (save));
  g_signal_emit_by_name (save, "clicked");
  await (has_one);
  g_assert_cmpstr (get_shown (), ==, "teal is:favourite");
  /* Kept is kept. */
  g_assert_false (gtk_widget_get_sensitive (save));

  g_signal_emit_by_name (get_button (0), "clicked");
  editing = gesso_ui_test_find (get_row (), GTK_TYPE_EDITABLE_LABEL);
  g_assert_true (gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (editing)));
  gtk_editable_set_text (GTK_EDITABLE (editing), "The client’s favourites");
  gtk_editable_label_stop_editing (GTK_EDITABLE_LABEL (editing), TRUE);
  await (is_renamed);

  g_signal_emit_by_name (gesso_ui_test_find (searches, GTK_TYPE_LIST_BOX), "row-activated", get_row ());
  g_assert_cmpstr (chosen, ==, "teal is:favourite");

  g_signal_emit_by_name (get_button (1), "clicked");
  g_assert_nonnull (toast);
  await (has_none);
  g_assert_true (gtk_widget_get_sensitive (save));
  g_clear_object (&toast);
  g_clear_pointer (&chosen, g_free);
  gtk_popover_popdown (GTK_POPOVER (searches));
  gesso_test_settle (50);
  gtk_window_destroy (GTK_WINDOW (window));
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
  g_test_add_func ("/gallery/saved-searches", test_all);
  status = g_test_run ();
  gesso_ui_test_tear_down (&test);
  return status;
}

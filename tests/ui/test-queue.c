/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "gesso-engine-private.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "queue/gesso-queue-button.h"
#include "queue/gesso-queue-model.h"
#include "queue/gesso-queue-row.h"

static GessoUiTest test;

static void
assert_counts (GessoQueueModel *model,
               guint            running,
               guint            waiting,
               guint            needs_you)
{
  gesso_test_settle (10);
  g_assert_cmpuint (gesso_queue_model_get_count (model, GESSO_QUEUE_SECTION_RUNNING), ==, running);
  g_assert_cmpuint (gesso_queue_model_get_count (model, GESSO_QUEUE_SECTION_WAITING), ==, waiting);
  g_assert_cmpuint (gesso_queue_model_get_count (model, GESSO_QUEUE_SECTION_NEEDS_YOU), ==, needs_you);
}

static GListStore *
make_queue (GPtrArray *round)
{
  GListStore *queue = g_list_store_new (GESSO_TYPE_GENERATION);

  g_list_store_splice (queue, 0, 0, round->pdata, round->len);
  return queue;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_sections (void)
{
  g_autoptr (GPtrArray) round = gesso_ui_test_add_round (&test, "a boat", "1:1", NULL, 4);
  g_autoptr (GListStore) queue = make_queue (round);
  g_autoptr (GessoQueueModel) model = gesso_queue_model_new (G_LIST_MODEL (queue));
  guint changes = 0;

  g_signal_connect_swapped (model, "changed", G_CALLBACK (count_cb), &changes);
  assert_counts (model, 0, 4, 0);
  g_assert_cmpuint (changes, ==, 0);
  gesso_ui_test_submit (&test, round->pdata[0]);
  assert_counts (model, 1, 3, 0);
  gesso_ui_test_fail (&test, round->pdata[0], "moderated", NULL);
  assert_counts (model, 0, 3, 1);
  g_assert_cmpuint (changes, ==, 2);
  g_list_store_remove (queue, 3);
  assert_counts (model, 0, 2, 1);
  g_list_store_remove_all (queue);
  assert_counts (model, 0, 0, 0);
}

static void
test_order (void)
{
  g_autoptr (GPtrArray) round = gesso_ui_test_add_round (&test, "a tree", "1:1", NULL, 3);
  g_autoptr (GListStore) queue = make_queue (round);
  g_autoptr (GessoQueueModel) model = gesso_queue_model_new (G_LIST_MODEL (queue));
  GListModel *waiting = gesso_queue_model_get_section (model, GESSO_QUEUE_SECTION_WAITING);
  g_autoptr (GessoGeneration) moved = g_object_ref (round->pdata[2]);
  g_autoptr (GessoGeneration) first = NULL;

  g_list_store_remove (queue, 2);
  g_list_store_insert (queue, 0, moved);
  gesso_test_settle (10);
  first = g_list_model_get_item (waiting, 0);
  g_assert_true (first == moved);
  g_assert_cmpuint (g_list_model_get_n_items (waiting), ==, 3);
}

static void
test_row (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add (&test, "a red kite", "4:5", NULL);
  GtkWidget *row = gesso_queue_row_new (test.context, generation);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *window;
  GtkWidget *progress;
  gpointer weak = row;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  window = gesso_ui_test_present (list, 360, 120);
  progress = gesso_ui_test_find (row, GTK_TYPE_PROGRESS_BAR);
  g_assert_true (gesso_queue_row_get_generation (GESSO_QUEUE_ROW (row)) == generation);
  g_assert_false (gtk_widget_get_visible (progress));
  gesso_ui_test_submit (&test, generation);
  g_assert_true (gtk_widget_get_visible (progress));
  gesso_ui_test_fail (&test, generation, "job-failed", NULL);
  g_assert_false (gtk_widget_get_visible (progress));
  g_object_add_weak_pointer (G_OBJECT (row), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

static void
test_button (void)
{
  GtkWidget *button = gesso_queue_button_new (test.context);
  GtkWidget *window = gesso_ui_test_present (button, 200, 100);
  gpointer weak = button;

  /* Nothing waits in an engine that has nothing: the button is not there. */
  g_assert_cmpuint (g_list_model_get_n_items (gesso_engine_get_queue (test.engine)), ==, 0);
  g_assert_false (gtk_widget_get_visible (button));
  gesso_queue_button_popup (GESSO_QUEUE_BUTTON (button));
  g_object_add_weak_pointer (G_OBJECT (button), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

static GessoGeneration *
add_to_engine (const char *prompt)
{
  GessoGeneration *generation = gesso_ui_test_add (&test, prompt, "1:1", NULL);

  gesso_engine_add_drive (test.engine, generation);
  return generation;
}

static GessoGeneration *
add_failed (const char *prompt,
            const char *code)
{
  GessoGeneration *generation = add_to_engine (prompt);

  gesso_ui_test_fail (&test, generation, code, NULL);
  gesso_engine_remove_drive (test.engine, gesso_engine_find_drive (test.engine, generation), TRUE);
  return generation;
}

static GtkWidget *
find_action (GtkWidget  *root,
             const char *action)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_action (child, action);

      if (found != NULL)
        return found;
      if (GTK_IS_ACTIONABLE (child)
          && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (child)), action) == 0)
        return child;
    }
  return NULL;
}

/* All that failed and may go well have one button, which says its price; what was refused is not among them. */
static void
test_retry_all (void)
{
  g_autoptr (GessoGeneration) one = add_failed ("a boat", "job-failed");
  g_autoptr (GessoGeneration) refused = add_failed ("a boat", "moderated");
  g_autoptr (GessoGeneration) two = NULL;
  GtkWidget *button = gesso_queue_button_new (test.context);
  GtkWidget *window = gesso_ui_test_present (button, 200, 100);
  GtkWidget *retry = find_action (button, "win.retry-failed");
  GtkWidget *dismiss = find_action (button, "win.dismiss-failed");

  g_assert_true (gtk_widget_get_visible (button));
  g_assert_false (gtk_widget_get_visible (retry));
  g_assert_true (gtk_widget_get_visible (dismiss));
  two = add_failed ("a lighthouse", "no-picture");
  gesso_test_settle (10);
  g_assert_true (gtk_widget_get_visible (retry));
  g_assert_true (g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (retry)), "Try All Again · $"));
  gesso_engine_dismiss_failed (test.engine);
  gesso_test_settle (10);
  g_assert_false (gtk_widget_get_visible (button));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The keys of a row are its buttons' twins. */
static void
test_row_first (void)
{
  g_autoptr (GPtrArray) order = NULL;
  GessoGeneration *added[3];
  GtkWidget *button, *window, *list, *row;

  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    added[i] = add_to_engine ("a tree");
  button = gesso_queue_button_new (test.context);
  window = gesso_ui_test_present (button, 200, 100);
  gesso_queue_button_popup (GESSO_QUEUE_BUTTON (button));
  gesso_test_settle (10);
  row = gesso_ui_test_find (button, GESSO_TYPE_QUEUE_ROW);
  list = gtk_widget_get_parent (row);
  row = GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 2));
  g_assert_true (gesso_queue_row_get_generation (GESSO_QUEUE_ROW (row)) == added[2]);
  g_assert_false (gtk_widget_get_sensitive (find_action (GTK_WIDGET (
    gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)), "row.first")));
  g_assert_true (gtk_widget_get_sensitive (find_action (row, "row.first")));
  g_assert_false (gtk_widget_get_sensitive (find_action (row, "row.down")));
  g_assert_true (gtk_widget_activate_action (row, "row.first", NULL));
  order = gesso_engine_list_waiting (test.engine);
  g_assert_true (order->pdata[0] == added[2]);
  g_assert_true (order->pdata[1] == added[0]);
  for (guint i = 0; i < G_N_ELEMENTS (added); i++)
    {
      gesso_engine_remove_drive (test.engine, gesso_engine_find_drive (test.engine, added[i]), FALSE);
      g_object_unref (added[i]);
    }
  gesso_test_settle (10);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/queue/sections", test_sections);
  g_test_add_func ("/queue/order", test_order);
  g_test_add_func ("/queue/row", test_row);
  g_test_add_func ("/queue/button", test_button);
  g_test_add_func ("/queue/retry-all", test_retry_all);
  g_test_add_func ("/queue/row-first", test_row_first);
  return gesso_ui_test_run (&test);
}

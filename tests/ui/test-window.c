/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "gesso-words.h"
#include "boards/gesso-boards-page.h"
#include "details/gesso-details.h"
#include "window/gesso-banner.h"
#include "window/gesso-pane.h"
#include "window/gesso-window.h"

/* Of the window, px. */
#define MINIMUM_WIDTH 360

static GessoUiTest test;

static gboolean
has_action (const char *wanted)
{
  static GtkWidgetClass *klass;
  const GVariantType *parameter_type;
  const char *name, *property;
  GType owner;

  if (klass == NULL)
    klass = g_type_class_ref (GESSO_TYPE_WINDOW);
  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &parameter_type, &property); i++)
    if (g_str_equal (name, wanted))
      return TRUE;
  return FALSE;
}

/* Every fix that a sentence offers leads somewhere, with a target of the right type. */
static void
assert_fixes (const GessoSentence *sentence)
{
  for (gsize i = 0; sentence != NULL && sentence->fixes[i].label != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      g_autoptr (GError) error = NULL;

      g_action_parse_detailed_name (sentence->fixes[i].action, &name, &target, &error);
      g_assert_no_error (error);
      if (!has_action (name))
        g_error ("The window has no action %s", name);
    }
}

static GessoWindow *
make_window (void)
{
  GessoWindow *window = gesso_window_new (NULL, test.settings);

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static void
destroy (GessoWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

static gboolean
get_flag (GessoWindow *window,
          const char  *name)
{
  gboolean value;

  g_object_get (window, name, &value, NULL);
  return value;
}

static void
test_empty (void)
{
  GessoWindow *window = make_window ();

  g_assert_null (gesso_window_get_context (window));
  /* Nothing to act on: every action is harmless. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.search", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.generate", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "boards");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.focus-prompt", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences", NULL);
  destroy (window);
}

/* A hidden toplevel is what GTK 4.8 dies of when a screen reader asks for a window that has just gone. */
static guint
count_toplevels (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint count = g_list_model_get_n_items (toplevels);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      g_assert_true (gtk_widget_get_visible (toplevel));
    }
  return count;
}

static void
test_shortcuts (void)
{
  GessoWindow *window = make_window ();
  g_autoptr (GtkWindow) shortcuts = NULL;
  /* GTK 4.8 measures a label of any shortcuts window at −3 px, and warns. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  gesso_window_set_context (window, test.context);
  g_assert_cmpuint (count_toplevels (), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.shortcuts", NULL);
  g_assert_cmpuint (count_toplevels (), ==, 2);
  shortcuts = g_list_model_get_item (gtk_window_get_toplevels (), 1);
  g_assert_true (gtk_window_get_transient_for (shortcuts) == GTK_WINDOW (window));
  gtk_window_close (shortcuts);
  gesso_test_settle (20);
  g_assert_cmpuint (count_toplevels (), ==, 1);
  g_log_set_always_fatal (fatal);
  destroy (window);
}

static void
test_context (void)
{
  GessoWindow *window = make_window ();
  gpointer context = test.context;

  gesso_window_set_context (window, test.context);
  gesso_test_settle (20);
  g_assert_true (gesso_window_get_context (window) == context);
  g_assert_nonnull (gesso_ui_test_find (GTK_WIDGET (window), g_type_from_name ("GessoComposer")));
  g_assert_nonnull (gesso_ui_test_find (GTK_WIDGET (window), g_type_from_name ("GessoGallery")));
  /* Another library: what was made for this one goes. */
  gesso_window_set_context (window, NULL);
  gesso_test_settle (20);
  g_assert_null (gesso_ui_test_find (GTK_WIDGET (window), g_type_from_name ("GessoComposer")));
  gesso_window_set_context (window, test.context);
  destroy (window);
}

static gboolean
has (GessoWindow *window,
     const char  *type)
{
  return gesso_ui_test_find (GTK_WIDGET (window), g_type_from_name (type)) != NULL;
}

/* What nobody has looked at is not there; an action, or a pane that was left open, brings it. */
static void
test_filled_late (void)
{
  GessoWindow *window = make_window ();

  /* Its types are there, whether or not a window has needed them. */
  g_type_ensure (GESSO_TYPE_BOARDS_PAGE);
  g_type_ensure (GESSO_TYPE_DETAILS);
  gesso_window_set_context (window, test.context);
  gesso_test_settle (20);
  g_assert_false (has (window, "GessoBoardsPage"));
  g_assert_false (has (window, "GessoDetails"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "boards");
  g_assert_true (has (window, "GessoBoardsPage"));
  g_assert_false (has (window, "GessoDetails"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "gallery");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-details", NULL);
  g_assert_true (has (window, "GessoDetails"));

  /* Gone with the library, and back with the next as far as it is in sight. */
  gesso_window_set_context (window, NULL);
  g_assert_false (has (window, "GessoBoardsPage"));
  g_assert_false (has (window, "GessoDetails"));
  gesso_window_set_context (window, test.context);
  gesso_test_settle (20);
  g_assert_true (has (window, "GessoDetails"));
  g_assert_false (has (window, "GessoBoardsPage"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-details", NULL);
  destroy (window);
}

static void
test_panes (void)
{
  GessoWindow *window = make_window ();

  gesso_window_set_context (window, test.context);
  gesso_test_settle (20);
  g_assert_true (get_flag (window, "show-composer"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-composer", NULL);
  g_assert_false (get_flag (window, "show-composer"));
  g_assert_false (g_settings_get_boolean (test.settings, "show-composer"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.focus-prompt", NULL);
  g_assert_true (get_flag (window, "show-composer"));

  g_assert_false (get_flag (window, "show-details"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-details", NULL);
  g_assert_true (get_flag (window, "show-details"));
  /* Never over a board; back with the pictures. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "boards");
  g_assert_false (get_flag (window, "show-details"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.page", "s", "gallery");
  g_assert_true (get_flag (window, "show-details"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-details", NULL);
  g_assert_false (g_settings_get_boolean (test.settings, "show-details"));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.fill-tiles", NULL);
  g_assert_true (g_settings_get_boolean (test.settings, "fill-tiles"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.fill-tiles", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tile-larger", NULL);
  g_assert_cmpuint (g_settings_get_uint (test.settings, "tile-size"), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.tile-smaller", NULL);
  g_assert_cmpuint (g_settings_get_uint (test.settings, "tile-size"), ==, 2);
  destroy (window);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      slot)
{
  *(char **) slot = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_set (gpointer slot)
{
  return *(gpointer *) slot != NULL;
}

static gboolean
copies (GessoWindow *window,
        const char  *text)
{
  g_autofree char *read = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, read_cb, &read);
  return gesso_test_await (is_set, &read, GESSO_TEST_TIMEOUT_MS) && g_str_equal (read, text);
}

static void
test_viewer (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "a pale house", 64, 64, 0x336699);
  GessoWindow *window = make_window ();
  GtkWidget *viewer;

  gesso_window_set_context (window, test.context);
  gesso_test_settle (20);
  viewer = gesso_ui_test_find (GTK_WIDGET (window), g_type_from_name ("GessoViewer"));
  g_assert_false (gtk_widget_get_mapped (viewer));
  gesso_context_set_selected (test.context, generation);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open", NULL);
  gesso_test_settle (300);
  g_assert_true (gtk_widget_get_mapped (viewer));
  /* What is selected can be copied; without a selection there is nothing to. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-prompt", NULL));
  gesso_test_settle (20);
  g_assert_true (copies (window, "a pale house"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-viewer", NULL);
  gesso_test_settle (300);
  g_assert_false (gtk_widget_get_mapped (viewer));
  gesso_context_set_selected (test.context, NULL);
  destroy (window);
}

static void
test_narrow (void)
{
  GessoWindow *window;
  int minimum;

  g_settings_set_int (test.settings, "window-width", 400);
  g_settings_set_int (test.settings, "window-height", 600);
  window = make_window ();
  gesso_window_set_context (window, test.context);
  gesso_test_settle (50);
  /* Folded, the composer waits below; that is no wish to be without it. */
  g_assert_false (get_flag (window, "show-composer"));
  g_assert_true (g_settings_get_boolean (test.settings, "show-composer"));
  gtk_widget_measure (GTK_WIDGET (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 400);
  destroy (window);
  g_settings_reset (test.settings, "window-width");
  g_settings_reset (test.settings, "window-height");
}

static void
test_problems (void)
{
  for (int code = GESSO_LIBRARY_ERROR_LOCKED; code <= GESSO_LIBRARY_ERROR_FAILED; code++)
    {
      GessoWindow *window = make_window ();
      g_autoptr (GError) error = g_error_new_literal (GESSO_LIBRARY_ERROR, code, "Why & <how>");
      AdwStatusPage *status;

      gesso_window_show_problem (window, error, "/tmp/Some <Library>");
      gesso_test_settle (10);
      status = gesso_ui_test_find (GTK_WIDGET (window), ADW_TYPE_STATUS_PAGE);
      g_assert_nonnull (status);
      g_assert_nonnull (strstr (adw_status_page_get_description (status), "Some &lt;Library&gt;"));
      g_assert_true (pango_parse_markup (adw_status_page_get_description (status), -1, 0, NULL, NULL, NULL, NULL));
      destroy (window);
    }
}

/* Neither long sentences nor long buttons, as some languages have them, widen a narrow window or are cut off in it. */
static void
test_banner_narrow (void)
{
  GessoBanner *banner = GESSO_BANNER (gesso_banner_new ());
  GtkWidget *window = gesso_ui_test_present (GTK_WIDGET (banner), MINIMUM_WIDTH, 300);
  g_autoptr (GessoSentence) sentence =
    gesso_sentence_new (g_strdup ("Die monatliche Obergrenze von 20 $ ist erreicht. Donaudampfschifffahrtsgesellschaft."),
                        "Mehr dazu");
  GtkWidget *buttons;
  int least;

  gesso_sentence_add_fix (sentence, "Obergrenze jetzt erhöhen…", "win.raise-cap");
  gesso_sentence_add_fix (sentence, "Wartende Bilder abbrechen", "win.cancel-waiting");
  gesso_banner_set_narrow (banner, TRUE);
  gesso_banner_set_sentence (banner, sentence);
  gtk_widget_measure (GTK_WIDGET (banner), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, MINIMUM_WIDTH);

  gesso_test_settle (300);
  buttons = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (banner), GESSO_TYPE_BANNER, "buttons"));
  for (GtkWidget *button = gtk_widget_get_first_child (buttons); button; button = gtk_widget_get_next_sibling (button))
    {
      GtkLabel *label = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button)));

      g_assert_cmpint (gtk_widget_get_width (button), >, 100);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A sentence that comes again, with another number in it, leaves the buttons, one of which may have the focus. */
static void
assert_button_stays (GessoBanner *banner)
{
  GtkWidget *buttons =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (banner), GESSO_TYPE_BANNER, "buttons"));
  g_autoptr (GessoSentence) five = gesso_words_for_queue (GESSO_QUEUE_CAP, NULL, 5, 20000000, 0);
  g_autoptr (GessoSentence) four = gesso_words_for_queue (GESSO_QUEUE_CAP, NULL, 4, 20000000, 0);
  g_autoptr (GessoSentence) paused = gesso_words_for_queue (GESSO_QUEUE_PAUSED, NULL, 4, 0, 0);
  GtkWidget *button;

  gesso_banner_set_sentence (banner, five);
  button = gtk_widget_get_first_child (buttons);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.raise-cap");
  gesso_banner_set_sentence (banner, four);
  g_assert_cmpstr (gesso_banner_get_text (banner), ==, four->text);
  g_assert_true (gtk_widget_get_first_child (buttons) == button);
  gesso_banner_set_sentence (banner, paused);
  button = gtk_widget_get_first_child (buttons);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.resume");
  g_assert_null (gtk_widget_get_next_sibling (button));
}

static void
test_banner (void)
{
  GessoBanner *banner = GESSO_BANNER (gesso_banner_new ());
  GtkWidget *window = gesso_ui_test_present (GTK_WIDGET (banner), 500, 100);
  gpointer weak = banner;
  int least;

  g_assert_null (gesso_banner_get_text (banner));
  gesso_banner_set_narrow (banner, TRUE);
  for (int hold = GESSO_QUEUE_PAUSED; hold <= GESSO_QUEUE_DISK_FULL; hold++)
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_queue (hold, NULL, 3, 20000000, 0);

      g_assert_nonnull (sentence);
      gesso_banner_set_sentence (banner, sentence);
      g_assert_cmpstr (gesso_banner_get_text (banner), ==, sentence->text);
      gtk_widget_measure (GTK_WIDGET (banner), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      g_assert_cmpint (least, <=, MINIMUM_WIDTH);
      assert_fixes (sentence);
    }
  for (int state = GESSO_ACCOUNT_UNKNOWN; state <= GESSO_ACCOUNT_FAILED; state++)
    {
      g_autoptr (GessoSentence) sentence = gesso_words_for_account (state, "why");

      assert_fixes (sentence);
    }
  gesso_banner_set_sentence (banner, NULL);
  g_assert_null (gesso_banner_get_text (banner));
  assert_button_stays (banner);
  g_object_add_weak_pointer (G_OBJECT (banner), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

/* Every way in which a picture can fail offers only what the window can do. */
static void
test_fixes (void)
{
  for (int code = KREA_ERROR_INVALID_REQUEST; code <= KREA_ERROR_NO_PICTURE; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (KREA_ERROR, code, "words");
      g_autoptr (GessoSentence) sentence = gesso_words_for_error (error);

      g_assert_nonnull (sentence);
      assert_fixes (sentence);
    }
}

static void
test_pane (void)
{
  GtkWidget *pane = g_object_ref_sink (gesso_pane_new ());
  GtkWidget *child = gtk_label_new ("A child that would like to be quite wide");
  gpointer weak = pane;
  int minimum, natural;

  gesso_pane_set_child (GESSO_PANE (pane), child);
  g_assert_true (gesso_pane_get_child (GESSO_PANE (pane)) == child);
  g_object_set (pane, "natural-width", 700, NULL);
  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, 700);
  g_object_set (pane, "natural-width", 1, NULL);
  gtk_widget_measure (pane, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, minimum);
  g_object_add_weak_pointer (G_OBJECT (pane), &weak);
  g_object_unref (pane);
  gesso_test_await_finalized (&weak);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/window/pane", test_pane);
  g_test_add_func ("/window/banner", test_banner);
  g_test_add_func ("/window/banner-narrow", test_banner_narrow);
  g_test_add_func ("/window/fixes", test_fixes);
  g_test_add_func ("/window/empty", test_empty);
  g_test_add_func ("/window/shortcuts", test_shortcuts);
  g_test_add_func ("/window/context", test_context);
  g_test_add_func ("/window/filled-late", test_filled_late);
  g_test_add_func ("/window/panes", test_panes);
  g_test_add_func ("/window/viewer", test_viewer);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/problems", test_problems);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "../../src/ui/details/gesso-details-reference.h"
#include "../../src/ui/details/gesso-details-text.h"
#include "../../src/ui/details/gesso-details.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "gesso-words.h"

static GessoUiTest test;

/* Takes @got. */
static void
assert_text (char       *got,
             const char *expected)
{
  g_assert_cmpstr (got, ==, expected);
  g_free (got);
}

static void
test_strengths (void)
{
  assert_text (gesso_details_text_strength (0.6), "0.6");
  assert_text (gesso_details_text_strength (1), "1");
  assert_text (gesso_details_text_strength (-0.35), "−0.35");
  assert_text (gesso_details_text_strength (0), "0");
  assert_text (gesso_details_text_strength (-0.001), "0");
}

static void
test_recipe_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoGeneration) generation =
    gesso_generation_new ("{\"prompt\": \"a boat\", \"variant\": \"large\", \"aspect_ratio\": \"4:5\", \"resolution\": \"1K\", "
                          "\"creativity\": \"high\", \"seed\": 42, \"intensity\": 25, \"movement\": -10, "
                          "\"moodboards\": [{\"id\": \"0b8f4dd4-1d0c-4b0f-9d7a-0c5f4f1f2a77\", \"name\": \"Harbour\", "
                          "\"strength\": 0.35}], \"styles\": [{\"id\": \"k3v9x1q7b\", \"title\": \"Soft ink\", \"strength\": 1}]}",
                          "round", "hash", 65000, 1, &error);
  g_autoptr (KreaRequest) request = NULL;

  g_assert_no_error (error);
  request = krea_request_new_from_recipe (krea_catalog_get_default (), gesso_generation_get_recipe (generation), &error);
  g_assert_no_error (error);
  assert_text (gesso_details_text_settings (generation), "Large · 4:5 · High · seed 42");
  assert_text (gesso_details_text_sliders (request), "Intensity 25 · Movement −10");
  assert_text (gesso_details_text_sliders (NULL), NULL);
  assert_text (gesso_details_text_moodboard (request), "Harbour · 0.35");
  assert_text (gesso_details_text_styles (request), "Soft ink · 1");
  assert_text (gesso_details_text_price (generation), "$0.065");
  assert_text (gesso_details_text_size (generation), NULL);
  assert_text (gesso_details_text_time (0), NULL);
  assert_text (gesso_details_text_banner (generation), NULL);
}

static void
test_kept_text (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "kept", 90, 60, 0x123456);

  assert_text (gesso_details_text_price (generation), "$0.03 · 24 s");
  assert_text (gesso_details_text_size (generation), "90 × 60 px");
}

static const char *
get_page (GtkWidget *details)
{
  return gtk_stack_get_visible_child_name (gesso_ui_test_find (details, GTK_TYPE_STACK));
}

/* The text of the first selectable label: the prompt. */
static const char *
find_selectable (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_selectable (GTK_LABEL (root)))
    return gtk_label_get_text (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      const char *found = find_selectable (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_pane (void)
{
  g_autoptr (GessoGeneration) plain = gesso_ui_test_add_kept (&test, "a plain boat", 90, 60, 0x123456);
  g_autoptr (GessoGeneration) steered =
    gesso_ui_test_add (&test, "a steered boat", "1:1",
                       "\"references\": [{\"sha256\": "
                       "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\", \"name\": \"ink.png\", "
                       "\"strength\": 0.6}]");
  GtkWidget *details = gesso_details_new (test.context);
  GtkWidget *window = gesso_ui_test_present (details, 300, 700);
  gpointer weak = details;
  gpointer thumb;

  g_assert_cmpstr (get_page (details), ==, "nothing");
  gesso_context_set_selected (test.context, plain);
  g_assert_cmpstr (get_page (details), ==, "details");
  g_assert_cmpstr (find_selectable (details), ==, "a plain boat");
  g_assert_null (gesso_ui_test_find (details, GESSO_TYPE_DETAILS_REFERENCE));
  gesso_context_set_selected (test.context, steered);
  g_assert_cmpstr (find_selectable (details), ==, "a steered boat");
  thumb = gesso_ui_test_find (details, GESSO_TYPE_DETAILS_REFERENCE);
  g_assert_nonnull (thumb);
  gtk_test_accessible_assert_property (thumb, GTK_ACCESSIBLE_PROPERTY_LABEL, "ink.png, strength 0.6");
  /* What changes shows without being selected again, and keeps the thumbnails. */
  gesso_ui_test_submit (&test, steered);
  gesso_test_settle (50);
  g_assert_true (gesso_ui_test_find (details, GESSO_TYPE_DETAILS_REFERENCE) == thumb);
  /* Nothing here widens the pane. */
  {
    int minimum;

    gtk_widget_measure (details, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
    g_assert_cmpint (minimum, <=, 300);
  }
  gesso_context_set_selected (test.context, NULL);
  g_assert_cmpstr (get_page (details), ==, "nothing");
  g_object_add_weak_pointer (G_OBJECT (details), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *action)
{
  if (GTK_IS_ACTIONABLE (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_text (GtkWidget  *root,
          const char *text)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

/* Of what another program made only that is said which it said itself. */
static void
test_foreign (void)
{
  g_autoptr (GessoGeneration) ours = gesso_ui_test_add_kept (&test, "ours", 90, 60, 0x123456);
  g_autoptr (GessoGeneration) named =
    gesso_ui_test_import (&test, "boat", "{\"prompt\": \"\", \"imported\": {}}", 0x112233);
  g_autoptr (GessoGeneration) written =
    gesso_ui_test_import (&test, "sea", "{\"prompt\": \"a heavy\\nsea\", \"imported\": {\"program\": \"A1111\"}}", 0x445566);
  g_autofree char *file = NULL;
  g_autofree char *spoken = NULL;
  GtkWidget *details = gesso_details_new (test.context);
  GtkWidget *window = gesso_ui_test_present (details, 300, 700);

  gtk_expander_set_expanded (gesso_ui_test_find (details, GTK_TYPE_EXPANDER), TRUE);
  gesso_context_set_selected (test.context, ours);
  g_assert_true (gtk_widget_get_visible (find_button (details, "win.vary")));
  g_assert_true (gtk_widget_get_visible (find_button (details, "win.try-large")));
  g_assert_true (has_text (details, "Sent to"));
  gesso_context_set_selected (test.context, written);
  g_assert_false (gtk_widget_get_visible (find_button (details, "win.vary")));
  g_assert_false (gtk_widget_get_visible (find_button (details, "win.try-large")));
  g_assert_false (has_text (details, "Sent to"));
  assert_text (gesso_words_title (written), "a heavy sea");
  assert_text (gesso_words_picture_name (written), "a heavy sea, ready");
  file = g_path_get_basename (gesso_generation_get_path (named));
  g_assert_true (g_str_has_suffix (file, ".png"));
  file[strlen (file) - strlen (".png")] = '\0';
  g_assert_nonnull (strstr (file, "boat"));
  assert_text (gesso_words_title (named), file);
  spoken = g_strconcat (file, ", ready", NULL);
  assert_text (gesso_words_picture_name (named), spoken);
  assert_text (gesso_words_picture_name (ours), "ours, Medium, ready");
  gesso_context_set_selected (test.context, NULL);
  gesso_ui_test_close (window, details);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/details/strengths", test_strengths);
  g_test_add_func ("/details/recipe", test_recipe_text);
  g_test_add_func ("/details/kept", test_kept_text);
  g_test_add_func ("/details/pane", test_pane);
  g_test_add_func ("/details/foreign", test_foreign);
  return gesso_ui_test_run (&test);
}

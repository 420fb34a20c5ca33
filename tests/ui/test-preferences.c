/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "gesso-test.h"
#include "gesso-ui-test.h"
#include "preferences/gesso-preferences-page.h"
#include "preferences/gesso-stored-page.h"

static GessoUiTest test;

static GtkSwitch *
find_nth_switch (GtkWidget *root,
                 int       *n)
{
  if (GTK_IS_SWITCH (root) && (*n)-- == 0)
    return GTK_SWITCH (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkSwitch *found = find_nth_switch (child, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_switches (void)
{
  const char *const keys[] = { "upload-early", "show-new-large", "notifications", "fill-tiles", "extended-strengths" };
  GtkWidget *anchor = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *page = gesso_preferences_page_new (test.context, anchor);
  GtkWidget *window = gesso_ui_test_present (page, 500, 700);
  gpointer weak = page;

  for (int i = 0; i < (int) G_N_ELEMENTS (keys); i++)
    {
      int n = i;
      GtkSwitch *widget = find_nth_switch (page, &n);
      gboolean before = g_settings_get_boolean (test.settings, keys[i]);

      g_assert_nonnull (widget);
      g_assert_cmpint (gtk_switch_get_active (widget), ==, before);
      gtk_switch_set_active (widget, !before);
      g_assert_cmpint (g_settings_get_boolean (test.settings, keys[i]), ==, !before);
      g_settings_reset (test.settings, keys[i]);
    }
  g_object_add_weak_pointer (G_OBJECT (page), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
  g_object_unref (anchor);
}

/* An address is taken when it is applied, and only one that can be called. */
static void
test_webhook (void)
{
  GtkWidget *anchor = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *page = gesso_preferences_page_new (test.context, anchor);
  GtkWidget *window = gesso_ui_test_present (page, 500, 700);
  GtkWidget *row = g_object_ref (GTK_WIDGET (gtk_widget_get_template_child (page, GESSO_TYPE_PREFERENCES_PAGE,
                                                                            "webhook_row")));
  GtkAdjustment *port = GTK_ADJUSTMENT (gtk_widget_get_template_child (page, GESSO_TYPE_PREFERENCES_PAGE, "port"));
  g_autofree char *url = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), "http://tunnel.example");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (row, "apply");
  gtk_editable_set_text (GTK_EDITABLE (row), " https://tunnel.example/krea ");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (row, "apply");
  url = g_settings_get_string (test.settings, "webhook-url");
  g_assert_cmpstr (url, ==, "https://tunnel.example/krea");
  gtk_adjustment_set_value (port, 8080);
  g_assert_cmpuint (g_settings_get_uint (test.settings, "webhook-port"), ==, 8080);
  g_settings_reset (test.settings, "webhook-url");
  g_settings_reset (test.settings, "webhook-port");
  g_object_unref (row);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (anchor);
}

static void
test_cap (void)
{
  GtkWidget *anchor = g_object_ref_sink (gtk_label_new (NULL));
  GtkWidget *page = gesso_preferences_page_new (test.context, anchor);
  GtkWidget *window = gesso_ui_test_present (page, 500, 700);
  GtkWidget *row = gesso_ui_test_find (page, ADW_TYPE_ENTRY_ROW);

  gtk_editable_set_text (GTK_EDITABLE (row), "lots");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpint (gesso_engine_get_cap (test.engine), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (row), "$20");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_signal_emit_by_name (row, "apply");
  gesso_test_settle (50);
  g_assert_cmpint (gesso_engine_get_cap (test.engine), ==, 20000000);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_signal_emit_by_name (row, "apply");
  gesso_test_settle (50);
  g_assert_cmpint (gesso_engine_get_cap (test.engine), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (anchor);
}

static gboolean
has_message (gpointer label)
{
  return gtk_widget_get_visible (label);
}

/* Without an account there is nothing to list; it says so, and lets one try again. */
static void
test_stored (void)
{
  GtkWidget *page = gesso_stored_page_new (test.context);
  GtkWidget *window = gesso_ui_test_present (page, 500, 700);
  GtkWidget *message = GTK_WIDGET (gtk_widget_get_template_child (page, GESSO_TYPE_STORED_PAGE, "message"));
  GtkWidget *more = GTK_WIDGET (gtk_widget_get_template_child (page, GESSO_TYPE_STORED_PAGE, "more"));
  gpointer weak = page;

  g_assert_true (gesso_test_await (has_message, message, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gtk_widget_get_visible (more));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (more)), ==, "Try Again");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (page, GESSO_TYPE_STORED_PAGE,
                                                                                     "delete_all"))));
  g_object_add_weak_pointer (G_OBJECT (page), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  gesso_test_await_finalized (&weak);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/preferences/switches", test_switches);
  g_test_add_func ("/preferences/cap", test_cap);
  g_test_add_func ("/preferences/webhook", test_webhook);
  g_test_add_func ("/preferences/stored", test_stored);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "../../src/ui/compare/gesso-compare.h"
#include "../../src/ui/gallery/gesso-tile-status.h"
#include "../../src/ui/viewer/gesso-picture-view.h"
#include "../../src/ui/viewer/gesso-viewer.h"
#include "gesso-library-upkeep.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static GessoUiTest test;

static gboolean
is_sharp (gpointer view)
{
  return gesso_picture_view_is_sharp (view);
}

static void
await_sharp (GessoPictureView *view)
{
  g_assert_true (gesso_test_await (is_sharp, view, GESSO_TEST_TIMEOUT_MS));
}

static void
test_zoom (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "a boat", 1200, 900, 0x4488cc);
  GtkWidget *viewer = gesso_viewer_new (test.context);
  GtkWidget *window = gesso_ui_test_present (viewer, 600, 500);
  GessoPictureView *view = gesso_ui_test_find (viewer, GESSO_TYPE_PICTURE_VIEW);

  gesso_viewer_set_generation (GESSO_VIEWER (viewer), generation);
  g_assert_true (gesso_viewer_get_generation (GESSO_VIEWER (viewer)) == generation);
  await_sharp (view);
  g_assert_true (gesso_picture_view_is_fit (view));
  g_assert_cmpfloat_with_epsilon (gesso_picture_view_get_zoom (view), 0.5, 0.05);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_1, GDK_CONTROL_MASK));
  g_assert_cmpfloat (gesso_picture_view_get_zoom (view), ==, 1);
  await_sharp (view);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_plus, GDK_SHIFT_MASK));
  g_assert_cmpfloat_with_epsilon (gesso_picture_view_get_zoom (view), 1.25, 1e-9);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_Left, GDK_SHIFT_MASK));
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_minus, 0));
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_0, GDK_CONTROL_MASK));
  g_assert_true (gesso_picture_view_is_fit (view));
  /* Another picture begins whole. */
  gesso_picture_view_zoom_actual (view);
  gesso_viewer_set_generation (GESSO_VIEWER (viewer), NULL);
  gesso_viewer_set_generation (GESSO_VIEWER (viewer), generation);
  g_assert_true (gesso_picture_view_is_fit (view));
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL));
  gesso_ui_test_close (window, viewer);
}

static int stepped;
static guint n_closed;

static void
step_cb (GtkWidget *viewer,
         int        step)
{
  stepped += step;
}

static void
close_cb (GtkWidget *viewer)
{
  n_closed++;
}

static void
test_keys (void)
{
  GtkWidget *viewer = gesso_viewer_new (test.context);
  GtkWidget *window = gesso_ui_test_present (viewer, 600, 500);

  g_signal_connect (viewer, "step", G_CALLBACK (step_cb), NULL);
  g_signal_connect (viewer, "close", G_CALLBACK (close_cb), NULL);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_Right, 0));
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_Right, 0));
  g_assert_cmpint (stepped, ==, 2);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_Left, 0));
  g_assert_cmpint (stepped, ==, 1);
  gtk_widget_set_direction (viewer, GTK_TEXT_DIR_RTL);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_Left, 0));
  g_assert_cmpint (stepped, ==, 2);
  g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_Escape, 0));
  g_assert_cmpuint (n_closed, ==, 1);
  /* The window's own keys pass. */
  g_assert_false (gesso_ui_test_press_key (viewer, GDK_KEY_Left, GDK_ALT_MASK));
  g_assert_false (gesso_ui_test_press_key (viewer, GDK_KEY_F11, 0));
  gesso_ui_test_close (window, viewer);
}

static void
test_ground (void)
{
  GtkWidget *viewer = gesso_viewer_new (test.context);
  GtkWidget *window = gesso_ui_test_present (viewer, 600, 500);
  guint ground;

  for (guint i = 0; i < 2; i++)
    g_assert_true (gesso_ui_test_press_key (viewer, GDK_KEY_b, 0));
  g_object_get (viewer, "ground", &ground, NULL);
  g_assert_cmpuint (ground, ==, 0);
  g_assert_cmpuint (g_settings_get_uint (test.settings, "viewer-ground"), ==, 0);
  g_assert_true (gtk_widget_has_css_class (viewer, "light"));
  g_assert_false (gtk_widget_has_css_class (viewer, "black"));
  g_settings_reset (test.settings, "viewer-ground");
  g_assert_true (gtk_widget_has_css_class (viewer, "mid"));
  gesso_ui_test_close (window, viewer);
}

static void
test_picture_comes (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add (&test, "soon", "4:5", NULL);
  g_autoptr (GBytes) picture = gesso_test_make_png (400, 500, 0x00aa44);
  GtkWidget *viewer = gesso_viewer_new (test.context);
  GtkWidget *window = gesso_ui_test_present (viewer, 600, 500);
  GtkWidget *status = gesso_ui_test_find (viewer, GESSO_TYPE_TILE_STATUS);

  gesso_viewer_set_generation (GESSO_VIEWER (viewer), generation);
  gesso_test_settle (50);
  g_assert_true (gtk_widget_get_mapped (status));
  gesso_ui_test_keep (&test, generation, picture);
  await_sharp (gesso_ui_test_find (viewer, GESSO_TYPE_PICTURE_VIEW));
  gesso_test_settle (50);
  g_assert_false (gtk_widget_get_mapped (status));
  gesso_ui_test_close (window, viewer);
}

static gboolean
is_dismissed (gpointer data)
{
  return gesso_generation_is_dismissed (data);
}

/* What another took the place of stays here while it is looked at, and can't be ordered again. */
static void
test_dismissed (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add (&test, "failed", "4:5", NULL);
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  GtkWidget *viewer = gesso_viewer_new (test.context);
  GtkWidget *window = gesso_ui_test_present (viewer, 600, 500);
  GtkWidget *status = gesso_ui_test_find (viewer, GESSO_TYPE_TILE_STATUS);
  GtkWidget *fix = GTK_WIDGET (gtk_widget_get_template_child (status, GESSO_TYPE_TILE_STATUS, "fix"));
  GtkWidget *corner = GTK_WIDGET (gtk_widget_get_template_child (status, GESSO_TYPE_TILE_STATUS, "corner"));

  gesso_ui_test_submit (&test, generation);
  gesso_ui_test_fail (&test, generation, "job-failed", NULL);
  gesso_viewer_set_generation (GESSO_VIEWER (viewer), generation);
  g_assert_true (gtk_widget_get_visible (fix));
  g_assert_true (gtk_widget_get_visible (corner));
  g_ptr_array_add (one, generation);
  gesso_engine_dismiss (test.engine, one);
  g_assert_true (gesso_test_await (is_dismissed, generation, GESSO_TEST_TIMEOUT_MS));
  g_assert_false (gtk_widget_get_visible (fix));
  g_assert_false (gtk_widget_get_visible (corner));
  gesso_ui_test_close (window, viewer);
}

/* A thumbnail that is still there is no picture. */
static void
test_missing (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "gone", 400, 500, 0x00aa44);
  g_autofree char *path = g_strdup (gesso_generation_get_path (generation));
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  GtkWidget *viewer = gesso_viewer_new (test.context);
  GtkWidget *window = gesso_ui_test_present (viewer, 600, 500);
  GtkWidget *status = gesso_ui_test_find (viewer, GESSO_TYPE_TILE_STATUS);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  gesso_viewer_set_generation (GESSO_VIEWER (viewer), generation);
  await_sharp (gesso_ui_test_find (viewer, GESSO_TYPE_PICTURE_VIEW));
  g_assert_false (gtk_widget_get_mapped (status));
  g_assert_cmpint (g_rename (path, away), ==, 0);
  gesso_library_rescan_async (test.library, TRUE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_true (gesso_generation_is_missing (generation));
  gesso_test_settle (50);
  g_assert_true (gtk_widget_get_mapped (status));
  g_assert_cmpint (g_rename (away, path), ==, 0);
  g_clear_object (&result);
  gesso_library_rescan_async (test.library, TRUE, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  g_assert_false (gesso_generation_is_missing (generation));
  gesso_test_settle (50);
  g_assert_false (gtk_widget_get_mapped (status));
  gesso_ui_test_close (window, viewer);
}

/* The thumb moves with the line, whichever way is read. */
static void
test_compare_direction (void)
{
  GtkWidget *compare;
  GtkWidget *window;
  GtkWidget *scale;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  compare = gesso_compare_new (test.context);
  window = gesso_ui_test_present (compare, 600, 500);
  scale = gesso_ui_test_find (compare, GTK_TYPE_SCALE);
  g_assert_cmpint (gtk_widget_get_direction (compare), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (scale), ==, GTK_TEXT_DIR_LTR);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  gesso_ui_test_close (window, compare);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/viewer/zoom", test_zoom);
  g_test_add_func ("/viewer/keys", test_keys);
  g_test_add_func ("/viewer/ground", test_ground);
  g_test_add_func ("/viewer/picture-comes", test_picture_comes);
  g_test_add_func ("/viewer/dismissed", test_dismissed);
  g_test_add_func ("/viewer/missing", test_missing);
  g_test_add_func ("/viewer/compare-direction", test_compare_direction);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/gesso-image-loader-private.h"
#include "../../src/ui/viewer/gesso-picture-view-private.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

/* Fingers on a picture, and the pictures beside it. */

static GessoUiTest test;

static gboolean
is_sharp (gpointer view)
{
  return gesso_picture_view_is_sharp (view);
}

static gboolean
is_idle (gpointer loader)
{
  return gesso_image_loader_get_active (loader) + gesso_image_loader_get_waiting (loader) == 0;
}

static GtkWidget *
present_view (GessoGeneration  *generation,
              GtkWidget       **window)
{
  GtkWidget *view = gesso_picture_view_new (test.context);

  *window = gesso_ui_test_present (view, 600, 500);
  gesso_picture_view_set_generation (GESSO_PICTURE_VIEW (view), generation);
  g_assert_true (gesso_test_await (is_sharp, view, GESSO_TEST_TIMEOUT_MS));
  g_assert_true (gesso_test_await (is_idle, gesso_image_loader_get (test.context), GESSO_TEST_TIMEOUT_MS));
  return view;
}

static gboolean
has_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) each = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (each, type))
        return TRUE;
    }
  return FALSE;
}

static void
test_pinch (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "a boat", 1200, 900, 0x4488cc);
  GtkWidget *window;
  GtkWidget *view = present_view (generation, &window);
  const double fit = gesso_picture_view_get_zoom (GESSO_PICTURE_VIEW (view));

  g_assert_true (has_controller (view, GTK_TYPE_GESTURE_ZOOM));
  gesso_picture_view_begin_pinch (GESSO_PICTURE_VIEW (view));
  gesso_picture_view_pinch (GESSO_PICTURE_VIEW (view), 1.5, 300, 250);
  g_assert_cmpfloat_with_epsilon (gesso_picture_view_get_zoom (GESSO_PICTURE_VIEW (view)), fit * 1.5, 0.01);
  /* Against what it was when the fingers came down, not against the last change. */
  gesso_picture_view_pinch (GESSO_PICTURE_VIEW (view), 2.0, 300, 250);
  g_assert_cmpfloat_with_epsilon (gesso_picture_view_get_zoom (GESSO_PICTURE_VIEW (view)), fit * 2, 0.01);
  g_assert_true (gesso_test_await (is_sharp, view, GESSO_TEST_TIMEOUT_MS));
  gesso_picture_view_begin_pinch (GESSO_PICTURE_VIEW (view));
  gesso_picture_view_pinch (GESSO_PICTURE_VIEW (view), 0.1, 300, 250);
  g_assert_true (gesso_picture_view_is_fit (GESSO_PICTURE_VIEW (view)));
  gesso_ui_test_close (window, view);
}

static void
test_ahead (void)
{
  g_autoptr (GessoGeneration) previous = gesso_ui_test_add_kept (&test, "the first", 900, 1200, 0x112233);
  g_autoptr (GessoGeneration) seen = gesso_ui_test_add_kept (&test, "the second", 1000, 900, 0x445566);
  g_autoptr (GessoGeneration) next = gesso_ui_test_add_kept (&test, "the third", 1200, 1000, 0x778899);
  GessoImageLoader *loader = gesso_image_loader_get (test.context);
  GtkWidget *window;
  GtkWidget *view = present_view (seen, &window);
  GessoGeneration *const near[] = { next, previous };
  const guint before = gesso_image_loader_get_started (loader);

  gesso_picture_view_prepare (GESSO_PICTURE_VIEW (view), previous, next);
  g_assert_true (gesso_test_await (is_idle, loader, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpuint (gesso_image_loader_get_started (loader), ==, before + 2);
  /* There at once. */
  for (guint i = 0; i < G_N_ELEMENTS (near); i++)
    {
      gesso_picture_view_set_generation (GESSO_PICTURE_VIEW (view), near[i]);
      g_assert_true (gesso_picture_view_is_sharp (GESSO_PICTURE_VIEW (view)));
    }
  /* The end of the list. */
  gesso_picture_view_prepare (GESSO_PICTURE_VIEW (view), NULL, NULL);
  gesso_ui_test_close (window, view);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/viewer/picture/pinch", test_pinch);
  g_test_add_func ("/viewer/picture/ahead", test_ahead);
  return gesso_ui_test_run (&test);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "../../src/ui/details/gesso-details.h"
#include "../../src/ui/gallery/gesso-gallery.h"
#include "../../src/ui/viewer/gesso-viewer.h"
#include "gesso-sandbox-painter.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static const struct {
  const char *prompt;
  const char *aspect_ratio;
  guint width, height;
} pictures[] = {
  { "a paper boat on a rain puddle", "4:5", 928, 1152 },
  { "a teal lighthouse in heavy weather, gouache", "1:1", 1024, 1024 },
  { "a city at dusk from a hill, birds over the roofs", "16:9", 1344, 768 },
  { "a cup on a table by the window", "1:1", 1024, 1024 },
  { "mountains under a low moon", "2.35:1", 1536, 640 },
  { "a house among trees, first snow", "9:16", 768, 1344 },
  { "a figure with a lantern crossing a field of flowers", "4:5", 928, 1152 },
  { "a fish in a glass of water", "1:1", 1024, 1024 },
};

static char *folder;

static GBytes *
paint (guint i,
       guint seed)
{
  GessoPaintingSpec spec = {
    .prompt = pictures[i].prompt, .variant = "medium", .creativity = "high",
    .width = pictures[i].width, .height = pictures[i].height, .seed = seed,
  };

  return gesso_sandbox_paint_png (&spec);
}

static void
keep (GessoUiTest *test,
      guint        i,
      guint        seed,
      const char  *more)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add (test, pictures[i].prompt, pictures[i].aspect_ratio, more);
  g_autoptr (GBytes) picture = paint (i, seed);

  gesso_ui_test_keep (test, generation, picture);
}

static void
save (GtkWidget  *window,
      const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  gesso_test_settle (1200);
  gesso_ui_test_save (window, path);
}

static void
show_empty (GessoUiTest *test)
{
  GtkWidget *window = gesso_ui_test_present (gesso_gallery_new (test->context), 980, 760);

  save (window, "gallery-empty");
  gtk_window_destroy (GTK_WINDOW (window));
  window = gesso_ui_test_present (gesso_gallery_new (test->context), 400, 700);
  save (window, "gallery-empty-narrow");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_gallery (GessoUiTest     *test,
              GessoGeneration *kept)
{
  GtkWidget *gallery = gesso_gallery_new (test->context);
  GtkWidget *window = gesso_ui_test_present (gallery, 980, 760);

  gesso_test_settle (1500);
  save (window, "gallery");
  gesso_gallery_select (GESSO_GALLERY (gallery), kept);
  gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
  save (window, "gallery-focus");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  save (window, "gallery-dark");
  gesso_gallery_set_tile_size (GESSO_GALLERY (gallery), 4);
  save (window, "gallery-dark-large");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gesso_gallery_set_tile_size (GESSO_GALLERY (gallery), 0);
  save (window, "gallery-small");
  gesso_gallery_set_tile_size (GESSO_GALLERY (gallery), 2);
  g_settings_set_boolean (test->settings, "fill-tiles", TRUE);
  save (window, "gallery-fill");
  g_settings_reset (test->settings, "fill-tiles");
  gesso_gallery_start_search (GESSO_GALLERY (gallery));
  g_object_set (gallery, "query", "teal zeppelin", NULL);
  save (window, "gallery-nothing");
  gtk_window_destroy (GTK_WINDOW (window));

  window = gesso_ui_test_present (gesso_gallery_new (test->context), 400, 700);
  save (window, "gallery-narrow");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_round (GessoUiTest *test,
            GPtrArray   *round)
{
  GtkWidget *gallery = gesso_gallery_new (test->context);
  GtkWidget *window = gesso_ui_test_present (gallery, 980, 760);

  gesso_gallery_show_round (GESSO_GALLERY (gallery), round);
  save (window, "round");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  save (window, "round-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_viewer (GessoUiTest     *test,
             GessoGeneration *kept,
             GessoGeneration *running)
{
  GtkWidget *viewer = gesso_viewer_new (test->context);
  GtkWidget *window = gesso_ui_test_present (viewer, 980, 760);

  gesso_viewer_set_generation (GESSO_VIEWER (viewer), kept);
  save (window, "viewer");
  g_object_set (viewer, "ground", 0, NULL);
  gesso_ui_test_press_key (viewer, GDK_KEY_1, 0);
  gesso_ui_test_press_key (viewer, GDK_KEY_plus, 0);
  save (window, "viewer-zoomed");
  g_object_set (viewer, "ground", 2, NULL);
  gesso_viewer_set_generation (GESSO_VIEWER (viewer), running);
  save (window, "viewer-running");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
show_details (GessoUiTest     *test,
              GessoGeneration *kept,
              GessoGeneration *failed)
{
  GtkWidget *details = gesso_details_new (test->context);
  GtkWidget *window = gesso_ui_test_present (details, 300, 760);

  gesso_context_set_selected (test->context, NULL);
  save (window, "details-nothing");
  gesso_context_set_selected (test->context, kept);
  save (window, "details");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  save (window, "details-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gesso_context_set_selected (test->context, failed);
  save (window, "details-failed");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  GessoUiTest test;
  g_autoptr (GPtrArray) round = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  g_autoptr (GBytes) picture = NULL;

  if (argc != 2)
    {
      g_printerr ("usage: present-rooms FOLDER\n");
      return 2;
    }
  folder = argv[1];
  gesso_test_isolate ();
  adw_init ();
  gtk_css_provider_load_from_resource (css, "/io/github/gesso_app/Gesso/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gesso_ui_test_set_up (&test);
  show_empty (&test);
  for (guint seed = 0; seed < 3; seed++)
    for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
      keep (&test, i, seed, NULL);
  round = gesso_ui_test_add_round (&test, pictures[0].prompt, "4:5",
                                   "\"intensity\": 25, \"movement\": -10, \"moodboards\": [{\"id\": "
                                   "\"0b8f4dd4-1d0c-4b0f-9d7a-0c5f4f1f2a77\", \"name\": \"Harbour\", \"strength\": 0.35}]", 4);
  picture = paint (0, 77);
  gesso_ui_test_keep (&test, round->pdata[0], picture);
  gesso_ui_test_submit (&test, round->pdata[1]);
  gesso_ui_test_submit (&test, round->pdata[2]);
  gesso_ui_test_fail (&test, round->pdata[2], "moderated", "{\"code\": \"moderated\", \"reason\": \"ip_detected\"}");
  waiting = gesso_ui_test_add_round (&test, pictures[2].prompt, "16:9", NULL, 2);
  gesso_ui_test_submit (&test, waiting->pdata[0]);
  show_gallery (&test, round->pdata[0]);
  show_round (&test, round);
  show_viewer (&test, round->pdata[0], round->pdata[1]);
  show_details (&test, round->pdata[0], round->pdata[2]);
  gesso_context_set_selected (test.context, NULL);
  gesso_ui_test_tear_down (&test);
  return 0;
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "../../src/ui/gallery/gesso-gallery.h"
#include "../../src/ui/gallery/gesso-grid.h"
#include "../../src/ui/gallery/gesso-round-view.h"
#include "../../src/ui/gallery/gesso-tile.h"
#include "gesso-library-curation.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static GessoUiTest test;

static const char *
get_page (GtkWidget *gallery)
{
  return gtk_stack_get_visible_child_name (gesso_ui_test_find (gallery, GTK_TYPE_STACK));
}

static gboolean
shows_grid (gpointer gallery)
{
  return g_strcmp0 (get_page (gallery), "grid") == 0;
}

static gboolean
shows_empty (gpointer gallery)
{
  return g_strcmp0 (get_page (gallery), "empty") == 0;
}

static gboolean
shows_nothing (gpointer gallery)
{
  return g_strcmp0 (get_page (gallery), "nothing") == 0;
}

static void
await (GtkWidget *gallery,
       gboolean (*condition) (gpointer))
{
  g_assert_true (gesso_test_await (condition, gallery, GESSO_TEST_TIMEOUT_MS));
}

static GListModel *
get_list (GtkWidget *gallery)
{
  return G_LIST_MODEL (gesso_grid_get_selection (gesso_ui_test_find (gallery, GESSO_TYPE_GRID)));
}

static char *example;

static void
example_cb (GtkWidget  *gallery,
            const char *text)
{
  g_free (example);
  example = g_strdup (text);
}

/* The first button with that style class. */
static GtkWidget *
find_by_class (GtkWidget  *root,
               const char *css_class)
{
  if (gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_class (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_empty (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);
  GtkWidget *window = gesso_ui_test_present (gallery, 900, 700);
  g_autoptr (GessoGeneration) first = NULL;
  g_autoptr (GPtrArray) selection = NULL;

  await (gallery, shows_empty);
  g_signal_connect (gallery, "example", G_CALLBACK (example_cb), NULL);
  g_signal_emit_by_name (find_by_class (gallery, "gesso-example"), "clicked");
  g_assert_cmpstr (example, ==, "A paper boat on a rain puddle, seen from above");
  selection = gesso_gallery_get_selection (GESSO_GALLERY (gallery));
  g_assert_cmpuint (selection->len, ==, 0);
  /* The first picture takes the welcome's place. */
  first = gesso_ui_test_add (&test, "a first boat", "1:1", NULL);
  await (gallery, shows_grid);
  gesso_ui_test_close (window, gallery);
  g_clear_pointer (&example, g_free);
}

static guint n_found;

static gboolean
has_found (gpointer gallery)
{
  return shows_grid (gallery) && g_list_model_get_n_items (get_list (gallery)) == n_found;
}

static void
test_search (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);
  GtkWidget *window = gesso_ui_test_present (gallery, 900, 700);
  g_autoptr (GessoGeneration) lighthouse = gesso_ui_test_add_kept (&test, "a teal lighthouse", 64, 64, 0x00ffff);
  g_autofree char *query = NULL;
  guint all;

  await (gallery, shows_grid);
  all = g_list_model_get_n_items (get_list (gallery));
  gesso_gallery_select (GESSO_GALLERY (gallery), lighthouse);
  gesso_gallery_start_search (GESSO_GALLERY (gallery));
  /* What is not mapped hears no key, now and with the next frame. */
  g_assert_true (gtk_widget_get_mapped (gesso_ui_test_find (gallery, GTK_TYPE_SEARCH_ENTRY)));
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (gtk_widget_get_mapped (gesso_ui_test_find (gallery, GTK_TYPE_SEARCH_ENTRY)));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)),
                                         gesso_ui_test_find (gallery, GTK_TYPE_SEARCH_ENTRY)));
  /* The last word is the beginning of one. */
  gtk_editable_set_text (gesso_ui_test_find (gallery, GTK_TYPE_SEARCH_ENTRY), "teal lightho");
  /* Asked for with the key, not after a while. */
  g_object_get (gallery, "query", &query, NULL);
  g_assert_cmpstr (query, ==, "teal lightho");
  g_clear_pointer (&query, g_free);
  n_found = 1;
  await (gallery, has_found);
  gtk_editable_set_text (gesso_ui_test_find (gallery, GTK_TYPE_SEARCH_ENTRY), "teal zeppelin & <b>");
  await (gallery, shows_nothing);
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (gtk_stack_get_visible_child (
                     gesso_ui_test_find (gallery, GTK_TYPE_STACK)))), ==, "for “teal zeppelin &amp; &lt;b&gt;”");
  g_object_set (gallery, "search-mode", FALSE, NULL);
  n_found = all;
  await (gallery, has_found);
  g_object_get (gallery, "query", &query, NULL);
  g_assert_null (query);
  {
    g_autoptr (GPtrArray) selection = gesso_gallery_get_selection (GESSO_GALLERY (gallery));

    g_assert_cmpuint (selection->len, ==, 1);
    g_assert_true (selection->pdata[0] == lighthouse);
  }
  gesso_ui_test_close (window, gallery);
}

static gboolean
round_is_loaded (gpointer gallery)
{
  GtkWidget *tile = gesso_ui_test_find (gesso_ui_test_find (gallery, GESSO_TYPE_ROUND_VIEW), GESSO_TYPE_TILE);

  return gesso_tile_get_texture (GESSO_TILE (tile)) != NULL;
}

static GessoGeneration *activated;

static void
activated_cb (GtkWidget       *gallery,
              GessoGeneration *generation)
{
  activated = generation;
}

static void
test_round (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);
  GtkWidget *window = gesso_ui_test_present (gallery, 900, 700);
  g_autoptr (GPtrArray) round = gesso_ui_test_add_round (&test, "four boats", "1:1", NULL, 4);
  g_autoptr (GBytes) picture = gesso_test_make_png (1024, 1024, 0xff8800);
  GtkWidget *view = gesso_ui_test_find (gallery, GESSO_TYPE_ROUND_VIEW);
  g_autoptr (GessoGeneration) next = NULL;
  GtkWidget *tile;
  GdkTexture *texture;

  await (gallery, shows_grid);
  gesso_ui_test_keep (&test, round->pdata[0], picture);
  g_assert_false (gesso_gallery_is_round_shown (GESSO_GALLERY (gallery)));
  gesso_gallery_show_round (GESSO_GALLERY (gallery), round);
  g_assert_true (gesso_gallery_is_round_shown (GESSO_GALLERY (gallery)));
  g_assert_cmpstr (get_page (gallery), ==, "round");
  await (gallery, round_is_loaded);
  /* Exactly the pixels of the cell. */
  tile = gesso_ui_test_find (view, GESSO_TYPE_TILE);
  texture = gesso_tile_get_texture (GESSO_TILE (tile));
  g_assert_cmpint (gdk_texture_get_width (texture), ==, MIN (gtk_widget_get_width (tile), gtk_widget_get_height (tile)));
  g_signal_connect (gallery, "activated", G_CALLBACK (activated_cb), NULL);
  g_assert_true (gesso_ui_test_press_key (tile, GDK_KEY_Return, 0));
  g_assert_true (activated == round->pdata[0]);
  g_assert_true (gesso_context_get_selected (test.context) == activated);

  next = gesso_gallery_get_neighbour (GESSO_GALLERY (gallery), round->pdata[0], 1);
  g_assert_true (next == round->pdata[1]);
  g_assert_null (gesso_gallery_get_neighbour (GESSO_GALLERY (gallery), round->pdata[0], -1));
  g_assert_null (gesso_gallery_get_neighbour (GESSO_GALLERY (gallery), round->pdata[3], 1));

  g_assert_true (gesso_ui_test_press_key (tile, GDK_KEY_Escape, 0));
  g_assert_cmpstr (get_page (gallery), ==, "grid");
  g_assert_null (gesso_ui_test_find (view, GESSO_TYPE_TILE));
  /* In the grid the neighbours are those of the list, newest first. */
  g_clear_object (&next);
  next = gesso_gallery_get_neighbour (GESSO_GALLERY (gallery), round->pdata[3], 1);
  g_assert_true (next == round->pdata[2]);
  gesso_ui_test_close (window, gallery);
}

static void
step_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;

  gesso_library_step_finish (GESSO_LIBRARY (source), result, NULL, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
trash (GessoGeneration *generation)
{
  gint64 row = gesso_generation_get_row_id (generation);
  gboolean done = FALSE;

  gesso_library_trash_async (test.library, &row, 1, step_cb, &done);
  while (!done || !gesso_generation_is_deleted (generation))
    g_main_context_iteration (NULL, TRUE);
}

static void
untrash (GessoGeneration *generation)
{
  gint64 row = gesso_generation_get_row_id (generation);
  gboolean done = FALSE;

  gesso_library_untrash_async (test.library, &row, 1, step_cb, &done);
  while (!done || gesso_generation_is_deleted (generation))
    g_main_context_iteration (NULL, TRUE);
}

/* What goes to the trash leaves the round at once; the last one takes the round with it. */
static void
test_round_trash (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);
  GtkWidget *window = gesso_ui_test_present (gallery, 900, 700);
  g_autoptr (GPtrArray) round = gesso_ui_test_add_round (&test, "two boats", "1:1", NULL, 2);
  g_autoptr (GBytes) picture = gesso_test_make_png (64, 64, 0xff8800);
  GtkWidget *view = gesso_ui_test_find (gallery, GESSO_TYPE_ROUND_VIEW);
  GtkWidget *first, *second;

  for (guint i = 0; i < round->len; i++)
    gesso_ui_test_keep (&test, round->pdata[i], picture);
  gesso_gallery_show_round (GESSO_GALLERY (gallery), round);
  first = gtk_widget_get_first_child (view);
  second = gtk_widget_get_next_sibling (first);
  g_assert_true (gtk_widget_grab_focus (first));

  trash (round->pdata[0]);
  g_assert_false (gtk_widget_get_visible (first));
  g_assert_cmpint (gesso_round_view_get_generations (GESSO_ROUND_VIEW (view))->len, ==, 1);
  /* The keys go on with what is left. */
  g_assert_true (gtk_widget_is_focus (second));
  g_assert_true (gesso_context_get_selected (test.context) == round->pdata[1]);
  g_assert_null (gesso_gallery_get_neighbour (GESSO_GALLERY (gallery), round->pdata[1], -1));

  untrash (round->pdata[0]);
  g_assert_true (gtk_widget_get_visible (first));
  g_assert_cmpint (gesso_round_view_get_generations (GESSO_ROUND_VIEW (view))->len, ==, 2);

  trash (round->pdata[0]);
  g_assert_true (gesso_gallery_is_round_shown (GESSO_GALLERY (gallery)));
  trash (round->pdata[1]);
  g_assert_false (gesso_gallery_is_round_shown (GESSO_GALLERY (gallery)));
  gesso_ui_test_close (window, gallery);
}

static void
test_pill (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);
  GtkWidget *window = gesso_ui_test_present (gallery, 900, 700);
  g_autoptr (GPtrArray) shown = gesso_ui_test_add_round (&test, "looked at", "1:1", NULL, 1);
  g_autoptr (GPtrArray) later = NULL;
  GtkWidget *pill = find_by_class (gallery, "gesso-new-pill");
  GtkRevealer *revealer = GTK_REVEALER (gtk_widget_get_parent (pill));

  await (gallery, shows_grid);
  /* At the top they are seen as they come. */
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  gesso_gallery_show_round (GESSO_GALLERY (gallery), shown);
  later = gesso_ui_test_add_round (&test, "a later round", "1:1", NULL, 4);
  g_assert_true (gtk_revealer_get_reveal_child (revealer));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (pill)), ==, "4 new");
  g_signal_emit_by_name (pill, "clicked");
  g_assert_false (gtk_revealer_get_reveal_child (revealer));
  g_assert_false (gesso_gallery_is_round_shown (GESSO_GALLERY (gallery)));
  g_assert_true (gesso_context_get_selected (test.context) == later->pdata[3]);
  gesso_ui_test_close (window, gallery);
}

static void
test_tile_size (void)
{
  GtkWidget *gallery = gesso_gallery_new (test.context);
  GtkWidget *window = gesso_ui_test_present (gallery, 900, 700);

  gesso_gallery_set_tile_size (GESSO_GALLERY (gallery), 4);
  g_assert_cmpuint (g_settings_get_uint (test.settings, "tile-size"), ==, 4);
  gesso_gallery_set_tile_size (GESSO_GALLERY (gallery), 100);
  g_assert_cmpuint (g_settings_get_uint (test.settings, "tile-size"), ==, 4);
  g_settings_set_boolean (test.settings, "fill-tiles", TRUE);
  await (gallery, shows_grid);
  gesso_test_settle (50);
  {
    gboolean fill;

    g_object_get (gesso_ui_test_find (gallery, GESSO_TYPE_TILE), "fill", &fill, NULL);
    g_assert_true (fill);
  }
  g_settings_reset (test.settings, "fill-tiles");
  g_settings_reset (test.settings, "tile-size");
  gesso_ui_test_close (window, gallery);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/gallery/empty", test_empty);
  g_test_add_func ("/gallery/search", test_search);
  g_test_add_func ("/gallery/round", test_round);
  g_test_add_func ("/gallery/round-trash", test_round_trash);
  g_test_add_func ("/gallery/pill", test_pill);
  g_test_add_func ("/gallery/tile-size", test_tile_size);
  return gesso_ui_test_run (&test);
}

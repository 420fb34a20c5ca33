/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo.h>
#include <glib/gstdio.h>

#include "boards/canvas/gesso-canvas.h"
#include "boards/gesso-board-palette.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static GessoUiTest test;

/* Longest and 99.9th percentile of what one turn of the main loop did, without the frames, µs. */
typedef struct {
  GArray *turns;
  gint64  woken;
  gint64  in_frame;
  gint64  frame_began;
} Watch;

static Watch watch;
static GPollFunc poll_before;

static int
poll_cb (GPollFD *fds,
         guint    n,
         int      timeout)
{
  gint64 now = g_get_monotonic_time ();
  gint64 spent = now - watch.woken - watch.in_frame;
  int result;

  if (watch.woken > 0)
    g_array_append_val (watch.turns, spent);
  result = poll_before (fds, n, timeout);
  watch.woken = g_get_monotonic_time ();
  watch.in_frame = 0;
  return result;
}

static void
before_cb (void)
{
  watch.frame_began = g_get_monotonic_time ();
}

static void
after_cb (void)
{
  watch.in_frame += g_get_monotonic_time () - watch.frame_began;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *one = a;
  const gint64 *other = b;

  return (*one > *other) - (*one < *other);
}

static gboolean
is_loaded (gpointer model)
{
  return gesso_board_model_is_loaded (model);
}

static GFile *
paint (const char *folder,
       guint       number)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 48, 36);
  g_autofree char *path = g_strdup_printf ("%s/ink-%03u.png", folder, number);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, number % 10 / 10.0, number / 10 % 10 / 10.0, number / 100 / 10.0);
  cairo_paint (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_file_new_for_path (path);
}

static GtkWidget *
present_canvas (GessoBoardModel **model)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Harbour");
  GtkWidget *canvas;

  *model = gesso_board_model_open (test.context, id);
  g_assert_true (gesso_test_await (is_loaded, *model, GESSO_TEST_TIMEOUT_MS));
  canvas = gesso_canvas_new (test.context, *model);
  gesso_ui_test_present (canvas, 800, 600);
  return canvas;
}

static void
close_canvas (GtkWidget       *canvas,
              GessoBoardModel *model)
{
  gpointer weak = canvas;

  g_object_add_weak_pointer (G_OBJECT (canvas), &weak);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (canvas)));
  gesso_test_await_finalized (&weak);
  g_object_unref (model);
}

typedef struct {
  GessoBoardModel *model;
  guint            count;
} Expected;

static gboolean
has_items (gpointer data)
{
  const Expected *expected = data;

  return gesso_board_model_get_items (expected->model)->len == expected->count;
}

/* --- One model for two views, and what actions do --- */

static void
test_colours_and_copies (void)
{
  const char *const colours[] = { "#c83232", "#3250c8", NULL };
  GessoBoardModel *model, *other;
  GtkWidget *canvas = present_canvas (&model);
  GPtrArray *items;

  other = gesso_board_model_open (test.context, gesso_board_model_get_id (model));
  g_assert_true (other == model);
  g_object_unref (other);

  gesso_canvas_add_colours (GESSO_CANVAS (canvas), colours, 100, 100);
  items = gesso_board_model_get_items (model);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpstr (((GessoBoardItem *) items->pdata[0])->colour, ==, "#c83232");
  gtk_widget_activate_action (canvas, "canvas.duplicate", NULL);
  items = gesso_board_model_get_items (model);
  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpstr (((GessoBoardItem *) items->pdata[2])->colour, ==, "#c83232");
  /* Twice undone: nothing of it is left. */
  for (guint left = 2; left <= 2; left -= 2)
    {
      Expected expected = { model, left };

      gesso_board_model_undo (model, FALSE);
      g_assert_true (gesso_test_await (has_items, &expected, GESSO_TEST_TIMEOUT_MS));
    }
  close_canvas (canvas, model);
}

/* --- A drop of many --- */

/* A slow machine is not a fault: the figure is told, and only what a person would feel fails. */
#define FELT_US (100 * 1000)
#define MANY 500

static void
test_many (void)
{
  g_autofree char *folder = g_dir_make_tmp ("gesso-many-XXXXXX", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  GessoBoardModel *model;
  GtkWidget *canvas = present_canvas (&model);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (canvas);
  Expected expected = { model, MANY };
  gint64 began, p999, most;

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (GFile) file = paint (folder, i);

      g_list_store_append (files, file);
    }
  watch.turns = g_array_new (FALSE, FALSE, sizeof (gint64));
  watch.woken = 0;
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_cb), NULL);
  poll_before = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
  began = g_get_monotonic_time ();
  gesso_canvas_add_files (GESSO_CANVAS (canvas), G_LIST_MODEL (files));
  g_assert_true (gesso_test_await (has_items, &expected, 60 * 1000));
  gesso_test_settle (200);
  g_main_context_set_poll_func (NULL, poll_before);
  g_signal_handlers_disconnect_by_func (clock, before_cb, NULL);
  g_signal_handlers_disconnect_by_func (clock, after_cb, NULL);

  g_array_sort (watch.turns, compare_times);
  p999 = g_array_index (watch.turns, gint64, watch.turns->len * 999 / 1000);
  most = g_array_index (watch.turns, gint64, watch.turns->len - 1);
  g_test_message ("%u files in %.1f s: %u turns of the main loop, p99.9 %.2f ms, longest %.2f ms", MANY,
                  (double) (g_get_monotonic_time () - began) / 1e6, watch.turns->len, (double) p999 / 1e3,
                  (double) most / 1e3);
  g_assert_cmpint (p999, <, FELT_US);
  g_array_unref (watch.turns);
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (files), i);

      g_file_delete (file, NULL, NULL);
    }
  g_rmdir (folder);
  close_canvas (canvas, model);
}

/* Of the board as such, and of one picture: of what is left of it. */
static void
test_one_to_one (void)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_PICTURE);
  GessoBoardModel *model;
  GtkWidget *canvas = present_canvas (&model);
  double x, y, width, height;

  item->sha256 = g_strdup_printf ("%064u", 1);
  item->x = 1000;
  item->width = 160;
  item->height = 160;
  item->picture_width = 1280;
  item->picture_height = 640;
  item->crop[2] = 0.5;
  g_array_append_val (ids, item->id);
  g_ptr_array_add (items, item);
  g_assert_true (gesso_board_model_change (model, items, NULL, "add", GESSO_BOARD_STEP_NEW));
  gesso_canvas_select (GESSO_CANVAS (canvas), ids);
  gtk_widget_activate_action (canvas, "canvas.one-to-one", NULL);
  g_assert_cmpfloat (gesso_canvas_get_zoom (GESSO_CANVAS (canvas)), ==, 4);
  gesso_canvas_get_seen (GESSO_CANVAS (canvas), &x, &y, &width, &height);
  g_assert_cmpfloat_with_epsilon (x + width / 2, 1080, 0.01);
  g_assert_cmpfloat_with_epsilon (y + height / 2, 80, 0.01);
  gesso_canvas_select (GESSO_CANVAS (canvas), none);
  gtk_widget_activate_action (canvas, "canvas.one-to-one", NULL);
  g_assert_cmpfloat (gesso_canvas_get_zoom (GESSO_CANVAS (canvas)), ==, 1);
  gesso_test_settle (50);
  close_canvas (canvas, model);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/canvas/colours-and-copies", test_colours_and_copies);
  g_test_add_func ("/canvas/many", test_many);
  g_test_add_func ("/canvas/one-to-one", test_one_to_one);
  return gesso_ui_test_run (&test);
}

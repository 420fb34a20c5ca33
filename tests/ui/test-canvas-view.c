/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/boards/canvas/gesso-canvas-private.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

/* Looking about with fingers, and the pixels that pictures hold meanwhile and at rest. */

#define N_PICTURES 6
/* How far they lie from each other, and how large they are, px of the board and of the file. */
#define APART 1500.0
#define WIDTH 320
#define HEIGHT 240
#define SCALE 4

static GessoUiTest test;

static gboolean
is_loaded (gpointer model)
{
  return gesso_board_model_is_loaded (model);
}

static gboolean
is_sharp (gpointer canvas)
{
  return gesso_canvas_is_sharp (canvas);
}

static void
await_sharp (GessoCanvas *canvas)
{
  g_assert_true (gesso_test_await (is_sharp, canvas, GESSO_TEST_TIMEOUT_MS));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (canvas))));
}

static GessoReferenceFile *
add_file (guint number)
{
  g_autoptr (GBytes) png = gesso_test_make_png (WIDTH * SCALE, HEIGHT * SCALE, 0x203040 + number * 0x101010);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoReferenceFile *file;

  gesso_library_add_reference_async (test.library, test.decoder, png, "ink.png", NULL, gesso_test_result_cb, &result);
  result = gesso_test_await_result (&result);
  file = gesso_library_add_reference_finish (test.library, result, &error);
  g_assert_no_error (error);
  return file;
}

/* Pictures in a row, all of which are seen. */
static GessoCanvas *
present_canvas (GessoBoardModel **model)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Harbour");
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  GtkWidget *canvas;

  *model = gesso_board_model_open (test.context, id);
  g_assert_true (gesso_test_await (is_loaded, *model, GESSO_TEST_TIMEOUT_MS));
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autoptr (GessoReferenceFile) file = add_file (i);
      GessoBoardItem *item = gesso_board_model_make_picture (file);

      item->x = i * APART;
      item->width = WIDTH;
      item->height = HEIGHT;
      item->z = i;
      g_ptr_array_add (items, item);
    }
  g_assert_true (gesso_board_model_change (*model, items, NULL, "add", GESSO_BOARD_STEP_NEW));
  canvas = gesso_canvas_new (test.context, *model);
  gesso_ui_test_present (canvas, 800, 600);
  /* What has the focus stays shown. */
  gtk_widget_grab_focus (canvas);
  await_sharp (GESSO_CANVAS (canvas));
  return GESSO_CANVAS (canvas);
}

static void
close_canvas (GessoCanvas     *canvas,
              GessoBoardModel *model)
{
  gesso_ui_test_close (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (canvas))), canvas);
  g_object_unref (model);
}

static void
test_fingers (void)
{
  GessoBoardModel *model;
  GessoCanvas *canvas = present_canvas (&model);
  const GessoCanvasView before = canvas->view;
  double x = 300, y = 200, x2 = 300, y2 = 200;

  /* What is between the fingers stays there; against how far they were when they came down. */
  gesso_canvas_view_to_board (&before, &x, &y);
  gesso_canvas_begin_pinch (canvas);
  gesso_canvas_pinch (canvas, 1.5, 300, 200);
  gesso_canvas_pinch (canvas, 2.5, 300, 200);
  g_assert_cmpfloat_with_epsilon (gesso_canvas_get_zoom (canvas), before.zoom * 2.5, 1e-9);
  gesso_canvas_view_to_board (&canvas->view, &x2, &y2);
  g_assert_cmpfloat_with_epsilon (x, x2, 1e-6);
  g_assert_cmpfloat_with_epsilon (y, y2, 1e-6);
  gesso_canvas_pinch (canvas, 1, 300, 200);
  g_assert_cmpfloat_with_epsilon (canvas->view.x, before.x, 1e-6);

  /* Two of them pan, and don't zoom; a wheel zooms, and one that only goes sideways does nothing. */
  g_assert_true (gesso_canvas_scroll (canvas, TRUE, 3, -2));
  g_assert_cmpfloat (gesso_canvas_get_zoom (canvas), ==, before.zoom);
  g_assert_cmpfloat_with_epsilon (canvas->view.x, before.x + 30 / before.zoom, 1e-6);
  g_assert_cmpfloat_with_epsilon (canvas->view.y, before.y - 20 / before.zoom, 1e-6);
  g_assert_true (gesso_canvas_scroll (canvas, FALSE, 0, -1));
  g_assert_cmpfloat_with_epsilon (gesso_canvas_get_zoom (canvas), before.zoom * GESSO_CANVAS_STEP, 1e-9);
  g_assert_false (gesso_canvas_scroll (canvas, FALSE, 1, 0));
  await_sharp (canvas);
  close_canvas (canvas, model);
}

/* (transfer none) (nullable): what the picture holds */
static GdkTexture *
get_texture (GessoCanvas *canvas,
             guint        number,
             GtkWidget  **widget)
{
  GPtrArray *items = gesso_board_model_get_items (canvas->model);

  *widget = gesso_canvas_get_widget (canvas, ((GessoBoardItem *) items->pdata[number])->id);
  return gesso_canvas_item_get_texture (GESSO_CANVAS_ITEM (*widget));
}

static guint
count_textures (GessoCanvas *canvas)
{
  GtkWidget *widget;
  guint n = 0;

  for (guint i = 0; i < N_PICTURES; i++)
    n += get_texture (canvas, i, &widget) != NULL;
  return n;
}

/* (transfer none) (nullable) */
static GskRenderNode *
find_texture_node (GskRenderNode *node)
{
  switch ((int) gsk_render_node_get_node_type (node))
    {
    case GSK_TEXTURE_NODE:
      return node;
    case GSK_TRANSFORM_NODE:
      return find_texture_node (gsk_transform_node_get_child (node));
    case GSK_CLIP_NODE:
      return find_texture_node (gsk_clip_node_get_child (node));
    case GSK_CONTAINER_NODE:
      return find_texture_node (gsk_container_node_get_child (node, 0));
    default:
      return NULL;
    }
}

/* Covers its room, and each of its pixels is one of the screen; where it has fewer, all that it has. */
static void
assert_exact (GessoCanvas *canvas,
              guint        number)
{
  GtkWidget *widget;
  GdkTexture *texture = get_texture (canvas, number, &widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *drawn;
  graphene_rect_t bounds;

  g_assert_nonnull (texture);
  g_assert_cmpint (gtk_widget_get_scale_factor (widget), ==, 1);
  if (width > WIDTH * SCALE)
    {
      g_assert_cmpint (gdk_texture_get_width (texture), ==, WIDTH * SCALE);
      g_object_unref (snapshot);
      return;
    }
  g_assert_cmpint (gdk_texture_get_width (texture), >=, width);
  g_assert_cmpint (gdk_texture_get_width (texture), <=, width + 1);
  g_assert_cmpint (gdk_texture_get_height (texture), >=, height);
  g_assert_cmpint (gdk_texture_get_height (texture), <=, height + 1);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  drawn = find_texture_node (node);
  g_assert_nonnull (drawn);
  gsk_render_node_get_bounds (drawn, &bounds);
  g_assert_cmpfloat (bounds.size.width, ==, gdk_texture_get_width (texture));
  g_assert_cmpfloat (bounds.size.height, ==, gdk_texture_get_height (texture));
}

static void
look_at (GessoCanvas *canvas,
         guint        number,
         double       zoom)
{
  canvas->view.zoom = zoom;
  canvas->view.x = number * APART + WIDTH / 2.0 - canvas->view.width / zoom / 2;
  canvas->view.y = HEIGHT / 2.0 - canvas->view.height / zoom / 2;
  gesso_canvas_view_changed (canvas, TRUE);
  await_sharp (canvas);
}

/* At rest a picture is as many pixels as it takes on screen, and never more than it has. */
static void
test_exact_at_rest (void)
{
  const double zooms[] = { 0.33, 0.71, 1, 1.9, 5 };
  GessoBoardModel *model;
  GessoCanvas *canvas = present_canvas (&model);

  for (guint i = 0; i < N_PICTURES; i++)
    assert_exact (canvas, i);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      look_at (canvas, i, zooms[i]);
      assert_exact (canvas, i);
    }
  close_canvas (canvas, model);
}

/* What can't be seen any more holds nothing. */
static void
test_hidden_hold_nothing (void)
{
  GessoBoardModel *model;
  GessoCanvas *canvas = present_canvas (&model);

  g_assert_cmpuint (count_textures (canvas), ==, N_PICTURES);
  look_at (canvas, 2, 1);
  g_assert_cmpuint (count_textures (canvas), ==, 1);
  assert_exact (canvas, 2);
  look_at (canvas, 3, 0.5);
  g_assert_cmpuint (count_textures (canvas), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (canvas), "canvas.fit", NULL);
  await_sharp (canvas);
  g_assert_cmpuint (count_textures (canvas), ==, N_PICTURES);
  close_canvas (canvas, model);
}

/* --- Which items are shown --- */

#define N_SWATCHES 60
#define STEP 120.0

/* Those from @first to @last, and no others. */
static void
assert_shown (GessoCanvas *canvas,
              guint        first,
              guint        last)
{
  GPtrArray *items = gesso_board_model_get_items (canvas->model);

  for (guint i = 0; i < items->len; i++)
    {
      GtkWidget *widget = gesso_canvas_get_widget (canvas, ((GessoBoardItem *) items->pdata[i])->id);

      g_assert_cmpint (gtk_widget_get_child_visible (widget), ==, i >= first && i <= last);
    }
}

/* As the next frame does it, while the view still moves. */
static void
pan (GessoCanvas *canvas,
     double       by)
{
  gesso_canvas_view_pan (&canvas->view, -by, 0);
  gesso_canvas_view_changed (canvas, FALSE);
  gesso_canvas_size_allocate (GTK_WIDGET (canvas), gtk_widget_get_width (GTK_WIDGET (canvas)),
                              gtk_widget_get_height (GTK_WIDGET (canvas)), -1);
}

static guint
count_shown (GessoCanvas *canvas)
{
  GPtrArray *items = gesso_board_model_get_items (canvas->model);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += gtk_widget_get_child_visible (gesso_canvas_get_widget (canvas, ((GessoBoardItem *) items->pdata[i])->id));
  return n;
}

/* On the move they come with what is near, and go when there are many to go; at rest there is what is seen. */
static void
test_shown_on_the_move (void)
{
  g_autofree char *id = gesso_ui_test_save_board (&test, "Colours");
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  GessoBoardModel *model = gesso_board_model_open (test.context, id);
  GessoCanvas *canvas;

  g_assert_true (gesso_test_await (is_loaded, model, GESSO_TEST_TIMEOUT_MS));
  for (guint i = 0; i < N_SWATCHES; i++)
    {
      GessoBoardItem *item = gesso_board_item_new (GESSO_BOARD_SWATCH);

      item->colour = g_strdup ("#1f6f78");
      item->x = i * STEP;
      item->width = item->height = 100;
      item->z = i;
      g_ptr_array_add (items, item);
    }
  g_assert_true (gesso_board_model_change (model, items, NULL, "add", GESSO_BOARD_STEP_NEW));
  canvas = GESSO_CANVAS (gesso_canvas_new (test.context, model));
  gtk_widget_set_size_request (GTK_WIDGET (canvas), 800, 600);
  gtk_widget_set_halign (GTK_WIDGET (canvas), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (canvas), GTK_ALIGN_START);
  gesso_ui_test_present (GTK_WIDGET (canvas), 900, 700);
  gtk_widget_grab_focus (GTK_WIDGET (canvas));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (canvas)), ==, 800);
  canvas->view = (GessoCanvasView) { 800, 600, 1, 0, -250 };
  gesso_canvas_view_changed (canvas, TRUE);
  await_sharp (canvas);
  assert_shown (canvas, 0, 6);

  pan (canvas, 10);
  assert_shown (canvas, 0, 6);
  /* The eighth is seen: those that are near come with it. */
  pan (canvas, 60);
  assert_shown (canvas, 0, 8);
  /* All of these are far now, but few enough to stay. */
  pan (canvas, 2000);
  g_assert_cmpuint (count_shown (canvas), ==, 9 + 11);
  pan (canvas, 1500);
  assert_shown (canvas, 28, 38);
  await_sharp (canvas);
  assert_shown (canvas, 29, 36);
  close_canvas (canvas, model);
}

int
main (int    argc,
      char **argv)
{
  gesso_ui_test_init (&test, &argc, &argv);
  g_test_add_func ("/canvas/view/fingers", test_fingers);
  g_test_add_func ("/canvas/view/exact-at-rest", test_exact_at_rest);
  g_test_add_func ("/canvas/view/hidden-hold-nothing", test_hidden_hold_nothing);
  g_test_add_func ("/canvas/view/shown-on-the-move", test_shown_on_the_move);
  return gesso_ui_test_run (&test);
}

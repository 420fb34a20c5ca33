/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-clock.h"
#include "bench-report.h"

/*
 * bare-grid ITEMS FRAMES WIDTH HEIGHT COLUMNS TILE: what any grid of pictures costs. A GtkGridView of that size in a
 * window like Gesso's, whose cells have rounded corners, a pointer and a drag controller like a tile, and textures of
 * exactly their pixels that are there already. Scrolled evenly; and its model swapped.
 */

#define RADIUS 6
#define GUTTER 12
#define STEP 60
#define WARM_UP 60
#define N_TEXTURES 300
#define SWAPS 10

static struct {
  guint       n_items;
  guint       n_frames;
  guint       width;
  guint       height;
  guint       columns;
  guint       tile;
  GdkTexture *textures[N_TEXTURES];
  GtkWidget  *window;
  GtkWidget  *scrolled;
  GtkWidget  *view;
  guint       left;
  gboolean    ended;
} bare;

/* --- Items that are nothing but their number --- */

#define BARE_TYPE_ITEM (bare_item_get_type ())
G_DECLARE_FINAL_TYPE (BareItem, bare_item, BARE, ITEM, GObject)

struct _BareItem {
  GObject parent;
  guint   number;
};

G_DEFINE_FINAL_TYPE (BareItem, bare_item, G_TYPE_OBJECT)

static void
bare_item_class_init (BareItemClass *klass)
{
}

static void
bare_item_init (BareItem *self)
{
}

#define BARE_TYPE_LIST (bare_list_get_type ())
G_DECLARE_FINAL_TYPE (BareList, bare_list, BARE, LIST, GObject)

struct _BareList {
  GObject parent;
};

static GType
get_item_type (GListModel *model)
{
  return BARE_TYPE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return bare.n_items;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  BareItem *item;

  if (position >= bare.n_items)
    return NULL;
  item = g_object_new (BARE_TYPE_ITEM, NULL);
  item->number = position;
  return item;
}

static void
bare_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BareList,
                               bare_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bare_list_model_init))

static void
bare_list_class_init (BareListClass *klass)
{
}

static void
bare_list_init (BareList *self)
{
}

/* --- Cells --- */

#define BARE_TYPE_CELL (bare_cell_get_type ())
G_DECLARE_FINAL_TYPE (BareCell, bare_cell, BARE, CELL, GtkWidget)

struct _BareCell {
  GtkWidget   parent;
  GdkTexture *texture;
};

G_DEFINE_FINAL_TYPE (BareCell, bare_cell, GTK_TYPE_WIDGET)

static void
bare_cell_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = *natural = bare.tile + GUTTER;
}

static void
bare_cell_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  BareCell *self = BARE_CELL (widget);
  const float width = gdk_texture_get_width (self->texture), height = gdk_texture_get_height (self->texture);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT ((int) ((gtk_widget_get_width (widget) - width) / 2),
                                                     (int) ((gtk_widget_get_height (widget) - height) / 2), width, height);
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_texture (snapshot, self->texture, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
bare_cell_class_init (BareCellClass *klass)
{
  GTK_WIDGET_CLASS (klass)->measure = bare_cell_measure;
  GTK_WIDGET_CLASS (klass)->snapshot = bare_cell_snapshot;
}

static void
bare_cell_init (BareCell *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_add_controller (GTK_WIDGET (self), gtk_event_controller_motion_new ());
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  gtk_list_item_set_child (item, g_object_new (BARE_TYPE_CELL, NULL));
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  BareCell *cell = BARE_CELL (gtk_list_item_get_child (item));

  cell->texture = bare.textures[((BareItem *) gtk_list_item_get_item (item))->number % N_TEXTURES];
  gtk_widget_queue_draw (GTK_WIDGET (cell));
}

/* In the shapes that the pictures of a library have. */
static void
make_textures (void)
{
  static const double shapes[] = { 1, 1, 0.8, 1.75, 1.5, 0.667, 0.571 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  for (guint i = 0; i < N_TEXTURES; i++)
    {
      const double shape = shapes[i % G_N_ELEMENTS (shapes)];
      const guint width = shape >= 1 ? bare.tile : bare.tile * shape, height = shape >= 1 ? bare.tile / shape : bare.tile;
      guint32 *pixels = g_new (guint32, width * height);
      g_autoptr (GBytes) bytes = NULL;

      for (guint j = 0; j < width * height; j++)
        pixels[j] = 0xff000000u | g_rand_int (rand);
      bytes = g_bytes_new_take (pixels, (gsize) width * height * 4);
      bare.textures[i] = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) width * 4);
    }
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (bare.scrolled));

  bare.ended = bare.left == 0;
  if (bare.ended)
    return G_SOURCE_REMOVE;
  bare.left--;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + STEP);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_done (gpointer data)
{
  return bare.ended;
}

static void
scroll (guint n_frames)
{
  bare.left = n_frames;
  bare.ended = FALSE;
  gtk_widget_add_tick_callback (bare.window, scroll_cb, NULL, NULL);
  bench_await (is_done, NULL, n_frames * 1000);
}

/* A place far away, as the thumb goes there. */
static void
jump (void)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (bare.scrolled));

  bench_clock_reset ();
  for (guint i = 0; i < SWAPS; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / SWAPS * (SWAPS - 1 - i));
      bench_next_frame ();
      bench_rest (100);
    }
  bench_clock_report ("jump");
}

/* Another list, as a search shows it. */
static void
swap (void)
{
  bench_clock_reset ();
  for (guint i = 0; i < SWAPS; i++)
    {
      g_autoptr (GtkMultiSelection) selection = gtk_multi_selection_new (g_object_new (BARE_TYPE_LIST, NULL));

      gtk_grid_view_set_model (GTK_GRID_VIEW (bare.view), GTK_SELECTION_MODEL (selection));
      bench_next_frame ();
      bench_rest (100);
    }
  bench_clock_report ("swap");
}

static gboolean
run_cb (gpointer data)
{
  bench_next_frame ();
  bench_rest (500);
  scroll (WARM_UP);
  bench_clock_reset ();
  scroll (bare.n_frames);
  bench_clock_report ("scroll");
  jump ();
  swap ();
  bench_report_print ();
  _exit (EXIT_SUCCESS);
}

static GtkWidget *
create_grid (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  bare.view = gtk_grid_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_new (BARE_TYPE_LIST, NULL))),
                                 factory);
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (bare.view), bare.columns);
  bare.scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (bare.scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (bare.scrolled), bare.view);
  gtk_widget_set_size_request (bare.scrolled, bare.width, bare.height);
  gtk_widget_set_halign (bare.scrolled, GTK_ALIGN_END);
  gtk_widget_set_valign (bare.scrolled, GTK_ALIGN_END);
  gtk_widget_set_vexpand (bare.scrolled, TRUE);
  return bare.scrolled;
}

/* As in Gesso, cells are no larger than what is in them. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_data (provider, "gridview { padding: 0; } gridview > child { padding: 0; }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  load_style ();
  bare.window = adw_application_window_new (application);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), create_grid ());
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bare.window), box);
  gtk_window_set_default_size (GTK_WINDOW (bare.window), 1280, 800);
  bench_clock_watch (bare.window);
  g_idle_add_full (G_PRIORITY_HIGH, run_cb, NULL, NULL);
  gtk_window_present (GTK_WINDOW (bare.window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.gesso_app.Bare", G_APPLICATION_DEFAULT_FLAGS);
  guint *const numbers[] = { &bare.n_items, &bare.n_frames, &bare.width, &bare.height, &bare.columns, &bare.tile };

  if (argc != 1 + G_N_ELEMENTS (numbers))
    {
      g_printerr ("Usage: bare-grid ITEMS FRAMES WIDTH HEIGHT COLUMNS TILE\n");
      return EXIT_FAILURE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = g_ascii_strtoull (argv[1 + i], NULL, 10);
  make_textures ();
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 1, argv);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-window.h"

#include <math.h>

#include "bench-clock.h"
#include "bench-plane.h"
#include "bench-report.h"
#include "boards/canvas/gesso-canvas-private.h"
#include "boards/gesso-board-proposals.h"
#include "boards/gesso-board-tile.h"
#include "gesso-library-boards.h"

#define TIMEOUT_MS 60000
#define FRAMES 150
#define REST_MS 500
/* px in each frame, and the factor of each. */
#define PAN_STEP 7
#define ZOOM_STEP 1.02
#define SUGGESTIONS 10

/*
 * A board: COUNT pictures of the folder ARGUMENT are dropped on it; it is closed and opened; looked at from elsewhere in
 * each frame; and what was drawn then is drawn again by a widget that does nothing else.
 */

typedef struct {
  BenchWindow *window;
  GessoCanvas *canvas;
  guint        wanted;
  guint        left;
  gboolean     ended;
  gboolean     zooms;
  GPtrArray   *nodes; /* of each frame */
} Board;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
make_board (BenchWindow *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  GessoBoard board = { .name = (char *) "Harbour", .references = nothing };
  gboolean saved = FALSE;

  gesso_library_save_board_async (gesso_context_get_library (self->grid->context), &board, saved_cb, &saved);
  bench_await (is_true, &saved, TIMEOUT_MS);
}

static gboolean
has_tile (gpointer data)
{
  return bench_find (((Board *) data)->window->window, GESSO_TYPE_BOARD_TILE) != NULL;
}

static gboolean
has_canvas (gpointer data)
{
  Board *self = data;

  self->canvas = bench_find (self->window->window, GESSO_TYPE_CANVAS);
  return self->canvas != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->canvas)) &&
         gesso_board_model_is_loaded (self->canvas->model);
}

/* Every picture is there, in the frame that was just painted. */
static gboolean
shows_all (gpointer data)
{
  Board *self = data;

  return has_canvas (self) && gesso_board_model_count_pictures (self->canvas->model) >= self->wanted;
}

static gboolean
is_sharp (gpointer data)
{
  return shows_all (data) && gesso_canvas_is_sharp (((Board *) data)->canvas);
}

/* As a click on its cover does. Returns when it was clicked. */
static double
open_board (Board *self)
{
  GtkWidget *tile;
  double began;

  gtk_widget_activate_action (self->window->window, "win.page", "s", "boards");
  if (!bench_await (has_tile, self, TIMEOUT_MS))
    g_error ("There is no board");
  bench_rest (REST_MS);
  tile = bench_find (self->window->window, GESSO_TYPE_BOARD_TILE);
  began = bench_now ();
  g_signal_emit_by_name (gtk_widget_get_ancestor (tile, GTK_TYPE_FLOW_BOX), "child-activated",
                         gtk_widget_get_ancestor (tile, GTK_TYPE_FLOW_BOX_CHILD));
  return began;
}

static void
drop_files (Board *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GDir) dir = g_dir_open (self->window->argument, 0, NULL);
  const char *name;

  while (dir != NULL && g_list_model_get_n_items (G_LIST_MODEL (files)) < self->window->count &&
         (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".png"))
      {
        g_autoptr (GFile) file = g_file_new_build_filename (self->window->argument, name, NULL);

        g_list_store_append (files, file);
      }
  bench_clock_reset ();
  gesso_canvas_add_files (self->canvas, G_LIST_MODEL (files));
  self->wanted = self->window->count;
  if (!bench_await (is_sharp, self, TIMEOUT_MS))
    g_error ("Not everything was put on the board");
  bench_clock_report ("drop");
}

/* What it looks like to whoever comes back. */
static void
reopen (Board *self)
{
  bench_rest (REST_MS);
  g_signal_emit_by_name (self->canvas, "back");
  bench_rest (REST_MS);
  open_board (self);
  if (!bench_await (is_sharp, self, TIMEOUT_MS))
    g_error ("The board was not opened");
}

/* A board of that many pictures, which this process has not seen yet. */
void
bench_flow_open (BenchWindow *window)
{
  Board board = { window, NULL, window->count, 0, FALSE, FALSE, NULL }, *self = &board;
  const double began = open_board (self);

  if (!bench_await_frame (shows_all, self, TIMEOUT_MS))
    g_error ("The board was not opened");
  bench_report_number ("opened", bench_now () - began);
  if (!bench_await (is_sharp, self, TIMEOUT_MS))
    g_error ("The board did not become sharp");
  bench_report_number ("sharp", bench_now () - began);
}

static gboolean
move_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Board *self = data;
  const guint frame = FRAMES - self->left;

  self->ended = self->left == 0;
  if (self->ended)
    return G_SOURCE_REMOVE;
  self->left--;
  if (self->zooms)
    gesso_canvas_view_zoom (&self->canvas->view, self->canvas->view.zoom * (frame < FRAMES / 2 ? ZOOM_STEP : 1 / ZOOM_STEP),
                            self->canvas->view.width / 2, self->canvas->view.height / 2);
  else
    gesso_canvas_view_pan (&self->canvas->view, frame < FRAMES / 2 ? PAN_STEP : -PAN_STEP, 0);
  gesso_canvas_view_changed (self->canvas, self->zooms);
  return G_SOURCE_CONTINUE;
}

/* What was just painted, to be painted again. */
static gboolean
record_cb (gpointer data)
{
  Board *self = data;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (self->canvas)->snapshot (GTK_WIDGET (self->canvas), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    g_ptr_array_add (self->nodes, node);
  return !self->ended;
}

static gboolean
is_still (gpointer data)
{
  return ((Board *) data)->ended;
}

static void
move (Board      *self,
      gboolean    zooms,
      const char *name)
{
  self->zooms = zooms;
  self->left = FRAMES;
  self->ended = FALSE;
  bench_clock_reset ();
  bench_clock_after_frame (record_cb, self);
  gtk_widget_add_tick_callback (self->window->window, move_cb, self, NULL);
  bench_await (is_still, self, TIMEOUT_MS);
  bench_clock_after_frame (NULL, NULL);
  bench_clock_report (name);
  bench_rest (REST_MS);
}

static gboolean
has_suggested (gpointer data)
{
  gboolean busy;

  g_object_get (data, "busy", &busy, NULL);
  return !busy;
}

/* The first time, signatures may have to be made; they are kept. */
static void
suggest (Board *self)
{
  g_autoptr (GessoBoardProposals) proposals = gesso_board_proposals_new (self->window->grid->context, self->canvas->model);

  for (guint i = 0; i <= SUGGESTIONS; i++)
    {
      const double began = bench_now ();

      gesso_board_proposals_suggest (proposals);
      bench_await (has_suggested, proposals, TIMEOUT_MS);
      if (gesso_board_proposals_get_count (proposals) == 0)
        g_error ("Nothing was proposed");
      if (i > 0)
        bench_report_sample ("suggested", bench_now () - began);
      gesso_board_proposals_clear (proposals);
      bench_rest (50);
    }
}

void
bench_flow_board (BenchWindow *self)
{
  Board board = { self, NULL, 0, 0, FALSE, FALSE, NULL };
  GPtrArray *panned, *zoomed;
  graphene_rect_t bounds;

  make_board (self);
  open_board (&board);
  if (!bench_await (has_canvas, &board, TIMEOUT_MS))
    g_error ("The board was not opened");
  drop_files (&board);
  reopen (&board);
  suggest (&board);
  bench_rest (REST_MS);
  board.nodes = panned = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  move (&board, FALSE, "pan");
  board.nodes = zoomed = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  move (&board, TRUE, "zoom");
  if (!gtk_widget_compute_bounds (GTK_WIDGET (board.canvas), self->window, &bounds))
    g_error ("The canvas has no place");
  bench_plane_replay (self->window, &bounds, panned, "bare-pan");
  bench_plane_replay (self->window, &bounds, zoomed, "bare-zoom");
}

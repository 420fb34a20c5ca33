/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <math.h>

/*
 * Where items are. Each is a widget, and to move hundreds of those in each frame costs as much as to draw them. So they
 * stay where they were laid out while the view changes, and are drawn as one thing that is moved and scaled; when it
 * rests, each is put where it belongs, to the pixel.
 */

/* At rest after this long, ms. */
#define REST_MS 140
/* Scaled by no more than this, or sizes that were rounded are seen to be. */
#define MOST_SCALE 2.0
/* How far beyond the edge of the view is near, in its width and height. */
#define NEAR       0.25

static gboolean
rest_cb (gpointer data)
{
  GessoCanvas *self = data;

  self->rest_timer = 0;
  self->hurry = FALSE;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

void
gesso_canvas_view_changed (GessoCanvas *self,
                           gboolean     zoomed)
{
  self->hurry = self->hurry || zoomed;
  self->unsettled = TRUE;
  g_clear_handle_id (&self->rest_timer, g_source_remove);
  self->rest_timer = g_timeout_add (REST_MS, rest_cb, self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gesso_canvas_items_changed (GessoCanvas *self)
{
  g_clear_pointer (&self->items_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- Layout --- */

/* How much there is to do. */
typedef enum {
  LAYOUT_PAN,  /* for what was not seen until now, or was moved */
  LAYOUT_ZOOM, /* pixels of another size, too */
  LAYOUT_ALL,
} Layout;

/**
 * Rooms:
 * @seen: what is on screen
 * @show: what is in it is shown
 * @keep: what is in it stays shown
 *
 * In the view's coordinates. All one at rest.
 */
typedef struct {
  GessoRect seen;
  GessoRect show;
  GessoRect keep;
} Rooms;

static gboolean
is_shown (GessoCanvas          *self,
          const GessoBoardItem *item)
{
  GtkWidget *widget = g_hash_table_lookup (self->widgets, &item->id);

  return widget != NULL && gtk_widget_get_child_visible (widget);
}

/*
 * Each item that comes or goes makes all of them be put together anew, which takes longer than to draw a few too many.
 * So on the move they come with those that are near, and go when there are many to go.
 */
static Rooms
find_rooms (GessoCanvas *self)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  const double width = self->view.width, height = self->view.height;
  const GessoRect seen = { 0, 0, width, height };
  const GessoRect near = { -width * NEAR, -height * NEAR, width * (1 + 2 * NEAR), height * (1 + 2 * NEAR) };
  const GessoRect all = { -G_MAXFLOAT, -G_MAXFLOAT, 2.0 * G_MAXFLOAT, 2.0 * G_MAXFLOAT };
  guint n_seen = 0, n_far = 0;
  gboolean late = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      GessoRect rect = gesso_canvas_get_rect (self, items->pdata[i]);
      GessoRect place = gesso_canvas_view_to_view (&self->view, &rect);
      const gboolean shown = is_shown (self, items->pdata[i]);

      if (gesso_rect_intersects (&place, &seen))
        {
          n_seen++;
          late = late || !shown;
        }
      else if (shown && !gesso_rect_intersects (&place, &near))
        n_far++;
    }
  return (Rooms) { seen, late ? near : seen, n_far > n_seen / 4 + 8 ? near : all };
}

static void
allocate_item (GessoCanvas          *self,
               const GessoBoardItem *item,
               const Rooms          *rooms,
               Layout                layout)
{
  GtkWidget *widget = g_hash_table_lookup (self->widgets, &item->id);
  GessoRect rect = gesso_canvas_get_rect (self, item);
  GessoRect seen = gesso_canvas_view_to_view (&self->view, &rect);
  GessoRect laid = gesso_canvas_view_to_view (&self->laid, &rect);
  gboolean shown, moved;
  int x, y, width, height;

  if (widget == NULL)
    return;
  shown = gtk_widget_get_child_visible (widget);
  if (!gesso_rect_intersects (&seen, shown ? &rooms->keep : &rooms->show) && !gtk_widget_has_focus (widget))
    {
      if (!shown)
        return;
      gesso_canvas_item_hide (GESSO_CANVAS_ITEM (widget));
      gtk_widget_set_child_visible (widget, FALSE);
      gesso_canvas_items_changed (self);
      return;
    }
  gtk_widget_set_child_visible (widget, TRUE);
  x = (int) round (laid.x);
  y = (int) round (laid.y);
  width = (int) MAX (1, round (laid.x + laid.width) - x);
  height = (int) MAX (1, round (laid.y + laid.height) - y);
  moved = gesso_canvas_item_allocate (GESSO_CANVAS_ITEM (widget), x, y, width, height, layout == LAYOUT_ALL || !shown);
  if (moved)
    gesso_canvas_items_changed (self);
  if (moved || (layout != LAYOUT_PAN && gesso_rect_intersects (&seen, &rooms->seen)))
    gesso_canvas_item_place (GESSO_CANVAS_ITEM (widget), self->laid.zoom, self->hurry,
                             (int) MAX (1, round (seen.x + seen.width) - round (seen.x)),
                             (int) MAX (1, round (seen.y + seen.height) - round (seen.y)));
}

/* Whether items may stay where they are for now. */
static gboolean
is_steady (GessoCanvas *self,
           int          width,
           int          height)
{
  const double scale = self->view.zoom / self->laid.zoom;

  return self->rest_timer != 0 && !self->resized && self->laid.width == width && self->laid.height == height &&
         scale <= MOST_SCALE && scale >= 1 / MOST_SCALE;
}

void
gesso_canvas_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  GessoCanvas *self = GESSO_CANVAS (widget);
  GPtrArray *items = gesso_board_model_get_items (self->model);
  const GessoRect room = { 0, 0, width, height };
  Rooms rooms = { room, room, room };
  Layout layout = self->resized ? LAYOUT_ALL : LAYOUT_ZOOM;

  if (self->view.width > 0 && self->view.width != width)
    self->view.x -= (width - self->view.width) / self->view.zoom / 2;
  self->view.width = width;
  self->view.height = height;
  if (!self->placed && items->len > 0)
    {
      GessoRect bounds = gesso_canvas_get_bounds (self, FALSE);

      self->placed = TRUE;
      gesso_canvas_view_fit (&self->view, &bounds, 1);
    }
  if (!is_steady (self, width, height))
    {
      self->laid = self->view;
      gesso_canvas_items_changed (self);
    }
  else
    {
      rooms = find_rooms (self);
      if (!self->hurry && self->laid.zoom == self->view.zoom)
        layout = LAYOUT_PAN;
    }
  self->resized = FALSE;
  self->unsettled = self->rest_timer != 0;
  for (guint i = 0; i < items->len; i++)
    allocate_item (self, items->pdata[i], &rooms, layout);
  if (self->editor != NULL)
    gesso_canvas_note_allocate (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/* Asked again when an item wants another size, too, as after a change of style: all of them are laid out then. */
void
gesso_canvas_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  GESSO_CANVAS (widget)->resized = TRUE;
  *minimum = 120;
  *natural = 400;
}

/* --- Drawing --- */

static void
snapshot_each (GessoCanvas *self,
               GtkSnapshot *snapshot)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);

  for (guint i = 0; i < items->len; i++)
    {
      GtkWidget *child = g_hash_table_lookup (self->widgets, &((GessoBoardItem *) items->pdata[i])->id);

      if (child != NULL)
        gtk_widget_snapshot_child (GTK_WIDGET (self), child, snapshot);
    }
}

void
gesso_canvas_snapshot_items (GessoCanvas *self,
                             GtkSnapshot *snapshot)
{
  const double zoom = self->view.zoom;
  const double scale = zoom / self->laid.zoom;
  double x = (self->laid.x - self->view.x) * zoom, y = (self->laid.y - self->view.y) * zoom;

  if (self->rest_timer == 0)
    {
      snapshot_each (self, snapshot);
      return;
    }
  if (self->items_node == NULL)
    {
      GtkSnapshot *items = gtk_snapshot_new ();

      snapshot_each (self, items);
      self->items_node = gtk_snapshot_free_to_node (items);
    }
  if (self->items_node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  if (scale == 1)
    {
      x = round (x);
      y = round (y);
    }
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  if (scale != 1)
    gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gtk_snapshot_append_node (snapshot, self->items_node);
  gtk_snapshot_restore (snapshot);
}

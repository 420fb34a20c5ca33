/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-round-view.h"

#include "gesso-grid-metrics.h"
#include "gesso-tile-state.h"
#include "gesso-tile.h"

/* Room for the ring around a picture, px. */
#define MARGIN 12
#define MIN_CELL (2 * MARGIN)

struct _GessoRoundView
{
  GtkWidget parent_instance;

  GessoContext *context;
  GPtrArray *generations; /* those that have a cell: without what is in the trash */
};

enum {
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

enum {
  SIGNAL_ACTIVATED,
  SIGNAL_EMPTIED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoRoundView, gesso_round_view, GTK_TYPE_WIDGET)

static void
activate (GtkWidget *tile)
{
  GtkWidget *self = gtk_widget_get_ancestor (tile, GESSO_TYPE_ROUND_VIEW);

  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, gesso_tile_get_generation (GESSO_TILE (tile)));
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             GtkWidget       *tile)
{
  g_assert (GESSO_IS_TILE (tile));

  if (gtk_widget_contains (tile, x, y))
    activate (tile);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GtkWidget             *tile)
{
  g_assert (GESSO_IS_TILE (tile));

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 ||
      (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_space && key != GDK_KEY_KP_Space))
    return GDK_EVENT_PROPAGATE;
  activate (tile);
  return GDK_EVENT_STOP;
}

static void
focus_enter_cb (GtkEventControllerFocus *focus,
                GtkWidget               *tile)
{
  GtkWidget *self = gtk_widget_get_ancestor (tile, GESSO_TYPE_ROUND_VIEW);

  if (self != NULL)
    gesso_context_set_selected (GESSO_ROUND_VIEW (self)->context, gesso_tile_get_generation (GESSO_TILE (tile)));
}

/* The next one that is shown, or else the one before. */
static GtkWidget *
find_neighbour (GtkWidget *tile)
{
  GtkWidget *other;

  for (other = gtk_widget_get_next_sibling (tile); other != NULL; other = gtk_widget_get_next_sibling (other))
    if (gtk_widget_get_visible (other))
      return other;
  for (other = gtk_widget_get_prev_sibling (tile); other != NULL; other = gtk_widget_get_prev_sibling (other))
    if (gtk_widget_get_visible (other))
      return other;
  return NULL;
}

/* What looked at @tile looks at its neighbour. */
static void
move_on_from (GessoRoundView *self,
              GtkWidget      *tile)
{
  GtkWidget *next = find_neighbour (tile);
  GessoGeneration *gone = gesso_tile_get_generation (GESSO_TILE (tile));

  if (next == NULL)
    return;
  if (gesso_context_get_selected (self->context) == gone)
    gesso_context_set_selected (self->context, gesso_tile_get_generation (GESSO_TILE (next)));
  if (gtk_widget_is_focus (tile))
    gtk_widget_grab_focus (next);
}

/* The cells are those of what is not in the trash: what is undone comes back where it was. */
static void
deleted_cb (GessoGeneration *generation,
            GParamSpec      *pspec,
            GtkWidget       *tile)
{
  GessoRoundView *self = GESSO_ROUND_VIEW (gtk_widget_get_parent (tile));
  gboolean deleted = gesso_generation_is_deleted (generation);

  if (deleted == !gtk_widget_get_visible (tile))
    return;
  if (deleted)
    move_on_from (self, tile);
  gtk_widget_set_visible (tile, !deleted);
  g_ptr_array_set_size (self->generations, 0);
  for (tile = gtk_widget_get_first_child (GTK_WIDGET (self)); tile; tile = gtk_widget_get_next_sibling (tile))
    if (gtk_widget_get_visible (tile))
      g_ptr_array_add (self->generations, g_object_ref (gesso_tile_get_generation (GESSO_TILE (tile))));
  if (self->generations->len == 0)
    g_signal_emit (self, signals[SIGNAL_EMPTIED], 0);
}

static GtkWidget *
create_tile (GessoRoundView  *self,
             GessoGeneration *generation)
{
  GtkWidget *tile = gesso_tile_new (self->context);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (click, "released", G_CALLBACK (released_cb), tile);
  gtk_widget_add_controller (tile, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), tile);
  gtk_widget_add_controller (tile, keys);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_enter_cb), tile);
  gtk_widget_add_controller (tile, focus);
  gtk_widget_set_focusable (tile, TRUE);
  gesso_tile_set_generation (GESSO_TILE (tile), generation);
  g_signal_connect_object (generation, "notify::deleted", G_CALLBACK (deleted_cb), tile, 0);
  return tile;
}

static void
gesso_round_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = 1;
  *natural = 400;
}

static void
gesso_round_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GessoRoundView *self = GESSO_ROUND_VIEW (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GessoGeneration *first;
  guint columns, rows, n = 0;
  int cell_width, cell_height, left, top;
  double shape;

  if (self->generations == NULL || self->generations->len == 0)
    return;
  first = self->generations->pdata[0];
  shape = gesso_tile_shape (gesso_generation_get_width (first), gesso_generation_get_height (first),
                            gesso_generation_get_aspect_ratio (first));
  columns = gesso_grid_metrics_round (self->generations->len, width, height, shape, &rows);
  cell_width = (width - MARGIN) / (int) columns;
  cell_height = (height - MARGIN) / (int) rows;
  /* Close together, in the middle: they are to be compared. */
  if ((cell_height - MARGIN) * shape < cell_width - MARGIN)
    cell_width = MAX (MIN_CELL, (int) ceil ((cell_height - MARGIN) * shape) + MARGIN);
  else
    cell_height = MAX (MIN_CELL, (int) ceil ((cell_width - MARGIN) / shape) + MARGIN);
  left = MARGIN + MAX (0, (width - MARGIN - (int) columns * cell_width) / 2);
  top = MARGIN + MAX (0, (height - MARGIN - (int) rows * cell_height) / 2);
  for (GtkWidget *tile = gtk_widget_get_first_child (widget); tile; tile = gtk_widget_get_next_sibling (tile))
    {
      int column = mirrored ? columns - 1 - n % columns : n % columns;
      GtkAllocation cell = {
        left + column * cell_width, top + (int) (n / columns) * cell_height,
        MAX (1, cell_width - MARGIN), MAX (1, cell_height - MARGIN),
      };

      if (!gtk_widget_get_visible (tile))
        continue;
      gtk_widget_size_allocate (tile, &cell, -1);
      n++;
    }
}

static void
remove_tiles (GessoRoundView *self)
{
  GtkWidget *tile;

  while ((tile = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (tile);
}

static void
gesso_round_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_CONTEXT)
    g_value_set_object (value, GESSO_ROUND_VIEW (object)->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_round_view_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (id == PROP_CONTEXT)
    GESSO_ROUND_VIEW (object)->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_round_view_dispose (GObject *object)
{
  GessoRoundView *self = GESSO_ROUND_VIEW (object);

  remove_tiles (self);
  g_clear_pointer (&self->generations, g_ptr_array_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_round_view_parent_class)->dispose (object);
}

static void
gesso_round_view_class_init (GessoRoundViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_round_view_dispose;
  object_class->get_property = gesso_round_view_get_property;
  object_class->set_property = gesso_round_view_set_property;
  widget_class->measure = gesso_round_view_measure;
  widget_class->size_allocate = gesso_round_view_size_allocate;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", GESSO_TYPE_ROUND_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);

  signals[SIGNAL_EMPTIED] = g_signal_new ("emptied", GESSO_TYPE_ROUND_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "gesso-round-view");
}

static void
gesso_round_view_init (GessoRoundView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
gesso_round_view_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_ROUND_VIEW, "context", context, NULL);
}

void
gesso_round_view_set_generations (GessoRoundView *self,
                                  GPtrArray      *generations)
{
  g_return_if_fail (GESSO_IS_ROUND_VIEW (self));

  remove_tiles (self);
  g_clear_pointer (&self->generations, g_ptr_array_unref);
  if (generations == NULL)
    return;
  self->generations = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < generations->len; i++)
    {
      GtkWidget *tile = create_tile (self, generations->pdata[i]);

      gtk_widget_set_visible (tile, !gesso_generation_is_deleted (generations->pdata[i]));
      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      if (gtk_widget_get_visible (tile))
        g_ptr_array_add (self->generations, g_object_ref (generations->pdata[i]));
    }
}

GPtrArray *
gesso_round_view_get_generations (GessoRoundView *self)
{
  g_return_val_if_fail (GESSO_IS_ROUND_VIEW (self), NULL);

  return self->generations;
}

gboolean
gesso_round_view_focus (GessoRoundView  *self,
                        GessoGeneration *generation)
{
  g_return_val_if_fail (GESSO_IS_ROUND_VIEW (self), FALSE);

  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self)); tile; tile = gtk_widget_get_next_sibling (tile))
    if (gesso_tile_get_generation (GESSO_TILE (tile)) == generation)
      return gtk_widget_grab_focus (tile);
  return FALSE;
}

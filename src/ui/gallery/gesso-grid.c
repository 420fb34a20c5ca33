/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-grid-private.h"

#include "gesso-focus.h"
#include "gesso-generation-list.h"
#include "gesso-grid-metrics.h"
#include "gesso-image-loader.h"

enum {
  PROP_0,
  PROP_AT_TOP,
  PROP_CONTEXT,
  PROP_FILL,
  PROP_TILE_SIZE,
  N_PROPS
};

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoGrid, gesso_grid, GTK_TYPE_WIDGET)

static void
activate_cb (GtkGridView *view,
             guint        position,
             GessoGrid   *self)
{
  g_autoptr (GessoGeneration) generation = NULL;

  g_assert (GESSO_IS_GRID (self));

  generation = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  if (generation != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, generation);
}

static void
selection_changed_cb (GtkSelectionModel *model,
                      guint              position,
                      guint              count,
                      GessoGrid         *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  g_autoptr (GessoGeneration) generation = NULL;

  g_assert (GESSO_IS_GRID (self));

  selected = gtk_selection_model_get_selection (model);
  if (!gtk_bitset_is_empty (selected))
    generation = g_list_model_get_item (G_LIST_MODEL (model), gtk_bitset_get_minimum (selected));
  gesso_context_set_selected (self->context, generation);
}

/* Not in size_allocate(): the view can't take another number of columns while it is being allocated. */
static gboolean
relayout_cb (gpointer data)
{
  GessoGrid *self = data;

  self->relayout = 0;
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (self->view), self->columns);
  return G_SOURCE_REMOVE;
}

/* Cells of a layout that does not last ask for pictures too: none is begun before the one that does. */
static void
hold_pictures (GessoGrid *self,
               gboolean   hold)
{
  if (self->holding == hold)
    return;
  self->holding = hold;
  gesso_image_loader_hold (gesso_image_loader_get (self->context), hold);
}

static void
update_columns (GessoGrid *self,
                int        width)
{
  guint columns = gesso_grid_metrics_columns (MAX (0, width - GESSO_TILE_GUTTER),
                                              gesso_grid_metrics_tile_size (self->tile_size));

  if (columns == self->columns)
    return;
  self->columns = columns;
  hold_pictures (self, TRUE);
  if (self->relayout == 0)
    self->relayout = g_idle_add_full (G_PRIORITY_HIGH_IDLE, relayout_cb, self, NULL);
}

static void
gesso_grid_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  GessoGrid *self = GESSO_GRID (widget);

  update_columns (self, width);
  gesso_grid_fit_cells (self, height);
  gtk_widget_size_allocate (self->room, &(GtkAllocation) { 0, 0, width, height }, -1);
  if (self->relayout == 0)
    {
      hold_pictures (self, FALSE);
      gesso_grid_laid_out (self);
    }
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
gesso_grid_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  gtk_widget_measure (GESSO_GRID (widget)->room, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
gesso_grid_map (GtkWidget *widget)
{
  /* The view maps as many cells as it keeps before it knows how many fit. */
  if (gtk_widget_get_width (widget) == 0)
    hold_pictures (GESSO_GRID (widget), TRUE);
  GTK_WIDGET_CLASS (gesso_grid_parent_class)->map (widget);
}

static void
gesso_grid_unmap (GtkWidget *widget)
{
  hold_pictures (GESSO_GRID (widget), FALSE);
  GTK_WIDGET_CLASS (gesso_grid_parent_class)->unmap (widget);
}

static gboolean
gesso_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GESSO_GRID (widget)->view);
}

static gboolean
gesso_grid_focus (GtkWidget        *widget,
                  GtkDirectionType  direction)
{
  if (gesso_focus_is_tab (direction))
    return gesso_focus_children (widget, direction);
  return GTK_WIDGET_CLASS (gesso_grid_parent_class)->focus (widget, direction);
}

static void
gesso_grid_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  GessoGrid *self = GESSO_GRID (object);

  switch (id)
    {
    case PROP_AT_TOP:
      g_value_set_boolean (value, self->at_top);
      break;
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_FILL:
      g_value_set_boolean (value, self->fill);
      break;
    case PROP_TILE_SIZE:
      g_value_set_uint (value, self->tile_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_fill (GessoGrid *self,
          gboolean   fill)
{
  self->fill = fill;
  for (guint i = 0; i < self->tiles->len; i++)
    gesso_tile_set_fill (self->tiles->pdata[i], fill);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILL]);
}

static void
gesso_grid_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  GessoGrid *self = GESSO_GRID (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_FILL:
      set_fill (self, g_value_get_boolean (value));
      break;
    case PROP_TILE_SIZE:
      gesso_grid_set_tile_size (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_grid_dispose (GObject *object)
{
  GessoGrid *self = GESSO_GRID (object);

  g_clear_handle_id (&self->relayout, g_source_remove);
  if (self->holding)
    hold_pictures (self, FALSE);
  gesso_grid_drop_place (self);
  gesso_grid_drop_cells (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->room, gtk_widget_unparent);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_grid_parent_class)->dispose (object);
}

static void
gesso_grid_finalize (GObject *object)
{
  g_ptr_array_unref (GESSO_GRID (object)->tiles);
  G_OBJECT_CLASS (gesso_grid_parent_class)->finalize (object);
}

static void
gesso_grid_class_init (GessoGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = gesso_grid_dispose;
  object_class->finalize = gesso_grid_finalize;
  object_class->get_property = gesso_grid_get_property;
  object_class->set_property = gesso_grid_set_property;
  widget_class->focus = gesso_grid_focus;
  widget_class->grab_focus = gesso_grid_grab_focus;
  widget_class->map = gesso_grid_map;
  widget_class->measure = gesso_grid_measure;
  widget_class->size_allocate = gesso_grid_size_allocate;
  widget_class->unmap = gesso_grid_unmap;

  properties[PROP_AT_TOP] = g_param_spec_boolean ("at-top", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILL] = g_param_spec_boolean ("fill", NULL, NULL, FALSE, flags);
  properties[PROP_TILE_SIZE] = g_param_spec_uint ("tile-size", NULL, NULL, 0, GESSO_TILE_SIZES - 1, 2, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", GESSO_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, GESSO_TYPE_GENERATION);
}

static void
gesso_grid_init (GessoGrid *self)
{
  self->tile_size = 2;
  self->columns = 1;
  self->selection = gesso_selection_new ();
  self->view = gesso_grid_create_view (self);
  gtk_grid_view_set_max_columns (GTK_GRID_VIEW (self->view), 1);
  gtk_widget_add_css_class (self->view, "gesso-grid");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pictures"), -1);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->view);
  self->room = gesso_grid_add_date (self);
  gtk_widget_set_parent (self->room, GTK_WIDGET (self));
  gesso_grid_add_place (self);
  gesso_grid_add_input (self);
}

GtkWidget *
gesso_grid_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_GRID, "context", context, NULL);
}

GessoSelection *
gesso_grid_get_selection (GessoGrid *self)
{
  g_return_val_if_fail (GESSO_IS_GRID (self), NULL);

  return self->selection;
}

guint
gesso_grid_get_tile_size (GessoGrid *self)
{
  g_return_val_if_fail (GESSO_IS_GRID (self), 0);

  return self->tile_size;
}

void
gesso_grid_set_tile_size (GessoGrid *self,
                          guint      number)
{
  g_return_if_fail (GESSO_IS_GRID (self));

  number = MIN (number, GESSO_TILE_SIZES - 1);
  if (self->tile_size == number)
    return;
  self->tile_size = number;
  update_columns (self, gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; i < self->tiles->len; i++)
    gesso_tile_set_size (self->tiles->pdata[i], gesso_grid_metrics_tile_size (number));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TILE_SIZE]);
}

GessoTile *
gesso_grid_get_focused_tile (GessoGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, self->view))
    return NULL;
  /* A button inside a tile keeps its keys. */
  child = gtk_widget_get_first_child (focus);
  return child != NULL && GESSO_IS_TILE (child) ? GESSO_TILE (child) : NULL;
}

void
gesso_grid_activate (GessoGrid *self,
                     GessoTile *tile)
{
  GessoGeneration *generation = gesso_tile_get_generation (tile);

  if (generation != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, generation);
}

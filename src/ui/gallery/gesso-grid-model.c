/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-grid-model.h"

/* Places that come or go in one step: as many cells are made or dropped before anybody else has a turn. */
#define STEP 24

struct _GessoGridModel
{
  GObject parent_instance;

  GessoSelection *selection;
  guint n_items;  /* that the view knows of */
  guint n_screen;
  guint n_cells;
  guint stepping;
};

static void fit (GessoGridModel *self);

enum {
  SIGNAL_REPLACED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoGridModel, gesso_grid_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

/* --- GListModel --- */

static GType
get_item_type (GListModel *list)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *list)
{
  return GESSO_GRID_MODEL (list)->n_items;
}

/* The tiles ask the selection what stands there. */
static gpointer
get_item (GListModel *list,
          guint       position)
{
  return position < GESSO_GRID_MODEL (list)->n_items ? g_object_new (G_TYPE_OBJECT, NULL) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* --- GtkSelectionModel: the selection's --- */

static GtkSelectionModel *
get_selection (GtkSelectionModel *model)
{
  return GTK_SELECTION_MODEL (GESSO_GRID_MODEL (model)->selection);
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  return gtk_selection_model_is_selected (get_selection (model), position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              first,
                        guint              count)
{
  return gtk_selection_model_get_selection_in_range (get_selection (model), first, count);
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  return gtk_selection_model_select_item (get_selection (model), position, unselect_rest);
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  return gtk_selection_model_unselect_item (get_selection (model), position);
}

static gboolean
select_range (GtkSelectionModel *model,
              guint              position,
              guint              count,
              gboolean           unselect_rest)
{
  return gtk_selection_model_select_range (get_selection (model), position, count, unselect_rest);
}

static gboolean
unselect_range (GtkSelectionModel *model,
                guint              position,
                guint              count)
{
  return gtk_selection_model_unselect_range (get_selection (model), position, count);
}

static gboolean
select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (get_selection (model));
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (get_selection (model));
}

static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  return gtk_selection_model_set_selection (get_selection (model), selected, mask);
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
  iface->unselect_item = unselect_item;
  iface->select_range = select_range;
  iface->unselect_range = unselect_range;
  iface->select_all = select_all;
  iface->unselect_all = unselect_all;
  iface->set_selection = set_selection;
}

/* --- How many there are --- */

static guint
count_all (GessoGridModel *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

static void
take_length (GessoGridModel *self,
             guint           length)
{
  const guint before = self->n_items;

  self->n_items = length;
  if (length < before)
    g_list_model_items_changed (G_LIST_MODEL (self), length, before - length, 0);
  else if (length > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, length - before);
}

/* A view has cells for the first ones only: those after them cost nothing. */
static guint
get_next_length (GessoGridModel *self)
{
  const guint all = count_all (self);
  const guint now = self->n_items;

  if (now > all)
    return MAX (all, now > self->n_cells ? self->n_cells : now - MIN (now, STEP));
  return now + STEP < self->n_cells ? MIN (now + STEP, all) : all;
}

static gboolean
step_cb (gpointer data)
{
  GessoGridModel *self = data;

  self->stepping = 0;
  take_length (self, get_next_length (self));
  fit (self);
  return G_SOURCE_REMOVE;
}

/* What can be seen is right before the next frame; the rest follows when nothing else is to be done. */
static void
fit (GessoGridModel *self)
{
  const guint all = count_all (self);
  const gboolean hurry = self->n_items > all || self->n_items < self->n_screen;

  g_clear_handle_id (&self->stepping, g_source_remove);
  if (self->n_items != all)
    self->stepping = g_idle_add_full (hurry ? G_PRIORITY_HIGH_IDLE : G_PRIORITY_DEFAULT_IDLE, step_cb, self, NULL);
}

static void
items_changed_cb (GListModel     *selection,
                  guint           position,
                  guint           removed,
                  guint           added,
                  GessoGridModel *self)
{
  const guint before = self->n_items;

  g_assert (GESSO_IS_GRID_MODEL (self));

  /* Others follow, and "replaced" at the end. */
  if (gesso_selection_is_being_replaced (self->selection))
    return;
  if (position < before)
    {
      removed = MIN (removed, before - position);
      self->n_items = before - removed + added;
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
    }
  fit (self);
}

static void
replaced_cb (GessoGridModel *self)
{
  g_assert (GESSO_IS_GRID_MODEL (self));

  fit (self);
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0);
}

static void
selection_changed_cb (GtkSelectionModel *selection,
                      guint              position,
                      guint              count,
                      GessoGridModel    *self)
{
  g_assert (GESSO_IS_GRID_MODEL (self));

  if (position < self->n_items)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, MIN (count, self->n_items - position));
}

static void
gesso_grid_model_dispose (GObject *object)
{
  GessoGridModel *self = GESSO_GRID_MODEL (object);

  g_clear_handle_id (&self->stepping, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  G_OBJECT_CLASS (gesso_grid_model_parent_class)->dispose (object);
}

static void
gesso_grid_model_finalize (GObject *object)
{
  g_clear_object (&GESSO_GRID_MODEL (object)->selection);
  G_OBJECT_CLASS (gesso_grid_model_parent_class)->finalize (object);
}

static void
gesso_grid_model_class_init (GessoGridModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_grid_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_grid_model_finalize;
  signals[SIGNAL_REPLACED] = g_signal_new ("replaced", GESSO_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
gesso_grid_model_init (GessoGridModel *self)
{
  self->n_screen = STEP;
  self->n_cells = STEP;
}

GessoGridModel *
gesso_grid_model_new (GessoSelection *selection)
{
  GessoGridModel *self;

  g_return_val_if_fail (GESSO_IS_SELECTION (selection), NULL);

  self = g_object_new (GESSO_TYPE_GRID_MODEL, NULL);
  self->selection = g_object_ref (selection);
  g_signal_connect (selection, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (selection, "replaced", G_CALLBACK (replaced_cb), self);
  fit (self);
  return self;
}

void
gesso_grid_model_set_room (GessoGridModel *self,
                           guint           n_screen,
                           guint           n_cells)
{
  g_return_if_fail (GESSO_IS_GRID_MODEL (self));

  self->n_screen = n_screen;
  self->n_cells = n_cells;
}

void
gesso_grid_model_get_room (GessoGridModel *self,
                           guint          *n_screen,
                           guint          *n_cells)
{
  g_return_if_fail (GESSO_IS_GRID_MODEL (self));

  *n_screen = self->n_screen;
  *n_cells = self->n_cells;
}

void
gesso_grid_model_complete (GessoGridModel *self)
{
  g_return_if_fail (GESSO_IS_GRID_MODEL (self));

  take_length (self, count_all (self));
  fit (self);
}

void
gesso_grid_model_selection_replaced (GessoGridModel *self,
                                     guint           position)
{
  g_return_if_fail (GESSO_IS_GRID_MODEL (self));

  if (position < self->n_items)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
}

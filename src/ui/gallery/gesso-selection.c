/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-selection.h"

#include "gesso-generation-list.h"

struct _GessoSelection
{
  GObject parent_instance;

  GListModel *model;
  gboolean being_replaced;
  gboolean all;     /* everything is selected but… */
  GHashTable *rows; /* set of gint64 row ids */
};

enum {
  SIGNAL_REPLACED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GessoSelection, gesso_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static gint64
row_at (GessoSelection *self,
        guint           position)
{
  g_autoptr (GessoGeneration) generation = NULL;

  if (GESSO_IS_GENERATION_LIST (self->model))
    return gesso_generation_list_get_row_id (GESSO_GENERATION_LIST (self->model), position);
  generation = g_list_model_get_item (self->model, position);
  return generation ? gesso_generation_get_row_id (generation) : 0;
}

static guint
n_items (GessoSelection *self)
{
  return self->model ? g_list_model_get_n_items (self->model) : 0;
}

static gboolean
set_row (GessoSelection *self,
         gint64          row,
         gboolean        selected)
{
  if (selected == self->all)
    return g_hash_table_remove (self->rows, &row);
  if (g_hash_table_contains (self->rows, &row))
    return FALSE;
  return g_hash_table_add (self->rows, g_memdup2 (&row, sizeof row));
}

static void
clear (GessoSelection *self)
{
  self->all = FALSE;
  g_hash_table_remove_all (self->rows);
}

static GType
get_item_type (GListModel *list)
{
  return GESSO_TYPE_GENERATION;
}

static guint
get_n_items (GListModel *list)
{
  return n_items (GESSO_SELECTION (list));
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  GessoSelection *self = GESSO_SELECTION (list);

  return self->model ? g_list_model_get_item (self->model, position) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  GessoSelection *self = GESSO_SELECTION (model);
  gint64 row;

  if (position >= n_items (self))
    return FALSE;
  if (g_hash_table_size (self->rows) == 0)
    return self->all;
  row = row_at (self, position);
  return g_hash_table_contains (self->rows, &row) != self->all;
}

static void
set_position (GessoSelection *self,
              gint64          row,
              guint           first,
              guint           end,
              GtkBitset      *positions)
{
  guint position = gesso_selection_find (self, row);

  if (position < first || position >= end)
    return;
  if (self->all)
    gtk_bitset_remove (positions, position);
  else
    gtk_bitset_add (positions, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model,
                        guint              first,
                        guint              count)
{
  GessoSelection *self = GESSO_SELECTION (model);
  GtkBitset *positions = gtk_bitset_new_empty ();
  guint end = first + MIN (count, n_items (self) - MIN (first, n_items (self)));
  GHashTableIter iter;
  gpointer row;

  /* Whichever is shorter: the range, or what is selected. */
  if (end - first < g_hash_table_size (self->rows))
    {
      for (guint i = first; i < end; i++)
        if (is_selected (model, i))
          gtk_bitset_add (positions, i);
      return positions;
    }
  if (self->all)
    gtk_bitset_add_range (positions, first, end - first);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    set_position (self, *(gint64 *) row, first, end, positions);
  return positions;
}

static gboolean
set_selection (GtkSelectionModel *model,
               GtkBitset         *selected,
               GtkBitset         *mask)
{
  GessoSelection *self = GESSO_SELECTION (model);
  guint total = n_items (self);
  guint first = G_MAXUINT, last = 0;
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more && position < total;
       more = gtk_bitset_iter_next (&iter, &position))
    if (set_row (self, row_at (self, position), gtk_bitset_contains (selected, position)))
      {
        first = MIN (first, position);
        last = MAX (last, position);
      }
  if (first <= last)
    gtk_selection_model_selection_changed (model, first, last - first + 1);
  return TRUE;
}

static gboolean
unselect_all (GtkSelectionModel *model)
{
  GessoSelection *self = GESSO_SELECTION (model);
  guint total = n_items (self);

  if (g_hash_table_size (self->rows) == 0 && !self->all)
    return TRUE;
  clear (self);
  if (total > 0)
    gtk_selection_model_selection_changed (model, 0, total);
  return TRUE;
}

static gboolean
select_range (GtkSelectionModel *model,
              guint              position,
              guint              count,
              gboolean           unselect_rest)
{
  GessoSelection *self = GESSO_SELECTION (model);
  guint total = n_items (self);
  guint end = position + MIN (count, total - MIN (position, total));

  if (unselect_rest)
    clear (self);
  for (guint i = position; i < end; i++)
    set_row (self, row_at (self, i), TRUE);
  if (unselect_rest && total > 0)
    gtk_selection_model_selection_changed (model, 0, total);
  else if (end > position)
    gtk_selection_model_selection_changed (model, position, end - position);
  return TRUE;
}

static gboolean
unselect_range (GtkSelectionModel *model,
                guint              position,
                guint              count)
{
  GessoSelection *self = GESSO_SELECTION (model);
  guint total = n_items (self);
  guint end = position + MIN (count, total - MIN (position, total));

  for (guint i = position; i < end; i++)
    set_row (self, row_at (self, i), FALSE);
  if (end > position)
    gtk_selection_model_selection_changed (model, position, end - position);
  return TRUE;
}

static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  return select_range (model, position, 1, unselect_rest);
}

static gboolean
unselect_item (GtkSelectionModel *model,
               guint              position)
{
  return unselect_range (model, position, 1);
}

/* A million rows as quickly as one. */
static gboolean
select_all (GtkSelectionModel *model)
{
  GessoSelection *self = GESSO_SELECTION (model);
  guint total = n_items (self);

  clear (self);
  self->all = TRUE;
  if (total > 0)
    gtk_selection_model_selection_changed (model, 0, total);
  return TRUE;
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

static void
items_changed_cb (GListModel     *model,
                  guint           position,
                  guint           removed,
                  guint           added,
                  GessoSelection *self)
{
  g_assert (GESSO_IS_SELECTION (self));

  /* What arrives on top was not there when all were selected; what follows at the end was only not read yet. */
  if (self->all && position == 0 && removed == 0 && added < n_items (self))
    for (guint i = 0; i < added; i++)
      set_row (self, row_at (self, i), FALSE);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
gesso_selection_dispose (GObject *object)
{
  GessoSelection *self = GESSO_SELECTION (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (gesso_selection_parent_class)->dispose (object);
}

static void
gesso_selection_finalize (GObject *object)
{
  g_hash_table_unref (GESSO_SELECTION (object)->rows);
  G_OBJECT_CLASS (gesso_selection_parent_class)->finalize (object);
}

static void
gesso_selection_class_init (GessoSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gesso_selection_dispose;
  G_OBJECT_CLASS (klass)->finalize = gesso_selection_finalize;
  signals[SIGNAL_REPLACED] = g_signal_new ("replaced", GESSO_TYPE_SELECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
gesso_selection_init (GessoSelection *self)
{
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

GessoSelection *
gesso_selection_new (void)
{
  return g_object_new (GESSO_TYPE_SELECTION, NULL);
}

void
gesso_selection_set_model (GessoSelection *self,
                           GListModel     *model)
{
  guint before, after;

  g_return_if_fail (GESSO_IS_SELECTION (self));
  g_return_if_fail (model == NULL || G_IS_LIST_MODEL (model));

  if (self->model == model)
    return;
  before = n_items (self);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  if (self->all)
    clear (self);
  after = model != NULL ? g_list_model_get_n_items (model) : 0;
  self->being_replaced = before > 0;
  if (before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, 0);
  if (model != NULL)
    {
      self->model = g_object_ref (model);
      g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);
    }
  if (after > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, after);
  if (!self->being_replaced)
    return;
  self->being_replaced = FALSE;
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0);
}

gboolean
gesso_selection_is_being_replaced (GessoSelection *self)
{
  g_return_val_if_fail (GESSO_IS_SELECTION (self), FALSE);

  return self->being_replaced;
}

GListModel *
gesso_selection_get_model (GessoSelection *self)
{
  g_return_val_if_fail (GESSO_IS_SELECTION (self), NULL);

  return self->model;
}

guint
gesso_selection_find (GessoSelection *self,
                      gint64          row_id)
{
  g_return_val_if_fail (GESSO_IS_SELECTION (self), G_MAXUINT);

  if (GESSO_IS_GENERATION_LIST (self->model))
    return gesso_generation_list_get_position (GESSO_GENERATION_LIST (self->model), row_id);
  for (guint i = 0; i < n_items (self); i++)
    if (row_at (self, i) == row_id)
      return i;
  return G_MAXUINT;
}

guint
gesso_selection_get_count (GessoSelection *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (GESSO_IS_SELECTION (self), 0);

  if (self->all)
    return n_items (self) - MIN (n_items (self), g_hash_table_size (self->rows));
  /* What a filter hides is not meant by what is done to the selection. */
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self));
  return (guint) gtk_bitset_get_size (selected);
}

gboolean
gesso_selection_is_all (GessoSelection *self)
{
  g_return_val_if_fail (GESSO_IS_SELECTION (self), FALSE);

  return self->all && g_hash_table_size (self->rows) == 0;
}

GArray *
gesso_selection_dup_rows (GessoSelection *self)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GtkBitset) positions = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (GESSO_IS_SELECTION (self), rows);

  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      gint64 row = row_at (self, position);

      g_array_append_val (rows, row);
    }
  return rows;
}

GPtrArray *
gesso_selection_dup_selected (GessoSelection *self)
{
  GPtrArray *generations = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) positions = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (GESSO_IS_SELECTION (self), generations);

  positions = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, positions, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      GessoGeneration *generation = g_list_model_get_item (self->model, position);

      if (generation != NULL)
        g_ptr_array_add (generations, generation);
    }
  return generations;
}

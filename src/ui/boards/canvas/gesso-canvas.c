/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Most time that making widgets takes in one go, µs. */
#define FILL_US 2000

enum {
  PROP_0,
  PROP_GREY,
  PROP_HINT,
  N_PROPS
};

enum {
  BACK,
  MESSAGE,
  PALETTE,
  SELECTION_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoCanvas, gesso_canvas, GTK_TYPE_WIDGET)

GessoRect
gesso_canvas_get_rect (GessoCanvas          *self,
                       const GessoBoardItem *item)
{
  const GessoRect *moved = g_hash_table_lookup (self->moved, &item->id);

  if (item->id == self->cropping)
    return self->whole;
  return moved != NULL ? *moved : (GessoRect) { item->x, item->y, item->width, item->height };
}

gboolean
gesso_canvas_is_selected (GessoCanvas *self,
                          gint64       id)
{
  return g_hash_table_contains (self->selected, &id);
}

GessoRect
gesso_canvas_get_bounds (GessoCanvas *self,
                         gboolean     only_selected)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  GessoRect bounds = { 0, 0, 0, 0 };

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      GessoRect rect = gesso_canvas_get_rect (self, item);

      if (!only_selected || gesso_canvas_is_selected (self, item->id))
        gesso_rect_unite (&bounds, &rect);
    }
  return bounds;
}

void
gesso_canvas_selection_changed (GessoCanvas *self)
{
  gboolean any = g_hash_table_size (self->selected) > 0;
  const char *const actions[] = { "canvas.cut", "canvas.copy", "canvas.duplicate", "canvas.delete", "canvas.flip",
                                  "canvas.flip-vertically", "canvas.raise", "canvas.lower", "canvas.steer",
                                  "canvas.fit-selection", "canvas.edit", "canvas.crop", "canvas.uncrop" };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.show-origin",
                                 g_hash_table_size (self->selected) == 1 && gesso_canvas_has_origin (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

void
gesso_canvas_set_selected (GessoCanvas *self,
                           gint64       id,
                           gboolean     selected)
{
  GtkWidget *widget = g_hash_table_lookup (self->widgets, &id);

  if (selected)
    g_hash_table_add (self->selected, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->selected, &id);
  if (widget != NULL)
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
}

void
gesso_canvas_select_none (GessoCanvas *self)
{
  g_autofree gint64 **ids = (gint64 **) g_hash_table_get_keys_as_array (self->selected, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    gesso_canvas_set_selected (self, *ids[i], FALSE);
}

/* --- Follows the model --- */

void
gesso_canvas_set_hint (GessoCanvas *self,
                       const char  *hint)
{
  if (g_strcmp0 (self->hint, hint) == 0)
    return;
  g_free (self->hint);
  self->hint = g_strdup (hint);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HINT]);
}

GtkWidget *
gesso_canvas_get_widget (GessoCanvas *self,
                         gint64       id)
{
  return g_hash_table_lookup (self->widgets, &id);
}

gboolean
gesso_canvas_focus_item (GessoCanvas *self,
                         gint64       id)
{
  GtkWidget *widget = gesso_canvas_get_widget (self, id);

  if (widget == NULL)
    return FALSE;
  gtk_widget_set_child_visible (widget, TRUE);
  return gtk_widget_grab_focus (widget);
}

static void
add_widget (GessoCanvas          *self,
            const GessoBoardItem *item)
{
  GtkWidget *widget = gesso_canvas_item_new (gesso_image_loader_get (self->context));

  gesso_canvas_item_set_item (GESSO_CANVAS_ITEM (widget), item);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  g_hash_table_insert (self->widgets, g_memdup2 (&item->id, sizeof item->id), widget);
  g_signal_connect_object (widget, "changed", G_CALLBACK (gesso_canvas_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  if (gesso_canvas_is_selected (self, item->id))
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_SELECTED, TRUE, -1);
}

/* As many as fit into one turn of the main loop; all of them before the next frame. */
static gboolean
fill_cb (gpointer data)
{
  GessoCanvas *self = data;
  GPtrArray *items = gesso_board_model_get_items (self->model);
  gint64 end = g_get_monotonic_time () + FILL_US;

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];

      if (g_hash_table_contains (self->widgets, &item->id))
        continue;
      if (g_get_monotonic_time () > end)
        return G_SOURCE_CONTINUE;
      add_widget (self, item);
    }
  self->filling = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
remove_widget (GessoCanvas *self,
               gint64       id)
{
  GtkWidget *widget = gesso_canvas_get_widget (self, id);
  gboolean focused = gtk_widget_has_focus (widget);

  gesso_canvas_set_selected (self, id, FALSE);
  gtk_widget_unparent (widget);
  g_hash_table_remove (self->widgets, &id);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
changed_cb (GessoCanvas *self)
{
  GPtrArray *items = gesso_board_model_get_items (self->model);
  g_autoptr (GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < items->len; i++)
    {
      const GessoBoardItem *item = items->pdata[i];
      GtkWidget *widget = gesso_canvas_get_widget (self, item->id);

      g_hash_table_add (there, (gpointer) &item->id);
      if (widget != NULL)
        gesso_canvas_item_set_item (GESSO_CANVAS_ITEM (widget), item);
    }
  g_hash_table_iter_init (&iter, self->widgets);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (there, id))
      g_array_append_vals (gone, id, 1);
  if (self->cropping != 0 && !g_hash_table_contains (there, &self->cropping))
    gesso_canvas_crop_end (self, FALSE);
  for (guint i = 0; i < gone->len; i++)
    remove_widget (self, g_array_index (gone, gint64, i));
  if (self->filling == 0 && g_hash_table_size (self->widgets) < items->len && fill_cb (self))
    self->filling = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fill_cb, self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.fit", items->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.tidy", items->len > 1);
  gesso_canvas_items_changed (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gesso_canvas_selection_changed (self);
}

static void
state_cb (GessoCanvas *self)
{
  gboolean undo, redo;

  g_object_get (self->model, "can-undo", &undo, "can-redo", &redo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.undo", undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "canvas.redo", redo);
}

static void
failed_cb (GessoCanvas *self,
           const char  *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
gesso_canvas_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_GREY)
    g_value_set_boolean (value, GESSO_CANVAS (object)->grey);
  else if (id == PROP_HINT)
    g_value_set_string (value, GESSO_CANVAS (object)->hint);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
gesso_canvas_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  GessoCanvas *self = GESSO_CANVAS (object);

  if (id != PROP_GREY)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->grey == g_value_get_boolean (value))
    return;
  self->grey = g_value_get_boolean (value);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (object, pspec);
}

static void
gesso_canvas_dispose (GObject *object)
{
  GessoCanvas *self = GESSO_CANVAS (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_timer, g_source_remove);
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->items_node, gsk_render_node_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  g_hash_table_remove_all (self->widgets);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (gesso_canvas_parent_class)->dispose (object);
}

static void
gesso_canvas_finalize (GObject *object)
{
  GessoCanvas *self = GESSO_CANVAS (object);

  g_clear_object (&self->pixels_of);
  g_clear_pointer (&self->pixels, g_bytes_unref);
  g_free (self->pick_colour);
  g_free (self->hint);
  g_hash_table_unref (self->widgets);
  g_hash_table_unref (self->selected);
  g_hash_table_unref (self->moved);
  g_object_unref (self->cancellable);
  g_object_unref (self->model);
  g_object_unref (self->context);
  G_OBJECT_CLASS (gesso_canvas_parent_class)->finalize (object);
}

static void
gesso_canvas_class_init (GessoCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = gesso_canvas_dispose;
  object_class->finalize = gesso_canvas_finalize;
  object_class->get_property = gesso_canvas_get_property;
  object_class->set_property = gesso_canvas_set_property;
  widget_class->focus = gesso_canvas_focus_next;
  widget_class->measure = gesso_canvas_measure;
  widget_class->size_allocate = gesso_canvas_size_allocate;
  widget_class->snapshot = gesso_canvas_snapshot;

  properties[PROP_GREY] = g_param_spec_boolean ("grey", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[BACK] = g_signal_new ("back", GESSO_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", GESSO_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[PALETTE] = g_signal_new ("palette", GESSO_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", GESSO_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);
  gesso_canvas_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "canvas.grey", "grey");
  gtk_widget_class_set_css_name (widget_class, "gesso-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
gesso_canvas_init (GessoCanvas *self)
{
  self->cancellable = g_cancellable_new ();
  self->view = self->laid = (GessoCanvasView) GESSO_CANVAS_VIEW_INIT;
  self->widgets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->selected = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->guide_x = self->guide_y = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Canvas"), -1);
  gesso_canvas_input_init (self);
  gesso_canvas_keys_init (self);
  gesso_canvas_drop_init (self);
}

GtkWidget *
gesso_canvas_new (GessoContext    *context,
                  GessoBoardModel *model)
{
  GessoCanvas *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), NULL);

  self = g_object_new (GESSO_TYPE_CANVAS, NULL);
  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::can-undo", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::can-redo", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (model, "grey", self, "grey", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  changed_cb (self);
  state_cb (self);
  return GTK_WIDGET (self);
}

GArray *
gesso_canvas_get_selection (GessoCanvas *self)
{
  g_autoptr (GPtrArray) list = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (GESSO_IS_CANVAS (self), ids);

  list = gesso_canvas_list_in_order (self, TRUE);
  for (guint i = 0; i < list->len; i++)
    g_array_append_val (ids, ((GessoBoardItem *) list->pdata[i])->id);
  return ids;
}

void
gesso_canvas_select (GessoCanvas *self,
                     GArray      *ids)
{
  g_return_if_fail (GESSO_IS_CANVAS (self));

  gesso_canvas_select_none (self);
  for (guint i = 0; i < ids->len; i++)
    if (gesso_board_model_find (self->model, g_array_index (ids, gint64, i)) != NULL)
      gesso_canvas_set_selected (self, g_array_index (ids, gint64, i), TRUE);
  gesso_canvas_selection_changed (self);
}

gboolean
gesso_canvas_is_sharp (GessoCanvas *self)
{
  GHashTableIter iter;
  gpointer widget;

  g_return_val_if_fail (GESSO_IS_CANVAS (self), FALSE);

  if (self->unsettled || self->filling != 0 || !gesso_board_model_is_loaded (self->model))
    return FALSE;
  g_hash_table_iter_init (&iter, self->widgets);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    if (gtk_widget_get_child_visible (widget) && !gesso_canvas_item_is_ready (widget))
      return FALSE;
  return TRUE;
}

void
gesso_canvas_get_seen (GessoCanvas *self,
                       double      *x,
                       double      *y,
                       double      *width,
                       double      *height)
{
  g_return_if_fail (GESSO_IS_CANVAS (self));

  *x = self->view.x;
  *y = self->view.y;
  *width = MAX (1, self->view.width) / self->view.zoom;
  *height = MAX (1, self->view.height) / self->view.zoom;
}

double
gesso_canvas_get_zoom (GessoCanvas *self)
{
  g_return_val_if_fail (GESSO_IS_CANVAS (self), 1);

  return self->view.zoom;
}

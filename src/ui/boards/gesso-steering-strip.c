/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include "gesso-steering-strip.h"

#include <glib/gi18n.h>

#include "canvas/gesso-canvas.h"
#include "composer/gesso-reference-tile.h"
#include "gesso-money.h"

struct _GessoSteeringStrip
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoBoardModel *model;
  GtkFlowBox *slots;
  GtkLabel *caption;
  GtkLabel *hint;
  GtkWidget *use;
  char *shown; /* ids and places of what it shows */
  gboolean following;
};

enum {
  USE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoSteeringStrip, gesso_steering_strip, GTK_TYPE_WIDGET)

static gint64
get_item_id (gpointer tile)
{
  const gint64 *id = g_object_get_data (G_OBJECT (tile), "gesso-item");

  return id != NULL ? *id : 0;
}

static void
strength_cb (KreaReference      *reference,
             GParamSpec         *pspec,
             GessoSteeringStrip *self)
{
  const GessoBoardItem *item = gesso_board_model_find (self->model, get_item_id (reference));
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  GessoBoardItem *copy;

  if (item == NULL || self->following || item->strength == krea_reference_get_strength (reference))
    return;
  copy = gesso_board_item_copy (item);
  copy->strength = krea_reference_get_strength (reference);
  g_ptr_array_add (items, copy);
  gesso_board_model_change (self->model, items, NULL, "strength", TRUE);
}

static void
remove_cb (GessoReferenceTile *tile,
           GessoSteeringStrip *self)
{
  gesso_board_model_unsteer (self->model, get_item_id (gesso_reference_tile_get_reference (tile)));
}

static void
move_cb (GessoReferenceTile *tile,
         int                 by,
         GessoSteeringStrip *self)
{
  gint64 id = get_item_id (gesso_reference_tile_get_reference (tile));
  const GessoBoardItem *item = gesso_board_model_find (self->model, id);

  if (item != NULL && item->slot + by >= 0 && item->slot + by < GESSO_BOARD_SLOTS)
    gesso_board_model_steer (self->model, id, item->slot + by);
}

static void
move_here_cb (GessoReferenceTile *tile,
              KreaReference      *reference,
              GessoSteeringStrip *self)
{
  const GessoBoardItem *item
      = gesso_board_model_find (self->model, get_item_id (gesso_reference_tile_get_reference (tile)));

  if (item != NULL)
    gesso_board_model_steer (self->model, get_item_id (reference), item->slot);
}

static void
use_as_source_cb (GessoReferenceTile *tile,
                  GessoSteeringStrip *self)
{
  KreaReference *reference = gesso_reference_tile_get_reference (tile);
  const KreaRange *range = krea_catalog_get_range (gesso_context_get_catalog (self->context), "strength");
  g_autoptr (KreaReference) source = krea_reference_new (krea_reference_get_sha256 (reference),
                                                         krea_reference_get_name (reference),
                                                         range != NULL ? range->initial : 0.99);

  krea_request_set_source (gesso_context_get_request (self->context), source);
}

/* --- Dropped from the canvas --- */

static gboolean
slot_drop_cb (GtkDropTarget *target,
              const GValue  *value,
              double         x,
              double         y,
              gpointer       data)
{
  GtkWidget *slot = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GessoSteeringStrip *self = GESSO_STEERING_STRIP (gtk_widget_get_ancestor (slot, GESSO_TYPE_STEERING_STRIP));
  GArray *ids = g_value_get_boxed (value);
  int place = GPOINTER_TO_INT (data);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      const GessoBoardItem *item = gesso_board_model_find (self->model, g_array_index (ids, gint64, i));

      if (item != NULL)
        gesso_board_model_steer (self->model, item->id, i == 0 ? place : -1);
    }
  return TRUE;
}

static GtkWidget *
make_slot (GessoSteeringStrip   *self,
           const GessoBoardItem *item,
           int                   place)
{
  GtkWidget *slot = gtk_flow_box_child_new ();
  GtkDropTarget *target = gtk_drop_target_new (GESSO_TYPE_BOARD_IDS, GDK_ACTION_COPY);
  GtkWidget *child;

  gtk_widget_set_focusable (slot, FALSE);
  if (item != NULL)
    {
      g_autoptr (KreaReference) reference = krea_reference_new (item->sha256, item->name, item->strength);

      g_object_set_data_full (G_OBJECT (reference), "gesso-item", g_memdup2 (&item->id, sizeof item->id), g_free);
      child = gesso_reference_tile_new (self->context, reference);
      g_signal_connect_object (reference, "notify::strength", G_CALLBACK (strength_cb), self, 0);
      g_signal_connect_object (child, "remove", G_CALLBACK (remove_cb), self, 0);
      g_signal_connect_object (child, "move", G_CALLBACK (move_cb), self, 0);
      g_signal_connect_object (child, "move-here", G_CALLBACK (move_here_cb), self, 0);
      g_signal_connect_object (child, "use-as-source", G_CALLBACK (use_as_source_cb), self, 0);
    }
  else
    {
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (child, "empty-slot");
    }
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (slot), child);
  g_signal_connect (target, "drop", G_CALLBACK (slot_drop_cb), GINT_TO_POINTER (place));
  gtk_widget_add_controller (slot, GTK_EVENT_CONTROLLER (target));
  return slot;
}

/* --- Follows the board --- */

static void
show_caption (GessoSteeringStrip *self)
{
  guint filled = gesso_board_model_count_slots (self->model);
  guint count = filled > 0 ? filled : MIN (gesso_board_model_count_pictures (self->model), GESSO_BOARD_SLOTS);
  g_autoptr (KreaRequest) request = krea_request_copy (gesso_context_get_request (self->context));
  g_autoptr (KreaReference) reference = krea_reference_new ("", NULL, 0.5);
  g_autofree char *money = NULL;
  g_autofree char *text = NULL;

  krea_request_clear_references (request);
  krea_request_add_reference (request, reference);
  money = gesso_money_format (MAX (0, krea_request_get_price (request)));
  if (count > 0 && filled > 0)
    /* Translators: how many pictures of a board go along with each picture that is made, and what that one costs */
    text = g_strdup_printf (ngettext ("Sends %u picture · %s each", "Sends %u pictures · %s each", count), count, money);
  else if (count > 0)
    text = g_strdup_printf (ngettext ("Sends the first %u picture · %s each", "Sends the first %u pictures · %s each", count),
                            count, money);
  gtk_label_set_label (self->caption, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), filled == 0);
  gtk_widget_set_sensitive (self->use, count > 0);
}

static void
follow_strengths (GessoSteeringStrip *self)
{
  self->following = TRUE;
  for (int place = 0; place < GESSO_BOARD_SLOTS; place++)
    {
      const GessoBoardItem *item = gesso_board_model_get_slot (self->model, place);
      GtkFlowBoxChild *slot = gtk_flow_box_get_child_at_index (self->slots, place);

      if (item != NULL && slot != NULL && GESSO_IS_REFERENCE_TILE (gtk_flow_box_child_get_child (slot)))
        krea_reference_set_strength (
          gesso_reference_tile_get_reference (GESSO_REFERENCE_TILE (gtk_flow_box_child_get_child (slot))), item->strength);
    }
  self->following = FALSE;
}

static void
changed_cb (GessoSteeringStrip *self)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  GtkWidget *child;

  for (int place = 0; place < GESSO_BOARD_SLOTS; place++)
    {
      const GessoBoardItem *item = gesso_board_model_get_slot (self->model, place);

      g_string_append_printf (shown, "%" G_GINT64_FORMAT " ", item != NULL ? item->id : 0);
    }
  if (g_strcmp0 (self->shown, shown->str) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (shown->str);
      while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->slots))) != NULL)
        gtk_flow_box_remove (self->slots, child);
      for (int place = 0; place < GESSO_BOARD_SLOTS; place++)
        gtk_flow_box_insert (self->slots, make_slot (self, gesso_board_model_get_slot (self->model, place), place), -1);
    }
  follow_strengths (self);
  show_caption (self);
}

static void
use_cb (GessoSteeringStrip *self)
{
  g_signal_emit (self, signals[USE], 0);
}

static void
gesso_steering_strip_dispose (GObject *object)
{
  GessoSteeringStrip *self = GESSO_STEERING_STRIP (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->context);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (gesso_steering_strip_parent_class)->dispose (object);
}

static void
gesso_steering_strip_class_init (GessoSteeringStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gesso_steering_strip_dispose;
  signals[USE] = g_signal_new ("use", GESSO_TYPE_STEERING_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "steering-strip");
}

static void
gesso_steering_strip_init (GessoSteeringStrip *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->slots = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->slots, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->slots, GESSO_BOARD_SLOTS);
  gtk_flow_box_set_min_children_per_line (self->slots, GESSO_BOARD_SLOTS / 2);
  gtk_flow_box_set_homogeneous (self->slots, TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self->slots), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->slots), GTK_WIDGET (self));
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  self->hint = GTK_LABEL (gtk_label_new (_("Drag pictures in, or press P")));
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dim-label");
  gtk_label_set_ellipsize (self->caption, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->hint, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->hint), TRUE);
  self->use = gtk_button_new_with_mnemonic (_("_Use in Composer"));
  gtk_widget_set_halign (self->use, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->use, TRUE);
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->caption));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (words), self->use);
  gtk_widget_set_parent (words, GTK_WIDGET (self));
}

GtkWidget *
gesso_steering_strip_new (GessoContext    *context,
                          GessoBoardModel *model)
{
  GessoSteeringStrip *self;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), NULL);

  self = g_object_new (GESSO_TYPE_STEERING_STRIP, NULL);
  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_request (context), "notify::price", G_CALLBACK (show_caption), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}

const char *
gesso_steering_strip_get_caption (GessoSteeringStrip *self)
{
  g_return_val_if_fail (GESSO_IS_STEERING_STRIP (self), NULL);

  return gtk_label_get_label (self->caption);
}

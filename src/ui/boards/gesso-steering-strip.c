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
#include "composer/gesso-thumbnail.h"
#include "gesso-board-proposals.h"
#include "gesso-board-words.h"
#include "gesso-drop-place.h"
#include "gesso-money.h"
#include "gesso-slots-layout.h"
#include "gesso-strip-drop.h"
#include "gesso-upload.h"
#include "gesso-wrap-box.h"

struct _GessoSteeringStrip
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoBoardModel *model;
  GessoBoardProposals *proposals;
  GtkWidget *middle; /* the words, and what fills and weighs the slots */
  GtkWidget *buttons;
  GtkWidget *suggest;
  GtkWidget *accept;
  GtkWidget *clear;
  GtkWidget *match;
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
get_item_id (gpointer reference)
{
  return gesso_strip_drop_get_item (reference);
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
  gesso_board_model_change (self->model, items, NULL, "strength", GESSO_BOARD_STEP_SOON);
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

static gboolean
move_here_cb (GessoReferenceTile *tile,
              KreaReference      *reference,
              GessoSteeringStrip *self)
{
  const GessoBoardItem *item
      = gesso_board_model_find (self->model, get_item_id (gesso_reference_tile_get_reference (tile)));

  gesso_drop_place_renew (GTK_WIDGET (self));
  if (item == NULL || gesso_board_model_find (self->model, get_item_id (reference)) == NULL)
    return FALSE;
  gesso_board_model_steer (self->model, get_item_id (reference), item->slot);
  return TRUE;
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

/* --- Dropped from the canvas, or from another slot --- */

/* What lies elsewhere can't be moved here. */
static gboolean
slot_accept_cb (GtkDropTarget      *target,
                GdkDrop            *drop,
                GessoSteeringStrip *self)
{
  return gesso_strip_drop_is_here (drop, self->model);
}

static gboolean
slot_drop_cb (GtkDropTarget *target,
              const GValue  *value,
              double         x,
              double         y,
              gpointer       data)
{
  GtkWidget *slot = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GessoSteeringStrip *self = GESSO_STEERING_STRIP (gtk_widget_get_ancestor (slot, GESSO_TYPE_STEERING_STRIP));
  int place = GPOINTER_TO_INT (data);

  gesso_drop_place_renew (GTK_WIDGET (self));
  if (G_VALUE_HOLDS (value, KREA_TYPE_REFERENCE))
    gesso_board_model_steer (self->model, get_item_id (g_value_get_object (value)), place);
  else if (g_value_get_boxed (value) != NULL)
    gesso_board_model_steer_all (self->model, g_value_get_boxed (value), place);
  return TRUE;
}

static void
proposal_cb (GtkWidget          *button,
             GessoSteeringStrip *self)
{
  gesso_board_proposals_accept (self->proposals, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "gesso-slot")));
}

/* Dashed, until it is taken. */
static GtkWidget *
make_proposal (GessoSteeringStrip   *self,
               const GessoBoardItem *item,
               int                   place)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *thumbnail = gesso_thumbnail_new (self->context, GESSO_REFERENCE_TILE_SIZE - 4);
  /* Translators: the name of a picture's file */
  g_autofree char *name = g_strdup_printf (_("Proposed: %s"), item->name != NULL ? item->name : _("Picture"));

  gesso_thumbnail_set_sha256 (GESSO_THUMBNAIL (thumbnail), item->sha256);
  gtk_button_set_child (GTK_BUTTON (button), thumbnail);
  gtk_widget_add_css_class (button, "proposal");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "gesso-slot", GINT_TO_POINTER (place));
  g_signal_connect_object (button, "clicked", G_CALLBACK (proposal_cb), self, 0);
  return button;
}

static gboolean
is_cropped (const GessoBoardItem *item)
{
  return item->crop[0] > 0 || item->crop[1] > 0 || item->crop[2] > 0 || item->crop[3] > 0;
}

static GtkWidget *
make_slot (GessoSteeringStrip   *self,
           const GessoBoardItem *item,
           int                   place)
{
  GtkWidget *slot = gtk_flow_box_child_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY | GDK_ACTION_MOVE);
  GType types[] = { GESSO_TYPE_BOARD_IDS, KREA_TYPE_REFERENCE };
  GtkWidget *child;

  gtk_widget_set_focusable (slot, FALSE);
  if (item != NULL)
    {
      g_autoptr (KreaReference) reference = krea_reference_new (item->sha256, item->name, item->strength);

      gesso_strip_drop_set_item (reference, item->id);
      gesso_engine_add_reference (gesso_context_get_engine (self->context), item->sha256, item->name);
      child = gesso_reference_tile_new (self->context, reference);
      if (is_cropped (item))
        gesso_reference_tile_set_note (GESSO_REFERENCE_TILE (child), _("The whole picture is sent, not what is cropped"));
      g_signal_connect_object (reference, "notify::strength", G_CALLBACK (strength_cb), self, 0);
      g_signal_connect_object (child, "remove", G_CALLBACK (remove_cb), self, 0);
      g_signal_connect_object (child, "move", G_CALLBACK (move_cb), self, 0);
      g_signal_connect_object (child, "move-here", G_CALLBACK (move_here_cb), self, 0);
      g_signal_connect_object (child, "use-as-source", G_CALLBACK (use_as_source_cb), self, 0);
    }
  else if (gesso_board_proposals_get (self->proposals, place) != NULL)
    {
      child = make_proposal (self, gesso_board_proposals_get (self->proposals, place), place);
    }
  else
    {
      child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
      gtk_widget_add_css_class (child, "empty-slot");
    }
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (slot), child);
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "accept", G_CALLBACK (slot_accept_cb), self, 0);
  g_signal_connect (target, "drop", G_CALLBACK (slot_drop_cb), GINT_TO_POINTER (place));
  gtk_widget_add_controller (slot, GTK_EVENT_CONTROLLER (target));
  gesso_strip_drop_connect (slot, self->context, self->model, place);
  return slot;
}

/* --- Follows the board --- */

/* "Sends 7 pictures", with the Krea moodboard or instead of it; %NULL for nothing. */
static char *
describe_sent (guint    count,
               gboolean chosen,
               gboolean moodboard,
               gboolean instead)
{
  if (moodboard && (instead || count == 0))
    return g_strdup (_("Sends the Krea moodboard"));
  if (count == 0)
    return NULL;
  if (moodboard)
    return g_strdup_printf (ngettext ("Sends %u picture and the Krea moodboard",
                                      "Sends %u pictures and the Krea moodboard", count),
                            count);
  if (chosen)
    return g_strdup_printf (ngettext ("Sends %u picture", "Sends %u pictures", count), count);
  return g_strdup_printf (ngettext ("Sends the first %u picture", "Sends the first %u pictures", count), count);
}

/* What one picture costs with it: that depends on what is sent, not on how much of it. */
static char *
describe_cost (GessoSteeringStrip *self,
               gboolean            pictures,
               gboolean            moodboard)
{
  g_autoptr (KreaRequest) request = krea_request_copy (gesso_context_get_request (self->context));
  g_autoptr (KreaReference) reference = krea_reference_new ("", NULL, 0.5);
  g_autofree char *money = NULL;

  if (gesso_engine_get_account_state (gesso_context_get_engine (self->context)) == GESSO_ACCOUNT_SANDBOX)
    return g_strdup (C_("price", "free"));
  krea_request_clear_references (request);
  if (pictures)
    krea_request_add_reference (request, reference);
  if (moodboard)
    krea_request_set_moodboard (request, gesso_board_model_get_moodboard (self->model), NULL, 0.5);
  money = gesso_money_format (MAX (0, krea_request_get_price (request)));
  /* Translators: what each of the pictures costs that are made */
  return g_strdup_printf (_("%s each"), money);
}

static void
show_caption (GessoSteeringStrip *self)
{
  guint filled = gesso_board_model_count_slots (self->model);
  guint pictures = gesso_board_model_count_pictures (self->model);
  guint count = filled > 0 ? filled : MIN (pictures, GESSO_BOARD_SLOTS);
  gboolean moodboard = gesso_board_model_get_moodboard (self->model) != NULL;
  gboolean instead = gesso_board_model_is_moodboard_instead (self->model);
  g_autofree char *sent = describe_sent (count, filled > 0, moodboard, instead);
  g_autofree char *cost = describe_cost (self, count > 0 && !instead, moodboard);
  /* Translators: what is sent with a board · what each picture costs with it */
  g_autofree char *text = sent != NULL ? g_strdup_printf (_("%s · %s"), sent, cost) : g_strdup ("");
  guint proposed = gesso_board_proposals_get_count (self->proposals);

  gtk_label_set_label (self->caption, text);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), filled == 0 && proposed == 0);
  gtk_widget_set_sensitive (self->use, sent != NULL || gesso_board_model_get_words (self->model) != NULL);
  gtk_widget_set_visible (self->suggest, proposed == 0);
  gtk_widget_set_visible (self->accept, proposed > 0);
  gtk_widget_set_visible (self->clear, proposed > 0);
  gtk_widget_set_sensitive (self->suggest, filled < GESSO_BOARD_SLOTS && pictures > filled);
  gtk_widget_set_sensitive (self->match, filled > 1);
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

/* The keys that move and remove what is in a slot must not lose it from under them. */
static void
focus_again (GessoSteeringStrip *self,
             gint64              id,
             int                 place)
{
  const GessoBoardItem *item = gesso_board_model_find (self->model, id);
  GtkFlowBoxChild *slot;

  if (item != NULL && item->slot >= 0)
    place = item->slot;
  for (int i = 0; i < GESSO_BOARD_SLOTS; i++)
    {
      /* It, or the next one that is there; then the one before. */
      slot = gtk_flow_box_get_child_at_index (self->slots, place + i < GESSO_BOARD_SLOTS ? place + i : GESSO_BOARD_SLOTS - 1 - i);
      if (gtk_widget_grab_focus (gtk_flow_box_child_get_child (slot)))
        return;
    }
  gtk_widget_child_focus (self->middle, GTK_DIR_TAB_FORWARD);
}

/* Fills the slots anew. */
static void
show_slots (GessoSteeringStrip *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->slots));
  int place = focus != NULL ? gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (focus)) : -1;
  gint64 id = 0;
  GtkWidget *child;

  if (focus != NULL && GESSO_IS_REFERENCE_TILE (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (focus))))
    id = get_item_id (gesso_reference_tile_get_reference (
      GESSO_REFERENCE_TILE (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (focus)))));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->slots))) != NULL)
    gtk_flow_box_remove (self->slots, child);
  for (int i = 0; i < GESSO_BOARD_SLOTS; i++)
    gtk_flow_box_insert (self->slots, make_slot (self, gesso_board_model_get_slot (self->model, i), i), -1);
  if (place >= 0)
    focus_again (self, id, place);
}

static void
changed_cb (GessoSteeringStrip *self)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (int place = 0; place < GESSO_BOARD_SLOTS; place++)
    {
      const GessoBoardItem *item = gesso_board_model_get_slot (self->model, place);

      if (item != NULL)
        g_string_append_printf (shown, "%" G_GINT64_FORMAT "%s ", item->id, is_cropped (item) ? "c" : "");
      else if (gesso_board_proposals_get (self->proposals, place) != NULL)
        g_string_append_printf (shown, "?%" G_GINT64_FORMAT " ", gesso_board_proposals_get (self->proposals, place)->id);
      else
        g_string_append (shown, "0 ");
    }
  if (g_strcmp0 (self->shown, shown->str) != 0)
    {
      g_free (self->shown);
      self->shown = g_strdup (shown->str);
      show_slots (self);
    }
  follow_strengths (self);
  show_caption (self);
}

static void
suggest_cb (GessoSteeringStrip *self)
{
  gesso_board_proposals_suggest (self->proposals);
}

static void
accept_cb (GessoSteeringStrip *self)
{
  gesso_board_proposals_accept (self->proposals, -1);
}

static void
clear_cb (GessoSteeringStrip *self)
{
  gesso_board_proposals_clear (self->proposals);
}

static void
match_cb (GessoSteeringStrip *self)
{
  gesso_board_model_match_sizes (self->model);
}

static GtkWidget *
append_button (GessoSteeringStrip *self,
               const char         *label,
               const char         *tooltip,
               GCallback           callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gesso_wrap_box_append (GESSO_WRAP_BOX (self->buttons), button);
  return button;
}

static void
use_cb (GessoSteeringStrip *self)
{
  g_signal_emit (self, signals[USE], 0);
}

/* --- Tab --- */

static gboolean
focus_slots (GessoSteeringStrip *self,
             GtkDirectionType    direction)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->slots));
  int step = direction == GTK_DIR_TAB_FORWARD ? 1 : -1;
  int place = focus != NULL ? gtk_flow_box_child_get_index (GTK_FLOW_BOX_CHILD (focus)) : step > 0 ? 0 : GESSO_BOARD_SLOTS - 1;

  for (; place >= 0 && place < GESSO_BOARD_SLOTS; place += step)
    if (gtk_widget_child_focus (gtk_flow_box_child_get_child (gtk_flow_box_get_child_at_index (self->slots, place)), direction))
      return TRUE;
  return FALSE;
}

/* The slots of a flow box would keep what goes backward, or into an empty one. */
static gboolean
gesso_steering_strip_focus (GtkWidget        *widget,
                            GtkDirectionType  direction)
{
  GessoSteeringStrip *self = GESSO_STEERING_STRIP (widget);
  gboolean forward = direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (!forward && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (gesso_steering_strip_parent_class)->focus (widget, direction);
  if (child == NULL)
    child = forward ? gtk_widget_get_first_child (widget) : gtk_widget_get_last_child (widget);
  for (; child != NULL; child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child))
    if (child == GTK_WIDGET (self->slots) ? focus_slots (self, direction) : gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

static void
gesso_steering_strip_dispose (GObject *object)
{
  GessoSteeringStrip *self = GESSO_STEERING_STRIP (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->proposals);
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
  widget_class->focus = gesso_steering_strip_focus;
  signals[USE] = g_signal_new ("use", GESSO_TYPE_STEERING_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "steering-strip");
}

static void
gesso_steering_strip_init (GessoSteeringStrip *self)
{
  GtkWidget *words = gesso_wrap_box_new (12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->slots = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->slots, GTK_SELECTION_NONE);
  gtk_widget_set_layout_manager (GTK_WIDGET (self->slots), gesso_slots_layout_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->slots), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->slots), GTK_WIDGET (self));
  self->middle = gesso_wrap_box_new (6);
  self->buttons = gesso_wrap_box_new (6);
  gesso_wrap_box_append (GESSO_WRAP_BOX (self->middle), self->buttons);
  gtk_widget_add_css_class (self->middle, "middle");
  self->suggest = append_button (self, _("_Suggest"), _("Propose pictures that together represent the board"),
                                 G_CALLBACK (suggest_cb));
  self->accept = append_button (self, _("_Accept"), _("Steer with what is proposed"), G_CALLBACK (accept_cb));
  gtk_widget_add_css_class (self->accept, "suggested-action");
  self->clear = append_button (self, _("_Clear"), _("Propose nothing"), G_CALLBACK (clear_cb));
  self->match = append_button (self, _("_Match Sizes"), _("Larger pictures steer more, once"), G_CALLBACK (match_cb));
  gtk_widget_set_parent (self->middle, GTK_WIDGET (self));
  self->caption = GTK_LABEL (gtk_label_new (NULL));
  self->hint = GTK_LABEL (gtk_label_new (_("Drag pictures in, or press P")));
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dim-label");
  gtk_label_set_ellipsize (self->caption, PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (self->hint, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->hint), TRUE);
  self->use = gtk_button_new_with_mnemonic (_("_Use in Composer"));
  gtk_widget_set_halign (self->use, GTK_ALIGN_END);
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  gesso_wrap_box_append (GESSO_WRAP_BOX (words), GTK_WIDGET (self->caption));
  gesso_wrap_box_append (GESSO_WRAP_BOX (words), GTK_WIDGET (self->hint));
  gesso_wrap_box_append (GESSO_WRAP_BOX (words), self->use);
  gtk_widget_set_parent (words, GTK_WIDGET (self));
}

GtkWidget *
gesso_steering_strip_new (GessoContext    *context,
                          GessoBoardModel *model)
{
  GessoSteeringStrip *self;
  GtkWidget *words;

  g_return_val_if_fail (GESSO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (model), NULL);

  self = g_object_new (GESSO_TYPE_STEERING_STRIP, NULL);
  self->context = g_object_ref (context);
  self->model = g_object_ref (model);
  self->proposals = gesso_board_proposals_new (context, model);
  words = gesso_board_words_new (context, model);
  gtk_widget_set_hexpand (words, TRUE);
  gesso_wrap_box_prepend (GESSO_WRAP_BOX (self->middle), words);
  g_object_bind_property (self->proposals, "busy", self->middle, "sensitive", G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "steered", G_CALLBACK (show_caption), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->proposals, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gesso_context_get_engine (context), "notify::account-state", G_CALLBACK (show_caption), self,
                           G_CONNECT_SWAPPED);
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

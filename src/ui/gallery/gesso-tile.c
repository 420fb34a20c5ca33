/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-tile-private.h"

#include "gesso-tile-state.h"
#include "gesso-words.h"

enum {
  PROP_0,
  PROP_CONTEXT,
  PROP_FILL,
  PROP_GENERATION,
  PROP_SELECTED,
  PROP_SIZE,
  N_PROPS
};

enum {
  SIGNAL_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GessoTile, gesso_tile, GTK_TYPE_WIDGET)

static void
update_name (GessoTile *self)
{
  g_autofree char *name = NULL;

  if (self->generation == NULL || gesso_generation_get_prompt (self->generation) == NULL ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  name = gesso_words_picture_name (self->generation);
  if (self->count > 1)
    {
      g_autofree char *plain = g_steal_pointer (&name);

      /* Translators: a picture's description, and how many are in the stack that it stands for; for a screen reader */
      name = g_strdup_printf (ngettext ("%s, stack of %u", "%s, stack of %u", self->count), plain, self->count);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* What a screen reader stops at is the list's cell. */
  if (self->focus_holder != NULL && self->focus_holder != GTK_WIDGET (self))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->focus_holder), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
gesso_tile_refresh (GessoTile *self)
{
  GessoTileKind kind = GESSO_TILE_EMPTY;
  gboolean unseen = gesso_image_slot_is_failed (self->slot) && gesso_image_slot_get_texture (self->slot) == NULL;
  gboolean missing = unseen || gesso_tile_is_missing (self);

  gesso_tile_unqueue_refresh (self);
  /* It will be when it can be seen. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  /* A row that was not read yet has no recipe. */
  if (self->generation != NULL && gesso_generation_get_recipe (self->generation) != NULL)
    kind = gesso_tile_kind_for_state (gesso_generation_get_state (self->generation));
  if (kind != GESSO_TILE_PICTURE)
    gesso_image_slot_drop (self->slot);
  gesso_tile_update_status (self, kind != GESSO_TILE_EMPTY && (kind != GESSO_TILE_PICTURE || missing), missing);
  if (kind == GESSO_TILE_PICTURE && !unseen)
    gesso_tile_want_picture (self);
  gesso_tile_update_scrim (self);
  update_name (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* A row that was read is many changes at once: one look before the next frame is enough. */
static void
changed_cb (GessoTile *self)
{
  g_assert (GESSO_IS_TILE (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gesso_tile_queue_refresh (self);
}

static void
slot_changed_cb (GessoTile *self)
{
  g_assert (GESSO_IS_TILE (self));

  gesso_tile_refresh (self);
}

static void
hover_changed_cb (GtkEventControllerMotion *motion,
                  GParamSpec               *pspec,
                  GessoTile                *self)
{
  g_assert (GESSO_IS_TILE (self));

  self->hovered = gtk_event_controller_motion_contains_pointer (motion);
  gesso_tile_update_scrim (self);
}

static void
focus_changed_cb (GessoTile *self)
{
  g_assert (GESSO_IS_TILE (self));

  gesso_tile_update_ring (self);
  gesso_tile_update_scrim (self);
}

static void
gesso_tile_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gesso_tile_parent_class)->map (widget);
  g_signal_emit (widget, signals[SIGNAL_WANTED], 0);
  gesso_tile_refresh (GESSO_TILE (widget));
}

static void
gesso_tile_unmap (GtkWidget *widget)
{
  GessoTile *self = GESSO_TILE (widget);

  GTK_WIDGET_CLASS (gesso_tile_parent_class)->unmap (widget);
  gesso_image_slot_drop (self->slot);
  self->hovered = FALSE;
  gesso_tile_update_scrim (self);
}

static void
gesso_tile_root (GtkWidget *widget)
{
  GessoTile *self = GESSO_TILE (widget);

  GTK_WIDGET_CLASS (gesso_tile_parent_class)->root (widget);
  self->focus_holder = gtk_widget_get_focusable (widget) ? widget : gtk_widget_get_parent (widget);
  g_signal_connect_object (self->focus_holder, "state-flags-changed", G_CALLBACK (focus_changed_cb), self,
                           G_CONNECT_SWAPPED);
  focus_changed_cb (self);
}

static void
gesso_tile_unroot (GtkWidget *widget)
{
  GessoTile *self = GESSO_TILE (widget);

  g_signal_handlers_disconnect_by_func (self->focus_holder, focus_changed_cb, self);
  self->focus_holder = NULL;
  GTK_WIDGET_CLASS (gesso_tile_parent_class)->unroot (widget);
}

static GtkSizeRequestMode
gesso_tile_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
gesso_tile_measure (GtkWidget      *widget,
                    GtkOrientation  orientation,
                    int             for_size,
                    int            *minimum,
                    int            *natural,
                    int            *minimum_baseline,
                    int            *natural_baseline)
{
  GessoTile *self = GESSO_TILE (widget);

  *minimum = *natural = MAX (1, (int) self->size + (self->size > 0 ? GESSO_TILE_GUTTER : 0));
}

static void
gesso_tile_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  gesso_tile_want_picture (GESSO_TILE (widget));
  gesso_tile_allocate_children (GESSO_TILE (widget));
}

static void
gesso_tile_snapshot (GtkWidget   *widget,
                     GtkSnapshot *snapshot)
{
  GessoTile *self = GESSO_TILE (widget);

  gesso_tile_snapshot_picture (self, snapshot);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    gtk_widget_snapshot_child (widget, child, snapshot);
}

static void
gesso_tile_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  GessoTile *self = GESSO_TILE (object);

  switch (id)
    {
    case PROP_CONTEXT:
      g_value_set_object (value, self->context);
      break;
    case PROP_FILL:
      g_value_set_boolean (value, self->fill);
      break;
    case PROP_GENERATION:
      g_value_set_object (value, self->generation);
      break;
    case PROP_SELECTED:
      g_value_set_boolean (value, self->selected);
      break;
    case PROP_SIZE:
      g_value_set_uint (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_tile_set_property (GObject      *object,
                         guint         id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  GessoTile *self = GESSO_TILE (object);

  switch (id)
    {
    case PROP_CONTEXT:
      self->context = g_value_dup_object (value);
      break;
    case PROP_FILL:
      gesso_tile_set_fill (self, g_value_get_boolean (value));
      break;
    case PROP_GENERATION:
      gesso_tile_set_generation (self, g_value_get_object (value));
      break;
    case PROP_SELECTED:
      gesso_tile_set_selected (self, g_value_get_boolean (value));
      break;
    case PROP_SIZE:
      gesso_tile_set_size (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
gesso_tile_constructed (GObject *object)
{
  GessoTile *self = GESSO_TILE (object);

  G_OBJECT_CLASS (gesso_tile_parent_class)->constructed (object);
  self->slot = gesso_image_slot_new (gesso_image_loader_get (self->context));
  g_signal_connect_object (self->slot, "changed", G_CALLBACK (slot_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
gesso_tile_dispose (GObject *object)
{
  GessoTile *self = GESSO_TILE (object);

  gesso_tile_unqueue_refresh (self);
  g_clear_weak_pointer (&self->item);
  g_clear_pointer (&self->status, gtk_widget_unparent);
  g_clear_pointer (&self->ring, gtk_widget_unparent);
  g_clear_pointer (&self->scrim, gtk_widget_unparent);
  g_clear_pointer (&self->badge, gtk_widget_unparent);
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_clear_object (&self->generation);
  if (self->slot != NULL)
    gesso_image_slot_drop (self->slot);
  G_OBJECT_CLASS (gesso_tile_parent_class)->dispose (object);
}

static void
gesso_tile_finalize (GObject *object)
{
  GessoTile *self = GESSO_TILE (object);

  g_clear_object (&self->slot);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (gesso_tile_parent_class)->finalize (object);
}

static void
gesso_tile_class_init (GessoTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = gesso_tile_constructed;
  object_class->dispose = gesso_tile_dispose;
  object_class->finalize = gesso_tile_finalize;
  object_class->get_property = gesso_tile_get_property;
  object_class->set_property = gesso_tile_set_property;
  widget_class->get_request_mode = gesso_tile_get_request_mode;
  widget_class->map = gesso_tile_map;
  widget_class->measure = gesso_tile_measure;
  widget_class->root = gesso_tile_root;
  widget_class->size_allocate = gesso_tile_size_allocate;
  widget_class->snapshot = gesso_tile_snapshot;
  widget_class->unmap = gesso_tile_unmap;
  widget_class->unroot = gesso_tile_unroot;

  properties[PROP_CONTEXT] =
    g_param_spec_object ("context", NULL, NULL, GESSO_TYPE_CONTEXT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_FILL] = g_param_spec_boolean ("fill", NULL, NULL, FALSE, flags);
  properties[PROP_GENERATION] = g_param_spec_object ("generation", NULL, NULL, GESSO_TYPE_GENERATION, flags);
  properties[PROP_SELECTED] = g_param_spec_boolean ("selected", NULL, NULL, FALSE, flags);
  properties[PROP_SIZE] = g_param_spec_uint ("size", NULL, NULL, 0, 4096, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_WANTED] = g_signal_new ("wanted", GESSO_TYPE_TILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "gesso-tile");
}

static void
gesso_tile_init (GessoTile *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect (motion, "notify::contains-pointer", G_CALLBACK (hover_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gesso_tile_add_drag_source (self);
}

GtkWidget *
gesso_tile_new (GessoContext *context)
{
  return g_object_new (GESSO_TYPE_TILE, "context", context, NULL);
}

GessoGeneration *
gesso_tile_get_generation (GessoTile *self)
{
  g_return_val_if_fail (GESSO_IS_TILE (self), NULL);

  return self->generation;
}

void
gesso_tile_set_generation (GessoTile       *self,
                           GessoGeneration *generation)
{
  g_return_if_fail (GESSO_IS_TILE (self));
  g_return_if_fail (generation == NULL || GESSO_IS_GENERATION (generation));

  /* Rows that come in bind every cell again, most of them to what they show already. */
  if (self->generation == generation)
    return;
  if (self->generation != NULL)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_set_object (&self->generation, generation);
  gesso_image_slot_drop (self->slot);
  if (generation != NULL)
    g_signal_connect_swapped (generation, "notify", G_CALLBACK (changed_cb), self);
  gesso_tile_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

void
gesso_tile_set_count (GessoTile *self,
                      guint      count)
{
  g_return_if_fail (GESSO_IS_TILE (self));

  if (self->count == count)
    return;
  self->count = count;
  gesso_tile_update_badge (self);
  update_name (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
gesso_tile_set_size (GessoTile *self,
                     guint      size)
{
  g_return_if_fail (GESSO_IS_TILE (self));

  if (self->size == size)
    return;
  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gesso_tile_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

void
gesso_tile_set_fill (GessoTile *self,
                     gboolean   fill)
{
  g_return_if_fail (GESSO_IS_TILE (self));

  fill = !!fill;
  if (self->fill == fill)
    return;
  self->fill = fill;
  gesso_tile_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILL]);
}

void
gesso_tile_set_selected (GessoTile *self,
                         gboolean   selected)
{
  g_return_if_fail (GESSO_IS_TILE (self));

  selected = !!selected;
  if (self->selected == selected)
    return;
  self->selected = selected;
  gesso_tile_update_ring (self);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

GdkTexture *
gesso_tile_get_texture (GessoTile *self)
{
  g_return_val_if_fail (GESSO_IS_TILE (self), NULL);

  return gesso_image_slot_get_texture (self->slot);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include "gesso-tile-private.h"

#include <adwaita.h>

#include "gesso-tile-status.h"
#include "gesso-words.h"

#define RING_GAP 2
#define RING_WIDTH 3
#define BADGE_GAP 6
/* Below this there is no room for an icon beside the words. */
#define COMPACT_PX 160
/* What a line of words needs. */
#define WORDS_PX 120
/* A frame has no time for more of them that are new in it. */
#define STATUS_AT_ONCE 6

/* Has the child while @wanted. Returns whether it is there. */
static gboolean
keep_child (GessoTile   *self,
            GtkWidget  **child,
            gboolean     wanted,
            GtkWidget *(*create) (GessoTile *self))
{
  if (wanted && *child == NULL)
    {
      *child = create (self);
      gtk_widget_set_parent (*child, GTK_WIDGET (self));
    }
  else if (!wanted)
    g_clear_pointer (child, gtk_widget_unparent);
  return *child != NULL;
}

static GtkWidget *
create_ring (GessoTile *self)
{
  GtkWidget *ring = adw_bin_new ();

  gtk_widget_add_css_class (ring, "gesso-ring");
  gtk_widget_set_can_target (ring, FALSE);
  return ring;
}

static GtkWidget *
create_scrim (GessoTile *self)
{
  GtkWidget *scrim = gtk_label_new (NULL);

  gtk_widget_add_css_class (scrim, "gesso-scrim");
  gtk_widget_set_can_target (scrim, FALSE);
  gtk_label_set_wrap (GTK_LABEL (scrim), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (scrim), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (scrim), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (scrim), 2);
  gtk_label_set_xalign (GTK_LABEL (scrim), 0);
  return scrim;
}

static GtkWidget *
create_badge (GessoTile *self)
{
  GtkWidget *badge = gtk_label_new (NULL);

  gtk_widget_add_css_class (badge, "gesso-badge");
  gtk_widget_set_can_target (badge, FALSE);
  return badge;
}

void
gesso_tile_update_badge (GessoTile *self)
{
  g_autofree char *text = g_strdup_printf ("%'u", self->count);

  if (keep_child (self, &self->badge, self->count > 1, create_badge))
    gtk_label_set_text (GTK_LABEL (self->badge), text);
}

static GtkWidget *
create_status (GessoTile *self)
{
  return gesso_tile_status_new (self->context);
}

gboolean
gesso_tile_has_status (GessoTile *self)
{
  return self->status != NULL && gtk_widget_get_visible (self->status);
}

/* It is dear, and kept for the next time; but the focus can't stay in what can't be seen. */
static void
hide_status (GessoTile *self)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->status)
    {
      g_clear_pointer (&self->status, gtk_widget_unparent);
      return;
    }
  gtk_widget_set_visible (self->status, FALSE);
  gesso_tile_status_forget (GESSO_TILE_STATUS (self->status));
}

static gboolean
turn_came_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       unused)
{
  GessoTile *self = GESSO_TILE (widget);

  self->turn = 0;
  gesso_tile_queue_refresh (self);
  return G_SOURCE_REMOVE;
}

/* Whether it may come to light before the next frame; otherwise it is looked at again after that one. */
static gboolean
takes_turn (GessoTile *self)
{
  static gint64 frame = -1;
  static guint shown;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  const gint64 now = clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : 0;

  if (now != frame)
    shown = 0;
  frame = now;
  if (shown++ < STATUS_AT_ONCE)
    return TRUE;
  if (self->turn == 0)
    self->turn = gtk_widget_add_tick_callback (GTK_WIDGET (self), turn_came_cb, NULL, NULL);
  return FALSE;
}

void
gesso_tile_update_status (GessoTile *self,
                          gboolean   wanted,
                          gboolean   missing)
{
  if (!wanted && self->status != NULL)
    hide_status (self);
  if (wanted && !gesso_tile_has_status (self) && !takes_turn (self))
    return;
  if (wanted && keep_child (self, &self->status, TRUE, create_status))
    {
      gtk_widget_set_visible (self->status, TRUE);
      gesso_tile_status_update (GESSO_TILE_STATUS (self->status), self->generation, missing,
                                self->size > 0 && self->size < COMPACT_PX);
    }
}

static gboolean
is_focused (GessoTile *self)
{
  return self->focus_holder != NULL &&
         (gtk_widget_get_state_flags (self->focus_holder) & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0 &&
         gtk_widget_is_focus (self->focus_holder);
}

void
gesso_tile_update_ring (GessoTile *self)
{
  gboolean focused = is_focused (self);

  if (keep_child (self, &self->ring, self->selected || focused, create_ring))
    {
      if (self->selected)
        gtk_widget_remove_css_class (self->ring, "focus");
      else
        gtk_widget_add_css_class (self->ring, "focus");
    }
}

void
gesso_tile_update_scrim (GessoTile *self)
{
  gboolean wanted = (self->hovered || is_focused (self)) && !gesso_tile_has_status (self) && self->generation != NULL &&
                    gesso_image_slot_get_texture (self->slot) != NULL;

  if (keep_child (self, &self->scrim, wanted, create_scrim))
    {
      g_autofree char *marks = gesso_words_marks (self->generation);
      const char *prompt = gesso_generation_get_prompt (self->generation);
      g_autofree char *line = g_strconcat (marks, *marks != '\0' ? "  " : "", prompt, NULL);

      gtk_label_set_text (GTK_LABEL (self->scrim), g_strdelimit (line, "\n\r\t", ' '));
    }
}

/* A child that needs more than there is gets it, and is clipped. */
static void
allocate_child (GtkWidget *child,
                double     x,
                double     y,
                double     width,
                double     height)
{
  GtkRequisition minimum;
  GtkAllocation allocation;

  gtk_widget_get_preferred_size (child, &minimum, NULL);
  allocation.width = MAX (minimum.width, (int) width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, allocation.width, &minimum.height, NULL, NULL, NULL);
  allocation.height = MAX (minimum.height, (int) height);
  allocation.x = x + ((int) width - allocation.width) / 2;
  allocation.y = y + ((int) height - allocation.height) / 2;
  gtk_widget_size_allocate (child, &allocation, -1);
}

/* In the picture's upper corner, at the end. */
static void
allocate_badge (GessoTile             *self,
                const graphene_rect_t *picture)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  GtkRequisition size;
  double x = picture->origin.x + BADGE_GAP;

  gtk_widget_get_preferred_size (self->badge, &size, NULL);
  if (!mirrored)
    x = picture->origin.x + picture->size.width - size.width - BADGE_GAP;
  gtk_widget_size_allocate (self->badge, &(GtkAllocation) { x, picture->origin.y + BADGE_GAP, size.width, size.height },
                            -1);
}

void
gesso_tile_allocate_children (GessoTile *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  graphene_rect_t picture;
  int scrim_height;

  gesso_tile_get_picture_rect (self, &picture);
  if (gesso_tile_has_status (self))
    {
      double words = MAX (picture.size.width, MIN (WORDS_PX, width));

      /* The words may be wider than a narrow picture. */
      allocate_child (self->status, (width - words) / 2, picture.origin.y, words, picture.size.height);
    }
  if (self->ring != NULL)
    {
      int out = RING_GAP + RING_WIDTH;

      allocate_child (self->ring, picture.origin.x - out, picture.origin.y - out, picture.size.width + 2 * out,
                      picture.size.height + 2 * out);
    }
  if (self->badge != NULL)
    allocate_badge (self, &picture);
  if (self->scrim != NULL)
    {
      gtk_widget_measure (self->scrim, GTK_ORIENTATION_VERTICAL, picture.size.width, NULL, &scrim_height, NULL, NULL);
      scrim_height = MIN (scrim_height, picture.size.height);
      allocate_child (self->scrim, picture.origin.x, picture.origin.y + picture.size.height - scrim_height,
                      picture.size.width, scrim_height);
    }
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-gallery-private.h"

/* Rounds, or the pictures of one prompt, as one tile each; one that is opened has the grid to itself. */

static GessoStack
get_setting (GessoGallery *self)
{
  g_autofree char *stacks = g_settings_get_string (gesso_context_get_settings (self->context), "stacks");

  if (g_str_equal (stacks, "round"))
    return GESSO_STACK_ROUND;
  return g_str_equal (stacks, "prompt") ? GESSO_STACK_PROMPT : GESSO_STACK_NONE;
}

void
gesso_gallery_add_stacks (GessoGallery *self,
                          GessoQuery   *query)
{
  GessoStack stack = get_setting (self);

  if (self->outer == NULL)
    query->stack = stack;
  else if (stack == GESSO_STACK_ROUND)
    query->round_id = gesso_generation_get_round_id (self->opened);
  else
    query->prompt = gesso_generation_get_prompt (self->opened);
}

static void
show_bar (GessoGallery *self)
{
  const char *prompt = self->opened != NULL ? gesso_generation_get_prompt (self->opened) : NULL;
  g_autofree char *line = g_strdup (prompt != NULL ? prompt : "");

  gtk_label_set_text (GTK_LABEL (self->stack_label), g_strdelimit (line, "\n\r\t", ' '));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->stack_bar), self->outer != NULL);
}

gboolean
gesso_gallery_open_stack (GessoGallery    *self,
                          GessoGeneration *generation)
{
  GListModel *model = gesso_selection_get_model (gesso_grid_get_selection (GESSO_GRID (self->grid)));

  if (self->round_shown || self->outer != NULL || !GESSO_IS_GENERATION_LIST (model) ||
      gesso_generation_list_get_count (GESSO_GENERATION_LIST (model), gesso_generation_get_row_id (generation)) < 2)
    return FALSE;
  self->outer = g_object_ref (model);
  g_set_object (&self->opened, generation);
  show_bar (self);
  gesso_gallery_load (self);
  return TRUE;
}

gboolean
gesso_gallery_close_stack (GessoGallery *self)
{
  GessoSelection *selection = gesso_grid_get_selection (GESSO_GRID (self->grid));
  g_autoptr (GListModel) outer = g_steal_pointer (&self->outer);
  g_autoptr (GessoGeneration) opened = g_steal_pointer (&self->opened);
  guint position;

  if (outer == NULL)
    return FALSE;
  g_clear_object (&self->loading);
  show_bar (self);
  /* As it was left; it has followed what happened meanwhile. */
  gesso_selection_set_model (selection, outer);
  gesso_gallery_update_page (self);
  position = gesso_generation_list_get_nearest (GESSO_GENERATION_LIST (outer), gesso_generation_get_row_id (opened));
  if (position != G_MAXUINT)
    gesso_grid_scroll_to (GESSO_GRID (self->grid), position, TRUE);
  return TRUE;
}

void
gesso_gallery_forget_stack (GessoGallery *self)
{
  g_clear_object (&self->outer);
  g_clear_object (&self->opened);
  if (self->grid != NULL)
    show_bar (self);
}

/* On or off: what is looked at stays in sight. */
static void
setting_changed_cb (GessoGallery *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  gesso_gallery_forget_stack (self);
  gesso_gallery_keep_place (self);
  gesso_gallery_load (self);
}

/* Before the grid sees it, which would only select nothing. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GessoGallery          *self)
{
  g_assert (GESSO_IS_GALLERY (self));

  if (key != GDK_KEY_Escape || self->round_shown || gesso_gallery_count_selected (self) > 1)
    return GDK_EVENT_PROPAGATE;
  return gesso_gallery_close_stack (self);
}

void
gesso_gallery_init_stacks (GessoGallery *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->grid_bin, keys);
  g_signal_connect_object (gesso_context_get_settings (self->context), "changed::stacks",
                           G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
}

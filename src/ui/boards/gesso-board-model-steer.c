/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-boards"

#include "config.h"

#include <glib/gi18n.h>

#include "gesso-board-model-private.h"
#include "gesso-signature.h"

/* What a board makes a request send: the slots of its strip, its words, and the Krea moodboard it is linked to. */

const GessoBoardItem *
gesso_board_model_get_slot (GessoBoardModel *self,
                            int              slot)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (((GessoBoardItem *) self->items->pdata[i])->slot == slot)
      return self->items->pdata[i];
  return NULL;
}

guint
gesso_board_model_count_slots (GessoBoardModel *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += ((GessoBoardItem *) self->items->pdata[i])->slot >= 0;
  return n;
}

static int
find_free_slot (GessoBoardModel *self)
{
  for (int slot = 0; slot < GESSO_BOARD_SLOTS; slot++)
    if (gesso_board_model_get_slot (self, slot) == NULL)
      return slot;
  return -1;
}

static void
add_in_slot (GPtrArray            *items,
             const GessoBoardItem *item,
             int                   slot)
{
  GessoBoardItem *copy = gesso_board_item_copy (item);

  copy->slot = slot;
  g_ptr_array_add (items, copy);
}

void
gesso_board_model_steer (GessoBoardModel *self,
                         gint64           id,
                         int              slot)
{
  const GessoBoardItem *item = gesso_board_model_find (self, id);
  const GessoBoardItem *there;
  g_autoptr (GPtrArray) items = gesso_board_items_new ();

  if (slot < 0)
    slot = find_free_slot (self);
  if (item == NULL || item->kind != GESSO_BOARD_PICTURE || slot < 0 || item->slot == slot)
    return;
  there = gesso_board_model_get_slot (self, slot);
  if (there != NULL)
    add_in_slot (items, there, item->slot);
  add_in_slot (items, item, slot);
  gesso_board_model_change (self, items, NULL, "steer", GESSO_BOARD_STEP_NEW);
}

/* --- Several at once --- */

/* The first free one from @slot on, and then from the left. */
static int
find_unused (const gboolean *used,
             int             slot)
{
  for (int i = 0; i < GESSO_BOARD_SLOTS; i++)
    if (!used[(slot + i) % GESSO_BOARD_SLOTS])
      return (slot + i) % GESSO_BOARD_SLOTS;
  return -1;
}

guint
gesso_board_model_fill_slots (GessoBoardModel *self,
                              GPtrArray       *items,
                              int              slot)
{
  const GessoBoardItem *there = gesso_board_model_get_slot (self, slot);
  gboolean used[GESSO_BOARD_SLOTS];
  guint count = items->len, left = 0;
  GessoBoardItem *first;
  int before;

  if (count == 0)
    return 0;
  first = items->pdata[0];
  before = first->slot;
  for (int i = 0; i < GESSO_BOARD_SLOTS; i++)
    used[i] = i == slot || (i != before && gesso_board_model_get_slot (self, i) != NULL);
  if (before >= 0 && there != NULL)
    used[before] = TRUE;
  first->slot = slot;
  for (guint i = 1; i < count; i++)
    {
      GessoBoardItem *item = items->pdata[i];

      if (there != NULL && item->id == there->id)
        {
          item->slot = before;
          there = NULL;
        }
      if (item->slot < 0)
        item->slot = find_unused (used, slot);
      if (item->slot >= 0)
        used[item->slot] = TRUE;
      left += item->slot < 0;
    }
  if (there != NULL && there->id != first->id)
    add_in_slot (items, there, before);
  return left;
}

void
gesso_board_model_tell_left_out (GessoBoardModel *self,
                                 guint            left)
{
  g_autofree char *text = NULL;

  if (left == 0)
    return;
  text = g_strdup_printf (ngettext ("Krea takes %u style references. %u picture was left out.",
                                    "Krea takes %u style references. %u pictures were left out.", left),
                          GESSO_BOARD_SLOTS, left);
  g_signal_emit_by_name (self, "failed", text);
}

void
gesso_board_model_steer_all (GessoBoardModel *self,
                             GArray          *ids,
                             int              slot)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  guint left;

  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));
  g_return_if_fail (slot >= 0 && slot < GESSO_BOARD_SLOTS);

  for (guint i = 0; i < ids->len; i++)
    {
      const GessoBoardItem *item = gesso_board_model_find (self, g_array_index (ids, gint64, i));

      if (item != NULL && item->kind == GESSO_BOARD_PICTURE)
        add_in_slot (items, item, item->slot);
    }
  left = gesso_board_model_fill_slots (self, items, slot);
  if (gesso_board_model_change (self, items, NULL, "steer", GESSO_BOARD_STEP_NEW))
    gesso_board_model_tell_left_out (self, left);
}

void
gesso_board_model_unsteer (GessoBoardModel *self,
                           gint64           id)
{
  const GessoBoardItem *item = gesso_board_model_find (self, id);
  g_autoptr (GPtrArray) items = gesso_board_items_new ();

  if (item == NULL || item->slot < 0)
    return;
  add_in_slot (items, item, -1);
  gesso_board_model_change (self, items, NULL, "steer", GESSO_BOARD_STEP_NEW);
}

void
gesso_board_model_toggle_steer (GessoBoardModel *self,
                                GArray          *ids)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  gboolean all_in = TRUE;
  guint left = 0;
  int slot = 0;

  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));

  for (guint i = 0; i < ids->len; i++)
    {
      const GessoBoardItem *item = gesso_board_model_find (self, g_array_index (ids, gint64, i));

      all_in = all_in && (item == NULL || item->kind != GESSO_BOARD_PICTURE || item->slot >= 0);
    }
  for (guint i = 0; i < ids->len; i++)
    {
      const GessoBoardItem *item = gesso_board_model_find (self, g_array_index (ids, gint64, i));

      if (item == NULL || item->kind != GESSO_BOARD_PICTURE || (all_in ? item->slot < 0 : item->slot >= 0))
        continue;
      while (!all_in && slot < GESSO_BOARD_SLOTS && gesso_board_model_get_slot (self, slot) != NULL)
        slot++;
      if (!all_in && slot == GESSO_BOARD_SLOTS)
        left++;
      else
        add_in_slot (items, item, all_in ? -1 : slot++);
    }
  if (gesso_board_model_change (self, items, NULL, "steer", GESSO_BOARD_STEP_NEW))
    gesso_board_model_tell_left_out (self, left);
}

void
gesso_board_model_match_sizes (GessoBoardModel *self)
{
  g_autoptr (GPtrArray) items = gesso_board_items_new ();
  double areas[GESSO_BOARD_SLOTS], strengths[GESSO_BOARD_SLOTS];

  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));

  for (int slot = 0; slot < GESSO_BOARD_SLOTS; slot++)
    {
      const GessoBoardItem *item = gesso_board_model_get_slot (self, slot);

      if (item == NULL)
        continue;
      areas[items->len] = item->width * item->height;
      add_in_slot (items, item, slot);
    }
  gesso_strengths_from_areas (areas, items->len, strengths);
  for (guint i = 0; i < items->len; i++)
    ((GessoBoardItem *) items->pdata[i])->strength = strengths[i];
  gesso_board_model_change (self, items, NULL, "match-sizes", GESSO_BOARD_STEP_NEW);
}

/* --- Words and link --- */

static gboolean
take_text (char       **field,
           const char  *text)
{
  if (g_strcmp0 (*field, text) == 0)
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  return TRUE;
}

void
gesso_board_model_take_steering (GessoBoardModel        *self,
                                 const GessoBoardChange *state)
{
  gboolean changed;

  /* While typing goes on, what was typed counts. */
  if (self->steering > 0)
    return;
  changed = take_text (&self->words, state->words);
  changed |= take_text (&self->moodboard, state->moodboard);
  changed |= take_text (&self->moodboard_name, state->moodboard_name);
  changed |= self->moodboard_instead != (state->moodboard != NULL && state->moodboard_instead);
  self->moodboard_instead = state->moodboard != NULL && state->moodboard_instead;
  if (changed)
    g_signal_emit_by_name (self, "steered");
}

/* --- How it is looked at --- */

gboolean
gesso_board_model_take_grey (GessoBoardModel        *self,
                             const GessoBoardChange *state)
{
  if (self->greying > 0 || self->grey == state->grey)
    return FALSE;
  self->grey = state->grey;
  return TRUE;
}

static void
grey_kept_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GessoBoardModel) self = data;
  g_autoptr (GError) error = NULL;

  self->greying--;
  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    gesso_board_model_complain (self, error);
}

gboolean
gesso_board_model_keep_grey (GessoBoardModel *self,
                             gboolean         grey)
{
  if (self->grey == grey)
    return FALSE;
  self->grey = grey;
  self->greying++;
  gesso_library_set_board_grey_async (gesso_context_get_library (self->context), self->id, grey, grey_kept_cb,
                                      g_object_ref (self));
  return TRUE;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GessoBoardModel) self = data;
  g_autoptr (GError) error = NULL;

  self->steering--;
  if (!gesso_library_boards_finish (GESSO_LIBRARY (source), result, &error))
    gesso_board_model_complain (self, error);
}

static void
keep (GessoBoardModel *self)
{
  self->steering++;
  gesso_library_steer_board_async (gesso_context_get_library (self->context), self->id, self->words, self->moodboard,
                                   self->moodboard_instead, kept_cb, g_object_ref (self));
  g_signal_emit_by_name (self, "steered");
}

const char *
gesso_board_model_get_words (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  return self->words;
}

const char *
gesso_board_model_get_moodboard (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  return self->moodboard;
}

const char *
gesso_board_model_get_moodboard_name (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), NULL);

  return self->moodboard_name;
}

gboolean
gesso_board_model_is_moodboard_instead (GessoBoardModel *self)
{
  g_return_val_if_fail (GESSO_IS_BOARD_MODEL (self), FALSE);

  return self->moodboard_instead;
}

void
gesso_board_model_set_words (GessoBoardModel *self,
                             const char      *words)
{
  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));

  if (take_text (&self->words, words != NULL && *words != '\0' ? words : NULL))
    keep (self);
}

void
gesso_board_model_set_moodboard (GessoBoardModel *self,
                                 const char      *id,
                                 const char      *name,
                                 gboolean         instead)
{
  gboolean changed;

  g_return_if_fail (GESSO_IS_BOARD_MODEL (self));

  instead = id != NULL && instead;
  changed = take_text (&self->moodboard, id);
  changed |= take_text (&self->moodboard_name, id != NULL ? name : NULL);
  changed |= self->moodboard_instead != instead;
  self->moodboard_instead = instead;
  if (changed)
    keep (self);
}

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-request-private.h"

static gboolean
references_equal (KreaReference *a,
                  KreaReference *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strcmp0 (krea_reference_get_sha256 (a), krea_reference_get_sha256 (b)) == 0 &&
         g_strcmp0 (krea_reference_get_name (a), krea_reference_get_name (b)) == 0 &&
         krea_reference_is_from_board (a) == krea_reference_is_from_board (b) &&
         krea_strength_equal (krea_reference_get_strength (a), krea_reference_get_strength (b));
}

static gboolean
styles_equal (KreaStyle *a,
              KreaStyle *b)
{
  return g_strcmp0 (krea_style_get_id (a), krea_style_get_id (b)) == 0 &&
         g_strcmp0 (krea_style_get_title (a), krea_style_get_title (b)) == 0 &&
         krea_strength_equal (krea_style_get_strength (a), krea_style_get_strength (b));
}

/* Copies, so that a slider on one request does not move the other; nothing where nothing differs. */
static void
assign_references (KreaRequest *self,
                   KreaRequest *other)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (other->references));
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->references));
  gboolean same = n == old;
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      KreaReference *reference = krea_request_peek_reference (other, i);

      same = same && references_equal (krea_request_peek_reference (self, i), reference);
      g_ptr_array_add (copies, krea_reference_copy (reference));
    }
  if (!same)
    g_list_store_splice (self->references, 0, old, copies->pdata, copies->len);
}

static void
assign_styles (KreaRequest *self,
               KreaRequest *other)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (other->styles));
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->styles));
  gboolean same = n == old;
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      KreaStyle *style = krea_request_peek_style (other, i);

      same = same && styles_equal (krea_request_peek_style (self, i), style);
      g_ptr_array_add (copies, krea_style_new (krea_style_get_id (style), krea_style_get_title (style),
                                               krea_style_get_strength (style)));
    }
  if (!same)
    g_list_store_splice (self->styles, 0, old, copies->pdata, copies->len);
}

void
krea_request_assign (KreaRequest *self,
                     KreaRequest *other)
{
  g_return_if_fail (KREA_IS_REQUEST (self));
  g_return_if_fail (KREA_IS_REQUEST (other));

  if (self == other)
    return;
  krea_request_begin (self);
  krea_request_set_prompt (self, other->prompt);
  krea_request_set_variant (self, other->variant);
  krea_request_set_aspect_ratio (self, other->aspect_ratio);
  krea_request_set_resolution (self, other->resolution);
  krea_request_set_creativity (self, other->creativity);
  krea_request_set_seed (self, other->seed);
  krea_request_set_intensity (self, other->intensity);
  krea_request_set_complexity (self, other->complexity);
  krea_request_set_movement (self, other->movement);
  krea_request_set_moodboard (self, other->moodboard_id, other->moodboard_name, other->moodboard_strength);
  if (!references_equal (self->source, other->source))
    {
      g_autoptr (KreaReference) source = other->source != NULL ? krea_reference_copy (other->source) : NULL;

      krea_request_set_source (self, source);
    }
  krea_request_set_words (self, other->words);
  assign_references (self, other);
  /* Last: who looks at the board finds its pictures there. */
  krea_request_set_board (self, other->board_id, other->board_name, other->board_revision);
  assign_styles (self, other);
  krea_request_end (self);
}

KreaRequest *
krea_request_copy (KreaRequest *self)
{
  KreaRequest *copy;

  g_return_val_if_fail (KREA_IS_REQUEST (self), NULL);

  copy = krea_request_new (self->catalog);
  krea_request_assign (copy, self);
  return copy;
}

KreaReference *
krea_request_peek_reference (KreaRequest *self,
                             guint        position)
{
  g_autoptr (KreaReference) reference = g_list_model_get_item (G_LIST_MODEL (self->references), position);

  return reference;
}

KreaStyle *
krea_request_peek_style (KreaRequest *self,
                         guint        position)
{
  g_autoptr (KreaStyle) style = g_list_model_get_item (G_LIST_MODEL (self->styles), position);

  return style;
}

gint64
krea_seed_random (void)
{
  return g_random_int () & (KREA_SEED_END - 1);
}

gint64
krea_seed_nth (gint64 first,
               guint  n)
{
  return (first + (gint64) n) & (KREA_SEED_END - 1);
}

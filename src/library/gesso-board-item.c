/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-board-item.h"

#include <math.h>
#include <stdlib.h>

#include "gesso-json.h"

/* Farther out than anybody pans; keeps sums of coordinates exact. */
#define FARTHEST 1e7

static const char *const kinds[] = { "picture", "note", "swatch" };
static const char *const crop_names[] = { "crop_left", "crop_top", "crop_right", "crop_bottom" };

/* 52 random bits: JSON and SQLite both keep them exactly. */
static gint64
new_id (void)
{
  return ((gint64) g_random_int () << 20 | (g_random_int () & 0xfffff)) + 1;
}

GessoBoardItem *
gesso_board_item_new (GessoBoardItemKind kind)
{
  GessoBoardItem *self = g_new0 (GessoBoardItem, 1);

  self->id = new_id ();
  self->kind = kind;
  self->slot = -1;
  self->strength = 0.5;
  return self;
}

GessoBoardItem *
gesso_board_item_copy (const GessoBoardItem *self)
{
  GessoBoardItem *copy = g_memdup2 (self, sizeof *self);

  copy->sha256 = g_strdup (self->sha256);
  copy->name = g_strdup (self->name);
  copy->text = g_strdup (self->text);
  copy->colour = g_strdup (self->colour);
  copy->origin = g_strdup (self->origin);
  copy->path = g_strdup (self->path);
  return copy;
}

void
gesso_board_item_free (GessoBoardItem *self)
{
  g_free (self->sha256);
  g_free (self->name);
  g_free (self->text);
  g_free (self->colour);
  g_free (self->origin);
  g_free (self->path);
  g_free (self);
}

GPtrArray *
gesso_board_items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_board_item_free);
}

const char *
gesso_board_kind_to_nick (GessoBoardItemKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (kinds), kinds[0]);

  return kinds[kind];
}

gboolean
gesso_board_kind_from_nick (const char         *nick,
                            GessoBoardItemKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (nick, kinds[i]) == 0)
      {
        *kind = (GessoBoardItemKind) i;
        return TRUE;
      }
  return FALSE;
}

static void
add_text (JsonObject *object,
          const char *name,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

JsonObject *
gesso_board_item_to_json (const GessoBoardItem *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "id", self->id);
  json_object_set_string_member (object, "kind", gesso_board_kind_to_nick (self->kind));
  add_text (object, "sha256", self->sha256);
  add_text (object, "name", self->name);
  json_object_set_double_member (object, "x", self->x);
  json_object_set_double_member (object, "y", self->y);
  json_object_set_double_member (object, "width", self->width);
  json_object_set_double_member (object, "height", self->height);
  json_object_set_double_member (object, "z", self->z);
  if (self->flip & GESSO_FLIP_HORIZONTAL)
    json_object_set_boolean_member (object, "flipped", TRUE);
  if (self->flip & GESSO_FLIP_VERTICAL)
    json_object_set_boolean_member (object, "flipped_vertically", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (crop_names); i++)
    if (self->crop[i] > 0)
      json_object_set_double_member (object, crop_names[i], self->crop[i]);
  if (self->slot >= 0)
    json_object_set_int_member (object, "slot", self->slot);
  json_object_set_double_member (object, "strength", self->strength);
  add_text (object, "text", self->text);
  add_text (object, "colour", self->colour);
  add_text (object, "origin", self->origin);
  return object;
}

GessoBoardItem *
gesso_board_item_from_json (JsonObject *object)
{
  g_autoptr (GessoBoardItem) self = gesso_board_item_new (GESSO_BOARD_PICTURE);

  self->id = gesso_json_int (object, "id", 0);
  if (self->id <= 0 || !gesso_board_kind_from_nick (gesso_json_string (object, "kind"), &self->kind))
    return NULL;
  self->sha256 = g_strdup (gesso_json_string (object, "sha256"));
  self->name = g_strdup (gesso_json_string (object, "name"));
  self->x = gesso_json_double (object, "x", 0);
  self->y = gesso_json_double (object, "y", 0);
  self->width = gesso_json_double (object, "width", 0);
  self->height = gesso_json_double (object, "height", 0);
  self->z = gesso_json_double (object, "z", 0);
  self->flip = (gesso_json_boolean (object, "flipped", FALSE) ? GESSO_FLIP_HORIZONTAL : 0) |
               (gesso_json_boolean (object, "flipped_vertically", FALSE) ? GESSO_FLIP_VERTICAL : 0);
  for (guint i = 0; i < G_N_ELEMENTS (crop_names); i++)
    self->crop[i] = gesso_json_double (object, crop_names[i], 0);
  self->slot = (int) CLAMP (gesso_json_int (object, "slot", -1), -1, GESSO_BOARD_SLOTS);
  self->strength = gesso_json_double (object, "strength", 0.5);
  self->text = g_strdup (gesso_json_string (object, "text"));
  self->colour = g_strdup (gesso_json_string (object, "colour"));
  self->origin = g_strdup (gesso_json_string (object, "origin"));
  return gesso_board_item_is_sane (self) ? g_steal_pointer (&self) : NULL;
}

static int
compare_y (gconstpointer a,
           gconstpointer b)
{
  const GessoBoardItem *one = *(GessoBoardItem *const *) a;
  const GessoBoardItem *other = *(GessoBoardItem *const *) b;

  if (one->y != other->y)
    return one->y < other->y ? -1 : 1;
  if (one->x != other->x)
    return one->x < other->x ? -1 : 1;
  return (one->id > other->id) - (one->id < other->id);
}

static int
compare_x (gconstpointer a,
           gconstpointer b)
{
  const GessoBoardItem *one = *(GessoBoardItem *const *) a;
  const GessoBoardItem *other = *(GessoBoardItem *const *) b;

  return one->x != other->x ? (one->x < other->x ? -1 : 1) : compare_y (a, b);
}

void
gesso_board_items_sort (GPtrArray *items)
{
  g_return_if_fail (items != NULL);

  g_ptr_array_sort (items, compare_y);
  for (guint start = 0, end; start < items->len; start = end)
    {
      const GessoBoardItem *first = items->pdata[start];

      for (end = start + 1; end < items->len; end++)
        if (((GessoBoardItem *) items->pdata[end])->y >= first->y + first->height / 2)
          break;
      qsort (items->pdata + start, end - start, sizeof *items->pdata, compare_x);
    }
}

static gboolean
is_within (double value,
           double least,
           double most)
{
  return isfinite (value) && value >= least && value <= most;
}

gboolean
gesso_board_item_is_sane (const GessoBoardItem *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (crop_names); i++)
    if (!is_within (self->crop[i], 0, 0.99))
      return FALSE;
  return self->crop[0] + self->crop[2] < 1 && self->crop[1] + self->crop[3] < 1 &&
         is_within (self->x, -FARTHEST, FARTHEST) && is_within (self->y, -FARTHEST, FARTHEST) &&
         is_within (self->width, 1, FARTHEST) && is_within (self->height, 1, FARTHEST) && isfinite (self->z) &&
         isfinite (self->strength) && self->slot >= -1 && self->slot < GESSO_BOARD_SLOTS &&
         (self->kind != GESSO_BOARD_PICTURE || self->sha256 != NULL);
}

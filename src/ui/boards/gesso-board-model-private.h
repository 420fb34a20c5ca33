/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-board-model.h"

G_BEGIN_DECLS

struct _GessoBoardModel
{
  GObject parent_instance;

  GessoContext *context;
  char *id;
  char *name;
  guint revision;
  GCancellable *cancellable;
  GPtrArray *items;
  GHashTable *by_id; /* gint64 → GessoBoardItem, of @items */
  gboolean loaded;
  gboolean loading;
  gboolean outdated; /* changed while it is read */
  gboolean can_undo;
  gboolean can_redo;
  gboolean undoing;
  GQueue undo_line; /* gboolean: redo; pressed while one was under way */
  gboolean shared;
  guint pending; /* changes that are not kept yet */

  /* gesso-board-model-steer.c */
  char *words;
  char *moodboard;
  char *moodboard_name;
  gboolean moodboard_instead;
  guint steering; /* changes of these that are not kept yet */
  gboolean grey;
  guint greying; /* changes of that which are not kept yet */
};

/* Emits "failed", unless it was only cancelled. */
void gesso_board_model_complain      (GessoBoardModel        *self,
                                      const GError           *error);
/* Words and link as the library has them; emits "steered" where they are others. */
void gesso_board_model_take_steering (GessoBoardModel        *self,
                                      const GessoBoardChange *state);

/* Gives slots to @items, copies that are not on the board as such yet: the first one gets @slot, the others the next that
 * are free; those that steer already stay where they are. What was in @slot is appended, as it is then. Returns how many
 * found no slot. */
guint gesso_board_model_fill_slots   (GessoBoardModel        *self,
                                      GPtrArray              *items,
                                      int                     slot);
/* Says that so many found none. */
void gesso_board_model_tell_left_out (GessoBoardModel        *self,
                                      guint                   left);

/* How it is looked at, as the library has it or as somebody wants it. Return whether that is another way. */
gboolean gesso_board_model_take_grey (GessoBoardModel        *self,
                                      const GessoBoardChange *state);
gboolean gesso_board_model_keep_grey (GessoBoardModel        *self,
                                      gboolean                grey);

G_END_DECLS

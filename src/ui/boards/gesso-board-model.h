/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-context.h"
#include "gesso-library-board-items.h"

G_BEGIN_DECLS

/**
 * GessoBoardModel:
 *
 * One board that is open: what lies on it, lowest first. Each change is there at once, kept as it happens, and one
 * step to undo.
 *
 * Properties: "can-undo", "can-redo", also while what there will be to undo or redo is still under way; "name", "loaded";
 * "grey": looked at without colours, which is kept. Signals: "changed" after items changed; "failed" (char *text);
 * "steered" after its words or its link changed.
 */
#define GESSO_TYPE_BOARD_MODEL (gesso_board_model_get_type ())
G_DECLARE_FINAL_TYPE (GessoBoardModel, gesso_board_model, GESSO, BOARD_MODEL, GObject)

GessoBoardModel      *gesso_board_model_new          (GessoContext     *context,
                                                      const char       *board_id);
/* The same model for all who look at one board. (transfer full) */
GessoBoardModel      *gesso_board_model_open         (GessoContext     *context,
                                                      const char       *board_id);
const char           *gesso_board_model_get_id       (GessoBoardModel  *self);
gboolean              gesso_board_model_is_loaded    (GessoBoardModel  *self);

/* (transfer none) (element-type GessoBoardItem) */
GPtrArray            *gesso_board_model_get_items    (GessoBoardModel  *self);
/* (transfer none) (nullable) */
const GessoBoardItem *gesso_board_model_find         (GessoBoardModel  *self,
                                                      gint64            id);
/* Those in the strip, by slot: %NULL for an empty one. (transfer none) */
const GessoBoardItem *gesso_board_model_get_slot     (GessoBoardModel  *self,
                                                      int               slot);
guint                 gesso_board_model_count_slots  (GessoBoardModel  *self);
guint                 gesso_board_model_count_pictures (GessoBoardModel *self);
/* Above everything. */
double                gesso_board_model_get_top      (GessoBoardModel  *self);

/**
 * gesso_board_model_change:
 * @items: (nullable) (element-type GessoBoardItem): new and different ones; copied
 * @removed: (nullable) (element-type gint64)
 * @label: for the journal
 *
 * Returns: %FALSE while Undo is under way: nothing was changed then
 */
gboolean              gesso_board_model_change       (GessoBoardModel  *self,
                                                      GPtrArray        *items,
                                                      GArray           *removed,
                                                      const char       *label,
                                                      GessoBoardStep    step);
void                  gesso_board_model_undo         (GessoBoardModel  *self,
                                                      gboolean          redo);
void                  gesso_board_model_rename       (GessoBoardModel  *self,
                                                      const char       *name);

/* Puts a picture into a slot; -1: the first that is free. What was there leaves the strip. */
void                  gesso_board_model_steer        (GessoBoardModel  *self,
                                                      gint64            id,
                                                      int               slot);
/* Several, as one step: the first of @ids (element-type gint64) into @slot, the others into the next free ones. */
void                  gesso_board_model_steer_all    (GessoBoardModel  *self,
                                                      GArray           *ids,
                                                      int               slot);
void                  gesso_board_model_unsteer      (GessoBoardModel  *self,
                                                      gint64            id);
/* P: @ids (element-type gint64) into the first free slots; out of the strip where all are in it. One step. */
void                  gesso_board_model_toggle_steer (GessoBoardModel  *self,
                                                      GArray           *ids);
/* Strengths of the strip's pictures from their areas on the canvas. One step. */
void                  gesso_board_model_match_sizes  (GessoBoardModel  *self);

/* What is sent beside the pictures. (transfer none) (nullable) */
const char           *gesso_board_model_get_words    (GessoBoardModel  *self);
const char           *gesso_board_model_get_moodboard (GessoBoardModel *self);
const char           *gesso_board_model_get_moodboard_name (GessoBoardModel *self);
gboolean              gesso_board_model_is_moodboard_instead (GessoBoardModel *self);
void                  gesso_board_model_set_words    (GessoBoardModel  *self,
                                                      const char       *words);
void                  gesso_board_model_set_moodboard (GessoBoardModel *self,
                                                      const char       *id,
                                                      const char       *name,
                                                      gboolean          instead);

/* A picture of the library, with nothing but its place missing. (transfer full) */
GessoBoardItem       *gesso_board_model_make_picture (const GessoReferenceFile *file);

G_END_DECLS

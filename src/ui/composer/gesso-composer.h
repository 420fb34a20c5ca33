/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoComposer:
 *
 * Where a request is written: its own header bar (history, title, clear), a scrolling body of sections and a
 * footer that never scrolls. Edits the context's request.
 *
 * Properties: "context", construct only; "generate-label", "generate-tooltip" (strings) and "generate-sensitive"
 * (boolean), read-only: what another button for the same press says.
 *
 * Actions it installs: "composer.generate", "composer.clear", "composer.history", "composer.add-reference",
 * "composer.paste-reference", "composer.save-board", "composer.add-moodboard", "composer.previous-prompt", "composer.next-prompt".
 *
 * Signals: "toast" (#AdwToast, to be shown by the window), "generated" (GPtrArray of #GessoGeneration).
 */
#define GESSO_TYPE_COMPOSER (gesso_composer_get_type ())
G_DECLARE_FINAL_TYPE (GessoComposer, gesso_composer, GESSO, COMPOSER, GtkWidget)

GtkWidget *gesso_composer_new             (GessoContext    *context);
void       gesso_composer_focus_prompt    (GessoComposer   *self);

/* The press of Generate: asks once where it gets expensive, then queues the round. */
void       gesso_composer_generate        (GessoComposer   *self);

/* Scrolls to what edits @field (a key of the request), unfolds it where it is folded, and focuses it. */
void       gesso_composer_show_setting    (GessoComposer   *self,
                                           const char      *field);

/* Keeps the draft now instead of in a moment: before the window closes. */
void       gesso_composer_flush           (GessoComposer   *self);

typedef enum {
  GESSO_RECIPE_PROMPT     = 1 << 0,
  GESSO_RECIPE_REFERENCES = 1 << 1,
  GESSO_RECIPE_SETTINGS   = 1 << 2,
  GESSO_RECIPE_SEED       = 1 << 3,
  GESSO_RECIPE_ALL        = 0xf,
} GessoRecipeParts;

/* Pushes the draft to the history, fills in @parts of the recipe and offers Undo in a toast. */
void       gesso_composer_use_recipe      (GessoComposer   *self,
                                           const char      *recipe,
                                           GessoRecipeParts parts);

/* Adds pictures of the library as style references. @references: (element-type GessoReferenceFile) */
void       gesso_composer_add_references  (GessoComposer   *self,
                                           GPtrArray       *references);

/* Opens a board: its pictures become the style references. */
void       gesso_composer_use_board       (GessoComposer   *self,
                                           const char      *board_id);

/* A recipe from a file of somebody's; @n_missing of its pictures are not in the library. */
void       gesso_composer_use_foreign_recipe (GessoComposer *self,
                                              const char    *recipe,
                                              guint          n_missing);

G_END_DECLS

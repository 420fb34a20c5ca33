/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-composer-footer.h"
#include "gesso-composer.h"
#include "gesso-draft.h"
#include "gesso-drop-zones.h"
#include "gesso-history-popover.h"
#include "gesso-more-section.h"
#include "gesso-moodboard-section.h"
#include "gesso-prompt-section.h"
#include "gesso-references-section.h"
#include "gesso-seed-section.h"

G_BEGIN_DECLS

struct _GessoComposer
{
  GtkWidget parent_instance;

  GessoContext *context;
  GessoDraft *draft;
  GCancellable *cancellable;

  GtkMenuButton *history_button;
  GessoHistoryPopover *history_popover;
  GtkScrolledWindow *scroller;
  GtkBox *sections;
  GessoPromptSection *prompt;
  GessoReferencesSection *references;
  GessoMoodboardSection *moodboard;
  GessoSeedSection *seed;
  GessoMoreSection *more;
  GessoComposerFooter *footer;
  GessoDropZones *zones;

  /* Walking through the prompts of before: position 0 is the draft. */
  GPtrArray *walk;
  guint walk_position;
  guint pushing; /* prompts on their way into the history */
  gboolean walk_waits; /* for them: what was just cleared is the first that is looked for */
  char *walk_draft;
  gboolean walking;
};

/* Emits "toast". @text: plain text */
void      gesso_composer_say            (GessoComposer *self,
                                         const char    *text);

/* As above, with Undo that puts the request back as it is now. Call before the change. */
void      gesso_composer_say_undoable   (GessoComposer *self,
                                         const char    *text,
                                         KreaRequest   *before);
void      gesso_composer_clear          (GessoComposer *self);
void      gesso_composer_push_history   (GessoComposer *self);
void      gesso_composer_walk           (GessoComposer *self,
                                         int            step);

/* The prompt was typed in: the walk through older ones ends. */
void      gesso_composer_end_walk       (GessoComposer *self);
void      gesso_composer_load_recipe_of (GessoComposer *self,
                                         GdkDrop       *drop);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoMoodboardSection:
 *
 * One drop-down for boards made here, which are sent as style references, and for moodboards that live on krea.ai.
 * What is chosen stands below as chips.
 *
 * Signals: "message" (char *).
 */
#define GESSO_TYPE_MOODBOARD_SECTION (gesso_moodboard_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoMoodboardSection, gesso_moodboard_section, GESSO, MOODBOARD_SECTION, GessoSection)

GtkWidget *gesso_moodboard_section_new       (void);

/* Makes the pictures of a board the style references. */
void       gesso_moodboard_section_use_board (GessoMoodboardSection *self,
                                              const char            *board_id);
void       gesso_moodboard_section_add       (GessoMoodboardSection *self);

/* How many chips there are. */
guint      gesso_moodboard_section_count     (GessoMoodboardSection *self);

G_END_DECLS

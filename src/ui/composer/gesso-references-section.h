/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoReferencesSection:
 *
 * The style references, five to a row, as many as the API takes. Pictures come in by drop, paste and the file button.
 *
 * Signals: "message" (char *): one sentence to be shown for a moment.
 */
#define GESSO_TYPE_REFERENCES_SECTION (gesso_references_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoReferencesSection, gesso_references_section, GESSO, REFERENCES_SECTION, GessoSection)

GtkWidget *gesso_references_section_new       (void);

/* The file button; and pictures from the clipboard. */
void       gesso_references_section_choose    (GessoReferencesSection *self);
void       gesso_references_section_paste     (GessoReferencesSection *self);
void       gesso_references_section_drop      (GessoReferencesSection *self,
                                               GdkDrop                *drop);

/* Adds pictures of the library, and says what had no room. @files: (element-type GessoReferenceFile) */
void       gesso_references_section_add       (GessoReferencesSection *self,
                                               GPtrArray              *files);

/* Asks for a name and saves the references as a board. */
void       gesso_references_section_save_board (GessoReferencesSection *self);

/* The tile at @position; %NULL if there is none. (transfer none) */
GtkWidget *gesso_references_section_get_tile  (GessoReferencesSection *self,
                                               guint                   position);

G_END_DECLS

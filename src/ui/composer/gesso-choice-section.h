/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoChoiceSection:
 *
 * One of a few, as linked toggles with one sentence about the active one below. The sentence has room for two lines,
 * so that nothing jumps.
 *
 * Properties: "field", construct only: "variant" or "creativity".
 */
#define GESSO_TYPE_CHOICE_SECTION (gesso_choice_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoChoiceSection, gesso_choice_section, GESSO, CHOICE_SECTION, GessoSection)

GtkWidget  *gesso_choice_section_new        (const char         *field);

/* The toggle for @value; %NULL if there is none. (transfer none) */
GtkWidget  *gesso_choice_section_get_toggle (GessoChoiceSection *self,
                                             const char         *value);
const char *gesso_choice_section_get_hint   (GessoChoiceSection *self);

G_END_DECLS

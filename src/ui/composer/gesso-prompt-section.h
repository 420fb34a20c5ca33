/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoPromptSection:
 *
 * Where the prompt is typed: five lines growing to ten, counted where it gets long, and stopped where the API stops.
 */
#define GESSO_TYPE_PROMPT_SECTION (gesso_prompt_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoPromptSection, gesso_prompt_section, GESSO, PROMPT_SECTION, GessoSection)

GtkWidget *gesso_prompt_section_new       (void);

/* The text view, for focus and for tests. (transfer none) */
GtkWidget *gesso_prompt_section_get_view  (GessoPromptSection *self);

/* (nullable): what is said below the text: how long it is, where it is long. */
const char *gesso_prompt_section_get_count (GessoPromptSection *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoMoreSection:
 *
 * What is set less often, folded: sliders, image source, styles. The label counts what is set.
 *
 * Signals: "message" (char *).
 */
#define GESSO_TYPE_MORE_SECTION (gesso_more_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoMoreSection, gesso_more_section, GESSO, MORE_SECTION, GessoSection)

GtkWidget  *gesso_more_section_new          (void);
void        gesso_more_section_set_expanded (GessoMoreSection *self,
                                             gboolean          expanded);
const char *gesso_more_section_get_label    (GessoMoreSection *self);

/* Makes what is dropped the image source. */
void        gesso_more_section_drop_source  (GessoMoreSection *self,
                                             GdkDrop          *drop);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoAspectSection:
 *
 * The picture's shape: square and landscape over portrait, each drawn as what it is; ratio and pixels in the title.
 */
#define GESSO_TYPE_ASPECT_SECTION (gesso_aspect_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoAspectSection, gesso_aspect_section, GESSO, ASPECT_SECTION, GessoSection)

GtkWidget *gesso_aspect_section_new        (void);

/* The toggle of @ratio ("4:5"); %NULL if there is none. (transfer none) */
GtkWidget *gesso_aspect_section_get_toggle (GessoAspectSection *self,
                                            const char         *ratio);

G_END_DECLS

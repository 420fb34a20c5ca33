/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoStylesRow:
 *
 * The trained styles of the request as chips, and *Add Style…* with the ones that fit its variant.
 */
#define GESSO_TYPE_STYLES_ROW (gesso_styles_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoStylesRow, gesso_styles_row, GESSO, STYLES_ROW, GessoSection)

GtkWidget *gesso_styles_row_new (void);

G_END_DECLS

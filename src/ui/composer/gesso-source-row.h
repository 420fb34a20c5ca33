/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoSourceRow:
 *
 * The picture that the new one starts from, with a slider from keeping it to replacing it.
 *
 * Signals: "message" (char *).
 */
#define GESSO_TYPE_SOURCE_ROW (gesso_source_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoSourceRow, gesso_source_row, GESSO, SOURCE_ROW, GessoSection)

GtkWidget *gesso_source_row_new    (void);
void       gesso_source_row_choose (GessoSourceRow *self);
void       gesso_source_row_drop   (GessoSourceRow *self,
                                    GdkDrop        *drop);

G_END_DECLS

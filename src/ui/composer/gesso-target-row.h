/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoTargetRow:
 *
 * Says to which board new pictures are added, and ends that; not there where there is none.
 */
#define GESSO_TYPE_TARGET_ROW (gesso_target_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoTargetRow, gesso_target_row, GESSO, TARGET_ROW, GtkWidget)

GtkWidget *gesso_target_row_new (GessoContext *context);

G_END_DECLS

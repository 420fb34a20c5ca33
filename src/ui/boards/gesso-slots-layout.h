/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lays children of one size out in one row, or in two of the same length where that is too wide. (transfer full) */
GtkLayoutManager *gesso_slots_layout_new (void);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoSliderRow:
 *
 * A slider from −100 to 100 with its name and number; a double click sets it back to 0.
 *
 * Properties: "value" (int), "title".
 */
#define GESSO_TYPE_SLIDER_ROW (gesso_slider_row_get_type ())
G_DECLARE_FINAL_TYPE (GessoSliderRow, gesso_slider_row, GESSO, SLIDER_ROW, GtkWidget)

GtkWidget *gesso_slider_row_new       (const char     *title);
int        gesso_slider_row_get_value (GessoSliderRow *self);
void       gesso_slider_row_set_value (GessoSliderRow *self,
                                       int             value);

G_END_DECLS

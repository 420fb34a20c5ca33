/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoStylePicker:
 *
 * The trained styles that fit the request's variant, as a grid of covers that can be searched. A click adds one.
 */
#define GESSO_TYPE_STYLE_PICKER (gesso_style_picker_get_type ())
G_DECLARE_FINAL_TYPE (GessoStylePicker, gesso_style_picker, GESSO, STYLE_PICKER, GtkPopover)

GtkWidget *gesso_style_picker_new (GessoContext *context);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoAspectShape:
 *
 * A small outline in the shape of a picture, in the text's colour. Properties: "aspect" (width ÷ height).
 */
#define GESSO_TYPE_ASPECT_SHAPE (gesso_aspect_shape_get_type ())
G_DECLARE_FINAL_TYPE (GessoAspectShape, gesso_aspect_shape, GESSO, ASPECT_SHAPE, GtkWidget)

GtkWidget *gesso_aspect_shape_new (double aspect);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoViewer:
 *
 * One picture, large: fit, 1:1, zoom to the cursor, drag to pan, another ground. Shows progress or the failure
 * of a generation that has no picture yet.
 *
 * Properties: "context", "generation", "ground" (0 light, 1 mid, 2 black). Signals: "close", "step" (int: -1 or 1).
 */
#define GESSO_TYPE_VIEWER (gesso_viewer_get_type ())
G_DECLARE_FINAL_TYPE (GessoViewer, gesso_viewer, GESSO, VIEWER, GtkWidget)

GtkWidget *gesso_viewer_new            (GessoContext    *context);
void       gesso_viewer_set_generation (GessoViewer     *self,
                                        GessoGeneration *generation);
GessoGeneration *gesso_viewer_get_generation (GessoViewer *self);
/* What a step leads to: decoded ahead. @previous, @next: (nullable) */
void       gesso_viewer_prepare        (GessoViewer     *self,
                                        GessoGeneration *previous,
                                        GessoGeneration *next);

G_END_DECLS

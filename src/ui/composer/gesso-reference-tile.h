/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/* Edge of a style reference in the composer, px: five fit beside one another. */
#define GESSO_REFERENCE_TILE_SIZE 48

/**
 * GessoReferenceTile:
 *
 * A style reference: its picture with its strength on it. A click opens strength and what can be done with it.
 * Focused, the wheel and Up and Down change the strength, Delete removes it, Ctrl+Left and Ctrl+Right move it; it can
 * also be dragged onto another one.
 *
 * Signals: "remove", "move" (int: by how many places), "move-here" (#KreaReference: this one was dropped on it; whether it was taken),
 * "use-as-source".
 */
#define GESSO_TYPE_REFERENCE_TILE (gesso_reference_tile_get_type ())
G_DECLARE_FINAL_TYPE (GessoReferenceTile, gesso_reference_tile, GESSO, REFERENCE_TILE, GtkWidget)

GtkWidget     *gesso_reference_tile_new           (GessoContext       *context,
                                                   KreaReference      *reference);
KreaReference *gesso_reference_tile_get_reference (GessoReferenceTile *self);

/* Changes the strength by @steps of 0.05, within what the settings allow. */
/* What else there is to know of it, for the tooltip; %NULL for nothing. */
void           gesso_reference_tile_set_note      (GessoReferenceTile *self,
                                                   const char         *note);
void           gesso_reference_tile_step          (GessoReferenceTile *self,
                                                   int                 steps);

G_END_DECLS

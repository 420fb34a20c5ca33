/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "boards/gesso-board-model.h"

G_BEGIN_DECLS

/**
 * GessoSteeringStrip:
 *
 * The pictures of a board that are sent, each with its strength, and what that costs. Pictures are dragged in from the
 * canvas; where none is in it, the first ten of the board are sent.
 *
 * Signals: "use": the board shall become the composer's references.
 */
#define GESSO_TYPE_STEERING_STRIP (gesso_steering_strip_get_type ())
G_DECLARE_FINAL_TYPE (GessoSteeringStrip, gesso_steering_strip, GESSO, STEERING_STRIP, GtkWidget)

GtkWidget  *gesso_steering_strip_new         (GessoContext       *context,
                                              GessoBoardModel    *model);
/* "Sends 7 pictures · $0.065 each" */
const char *gesso_steering_strip_get_caption (GessoSteeringStrip *self);

G_END_DECLS

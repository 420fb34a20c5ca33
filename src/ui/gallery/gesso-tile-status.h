/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoTileStatus:
 *
 * What a tile or the viewer shows in place of a picture: progress and cancel, or a sentence, what can be done
 * about it, and dismiss.
 */
#define GESSO_TYPE_TILE_STATUS (gesso_tile_status_get_type ())
G_DECLARE_FINAL_TYPE (GessoTileStatus, gesso_tile_status, GESSO, TILE_STATUS, AdwBin)

GtkWidget *gesso_tile_status_new    (GessoContext    *context);

/* Shows what @generation says now. @missing: it was kept, but its picture can't be shown. @compact: little room */
void       gesso_tile_status_update (GessoTileStatus *self,
                                     GessoGeneration *generation,
                                     gboolean         missing,
                                     gboolean         compact);

/* Nothing is said until the next update. */
void       gesso_tile_status_forget (GessoTileStatus *self);

G_END_DECLS

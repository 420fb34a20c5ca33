/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"
#include "gesso-upload.h"

G_BEGIN_DECLS

/**
 * GessoStrengthPopover:
 *
 * A strength as a slider and a number, and what else can be done with what has it.
 *
 * Signals: "remove"; "use-as-source", whose button is only there after gesso_strength_popover_offer_source().
 */
#define GESSO_TYPE_STRENGTH_POPOVER (gesso_strength_popover_get_type ())
G_DECLARE_FINAL_TYPE (GessoStrengthPopover, gesso_strength_popover, GESSO, STRENGTH_POPOVER, GtkPopover)

/**
 * gesso_strength_popover_new:
 * @title: what it is about, for people
 * @field: its range in the catalog ("reference.strength"), wide where the settings say so
 */
GtkWidget     *gesso_strength_popover_new            (GessoContext         *context,
                                                      const char           *title,
                                                      const char           *field);
void           gesso_strength_popover_offer_source   (GessoStrengthPopover *self);

/* While @upload is sent, it shows that, and offers to stop it. Once. */
void           gesso_strength_popover_follow_upload  (GessoStrengthPopover *self,
                                                      GessoUpload          *upload);

/* Its value is the strength; bind to it. (transfer none) */
GtkAdjustment *gesso_strength_popover_get_adjustment (GessoStrengthPopover *self);

G_END_DECLS

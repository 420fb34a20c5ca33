/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoChip:
 *
 * Something that is chosen: its name, its strength if it has one, and a button that removes it.
 *
 * Properties: "strength" (double; %G_MAXDOUBLE for none). Signals: "remove".
 */
#define GESSO_TYPE_CHIP (gesso_chip_get_type ())
G_DECLARE_FINAL_TYPE (GessoChip, gesso_chip, GESSO, CHIP, GtkWidget)

/* @popover: (nullable) (transfer floating): what a click on the name opens */
GtkWidget *gesso_chip_new          (const char *name,
                                    GtkWidget  *popover);
void       gesso_chip_set_strength (GessoChip  *self,
                                    double      strength);
/* What a click on the name does, where that is not to change its strength. */
void       gesso_chip_set_tooltip  (GessoChip  *self,
                                    const char *tooltip);

G_END_DECLS

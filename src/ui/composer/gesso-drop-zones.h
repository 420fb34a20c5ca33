/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GessoDropZones:
 *
 * Lies over the composer while a picture is dragged across it, and says what dropping it means:
 * *Style reference*, *Image source*, and for a picture of ours *Load its recipe*. Unseen otherwise.
 *
 * Signals: "reference" (#GdkDrop), "source" (#GdkDrop), "recipe" (#GdkDrop).
 */
#define GESSO_TYPE_DROP_ZONES (gesso_drop_zones_get_type ())
G_DECLARE_FINAL_TYPE (GessoDropZones, gesso_drop_zones, GESSO, DROP_ZONES, GtkWidget)

GtkWidget *gesso_drop_zones_new   (void);

/* Shows the zones for a drag with these formats, where they are a picture's. */
void       gesso_drop_zones_enter (GessoDropZones    *self,
                                   GdkContentFormats *formats);
void       gesso_drop_zones_leave (GessoDropZones    *self);

/* The zone's widget, by its signal. (transfer none) */
GtkWidget *gesso_drop_zones_get_zone (GessoDropZones *self,
                                      const char     *name);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "gesso-context.h"

G_BEGIN_DECLS

/**
 * GessoPictureView:
 *
 * Draws one kept picture: at rest from a texture of exactly the size it is seen at, zoomed in from the full one, and
 * from a thumbnail until either is there. Wheel and pinch zoom to the pointer, drag pans, double click goes between fit and 1:1.
 *
 * Signals: "changed": zoom, or what can be shown, is another.
 */
#define GESSO_TYPE_PICTURE_VIEW (gesso_picture_view_get_type ())
G_DECLARE_FINAL_TYPE (GessoPictureView, gesso_picture_view, GESSO, PICTURE_VIEW, GtkWidget)

GtkWidget *gesso_picture_view_new            (GessoContext     *context);
void       gesso_picture_view_set_generation (GessoPictureView *self,
                                              GessoGeneration  *generation);

/* Pictures that are decoded ahead. */
#define GESSO_PICTURE_VIEW_NEAR 2

/* What is beside the one that is shown, to be there at once; what was asked for before is dropped. @previous, @next: (nullable) */
void       gesso_picture_view_prepare        (GessoPictureView *self,
                                              GessoGeneration  *previous,
                                              GessoGeneration  *next);
/* Shows the same part of its picture, as large. */
void       gesso_picture_view_match          (GessoPictureView *self,
                                              GessoPictureView *other);

/* Device px for one px of the picture. */
double     gesso_picture_view_get_zoom       (GessoPictureView *self);
gboolean   gesso_picture_view_is_fit         (GessoPictureView *self);
void       gesso_picture_view_fit            (GessoPictureView *self);
void       gesso_picture_view_zoom_actual    (GessoPictureView *self);
void       gesso_picture_view_zoom_by        (GessoPictureView *self,
                                              int               steps);
void       gesso_picture_view_pan            (GessoPictureView *self,
                                              double            dx,
                                              double            dy);
/* Whether there is nothing to show and nothing is on its way. */
gboolean   gesso_picture_view_is_missing     (GessoPictureView *self);
/* Whether what is drawn has the pixels that it is drawn at. */
gboolean   gesso_picture_view_is_sharp       (GessoPictureView *self);

G_END_DECLS

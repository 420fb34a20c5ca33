/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "boards/gesso-board-clip.h"
#include "boards/gesso-board-model.h"

G_BEGIN_DECLS

/**
 * GessoCanvas:
 *
 * A board as a free canvas: pan, zoom, select, move, resize, and everything again with the keyboard.
 *
 * Actions: "canvas.undo", "canvas.redo", "canvas.fit", "canvas.fit-selection", "canvas.one-to-one", "canvas.zoom-in",
 * "canvas.zoom-out", "canvas.select-all", "canvas.cut", "canvas.copy", "canvas.paste", "canvas.duplicate", "canvas.delete",
 * "canvas.flip", "canvas.flip-vertically", "canvas.raise", "canvas.lower", "canvas.steer",
 * "canvas.tidy" ("rows", "columns" or "colour"), "canvas.grey", "canvas.crop", "canvas.uncrop", "canvas.edit",
 * "canvas.add-note", "canvas.add-colour", "canvas.pick-colour", "canvas.palette", "canvas.show-origin".
 *
 * Properties: "grey" (boolean); "hint" (string): what can be done right now.
 * Signals: "palette": somebody wants it; "selection-changed"; "back"; "message" (char *text).
 */
#define GESSO_TYPE_CANVAS (gesso_canvas_get_type ())
G_DECLARE_FINAL_TYPE (GessoCanvas, gesso_canvas, GESSO, CANVAS, GtkWidget)

GtkWidget *gesso_canvas_new             (GessoContext    *context,
                                         GessoBoardModel *model);

/* (transfer full) (element-type gint64): in reading order */
GArray    *gesso_canvas_get_selection   (GessoCanvas     *self);
void       gesso_canvas_select          (GessoCanvas     *self,
                                         GArray          *ids);
/* How many items are sharp, of those that can be seen. */
gboolean   gesso_canvas_is_sharp        (GessoCanvas     *self);
double     gesso_canvas_get_zoom        (GessoCanvas     *self);
/* What of the board can be seen, px at 1:1. */
void       gesso_canvas_get_seen        (GessoCanvas     *self,
                                         double          *x,
                                         double          *y,
                                         double          *width,
                                         double          *height);

/* Puts pictures down around a point of the widget. @files: (element-type GessoReferenceFile) */
void       gesso_canvas_add             (GessoCanvas     *self,
                                         GPtrArray       *files,
                                         double           x,
                                         double           y);
/* Colours ("#rrggbb") in a row around a point of the widget, as one step. */
void       gesso_canvas_add_colours     (GessoCanvas        *self,
                                         const char *const  *colours,
                                         double              x,
                                         double              y);
/* Reads a choice of files. */
void       gesso_canvas_add_files       (GessoCanvas     *self,
                                         GListModel      *files);

G_END_DECLS

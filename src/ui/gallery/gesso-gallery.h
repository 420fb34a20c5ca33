/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gesso-context.h"
#include "gesso-library-query.h"

G_BEGIN_DECLS

/**
 * GessoGallery:
 *
 * The grid of everything, with its empty states, its search bar, the latest round as large cells, and the pill
 * that says how many new pictures are above.
 *
 * Properties: "context", "tile-size" (0..4), "search-mode", "query", "round-shown" (read-only).
 * Signals: "activated" (#GessoGeneration), "toast" (#AdwToast),
 * "example" (char *): an example prompt of the empty state was chosen.
 */
#define GESSO_TYPE_GALLERY (gesso_gallery_get_type ())
G_DECLARE_FINAL_TYPE (GessoGallery, gesso_gallery, GESSO, GALLERY, GtkWidget)

GtkWidget *gesso_gallery_new            (GessoContext    *context);

/* Opens a round as large cells, in place of the grid. Escape or gesso_gallery_show_grid() goes back. */
void       gesso_gallery_show_round     (GessoGallery    *self,
                                         GPtrArray       *generations);
gboolean   gesso_gallery_is_round_shown (GessoGallery    *self);
void       gesso_gallery_show_grid      (GessoGallery    *self);
void       gesso_gallery_focus_newest   (GessoGallery    *self);
void       gesso_gallery_set_tile_size  (GessoGallery    *self,
                                         guint            size);
void       gesso_gallery_start_search   (GessoGallery    *self);
/* Opens the search with @query in it. */
void       gesso_gallery_search_for     (GessoGallery    *self,
                                         const char      *query);
/* What is listed now; its texts are the gallery's. */
void       gesso_gallery_get_query      (GessoGallery    *self,
                                         GessoQuery      *query);

/* Selects and scrolls to it. */
void       gesso_gallery_select         (GessoGallery    *self,
                                         GessoGeneration *generation);

/* Whether a tile of the grid or the round has the keyboard focus. */
gboolean   gesso_gallery_has_picture_focus (GessoGallery *self);

/* (transfer full) (element-type GessoGeneration): for a few; see the next ones for many */
GPtrArray *gesso_gallery_get_selection  (GessoGallery    *self);
guint      gesso_gallery_count_selected (GessoGallery    *self);
/* Whether all that was found is selected; then the query says it in one. */
gboolean   gesso_gallery_is_all_selected (GessoGallery   *self);
/* (transfer full) (element-type gint64) */
GArray    *gesso_gallery_get_selected_rows (GessoGallery *self);
void       gesso_gallery_select_none    (GessoGallery    *self);

/*
 * The one before or after @generation as shown, in the round where one is shown; %NULL at the ends. (transfer full):
 * one that was not read yet notifies when it is.
 */
GessoGeneration *gesso_gallery_get_neighbour (GessoGallery    *self,
                                              GessoGeneration *generation,
                                              int              step);

G_END_DECLS

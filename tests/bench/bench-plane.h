/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * bench_plane_replay:
 * @window: an AdwApplicationWindow, whose content it takes the place of
 * @bounds: where the plane is in the window
 * @nodes: (element-type GskRenderNode): what it draws, frame by frame
 *
 * A widget that draws what is ready, and nothing else. Reports under @name.
 */
void bench_plane_replay (GtkWidget             *window,
                         const graphene_rect_t *bounds,
                         GPtrArray             *nodes,
                         const char            *name);

G_END_DECLS

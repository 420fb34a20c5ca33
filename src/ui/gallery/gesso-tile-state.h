/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "gesso-generation.h"

G_BEGIN_DECLS

/**
 * GessoTileKind:
 * @GESSO_TILE_EMPTY: the row was not read yet
 * @GESSO_TILE_PICTURE: there is a picture to show
 * @GESSO_TILE_WAITING: queued here
 * @GESSO_TILE_RUNNING: on its way, with progress
 * @GESSO_TILE_STOPPED: failed, cancelled, held or in doubt: a sentence says why
 *
 * What a tile shows.
 */
typedef enum {
  GESSO_TILE_EMPTY,
  GESSO_TILE_PICTURE,
  GESSO_TILE_WAITING,
  GESSO_TILE_RUNNING,
  GESSO_TILE_STOPPED,
} GessoTileKind;

/**
 * GessoTileProgress:
 * @state: where the generation stands
 * @submitted_at: Unix ms; 0 if it was not submitted
 * @typical_s: seconds it usually takes
 * @download: 0..1 of the download
 * @cancelling: whether the server was asked to stop
 *
 * What progress depends on, apart from the clock.
 */
typedef struct {
  GessoState state;
  gint64     submitted_at;
  double     typical_s;
  double     download;
  gboolean   cancelling;
} GessoTileProgress;

GessoTileKind  gesso_tile_kind_for_state    (GessoState               state);

/* 0..1, never full before the picture is there; negative where nothing can be said. @now: Unix ms */
double         gesso_tile_progress_fraction (const GessoTileProgress *progress,
                                             gint64                   now);
/* (transfer full): "0:14 of about 0:25", translated */
char          *gesso_tile_progress_label    (const GessoTileProgress *progress,
                                             gint64                   now);
/* Over five minutes: it can be let go of, and stays recoverable. */
gboolean       gesso_tile_progress_is_late  (const GessoTileProgress *progress,
                                             gint64                   now);

/* (transfer full): "0:14", "12:03" */
char          *gesso_tile_format_duration   (double                   seconds);

/* Width ÷ height of what is drawn or will be: of the picture, otherwise of its aspect ratio; 1 if neither is known. */
double         gesso_tile_shape             (guint                    width,
                                             guint                    height,
                                             const char              *ratio);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "gallery/gesso-gallery.h"
#include "gallery/gesso-grid-private.h"
#include "gesso-application.h"

G_BEGIN_DECLS

/* The real window, in this process, driven by one flow. */

typedef struct {
  GtkWidget    *window;
  GessoGallery *gallery; /* once the library is open */
  GessoGrid    *grid;
  guint         count;   /* how often the flow is to do what it does */
  const char   *argument;
} BenchWindow;

/* How what can be seen of the grid is doing. */
typedef struct {
  guint n_visible;
  guint n_read;    /* their rows are there */
  guint n_filled;  /* they show what they shall, sharp */
} BenchTiles;

void     bench_window_look      (BenchWindow *self,
                                 BenchTiles  *tiles);
/* BenchConditions over a BenchWindow: every cell that can be seen has its row, or its picture too. */
gboolean bench_window_is_read   (gpointer     self);
gboolean bench_window_is_filled (gpointer     self);

/* Flows; each ends by itself. */
void     bench_flow_start       (BenchWindow *self);
void     bench_flow_scroll      (BenchWindow *self);
void     bench_flow_jump        (BenchWindow *self);
void     bench_flow_drag        (BenchWindow *self);
void     bench_flow_cold        (BenchWindow *self);
void     bench_flow_search      (BenchWindow *self);
void     bench_flow_memory      (BenchWindow *self);
void     bench_flow_arrive      (BenchWindow *self);
void     bench_flow_board       (BenchWindow *self);
void     bench_flow_open        (BenchWindow *self);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What a window costs: the work of each frame, from before-paint to after-paint, and how long each iteration of the
 * main loop keeps everything else waiting.
 */

/* From now on; @window may not be realized yet. */
void     bench_clock_watch         (GtkWidget *window);
/* Measures anew. */
void     bench_clock_reset         (void);
/* Frames since it was watched. */
guint    bench_clock_get_frames    (void);
/* Reports "NAME-work", "NAME-loop" (whole iterations) and "NAME-own" (iterations without the frame's work), ms each. */
void     bench_clock_report        (const char *name);

typedef gboolean (*BenchCondition) (gpointer data);

/* Called after each frame, until it returns %FALSE. */
void     bench_clock_after_frame   (BenchCondition callback,
                                    gpointer       data);

/* Runs the main loop until it holds, looked at after each frame only. Returns %FALSE on time-out. */
gboolean bench_await_frame         (BenchCondition condition,
                                    gpointer       data,
                                    guint          timeout_ms);
/* The same, looked at after each iteration. */
gboolean bench_await               (BenchCondition condition,
                                    gpointer       data,
                                    guint          timeout_ms);
/* Runs the main loop for a time. */
void     bench_rest                (guint          ms);
/* Until one more was painted, at most a second. */
void     bench_next_frame          (void);

/* The first descendant of that type, depth first. (transfer none) (nullable) */
gpointer bench_find                (GtkWidget     *root,
                                    GType          type);

G_END_DECLS

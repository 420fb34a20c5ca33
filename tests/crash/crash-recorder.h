/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Stands between this program, SQLite and GLib included, and the C library. From crash_recorder_start() on, every call
 * that changes something below one folder is a point before it, one after it, and for a write one in the middle:
 * numbered in order, so that the process can be ended at any of them. With a trace, all of it is written down, so that
 * the disk can be built again as a power cut would have left it.
 */

/* @trace, @points: (nullable): files to write; @kill_at: the number of the point to end at, 0 for none;
 * @kill_after: (nullable): what was done at the point to end after, like "mkdir library" */
void    crash_recorder_start  (const char *root,
                               const char *trace,
                               const char *points,
                               guint64     kill_at,
                               const char *kill_after);
/* A named point of the program's own; noted in the trace, too. */
void    crash_recorder_point  (const char *name);
guint64 crash_recorder_count  (void);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Stands between this program and the C library's memory. From crash_memory_start() on, each piece that the library's
 * thread asks for is counted, and one of them is not given: GLib ends the process over that, others may go on. SQLite's
 * are left out: tests/faults takes them away one by one.
 */

/* Before anything is done with SQLite. */
void    crash_memory_install (void);
/* @refuse: the number of the piece that is not given, 0 for none */
void    crash_memory_start   (guint64 refuse);
/* Whether what all the other threads ask for counts, too: from the picture's arrival until it is kept. */
void    crash_memory_widen   (gboolean wide);
/* 0 where somebody else has the memory already, as sanitizers do. */
guint64 crash_memory_count   (void);

G_END_DECLS

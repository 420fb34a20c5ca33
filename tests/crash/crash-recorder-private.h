/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <limits.h>

#include "crash-recorder.h"

G_BEGIN_DECLS

/* Around a call and what is noted about it. */
void        crash_recorder_lock      (void);
void        crash_recorder_unlock    (void);
/* To the trace, what was done. */
void        crash_recorder_note      (const char *op,
                                      const char *path,
                                      gint64      number,
                                      const void *data,
                                      size_t      length);
/* A point; does not return from the one to end at. @when: "before", "amid", "after" or "at" */
void        crash_recorder_pass      (const char *when,
                                      const char *op,
                                      const char *path);
gboolean    crash_recorder_ends_next (void);
/* The path below the root, %NULL for what is not recorded. @buffer: of PATH_MAX */
const char *crash_recorder_path_of   (int         fd,
                                      char       *buffer);
const char *crash_recorder_path_at   (int         folder,
                                      const char *name,
                                      char       *buffer);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Everything the library does to the disk, its own writes, fsyncs and renames and SQLite's, counted in one row, and made
 * to fail: the k-th of them, or all from the k-th on. Each piece of memory that SQLite asks for, in another.
 */

/* Once, before a library is opened. */
void     storage_install (void);
/* @error_number: ENOSPC or EIO of the disk, ENOMEM of SQLite's memory. @k counts from 1. */
void     storage_fail    (guint k, gboolean from_then_on, int error_number);
void     storage_heal    (void);
/* Since the last storage_fail(). */
guint    storage_n_steps  (void);
guint    storage_n_failed (void);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gesso_libexec_find:
 * @subdir: the layer that builds it, "decode", "cli" or "ui"
 * @program: its name
 *
 * Finds one of our own programs: in `GESSO_LIBEXECDIR` (at its top, then in @subdir), in the build folder if the
 * running program lies in it, then where helpers and programs are installed.
 *
 * Returns: (transfer full) (nullable): an absolute path to an executable file
 */
char       *gesso_libexec_find          (const char *subdir,
                                         const char *program);

/* Where the translations are: the build folder's while the program runs there. */
const char *gesso_libexec_get_localedir (void);

G_END_DECLS

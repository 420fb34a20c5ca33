/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an import is about, as the library remembers it: a JSON array of paths. */
char  *gesso_importer_write_unfinished (const char *const *paths);
/* (nullable) (transfer full) */
char **gesso_importer_read_unfinished  (const char        *text);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sql.h"

G_BEGIN_DECLS

/* The version in `user_version` that this program reads and writes. */
int      gesso_schema_version (void);

/* Brings an older or empty database up to date in one transaction; a newer one is %GESSO_LIBRARY_ERROR_NEWER. */
gboolean gesso_schema_migrate (GessoSql    *sql,
                               const char  *label,
                               GError     **error);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times are Unix milliseconds in UTC, as gint64; 0 means "not known". */

gint64  gesso_time_now_ms      (void);

/* Returns: (transfer full): "2026-11-22T09:15:02.118Z" */
char   *gesso_time_to_iso      (gint64       ms);

/* Returns: 0 if @iso is not an ISO 8601 time with a zone; dates alone are read as UTC midnight */
gint64  gesso_time_from_iso    (const char  *iso);

/* Returns: (transfer full): "2026-11", the month of @ms in UTC, by which the ledger is kept */
char   *gesso_time_month       (gint64       ms);

G_END_DECLS

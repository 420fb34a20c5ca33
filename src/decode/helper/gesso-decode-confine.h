/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Closes what was inherited beside the socket and the standard streams. */
void  gesso_decode_leave_nothing_open (void);

/**
 * gesso_decode_confine:
 * @starts_processes: whether decoding starts processes of its own, so that only some limits can be set
 *
 * From here on: no files, no sockets, no processes, and a bound on memory.
 *
 * Returns: what holds, as GessoWireConfinement
 */
guint gesso_decode_confine            (gboolean starts_processes);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One timer of a second for everything on screen that counts time, there only while somebody listens.
 * Main thread only.
 */

typedef void (*GessoTickFunc) (gpointer data);

/* @data identifies the listener; adding it again changes nothing. */
void gesso_ticker_add       (GessoTickFunc func,
                             gpointer      data);
void gesso_ticker_remove    (gpointer      data);

/* Whether the timer exists. */
gboolean gesso_ticker_runs  (void);

G_END_DECLS

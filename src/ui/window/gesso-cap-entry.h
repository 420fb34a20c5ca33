/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* An entry for the monthly cap in dollars. Empty means none. */

/* @cap: µ$, 0 for none; @response: the alert's response that needs a valid amount */
GtkWidget *gesso_cap_entry_new (gint64       cap,
                                const char  *response);
/* Returns: %FALSE if it isn't an amount */
gboolean   gesso_cap_entry_get (GtkWidget   *entry,
                                gint64      *cap);

G_END_DECLS

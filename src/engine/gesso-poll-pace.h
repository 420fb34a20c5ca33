/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gesso_poll_pace:
 * @previous: what was waited the last time, 0 before the first
 * @running: how long the job has been drawn
 * @typical: how long one like it usually is, 0 where nobody knows
 * @first: the shortest wait
 * @most: the longest
 *
 * How long to wait before a job is asked after again. All in ms; a function of its arguments alone.
 */
guint gesso_poll_pace (guint  previous,
                       gint64 running,
                       gint64 typical,
                       guint  first,
                       guint  most);

G_END_DECLS

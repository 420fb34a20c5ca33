/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a program measured: one JSON object in the last line of its output, which bench.py reads. */

void   bench_report_number  (const char *name,
                             double      value);
/* One of several; the name is a list of them then. */
void   bench_report_sample  (const char *name,
                             double      value);
void   bench_report_print   (void);

/* Monotonic, ms. */
double bench_now            (void);
/* Since whoever started this process said it does, ms; its time is in the environment. */
double bench_since_start    (void);

G_END_DECLS

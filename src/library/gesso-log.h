/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-private.h"

G_BEGIN_DECLS

/*
 * Private to the layer: the log, from which a lost database is made again. One JSON object a line: "time", "event", what
 * the event is about, and in "rows" and "gone" how it left the rows that nothing else tells of:
 * {"rows": {"board": [{"board": 3, "name": …}]}, "gone": {"board_item": [17]}}. Columns that are NULL are left out.
 *
 * A line is in the database in the transaction that it tells of, and leaves it once the file was fsynced. So the log
 * misses nothing that is in the database, and costs the transaction no fsync.
 */

/* Tables whose rows the log tells. */
extern const char *const gesso_log_tables[];

/* An object for the log: {"time": …, "event": @event} */
JsonObject *gesso_log_new      (const char   *event);
/* As above, with a time of the past: Unix ms. */
JsonObject *gesso_log_new_at   (const char   *event,
                                gint64        time);

/* The lines of what the transaction changed and what @call says of it, put into the database. */
gboolean    gesso_log_prepare  (GessoCall    *call,
                                GessoSql     *sql,
                                GError      **error);
/* After the commit: puts them into the file. */
void        gesso_log_write    (GessoCall    *call);
/* Whether enough is waiting to be fsynced. */
gboolean    gesso_log_is_full  (GessoCore    *core);
/* Fsyncs the file, and lets go of its lines in the database. */
void        gesso_log_settle   (GessoCore    *core);
/* When opening: writes again what a crash may have kept from the file. */
void        gesso_log_recover  (GessoCore    *core);

G_END_DECLS

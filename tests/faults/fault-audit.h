/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine-fixture.h"

G_BEGIN_DECLS

/*
 * Stops the engine, opens the library anew, and compares it with what the server did: every job that was billed is
 * charged, once and to the micro-dollar; every picture is there, whole, once; nothing half written is left; and nothing
 * more is sent by starting again. @submits: how many POSTs the server must have seen in all
 */
void audit (Fixture *self, guint submits);
/* Of what the user was told that it could not be written down, nothing waits to be sent. */
void audit_nothing_queued (Fixture *self);

G_END_DECLS

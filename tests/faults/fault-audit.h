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

G_END_DECLS

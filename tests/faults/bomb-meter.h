/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What little that unfolds into much may cost, at most. */
#define BOMB_MAX_KB (32 * 1024)
#define BOMB_MAX_MS 100

typedef void (*BombFunc) (gpointer data);

/*
 * Sets the bomb off a few times, says what it took, and asserts that this process grew by less than %BOMB_MAX_KB every
 * time and that the quickest time was below %BOMB_MAX_MS: what else the machine does makes the others slower. Sanitizers
 * and valgrind keep memory and time for themselves, so that they are not held to it.
 * @helper: (nullable): the name of a process below this one that does the work, and is held to the same; it is there already
 */
void bomb_measure (const char *helper, BombFunc explode, gpointer data);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "gesso-picture.h"

G_BEGIN_DECLS

/* Longest slug of a prompt in a file name, bytes. */
#define GESSO_SLUG_MAX_BYTES 120

/* Words of @prompt as they may stand in a file name on any system; "picture" where nothing is left. (transfer full) */
char *gesso_names_slug     (const char         *prompt);

/**
 * gesso_names_original:
 * @completed_at: Unix ms; the name has it in local time
 * @id_length: how many digits of the id end the name: more, where fewer collide
 *
 * Returns: (transfer full): "2026/11/2026-11-22 09.15 a-paper-boat 7f3a.png", with "Sandbox/" before it for stand-ins
 */
char *gesso_names_original (const char         *prompt,
                            const char         *id,
                            guint               id_length,
                            gint64              completed_at,
                            gboolean            sandbox,
                            GessoPictureFormat  format);

G_END_DECLS

/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-engine.h"

G_BEGIN_DECLS

/**
 * gesso_reference_watch:
 * @settings: says whether references are sent as they are added
 *
 * Tells @engine what becomes a reference of @request and what is none any more, for as long as @request lives.
 */
void gesso_reference_watch (GessoEngine *engine,
                            KreaRequest *request,
                            GSettings   *settings);

G_END_DECLS
